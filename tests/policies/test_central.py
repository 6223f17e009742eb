"""The central rules in force since 2006, against the public figures, and what held on which day."""

from __future__ import annotations

import shutil
from datetime import date
from itertools import product
from pathlib import Path

import pytest
import yaml

from rankdsl import pipeline
from rankdsl.diagnostics import Verdict
from rankdsl.examining import Selection
from rankdsl.explanation.explain import explain
from rankdsl.explanation.outcomes import Outcome
from rankdsl.explanation.parts import Standing
from rankdsl.ir.types import Enumeration
from rankdsl.ir.values import Records, Value
from rankdsl.workspace import open_workspace
from tests.policies.reading import (
    ASSESSMENT,
    ASSESSMENT_1994,
    ASSESSMENT_2007,
    LAW,
    OPINION,
    PILOT,
    POLICIES,
    PROVISIONS,
    SANCTIONS,
    TWO_WAYS,
    ask,
    grades,
    in_force,
    model,
    person,
    since,
    vocabulary,
)
from tests.reference import report

TODAY = date(2026, 11, 20)


def ranks() -> tuple[str, ...]:
    fact = vocabulary(PROVISIONS, TODAY).fact("现职级")
    assert fact is not None
    assert isinstance(fact.type, Enumeration)
    return fact.type.values


# Article 18 and 19: how long it takes.


