"""All stages on one screen, each callable alone; none raises for a user's mistake.

    read ─▶ parse ─▶ analyse ─▶ examine ─▶ judge
             vocabularies ──┘
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rankdsl import checks
from rankdsl.checks.cases import failed_case, run_case, run_cases
from rankdsl.diagnostics import Finding, Page, Verdict
from rankdsl.diagnostics.report import (
    CaseResult,
    DocumentReport,
    DocumentVerdict,
    ObligationReport,
    Report,
    TestReport,
    counts,
)
from rankdsl.ir.facts import Vocabulary
from rankdsl.ir.program import Model, Piece
