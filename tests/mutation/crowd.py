"""What norms say of many persons at once. A norm that is the same in two programs, with everything it rests on, is
asked once; so a change costs only what rests on it. The answers are the reference evaluator's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rankdsl.backends.approximate import Answer
from rankdsl.backends.reference import Evaluation, Result, evaluate
from rankdsl.ir.definitions import Cases, Definition, Formula, Requirement
from rankdsl.ir.mentions import expressions, symbols_in
from rankdsl.ir.nodes import Expr, Symbol
from rankdsl.ir.program import Program
from rankdsl.ir.values import Person, Scalar


class Crowd:
    """Sets of persons are the bits of a whole number, the first person the lowest."""

    def __init__(self, persons: Sequence[Person]) -> None:
        self.persons = tuple(persons)
        self.everyone = (1 << len(self.persons)) - 1
        self._numbers: dict[object, int] = {}
        """What is said, with what it rests on, to a number of its own."""
        self._answers: dict[int, list[Answer]] = {}
        self._sets: dict[tuple[int, bool], int] = {}
        self._keys: dict[tuple[int, Symbol], tuple[int, Program]] = {}
        self._kept = 0

    # --- what is asked

    def named(self, program: Program, name: str) -> list[Answer]:
        return self._norm(program, program.top[name])

    def says(self, program: Program, asked: str | Symbol | Expr, answer: bool) -> int:
        """Those of whom a name, a norm or a formula says surely yes (or no)."""
        if isinstance(asked, str):
            asked = program.top[asked]
        key = self._key(program, asked) if isinstance(asked, Symbol) else self._formula_key(program, asked)
        if (key, answer) not in self._sets:
            column = self._norm(program, asked) if isinstance(asked, Symbol) else self._formula(program, asked)
            self._sets[key, answer] = _bits(one.surely(answer) for one in column)
        return self._sets[key, answer]

    def all(self, program: Program, formulas: Iterable[Expr]) -> int:
        found = self.everyone
        for expr in formulas:
            found &= self.says(program, expr, True)
        return found

    def differ(self, one: Program, name: str, other: Program, there: str) -> int:
        """Those to whom both give a value, of a name and of another, and not the same."""
        if self._key(one, one.top[name]) == self._key(other, other.top[there]):
            return 0
        pairs = zip(self.named(one, name), self.named(other, there), strict=True)
        return _bits(_differ(a.value, b.value) for a, b in pairs)

    def first(self, people: int) -> Person:
        return self.persons[(people & -people).bit_length() - 1]

    def members(self, people: int) -> list[Person]:
        return [p for at, p in enumerate(self.persons) if people >> at & 1]

    # --- what is kept

    def keep(self) -> None:
        """What was asked so far is kept when the rest is forgotten."""
        self._kept = len(self._numbers)

    def forget(self) -> None:
        self._keys.clear()
        for key in [k for k in self._answers if k >= self._kept]:
            del self._answers[key]
        for asked in [k for k in self._sets if k[0] >= self._kept]:
            del self._sets[asked]

    # --- what is the same

    def _key(self, program: Program, symbol: Symbol) -> int:
        """The same number for norms that say the same, wherever they are written."""
        at = id(program), symbol
        if at not in self._keys:
            said = _said(program.definitions[symbol])
            number = self._number((program.vocabulary.month_end, said, self._behind(program, said)))
            self._keys[at] = number, program  # the program is kept, so that its id stays its own
        return self._keys[at][0]

    def _formula_key(self, program: Program, expr: Expr) -> int:
        return self._number((program.vocabulary.month_end, expr, self._behind(program, (expr,))))

    def _behind(self, program: Program, said: object) -> tuple[tuple[Symbol, int], ...]:
        return tuple((s, self._key(program, s)) for s in symbols_in(_parts(said)))

    def _number(self, said: object) -> int:
        return self._numbers.setdefault(said, len(self._numbers))

    # --- answers

    def _norm(self, program: Program, symbol: Symbol) -> list[Answer]:
        key = self._key(program, symbol)
        if key not in self._answers:
            behind = self._given(program, expressions(program.definitions[symbol]))
            self._answers[key] = [_seeded(program, p, behind, at).answer(symbol) for at, p in enumerate(self.persons)]
        return self._answers[key]

    def _formula(self, program: Program, expr: Expr) -> list[Answer]:
        key = self._formula_key(program, expr)
        if key not in self._answers:
            behind = self._given(program, (expr,))
            self._answers[key] = [_seeded(program, p, behind, at).value_of(expr) for at, p in enumerate(self.persons)]
        return self._answers[key]

    def _given(self, program: Program, parts: Iterable[Expr]) -> dict[Symbol, list[Answer]]:
        return {symbol: self._norm(program, symbol) for symbol in symbols_in(parts)}


def _seeded(program: Program, person: Person, behind: dict[Symbol, list[Answer]], at: int) -> Evaluation:
    """An evaluation that knows already what the norms behind say."""
    found = evaluate(program, person)
    for symbol, answers in behind.items():
        found._results[symbol] = Result(answers[at])
    return found


def _said(definition: Definition) -> tuple[object, ...]:
    """A norm without the places where it is written."""
    body: object
    match definition.body:
        case Formula(value):
            body = value
        case Cases(branches, hit):
            body = (hit, tuple((b.guard, b.value) for b in branches))
        case Requirement(mode, items):
            body = (mode, items)
    exceptions = tuple((e.guard, e.value, e.over) for e in definition.exceptions)
    return (definition.type, body, exceptions)


def _parts(said: object) -> Iterable[Expr]:
    """The formulas in what is said."""
    if isinstance(said, tuple):
        for part in said:
            yield from _parts(part)
    elif isinstance(said, Expr):
        yield said


def _bits(truths: Iterable[bool]) -> int:
    return int("".join("1" if t else "0" for t in truths)[::-1] or "0", 2)


def _differ(one: Scalar | None, other: Scalar | None) -> bool:
    return one is not None and other is not None and one != other
