"""An operand with what was written, the words for it, and what to do where two do not go together."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from rankdsl.diagnostics import Diagnostic, Edit, Finding, Place, Text
from rankdsl.ir.nodes import AsOf, Const
from rankdsl.ir.types import Day, Enumeration, Number, RecordList, Truth, Type, Unit, YearMonth
from rankdsl.ir.values import Exact, render_exact
from rankdsl.semantics.intervals import Interval
from rankdsl.semantics.kinds import described
from rankdsl.semantics.meanings import Typed
from rankdsl.source import Span
from rankdsl.syntax import ast

_LONGEST_SHOWN = 20
_EARLIEST_YEAR_WRITTEN = 1900 * 12
"""As many months are no tenure: somebody wrote 2015年 for the year 2015."""


class Operand(Struct, frozen=True):
    written: ast.Expr
    typed: Typed

    @property
    def type(self) -> Type:
        return self.typed.type

    @property
    def interval(self) -> Interval:
        """Of a number, month or day."""
        assert self.typed.interval is not None
        return self.typed.interval

    @property
    def words(self) -> Text:
        return in_words(self.written, self.type)


class Notes(Struct, frozen=True):
    """Where mistakes go."""

    place: Callable[[Span], Place]
    note: Callable[[Finding], None]

    def say(
        self,
        diagnostic: Diagnostic,
        span: Span,
        *,
        subject: str = "",
        edits: tuple[Edit, ...] = (),
        sure: bool = True,
        **words: object,
    ) -> None:
        self.note(diagnostic.at(self.place(span), subject=subject, related=(), edits=edits, sure=sure, **words))


def in_words(written: ast.Expr, type_: Type) -> Text:
    """“8年”（年限）; only the type for what is long."""
    text, kind = " ".join(written.span.text.split()), described(type_)
    if len(text) > _LONGEST_SHOWN:
        return kind
    return Text(f"“{text}”（{kind.zh}）", f"“{text}” ({kind.en})")


def advice(left: Operand, right: Operand) -> Text:
    """What to write where two operands are not of one kind."""
    usual = Text("核对两边是不是同一种东西", "see whether both sides are the same kind of thing")
    return particular_advice(left, right) or usual


def condition_advice(written: ast.Expr, type_: Type) -> Text:
    """What to write where something that is no condition stands in the place of one."""
    text = " ".join(written.span.text.split())
    if isinstance(type_, Enumeration) and isinstance(written, ast.Name):
        return Text(
            f"写明什么是“{text}”：“…… = {text}”；几个值都可以的，写“…… 属于 {{…、{text}}}”",
            f"say what is {text}: … = {text}; where several values will do write … 属于 {{…、{text}}}",
        )
    return Text("写成比较，例如“… ≥ …”“… 为 …”", "write a comparison, such as … ≥ … or … 为 …")


def particular_advice(left: Operand, right: Operand) -> Text | None:
    """What to write, where the two types tell it."""
    return _advice(left, right) or _advice(right, left)


def _advice(x: Operand, y: Operand) -> Text | None:
    match x.type, y.type:
        case Number(unit=Unit.ONE), Number(unit=unit) if unit is not Unit.ONE:
            if unit is Unit.MONTH and _is_a_year(y):
                year = render_exact(_constant(y) // 12)
                return Text(f"年份没有单位，写“{year}”", f"the number of a year has no unit: write {year}")
            if unit is Unit.PERCENT and not isinstance(x.written, ast.Number):
                return _of_a_share(x.written, y.written)
            number = render_exact(_constant(x)) if isinstance(x.typed.expr, Const) else "…"
            if unit is Unit.PERCENT and 0 < _constant(x) < 1:  # who writes 0.6 of a share means 60%
                number = render_exact(_constant(x) * 100)
            signs = {Unit.MONTH: ("年", "个月")}.get(unit, (unit.value,))
            return Text(
                f"写明单位，例如{'或者'.join(f'“{number}{sign}”' for sign in signs)}",
                f"write the unit, such as {' or '.join(number + sign for sign in signs)}",
            )
        case Number(unit=Unit.MONTH), Number(unit=Unit.DAY | Unit.WORKDAY):
            return Text(
                "年、月与日不能换算，两边用同一种单位；从两个日期可以用“月数（…，…）”或者“日数（…，…）”算出",
                "months and days do not convert; use one unit, such as with 月数（…，…） or 日数（…，…） of two dates",
            )
        case Number(unit=Unit.DAY), Number(unit=Unit.WORKDAY):
            return Text("日与工作日不能换算，两边用同一种", "days and working days do not convert; use one of them")
        case ((YearMonth() | Day()), Number(unit=Unit.MONTH)) if _is_a_year(y):
            year = render_exact(_constant(y) // 12)
            return Text(
                f"与年份比较的，写“年份（{x.written.span.text}）”和没有单位的“{year}”",
                f"to compare with a year write 年份（{x.written.span.text}） and {year} without unit",
            )
        case YearMonth(), Day():
            return Text(
                f"先把日期化为年月：“所在月（{y.written.span.text}）”",
                f"bring the date to its month: 所在月（{y.written.span.text}）",
            )
        case Enumeration(name=name), Enumeration(name=other):
            return Text(
                f"“{name}”与“{other}”是两组不同的值，核对两边各是什么",
                f"“{name}” and “{other}” are different sets of values; see what each side is",
            )
        case Number(unit=Unit.YUAN), Number():
            return Text(
                "金额只能与金额相加、相比；核对哪一边写错了", "money goes with money only; see which side is wrong"
            )
        case Enumeration(), Number() if isinstance(x.typed.expr, Const):
            value, number = x.written.span.text, " ".join(y.written.span.text.split())
            return Text(
                f"数有几次的，写明数什么：“计数 近3年 年度考核 中（等次 = {value}）≥ {number}”",
                f"to count how often, say of what: 计数 近3年 年度考核 中（等次 = {value}）≥ {number}",
            )
        case Truth(), Number():
            text = " ".join(x.written.span.text.split())
            return Text(
                f"“是”“否”不是数；按“{text}”的是否给出不同的数的，写“当 {text} 时，……；其他，……”",
                f"yes and no are no numbers; for another number in each case write 当 {text} 时，…；其他，…",
            )
        case Truth(), _:
            return Text("“是”“否”只能与“是”“否”相比", "yes and no compare with yes and no only")
        case RecordList(), _:
            return Text("逐年记录先用“计数”“任一”等归纳", "sum the records up first, with 计数, 任一 and the like")
        case _:
            return None


def _of_a_share(number: ast.Expr, share: ast.Expr) -> Text:
    """A number that was worked out is no share with a sign behind it: 18 ÷ 30 is 60%, and not 0.6%."""
    if isinstance(number, ast.Arithmetic) and number.op is ast.BinaryOp.MUL and number.right.span.text == "100%":
        number = number.left
    part, whole = "……", "……"
    if isinstance(number, ast.Arithmetic) and number.op is ast.BinaryOp.DIV:
        part, whole = (" ".join(side.span.text.split()) for side in (number.left, number.right))
    times = " ".join(share.span.text.split()) if isinstance(share, ast.Quantity | ast.Name) else "……%"
    return Text(
        f"比例写成乘法，不写成除法，例如“{part} = {times} × {whole}”",
        f"write a share as a product and not as a quotient, such as “{part} = {times} × {whole}”",
    )


def _is_a_year(x: Operand) -> bool:
    return isinstance(x.typed.expr, Const) and x.interval.low >= _EARLIEST_YEAR_WRITTEN


def _constant(x: Operand) -> Exact:
    return x.interval.low


def is_as_of(x: Operand) -> bool:
    return isinstance(x.typed.expr, AsOf)
