"""RD205: a condition that the others imply."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.checks.consistency.dead_rule import condition_of, met_by_all, only_refers
from rankdsl.checks.consistency.leaving_out import own_items
from rankdsl.checks.examination import Examination, Outcome, articles_of
from rankdsl.checks.probing import somebody
from rankdsl.checks.unknown import undecided
from rankdsl.diagnostics import Citation, Diagnostic, Evidence, Finding, Page, Severity, Text, Verdict
from rankdsl.ir.definitions import Definition, Formula, Mode, Requirement
from rankdsl.ir.nodes import Expr, Ref, Symbol
from rankdsl.ir.program import Item, Program
from rankdsl.ir.types import TRUTH
from rankdsl.prove import Found, Nobody, Question, Undecided, Wanted

PAGE = Page(
    code="RD205",
    name="redundant-condition",
    severity=Severity.WARNING,
    title=Text("条件多余", "a condition that the others imply"),
    manual=Text(
        """\
本文件写的一项条件，凡是符合其余各项（包括上位文件仍然适用的条件）的人都符合：删去它，结果不变。报告列出包含了它的最少几处条文。
两项相同的，报后一项。

人人都符合的条件按 RD204 报告；只是转述另一项决定或者上位文件规定的条件，不报。

**怎样处理**：核对数字和范围是否写错；确实多余的，删去。
""",
        """\
whoever meets all the other conditions, those of documents above that still count included, also meets this one, which
this document wrote: without it the outcome is the same. The report names the smallest set of articles that imply it.
Of two equal conditions the later is reported.

A condition that everybody meets is RD204; one that only refers to another decision or to a superior's rule is not
reported.

**What to do**: check the numbers and ranges in it; delete it if it is really not needed.
""",
    ),
    wrong="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  决定 可晋升 须：
    （一）任现职级年限 ≥ 3年；
    （二）计数 近3年 年度考核 中（等次 = 优秀）≥ 1；
    （三）任现职级年限 ≥ 2年。
""",
    right="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  决定 可晋升 须：
    （一）任现职级年限 ≥ 3年；
    （二）计数 近3年 年度考核 中（等次 = 优秀）≥ 1；
    （三）中层正职年限 ≥ 2年。
""",
)

REDUNDANT = Diagnostic(
    PAGE,
    zh="“{subject}”的条件{here}多余：符合其余各项条件的人都符合这一项",
    en="{here}, a condition of “{subject}”, is redundant: whoever meets the others meets it",
    help_zh="核对这一项的数字和范围；确实多余的，删去",
    help_en="check the numbers and ranges in it; delete it if it is really not needed",
)
IMPLIES = Text("符合这一处的，也就符合该项", "implies it, with the other places named")


class Others(Struct, frozen=True):
    """What is asked of a person beside one condition: the norms that must be met, the guards of exceptions that must
    not apply, since where one does the conditions do not matter."""

    met: tuple[Expr, ...]
    guards: tuple[Expr, ...]


def examine(under: Examination) -> Iterator[Outcome]:
    for decision in under.program.decisions:
        own = [item for item in own_items(under) if item.decision == decision and item.conjunctive]
        asked = [item for item in own if _asks(under, item)]
        if asked and _possible(under, decision):
            yield from _decision(under, decision, asked)


def _asks(under: Examination, item: Item) -> bool:
    asked = condition_of(under.program, item)
    return asked is not None and not only_refers(under, asked)


def _possible(under: Examination, decision: str) -> bool:
    """Of a decision that nobody meets (RD203) each condition is implied by the rest."""
    return not isinstance(somebody(under, decision), Nobody)


def _decision(under: Examination, decision: str, items: list[Item]) -> Iterator[Outcome]:
    """From the last condition to the first; what is redundant does not count any more. In the order written."""
    redundant: list[Symbol] = []
    outcomes: list[Outcome] = []
    for item in reversed(items):
        others = beside(under.program, decision, item, redundant)
        if others is None or not others.met:
            continue
        question = _fails_alone(under, item, others)
        about, articles = item.place.citation, articles_of(item.place)
        answer = under.prover.decide(question, shown=False)
        if isinstance(answer, Undecided):
            outcomes.append(replace(undecided(PAGE, decision, item.place, answer), about=about))
        elif isinstance(answer, Found) or _dead(under, item):
            outcomes.append(Outcome(decision, articles, Verdict.PROVED, about=about))
        else:
            redundant.append(item.symbol)
            finding = _finding(under, item, question)
            outcomes.append(Outcome(decision, articles, Verdict.REFUTED, (finding,), about))
    yield from reversed(outcomes)


def _fails_alone(under: Examination, item: Item, others: Others) -> Question:
    """Somebody in scope who meets all conditions but this."""
    program = under.program
    return Question(
        (
            *under.in_scope,
            *(Wanted(0, program, expr, True) for expr in others.met),
            *(Wanted(0, program, guard, False) for guard in others.guards),
            Wanted(0, program, Ref(item.symbol, TRUTH), False),
        )
    )


def _dead(under: Examination, item: Item) -> bool:
    """Whether everybody meets it, which RD204 says."""
    question = met_by_all(under, item)
    return question is not None and not isinstance(under.prover.decide(question, shown=False), Found)


def beside(program: Program, decision: str, item: Item, gone: list[Symbol]) -> Others | None:
    """What must be so for a yes of the decision beside the condition itself; None where it is not among its conditions.
    `gone`: conditions that do not count."""
    met: list[Expr] = []
    guards: list[Expr] = []

    def down(definition: Definition) -> bool:
        """To the condition, level by level."""
        members = _members(definition)
        on_way = next((m for m in members if isinstance(m, Ref) and leads(m.symbol)), None)
        if on_way is None:
            return False
        met.extend(m for m in members if m is not on_way and not (isinstance(m, Ref) and m.symbol in gone))
        guards.extend(rule.guard for rule in definition.exceptions)
        return on_way.symbol == item.symbol or down(program.definitions[on_way.symbol])

    def leads(symbol: Symbol) -> bool:
        if symbol == item.symbol:
            return True
        return any(isinstance(m, Ref) and leads(m.symbol) for m in _members(program.definitions[symbol]))

    found = down(program.definitions[program.top[decision]])
    return Others(tuple(met), tuple(guards)) if found else None


def _members(definition: Definition) -> tuple[Expr, ...]:
    """The conditions all of which a norm asks for, or the norm that it takes over."""
    match definition.body:
        case Requirement(mode=Mode.ALL, items=items):
            return items
        case Formula(value=value) if definition.passes_on:
            return (value,)
        case _:
            return ()


def _finding(under: Examination, item: Item, question: Question) -> Finding:
    core = under.prover.why_nobody(question)
    related = tuple(Citation(p, IMPLIES) for p in core if p != item.place)
    finding = REDUNDANT.at(item.place, subject=item.decision, here=item.place.citation, related=related)
    text = item.place.span.text if item.place.span is not None else ""
    return replace(finding, evidence=Evidence(core=core), distinguishing=text)
