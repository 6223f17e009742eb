"""Subordinate documents of the reference policies: what each is found to do, to whom, and which are clean."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from rankdsl import syntax
from rankdsl.backends.reference import evaluate
from rankdsl.diagnostics import Finding, Severity, Verdict
from rankdsl.ir.model import Piece
from rankdsl.ir.values import Record, Records, Value
from rankdsl.source import SourceFile
from rankdsl.syntax import ast
from tests.policies.reading import LAW, POLICIES, PROVISIONS, grades, model, person, since
from tests.reference import report

COUNTY_OF_JIA = "甲县公务员晋升职级实施方案（三级示例）"
CITY_OF_JIA = "甲市县以下机关公务员职务与职级并行实施意见（示例）"
CITY_OF_YI = "乙市县以下机关公务员职务与职级并行实施意见（示例）"
COUNTY_OF_YI = "乙县公务员晋升职级实施方案（三级示例）"
ZHEJIANG = "浙江省公务员职务与职级并行制度实施方案（种子材料）"
ZHEJIANG_MENDED = "浙江省公务员职务与职级并行制度实施方案（改好的写法，示例）"
YINCHUAN = "银川市公务员年度考核优秀等次的规定（示例）"
SICHUAN = "四级高级警长晋升的做法（四川一机关，示例）"
RULES_OF_2019 = "某省公务员职务与职级并行实施细则（示例）"
CITY_OF_BING = "丙市公务员职级晋升工作办法（示例）"
CITY_OF_DING = "丁市公务员申请交流办法（示例）"

ANNOUNCED = {
    COUNTY_OF_JIA: {"RD301", "RD401", "RD403"},
    CITY_OF_YI: {"RD301", "RD402"},
    ZHEJIANG: {"RD207", "RD401", "RD402", "RD403", "RD407", "RD410", "RD506"},
    YINCHUAN: {"RD401", "RD405"},
    SICHUAN: {"RD401", "RD403"},
}
CLEAN = (CITY_OF_JIA, COUNTY_OF_YI, ZHEJIANG_MENDED, RULES_OF_2019, CITY_OF_BING, CITY_OF_DING)
FILES = (
    *sorted((POLICIES / "chains").glob("*.rank")),
    *sorted((POLICIES / "cities").glob("*.rank")),
    *sorted((POLICIES / "plans").glob("*.rank")),
    *sorted((POLICIES / "figures").glob("*.rank")),
    *(
        POLICIES / "provinces" / f"{name}.rank"
        for name in ("某省职级并行实施细则", "四川-四级高级警长", "浙江-实施方案")
    ),
)
TODAY = date(2026, 11, 20)
YEAR = 12


def of(title: str, code: str) -> list[Finding]:
    return [f for f in report().findings if f.place.document == title and f.code == code]


def shown(finding: Finding) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Facts and outcomes of the person that a finding shows."""
    assert finding.evidence is not None
    assert finding.evidence.person is not None
    assert finding.evidence.replayed
    return finding.evidence.person.facts, finding.evidence.person.outcome


def cited(finding: Finding) -> set[str]:
    """The documents whose articles bring the outcome about."""
    assert finding.evidence is not None
    return {place.document for place in finding.evidence.core}


def piece_of(title: str, day: date) -> Piece:
    found = model(title, day).piece_at(day)
    assert found is not None
    return found


def here_and_above(title: str, name: str, day: date, **facts: Value) -> tuple[Value | None, Value | None]:
    """What a document says of somebody, and what the layer just above says of the same person."""
    piece = piece_of(title, day)
    assert piece.superior is not None
    someone = person(title, day, **facts)
    here, above = (evaluate(program, someone).named(name).value for program in (piece.program, piece.superior))
    return here, above


# What is found, and what is not.


@pytest.mark.parametrize("title", ANNOUNCED)
def test_exactly_what_is_announced_is_found(title: str) -> None:
    found = [f for f in report().findings if f.place.document == title]
    assert {f.code for f in found} == ANNOUNCED[title]
    assert all(f.expected for f in found)
    assert all(f.severity is Severity.ERROR for f in found)


