"""RD302: the effective threshold of a fact is higher than the one written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from msgspec.structs import replace

from rankdsl.backends.reference import evaluate
from rankdsl.checks.bars import Bar, Bars, Row, rows
from rankdsl.checks.conditions import answered_for, named
from rankdsl.checks.evidence import single
from rankdsl.checks.examination import Examination, Outcome, articles_of, rule_of, scope_conditions
from rankdsl.checks.fairness.burdens import improvable
from rankdsl.checks.probing import exact, grid
from rankdsl.checks.refusals import place_among
from rankdsl.checks.unknown import undecided
from rankdsl.diagnostics import Citation, Diagnostic, Evidence, Finding, Page, Place, Severity, Text, Verdict
from rankdsl.ir.facts import Fact
from rankdsl.ir.mentions import symbols_in
from rankdsl.ir.nodes import Apply, Const, Expr, FactRef
from rankdsl.ir.operators import Op
from rankdsl.ir.program import Item, Program
from rankdsl.ir.reading import reads_of_expr
from rankdsl.ir.types import TRUTH, Enumeration, Number
from rankdsl.ir.values import Exact, position, render
from rankdsl.prove import Answer, Found, Nobody, Question, Undecided, Wanted

PAGE = Page(
    code="RD302",
    name="raised-bar",
    severity=Severity.ERROR,
    title=Text("实际门槛高于写明的门槛", "the effective bar is higher than the one written"),
    manual=Text(
        """\
条件里写明了一个门槛（例如“任现职级年限 ≥ 规定年限”），可是恰好达到这个门槛的人，不管其他方面怎样，一个也得不到“是”：
别的条件、定义、积分或者上限合在一起，把实际的门槛抬高了。门槛按表格分行写的，逐行检查。报告说明至少还差多少，并给出一个
恰好达标而被拒绝的人。

同一项事实在编号条件里另有更高的门槛的，以更高的为准，不算抬高。“须具备下列之一”里的一项，只要还有人凭别的一项通过，也不算。

没有写门槛的事实，如果只通过定义、表格起作用（例如折算积分），而低于某个数的人一律得不到“是”，同样报告，并说明这个数是多少。

**怎样处理**：把实际的门槛写进条件；或者修改列出的条文，使达到写明门槛的人有可能符合。
""",
        """\
a condition writes a threshold (say, years in rank of at least the years required), but nobody who just reaches it can
ever get a yes, whatever else is true of them: other conditions, definitions, scores or caps together raise the real
threshold. Where a table says how high it is, each row is looked at by itself. The report says how much is missing at
least, and shows somebody who stands exactly at the bar and is refused.

Where another numbered condition writes a higher threshold for the same fact, that one counts. One of several
alternatives is not a bar where people come in by another.

A fact without any written threshold that only counts through definitions and tables (points, say) is reported too, if
below some figure nobody ever gets a yes; the figure is named.

**What to do**: write the real threshold into the condition, or mend the places named so that those who reach the
written one can qualify.
""",
    ),
    wrong="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【年限和积分】
  表 规定年限 按 现职级：
    办事员级 → 3年；
    其他 → 6年。
  定义 积分：20 × 计数 任现职级以来 年度考核 中（等次 不低于 称职）。

第二条【条件】
  决定 可晋升 须：
    （一）任现职级年限 ≥ 规定年限；
    （二）积分 ≥ 100 或 现职级 高于 办事员级。
""",
    right="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【年限和积分】
  表 规定年限 按 现职级：
    办事员级 → 3年；
    其他 → 6年。
  定义 积分：20 × 计数 任现职级以来 年度考核 中（等次 不低于 称职）。

第二条【条件】
  决定 可晋升 须：
    （一）任现职级年限 ≥ 规定年限；
    （二）积分 ≥ 60 或 现职级 高于 办事员级。
