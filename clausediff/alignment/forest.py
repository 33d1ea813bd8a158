"""
A sum of small decision trees, written as data and run as Python.

A tree is a number, or `[feature, bound, tree, tree]`: the first tree where the feature is at most
the bound, the second where it is above. The sum of all is a log-odds.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from clausediff.tables import table

Tree: TypeAlias = "float | list[Any]"
Forest: TypeAlias = "Callable[..., float]"


def weights() -> Mapping[str, Any]:
    """Return the fitted model of alignment: trees and thresholds."""
    return table("align_weights")


def compiled(trees: Sequence[Tree], features: Sequence[str]) -> Forest:
    """
    Make a function of trees: from the values of the features, in order, to a log-odds.

    >>> compiled([["before", 0.5, -1.0, 2.0], 0.25], ["off_path", "before"])(3, 1.0)
    2.25
    """
    names = {feature: f"v{place}" for place, feature in enumerate(features)}
    total = " + ".join(_expression(tree, names) for tree in trees)
    function: Forest = eval(f"lambda {', '.join(names.values())}: {total}", {"__builtins__": {}})
    return function


def probability(odds: float) -> float:
    """Return the probability that a log-odds stands for."""
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, odds))))


def _expression(tree: Tree, names: Mapping[str, str]) -> str:
    if not isinstance(tree, list):
        return repr(float(tree))
    feature, bound, low, high = tree
    low, high = _expression(low, names), _expression(high, names)
    return f"({low} if {names[feature]} <= {float(bound)!r} else {high})"
