"""People in order (择优) and a protected fact (RD306): by itself, or with what must follow it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rankdsl.backends.reference import Evaluation
from rankdsl.checks.examination import Examination, rule_of
from rankdsl.checks.fairness.orders import Move, SetApart, keys_of, not_set_apart, set_apart
from rankdsl.checks.fairness.settled import settled, tied_to
from rankdsl.checks.fairness.substitution import Beside
from rankdsl.checks.probing import gets
from rankdsl.ir.facts import Fact
from rankdsl.ir.mechanisms import Key, Selection
from rankdsl.ir.nodes import Const, Expr, conjunction, different, disjunction, negation, surely
from rankdsl.ir.program import Program
from rankdsl.ir.reading import reads_of_expr
from rankdsl.prove import Answer, Condition, Found, Undecided, Wanted


def influence(under: Examination, selection: Selection, fact: Fact) -> SetApart | None:
    """Two eligible people alike but for the fact, and what must change with it, who are set apart; None where no key
    has to do with it, and nothing is asked."""
    tied = tied_to(under.program, fact)
    read = frozenset(reads_of_expr(under.program, *(key.value for key in keys_of(selection))))
    if fact.of_unit or not (tied | {fact.name}) & read:
        return None
    found = set_apart(under, selection, Move(frozenset((fact.name,)), "either"))
    if isinstance(found.answer, Found) or not tied:
        return found
    placed = _Placed(under, selection)
    answer = settled(under, fact, tied, placed)
    if isinstance(answer, Found):
        return SetApart(answer, placed.key)
    return found if isinstance(found.answer, Undecided) else SetApart(answer)


class _Placed:
    """Where somebody eligible stands. `key`: what set the two apart who were found last."""

    def __init__(self, under: Examination, selection: Selection) -> None:
        self.under, self.selection = under, selection
        self.keys = keys_of(selection)
        self.key: Key | None = None

    def differ(self, moved: frozenset[str], further: tuple[Condition, ...]) -> Answer:
        found = set_apart(self.under, self.selection, Move(moved, "either", further=further))
        self.key = found.key
        return found.answer

    def alike(self, first: Evaluation, second: Evaluation) -> bool:
        if not gets(second, self.selection.among, True):
            return False
        for key in self.keys:
            own, other = first.value_of(key.value).value, second.value_of(key.value).value
            if own is None or other is None:
                return True
            if own != other:
                return False
        return True

    def both_alike(self) -> Iterator[tuple[Condition, ...]]:
        program, among = self.under.program, self._eligible
        for way in not_set_apart(program, self.keys):
            yield (*(Wanted(who, program, among, True) for who in (0, 1)), *way)

    def alike_if(self, values: Mapping[str, Const]) -> tuple[Program, Expr]:
        beside = Beside(self.under.program, values)
        apart: list[Expr] = []
        before: list[Expr] = []
        for key in self.keys:
            other = beside.of(key.value)
            apart.append(conjunction((*before, different(key.value, other))))
            before.append(negation(different(key.value, other)))
        eligible = beside.of(self._eligible)
        return beside.program, conjunction((beside.possible, eligible, negation(surely(disjunction(tuple(apart))))))

    @property
    def _eligible(self) -> Expr:
        return rule_of(self.under.program, self.selection.among)
