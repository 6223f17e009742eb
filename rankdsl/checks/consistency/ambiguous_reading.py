"""RD210: two readings of one item differ, with a person who separates them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.checks.evidence import single
from rankdsl.checks.examination import Examination, Outcome, articles_of, rule_of
from rankdsl.checks.unknown import undecided
from rankdsl.diagnostics import Diagnostic, Finding, Page, Severity, Text, Verdict
from rankdsl.ir.program import Program
from rankdsl.ir.reading import needed
from rankdsl.ir.remarks import ReadItem
from rankdsl.prove import Found, Nobody, Question, Undecided, Wanted

PAGE = Page(
    code="RD210",
    name="ambiguous-reading",
    severity=Severity.WARNING,
    title=Text("几种读法结论不同", "readings that differ"),
    manual=Text(
        """\
一项条件写了几种读法，采用其中一种；换一种读法，有的人结论就不同。报告举出一个这样的人，和两种读法下各自的结果。几种读法对谁都没有差别的，
不报告。

下位文件有没有问题，按每一种读法分别检查：每一种读法下都有的，才是错误或者警告；只在某一种读法下有的，是提示。

**怎样处理**：请有权解释的机关明确，或者把条文改写成只有一种读法；在明确之前，报告里的人要个别研究。
""",
        """\
an item is written with several readings, of which one is adopted; under another, somebody gets a different outcome.
The report shows such a person, with the outcome under each. Readings that make no difference to anybody are not
reported.

Whether a subordinate document is at fault is asked under every reading: what is wrong under each of them is an error
or a warning, what is wrong under some only is a note.

**What to do**: have whoever may interpret the text decide, or word the item so that it can be read in one way only;
until then, cases like the one shown need a decision of their own.
""",
    ),
    wrong="""\
文件《某部示例规定》
  层级：中央。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  决定 可晋升 须：
    （一）任现职级年限 ≥ 2年；
    （二）读法甲：每个 近3年 年度考核 中（等次 ≥ 称职）；
          读法乙：计数 近3年 年度考核 中（等次 ≥ 称职）≥ 2；
          采 读法乙。
""",
    right="""\
文件《某部示例规定》
  层级：中央。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  决定 可晋升 须：
    （一）任现职级年限 ≥ 2年；
    （二）读法甲：任一 近3年 年度考核 中（等次 ≥ 称职）；
          读法乙：计数 近3年 年度考核 中（等次 ≥ 称职）≥ 1；
          采 读法乙。
""",
)

DIFFERENT = Diagnostic(
    PAGE,
    zh="{item}有几种读法，结论不同：有人的“{subject}”按{adopted}为“{here}”，按{other}为“{there}”",
    en="the readings of {item} differ: for somebody “{subject}” is {here_en} by {adopted} and {there_en} by {other}",
    help_zh="由有权解释的机关明确按哪一种读法，或者改写成只有一种读法",
    help_en="have the reading settled by whoever may interpret the text, or word the item so that it has only one",
)


class Readings(Struct, frozen=True):
    """An item of this document as adopted and as `other`, and the program under the latter."""

    item: ReadItem
    other: str
    program: Program


def examine(under: Examination) -> Iterator[Outcome]:
    for alternative in under.piece.alternatives:
        match alternative.taken:
            case ((item, other),) if item.layer == under.layer:
                yield _examine(under, Readings(item, other, alternative.piece.program))
            case _:
                pass


def _examine(under: Examination, readings: Readings) -> Outcome:
    """A decision, the item's own first, on which the readings give somebody different answers."""
    item = readings.item
    articles, about = articles_of(item.place), f"{item.label}{readings.other}"
    unknown: Outcome | None = None
    for decision in _decisions(under, readings):
        for here in (False, True):
            wanted = (
                *under.in_scope,
                Wanted(0, under.program, rule_of(under.program, decision), here),
                Wanted(0, readings.program, rule_of(readings.program, decision), not here),
            )
            answer = under.prover.decide(Question(wanted))
            match answer:
                case Nobody():
                    pass
                case Undecided():
                    unknown = unknown or replace(undecided(PAGE, decision, item.place, answer), about=about)
                case Found():
                    finding = _finding(under, readings, decision, answer, here)
                    return Outcome(item.decision, articles, Verdict.REFUTED, (finding,), about)
                case _:
                    assert_never(answer)
    return unknown or Outcome(item.decision, articles, Verdict.PROVED, about=about)


def _decisions(under: Examination, readings: Readings) -> Iterator[str]:
    """Those that rest on the item."""
    others = [name for name in under.program.decisions if name != readings.item.decision]
    for name in (readings.item.decision, *others):
        if name in under.program.top and _norms(under.program, name) != _norms(readings.program, name):
            yield name


def _norms(program: Program, decision: str) -> tuple[object, ...]:
    return tuple(program.definitions[s] for s in needed(program, (rule_of(program, decision),)))


def _finding(under: Examination, readings: Readings, decision: str, found: Found, here: bool) -> Finding:
    item = readings.item
    answers = {True: ("是", "yes"), False: ("否", "no")}
    finding = DIFFERENT.at(
        item.place,
        subject=decision,
        item=item.place.citation,
        adopted=item.adopted,
        other=readings.other,
        here=answers[here][0],
        here_en=answers[here][1],
        there=answers[not here][0],
        there_en=answers[not here][1],
    )
    outcome = {item.adopted: answers[here][0], readings.other: answers[not here][0]}
    about = rule_of(under.program, decision)
    also = ((readings.program, rule_of(readings.program, decision)),)
    evidence = single(under.program, found, about, outcome, (item.place,), also)
    return replace(finding, evidence=evidence, distinguishing=f"{item.label}{readings.other}")
