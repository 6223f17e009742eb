"""RD304: a better record gives a worse outcome."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, assert_never

from msgspec.structs import replace

from rankdsl.checks.conditions import changed
from rankdsl.checks.evidence import pair
from rankdsl.checks.examination import Examination, Outcome, articles_of, rule_of
from rankdsl.checks.fairness.burdens import (
    burden_above,
    direction,
    harms,
    improvable,
    looks_like_a_burden,
    said_to_be_a_burden,
    taken_for_a_burden,
    turns,
)
from rankdsl.checks.refusals import place_of_refusal
from rankdsl.checks.unknown import undecided
from rankdsl.diagnostics import Diagnostic, Finding, Page, Severity, Text, Verdict
from rankdsl.ir.facts import Fact
from rankdsl.ir.reading import reads_of_expr
from rankdsl.prove import Found, Nobody, Raised, Undecided

if TYPE_CHECKING:
    from rankdsl.ir.mechanisms import Selection

PAGE = Page(
    code="RD304",
    name="perverse-incentive",
    severity=Severity.ERROR,
    title=Text("越好越吃亏", "a better record gives a worse outcome"),
    manual=Text(
        """\
两个人其他方面完全相同，只有一项事实，后一个人的更好（例如某一年的考核等次更高、处分已经解除），原来得到“是”的反而得到“否”。
这样的规定鼓励人做得差一些。

哪个方向算好，由词表的 better 写明。清单（如年度考核）更好，是指有记录的年度相同，每一年的等次都不低，至少有一年更高。
划分人员类别的事实（class）和决定时间起点的事实不算：前者说明一个人属于哪一类，后者一变，所看的年度也就变了。

有的决定得到“是”并不是好事（如应当降低职级）。写明“后果 应降低职级：…”、“升降 现职级：降低 应降低职级 → …”，或者
“断言：应降低职级 随 年度考核 不增”的，就反过来检查：表现更好的人，不应当因此由“否”变为“是”。
没有写明，但是各项表现越好越得不到，而且只看表现、或者有两项以上表现都是如此的，也看作不利的决定。

择优的先后也这样检查：两个符合条件的人，表现更好的不应当因此排到后面。分出先后的是两人第一个不同的依据；直接按一项事实排序的，方向由文件
自己定；同一单位的人都一样的事实（of_unit）不算。排在前面对人不利的（后果写明这次择优，或者是从不利的决定中挑选），反过来检查：表现更好的人
不应当因此排到前面。没有写明，但是各项表现越好越靠后的，按上面的办法也看作不利。

**怎样处理**：把“等于”改为“不低于”，把“恰好”改为“至少”；或者删去使更好的人吃亏的那一项。
""",
        """\
two persons are alike in everything but one fact, of which the second has the better (a higher grade in some year, a
sanction that has ended), and the first gets yes and the second no. Such a rule rewards doing worse.

Which way is better is said in the vocabulary (`better`). A list is better if it has records in the same years, no
grade is lower and at least one is higher. Facts that divide people into classes (`class`) are not moved, nor are those
that start a window: the former say which group somebody belongs to, the latter change which years are looked at.

Of some decisions a yes is nothing to wish for (being lowered in rank). Where 后果 or 升降 … 降低 says so, or the
document asserts 断言：应降低职级 随 年度考核 不增, the opposite is asked: that nobody comes to a yes by doing better. A
decision is taken for one of these, too, if no better record ever gives it and it looks at nothing but records, or at
several so.

The order of a selection (择优) is asked about likewise: of two eligible persons the one with the better record must not
stand behind for it. What sets them apart is the first key in which they differ. Where people are ordered by a fact
itself, the document has chosen which way; facts that are the same for a whole unit (`of_unit`) do not count. Where it
is a burden to be among the first (后果 names the selection, or it takes its people from such a decision), the opposite
is asked: that nobody comes to the front by doing better. A selection is taken for one of these, too, if better records
only ever move people back, as above.

**What to do**: write “at least” where the rule says “exactly”, or take out what harms those who do better.
""",
    ),
    wrong="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  决定 可晋升 须：
    （一）任现职级年限 ≥ 2年；
    （二）计数 近3年 年度考核 中（等次 = 称职）≥ 2。
""",
    right="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  决定 可晋升 须：
    （一）任现职级年限 ≥ 2年；
    （二）计数 近3年 年度考核 中（等次 不低于 称职）≥ 2。
