"""RD308: one unit of a fact moves an entitlement by more than a stated step."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.backends.reference import evaluate
from rankdsl.checks.chain import of_chain
from rankdsl.checks.entitlements import amounts, both_entitled, not_at_fault, pair_at_fault
from rankdsl.checks.evidence import pair
from rankdsl.checks.examination import Examination, Outcome, articles_of, rule_of
from rankdsl.checks.faults import where_at_fault, where_changed
from rankdsl.checks.probing import exact, grid
from rankdsl.checks.twins import there, touched
from rankdsl.checks.unknown import undecided
from rankdsl.diagnostics import Citation, Diagnostic, Finding, Page, Severity, Text, Verdict
from rankdsl.ir.facts import Fact
from rankdsl.ir.mechanisms import Measure, MeasureCap
from rankdsl.ir.nodes import Apply, Const, Expr, FactRef
from rankdsl.ir.operators import Op
from rankdsl.ir.program import Program
from rankdsl.ir.reading import reads_of_expr
from rankdsl.ir.types import INTEGER, MONTHS, Enumeration, Number, Unit, YearMonth
from rankdsl.ir.values import Scalar, render
from rankdsl.prove import Answer, Condition, Found, Nobody, Question, Spaced, Undecided

PAGE = Page(
    code="RD308",
    name="cliff",
    severity=Severity.WARNING,
    title=Text("待遇断崖", "a cliff"),
    manual=Text(
        """\
文件写明了待遇的“级差”上限，可是有一项事实只差一个单位的两个人，其他方面完全相同，待遇相差超过了这个上限。

一个单位是：有次序的事实差一档（职级、等次、级别的下一个值）；时长和起始年月差一年；其他的数差词表允许的最小单位
（没有小数的差 1）。清单（年度考核等）和没有次序的事实不在此列。

**怎样处理**：把档次分细，使相邻两档的差不超过上限；或者修改上限。
""",
        """\
the document caps the step (级差) of an entitlement, and two persons who differ by one unit of one fact, all else equal,
are entitled to amounts further apart.

One unit is: the next value of an ordered enumeration (rank, grade); one year of a duration or of the month in which
something began; of any other number the smallest unit that the vocabulary allows (1 where it has no decimals). Lists
and facts without order are not looked at.

**What to do**: use finer steps, so that neighbours are no further apart than the cap, or change the cap.
""",
    ),
    wrong="""\
文件《甲县津贴示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【津贴】
  待遇 职级津贴 按 现职级：
    办事员级 → 300元；
    科员级 → 500元；
    副科级 → 800元；
    正科级 → 1600元；
    副处级 → 1900元；
    正处级 → 2200元。
  上限 职级津贴 的 级差 不超过 400元。
""",
    right="""\
文件《甲县津贴示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【津贴】
  待遇 职级津贴 按 现职级：
    办事员级 → 300元；
    科员级 → 500元；
    副科级 → 800元；
    正科级 → 1200元；
    副处级 → 1500元；
    正处级 → 1800元。
  上限 职级津贴 的 级差 不超过 400元。
