"""One file a check; an explicit tuple lists them.

`PROOFS` ask the prover about one document in one piece of time, in this order; RD208 comes first, since nothing else
can be asked of a document that is about nobody. `READINGS` need no proof. `PAGES` has the manual page of each.
"""

from __future__ import annotations

from rankdsl.checks import (
    added_condition,
    ambiguous_reading,
    arithmetic,
    conflicting_outcomes,
    contradictory_assumptions,
    contradictory_definitions,
    dead_rule,
    dead_weight,
    failed_assertion,
    foreign_vocabulary,
    gap,
    hidden_criterion,
    impossible_decision,
    laxer_than_superior,
    no_competence,
    out_of_time,
    outside_delegation,
    perverse_incentive,
    protected_influence,
    quota_infeasible,
    raised_bar,
    redefined_term,
    redundant_condition,
    scope_deviates,
    stricter_than_superior,
    structural_exclusion,
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
    Check(dead_rule.PAGE, dead_rule.examine, of_always=True),
    Check(redundant_condition.PAGE, redundant_condition.examine, of_always=True),
    Check(conflicting_outcomes.PAGE, conflicting_outcomes.examine, compares=True),
    Check(failed_assertion.PAGE, failed_assertion.examine),
    Check(ambiguous_reading.PAGE, ambiguous_reading.examine, of_readings=True),
    Check(hidden_criterion.PAGE, hidden_criterion.examine, compares=True),
    Check(raised_bar.PAGE, raised_bar.examine),
    Check(structural_exclusion.PAGE, structural_exclusion.examine),
    Check(perverse_incentive.PAGE, perverse_incentive.examine),
    Check(protected_influence.PAGE, protected_influence.examine),
    Check(dead_weight.PAGE, dead_weight.examine),
    Check(stricter_than_superior.PAGE, stricter_than_superior.examine, compares=True),
    Check(laxer_than_superior.PAGE, laxer_than_superior.examine, compares=True),
    Check(added_condition.PAGE, added_condition.examine, compares=True),
    Check(outside_delegation.PAGE, outside_delegation.examine, compares=True),
    Check(redefined_term.PAGE, redefined_term.examine, compares=True),
    Check(no_competence.PAGE, no_competence.examine, compares=True),
    Check(scope_deviates.PAGE, scope_deviates.examine, compares=True),
    Check(foreign_vocabulary.PAGE, foreign_vocabulary.examine),
    Check(quota_infeasible.PAGE, quota_infeasible.examine),
    Check(arithmetic.PAGE, arithmetic.examine),
)

READINGS = (
    (unmodelled.PAGE, unmodelled.examine_articles),
    (out_of_time.PAGE, out_of_time.examine_time),
)

PAGES = (
    contradictory_definitions.PAGE,
    gap.PAGE,
    impossible_decision.PAGE,
    dead_rule.PAGE,
    redundant_condition.PAGE,
    conflicting_outcomes.PAGE,
    contradictory_assumptions.PAGE,
    failed_assertion.PAGE,
    ambiguous_reading.PAGE,
    unmodelled.PAGE,
    hidden_criterion.PAGE,
    raised_bar.PAGE,
    structural_exclusion.PAGE,
    perverse_incentive.PAGE,
    protected_influence.PAGE,
    dead_weight.PAGE,
    stricter_than_superior.PAGE,
    laxer_than_superior.PAGE,
    added_condition.PAGE,
    outside_delegation.PAGE,
    redefined_term.PAGE,
    no_competence.PAGE,
    scope_deviates.PAGE,
    out_of_time.PAGE,
    foreign_vocabulary.PAGE,
    quota_infeasible.PAGE,
    arithmetic.PAGE,
    unknown.PAGE,
)

__all__ = ["ASSUMPTIONS", "PAGES", "PROOFS", "READINGS", "Check", "Examination", "Outcome", "missing_expectation"]
