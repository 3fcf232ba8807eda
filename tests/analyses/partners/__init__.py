"""Tests of ``collaborators`` on small stores."""
