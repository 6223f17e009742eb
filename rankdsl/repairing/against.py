"""Why a change after which a finding is gone is no mend, in words."""

from __future__ import annotations

from rankdsl.checks.consistency.cases import CASE_FAILS
from rankdsl.diagnostics import Finding, Text
from rankdsl.repairing.bench import Faults
from rankdsl.repairing.mends import Mend

MOST_NAMED = 3
"""Cases, or findings, that are named."""


def held_back(mend: Mend, after: Faults, before: Faults) -> Text:
    """The change, and what would be wrong with it. Cases first: their author may have meant the fault."""
    beyond = after.beyond(before)
    cases = [f.subject for f in beyond if _is_case(f)] + [name for _, _, name in sorted(after.failing - before.failing)]
    if cases:
        names = list(dict.fromkeys(cases))
        why = Text(
            f"{_listed([f'案例“{name}”' for name in names], '、', '个')}因此不通过",
            f"{_listed([f'case “{name}”' for name in names], ', ', '')} would then fail",
        )
    elif beyond:
        # That what was announced is gone is no more than is wanted.
        telling = [f for f in beyond if f.code != CASE_FAILS.page.code] or beyond
        found = list(dict.fromkeys(f"{f.code} {f.place.citation}".strip() for f in telling))
        why = Text(f"出现 {_listed(found, '、', '处')}", f"there would be {_listed(found, ', ', '')}")
    else:
        why = Text("有的判定因此没有结论", "a verdict would then be open")
    return Text(f"{mend.message.zh}，就会有新的问题：{why.zh}", f"{mend.message.en}, and something is new: {why.en}")


def _is_case(finding: Finding) -> bool:
    """Whether it says that a case fails."""
    return finding.code == CASE_FAILS.page.code and finding.message.zh.startswith(CASE_FAILS.zh.partition("{")[0])


def _listed(words: list[str], between: str, measure: str) -> str:
    named = between.join(words[:MOST_NAMED])
    more = len(words) - MOST_NAMED
    if more <= 0:
        return named
    return f"{named}等 {len(words)} {measure}" if measure else f"{named} and {more} more"
