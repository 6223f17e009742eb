"""What a decision requires of a person, item by item, and how the person stands to it."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from rankdsl.backends.approximate import Answer
from rankdsl.backends.reference import Evaluation
from rankdsl.diagnostics import Text
from rankdsl.explanation.distances import how_far
from rankdsl.explanation.figures import Ledger
from rankdsl.explanation.parts import Comparison, Condition, Standing
from rankdsl.explanation.scopes import scope_formulas
from rankdsl.explanation.wording import MIRRORED, OPPOSITE
from rankdsl.ir.definitions import Definition, Formula, Kind, Mode, Requirement
from rankdsl.ir.nodes import Apply, Const, Expr, FactRef, Ref, Symbol, is_one_of, negation
from rankdsl.ir.operators import Op
from rankdsl.ir.types import TRUTH

DEEPEST = 12
"""Formulas nested deeper are named, not taken apart."""


def standing_of(answer: Answer, wanted: bool = True) -> Standing:
    if answer.surely(wanted):
        return Standing.MET
    if answer.surely(not wanted):
        return Standing.NOT_MET
    return Standing.NO_VALUE if answer.no_value else Standing.CANNOT_TELL


class Conditions:
    """Takes truths apart; what they name goes into the ledger."""

    def __init__(self, evaluation: Evaluation, ledger: Ledger) -> None:
        self.evaluation = evaluation
        self.program = evaluation.program
        self.ledger = ledger

    def of_scope(self) -> tuple[Condition, ...]:
        found = []
        for scope in scope_formulas(self.program):
            condition = self.build(scope.formula)
            found.append(decided(replace(condition, place=scope.place)))
        return tuple(found)

    def of_decision(self, symbol: Symbol) -> Condition:
        """The decision as one condition, marked with what it rests on; its items are `parts`."""
        return decided(self.build(Ref(symbol, TRUTH)))

    def build(self, expr: Expr, wanted: bool = True, depth: int = 0) -> Condition:
        """`expr`, or its negation if not `wanted`. Negations are drawn inwards: each part is what is needed."""
        if depth > DEEPEST:
            return self._plain(expr, wanted)
        match expr:
            case Ref(symbol):
                return self._norm(self.ledger.resolve(symbol), wanted, depth)
            case Apply(Op.NOT, (inner,)):
                return self.build(inner, not wanted, depth + 1)
            case Apply(Op.AND | Op.OR as op, args) if not is_one_of(expr):
                every = (op is Op.AND) == wanted
                return replace(
                    self._bare(expr, wanted),
                    mode=Mode.ALL if every else Mode.ANY,
                    parts=tuple(self.build(arg, wanted, depth + 1) for arg in args),
                )
            case Apply(op, (left, right)) if op in OPPOSITE:
                return self._compared(expr, op if wanted else OPPOSITE[op], left, right, wanted)
            case _:
                return self._plain(expr, wanted)

    # -- norms

    def _norm(self, symbol: Symbol, wanted: bool, depth: int) -> Condition:
        definition = self.program.definitions[symbol]
        result = self.evaluation.result(symbol)
        written = self.program.definitions[self._as_written(symbol)]
        whole = Condition(
            words=self._words(written, wanted),
            place=written.place,
            standing=standing_of(result.answer, wanted),
            label=written.number,
            name=self.ledger.label(symbol).zh if definition.kind is not Kind.ITEM else None,
            missing=self.ledger.missing(result.answer),
        )
        if result.exceptions.surely:
            return self._excepted(whole, definition)
        told = self._body(whole, definition, wanted, depth)
        if result.exceptions.perhaps:
            told = replace(told, ruling=self._excepted(whole, definition).ruling, standing=whole.standing)
        return told

    def _as_written(self, symbol: Symbol) -> Symbol:
        """The norm whose words count: one that only adds exceptions keeps those of the norm below its exceptions."""
        while True:
            match self.program.definitions[symbol].body:
                case Formula(Ref(other)) if other.name == symbol.name:
                    symbol = other
                case _:
                    return symbol

    def _body(self, whole: Condition, definition: Definition, wanted: bool, depth: int) -> Condition:
        match definition.body:
            case Requirement(mode, items):
                every = (mode is Mode.ALL) == wanted
                left = tuple(item for item in items if not self._deleted(item, mode)) or items
                parts = self._members(left, wanted, every, definition, depth)
                return replace(whole, mode=Mode.ALL if every else Mode.ANY, parts=parts)
            case Formula(Ref(other)) if other.name == definition.symbol.name:
                inner = self._norm(self.ledger.resolve(other), wanted, depth + 1)
                return replace(inner, name=whole.name, missing=whole.missing)
            case Formula(value):
                inner = self.build(value, wanted, depth + 1)
                if definition.kind is Kind.DEFINITION or inner.place is not None:
                    return replace(whole, mode=Mode.ALL, parts=(inner,))
                return replace(
                    inner,
                    words=whole.words,
                    place=whole.place,
                    label=whole.label,
                    name=whole.name,
                    missing=whole.missing,
                )
            case _:
                return replace(whole, uses=self.ledger.note(Ref(definition.symbol, definition.type)))

    def _excepted(self, whole: Condition, definition: Definition) -> Condition:
        """An exception settles the norm (or may settle it): what the norm says otherwise does not count."""
        result = self.evaluation.result(definition.symbol)
        chosen = result.exceptions.surely or result.exceptions.perhaps
        rules = [definition.exceptions[i] for i in chosen]
        ruling = self.ledger.exception_ruling(rules[0], bool(result.exceptions.surely))
        uses = self.ledger.note(*(part for rule in rules for part in (rule.guard, rule.value)))
        return replace(whole, ruling=ruling, uses=uses)

    def _deleted(self, item: Expr, mode: Mode) -> bool:
        """An item that was deleted stays in the program as what leaves the others to decide."""
        if not isinstance(item, Ref):
            return False
        definition = self.program.definitions[item.symbol]
        neutral = Formula(Const(mode is Mode.ALL, TRUTH))
        return definition.kind is Kind.ITEM and definition.body == neutral and not definition.exceptions

    def _members(
        self, items: tuple[Expr, ...], wanted: bool, every: bool, definition: Definition, depth: int
    ) -> tuple[Condition, ...]:
        """The items; those of the same decision above, where it is required too (另须), one after another."""
        found: list[Condition] = []
        for item in items:
            part = self.build(item, wanted, depth + 1)
            same = isinstance(item, Ref) and item.symbol.name == definition.symbol.name
            if same and every and part.mode is Mode.ALL and part.parts and part.ruling is None:
                found.extend(part.parts)
            else:
                found.append(replace(part, under=definition.place))
        return tuple(found)

    def _words(self, definition: Definition, wanted: bool) -> Text:
        if definition.kind is Kind.ITEM:
            words = Text.same(" ".join(definition.written.split()))
        else:
            words = self.ledger.label(definition.symbol)
        return words if wanted else Text(f"非 {words.zh}", f"not {words.en}")

    # -- formulas

    def _bare(self, expr: Expr, wanted: bool) -> Condition:
        answer = self.evaluation.value_of(expr)
        return Condition(
            words=self.ledger.words(expr if wanted else negation(expr)),
            place=None,
            standing=standing_of(answer, wanted),
            missing=self.ledger.missing(answer),
        )

    def _plain(self, expr: Expr, wanted: bool) -> Condition:
        return replace(self._bare(expr, wanted), uses=self.ledger.note(expr), remarks=self.ledger.remarks(expr))

    def _compared(self, expr: Expr, op: Op, left: Expr, right: Expr, wanted: bool) -> Condition:
        if isinstance(left, Const) and not isinstance(right, Const):
            left, right, op = right, left, MIRRORED[op]
        plain = self._plain(expr, wanted)
        answers = [self.evaluation.value_of(side) for side in (left, right)]
        gap = None
        if plain.standing is Standing.NOT_MET:
            values = [answer.value for answer in answers]
            if values[0] is not None and values[1] is not None:
                gap = how_far(op, values[0], values[1], left.type)
        comparison = Comparison(
            op=op,
            type=left.type,
            left=self.ledger.words(left),
            left_answer=answers[0],
            left_value=self.ledger.value(left),
            right=self.ledger.words(right),
            right_answer=answers[1],
            right_value=self.ledger.value(right),
            gap=gap,
            left_is_figure=isinstance(left, Ref | FactRef),
            right_is_figure=isinstance(right, Ref | FactRef),
            right_is_constant=isinstance(right, Const),
        )
        words = self.ledger.words(Apply(op, (left, right), TRUTH))
        return replace(plain, words=words, comparison=comparison)


def decided(condition: Condition, decides: bool = True) -> Condition:
    """The condition with marks on what the outcome rests on: of several that must all be met, those that fail (or are
    not known); of several of which one is enough, those that are met, else all."""
    parts = tuple(decided(part, decides and _counts(condition, part.standing)) for part in condition.parts)
    return replace(condition, decides=decides, parts=parts)


def _counts(whole: Condition, part: Standing) -> bool:
    match whole.standing:
        case Standing.MET | Standing.NOT_MET:
            return part is whole.standing
        case Standing.CANNOT_TELL:
            return part in (Standing.CANNOT_TELL, Standing.NO_VALUE)
        case Standing.NO_VALUE:
            return part is Standing.NO_VALUE
    assert_never(whole.standing)
