"""Facts, units, ranges, invariants; case files; the calendar of working days."""

from rankdsl.vocabulary.calendar_files import load_calendars
from rankdsl.vocabulary.calendars import Arranged, Calendar
from rankdsl.vocabulary.case_messages import (
    BAD_EXPECTED_VALUE,
    INVARIANT_BROKEN,
    NO_DOCUMENT,
    UNKNOWN_DOCUMENT,
    UNKNOWN_EXPECTED,
)
from rankdsl.vocabulary.case_schema import case_schema
from rankdsl.vocabulary.cases import CaseRead, Expected, cases, document_titles
from rankdsl.vocabulary.choosing import files_needed
from rankdsl.vocabulary.loading import load_vocabularies
from rankdsl.vocabulary.pages import PAGES
from rankdsl.vocabulary.sources import sources
from rankdsl.vocabulary.typical import fill_typical
from rankdsl.vocabulary.values import ValueProblem, read_expectation, read_scalar, read_value

__all__ = [
    "BAD_EXPECTED_VALUE",
    "INVARIANT_BROKEN",
    "NO_DOCUMENT",
    "PAGES",
    "UNKNOWN_DOCUMENT",
    "UNKNOWN_EXPECTED",
    "Arranged",
    "Calendar",
    "CaseRead",
    "Expected",
    "ValueProblem",
    "case_schema",
    "cases",
    "document_titles",
    "files_needed",
    "fill_typical",
    "load_calendars",
    "load_vocabularies",
    "read_expectation",
    "read_scalar",
    "read_value",
    "sources",
]
