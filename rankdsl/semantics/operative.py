"""The words of one mechanism, typed: shares, counts, days, decisions, what people can be ordered by."""

from __future__ import annotations

from typing import TypeVar

from msgspec.structs import replace

from rankdsl.diagnostics import Diagnostic, Place
from rankdsl.ir.nodes import Const, Expr
from rankdsl.ir.types import Number, Truth, Type, Unit
from rankdsl.semantics import findings_mechanisms as messages
from rankdsl.semantics.documents import Note, places, written
from rankdsl.semantics.formulas import Lowering
from rankdsl.semantics.kinds import described, has_order
from rankdsl.semantics.rule_lowering import Names
from rankdsl.semantics.subjects import norm_named, type_of
from rankdsl.syntax import ast

Answer = TypeVar("Answer")


class Operative:
    """Every answer is None, or no, where a mistake was noted.

    sound: whether every answer so far was one; a mechanism of which a part is missing would say something else."""

    def __init__(self, names: Names, place: Place, note: Note) -> None:
        self.names = names
        self.place = place
        self.note = note
        self.sound = True
        self.lowering = Lowering(names, places(place), note)
        self._fixed = Lowering(replace(names, constants=True), places(place), note)

    def truth(self, formula: ast.Expr) -> Expr | None:
        return self._kept(self.lowering.truth(formula))

    def value(self, formula: ast.Expr, wanted: Type | None = None) -> Expr | None:
        found = self.lowering.value(formula, wanted)
        return self._kept(found.expr if found is not None else None)

    def number(self, formula: ast.Expr) -> Expr | None:
        """A number of any unit."""
        return self._of_unit(formula, tuple(Unit), messages.NOT_A_COUNT)

    def share(self, formula: ast.Expr) -> Expr | None:
        """A percentage, or a number without unit."""
        return self._of_unit(formula, (Unit.PERCENT, Unit.ONE), messages.NOT_A_SHARE)

    def count(self, formula: ast.Expr) -> Expr | None:
        """A number without unit."""
        return self._of_unit(formula, (Unit.ONE,), messages.NOT_A_COUNT)

    def people(self, formula: ast.Expr) -> Expr | None:
        """How many people: where it is written as a figure, a whole one."""
        found = self.count(formula)
        if isinstance(found, Const) and (found.value < 0 or found.value != int(found.value)):  # type: ignore[operator,arg-type]
            self._say(messages.NOT_PEOPLE, formula, found.type)
            return self._kept(None)
        return found

    def within(self, limit: Expr | None, formula: ast.Expr, most: int | None = None) -> Expr | None:
        """A cap: where it is written as a figure, one from 0 to `most`."""
        if isinstance(limit, Const) and (limit.value < 0 or (most is not None and limit.value > most)):  # type: ignore[operator]
            self._say(messages.NO_CAP, formula, limit.type)
            return self._kept(None)
        return limit

    def _of_unit(self, formula: ast.Expr, units: tuple[Unit, ...], message: Diagnostic) -> Expr | None:
        found = self.value(formula)
        if found is None or (isinstance(found.type, Number) and found.type.unit in units):
            return found
        self._say(message, formula, found.type)
        return self._kept(None)

    def constant(self, formula: ast.Expr, wanted: Type, message: Diagnostic) -> Const | None:
        """A fixed number of the unit of `wanted`."""
        found = self._figure(formula, wanted)
        if found is None:
            return None
        assert isinstance(wanted, Number)
        if isinstance(found.type, Number) and found.type.unit is wanted.unit:
            return found
        self._say(message, formula, found.type)
        return self._kept(None)

    def days(self, formula: ast.Expr) -> Const | None:
        """A fixed number of days or working days."""
        found = self._figure(formula)
        if found is None:
            return None
        lasts = isinstance(found.type, Number) and found.type.unit in (Unit.DAY, Unit.WORKDAY)
        if lasts and found.value >= 0:  # type: ignore[operator]
            return found
        self._say(messages.NO_TIME if lasts else messages.NOT_DAYS, formula, found.type)
        return self._kept(None)

    def _figure(self, formula: ast.Expr, wanted: Type | None = None) -> Const | None:
        found = self._fixed.value(formula, wanted)
        if found is not None and isinstance(found.expr, Const):
            return found.expr
        if found is not None:
            self._say(messages.NOT_FIXED, formula, found.expr.type)
        return self._kept(None)

    def decision(self, ident: ast.Ident) -> bool:
        """Whether a name is a decision, or anything else that is yes or no."""
        fact = self.names.vocabulary.fact(ident.text)
        if fact is not None and isinstance(fact.type, Truth) and ident.text not in self.names.visible:
            self.other_kind(messages.NOT_YES_OR_NO, ident, fact.type)
            self.sound = False
            return False
        symbol = norm_named(self.names, ident, self.place, self.note)
        type_ = type_of(self.names, symbol) if symbol is not None else None
        if type_ is None:
            self.sound = False
            return False
        if not isinstance(type_, Truth):
            self.other_kind(messages.NOT_YES_OR_NO, ident, type_)
            self.sound = False
            return False
        return True

    def ordered(self, ident: ast.Ident) -> Expr | None:
        """What people can be ordered by."""
        found = self.value(ast.Name(ident))
        if found is None or isinstance(found.type, Truth) or has_order(found.type):
            return found
        self.other_kind(messages.NOT_SORTABLE, ident, found.type)
        return self._kept(None)

    def other_kind(self, message: Diagnostic, ident: ast.Ident, found: Type, fact: str = "") -> None:
        where = replace(self.place, span=ident.span)
        self.note(message.at(where, subject=ident.text, name=ident.text, found=described(found), fact=fact))

    def _kept(self, answer: Answer) -> Answer:
        self.sound = self.sound and answer is not None
        return answer

    def _say(self, message: Diagnostic, formula: ast.Expr, found: Type) -> None:
        where = replace(self.place, span=formula.span)
        text = written(formula.span)
        self.note(message.at(where, subject=text, written=text, found=described(found)))
