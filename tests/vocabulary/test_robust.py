"""Whatever is in a file, the answer is findings; nothing raises, and nothing is refused without a word."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from rankdsl.diagnostics import Finding
from rankdsl.ir.types import Enumeration, Number
from rankdsl.vocabulary import case_schema, cases, document_titles, fill_typical, load_vocabularies, sources
from rankdsl.vocabulary.structure import Data
from tests.vocabulary.files import WORDS, file, policy, trial
from tests.vocabulary.test_structure import ANY, changed, data, paths

CASES = """\
document: 办法
cases:
  - name: 甲
    as_of: 2016-07-01
    facts:
      {年限: 2年6个月, 起: 2004-07, 考核: {2014-2015: 好, 2013: {等次: 差}}, 测评: [{年度: 2014, 等次: 好, 得分: 3}]}
    rest_typical: true
    expect: {可晋升: 是, 应任年限: 12年}
  - {name: 乙, facts: {年限: 不适用}}
"""
EXTENSION = """\
vocabulary: 丙
english: bing
extends: 试
month_end: clip
enumerations:
  等次: {values: {差: poor, 中: fair, 好: good, 特好: great}}
facts:
  年限: {range: [0年, 50年]}
  考核: {bound: 20, fields: {等次: {better: higher}}}
  驻村: {english: village, type: 是否, meaning: 驻村}
windows: {以来: {english: window, since: 起, first_year: true}}
derived: {又任: {english: again, formula: 已任}}
invariants: {驻村的在编: 在编}
"""
PIECES = st.sampled_from(
    [
        "",
        "\n",
        "  ",
        ":",
        ": ",
        "：",
        "- ",
        "{",
        "}",
        "[",
        "]",
        ",",
        "，",
        "'",
        '"',
        "#",
        "&a",
        "*a",
        "!",
        "\t",
        "|",
        "年",
        "0",
        "-",
    ]
)


def checked(findings: tuple[Finding, ...], text: str) -> None:
    for finding in findings:
        assert finding.code in ("RD112", "RD113", "RD116")
        assert finding.message.zh
        assert finding.message.en
        assert finding.help is not None
        span = finding.place.span
        assert span is not None
        assert 0 <= span.start <= span.end <= len(span.file.text)


def load(own: str) -> None:
    words, findings = load_vocabularies([file(WORDS, "试.yaml"), file(own, "丙.yaml")])
    checked(findings, own)
    assert "试" in words or findings
    for vocabulary in words.values():
        assert case_schema(vocabulary)["$defs"]["facts"]["type"] == "object"
        fill_typical(vocabulary, {}, date(2016, 7, 1))
        for fact in vocabulary.facts:
            if isinstance(fact.type, Number):
                assert fact.low is None or fact.high is None or fact.low <= fact.high
            if isinstance(fact.type, Enumeration):
                assert fact.typical is None or fact.typical in fact.type.values
            if fact.records is not None:
                assert 1 <= fact.records.bound <= 100
                assert fact.records.since is None or vocabulary.fact(fact.records.since) is not None


def run_cases(text: str) -> None:
    found, findings = cases(file(text), trial(), None)
    checked(findings, text)
    document_titles(file(text))
    for case in found:
        case.person(trial(), date(2016, 7, 1))
        case.impossible_records(trial(), date(2016, 7, 1))


@st.composite
def damaged(draw: st.DrawFn, text: str) -> str:
    """The text with a few pieces cut out or put in."""
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        end = start + draw(st.integers(0, 6))
        text = text[:start] + draw(PIECES) + text[end:]
    return text


@st.composite
def altered(draw: st.DrawFn, text: str) -> str:
    """The file as JSON with a few values replaced, removed or added."""
    whole: Data = data(text)
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(paths(whole)))
        whole = changed(whole, path, draw(st.sampled_from(["replace", "remove", "add"])), draw(st.sampled_from(ANY)))
    return json.dumps(whole, ensure_ascii=False)


@settings(max_examples=100)
@given(damaged(WORDS) | altered(WORDS) | damaged(EXTENSION) | altered(EXTENSION))
def test_vocabularies(text: str) -> None:
    load(text)


@settings(max_examples=150)
@given(damaged(CASES) | altered(CASES))
def test_cases(text: str) -> None:
    run_cases(text)


@settings(max_examples=40)
@given(damaged(policy("sources.yaml").text[:2000]))
def test_sources(text: str) -> None:
    _, findings = sources(file(text))
    checked(findings, text)


def test_the_undamaged_are_without_findings() -> None:
    assert load_vocabularies([file(WORDS, "试.yaml"), file(EXTENSION, "丙.yaml")])[1] == ()
    assert cases(file(CASES), trial())[1] == ()