def waits(rank: str, start: tuple[int, int], grade: str, **facts: Value) -> int:
    """Months from the start in a rank to the first month in which the next may be had, every year with one grade."""
    year, month = start
    for months in range(12 * 6):
        number = year * 12 + month - 1 + months
        day = date(number // 12, number % 12 + 1, 1)
        asked = {"现职级": rank, "任职起": since(2000), "任现职级起": since(*start), "所在机关": "中央机关", **facts}
        asked["年度考核"] = grades(2000, day.year - 1, grade)
        if ask(PROVISIONS, day, ("可晋升职级",), asked) == (True,):
            return months
    raise AssertionError("never")


def test_there_are_twelve_ranks_and_eleven_steps():
    assert len(ranks()) == 12
    following = [ask(PROVISIONS, TODAY, ("拟晋升职级",), {"现职级": rank})[0] for rank in ranks()]
    assert following == [*ranks()[1:], ranks()[-1]]


def test_from_the_bottom_to_the_top_are_27_years_and_16_to_second_consultant():
    years = [waits(rank, (2020, 1), "称职") // 12 for rank in ranks()[:-1]]
    assert years == [2, 2, 2, 2, 2, 2, 2, 2, 3, 4, 4]
    assert sum(years) == 27
    assert sum(years[: ranks().index("二级调研员")]) == 16


def test_excellent_every_year_it_is_12_years_to_second_consultant():
    months, month = 0, 1
    for rank in ranks()[: ranks().index("二级调研员")]:
        step = waits(rank, (2020, month), "优秀")
        months, month = months + step, (month + step - 1) % 12 + 1
    assert months == 12 * 12


@pytest.mark.parametrize(("rank", "least"), [("一级科员", 18), ("二级调研员", 24), ("二级巡视员", 36)])
def test_the_least_time_in_a_rank_with_excellent_years(rank: str, least: int):
    assert min(waits(rank, (2020, month), "优秀") for month in range(1, 13)) == least


def test_ordinary_years_count_in_full_whatever_the_month():
    assert {waits("一级科员", (2020, month), "称职") for month in range(1, 13)} == {24}


def test_a_leading_post_counts_as_the_rank_just_below_and_nowhere_else():
    posts = {
        "四级主任科员": "乡科级副职",
        "二级主任科员": "乡科级正职",
        "四级调研员": "县处级副职",
        "二级调研员": "县处级正职",
        "二级巡视员": "厅局级副职",
    }
    all_posts = vocabulary(PROVISIONS, TODAY).fact("领导职务")
    assert all_posts is not None
    assert isinstance(all_posts.type, Enumeration)
    for rank, post in product(ranks()[:-1], all_posts.type.values):
        facts = {"现职级": rank, "任现职级起": since(2026, 6), "领导职务": post, "任领导职务起": since(2020)}
        facts["所在机关"] = "中央机关"
        (yes,) = ask(PROVISIONS, TODAY, ("可晋升职级",), facts)
        assert yes is (posts.get(rank) == post), (rank, post)


def test_where_ranks_end_by_organ():
    highest = {
        "中央机关": "一级巡视员",
        "省级机关": "一级巡视员",
        "副省级城市机关": "一级巡视员",
        "市级领导班子": "一级巡视员",
        "副省级城市的区领导班子": "一级巡视员",
        "市级机关": "二级巡视员",
        "县级领导班子": "二级巡视员",
        "副省级城市的区机关": "一级调研员",
        "县乡机关": "二级调研员",
    }
    for organ, top in highest.items():
        reached = [r for r in ranks()[:-1] if _may_rise(r, organ)]
        assert reached == list(ranks()[: ranks().index(top)]), organ


def _may_rise(rank: str, organ: str) -> bool:
    facts = {"现职级": rank, "任职起": since(2000), "任现职级起": since(2015), "所在机关": organ}
    return ask(PROVISIONS, TODAY, ("可晋升职级",), facts) == (True,)


def test_the_range_of_levels_never_falls_with_the_rank():
    table = [ask(PROVISIONS, TODAY, ("对应最低级别", "对应最高级别"), {"现职级": rank}) for rank in ranks()]
    worst, best = ([int(str(pair[i])[:-1]) for pair in table] for i in (0, 1))
    assert worst == [27, 26, 24, 23, 22, 21, 20, 19, 18, 17, 15, 13]
    assert best == [19, 18, 18, 17, 16, 15, 14, 13, 12, 11, 10, 8]


# Article 19: two readings, two ways of counting.


def test_the_two_readings_of_article_19_are_separated_by_a_person():
    (found,) = (f for f in report().findings if f.code == "RD210")
    assert found.expected
    assert (found.place.document, found.place.article) == (PROVISIONS, "第二十条")
    assert found.evidence is not None
    assert [o.verdict for o in report().obligations if o.verdict is Verdict.UNKNOWN] == []


def test_a_year_not_counted_does_not_bar_for_ever():
    """Adopted: the year is not counted. Under the other reading this person would never be promoted in this rank."""
    facts = {"现职级": "一级科员", "任现职级起": since(2023), "年度考核": grades(2012, 2025, y2024="基本称职")}
    assert ask(PROVISIONS, TODAY, ("职级任职年限", "职级年年称职", "可晋升职级"), facts) == (34, False, True)


def test_an_explanation_tells_the_adopted_reading():
    facts = {"现职级": "一级科员", "任现职级起": since(2026), "年度考核": grades(2012, 2025)}
    (told,) = explain(model(PROVISIONS, TODAY), person(PROVISIONS, TODAY, **facts), "可晋升职级")
    fifth = next(c for c in told.conditions if c.label == "（五）")
    assert fifth.words.zh == "读法乙：职级年限已满 或 职务年限已满"


HISTORIES = list(product(("基本称职", "称职", "优秀"), repeat=4))


def test_the_check_document_counts_as_the_opinion_of_2015_does():
    """What the check document calls the way of 2015 is what the Opinion says, on every history of four whole years."""
    for history in HISTORIES:
        records = Records({2012 + n: {"等次": grade} for n, grade in enumerate(history)})
        old = {"现职级": "科员级", "任职起": since(2012), "任现职级起": since(2012), "年度考核": records}
        (longer,) = ask(OPINION, date(2016, 7, 1), ("应任年限",), old)
        moved = Records({2022 + n: {"等次": grade} for n, grade in enumerate(history)})
        new = {"现职级": "一级科员", "任职起": since(2022), "任现职级起": since(2022), "年度考核": moved}
        (more,) = ask(TWO_WAYS, date(2026, 7, 1), ("多任后的年限",), new)
        assert isinstance(longer, int)
        assert isinstance(more, int)
        assert longer - 12 * 12 == more - 2 * 12, history


@pytest.mark.parametrize("rank", ["一级科员", "二级调研员", "一级调研员"])
def test_both_ways_are_equal_on_whole_years(rank: str):
    for history, month in product(HISTORIES, (1, 6, 12)):
        records = Records({2022 + n: {"等次": grade} for n, grade in enumerate(history)})
        facts = {"现职级": rank, "任职起": since(2022), "任现职级起": since(2022), "年度考核": records}
        names = ("都是整年", "按2015年算法已满", "按2019年算法已满")
        whole, old, new = ask(TWO_WAYS, date(2026, month, 1), names, facts)
        assert whole is True
        assert old is new, (history, month)


def test_the_equality_is_proved_for_everybody():
    of_it = [o for o in report().obligations if o.document == TWO_WAYS]
    proved = [o for o in of_it if o.check == "RD209" and o.verdict is Verdict.PROVED]
    assert len(proved) == 5
    assert [f for f in report().findings if f.place.document == TWO_WAYS] == []


def test_part_of_a_year_is_where_they_differ():
    facts = {"现职级": "一级科员", "任职起": since(2024, 7), "任现职级起": since(2024, 7)}
    facts["年度考核"] = grades(2024, 2026, y2024="基本称职")
    names = ("都是整年", "按2015年算法已满", "按2019年算法已满")
    assert ask(TWO_WAYS, date(2027, 1, 1), names, facts) == (False, False, True)
    assert ask(TWO_WAYS, date(2027, 7, 1), names, facts) == (False, True, True)


# What held when.

DAYS = (date(2016, 6, 30), date(2018, 6, 30), date(2020, 6, 30), TODAY)


def outcomes(title: str, decision: str, day: date, **facts: Value) -> tuple[str, ...] | None:
    """None where nothing of that title is in force; else yes or no and what decided: the articles not met."""
    if not in_force(title, day):
        return None
    if decision not in _decisions(title, day):
        return None
    (told,) = explain(model(title, day), person(title, day, **facts), decision)
    assert told.place.article is not None
    if told.outcome is Outcome.YES:
        return ("是", told.place.article)
    return ("否", *(f"{told.place.article}{c.label}" for c in told.conditions if c.standing is Standing.NOT_MET))


def _decisions(title: str, day: date) -> tuple[str, ...]:
    piece = model(title, day).piece_at(day)
    assert piece is not None
    return tuple(piece.program.decisions)


def history(day: date) -> dict[str, Value]:
    """One life: joined in July 2004, 称职 every year, a 记过 in July 2015, 四级主任科员 since June 2019."""
    rank_since = since(2004, 7) if day < date(2019, 6, 1) else since(2019, 6)
    return {
        "任职起": since(2004, 7), "任现职级起": rank_since, "年度考核": grades(2004, day.year - 1),
        "处分": "记过", "处分决定日": date(2015, 7, 10), "立案未结论": False,
    }  # fmt: skip


def test_the_same_person_has_other_answers_on_other_days():
    """What is asked, and what each day answers, with the article."""
    asked: dict[str, list[tuple[str, ...] | None]] = {}
    for day in DAYS:
        life = history(day)
        before = {k: v for k, v in life.items() if k not in ("处分", "处分决定日", "立案未结论")}
        old = {**before, "现职级": "科员级", "级别": "23级", "处分期内": day < date(2016, 7, 10)}
        now = {**life, "现职级": "四级主任科员"}
        jump = {**life, "拟任领导职务": "县处级副职", "经批准破格或者越级": True}
        shares = {"任职起": since(2004, 7), "任现职级起": life["任现职级起"], "拟定优秀人数": 4, "参加考核人数": 20}
        tianjin = {"任职起": since(2004, 7), "任现职级起": life["任现职级起"], "试点所列机关": "天津市市级机关"}
        for question, answer in {
            "意见": outcomes(OPINION, "可晋升", day, **old),
            "规定": outcomes(PROVISIONS, "可晋升职级", day, **now),
            "公务员法越级": outcomes(LAW, "可晋升领导职务", day, **jump),
            "立案": outcomes(SANCTIONS, "政务处分限制晋升", day, **{**life, "立案未结论": True}),
            "考核2007": outcomes(ASSESSMENT_2007, "优秀人数合规", day, **shares),
            "考核2020": outcomes(ASSESSMENT, "优秀人数合规", day, **shares),
            "试点": outcomes(PILOT, "列入试点", day, **tianjin),
        }.items():
            asked.setdefault(question, []).append(answer)
    too_many = ("否", "第二条（一）", "第二条（二）")
    jumps_two = ("否", "第四十三条（三）", "第四十三条（四）")
    assert asked == {
        "意见": [("否", "第十条（一）", "第十条（三）"), ("是", "第十条"), None, None],
        "规定": [None, None, ("否", "第二十条（五）"), ("是", "第二十条")],
        "公务员法越级": [jumps_two, jumps_two[:2], ("是", "第四十五条"), ("是", "第四十五条")],
        "立案": [None, None, None, ("是", "第五十二条")],
        "考核2007": [too_many, too_many, too_many, None],
        "考核2020": [None, None, None, ("是", "第十九条")],
        "试点": [None, ("是", "第一条"), None, None],
    }
    per_day = list(zip(*asked.values(), strict=True))
    assert len(set(per_day)) == len(DAYS)


@pytest.mark.parametrize(
    ("title", "day", "usual", "at_most"),
    [
        (ASSESSMENT_1994, date(2000, 12, 31), 10, 15),
        (ASSESSMENT_2007, date(2016, 12, 31), 15, 20),
        (ASSESSMENT, date(2026, 12, 31), 20, 25),
    ],
)
def test_three_regimes_of_excellent_shares(title: str, day: date, usual: int, at_most: int):
    for approved, share in ((False, usual), (True, at_most)):
        found = [
            excellent
            for excellent in range(101)
            if ask(
                title,
                day,
                ("优秀人数合规",),
                {
                    "任职起": since(1998), "任现职级起": since(1998), "拟定优秀人数": excellent, "参加考核人数": 100,
                    "经批准提高优秀比例": approved,
                },
            ) == (True,)
        ]  # fmt: skip
        assert max(found) == share


def test_a_law_in_two_versions_is_never_in_force_twice():
    assert model(LAW, date(2019, 5, 31)) is not model(LAW, date(2019, 6, 1))
    assert not in_force(OPINION, date(2019, 6, 1))
    assert not in_force(PROVISIONS, date(2019, 5, 31))
    assert not in_force(SANCTIONS, date(2020, 6, 30))
    assert not in_force(PILOT, date(2018, 12, 26))


# The Provisions under the law.


@pytest.mark.parametrize(
    ("written", "instead", "codes"),
    [
        ("（三）处分期内；", "（三）非 在编；", {"RD402"}),
        ("（一）现职级 低于 一级巡视员；", "（一）在编；", {"RD402"}),
        ("（三）有职数；", "（三）在编；", {"RD402"}),
        ("定义 符合基本条件：待判断 政治素质 且 ", "定义 符合基本条件：", {"RD402"}),
        ("（二）任一 近1年 年度考核", "（二）任一 近1年 年度考核 中（年度 ＞ 2030） 且 任一 近1年 年度考核", {"RD401"}),
        ("近1年 年度考核 中（等次 = 不称职）", "近2年 年度考核 中（等次 = 不称职）", set()),
        ("（六）立案未结论。", "（六）立案未结论；\n        （七）级别 = 27级。", set()),
        ("    参数 公示", "    表 规定处分期 按 处分：\n        其他 → 3个月。\n    参数 公示", {"RD402", "RD405"}),
    ],
    ids=["sanction", "top", "vacancy", "judgement", "lowering", "two-years", "one-bar-more", "term"],
)
def test_the_law_binds_the_provisions(tmp_path: Path, written: str, instead: str, codes: set[str]):
    """One change to the Provisions each: found where the law does not allow it, silent where it does."""
    shutil.copytree(POLICIES, tmp_path / "policies")
    path = tmp_path / "policies" / "central" / "2019-职务与职级并行规定.rank"
    text = path.read_text(encoding="utf-8")
    assert written in text
    path.write_text(text.replace(written, instead, 1), encoding="utf-8")
    place = open_workspace([path], codes=pipeline.CODES)
    report = pipeline.check(place, selection=Selection(only=("RD1", "RD4")))
    assert {f.code for f in report.findings} == codes


# Words.


def test_facts_of_both_eras_mean_the_same():
    """公务员职级 does not extend 公务员: what has one name in both has one type, range, direction and protection."""
    old, new = vocabulary(OPINION, date(2016, 7, 1)), vocabulary(PROVISIONS, TODAY)
    both = {f.name for f in old.facts} & {f.name for f in new.facts}
    assert {"在编", "省份", "任职起", "任现职级起", "级别", "年度考核", "性别", "与领导关系"} <= both
    for name in both - {"现职级"}:
        one, other = old.fact(name), new.fact(name)
        assert one is not None
        assert other is not None
        for part in ("type", "low", "high", "better", "protected", "divides_people"):
            assert getattr(one, part, None) == getattr(other, part, None), (name, part)


@pytest.mark.parametrize("path", sorted((POLICIES / "vocabulary").glob("*.yaml")), ids=lambda p: p.stem)
def test_every_fact_has_a_registered_source(path: Path):
    keys = yaml.safe_load((POLICIES / "sources.yaml").read_text(encoding="utf-8"))["sources"]
    facts = yaml.safe_load(path.read_text(encoding="utf-8")).get("facts", {})
    own = {name: fact for name, fact in facts.items() if "meaning" in fact}
    assert {name: fact.get("source") for name, fact in own.items() if fact.get("source") not in keys} == {}


def test_what_rests_on_a_convention_says_so_where_a_reader_sees_it():
    for path in sorted((POLICIES / "central").glob("*.rank")):
        for article in path.read_text(encoding="utf-8").split("\n第")[1:]:
            if "design" in article:
                gist = article[article.index("要旨") : article.index("出处")]
                marked = "未核实" in gist and "unverified" in gist
                assert marked or "核对" in path.name, (path.name, article[:20])


@pytest.mark.parametrize("rate", ["90%", "100%", "110%"])
def test_nobody_below_may_regulate_pay(tmp_path: Path, rate: str):
    """Article 84: a city that lets an allowance float (S0) is told off, whether it raises, cuts or restates."""
    shutil.copytree(POLICIES, tmp_path / "policies")
    document = tmp_path / "policies" / "cities" / "某市工资.rank"
    document.parent.mkdir(exist_ok=True)
    document.write_text(
        "文件《某市津贴办法》\n  层级：市级。\n  依据：《中华人民共和国公务员法》。\n  施行：2021年1月1日。\n\n"
        f"第一条\n  适用：在编。\n  定义 应发工资：取整（国家标准工资 × {rate}，四舍五入）。\n",
        encoding="utf-8",
    )
    report = pipeline.check_paths([document])
    assert "RD406" in {f.code for f in report.findings}