""",
)

PERVERSE = Diagnostic(
    PAGE,
    zh="“{fact}”更好的人反而得不到“{subject}”：两个人只有“{fact}”不同，后一个人的更好，结果却由“是”变为“否”",
    en=(
        "a better “{fact}” loses “{subject}”: two persons differ only in “{fact}”, the second one's is better, and "
        "the outcome falls from yes to no"
    ),
    help_zh=(
        "把条件改写为“不低于”“至少”一类，使“{fact}”更好的人结果不会变差；得到“是”本来就不利的，写明"
        "“断言：{subject} 随 {fact} {never}”"
    ),
    help_en=(
        "write the condition as “at least”, so that a better “{fact}” never gives less; if a yes is a burden, say so: "
        "断言：{subject} 随 {fact} {never}"
    ),
)


HARSHER = Diagnostic(
    PAGE,
    zh="“{fact}”更好的人反而落入“{subject}”：两个人只有“{fact}”不同，后一个人的更好，结果却由“否”变为“是”",
    en=(
        "a better “{fact}” brings “{subject}”, which is a burden: two persons differ only in “{fact}”, the second "
        "one's is better, and the outcome turns from no to yes"
    ),
    help_zh="改写条件，使“{fact}”更好的人不会因此受到不利的处理",
    help_en="write the condition so that a better “{fact}” never brings the burden",
)

BACKWARDS = Diagnostic(
    PAGE,
    zh="“{fact}”更好的人在“{subject}”中反而排到后面：两个符合条件的人只有“{fact}”不同，后一个人的更好，“{key}”反而不利",
    en=(
        "a better “{fact}” moves people back in “{subject}”: two eligible persons differ only in “{fact}”, the second "
        "one's is better, and “{key}” puts them behind"
    ),
    help_zh="改写“{key}”，使“{fact}”更好的人不会因此排到后面",
    help_en="compute “{key}” so that a better “{fact}” never moves anybody back",
)

FORWARDS = Diagnostic(
    PAGE,
    zh=(
        "“{fact}”更好的人在“{subject}”中反而排到前面，而排在前面是不利的：两个符合条件的人只有“{fact}”不同，后一个人的更好，"
        "“{key}”却使其排到前面"
    ),
    en=(
        "a better “{fact}” moves people forward in “{subject}”, where to be among the first is a burden: two eligible "
        "persons differ only in “{fact}”, the second one's is better, and “{key}” puts them ahead"
    ),
    help_zh="改写“{key}”，使“{fact}”更好的人不会因此排到前面",
    help_en="compute “{key}” so that a better “{fact}” never moves anybody to the front",
)


def examine(under: Examination) -> Iterator[Outcome]:
    for subject in changed(under):
        rule = rule_of(under.program, subject)
        articles = articles_of(under.program.definitions[rule.symbol].place)
        facts = _records_read(under, subject)
        burden = said_to_be_a_burden(under, subject, facts)
        looks_so: bool | None = None
        for fact in facts:
            answer = turns(under, subject, fact, not burden)
            if isinstance(answer, Found) and not burden:
                if looks_so is None:
                    looks_so = looks_like_a_burden(under, subject, facts) or burden_above(under, subject)
                answer = Nobody() if looks_so else answer
            match answer:
                case Nobody():
                    yield Outcome(subject, articles, Verdict.PROVED, about=fact.name)
                case Undecided():
                    place = under.program.definitions[rule.symbol].place
                    yield replace(undecided(PAGE, subject, place, answer), about=fact.name)
                case Found():
                    finding = _finding(under, subject, fact, answer, burden)
                    yield Outcome(subject, articles, Verdict.REFUTED, (finding,), about=fact.name)
                case _:
                    assert_never(answer)
    if under.piece.mechanisms:
        yield from _orders(under)


def _records_read(under: Examination, subject: str) -> list[Fact]:
    read = frozenset(reads_of_expr(under.program, rule_of(under.program, subject)))
    return [fact for fact in improvable(under.program.vocabulary) if fact.name in read]


def _orders(under: Examination) -> Iterator[Outcome]:
    """择优: a better record moves nobody back, and in an order that nobody wishes to be the first of nobody forward."""
    from rankdsl.checks.fairness.orders import Move, SetApart, answered_for, moved_by, set_apart, told  # most have none

    program = under.program
    for selection in answered_for(under):
        among = _records_read(under, selection.among)
        burden = _comes_last(under, selection) or said_to_be_a_burden(under, selection.among, among)
        # Of facts of the unit (of_unit) all who compete have the same.
        facts = [fact for fact in improvable(program.vocabulary) if not fact.of_unit]
        looks_so: bool | None = None
        for fact in facts:
            moved = frozenset((fact.name,))
            if not moved_by(program, selection, moved):
                continue
            move = Move(moved, "forward" if burden else "back", Raised(fact.name, direction(fact)))
            found = set_apart(under, selection, move)
            if isinstance(found.answer, Found) and not burden:
                if looks_so is None:
                    looks_so = _looks_like_coming_last(under, selection, facts)
                    looks_so = looks_so or taken_for_a_burden(under, selection.among, among)
                found = SetApart(Nobody()) if looks_so else found
            yield told(under, FORWARDS if burden else BACKWARDS, selection, fact, found)


def _comes_last(under: Examination, selection: Selection) -> bool:
    return any(harms(under, mechanism, selection.name) for _, mechanism in under.piece.mechanisms)


def _looks_like_coming_last(under: Examination, selection: Selection, facts: list[Fact]) -> bool:
    """As of decisions: no better record ever moves anybody forward, and people are ordered by nothing but records, or
    several of them move back."""
    from rankdsl.checks.fairness.orders import Move, Way, keys_of, set_apart

    def moves(fact: Fact, way: Way) -> bool:
        move = Move(frozenset((fact.name,)), way, Raised(fact.name, direction(fact)))
        return not isinstance(set_apart(under, selection, move, anew=False, shown=False).answer, Nobody)

    if any(moves(fact, "forward") for fact in facts):
        return False
    program = under.program
    read = set(reads_of_expr(program, *(key.value for key in keys_of(selection))))
    if {fact.name for fact in improvable(program.vocabulary)} >= read:
        return True
    return sum(moves(fact, "back") for fact in facts) > 1


def _finding(under: Examination, subject: str, fact: Fact, answer: Found, burden: bool) -> Finding:
    place = place_of_refusal(under, subject, answer.persons[0 if burden else 1])
    never = "不增" if direction(fact) > 0 else "不减"
    finding = (HARSHER if burden else PERVERSE).at(place, subject=subject, fact=fact.name, never=never)
    evidence = pair(under.program, answer, rule_of(under.program, subject), (place,))
    return replace(finding, evidence=evidence, distinguishing=fact.name)
