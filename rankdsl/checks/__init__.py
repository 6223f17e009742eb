"""One file a check, in a room by the family of its code; an explicit tuple lists them, each by its code and its name.

`PROOFS` ask the prover about one document in one piece of time, in this order; RD208 comes first, since nothing else
can be asked of a document that is about nobody. `READINGS` need no proof. RD204, `dead-rule`, is in
`consistency/dead_rule.py`, which is loaded when it is asked or its manual page is wanted
(`docs/decisions/0502-what-is-loaded-when.md`). What several rooms need lies here.
"""

from __future__ import annotations

from rankdsl.checks.listed import Check, Listed, Reading
from rankdsl.diagnostics import Page

ASSUMPTIONS = Check("RD208", "contradictory-assumptions")

PROOFS = (
    Check("RD201", "contradictory-definitions"),
    Check("RD202", "gap"),
    Check("RD203", "impossible-decision"),
    Check("RD204", "dead-rule", of_always=True),
    Check("RD205", "redundant-condition", of_always=True),
    Check("RD207", "conflicting-outcomes", compares=True),
    Check("RD209", "failed-assertion"),
    Check("RD210", "ambiguous-reading", of_readings=True),
    Check("RD301", "hidden-criterion", compares=True),
    Check("RD302", "raised-bar"),
    Check("RD303", "structural-exclusion"),
    Check("RD304", "perverse-incentive"),
    Check("RD305", "hidden-quota", of_mechanisms=True),
    Check("RD306", "protected-influence"),
    Check("RD307", "dead-weight"),
    Check("RD308", "cliff", of_mechanisms=True),
    Check("RD401", "stricter-than-superior", compares=True),
    Check("RD402", "laxer-than-superior", compares=True),
    Check("RD403", "added-condition", compares=True),
    Check("RD404", "outside-delegation", compares=True),
    Check("RD405", "redefined-term", compares=True),
    Check("RD406", "no-competence", compares=True),
    Check("RD407", "procedure-deviates", compares=True, of_mechanisms=True),
    Check("RD408", "scope-deviates", compares=True),
    Check("RD410", "foreign-vocabulary"),
    Check("RD501", "weights", of_mechanisms=True),
    Check("RD502", "quota-infeasible", compares=True, of_mechanisms=True),
    Check("RD503", "slots-not-conserved", of_mechanisms=True),
    Check("RD504", "burden-grows", compares=True, of_mechanisms=True),
    Check("RD505", "veto-outside-list", compares=True, of_mechanisms=True),
    Check("RD506", "no-way-down", of_mechanisms=True),
    Check("RD507", "no-appeal", compares=True, of_mechanisms=True),
    Check("RD508", "undisclosed-basis", of_mechanisms=True),
    Check("RD509", "pay-inversion", of_mechanisms=True),
    Check("RD510", "arithmetic", of_mechanisms=True),
)

READINGS = (Reading("RD211", "unmodelled"), Reading("RD409", "out-of-time"))

UNKNOWN = Listed("RD901", "unknown")

CATALOGUE = (ASSUMPTIONS, *PROOFS, *READINGS, UNKNOWN)
"""Every code that a check may give."""


def pages() -> tuple[Page, ...]:
    """The manual page of each."""
    return tuple(listed.page for listed in CATALOGUE)


__all__ = [
    "ASSUMPTIONS",
    "CATALOGUE",
    "PROOFS",
    "READINGS",
    "Check",
    "pages",
]
