"""How values are written: the patterns of each type, for the reader and for the schema of cases.

The patterns are of ECMA-262, as JSON Schema wants them (no named groups, no look-behind). One description serves two
alphabets: text in the form of `written.canonical`, which the reader takes apart, and text as people type it (full-width
digits and signs included), which the schema describes.
"""

from __future__ import annotations

from collections.abc import Callable

from rankdsl.diagnostics import Text
from rankdsl.ir.types import Day, Enumeration, Number, RecordList, Truth, Type, Unit, YearMonth

LONGEST = 60
"""Characters of the longest number, date or duration."""

UNKNOWN_WORDS = ("未知", "unknown")
NOT_APPLICABLE_WORDS = ("不适用", "not applicable")
YES_WORDS = ("是", "yes", "true")
NO_WORDS = ("否", "no", "false")
CANNOT_TELL_WORDS = ("不能确定", "cannot be determined")
NO_VALUE_WORDS = ("无值", "no value")

Alphabet = Callable[[str], str]
"""The class of the characters given (`0-9`, `%`; a dash that comes first stands for itself)."""


def plain(characters: str) -> str:
    return f"[{characters}]"


def typed(characters: str) -> str:
    """The characters and their full-width sisters; every dash that is typed for a minus; any blank for a space."""
    wide = "".join("-" if c == "-" else chr(ord(c) + 0xFEE0) for c in characters.lstrip("-") if c != " ")
    dashes = "\u2010-\u2015\u2212\uff0d" if characters.startswith("-") else ""
    yuan = "\uffe5" if "¥" in characters else ""
    blank = r"\s" if " " in characters else ""
    if "¥" in characters:
        wide = ""
    return f"[{characters}{dashes}{wide}{yuan}{blank}]"


def forms(type_: Type, c: Alphabet = plain) -> tuple[str, ...]:
    """The ways to write a number, month or day; empty for other types. Groups hold the parts in order."""
    digit, dot, gap = c("0-9"), c("."), f"{c(' ')}?"
    sign = f"({c('-+')}?){gap}"
    han = "[〇零一二两三四五六七八九十百千万]+"
    thousands = f"{digit}{{1,3}}(?:{c(',')}{digit}{{3}})+"
    whole = f"({thousands}|{digit}+|{han})"
    decimal = f"((?:{thousands}|{digit}+)(?:{dot}{digit}+)?|{han}(?:点[〇零一二三四五六七八九]+)?|半)"
    match type_:
        case YearMonth():
            return (*_months(c), *_days(c))
        case Day():
            return _days(c)
        case Number(unit=Unit.ONE, whole=is_whole):
            return (f"{sign}{whole if is_whole else decimal}{gap}[次人名个项分]?",)
        case Number(unit=Unit.PERCENT):
            return (f"{sign}{decimal}{gap}{c('%')}", f"{sign}百分之{decimal}")
        case Number(unit=Unit.YUAN):
            return (f"{sign}{decimal}{gap}([万亿]?)元", f"{c('¥')}{gap}{sign}{decimal}", f"{sign}{decimal}{gap}yuan")
        case Number(unit=Unit.MONTH):
            return (
                f"{sign}{decimal}{gap}周?年(半)?",
                f"{sign}{decimal}{gap}周?年{gap}[零又]?{gap}{decimal}{gap}个月",
                f"{sign}{decimal}{gap}个月",
                f"{sign}{decimal}{gap}years?",
                f"{sign}{decimal}{gap}years?,?{gap}{decimal}{gap}months?",
                f"{sign}{decimal}{gap}months?",
            )
        case Number(unit=Unit.DAY):
            return (f"{sign}{whole}{gap}(?:[日天]|days?)",)
        case Number(unit=Unit.WORKDAY):
            return (f"{sign}{whole}{gap}(?:个?工作日|working days?)",)
        case _:
            return ()


