"""One file a check; an explicit tuple lists them.

`PROOFS` ask the prover about one document in one piece of time, in this order; RD208 comes first, since nothing else
can be asked of a document that is about nobody. `READINGS` need no proof. `PAGES` has the manual page of each.
"""

from __future__ import annotations

from rankdsl.checks import (
    added_condition,
    contradictory_assumptions,
    contradictory_definitions,
    failed_assertion,
    gap,
    hidden_criterion,
    impossible_decision,
    laxer_than_superior,
    out_of_time,
    stricter_than_superior,
    unknown,
    unmodelled,
)
from rankdsl.checks.examination import Check, Examination, Outcome
from rankdsl.checks.failed_assertion import missing_expectation

ASSUMPTIONS = Check(contradictory_assumptions.PAGE, contradictory_assumptions.examine)

PROOFS = (
    Check(contradictory_definitions.PAGE, contradictory_definitions.examine),
    Check(gap.PAGE, gap.examine),
    Check(impossible_decision.PAGE, impossible_decision.examine),
    Check(failed_assertion.PAGE, failed_assertion.examine),
    Check(hidden_criterion.PAGE, hidden_criterion.examine),
    Check(stricter_than_superior.PAGE, stricter_than_superior.examine),
    Check(laxer_than_superior.PAGE, laxer_than_superior.examine),
    Check(added_condition.PAGE, added_condition.examine),
)

READINGS = (
    (unmodelled.PAGE, unmodelled.examine_articles),
    (out_of_time.PAGE, out_of_time.examine_time),
)

PAGES = (
    contradictory_definitions.PAGE,
    gap.PAGE,
    impossible_decision.PAGE,
    contradictory_assumptions.PAGE,
    failed_assertion.PAGE,
    unmodelled.PAGE,
    hidden_criterion.PAGE,
    stricter_than_superior.PAGE,
    laxer_than_superior.PAGE,
    added_condition.PAGE,
    out_of_time.PAGE,
    unknown.PAGE,
)

__all__ = ["ASSUMPTIONS", "PAGES", "PROOFS", "READINGS", "Check", "Examination", "Outcome", "missing_expectation"]
