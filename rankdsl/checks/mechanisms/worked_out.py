"""Arithmetic in words: both sides of a comparison worked out for one person, with the values of the names in them.

`60% × “符合条件人数” = 60% × 87 = 52.2，大于 18`. A name whose own formula is arithmetic is worked out behind it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from fractions import Fraction

from rankdsl.backends.reference import Evaluation
from rankdsl.diagnostics import Text
from rankdsl.ir.definitions import Formula, Kind
from rankdsl.ir.nodes import Apply, AsOf, Const, Expr, FactRef, Ref, Symbol
from rankdsl.ir.operators import Op
from rankdsl.ir.types import Day, Enumeration, Number, Truth, Type, Unit, YearMonth
from rankdsl.ir.values import Scalar, render, render_exact

MOST_BEHIND = 6
"""More names than these are not worked out behind a comparison: the first ones are."""

_PLACES = 4
_SIGNS = {Op.ADD: "+", Op.SUB: "−", Op.MUL: "×", Op.DIV: "÷"}
_TIGHTNESS = {Op.ADD: 0, Op.SUB: 0, Op.MUL: 1, Op.DIV: 1, Op.NEG: 2}
_CALLS = {
    Op.MIN: Text("较小", "smaller"),
    Op.MAX: Text("较大", "larger"),
    Op.ROUND_HALF_UP: Text("四舍五入", "round half up"),
    Op.ROUND_UP: Text("向上取整", "round up"),
    Op.ROUND_DOWN: Text("向下取整", "round down"),
}
_STANDS = {
    Op.EQ: Text("等于", "equals"),
    Op.NE: Text("不等于", "is not"),
    Op.LT: Text("小于", "is less than"),
    Op.LE: Text("不大于", "is at most"),
    Op.GT: Text("大于", "is more than"),
    Op.GE: Text("不小于", "is at least"),
}
_STANDS_IN_TIME = _STANDS | {
    Op.LT: Text("早于", "is before"),
    Op.LE: Text("不晚于", "is not after"),
    Op.GT: Text("晚于", "is after"),
    Op.GE: Text("不早于", "is not before"),
}
_STANDS_IN_RANK = _STANDS | {
    Op.LT: Text("低于", "is lower than"),
    Op.LE: Text("不高于", "is not higher than"),
    Op.GT: Text("高于", "is higher than"),
    Op.GE: Text("不低于", "is not lower than"),
}
OPPOSITE = {Op.EQ: Op.NE, Op.NE: Op.EQ, Op.LT: Op.GE, Op.GE: Op.LT, Op.GT: Op.LE, Op.LE: Op.GT}
"""The comparisons, each with the one that holds where it does not."""
NO_VALUE = Text("无值", "no value")

_UNITS = {Unit.MONTH: "month", Unit.DAY: "day", Unit.WORKDAY: "working day", Unit.YUAN: "yuan"}

_Leaf = Callable[[Expr], Text]
Sides = tuple[tuple[str, str], ...]


def worked_out(evaluation: Evaluation, formula: Expr, sides: Sides = ()) -> Text:
    """Why the formula is false for the person: each comparison that makes it so, worked out, then the names behind
    them. `sides`: how both sides of its comparisons are written, part by part."""
    parts = list(_decisive(evaluation, formula, False))
    wholes = formula.args if isinstance(formula, Apply) and formula.op in (Op.AND, Op.OR) else (formula,)
    words = dict(zip(map(id, wholes), sides, strict=True)) if len(wholes) == len(sides) else {}
    told = Text.join([_part(evaluation, part, so, words.get(id(part), ("", ""))) for part, so in parts], "；", "; ")
    behind = list(_behind(evaluation, [part for part, _ in parts]))
    if not behind:
        return told
    return told + Text("，其中", ", where ") + Text.join(behind, "，", ", ")


def side(evaluation: Evaluation, expr: Expr, written: str = "") -> Text:
    """One side: as written, with the values put in, and its value; what would say the same twice is left out.
    `written`: what a figure was worked out from."""
    value = _value(evaluation, expr)
    if isinstance(expr, Const):
        return value if _is_figure(written) else Text.same(f"{written} = ") + value
    steps = [_quoted(_words(expr, _name))] if _has_names(expr) and _printable(expr) else []
    steps += [_words(expr, lambda part: _value(evaluation, part)), value]
    return Text.join(list(dict.fromkeys(steps)), " = ", " = ") + _about(evaluation.value_of(expr).value, expr.type)


def _decisive(evaluation: Evaluation, formula: Expr, holds: bool) -> Iterator[tuple[Expr, bool]]:
    """The parts that are what makes the formula so, each with what it is."""
    match formula:
        case Apply(op=Op.NOT, args=(part,)):
            yield from _decisive(evaluation, part, not holds)
        case Apply(op=Op.AND | Op.OR, args=args):
            for part in args:
                if evaluation.value_of(part).surely(holds):
                    yield from _decisive(evaluation, part, holds)
        case _:
            yield formula, holds


def _part(evaluation: Evaluation, part: Expr, holds: bool, written: tuple[str, str]) -> Text:
    match part:
        case Apply(op=op, args=(left, right)) if op in OPPOSITE:
            stands = _how_it_stands(left.type)[op if holds else OPPOSITE[op]]
            middle = Text(f"，{stands.zh} ", f", which {stands.en} ")
            return side(evaluation, left, written[0]) + middle + side(evaluation, right, written[1])
        case _:
            return side(evaluation, part)


def _how_it_stands(type_: Type) -> Mapping[Op, Text]:
    match type_:
        case Day() | YearMonth():
            return _STANDS_IN_TIME
        case Enumeration():
            return _STANDS_IN_RANK
        case _:
            return _STANDS


def _behind(evaluation: Evaluation, parts: list[Expr]) -> Iterator[Text]:
    """The names in the parts, and behind those, whose own formula is arithmetic, worked out; outer ones first."""
    seen: set[Symbol] = set()
    waiting = deque(parts)
    told = 0
    while waiting and told < MOST_BEHIND:
        match waiting.popleft():
            case Ref(symbol=symbol) if symbol not in seen:
                seen.add(symbol)
                definition = evaluation.program.definitions[symbol]
                match definition.body:
                    case Formula(value=value) if definition.kind is not Kind.DERIVED and not definition.exceptions:
                        text = _after_colon(definition.written)
                        worked = isinstance(value, Apply) and _printable(value) and not isinstance(value.type, Truth)
                        if worked or (isinstance(value, Const) and not _is_figure(text)):
                            told += 1
                            yield _quoted(Text.same(symbol.written)) + Text.same(" = ") + side(evaluation, value, text)
                        waiting.append(value)
                    case _:
                        pass
            case Apply(args=args):
                waiting.extend(args)
            case _:
                pass


# -- words


def _words(expr: Expr, leaf: _Leaf, least: int = 0) -> Text:
    """The arithmetic, with what is not arithmetic as `leaf` has it; in brackets if it binds looser than `least`."""
    match expr:
        case Apply(op=Op.NEG, args=(part,)):
            return Text.same("−") + _words(part, leaf, 2)
        case Apply(op=op, args=(left, right)) if op in _SIGNS:
            tight = _TIGHTNESS[op]
            found = _words(left, leaf, tight) + Text.same(f" {_SIGNS[op]} ") + _words(right, leaf, tight + 1)
            return Text(f"（{found.zh}）", f"({found.en})") if tight < least else found
        case Apply(op=op, args=args) if op in _CALLS:
            rounding = op not in (Op.MIN, Op.MAX)
            inside = Text.join([_words(arg, leaf) for arg in (args[:1] if rounding else args)], "，", ", ")
            if rounding and _places(args) != 0:
                inside += Text(f"，{_places(args)}位", f", {_places(args)} places")
            return _CALLS[op] + Text(f"（{inside.zh}）", f"({inside.en})")
        case _:
            return leaf(expr)


def _places(args: tuple[Expr, ...]) -> object:
    return args[1].value if len(args) > 1 and isinstance(args[1], Const) else 0


def _name(expr: Expr) -> Text:
    match expr:
        case Ref(symbol=symbol):
            return Text.same(symbol.written)
        case FactRef(name=name):
            return Text.same(name)
        case AsOf():
            return Text("评定日", "the day of evaluation")
        case Const(value=value, type=type_):
            return figure(value, type_)
        case _:
            return NO_VALUE


def _printable(expr: Expr) -> bool:
    """Whether there is nothing in it but arithmetic over names and figures."""
    match expr:
        case Const() | Ref() | FactRef() | AsOf():
            return True
        case Apply(op=op, args=args) if op in _SIGNS or op in _CALLS or op is Op.NEG:
            return all(_printable(arg) for arg in args)
        case _:
            return False


def _has_names(expr: Expr) -> bool:
    match expr:
        case Const():
            return False
        case Apply(args=args):
            return any(_has_names(arg) for arg in args)
        case _:
            return True


def _is_figure(written: str) -> bool:
    """Whether nothing had to be worked out: there is no sign of arithmetic, and no word of it."""
    return not any(sign in written for sign in "+−×÷（(") and " - " not in written


def _after_colon(written: str) -> str:
    """What a norm is, without its name and its stop; nothing where it is no formula of its own (a line of slots)."""
    return written.partition("：")[2].strip().rstrip("。") or written.partition(": ")[2].strip().rstrip(".")


def _value(evaluation: Evaluation, expr: Expr) -> Text:
    value = evaluation.value_of(expr).value
    return NO_VALUE if value is None else figure(value, expr.type)


def figure(value: Scalar, type_: Type) -> Text:
    """A value as it is written, in English with the unit in English: `3年4个月` / `40 months`."""
    match type_:
        case Truth():
            return Text("是", "yes") if value else Text("否", "no")
        case Number(unit=unit) if unit in _UNITS:
            assert isinstance(value, int | Fraction)
            noun = _UNITS[unit] + ("s" if value != 1 and unit is not Unit.YUAN else "")
            return Text(render(value, type_), f"{render_exact(value)} {noun}")
        case Day():
            assert isinstance(value, date)
            return Text.day(value)
        case YearMonth():
            assert isinstance(value, int)
            return Text(render(value, type_), f"{value // 12:04}-{value % 12 + 1:02}")
        case _:
            return Text.same(render(value, type_))


def _about(value: object, type_: Type) -> Text:
    """Behind a fraction that is no finite decimal, as far as people read it; else nothing."""
    if not isinstance(value, Fraction) or not isinstance(type_, Number) or type_.unit is Unit.MONTH:
        return Text("", "")
    share = 100 if type_.unit is Unit.PERCENT else 1
    near = round(value * share, _PLACES) / share
    if near == value or "/" not in render_exact(value):
        return Text("", "")
    return Text(f"（约{render(near, type_)}）", f" (about {render(near, type_)})")


def _quoted(text: Text) -> Text:
    return Text(f"“{text.zh}”", f"“{text.en}”")
