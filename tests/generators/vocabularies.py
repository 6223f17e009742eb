"""Vocabularies to write programs over: every type, every kind of list."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from rankdsl.ir.facts import Field, Vocabulary, Window
from rankdsl.ir.program import Period
from rankdsl.ir.types import (
    DAY,
    DAYS,
    INTEGER,
    MONEY,
    MONTHS,
    PERCENT,
    RATIONAL,
    TRUTH,
    WORKDAYS,
    YEAR_MONTH,
    Enumeration,
    Type,
)
from rankdsl.ir.values import year_month
from tests.building import fact, record_list, vocabulary

LEVEL = Enumeration("等级", ("低", "中", "高", "特"), ordered=True)
SORT = Enumeration("类别", ("甲", "乙", "丙"), ordered=False)
FIRST_YEAR = 2010
PERIOD = Period(date(2014, 1, 1), date(2020, 1, 1), False)
KEY = "年度"

NUMBERS = (INTEGER, RATIONAL, PERCENT, MONEY, MONTHS, DAYS, WORKDAYS)
MOMENTS: tuple[Type, ...] = (YEAR_MONTH, DAY)
TYPES: tuple[Type, ...] = (TRUTH, LEVEL, SORT, *NUMBERS, YEAR_MONTH, DAY)
WEIGHTED = (*TYPES, *[INTEGER] * 4, *[YEAR_MONTH] * 2, MONTHS, MONTHS, DAYS)
"""More operators make whole numbers, months and durations than make anything else."""


@st.composite
def vocabularies(draw: DrawFn) -> Vocabulary:
    """Two truths, a fact or two of every other type, and two lists."""

    def low_high(low: int, high: int, scale: int = 1) -> tuple[Fraction, Fraction]:
        a, b = sorted((draw(st.integers(low, high)), draw(st.integers(low, high))))
        return Fraction(a, scale), Fraction(b, scale)

    fields = [
        Field("评级", "level", LEVEL, better=1),
        Field("受罚", "punished", TRUTH, better=-1),
        Field("得分", "score", INTEGER, Fraction(-1), Fraction(3)),
    ]
    facts = [
        fact("勤勉", TRUTH),
        fact("廉洁", TRUTH),
        fact("层次", LEVEL),
        fact("序列", SORT),
        fact("件数", INTEGER, *(int(n) for n in low_high(-6, 7))),
        fact("成绩", RATIONAL, *low_high(-20, 50, 10), places=1),
        fact("比例", PERCENT, *low_high(0, 10, 10), places=0),
        fact("奖金", MONEY, *low_high(0, 60, 4), places=2),
        fact("年限", MONTHS, *(int(n) for n in low_high(0, 40))),
        fact("天数", DAYS, *(int(n) for n in low_high(0, 40))),
        fact("工时", WORKDAYS, *(int(n) for n in low_high(0, 9))),
        fact("起", YEAR_MONTH, year_month(2009, 1), year_month(2015, 12)),
        fact("生日", DAY, date(2012, 1, 1).toordinal(), date(2019, 12, 31).toordinal()),
        fact("到岗", DAY, date(2011, 1, 1).toordinal(), date(2016, 12, 31).toordinal()),
        record_list(
            "考核",
            fields,
            bound=draw(st.integers(3, 8)),
            first_year=FIRST_YEAR,
            since=draw(st.sampled_from((None, "起", "到岗"))),
        ),
        record_list("处分", [Field("轻重", "weight", LEVEL)], bound=2, first_year=FIRST_YEAR + 2),
    ]
    windows = [
        Window("起以来", "since_start", "起", counts_first_year=draw(st.booleans())),
        Window("到岗以来", "since_post", "到岗", counts_first_year=draw(st.booleans())),
    ]
    month_end = draw(st.sampled_from(("clip", "strict")))
    return vocabulary(facts, windows=windows, enumerations=(LEVEL, SORT), month_end=month_end)
