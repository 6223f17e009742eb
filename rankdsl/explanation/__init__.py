"""Why an outcome is what it is, for one person."""

from rankdsl.explanation.explain import explain, names
from rankdsl.explanation.parts import (
    Above,
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
    "Above",
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
