"""All kinds of gaps: whatever rules the modules of the package ``rules`` declare."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

from graph_api.analyses.gaps import rules
from graph_api.analyses.gaps.rule import GapRule


def discover(package: ModuleType) -> tuple[GapRule, ...]:
    """The ``RULE`` of each module of a package, by the number of its question, then by name.

    Raises:
        ValueError: a module's name is not that of its rule.
    """
    declared = [
        _rule(f"{package.__name__}.{item.name}") for item in pkgutil.iter_modules(package.__path__)
    ]
    return tuple(sorted(declared, key=lambda rule: (rule.question, rule.name)))


def _rule(module: str) -> GapRule:
    rule: GapRule = importlib.import_module(module).RULE
    if module.rpartition(".")[2] != rule.name:
        message = f"{module} declares the rule of another name: {rule.name}"
        raise ValueError(message)
    return rule


RULES = discover(rules)
"""Every kind of gap, in the order in which they are listed."""
