"""RD301: the outcome depends on a fact that is not among the published or permitted criteria."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import assert_never

from msgspec.structs import replace

from rankdsl.checks.competence import is_only_a_name, known_as
from rankdsl.checks.conditions import published
from rankdsl.checks.evidence import pair
from rankdsl.checks.examination import Examination, Outcome, articles_of, own_definitions, rule_of, scope_conditions
from rankdsl.checks.faults import where_at_fault
from rankdsl.checks.smallest_sets import not_among, smallest
from rankdsl.checks.unknown import undecided
from rankdsl.diagnostics import Citation, Diagnostic, Finding, Page, Place, Severity, Text, Verdict
from rankdsl.ir.definitions import Kind
from rankdsl.ir.mentions import expressions, facts_in, symbols_in
from rankdsl.ir.reading import reads_of_expr
from rankdsl.ir.values import Person
from rankdsl.prove import Answer, Found, Question, Undecided, Wanted

PAGE = Page(
    code="RD301",
    name="hidden-criterion",
    severity=Severity.ERROR,
    title=Text("隐性门槛", "an unpublished fact decides"),
    manual=Text(
        """\
两个人在所有公布的条件上完全相同，结果却不同：起决定作用的是一个没有公布的事实。它可能直接写在条件里，也可能藏在定义、表格、例外后面；
本项检查看的是结果，不是字面。

算作已公布的有：“公布”列出的事实；没有写“公布”的，为决定的编号条件直接点名的事实，以及上位文件各项定义所用的事实。适用范围、评定日、
上位文件该项决定本来就看的事实，也允许影响结果。

**怎样处理**：在“公布”中写明这个事实；或者把它从规则中去掉。
""",
        """\
two persons agree on every published criterion and still get different outcomes: what decides is a fact nobody was
told about. It may stand in a condition, or behind definitions, tables and exceptions; this check looks at outcomes,
not at words.

Published are the facts under 公布; where there is none, the facts that the decision's numbered conditions name, and
those that the superior's definitions read. Scope, the day of evaluation, and whatever the superior's own decision
reads may matter too.

**What to do**: add the fact to 公布, or take it out of the rule.
""",
    ),
    wrong="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  定义 应任年限：
    当 中层正职年限 ≥ 3年 时，2年；
    其他，10年。
  决定 可晋升 须：
    （一）在编；
    （二）任现职级年限 ≥ 应任年限。
  公布 可晋升：在编、任现职级起。
""",
    right="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  定义 应任年限：
    当 中层正职年限 ≥ 3年 时，2年；
    其他，10年。
  决定 可晋升 须：
    （一）在编；
    （二）任现职级年限 ≥ 应任年限。
  公布 可晋升：在编、任现职级起、中层正职年限。
""",
)

HIDDEN = Diagnostic(
    PAGE,
    zh="“{subject}”的结果受没有公布的“{facts}”影响：两个人公布的条件完全相同，结果却不同",
    en=(
        "“{subject}” depends on “{facts}”, which is not published: two persons agree on all that is, and get "
        "different outcomes"
    ),
    help_zh="在“公布 {subject}：…”中写明“{facts}”，或者从规则中去掉它的影响",
    help_en="add “{facts}” to 公布 {subject}, or take its influence out of the rule",
)
READ_HERE = Text("在这里起作用", "it takes effect here")


def examine(under: Examination) -> Iterator[Outcome]:
    announced = {p.subject for p in under.piece.publications}
    for subject in under.program.decisions:
        if subject not in announced and (under.superior is None or subject not in under.altered):
            continue
        if is_only_a_name(under, subject):
            continue
        hidden = not_among(under.program, _read(under, subject), _permitted(under, subject))
        yield from _examine_decision(under, subject, hidden)


def _examine_decision(under: Examination, subject: str, hidden: tuple[str, ...]) -> Iterator[Outcome]:
    """Single facts first; then sets of those that remain, the smallest first."""
    place = under.program.definitions[under.program.top[subject]].place
    articles = articles_of(place)
    proved = True
    for facts, answer in smallest(hidden, _read(under, subject), partial(_differ, under, subject)):
        proved = False
        match answer:
            case Found():
                finding = _finding(under, subject, facts, answer)
                yield Outcome(subject, articles, Verdict.REFUTED, (finding,), "、".join(facts))
            case Undecided():
                yield undecided(PAGE, subject, place, answer)
            case _:
                assert_never(answer)
    if proved:
        yield Outcome(subject, articles, Verdict.PROVED)


def _differ(under: Examination, subject: str, moved: tuple[str, ...]) -> Answer:
    """Two persons in scope, equal but for `moved`, one with yes and one with no."""
    rule = rule_of(under.program, subject)
    wanted = (
        *under.in_scope,
        *scope_conditions(under.program, person=1),
        Wanted(0, under.program, rule, True),
        Wanted(1, under.program, rule, False),
    )
    return under.prover.decide(Question(wanted, moved=frozenset(moved)))


def _read(under: Examination, subject: str) -> frozenset[str]:
    return frozenset(reads_of_expr(under.program, rule_of(under.program, subject)))


def _permitted(under: Examination, subject: str) -> frozenset[str]:
    scope_facts = reads_of_expr(under.program, *(w.formula for w in under.in_scope))
    permitted = frozenset(scope_facts)
    above = under.superior
    known = known_as(under, subject, above) if above is not None else None
    if above is not None and known is not None:
        permitted |= frozenset(reads_of_expr(above, rule_of(above, known)))
    return permitted | published(under, subject)


def _finding(under: Examination, subject: str, facts: tuple[str, ...], answer: Found) -> Finding:
    places = _readers(under, subject, frozenset(facts), answer.persons[1])
    rule = rule_of(under.program, subject)
    read = _read(under, subject)
    finding = HIDDEN.at(
        places[0],
        subject=subject,
        facts="、".join(fact for fact in facts if fact in read),
        related=tuple(Citation(p, READ_HERE) for p in places[1:]),
    )
    return replace(finding, evidence=pair(under.program, answer, rule, places[:1]))


def _readers(under: Examination, subject: str, facts: frozenset[str], person: Person) -> tuple[Place, ...]:
    """Where this document names the facts itself, else where it lets them in."""
    decision = under.program.definitions[under.program.top[subject]]
    own = [d for d in own_definitions(under, rule_of(under.program, subject)) if d.kind is not Kind.DERIVED]
    places: dict[Place, None] = {}
    derived = {s for s, read in under.program.reads.items() if s.layer < 0 and read & facts}
    for definition in own:
        for exception in definition.exceptions:
            parts = (exception.guard, exception.value)
            if facts_in(parts) & facts or derived.intersection(symbols_in(parts)):
                places.setdefault(exception.place)
        body = tuple(expressions(replace(definition, exceptions=())))
        if facts_in(body) & facts or derived.intersection(symbols_in(body)):
            places.setdefault(definition.place)
    return tuple(places) or (where_at_fault(under, decision, person)[0],)
