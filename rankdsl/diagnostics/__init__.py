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
    Waiver,
)
from rankdsl.diagnostics.names import did_you_mean, nearest, or_meant
from rankdsl.diagnostics.page import Diagnostic, Page
from rankdsl.diagnostics.report import (
    CaseResult,
    Compared,
    DocumentReport,
    DocumentVerdict,
    ExitCode,
    ExpectationResult,
    ObligationReport,
    Report,
    TestReport,
    anything_written_wrong,
    can_be_set_aside,
    exit_code,
    numbered,
)
from rankdsl.diagnostics.text import Text

__all__ = [
    "CaseResult",
    "Citation",
    "Compared",
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
    "Waiver",
    "anything_written_wrong",
    "can_be_set_aside",
    "did_you_mean",
    "exit_code",
    "nearest",
    "numbered",
    "or_meant",
]
