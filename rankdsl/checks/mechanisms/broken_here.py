"""Where a document has to answer for what holds above and not with its own rules."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from rankdsl.backends.reference import Evaluation, evaluate
from rankdsl.checks.examination import Examination
from rankdsl.checks.faults import exception_at_work, innermost
from rankdsl.diagnostics import Place
from rankdsl.ir.definitions import Definition, Formula, Kind
from rankdsl.ir.nodes import Const, Expr, conjunction
from rankdsl.ir.program import Program
from rankdsl.ir.reading import needed
from rankdsl.ir.values import Person, Value


def for_somebody(under: Examination, formula: Expr, person: Person) -> Place:
    """Of a person for whom the formula is no: as `of_parts`."""
    return of_parts(under, (formula,), lambda of: of.value_of(formula).surely(True), person)


def of_parts(
    under: Examination, parts: tuple[Expr, ...], right: Callable[[Evaluation], bool], person: Person | None
) -> Place:
    """Of what rests on `parts` and is not right for a person: where the first own norm behind them is written without
    which it would be `right`; else the scope, where that brought the person in; else the first own norm that is
    otherwise for the person than above, or at all."""
    own = _own(under, parts)
    if person is None:
        return _first(under, own)
    evaluation = evaluate(under.program, person)
    for definition in own:
        above = _as_above(under, definition, person)
        if above is not None and right(evaluate(above, person)):
            return _at_work(definition, evaluation)
    before = under.before
    if before is None or not evaluate(before, person).value_of(conjunction(before.coverage)).surely(True):
        return under.program.scopes[-1].place
    for definition in own:
        value = _value_above(under, definition, person)
        if value is not None and value != evaluation.answer(definition.symbol).value:
            return _at_work(definition, evaluation)
    return _first(under, own)


def for_nobody(under: Examination, formula: Expr, core: tuple[Place, ...]) -> Place:
    """Where nobody is left: the first place in the core that this document wrote; else the first own norm behind."""
    own = [place for place in core if place.document == under.model.name.title]
    return own[0] if own else _first(under, _own(under, (formula,)))


def _at_work(definition: Definition, evaluation: Evaluation) -> Place:
    return exception_at_work(definition, evaluation) or innermost(definition)


def _first(under: Examination, own: list[Definition]) -> Place:
    return innermost(own[0]) if own else under.program.scopes[-1].place


def _own(under: Examination, parts: tuple[Expr, ...]) -> list[Definition]:
    behind = needed(under.program, parts)
    return [under.program.definitions[symbol] for symbol in behind if symbol.layer == under.layer]


def _as_above(under: Examination, definition: Definition, person: Person) -> Program | None:
    """The program with one norm as the person has it above; None where that is nothing."""
    value = _value_above(under, definition, person)
    if value is None:
        return None
    norm = replace(definition, body=Formula(Const(value, definition.type)), exceptions=())  # type: ignore[arg-type]
    return replace(under.program, definitions={**under.program.definitions, definition.symbol: norm})


def _value_above(under: Examination, definition: Definition, person: Person) -> Value | None:
    twin = under.before.top.get(definition.symbol.name) if under.before is not None else None
    if twin is None:
        return True if definition.kind is Kind.ITEM else None  # a condition that is not there keeps nobody out
    assert under.before is not None
    return evaluate(under.before, person).answer(twin).value