@pytest.mark.parametrize("title", CLEAN)
def test_of_a_clean_document_nothing_at_all_is_found(title: str) -> None:
    assert [f.message.zh for f in report().findings if f.place.document == title] == []
    (document,) = (d for d in report().documents if d.title == title)
    assert document.verdict.value == "clean"
    assert any(o.document == title and o.verdict is Verdict.PROVED for o in report().obligations)


def test_every_question_is_answered() -> None:
    assert {o.verdict for o in report().obligations} == {Verdict.PROVED, Verdict.REFUTED}


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_what_is_illustrative_says_so_in_every_gist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for document in syntax.parse(SourceFile(path.name, text)).node.documents:
        gists = [s.text.text for a in document.articles for s in a.statements if isinstance(s, ast.Gist)]
        assert len(gists) == len(document.articles)
        assert all("示例（illustrative）" in gist for gist in gists), document.title.text


@pytest.mark.parametrize("title", ANNOUNCED)
def test_an_announcement_has_a_reason(title: str) -> None:
    text = next(t for p in FILES if f"《{title}》\n" in (t := p.read_text(encoding="utf-8")))
    (document,) = (d for d in syntax.parse(SourceFile("文件.rank", text)).node.documents if d.title.text == title)
    reasons = {e.code: e.reason.text for e in document.statements if isinstance(e, ast.ExpectFinding)}
    assert set(reasons) == ANNOUNCED[title]
    assert all(len(reason) >= 15 for reason in reasons.values())


# Three levels.


def test_only_the_county_is_at_fault() -> None:
    """Gate behind two definitions: 综合表现合格 → 经过岗位历练 → 中层正职年限."""
    day = date(2017, 7, 1)
    names = {"城市": "甲市", "县份": "甲县", "任现职级起": since(2004, 7), "级别": "23级"}
    assert here_and_above(COUNTY_OF_JIA, "可晋升", day, **names, 中层正职年限=3 * YEAR - 1) == (False, True)
    assert here_and_above(COUNTY_OF_JIA, "可晋升", day, **names, 中层正职年限=3 * YEAR) == (True, True)
    (hidden,) = of(COUNTY_OF_JIA, "RD301")
    assert "中层正职年限" in hidden.message.zh
    for finding in of(COUNTY_OF_JIA, "RD401"):
        facts, outcome = shown(finding)
        assert (facts["中层正职年限"], outcome["here"], outcome["superior"]) == ("0年", "否", "是")
        assert COUNTY_OF_JIA in cited(finding)
    # The city says the same as the Opinion in its own words: it is no empty link of the chain.
    assert {"应任年限", "可晋升"} <= piece_of(CITY_OF_JIA, day).own_names


def test_the_fault_in_the_middle_is_not_told_again_below() -> None:
    day = date(2017, 7, 1)
    someone = {"城市": "乙市", "县份": "乙县", "任现职级起": since(2006, 7), "级别": "23级", "艰苦边远地区": True}
    piece = piece_of(COUNTY_OF_YI, day)
    everyone = person(COUNTY_OF_YI, day, **someone)
    said = [evaluate(program, everyone).named("可晋升").value for _, program in piece.ancestors]
    assert said == [False, False, True]
    assert evaluate(piece.program, everyone).named("可晋升").value is True
    assert {s.name for s in piece.stated} == {"可晋升"}
    chain = (CITY_OF_YI, COUNTY_OF_YI)
    assert {f.place.document for f in report().findings if f.place.document in chain} == {CITY_OF_YI}
    for finding in of(CITY_OF_YI, "RD402"):
        facts, _ = shown(finding)
        assert facts["艰苦边远地区"] == "是"


# Zhejiang: four ranks and grades of its own.


def test_the_words_of_the_plan_stand_for_nothing() -> None:
    ranks, marks = of(ZHEJIANG, "RD410")
    assert (ranks.subject, marks.subject) == ("方案职级", "方案等次")
    assert all(f"“{rank}”" in ranks.message.zh for rank in ("初级", "中级", "高级", "特级"))
    assert "“合格”" in marks.message.zh


