"""A generated package reads cases as `rankdsl` reads them."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml

from rankdsl import pipeline, workspace
from rankdsl.backends.python.facts import facts_source
from rankdsl.backends.python.loading import Loaded, load, run_module
from rankdsl.backends.python.runtime import reading, values
from rankdsl.backends.python.runtime.checking import problems
from rankdsl.backends.python.runtime.describing import Kind
from rankdsl.compiling.package import ways
from rankdsl.ir.facts import Vocabulary
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
    Day,
    Number,
    Type,
    YearMonth,
)
from rankdsl.vocabulary.values import ValueProblem, read_scalar
from rankdsl.workspace.opening import shipped_vocabularies
from tests.generators import LEVEL
from tests.reference import POLICIES

WRITTEN = (
    *(
        "3",
        "-3",
        "３",
        "3.5",
        "1,234",
        "1,2345",
        "十二",
        "一百零五",
        "三万",
        "两",
        "〇",
        "二点五",
        "半",
        "3次",
        "1e5",
        "",
        " 7 ",
    ),
    *(
        "12年",
        "12年半",
        "2年6个月",
        "2年零6个月",
        "18个月",
        "1.3个月",
        "半年",
        "3 years",
        "2 years, 6 months",
        "百分之六",
        "6%",
        "6.5％",
    ),
    *("800元", "3万元", "1亿元", "¥800", "￥8", "800 yuan", "5日", "5天", "5个工作日", "2 working days", "一千零一日"),
    *(
        "2015-01",
        "2015年1月",
        "2015年13月",
        "201501",
        "二〇一五年一月",
        "2015.1",
        "2015/12",
        "2015-1-15",
        "2015年2月30日",
    ),
    *(
        "20150115",
        "二〇一五年一月十五日",
        "2016年2月29日",
        "是",
        "否",
        "yes",
        "no",
        "TRUE",
        "true",
        "低",
        "高 ",
        "最高",
        "x" * 80,
    ),
)
TYPES: tuple[Type, ...] = (TRUTH, INTEGER, RATIONAL, PERCENT, MONEY, MONTHS, DAYS, WORKDAYS, YEAR_MONTH, DAY, LEVEL)


@pytest.mark.parametrize("type_", TYPES, ids=str)
def test_values_are_read_as_rankdsl_reads_them(type_: Type) -> None:
    form = "truth"
    options: dict[str, Any] = {}
    match type_:
        case Number(unit=unit, whole=whole):
            form, options = "number", {"unit": unit.value, "whole": whole}
        case YearMonth():
            form = "month"
        case Day():
            form = "day"
        case _ if type_ == LEVEL:
            form, options = "choice", {"values": tuple((value, "") for value in LEVEL.values)}
    way = ways(type_)
    kind = Kind(form, way.called, way.example, patterns=way.patterns, **options)
    read = 0
    for text in WRITTEN:
        wanted, found = read_scalar(text, type_), values.scalar(text, kind)
        if isinstance(wanted, ValueProblem):
            assert isinstance(found, values.Mistake), text
            assert all(found.words)
        else:
            read += 1
            assert found == (LEVEL.values.index(str(wanted)) if type_ == LEVEL else wanted), text
            assert isinstance(found, bool) == isinstance(wanted, bool)
    assert read > 1


def _facts(loaded: Loaded, vocabulary: Vocabulary) -> Any:
    source = facts_source(vocabulary, loaded.names, ways)
    return run_module("facts", source, {"person": loaded.people}).FACTS


def test_the_cases_of_the_policies() -> None:
    """Every fact, the ordinary ones and the lists included; and each of these persons can exist."""
    names = ("乙县", "丁市", "公务员法", "2019规定-考核和处分")
    documents = (
        "counties/乙县-近三年两次优秀",
        "cities/丁市-申请交流",
        "central/2018-公务员法",
        "central/2019-职务与职级并行规定",
    )
    paths = [*(POLICIES / f"cases/{name}.yaml" for name in names), *(POLICIES / f"{path}.rank" for path in documents)]
    place = workspace.open_workspace(paths, codes=pipeline.CODES, shipped=shipped_vocabularies())
    everything = pipeline.load(place)
    compared = 0
    loaded: dict[str, tuple[Loaded, Any]] = {}
    for file in place.wanted_cases:
        content = yaml.load(file.text, yaml.BaseLoader)
        filed = pipeline.loading.cases_in(place, everything, file)[0]
        for found, written in zip(filed, content["cases"], strict=True):
            piece = found.model.piece_at(found.case.person.as_of)
            if piece is None:
                continue
            words = piece.program.vocabulary
            if words.name not in loaded:
                made = load(piece.program)
                loaded[words.name] = made, _facts(made, words)
            made, facts = loaded[words.name]
            text = json.dumps({**written, "as_of": found.case.person.as_of.isoformat()})
            (case,) = reading.cases(reading.parse(text), facts, None)
            person = made.people.Person(**case.arguments)
            assert person == made.person(found.case.person), found.case.name
            assert problems(person, facts) == []
            compared += 1
    assert compared > 25
