"""Sums of what counts for each person, and those for whom they do not stand as they should.

What counts for a person depends on conditions (当 领导职务 = 无领导职务 时), and a formula cannot choose: so people are
taken category by category (`categories`), and in each the sums are of fixed parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.backends.arithmetic import stands
from rankdsl.backends.reference import Evaluation, evaluate
from rankdsl.checks.categories import Category, categories
from rankdsl.checks.examination import Examination
from rankdsl.diagnostics import Place
from rankdsl.ir.nodes import YES, Apply, Const, Expr, conjunction, has_value, negation
from rankdsl.ir.operators import Op
from rankdsl.ir.program import Program
from rankdsl.ir.reading import reads_of_expr, reads_the_day
from rankdsl.ir.types import RATIONAL, TRUTH, Type
from rankdsl.ir.values import Exact, Person
from rankdsl.prove import Condition, Found, Nobody, Question, Undecided, Wanted


class Portion(Struct, frozen=True):
    """What counts with `amount`, a number shown in `unit`, for whom `guard` holds (None: for everybody)."""

    guard: Expr | None
    amount: Expr
    place: Place
    name: str
    unit: Type


class Balance(Struct, frozen=True):
    """That what counts on the left, taken together, stands so (`op`) to what counts on the right. With `counted` only
    for those of whom the portions counted there come to more than 0."""

    left: tuple[Portion, ...]
    op: Op
    right: tuple[Portion, ...]
    counted: tuple[Portion, ...] = ()

    @property
    def parts(self) -> tuple[Expr, ...]:
        """Every expression in it."""
        portions = (*self.left, *self.right, *self.counted)
        return tuple(e for p in portions for e in (p.guard, p.amount) if e is not None)

    @property
    def guards(self) -> tuple[Expr, ...]:
        portions = (*self.left, *self.right, *self.counted)
        return tuple(dict.fromkeys(p.guard for p in portions if p.guard is not None))

    def moved(self, to: Callable[[Expr], Expr | None]) -> Balance | None:
        """With every expression put otherwise; None where one cannot be."""
        if any(to(part) is None for part in self.parts):
            return None

        def portion(p: Portion) -> Portion:
            amount = to(p.amount)
            assert amount is not None
            return replace(p, guard=None if p.guard is None else to(p.guard), amount=amount)

        sides = (tuple(map(portion, side)) for side in (self.left, self.right, self.counted))
        left, right, counted = sides
        return Balance(left, self.op, right, counted)


class Off(Struct, frozen=True):
    """Somebody for whom a balance does not hold: what the two sides come to, and the portions that count. `parts`: what
    tells the person's category from others."""

    found: Found
    parts: tuple[Expr, ...]
    sums: tuple[Exact, Exact]
    left: tuple[Portion, ...]
    right: tuple[Portion, ...]
    whole: Exact
    """What is counted (`Balance.counted`), taken together."""
    balance: Balance


def people_off(
    under: Examination, balance: Balance, above: Balance | None, *, once: bool = False
) -> tuple[Off, ...] | Undecided:
    """Somebody in scope for whom the balance does not hold, for each pair of sums that occurs; in order of the
    conditions. `once`: one is enough. `above`: the same balance of the document above; those for whom it does not hold
    either are left out."""
    program = under.program
    kinds = categories(under.prover, program, under.in_scope, balance.guards)
    if isinstance(kinds, Undecided):
        return kinds
    found: list[Off] = []
    known: set[tuple[Exact, Exact]] = set()
    for kind in kinds:
        fault = _fault(program, balance, kind)
        if fault is False:
            continue
        sums = _sums(program, balance, kind)
        if sums is not None and sums in known:
            continue
        at_fault = kind.wanted if fault is True else (*kind.wanted, Wanted(0, program, fault, True))
        answer = _not_above(under, at_fault, above)
        if isinstance(answer, Undecided):
            return answer
        if isinstance(answer, Found):
            off = _off(program, balance, kind, answer)
            if off.sums not in known:
                found.append(off)
                known.add(off.sums)
        if found and once:
            break
    return tuple(found)


def comes_to_something(under: Examination, balance: Balance) -> bool:
    """Whether there is somebody in scope for whom the balance holds or does not: of nothing nothing is proved. Yes
    where a question stays open."""
    program = under.program
    kinds = categories(under.prover, program, under.in_scope, balance.guards)
    if isinstance(kinds, Undecided):
        return True
    for kind in kinds:
        fault = _fault(program, balance, kind)
        if isinstance(fault, bool):
            return True
        valued = (*kind.wanted, Wanted(0, program, has_value(fault), True))
        if not isinstance(under.prover.decide(Question(valued), shown=False), Nobody):
            return True
    return False


def constant(program: Program, expr: Expr) -> Exact | None:
    """The number that an expression is for everybody at any time; None where it hangs on anything, or has no value."""
    if isinstance(expr, Const):
        assert isinstance(expr.value, int | Fraction)
        return expr.value
    if reads_of_expr(program, expr) or reads_the_day(program, expr):
        return None
    found = evaluate(program, Person({}, program.period.start)).value_of(expr).value
    assert found is None or isinstance(found, int | Fraction)
    return found


