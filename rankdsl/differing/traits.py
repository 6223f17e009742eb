"""What a description of people may speak of, and the limits it sets: some values, or from so much to so much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.backends.reference import Evaluation
from rankdsl.diagnostics import Text
from rankdsl.explanation.wording import OPPOSITE, expr_text, value_text
from rankdsl.ir.nodes import Apply, Const, Expr, conjunction, disjunction, negation, surely
from rankdsl.ir.operators import Op
from rankdsl.ir.types import TRUTH, Enumeration, Number, Truth
from rankdsl.ir.values import Exact, Scalar, position


class Trait(Struct, frozen=True):
    """`label`: its name, or the condition that it is. unit: the least step of a number. divides: whether it tells
    classes of people apart. figures: what the rules compare such numbers with, most likely. least: no number is less.
    condition: a numbered condition, which people meet or not.
    """

    expr: Expr
    label: Text
    unit: Exact = 1
    divides: bool = False
    figures: tuple[Exact, ...] = ()
    least: Exact | None = None
    condition: bool = False

    def of(self, evaluation: Evaluation) -> Scalar | None:
        return evaluation.value_of(self.expr).value

    @property
    def values(self) -> tuple[Scalar, ...]:
        """All of them; none for numbers."""
        match self.expr.type:
            case Truth():
                return (True, False)
            case Enumeration(values=values):
                return values
            case _:
                return ()


class Among(Struct, frozen=True):
    values: frozenset[Scalar]


class Between(Struct, frozen=True):
    """Both ends included; None: no end."""

    low: Exact | None
    high: Exact | None


Limit = Among | Between


class Box(Struct, frozen=True):
    """Limits on some traits, in a fixed order."""

    limits: Mapping[Trait, Limit]

    def without(self, trait: Trait) -> Box:
        return Box({t: limit for t, limit in self.limits.items() if t != trait})

    def having(self, trait: Trait, limit: Limit) -> Box:
        return Box({**self.limits, trait: limit})

    @property
    def formula(self) -> Expr:
        """Surely in the box: yes or no of everybody."""
        return surely(
            conjunction(tuple(part for trait, limit in self.limits.items() for part in formulas(trait, limit)))
        )


def formulas(trait: Trait, limit: Limit) -> Iterator[Expr]:
    expr = trait.expr
    match limit:
        case Among(values=values) if isinstance(expr.type, Truth):
            if len(values) == 1:
                yield expr if True in values else negation(expr)
        case Among(values=values):
            ordered = [v for v in trait.values if v in values]
            yield disjunction(tuple(Apply(Op.EQ, (expr, Const(v, expr.type)), TRUTH) for v in ordered))
        case Between(low=low, high=high):
            if low is not None:
                yield Apply(Op.GE, (expr, Const(low, expr.type)), TRUTH)
            if high is not None:
                yield Apply(Op.LE, (expr, Const(high, expr.type)), TRUTH)
        case _:
            assert_never(limit)


def exactly(trait: Trait, value: Scalar) -> Limit:
    if trait.values:
        return Among(frozenset((value,)))
    assert isinstance(value, int | Fraction)
    return Between(value, value)


# -- in words


def words(trait: Trait, limit: Limit) -> Text:
    """`现职级为科员级、办事员级`, `任现职级年限12年以上、不满15年`, `不符合第十条（一）`."""
    match limit:
        case Among(values=values) if isinstance(trait.expr.type, Truth):
            return _truth(trait, met=True in values)
        case Among(values=values):
            return _among(trait, values)
        case Between(low=low, high=high):
            return _between(trait, low, high)
        case _:
            assert_never(limit)


def _truth(trait: Trait, *, met: bool) -> Text:
    if trait.condition:
        return (Text("符合", "meets ") if met else Text("不符合", "does not meet ")) + trait.label
    expr = trait.expr
    if met:
        return trait.label
    match expr:
        case Apply(op=op, args=args) if op in OPPOSITE:
            return expr_text(replace(expr, op=OPPOSITE[op], args=args))
        case Apply(op=Op.NOT, args=(inner,)):
            return expr_text(inner)
        case _:
            return Text(f"非 {trait.label.zh}", f"not {trait.label.en}")


def _among(trait: Trait, values: frozenset[Scalar]) -> Text:
    type_ = trait.expr.type
    assert isinstance(type_, Enumeration)
    places = sorted(position(v, type_) for v in values)
    run = places[-1] - places[0] == len(places) - 1
    if type_.ordered and run and len(places) > 2:
        first, last = type_.values[places[0]], type_.values[places[-1]]
        if places[-1] == len(type_.values) - 1:
            return trait.label + Text(f"为{first}以上", f" {first} or higher")
        if places[0] == 0:
            return trait.label + Text(f"为{last}以下", f" {last} or lower")
        return trait.label + Text(f"为{first}至{last}", f" from {first} to {last}")
    left_out = [v for v in type_.values if v not in values]
    if len(left_out) == 1 and len(values) > 2:
        return trait.label + Text(f"不为{left_out[0]}", f" other than {left_out[0]}")
    named = [type_.values[at] for at in places]
    return trait.label + Text(f"为{'、'.join(named)}", f" {' or '.join(named)}")


def _between(trait: Trait, low: Exact | None, high: Exact | None) -> Text:
    type_ = trait.expr.type
    if low is None and high is not None and high == trait.least:
        low = high
    if low is not None and low == high:
        value = value_text(low, type_)
        return trait.label + Text(f"为{value.zh}", f" of {value.en}")
    parts = []
    if low is not None:
        least = value_text(low, type_)
        parts.append(Text(f"{least.zh}以上", f"at least {least.en}"))
    if high is not None:
        beyond = value_text(high + trait.unit, type_)
        most = value_text(high, type_)
        whole = isinstance(type_, Number) and type_.whole
        if whole:
            parts.append(Text(f"不满{beyond.zh}", f"less than {beyond.en}"))
        else:
            parts.append(Text(f"{most.zh}以下", f"at most {most.en}"))
    joined = Text.join(parts, "、", " and ")
    return trait.label + Text(joined.zh, f" of {joined.en}")
