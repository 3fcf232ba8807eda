"""Tests of the planner."""

import pytest

pytest.register_assert_rewrite("tests.planner.asking")