def right_for(balance: Balance, evaluation: Evaluation) -> bool:
    """Whether the balance holds for somebody, with every condition and amount having a value."""
    values = {p: evaluation.value_of(p) for p in balance.parts}
    if any(values[p].value is None for p in balance.parts):
        return False
    sums: list[Exact] = []
    for side in (balance.left, balance.right, balance.counted):
        total: Exact = 0
        for portion in side:
            amount = values[portion.amount].value
            assert isinstance(amount, int | Fraction)
            total += amount if portion.guard is None or values[portion.guard].value is True else 0
        sums.append(total)
    return (bool(balance.counted) and not sums[2]) or stands(sums[0], balance.op, sums[1])


# -- one category


def counting(portions: tuple[Portion, ...], meets: Mapping[Expr, bool]) -> tuple[Portion, ...]:
    return tuple(p for p in portions if p.guard is None or meets[p.guard])


def _fault(program: Program, balance: Balance, kind: Category) -> bool | Expr:
    """Whether the balance does not hold for the category; where that hangs on the person, on what."""
    sides = tuple(counting(side, kind.meets) for side in (balance.left, balance.right, balance.counted))
    fixed = tuple(_fixed(program, side) for side in sides)
    left, right, counted = fixed
    if left is not None and right is not None and (counted is not None or not balance.counted):
        return (not balance.counted or counted != 0) and not stands(left, balance.op, right)
    asked = [negation(Apply(balance.op, (_sum(sides[0]), _sum(sides[1])), TRUTH))]
    if balance.counted:
        asked.append(Apply(Op.GT, (_sum(sides[2]), Const(0, RATIONAL)), TRUTH))
    return conjunction(tuple(asked))


def _sums(program: Program, balance: Balance, kind: Category) -> tuple[Exact, Exact] | None:
    left, right = (_fixed(program, counting(side, kind.meets)) for side in (balance.left, balance.right))
    return None if left is None or right is None else (left, right)


def _fixed(program: Program, portions: tuple[Portion, ...]) -> Exact | None:
    total: Exact = 0
    for portion in portions:
        amount = constant(program, portion.amount)
        if amount is None:
            return None
        total += amount
    return total


def _sum(portions: tuple[Portion, ...]) -> Expr:
    total: Expr = Const(0, RATIONAL)
    for portion in portions:
        total = Apply(Op.ADD, (total, portion.amount), RATIONAL)
    return total


def _off(program: Program, balance: Balance, kind: Category, found: Found) -> Off:
    evaluation = evaluate(program, program.describes(found.persons[0]))
    left, right, counted = (counting(s, kind.meets) for s in (balance.left, balance.right, balance.counted))
    sums: list[Exact] = []
    for side in (left, right, counted):
        value = evaluation.value_of(_sum(side)).value
        assert isinstance(value, int | Fraction)
        sums.append(value)
    return Off(found, balance.parts, (sums[0], sums[1]), left, right, sums[2], balance)


# -- what the document above has by itself


def _not_above(
    under: Examination, at_fault: tuple[Condition, ...], above: Balance | None
) -> Found | Nobody | Undecided:
    """Somebody at fault here of whom the document above does not have the fault."""
    if above is None or under.before is None:
        return under.prover.decide(Question(at_fault))
    open_answer: Undecided | None = None
    for spared in _spared(under, under.before, at_fault, above):
        if isinstance(spared, Undecided):
            return spared
        answer = under.prover.decide(Question((*at_fault, *spared)))
        if isinstance(answer, Found):
            return answer
        if isinstance(answer, Undecided):
            open_answer = answer
    return open_answer or Nobody()


def _spared(
    under: Examination, program: Program, at_fault: tuple[Condition, ...], above: Balance
) -> Iterator[tuple[Wanted, ...] | Undecided]:
    """Each way in which somebody may not be at fault above: out of its scope, without a value there, or in a category
    of which the balance holds."""
    valued = conjunction(tuple(has_value(part) for part in (*program.coverage, *above.guards)))
    if valued != YES:
        yield (Wanted(0, program, valued, False),)
    covered = conjunction(program.coverage)
    if covered != YES:
        yield (Wanted(0, program, covered, False),)
    given = tuple(c for c in at_fault if isinstance(c, Wanted))
    in_scope = tuple(Wanted(0, program, formula, True) for formula in program.coverage)
    kinds = categories(under.prover, program, (*given, *in_scope), above.guards)
    if isinstance(kinds, Undecided):
        yield kinds
        return
    for kind in kinds:
        fault = _fault(program, above, kind)
        if fault is True:
            continue
        yield kind.wanted if fault is False else (*kind.wanted, Wanted(0, program, fault, False))
        if fault is not False:
            yield (*kind.wanted, Wanted(0, program, has_value(fault), False))
