"""The conditions of one side that the other has not: what tells their people apart stands there and nowhere else.

Whoever has a yes on one side meets everything that both require; so of the other side only its own conditions matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.diagnostics import Place, Text
from rankdsl.differing.alike import Alike
from rankdsl.ir.definitions import Definition, Formula, Kind, Mode, Requirement
from rankdsl.ir.nodes import Apply, Expr, Ref, Symbol
from rankdsl.ir.operators import Op
from rankdsl.ir.program import Program


class Condition(Struct, frozen=True):
    """A part of a truth, as it was written, and where."""

    expr: Expr
    place: Place
    written: str

    @property
    def cited(self) -> Text:
        """`第十条（一）“任职时间 不少于 应任年限”`"""
        at = f"{self.place.article or ''}{self.place.item or ''}"
        return Text(f"{at}“{self.written}”" if self.written else at, f"{at} “{self.written}”" if self.written else at)


class Own(Struct, frozen=True):
    """Two truths, taken apart as `mode` joins their parts: those that only the one (`lacking`) or the other (`having`)
    has. mode None: one of the two is no such list, and is one part."""

    mode: Mode | None
    lacking: tuple[Condition, ...]
    having: tuple[Condition, ...]


def own_conditions(alike: Alike, lacking: tuple[Program, Expr], having: tuple[Program, Expr]) -> Own:
    """As lists of which all are required, if that leaves out anything; as lists of alternatives, if they are that."""
    for mode in (Mode.ALL, Mode.ANY):
        sides = [tuple(_parts(program, rule, mode)) for program, rule in (lacking, having)]
        numbers = [
            {alike.formula(program, part.expr) for part in parts}
            for (program, _), parts in zip((lacking, having), sides, strict=True)
        ]
        rules = lacking[1], having[1]
        if mode is Mode.ALL and all(parts[0].expr is rule for parts, rule in zip(sides, rules, strict=True)):
            continue
        if mode is Mode.ANY and any(len(parts) == 1 for parts in sides):
            continue
        own = [
            tuple(part for part in parts if alike.formula(program, part.expr) not in there)
            for (program, _), parts, there in zip((lacking, having), sides, reversed(numbers), strict=True)
        ]
        return Own(mode, own[0], own[1])
    alone = [Condition(rule, _place(program, rule), "") for program, rule in (lacking, having)]
    return Own(None, (alone[0],), (alone[1],))


def _parts(program: Program, rule: Expr, mode: Mode, at: Condition | None = None) -> Iterator[Condition]:
    """What a truth requires all of, or one of: items, and what 且 or 或 joins in them."""
    match rule:
        case Ref(symbol=symbol):
            definition = program.definitions[symbol]
            words = _written(program, symbol)
            if definition.kind is Kind.DECISION:  # of one condition that stands in it, only what follows the colon
                words = re.split("[：:]", words, maxsplit=1)[-1].strip().rstrip("。.")
            here = Condition(rule, definition.place, words)
            inner = _joined(definition, mode)
            if inner is None:
                yield here
            else:
                for part in inner:
                    yield from _parts(program, part, mode, here)
        case Apply(op=op, args=args) if op is (Op.AND if mode is Mode.ALL else Op.OR) and at is None:
            for part in args:
                yield from _parts(program, part, mode)
        case _:
            yield replace(at, expr=rule) if at else Condition(rule, program.document.place, "")


def _joined(definition: Definition, mode: Mode) -> tuple[Expr, ...] | None:
    """The parts of a norm; None where it is one condition."""
    if definition.exceptions:
        return None
    match definition.body:
        case Requirement(mode=how, items=items) if how is mode:
            return items
        case Formula(value=Ref() as value) if definition.passes_on:
            return (value,)
        case _:
            return None


def condition_of(program: Program, rule: Ref) -> Condition:
    return Condition(rule, program.definitions[rule.symbol].place, _written(program, rule.symbol))


def _written(program: Program, symbol: Symbol) -> str:
    """The words that count, below what only passes them on."""
    definition = program.definitions[symbol]
    while definition.passes_on:
        assert isinstance(definition.body, Formula)
        assert isinstance(definition.body.value, Ref)
        definition = program.definitions[definition.body.value.symbol]
    return " ".join(definition.written.split())


def _place(program: Program, rule: Expr) -> Place:
    return program.definitions[rule.symbol].place if isinstance(rule, Ref) else program.document.place
