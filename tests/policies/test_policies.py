"""The reference policies: clean but for what they announce, true to the public figures, every number with a source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml
from msgspec import Struct

from rankdsl import pipeline, syntax
from rankdsl.backends.reference import evaluate
from rankdsl.diagnostics import Severity, Verdict
from rankdsl.ir.model import Model
from rankdsl.ir.values import Person, Records, Value, year_month
from rankdsl.source import SourceFile
from rankdsl.syntax import ast
from rankdsl.vocabulary import fill_typical
from rankdsl.workspace import open_workspace
from tests import reference
from tests.policies import reading
from tests.policies.reading import ASSESSMENT, CENTRAL, OPINION, POLICIES, PROVINCE, PROVISIONS

DOCUMENTS = sorted(POLICIES.rglob("*.rank"))
NORMS = (ast.Parameter, ast.Define, ast.Decide, ast.ExceptWhen, ast.Amend)


@pytest.fixture(scope="module")
def loaded() -> pipeline.Loaded:
    return reading.loaded()


def model(loaded: pipeline.Loaded, title: str) -> Model:
    return next(m for m in loaded.models if m.name.title == title)


def test_nothing_is_found_but_what_is_announced() -> None:
    report = reference.report()
    unannounced = [f for f in report.findings if not f.expected and f.severity is not Severity.NOTE]
    assert [f.message.zh for f in unannounced] == []
    found = Counter((f.place.document[:2], f.code) for f in report.findings)
    announced = {("甲县", c) for c in ("RD301", "RD401", "RD403")} | {("乙县", c) for c in ("RD401", "RD403")}
    assert announced | {("公务", "RD210")} <= set(found)
    assert not any(o.verdict is Verdict.UNKNOWN for o in report.obligations)
    clean = {d.title for d in report.documents if d.verdict.value == "clean"}
    assert {OPINION, PROVINCE, *(CENTRAL - {PROVISIONS, ASSESSMENT})} <= clean


def test_every_case_comes_out_as_expected() -> None:
    report = pipeline.test(open_workspace([POLICIES], codes=pipeline.CODES))
    assert report.findings == ()
    assert len(report.cases) >= 35
    assert [c.name for c in report.cases if not c.passed] == []


def test_the_province_restates_at_least_ten_articles(loaded: pipeline.Loaded) -> None:
    assert sum(a.norms > 0 for a in model(loaded, PROVINCE).articles) >= 10


# The public figures: hired at 24, 科员 at 25; each rank taken in the first month in which the rules allow it.


def waits(loaded: pipeline.Loaded, rank: str, level: str, grade: str) -> int:
    """The least number of whole months in a rank after which the next may be had, every year with `grade`."""
    opinion = model(loaded, OPINION)
    day = date(2016, 7, 1)
    piece = opinion.piece_at(day)
    assert piece is not None
    for months in range(12 * 20):
        since = year_month(2016, 7) - months
        facts: dict[str, Value] = {"现职级": rank, "级别": level, "任现职级起": since}
        facts["年度考核"] = Records({year: {"等次": grade} for year in range(1990, 2016)})
        person = Person(fill_typical(opinion.vocabulary, facts, day), day)
        if evaluate(piece.program, person).named("可晋升").value is True:
            return months
    raise AssertionError("never")


def test_the_public_career_without_excellent_years(loaded: pipeline.Loaded) -> None:
    age = 25
    ages = [age]
    for rank, level in (("科员级", "23级"), ("副科级", "20级"), ("正科级", "19级"), ("副处级", "17级")):
        months = waits(loaded, rank, level, "称职")
        assert months % 12 == 0
        age += months // 12
        ages.append(age)
    assert ages == [25, 37, 52, 67, 82]


def test_twenty_excellent_years_from_35_end_at_55_not_65(loaded: pipeline.Loaded) -> None:
    to_section = waits(loaded, "副科级", "20级", "优秀")
    to_division = waits(loaded, "正科级", "19级", "优秀")
    assert 35 + (to_section + to_division) // 12 == 55


def test_level_25_is_lower_than_level_17(loaded: pipeline.Loaded) -> None:
    with pytest.raises(AssertionError, match="never"):
        waits(loaded, "副处级", "25级", "称职")
    assert waits(loaded, "副处级", "10级", "称职") == 15 * 12


# Sources.


def numbers_in(node: object) -> Iterator[object]:
    """Every number of a norm but the years of a window, the first day of a parameter, and label numbers."""
    if isinstance(node, ast.Number | ast.Quantity):
        yield node
    elif isinstance(node, tuple):
        for part in node:
            yield from numbers_in(part)
    elif isinstance(node, Struct):
        for field in node.__struct_fields__:
            yield from numbers_in(getattr(node, field))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.stem)
def test_every_article_with_a_number_cites_a_source(path: Path) -> None:
    keys = yaml.safe_load((POLICIES / "sources.yaml").read_text(encoding="utf-8"))["sources"]
    parsed = syntax.parse(SourceFile(path.name, path.read_text(encoding="utf-8")))
    assert parsed.findings == ()
    for document in parsed.node.documents:
        for article in document.articles:
            norms = [
                s for s in article.statements if isinstance(s, ast.Define | ast.Decide | ast.Amend | ast.Parameter)
            ]
            cited = [e.key for s in article.statements if isinstance(s, ast.Sources) for e in s.entries]
            assert set(cited) <= set(keys), article.name
            if any(True for _ in numbers_in(tuple(norms))):
                assert cited, f"{article.name} has a number and no source"


@pytest.mark.parametrize("path", [p for p in DOCUMENTS if "counties" in p.parts], ids=lambda p: p.stem)
def test_an_illustration_says_so_where_a_reader_sees_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "示例（illustrative）" in text.splitlines()[0]
    assert "未核实" in text
    assert "预期 RD" in text
