"""What is written and what it takes, as tables for people.

Invariant: every cell has gone through `Paper.fit`; what is not known is said to be so.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from rankdsl.diagnostics import Text
from rankdsl.reporters.articles import articles_in_words
from rankdsl.reporters.paper import Paper
from rankdsl.thresholds import DecisionThresholds, Line, Measured, State, Taken, Written

EVERYBODY = Text("所有的人", "everybody")
NOTHING = Text("—", "—")
_STATES = {
    State.ANY: Text("不限", "any"),
    State.NOBODY: Text("无人", "nobody"),
    State.UNKNOWN: Text("未得出结论", "not decided"),
}
_HEADS = (
    Text("人员", "people"),
    Text("写明", "written"),
    Text("最少也要", "nobody with less"),
    Text("通常要", "ordinarily"),
)
_ABOVE = (Text("上位最少", "above: nobody with less"), Text("上位通常", "above: ordinarily"))


def thresholds_text(found: Sequence[DecisionThresholds], paper: Paper) -> str:
    lines: list[str] = []
    told = [decision for decision in found if decision.measures]
    for decision in told:
        lines += [*_decision(decision, paper), ""]
    without = list(dict.fromkeys(d.subject for d in found if not d.measures) - {d.subject: None for d in told}.keys())
    if without:
        names = paper.fit(paper.choose("、", ", ").join(sorted(without, key=[d.subject for d in found].index)))
        lines.append(paper.choose("没有数量门槛的决定：", "decisions without a bar: ") + names)
    if told:
        lines += [*[""] * bool(without), *(paper.style(paper.say(words), "faint") for words in _EXPLAINED)]
    return "\n".join(lines).strip("\n") + "\n"


_EXPLAINED = (
    Text(
        "最少也要：不到这个数的，不管其他方面怎样，一个也得不到“是”（已证明）",
        "nobody with less: whoever has less never gets a yes, whatever else is true of them (proved)",
    ),
    Text(
        "通常要：其他方面如常的人，至少要有这个数才得“是”",
        "ordinarily: what it takes of somebody who is otherwise as ordinary as a yes allows",
    ),
    Text(
        "* 达到写明的数仍然不够，或者没有写明也没有公布，或者比上位文件要求得多",
        "* what is written is not enough, or it is neither written nor published, or it takes more than above",
    ),
)


def _decision(decision: DecisionThresholds, paper: Paper) -> list[str]:
    head = Text(
        f"《{decision.document.title}》{decision.place.article or ''} {decision.subject}",
        f"《{decision.document.title}》{decision.place.article or ''} {decision.subject}",
    )
    lines = [paper.style(paper.say(head), "strong") + _in_brackets(paper.say(_period(decision.period)), paper)]
    if decision.above is not None:
        above = Text(f"上位文件：《{decision.above.title}》", f"superior: 《{decision.above.title}》")
        lines.append(f"  {paper.style(paper.say(above), 'faint')}")
    for measured in decision.measures:
        lines += _measured(measured, decision, paper)
    return lines


def _measured(measured: Measured, decision: DecisionThresholds, paper: Paper) -> list[str]:
    words = Text("已公布", "published") if measured.published else Text("未公布", "not published")
    style = "faint" if measured.published else "warning"
    name = paper.style(paper.say(measured.name), "strong")
    lines = ["", f"  {name}{_in_brackets(paper.style(paper.say(words), style), paper)}"]
    beside = any(line.above is not None for line in measured.lines)
    heads = [*_HEADS, *(_ABOVE if beside else ()), Text("依据", "by")]
    if decision.by is not None:
        heads[0] = Text.same(decision.by)
    rows: list[Sequence[str]] = [[paper.say(head) for head in heads]]
    rows += (_row(line, beside, paper) for line in measured.lines)
    return lines + paper.table(rows)


def _row(line: Line, beside: bool, paper: Paper) -> list[str]:
    people = Text.join(list(line.classes), "、", ", ") if line.classes else EVERYBODY
    cells = [paper.say(people), _written(line.written, paper), *_taken(line.here, paper)]
    if beside:
        cells += _taken(line.above, paper) if line.above is not None else [paper.say(NOTHING)] * 2
    if line.more:
        cells[2 if line.here.ordinary is None else 3] += "*"
    return [*cells, articles_in_words(line.articles, paper)]


def _written(written: Sequence[Written], paper: Paper) -> str:
    heights = [w.height for w in written if w.height is not None]
    if not heights:
        return paper.say(NOTHING)
    return paper.say(Text.join(list(dict.fromkeys(heights)), "或", " or "))


def _taken(taken: Taken, paper: Paper) -> list[str]:
    least = taken.least if taken.least is not None else _STATES[taken.state]
    return [paper.say(least), paper.say(taken.ordinary if taken.ordinary is not None else NOTHING)]


def _in_brackets(words: str, paper: Paper) -> str:
    return paper.choose("（", " (") + words + paper.choose("）", ")")


def _period(period: tuple[date, date | None]) -> Text:
    start, end = period
    first = Text.day(start)
    if end is None:
        return Text(f"{first.zh}起", f"from {first.en}")
    if end - start == timedelta(days=1):
        return first
    last = Text.day(end - timedelta(days=1))
    return Text(f"{first.zh}至{last.zh}", f"{first.en} to {last.en}")