""",
)

RAISED = Diagnostic(
    PAGE,
    zh="“{subject}”写明的门槛“{written}”并不够：恰好达到的人都得不到，“{fact}”至少还要{more}{gap}",
    en=(
        "the bar that “{subject}” writes, “{written}”, is not enough: nobody who just reaches it qualifies, “{fact}” "
        "must be at least {gap} {more}"
    ),
    help_zh="把实际的门槛写进条件，或者修改抬高门槛的条文",
    help_en="write the real bar into the condition, or mend the places that raise it",
)
ARISES = Diagnostic(
    PAGE,
    zh="“{subject}”没有写明“{fact}”的门槛，实际上{short}{least}的人都得不到",
    en="“{subject}” writes no bar for “{fact}”, yet nobody {short} {least} ever qualifies",
    help_zh="把这一门槛写进条件，或者修改造成门槛的条文",
    help_en="write this bar into a condition, or mend the places that make it",
)
RAISES = Text("抬高了实际的门槛", "raises the effective bar")
HIGHER, LOWER = Text("高", "higher"), Text("低", "lower")
BELOW, ABOVE = Text("低于", "below"), Text("高于", "above")


def examine(under: Examination) -> Iterator[Outcome]:
    for subject in answered_for(under):
        found = Bars(under.program, subject).found
        for bar in found:
            for row in rows(under.program, bar.height):
                mark = f"{bar.name}{bar.op.value}@{row.place.citation if row.place is not None else ''}"
                yield replace(_bar(under, subject, bar, row, found), about=mark)
        yield from _arising(under, subject, found)


# -- a bar that is written


def _bar(under: Examination, subject: str, bar: Bar, row: Row, bars: tuple[Bar, ...]) -> Outcome:
    program, place = under.program, bar.written_in.place
    articles = articles_of(place)
    lowest = under.prover.decide(_let_in(program, subject, bar, row, 0), shown=False)
    if isinstance(lowest, Nobody):
        answer = _raised(under, subject, bar, row, bars)
        if isinstance(answer, Finding):
            return Outcome(subject, articles, Verdict.REFUTED, (answer,))
        lowest = answer
    if isinstance(lowest, Undecided):
        return undecided(PAGE, subject, place, lowest)
    return Outcome(subject, articles, Verdict.PROVED)


def _let_in(program: Program, subject: str, bar: Bar, row: Row, steps: int | None) -> Question:
    """Somebody of the row with yes; no further beyond the bar than so many steps, or let in by it anyhow (None)."""
    near = (*bar.within, bar.met) if steps is None else (bar.within_steps(steps),)
    wanted = tuple(Wanted(0, program, part, True) for part in (*row.applies, *near))
    return Question((*scope_conditions(program), *wanted, Wanted(0, program, rule_of(program, subject), True)))


def _raised(under: Examination, subject: str, bar: Bar, row: Row, bars: tuple[Bar, ...]) -> Finding | Answer:
    """Nobody at the bar gets a yes. The finding, if anybody further up does, and somebody stands at the bar who meets
    every other bar written for the fact; else what is known instead."""
    program = under.program
    anybody = under.prover.decide(_let_in(program, subject, bar, row, None), shown=False)
    if not isinstance(anybody, Found):
        return anybody
    refused = under.prover.decide(_refused_at(program, subject, bar, row, bars))
    if not isinstance(refused, Found) or _already(under, subject, bar, row):
        return refused if isinstance(refused, Undecided) else anybody
    steps = _least(_distance(program, bar, anybody), lambda n: _let_in(program, subject, bar, row, n), under)
    return _finding(under, subject, bar, row, refused, steps)


def _refused_at(program: Program, subject: str, bar: Bar, row: Row, bars: tuple[Bar, ...]) -> Question:
    """Somebody of the row who just reaches the bar, meets every other one written for the fact, and gets no yes."""
    at_bar = _all(program, (*row.applies, bar.met, bar.within_steps(0), *_beside(bar, bars)))
    return Question((*scope_conditions(program), *at_bar, Wanted(0, program, rule_of(program, subject), False)))


def _all(program: Program, formulas: tuple[Expr, ...]) -> tuple[Wanted, ...]:
    return tuple(Wanted(0, program, formula, True) for formula in formulas)


def _beside(bar: Bar, bars: tuple[Bar, ...]) -> tuple[Expr, ...]:
    """The other conditions with a bar for the same fact that stand as openly: together they are what is written."""
    found: dict[int, Expr] = {}
    for other in bars:
        same = other.name == bar.name and other.direction == bar.direction
        apart = other is not bar and (other.whole is None or other.whole is not bar.whole)
        if same and apart and (other.numbered or not bar.numbered):
            found[id(other.whole or other)] = other.whole or other.met
    return tuple(found.values())


def _already(under: Examination, subject: str, bar: Bar, row: Row) -> bool:
    """The document above writes a bar for the same fact that is not enough either, and nobody who just reaches this one
    gets a yes there."""
    above = under.before
    if above is None or subject not in above.top:
        return False
    there = Bars(above, subject).found
    for other in there:
        if other.name != bar.name or other.direction != bar.direction:
            continue
        same = other.written_in.symbol == bar.written_in.symbol and other.height == bar.height
        same = same and all(under.keeps(symbol) for symbol in symbols_in((bar.height,)) if symbol.layer >= 0)
        for behind in [row] if same else rows(above, other.height):
            if _fails_above(under, above, subject, other, behind, there):
                if same:
                    return True
                yes = (*scope_conditions(above), Wanted(0, above, rule_of(above, subject), True))
                here = _all(under.program, (*row.applies, bar.within_steps(0)))
                if isinstance(under.prover.decide(Question((*yes, *here)), shown=False), Nobody):
                    return True
    return False


def _fails_above(under: Examination, above: Program, subject: str, bar: Bar, row: Row, bars: tuple[Bar, ...]) -> bool:
    """Whether the document above has this fault at its own bar."""
    if not isinstance(under.prover.decide(_let_in(above, subject, bar, row, 0), shown=False), Nobody):
        return False
    return isinstance(under.prover.decide(_refused_at(above, subject, bar, row, bars), shown=False), Found)


def _distance(program: Program, bar: Bar, found: Found) -> int:
    """How many steps beyond the bar the person found stands."""
    evaluation = evaluate(program, found.persons[0])
    measure, height = (evaluation.value_of(part).value for part in (bar.measure, bar.height))
    if bar.unit is None:
        type_ = bar.measure.type
        assert isinstance(type_, Enumeration)
        return int(position(str(measure), type_) - position(str(height), type_)) * bar.direction
    assert isinstance(measure, int | Fraction)
    assert isinstance(height, int | Fraction)
    return max(1, int((Fraction(measure) - height) * bar.direction / bar.unit))


def _least(enough: int, question: Callable[[int], Question], under: Examination) -> int:
    """The least number of steps that is enough, by bisection; 0 is not, `enough` is. A limit hit counts as not."""
    not_enough = 0
    while enough - not_enough > 1:
        middle = (enough + not_enough) // 2
        if isinstance(under.prover.decide(question(middle), shown=False), Found):
            enough = middle
        else:
            not_enough = middle
    return enough


def _finding(under: Examination, subject: str, bar: Bar, row: Row, refused: Found, steps: int) -> Finding:
    program = under.program
    core = under.prover.why_nobody(_let_in(program, subject, bar, row, 0))
    own = bar.written_in.symbol.layer == under.layer
    place, norm = (bar.written_in.place, ()) if own else place_among(under, subject, core, refused.persons[0])
    places = tuple(dict.fromkeys((*core, *(p for p in (bar.written_in.place, row.place) if p is not None))))
    related = (*(c for c in norm if c.place not in places), *(Citation(p, RAISES) for p in core if p != place))
    gap = f"{steps}档" if bar.unit is None else _rendered(bar.unit * steps, bar.measure)
    finding = RAISED.at(
        place,
        subject=subject,
        written=bar.written_in.written,
        fact=bar.name,
        more=HIGHER if bar.direction > 0 else LOWER,
        gap=Text(gap, f"{steps} values") if bar.unit is None else Text.same(gap),
        related=related,
    )
    row_place = row.place.citation if row.place is not None else ""
    mark = f"{bar.name}{bar.op.value}{bar.written_in.written}@{row_place}#{steps}"
    return replace(finding, evidence=_evidence(under, subject, refused, places), distinguishing=mark)


def _evidence(under: Examination, subject: str, refused: Found, core: tuple[Place, ...]) -> Evidence:
    """Why this person is refused is one thing, why everybody like them is another: the latter is what is at fault."""
    return replace(single(under.program, refused, rule_of(under.program, subject), {"here": "否"}), core=core)


def _rendered(amount: Exact, measure: Expr) -> str:
    return render(exact(amount), measure.type)


# -- a bar that nobody wrote


def _arising(under: Examination, subject: str, bars: tuple[Bar, ...]) -> Iterator[Outcome]:
    """Facts that count only through definitions: the worst value with which anybody gets a yes."""
    program = under.program
    rule = rule_of(program, subject)
    read = frozenset(reads_of_expr(program, rule)) - named(program, subject)
    written = frozenset().union(*(reads_of_expr(program, bar.measure) for bar in bars))
    place = program.definitions[rule.symbol].place
    for fact in improvable(program.vocabulary):
        if not isinstance(fact.type, Number) or fact.name not in read - written:
            continue
        answer = _arises(under, subject, fact)
        if isinstance(answer, Finding):
            outcome = Outcome(subject, articles_of(place), Verdict.REFUTED, (answer,))
        elif isinstance(answer, Undecided):
            outcome = undecided(PAGE, subject, place, answer)
        else:
            outcome = Outcome(subject, articles_of(place), Verdict.PROVED)
        yield replace(outcome, about=fact.name)


def _arises(under: Examination, subject: str, fact: Fact) -> Finding | Answer:
    program = under.program
    unit = exact(Fraction(1, grid(fact.type, fact.places))) if isinstance(fact.type, Number) else 1
    worst, best = (fact.low, fact.high) if fact.better > 0 else (fact.high, fact.low)
    if worst is None or best is None:
        return Nobody()

    def question(steps: int, of: Program = program, says: bool = True, *, there: bool = False) -> Question:
        """No better than so many steps from the worst; `there`: just so many."""
        bound = Const(exact(worst + fact.better * unit * steps), fact.type)
        op = Op.EQ if there else Op.LE if fact.better > 0 else Op.GE
        near = Apply(op, (FactRef(fact.name, fact.type), bound), TRUTH)
        return Question((*scope_conditions(of), *_all(of, (near,)), Wanted(0, of, rule_of(of, subject), says)))

    at_worst = under.prover.decide(question(0), shown=False)
    if not isinstance(at_worst, Nobody):
        return at_worst
    furthest = int(abs(Fraction(best) - worst) / unit)
    anybody = under.prover.decide(question(furthest), shown=False)
    if not isinstance(anybody, Found):
        return anybody  # RD203
    value = anybody.persons[0].facts[fact.name]
    assert isinstance(value, int | Fraction)
    steps = _least(int(abs(Fraction(value) - worst) / unit), question, under)
    refused = under.prover.decide(question(steps - 1, says=False, there=True))
    if isinstance(refused, Nobody):
        refused = under.prover.decide(question(steps - 1, says=False))
    if not isinstance(refused, Found):
        return refused
    above = under.before
    if above is not None and subject in above.top and above.vocabulary.fact(fact.name) is not None:
        yes, no = (under.prover.decide(question(steps - 1, above, says), shown=False) for says in (True, False))
        if isinstance(yes, Nobody) and isinstance(no, Found):
            return Nobody()
    core = under.prover.why_nobody(question(steps - 1))
    place, norm = place_among(under, subject, core, refused.persons[0])
    place = next((i.place for i in program.items if i.decision == subject and _cuts(under, i, core)), place)
    least = render(exact(worst + fact.better * unit * steps), fact.type)
    related = (*(c for c in norm if c.place not in core), *(Citation(p, RAISES) for p in core if p != place))
    short = BELOW if fact.better > 0 else ABOVE
    finding = ARISES.at(place, subject=subject, fact=fact.name, least=least, short=short, related=related)
    return replace(finding, evidence=_evidence(under, subject, refused, core), distinguishing=f"{fact.name}@{least}")


def _cuts(under: Examination, item: Item, core: tuple[Place, ...]) -> bool:
    """Whether the condition is one of this document's own that rule people out."""
    return item.layer == under.layer and item.place in core
