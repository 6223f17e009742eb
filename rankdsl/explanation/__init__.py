"""Why an outcome is what it is, for one person."""

from rankdsl.explanation.explain import explain, names
from rankdsl.explanation.parts import (
    Comparison,
    Condition,
    Explanation,
    Figure,
    FigureKind,
    Missing,
    NextYes,
    Outcome,
    Rule,
    Ruling,
    Standing,
    Trial,
    Trouble,
    Turn,
)

__all__ = [
    "Comparison",
    "Condition",
    "Explanation",
    "Figure",
    "FigureKind",
    "Missing",
    "NextYes",
    "Outcome",
    "Rule",
    "Ruling",
    "Standing",
    "Trial",
    "Trouble",
    "Turn",
    "explain",
    "names",
]
