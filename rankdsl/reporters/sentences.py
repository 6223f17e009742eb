"""A finding in a few plain lines, for formats in which there is no room for an excerpt: what, for whom, what to do.

Invariant: every line has gone through `Paper.fit`, so that it is one line and holds no control character.
"""

from __future__ import annotations

from msgspec.structs import replace

from rankdsl.diagnostics import Evidence, Finding, PersonShown, Verdict
from rankdsl.reporters.articles import articles_in_words, where_short
from rankdsl.reporters.paper import Paper
from rankdsl.reporters.text import day_in_words, period_in_words, shown_facts, side_in_words, value_in_words


def sentences(finding: Finding, paper: Paper) -> list[str]:
    """The message, then whatever else there is, a line each; what set it aside comes first of these."""
    lines = [paper.say(finding.message)]
    if (why := set_aside(finding, paper)) is not None:
        lines.append(why)
    if finding.verdict is Verdict.UNKNOWN:
        lines.append(paper.choose("没有得出结论，不等于通过", "this was not decided, which is not a pass"))
    if finding.evidence is not None:
        lines += _evidence(finding.evidence, paper)
    if finding.period is not None:
        lines.append(paper.choose("适用期间：", "period: ") + period_in_words(finding.period, paper))
    if finding.help is not None:
        lines.append(paper.choose("处理办法：", "what to do: ") + paper.say(finding.help))
    for number, fix in enumerate((finding.fix, *finding.alternatives)):
        if fix is not None and fix.verified:
            said = paper.choose("或者：", "or: ") if number else paper.choose("可以这样改：", "could be mended so: ")
            lines.append(said + paper.say(fix.message))
    if finding.held_back is not None:
        lines.append(paper.choose("没有可靠的改法：", "no mend holds: ") + paper.say(finding.held_back))
    return lines


def set_aside(finding: Finding, paper: Paper) -> str | None:
    """Why it does not count; None where it does."""
    if (waiver := finding.waiver) is not None:
        return paper.choose(
            f"已豁免：{waiver.reason}（{waiver.approved_by}，至{day_in_words(waiver.until)}）",
            f"waived: {waiver.reason} ({waiver.approved_by}, until {waiver.until.isoformat()})",
        )
    if finding.expected:
        return paper.choose("预期，不计入", "expected, not counted")
    return paper.choose("基线已有，不计入", "in the baseline, not counted") if finding.known else None


def related(finding: Finding, paper: Paper) -> list[str]:
    """The articles on the other side, a line each: where, and what they have to do with it."""
    lines = []
    for citation in finding.related:
        at = where_short(citation.place)
        lines.append(paper.fit(at) + paper.choose("：", ": ") * bool(at) + paper.say(citation.message))
    return lines


def _evidence(evidence: Evidence, paper: Paper) -> list[str]:
    """Of a person, the facts that decide, where any is said to; the text format has the others."""
    names = shown_facts(replace(evidence, relevant=()) if evidence.decisive else evidence)
    lines = []
    if evidence.person is not None and evidence.other is not None:
        for who, person in ((("甲", "first"), evidence.person), (("乙", "second"), evidence.other)):
            lines.append(paper.choose(f"{who[0]}：", f"{who[1]}: ") + _person(person, names, paper))
    elif evidence.person is not None:
        lines.append(paper.choose("举例：", "for example: ") + _person(evidence.person, names, paper))
    if evidence.core:
        lines.append(paper.choose("相关条文：", "articles at fault: ") + articles_in_words(evidence.core, paper))
    return lines


def _person(person: PersonShown, names: list[str], paper: Paper) -> str:
    facts = [f"{paper.fit(n)} {value_in_words(person.facts[n], paper)}" for n in names if n in person.facts]
    outcome = [
        side_in_words(side, paper) + paper.choose("：", ": ") + value_in_words(value, paper)
        for side, value in person.outcome.items()
    ]
    parts = [paper.choose("，", ", ").join(facts), paper.choose("；", "; ").join(outcome)]
    return paper.choose("。", ". ").join(part for part in parts if part)
