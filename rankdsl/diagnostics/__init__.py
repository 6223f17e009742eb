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
from rankdsl.diagnostics.names import did_you_mean, nearest, or_meant
from rankdsl.diagnostics.page import Diagnostic, Page
from rankdsl.diagnostics.report import (
    CaseResult,
    DocumentReport,
    DocumentVerdict,
    ExitCode,
    ExpectationResult,
    ObligationReport,
    Report,
    TestReport,
    exit_code,
)
from rankdsl.diagnostics.text import Text

__all__ = [
    "CaseResult",
    "Citation",
    "Diagnostic",
    "DocumentReport",
    "DocumentVerdict",
    "Edit",
    "Evidence",
    "ExitCode",
    "ExpectationResult",
    "Finding",
    "Fix",
    "ObligationReport",
    "Page",
    "PersonShown",
    "Place",
    "Report",
    "Severity",
    "TestReport",
    "Text",
    "Verdict",
    "did_you_mean",
    "exit_code",
    "nearest",
    "or_meant",
]