def test_without_years_somebody_rises_after_a_month_without_a_vacancy() -> None:
    fresh = {"省份": "浙江省", "任现职级起": since(2026, 10), "职数空缺": False}
    assert here_and_above(ZHEJIANG, "可晋升职级", TODAY, **fresh) == (True, False)
    assert here_and_above(ZHEJIANG_MENDED, "可晋升职级", TODAY, **fresh) == (False, False)
    laxer = {citation.place.document for f in of(ZHEJIANG, "RD402") for citation in f.related}
    assert laxer == {PROVISIONS, LAW}
    below = {f.subject: [c.place.article for c in f.related] for f in of(ZHEJIANG, "RD207")}
    assert below == {"可晋升职级": ["第二十二条"]}


@pytest.mark.parametrize(
    ("rank", "years"),
    [("二级科员", 2), ("四级主任科员", 2), ("四级调研员", 2), ("二级调研员", 3), ("一级调研员", 4), ("二级巡视员", 4)],
)
def test_mended_its_words_stand_for_ranks_of_the_provisions(rank: str, years: int) -> None:
    facts = {"省份": "浙江省", "现职级": rank, "任现职级起": since(2010)}
    assert here_and_above(ZHEJIANG_MENDED, "规定年限", TODAY, **facts) == (years * YEAR, years * YEAR)
    corresponding = {c.enumeration: dict(c.values) for c in piece_of(ZHEJIANG_MENDED, TODAY).correspondences}
    assert corresponding == {
        "方案职级": {"初级": "二级科员", "中级": "四级主任科员", "高级": "四级调研员", "特级": "一级调研员"},
        "方案等次": {"不合格": "不称职", "合格": "称职", "优良": "优秀"},
    }


# Yinchuan: what counts as 优秀.


def quarters(good: int) -> Records:
    """称职 in every year before, then an excellent year with so many good quarters."""
    before: dict[int, Record | None] = {year: {"等次": "称职", "季度好次数": 4} for year in range(2012, 2025)}
    return Records({**before, 2025: {"等次": "优秀", "季度好次数": good}})


@pytest.mark.parametrize(("good", "here"), [(0, False), (1, False), (2, True), (3, True), (4, True)])
def test_an_excellent_year_shortens_only_with_two_good_quarters(good: int, here: bool) -> None:
    facts = {"省份": "宁夏回族自治区", "城市": "银川市", "任现职级起": since(2025), "年度考核": quarters(good)}
    assert here_and_above(YINCHUAN, "可晋升职级", date(2026, 7, 1), **facts) == (here, True)


def test_the_gate_comes_out_where_it_counts_for_promotion() -> None:
    (stricter,) = of(YINCHUAN, "RD401")
    assert stricter.subject == "可晋升职级"
    facts, outcome = shown(stricter)
    assert facts["年度考核"].endswith("优秀 0")
    assert (outcome["here"], outcome["superior"]) == ("否", "是")
    assert {YINCHUAN, PROVISIONS} <= cited(stricter)
    assert [f.subject for f in of(YINCHUAN, "RD405")] == ["职级优秀年数", "职务优秀年数"]
    # Nothing was said of promotion here: the decision and its conditions are the superior's.
    assert {s.name for s in piece_of(YINCHUAN, TODAY).stated} == {"季度好的次数", "职级优秀年数", "职务优秀年数"}


# Sichuan: 四级高级警长, by whom it can be reached.

POST = {"乡科级副职", "乡科级正职"}
ALTERNATIVES: dict[str, dict[str, Value]] = {
    "in a section for five years, 43": {"领导职务": "乡科级正职", "任领导职务起": since(2021, 11), "年龄": 43 * YEAR},
    "heading a section, ten years in all, 45": {"领导职务": "乡科级正职", "正副科年限": 10 * YEAR, "年龄": 45 * YEAR},
    "deputy for fifteen years, 48": {"领导职务": "乡科级副职", "任领导职务起": since(2011, 11), "年龄": 48 * YEAR},
    "deputy for thirteen years, 50": {"领导职务": "乡科级副职", "任领导职务起": since(2013, 11), "年龄": 50 * YEAR},
    "fifteen years once, five to go": {"正副科年限": 15 * YEAR, "距退休年限": 5 * YEAR},
    "three to go": {"距退休年限": 3 * YEAR},
}
WORSE: dict[str, int] = {"年龄": -1, "正副科年限": -1, "距退休年限": 1, "任领导职务起": 1}
"""One month worse."""


