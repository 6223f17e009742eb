"""What the tool says to people: findings, their parts, and near names. No stage's texts live here."""

from rankdsl.diagnostics.finding import (
    Citation,
    Edit,
    Evidence,
    Finding,
    Fix,
    PersonShown,
    Place,
    Severity,
    Verdict,
)
from rankdsl.diagnostics.names import nearest
from rankdsl.diagnostics.page import Diagnostic, Page
from rankdsl.diagnostics.text import Text

__all__ = [
    "Citation",
    "Diagnostic",
    "Edit",
    "Evidence",
    "Finding",
    "Fix",
    "Page",
    "PersonShown",
    "Place",
    "Severity",
    "Text",
    "Verdict",
    "nearest",
]
