"""Values and expressions in words, in both languages.

Formulas are worded from the effective program, since a rule may have come together from several documents; where a
norm was written as it stands, its own text is shown instead. Names stay as the documents have them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import assert_never

from rankdsl.backends.approximate import LIMIT, Answer, Range
from rankdsl.diagnostics import Text
from rankdsl.diagnostics.text import Language
from rankdsl.ir.facts import AS_OF
from rankdsl.ir.nodes import (
    Apply,
    AsOf,
    Collection,
    Const,
    Expr,
    FactRef,
    FieldRef,
    LastYears,
    Ref,
    SinceFact,
    Span,
    Symbol,
    WholeList,
)
from rankdsl.ir.operators import Collect, Op
from rankdsl.ir.types import MONTHS, YEAR_MONTH, Day, Enumeration, Number, RecordList, Truth, Type, Unit, YearMonth
from rankdsl.ir.values import Exact, Records, Value, render, render_exact

CANNOT_TELL = Text("不能确定", "cannot be determined")
NO_VALUE = Text("无值", "no value")
FAR = LIMIT // 2
MOST_VALUES = 3
"""A set of more possible values is not listed."""


def value_text(value: Value, type_: Type) -> Text:
    """A value for people: `10年10个月` / `10 years 10 months`, `2005年3月` / `2005-03`, `是` / `yes`."""
    return Text(render(value, type_), _english(value, type_))


def answer_text(answer: Answer, type_: Type) -> Text:
    """An answer for people: a value, what it may be (`8年至12年`, `称职或优秀`), 不能确定, 无值."""
    value = answer.value
    if value is not None:
        return value_text(value, type_)
    if answer.no_value:
        return NO_VALUE
    if answer.reasons:
        return CANNOT_TELL
    if isinstance(answer.values, Range):
        low, high = value_text(answer.values.low, type_), value_text(answer.values.high, type_)
        known = _is_telling(answer.values.low) and _is_telling(answer.values.high)
        return Text(f"{low.zh}至{high.zh}", f"{low.en} to {high.en}") if known else CANNOT_TELL
    if isinstance(type_, Enumeration) and len(answer.values) <= MOST_VALUES:
        listed = [Text.same(v) for v in type_.values if v in answer.values]
        return Text.join(listed, "或", " or ")
    return CANNOT_TELL


def _is_telling(value: Exact | date) -> bool:
    """A range that goes below zero, or on without end, comes from a fact that is missing, and tells people nothing."""
    return isinstance(value, date) or 0 <= value < FAR


def _english(value: Value, type_: Type) -> str:
    match type_:
        case Truth():
            return "yes" if value else "no"
        case Number(unit=unit):
            assert isinstance(value, int | Fraction)
            return _english_number(value, unit)
        case YearMonth():
            assert isinstance(value, int)
            return f"{value // 12:04}-{value % 12 + 1:02}"
        case Day():
            assert isinstance(value, date)
            return value.isoformat()
        case Enumeration():
            return str(value)
        case RecordList():
            assert isinstance(value, Records)
            if not value.years:
                return "none"
            words = render(value, type_).replace("年至", "–").replace("年 ", " ").replace("、", ", ")
            return words.replace("未知", "unknown")
    assert_never(type_)


def _english_number(value: Exact, unit: Unit) -> str:
    match unit:
        case Unit.MONTH:
            if Fraction(value).denominator != 1:
                return f"{render_exact(value)} months"
            years, months = divmod(abs(int(value)), 12)
            parts = [many(n, noun) for n, noun in ((years, "year"), (months, "month")) if n]
            return ("-" if value < 0 else "") + (" ".join(parts) or "0 years")
        case Unit.DAY:
            return many(value, "day")
        case Unit.WORKDAY:
            return many(value, "working day")
        case Unit.YUAN:
            return f"{render_exact(value)} yuan"
        case Unit.PERCENT:
            return f"{render_exact(value * 100)}%"
        case Unit.ONE:
            return render_exact(value)
    assert_never(unit)


def many(number: Exact, noun: str) -> str:
    return f"{render_exact(number)} {noun}" if number == 1 else f"{render_exact(number)} {noun}s"


# --- expressions -------------------------------------------------------------------------------------------------

SIGNS = {Op.ADD: "+", Op.SUB: "−", Op.MUL: "×", Op.DIV: "÷", Op.EQ: "=", Op.NE: "≠"}
SIGNS |= {Op.LT: "<", Op.LE: "≤", Op.GT: ">", Op.GE: "≥"}
OPPOSITE = {Op.EQ: Op.NE, Op.NE: Op.EQ, Op.LT: Op.GE, Op.GE: Op.LT, Op.GT: Op.LE, Op.LE: Op.GT}
"""The comparisons, each with the one that holds where it does not."""
MIRRORED = {Op.LT: Op.GT, Op.GT: Op.LT, Op.LE: Op.GE, Op.GE: Op.LE, Op.EQ: Op.EQ, Op.NE: Op.NE}

_OR, _AND, _NOT, _COMPARE, _ADD, _MULTIPLY, _SIGN, _ATOM = range(8)
_TIGHTNESS = {Op.OR: _OR, Op.AND: _AND, Op.NOT: _NOT, Op.ADD: _ADD, Op.SUB: _ADD, Op.MUL: _MULTIPLY, Op.DIV: _MULTIPLY}
_TIGHTNESS |= dict.fromkeys(OPPOSITE, _COMPARE) | {Op.NEG: _SIGN}
_ASKED = {
    Collect.COUNT: Text("计数", "count of"),
    Collect.SUM: Text("合计", "sum of"),
    Collect.LARGEST: Text("最大", "largest of"),
    Collect.SMALLEST: Text("最小", "smallest of"),
    Collect.SOME: Text("任一", "some"),
    Collect.EVERY: Text("每个", "every"),
    Collect.RUN: Text("连续", "in a row"),
    Collect.LATEST: Text("最近一次", "latest"),
}
_ROUNDING = {
    Op.ROUND_HALF_UP: Text("四舍五入", "half up"),
    Op.ROUND_UP: Text("向上", "up"),
    Op.ROUND_DOWN: Text("向下", "down"),
}

Values = Callable[[Expr], Text]
Labels = Callable[[Symbol], Text]


def plain_name(symbol: Symbol) -> Text:
    """The name of a norm; an item that shares its number with one above bears its layer after `#`."""
    return Text.same(symbol.written)


def expr_text(expr: Expr, labels: Labels = plain_name, values: Values | None = None) -> Text:
    """An expression in the words of the language; with `values`, each fact and norm is followed by its value."""
    return Text(*(_Wording(language, labels, values).words(expr) for language in ("zh", "en")))


class _Wording:
    def __init__(self, language: Language, labels: Labels, values: Values | None) -> None:
        self.language = language
        self.labels = labels
        self.values = values

    def words(self, expr: Expr, least: int = _OR) -> str:
        """`expr`, in brackets if it binds looser than `least`."""
        match expr:
            case Const(value, type_):
                if type_ == MONTHS and value == 6:
                    return self.say(Text("半年", "half a year"))
                return self.say(value_text(value, type_))
            case FactRef(name):
                return self.valued(name, expr)
            case AsOf():
                return self.valued(self.say(Text(AS_OF, "the day of evaluation")), expr)
            case Ref(symbol):
                return self.valued(self.say(self.labels(symbol)), expr)
            case FieldRef(name):
                return name
            case Collection():
                return self.collection(expr, least)
            case Apply(op, args):
                member = _membership(expr)
                if member is not None:
                    subject, values = member
                    listed = self.say(Text("、", ", ")).join(values)
                    words = f"{self.words(subject, _ADD)} {self.say(Text('属于', 'in'))} {{{listed}}}"
                    return self.bracketed(words, least > _COMPARE)
                return self.apply(op, args, least)
        assert_never(expr)

    def say(self, text: Text) -> str:
        return text.in_language(self.language)

    def valued(self, name: str, expr: Expr) -> str:
        return name if self.values is None else f"{name} {self.say(self.values(expr))}"

    def end_point(self, expr: Expr) -> str:
        """`任现职级起（2005年3月）`: where a stretch of time starts or ends."""
        match expr:
            case FactRef() | Ref() | AsOf() | Apply(Op.MONTH_OF, (AsOf(),)):
                name = _Wording(self.language, self.labels, None).words(expr)
                if self.values is None:
                    return name
                value = self.values(expr)
                return name + self.say(Text(f"（{value.zh}）", f" ({value.en})"))
            case _:
                return self.words(expr)

    def bracketed(self, words: str, needed: bool) -> str:
        return self.say(Text(f"（{words}）", f"({words})")) if needed else words

    def call(self, zh: str, en: str, *args: str) -> str:
        return self.say(Text(f"{zh}（{'，'.join(args)}）", f"{en}({', '.join(args)})"))

    def apply(self, op: Op, args: tuple[Expr, ...], least: int) -> str:
        tight = _TIGHTNESS.get(op, _ATOM)
        match op:
            case Op.AND | Op.OR:
                sign = self.say(Text(" 且 ", " and ") if op is Op.AND else Text(" 或 ", " or "))
                words = sign.join(self.words(a, tight + 1) for a in args)
            case Op.NOT:
                words = self.say(Text("非 ", "not ")) + self.words(args[0], _NOT)
            case Op.NEG:
                words = "−" + self.words(args[0], _SIGN)
            case Op.ADD | Op.SUB | Op.MUL | Op.DIV | Op.EQ | Op.NE | Op.LT | Op.LE | Op.GT | Op.GE:
                left = self.words(args[0], _ADD if tight == _COMPARE else tight)
                right = self.words(args[1], _ADD if tight == _COMPARE else tight + 1)
                words = f"{left} {SIGNS[op]} {right}"
            case Op.MIN:
                words = self.call("较小", "smaller", *map(self.words, args))
            case Op.MAX:
                words = self.call("较大", "larger", *map(self.words, args))
            case Op.ROUND_HALF_UP | Op.ROUND_UP | Op.ROUND_DOWN:
                words = self.rounding(op, args)
            case Op.MONTHS_BETWEEN | Op.DAYS_BETWEEN:
                start, end = map(self.end_point, args)
                unit = Text("月数", "months") if op is Op.MONTHS_BETWEEN else Text("天数", "days")
                words = self.say(Text(f"从{start}到{end}的{unit.zh}", f"{unit.en} from {start} to {end}"))
            case Op.SHIFT_MONTHS:
                words = f"{self.words(args[0], _ADD)} + {self.words(args[1], _ADD)}"
                tight = _ADD
            case Op.YEAR_OF:
                words = self.call("年份", "year", self.words(args[0]))
            case Op.MONTH_OF:
                if isinstance(args[0], AsOf):
                    return self.valued(
                        self.say(Text("评定日所在月", "the month of evaluation")), Apply(op, args, YEAR_MONTH)
                    )
                words = self.call("所在月", "month", self.words(args[0]))
            case Op.HAS_VALUE:
                words = self.call("有值", "has a value", self.words(args[0]))
            case _:
                assert_never(op)
        return self.bracketed(words, tight < least)

    def rounding(self, op: Op, args: tuple[Expr, ...]) -> str:
        places = args[1].value if len(args) > 1 and isinstance(args[1], Const) else 0
        parts = [self.words(args[0]), self.say(_ROUNDING[op])]
        if places:
            parts.append(self.say(Text(f"{places}位", f"{places} places")))
        return self.call("取整", "round", *parts)

    def collection(self, asked: Collection, least: int) -> str:
        where = "" if asked.where is None else _Wording(self.language, self.labels, None).words(asked.where)
        span = _span(asked.span)
        field = asked.field or ""
        if self.language == "zh":
            times = f"{asked.times}次" if asked.times else ""
            words = " ".join(w for w in (f"{_ASKED[asked.what].zh}{times}", span.zh, asked.records) if w)
            words += (f" 中（{where}）" if where else "") + (f" 的 {field}" if field else "")
        else:
            head = f"{asked.times} {_ASKED[asked.what].en}:" if asked.times else _ASKED[asked.what].en
            words = " ".join(w for w in (head, field and f"{field} of", asked.records, span.en) if w)
            words += f" with ({where})" if where else ""
        if self.values is None:
            return words
        value = self.say(self.values(asked))
        return self.bracketed(words, True) + f" {value}" if least > _OR else f"{words} {value}"


def _span(span: Span) -> Text:
    match span:
        case LastYears(years):
            return Text(f"近{years}年", f"in the last {many(years, 'year')}")
        case SinceFact(fact, _, name):
            return Text(name, f"since {fact}")
        case WholeList():
            return Text("", "")
    assert_never(span)


def _membership(expr: Apply) -> tuple[Expr, list[str]] | None:
    """`X = a 或 X = b`, and a table's row of several values, read better as `X 属于 {a、b}`."""
    if expr.op is not Op.OR or len(expr.args) < 2:
        return None
    subjects, values = [], []
    for arg in expr.args:
        match arg:
            case Apply(Op.EQ, (subject, Const(value, Enumeration()))):
                subjects.append(subject)
                values.append(str(value))
            case _:
                return None
    return (subjects[0], values) if all(s == subjects[0] for s in subjects) else None