def _months(c: Alphabet) -> tuple[str, ...]:
    year, gap = f"({c('0-9')}{{4}})", f"{c(' ')}?"
    month = f"({c('0')}?{c('1-9')}|{c('1')}{c('0-2')})"
    two_digits = f"({c('0')}{c('1-9')}|{c('1')}{c('0-2')})"
    return (
        f"{year}{gap}年{gap}{month}{gap}月",
        f"{year}{c('-./')}{month}",
        f"{year}{two_digits}",
        "([〇零一二三四五六七八九]{4})年([一二三四五六七八九]|十[一二]?)月",
    )


def _days(c: Alphabet) -> tuple[str, ...]:
    year, gap = f"({c('0-9')}{{4}})", f"{c(' ')}?"
    month = f"({c('0')}?{c('1-9')}|{c('1')}{c('0-2')})"
    day = f"({c('0')}?{c('1-9')}|{c('12')}{c('0-9')}|{c('3')}{c('01')})"
    month_two = f"({c('0')}{c('1-9')}|{c('1')}{c('0-2')})"
    day_two = f"({c('0')}{c('1-9')}|{c('12')}{c('0-9')}|{c('3')}{c('01')})"
    return (
        f"{year}{gap}年{gap}{month}{gap}月{gap}{day}{gap}[日号]",
        *(f"{year}{sign}{month}{sign}{day}" for sign in (c("-"), c("."), c("/"))),
        f"{year}{month_two}{day_two}",
        "([〇零一二三四五六七八九]{4})年([一二三四五六七八九]|十[一二]?)月(三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])[日号]",
    )


def alternatives(type_: Type, c: Alphabet) -> str:
    """All forms of a number, month or day in one pattern."""
    return "|".join(forms(type_, c))


def type_words(type_: Type) -> Text:
    """What a value of the type is called."""
    match type_:
        case Truth():
            return Text("“是”或者“否”", "是 (yes) or 否 (no)")
        case YearMonth():
            return Text("年月", "a month of a year")
        case Day():
            return Text("日期", "a date")
        case Number(unit=Unit.ONE, whole=True):
            return Text("整数", "a whole number")
        case Number(unit=Unit.ONE):
            return Text("数", "a number")
        case Number(unit=Unit.PERCENT):
            return Text("百分比", "a percentage")
        case Number(unit=Unit.YUAN):
            return Text("金额", "an amount of money")
        case Number(unit=Unit.MONTH):
            return Text("时长", "a duration")
        case Number(unit=Unit.DAY):
            return Text("天数", "a number of days")
        case Number():
            return Text("工作日数", "a number of working days")
        case Enumeration(name=name):
            return Text(f"“{name}”的取值", f"a value of “{name}”")
        case RecordList():
            return Text("逐年的记录", "records by year")


def example(type_: Type) -> Text:
    """How a value of the type is written, for a help."""
    match type_:
        case Truth():
            return Text("“是”或者“否”", "是 (yes) or 否 (no)")
        case YearMonth():
            return Text("2015年1月（或者 2015-01）", "2015-01 (or 2015年1月)")
        case Day():
            return Text("2015年1月15日（或者 2015-01-15）", "2015-01-15 (or 2015年1月15日)")
        case Number(unit=Unit.ONE, whole=True):
            return Text.same("3")
        case Number(unit=Unit.ONE):
            return Text.same("85.5")
        case Number(unit=Unit.PERCENT):
            return Text.same("20%")
        case Number(unit=Unit.YUAN):
            return Text("800元", "800元 (or 800 yuan)")
        case Number(unit=Unit.MONTH):
            return Text("12年、2年6个月或者35个月", "12年, 2年6个月 or 35个月 (or 35 months)")
        case Number(unit=Unit.DAY):
            return Text("5日", "5日 (or 5 days)")
        case Number():
            return Text("5个工作日", "5个工作日 (or 5 working days)")
        case Enumeration(values=values):
            return Text.same(values[0] if values else "")
        case RecordList():
            return Text.same("{2004-2014: …, 2015: …}")