""",
)

CLIFF = Diagnostic(
    PAGE,
    zh="“{fact}”只差{unit}（“{low}”与“{high}”），“{subject}”就由{before}变为{after}，相差{gap}，超过“{written}”{limit}",
    en=(
        "{unit} of “{fact}” (“{low}” against “{high}”) moves “{subject}” from {before} to {after}, by {gap}, against "
        "“{written}”{limit}"
    ),
    help_zh="把档次分细，使相邻两档的差不超过上限；上限不当的，修改上限",
    help_en="use finer steps, so that neighbours are no further apart than the cap, or change the cap",
)
THE_CAP = Text("级差的上限", "the cap on the step")
ONE_YEAR = Const(12, MONTHS)


class Step(Struct, frozen=True):
    """A fact, and how far apart two persons are who differ in one unit of it."""

    fact: Fact
    by: Const

    def taken(self, under: Examination) -> Spaced:
        return Spaced(under.program, FactRef(self.fact.name, self.fact.type), Op.EQ, self.by)


def examine(under: Examination) -> Iterator[Outcome]:
    caps = tuple((n, cap) for n, cap in of_chain(under, MeasureCap) if cap.measure is Measure.STEP)
    if not caps:
        return
    for name, own in amounts(under):
        for layer, cap in caps:
            if cap.subject == name and (own or layer == under.layer or touched(under, (cap.limit,))):
                for step in _steps(under, name):
                    outcome = _examined(under, name, cap, step, tuple(c for n, c in caps if n < under.layer))
                    if outcome is not None:
                        yield replace(outcome, about=f"{step.fact.name}#{cap.written}")


def _unit(fact: Fact) -> Text:
    match fact.type:
        case Enumeration():
            return Text("一档", "one step")
        case YearMonth() | Number(unit=Unit.MONTH):
            return Text("一年", "one year")
        case _:
            return Text("一个单位", "one unit")


def _steps(under: Examination, name: str) -> Iterator[Step]:
    """What one unit is, of every fact that the entitlement reads and that has units."""
    read = reads_of_expr(under.program, rule_of(under.program, name))
    for fact in under.program.vocabulary.facts:
        if fact.name not in read:
            continue
        match fact.type:
            case Enumeration(ordered=True):
                yield Step(fact, Const(1, INTEGER))
            case YearMonth() | Number(unit=Unit.MONTH):
                yield Step(fact, ONE_YEAR)
            case Number():
                yield Step(fact, Const(exact(Fraction(1, grid(fact.type, fact.places))), fact.type))
            case _:
                pass


def _examined(
    under: Examination, name: str, cap: MeasureCap, step: Step, above: tuple[MeasureCap, ...]
) -> Outcome | None:
    """None where no two persons in scope differ in one unit of the fact only."""
    program = under.program
    rule = program.definitions[program.top[name]]
    articles = articles_of(rule.place, cap.place)
    both: tuple[Condition, ...] = (*both_entitled(program, name), step.taken(under))
    someone = under.prover.decide(Question(both, moved=frozenset((step.fact.name,))), shown=False)
    if isinstance(someone, Nobody):
        return None
    spared = tuple(_spared(under, name, above))
    answer: Answer = someone
    if isinstance(someone, Found):
        limit, value = cap.limit, rule_of(program, name)
        either = (Spaced(program, value, Op.GT, limit), Spaced(program, value, Op.LT, _negative(limit)))
        answers = [pair_at_fault(under, (*both, far), step.fact.name, None, spared) for far in either]
        answer = next((a for kind in (Found, Undecided) for a in answers if isinstance(a, kind)), Nobody())
    if isinstance(answer, Undecided):
        return undecided(PAGE, name, rule.place, answer)
    if isinstance(answer, Found):
        return Outcome(name, articles, Verdict.REFUTED, (_finding(under, name, cap, step, answer),))
    return Outcome(name, articles, Verdict.PROVED)


def _spared(under: Examination, name: str, caps: tuple[MeasureCap, ...]) -> Iterator[tuple[Condition, ...]]:
    """The ways in which two persons are no further apart above than is said there; none where nothing is said."""
    above = under.before
    if above is None or name not in above.top:
        return
    sound: list[Condition] = []
    for cap in caps:
        limit = there(above, cap.limit) if cap.subject == name else None
        if limit is not None:
            value = rule_of(above, name)
            sound += (Spaced(above, value, Op.LE, limit), Spaced(above, value, Op.GE, _negative(limit)))
    if sound:
        yield from not_at_fault(above, name, tuple(sound))


def _negative(limit: Expr) -> Expr:
    return Apply(Op.NEG, (limit,), limit.type)


def _finding(under: Examination, name: str, cap: MeasureCap, step: Step, found: Found) -> Finding:
    program, fact = under.program, step.fact
    rule = program.definitions[program.top[name]]
    value = rule_of(program, name)
    before, after = (evaluate(program, program.describes(p)).value_of(value).value for p in found.persons)
    assert isinstance(before, int | Fraction)
    assert isinstance(after, int | Fraction)
    low, high = (render(person.facts[fact.name], fact.type) for person in found.persons)
    own_cap = cap.place.document == under.place.document
    place, norm = where_at_fault(under, rule, found.persons[0])
    if under.keeps(rule.symbol) and (own_cap or touched(under, (cap.limit,))):
        place, norm = (cap.place, ()) if own_cap else where_changed(under, (cap.limit,), None)
    related = (*norm, *(() if place == cap.place else (Citation(cap.place, THE_CAP),)))
    finding = CLIFF.at(
        place,
        subject=name,
        fact=fact.name,
        unit=_unit(fact),
        low=low,
        high=high,
        before=render(before, value.type),
        after=render(after, value.type),
        gap=render(exact(abs(Fraction(after) - before)), value.type),
        written=cap.written.rstrip("。；.;"),
        limit=_worked_out(program, cap, found),
        related=related,
    )
    return replace(finding, evidence=pair(program, found, value, (place,)), distinguishing=f"{fact.name}#{cap.written}")


def _worked_out(program: Program, cap: MeasureCap, found: Found) -> Text:
    """The cap where it is not written as a figure, in brackets."""
    if isinstance(cap.limit, Const):
        return Text("", "")
    value = render(_amount(program, found, cap.limit), cap.limit.type)
    return Text(f"（{value}）", f" ({value})")


def _amount(program: Program, found: Found, expr: Expr) -> Scalar:
    value = evaluate(program, program.describes(found.persons[0])).value_of(expr).value
    assert value is not None, "what was compared has a value"
    return value