def sichuan(**facts: Value) -> tuple[Value | None, Value | None]:
    ordinary: dict[str, Value] = {
        "省份": "四川省",
        "现职级": "一级主任科员",
        "任职起": since(1995),
        "任现职级起": since(2010),
        "任领导职务起": since(2025),
        "年龄": 42 * YEAR,
        "正副科年限": 0,
        "距退休年限": 10 * YEAR,
    }
    asked = {**ordinary, "年度考核": grades(1995, 2025), **facts}
    return here_and_above(SICHUAN, "可晋升职级", TODAY, **asked)


@pytest.mark.parametrize("met", ALTERNATIVES.values(), ids=ALTERNATIVES.keys())
def test_each_alternative_at_its_bar_and_a_month_below(met: dict[str, Value]) -> None:
    assert sichuan(**met) == (True, True)
    for fact in met.keys() & WORSE.keys():
        value = met[fact]
        assert isinstance(value, int)
        assert sichuan(**{**met, fact: value + WORSE[fact]}) == (False, True), fact


@pytest.mark.parametrize(("months", "here"), [(5 * YEAR, False), (3 * YEAR + 1, False), (3 * YEAR, True), (0, True)])
def test_who_never_led_a_section_gets_there_only_near_retirement(months: int, here: bool) -> None:
    assert sichuan(领导职务="无领导职务", 正副科年限=0, 年龄=60 * YEAR, 距退休年限=months) == (here, True)


def test_no_other_promotion_is_touched() -> None:
    for rank in ("二级主任科员", "四级调研员", "一级科员"):
        assert sichuan(现职级=rank) == (True, True)


def test_whom_the_practice_refuses() -> None:
    (stricter,) = of(SICHUAN, "RD401")
    facts, outcome = shown(stricter)
    assert facts["现职级"] == "一级主任科员"
    assert facts["领导职务"] == "无领导职务"
    assert (outcome["here"], outcome["superior"]) == ("否", "是")
    (correspondence,) = piece_of(SICHUAN, TODAY).correspondences
    assert correspondence.values["四级高级警长"] == "四级调研员"
    assert correspondence.values["一级警长"] == "一级主任科员"


# Clean ones: what they may do, they do.


def test_the_province_restates_and_uses_what_it_may() -> None:
    piece = piece_of(RULES_OF_2019, TODAY)
    names = {s.name: s.manner.name for s in piece.stated}
    assert names["可申请交流"] == "NEW"
    for delegated, here, above in (("公示最少天数", 7, 5), ("诫勉影响期", 12, 6)):
        assert piece.before is not None
        someone = person(RULES_OF_2019, TODAY)
        assert evaluate(piece.program, someone).named(delegated).value == here
        assert evaluate(piece.before, someone).named(delegated).value == above


def test_the_cities_stay_within_what_the_province_leaves_them() -> None:
    for title, facts, term in (
        (CITY_OF_BING, {"城市": "丙市"}, 48),
        (CITY_OF_DING, {"城市": "丁市", "驻村": True}, 36),
        (CITY_OF_DING, {"城市": "丁市", "驻村": False}, 42),
    ):
        someone = person(title, TODAY, **facts)
        assert evaluate(piece_of(title, TODAY).program, someone).named("基层服务期").value == term
    same = person(CITY_OF_BING, TODAY, 城市="丙市", 任现职级起=since(2024, 11))
    found = evaluate(piece_of(CITY_OF_BING, TODAY).program, same)
    assert found.named("可列为晋升人选").value is found.named("可晋升职级").value is True
