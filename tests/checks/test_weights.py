"""RD501 by looking at everybody: which sums of weights occur, and for whom."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from rankdsl import pipeline
from rankdsl.diagnostics import Finding
from tests.checks.small_world import Worker, everybody, found, report_on
from tests.lengths import generated
from tests.test_corpus import CORPUS

GUARDS: tuple[tuple[str, Callable[[Worker], bool]], ...] = (
    ("本工种 = 钳工", lambda w: w["本工种"] == "钳工"),
    ("本工种 = 焊工", lambda w: w["本工种"] == "焊工"),
    ("技能等级 不低于 中级", lambda w: w["技能等级"] != "初级"),
    ("党员", lambda w: w["党员"] is True),
    ("党员 且 技能等级 = 高级", lambda w: w["党员"] is True and w["技能等级"] == "高级"),
    ("件数 ＞ 3", lambda w: False),
)
WEIGHTS = (100, 60, 40, 50, 30, 20, 10)


def of(number: int) -> tuple[str, set[Fraction]]:
    """A score drawn at random, and the sums other than the whole that occur."""
    draw = random.Random(number)
    common = draw.choice((0, 0, 40, 60))
    groups = draw.sample(GUARDS, draw.randint(1, 3))
    parts = [[draw.choice(WEIGHTS) for _ in range(draw.randint(1, 2))] for _ in groups]
    rest = draw.choice((None, 100 - common, 50))
    label = iter("一二三四五六七八九十")
    text = "  积分 得分 满分 100：\n"

    def part(weight: int) -> str:
        return f"    （{(at := next(label))}）第{at} 占 {weight}%：50；\n"

    text += part(common) if common else ""
    for (guard, _), weights in zip(groups, parts, strict=True):
        text += f"    当 {guard} 时：\n" + "".join(map(part, weights))
    text += "    其他：\n" + part(rest) if rest is not None and rest else ""
    sums = set()
    for worker in everybody():
        met = [weights for (_, holds), weights in zip(groups, parts, strict=True) if holds(worker)]
        total = common + sum(map(sum, met)) + ((rest or 0) if not met else 0)
        sums.add(Fraction(total, 100))
    return text.rstrip("；\n") + "。\n", sums - {1}


@pytest.mark.parametrize("number", range(generated(8, 200)))
def test_sums_are_those_of_everybody(number: int, tmp_path: Path) -> None:
    text, sums = of(number)
    told = found(tmp_path, text, "RD501")
    assert {Fraction(f.distinguishing) for f in told} == sums, text
    for finding in told:
        assert finding.evidence is not None
        assert finding.evidence.person is not None
        assert finding.evidence.replayed
        assert finding.evidence.person.outcome["here"] in finding.message.zh


def test_twenty_exclusive_categories(tmp_path: Path) -> None:
    """Of 2²⁰ patterns of conditions 27 are possible, and only those are looked at."""
    lines = []
    for n in range(27):
        label = ("", "十", "二十")[(n + 1) // 10] + "一二三四五六七八九十"[n % 10]
        label = label if (n + 1) % 10 else ("十", "二十")[(n + 1) // 10 - 1]
        weight = 99.9 if n == 12 else 100
        lines.append(f"    当 级别 = {27 - n}级 时：\n    （{label}）{label}档 占 {weight}%：50；\n")
    text = "文件《某县办法》\n  层级：县级。 词表：公务员。 施行：2020年1月1日。\n\n第一条【积分】\n"
    text += "  积分 得分 满分 100：\n"
    (tmp_path / "a.rank").write_text(text + "".join(lines).rstrip("；\n") + "。\n", encoding="utf-8")
    told = [f for f in pipeline.check_paths([tmp_path]).findings if f.code == "RD501"]
    assert ["合计99.9%，差0.1%：例如“级别”为“15级”的人" in f.message.zh for f in told] == [True]


def in_corpus(name: str) -> list[Finding]:
    return list(pipeline.check_paths([CORPUS / "bad" / name]).findings)


def test_what_is_said_of_whom() -> None:
    empty, short, none = in_corpus("RD501-categories.rank")
    assert "合计99.9%，差0.1%：例如“机关层级”为“县级”，“艰苦边远地区”为“否”的人" in short.message.zh
    assert "一项得分项" in empty.message.zh
    assert empty.evidence is not None
    assert empty.evidence.decisive == ("机关层级",)
    assert "“在编”为“否”的人" in none.message.zh


def test_both_sides_are_cited() -> None:
    less, tenure, points, changed = in_corpus("RD501-share-of-the-superior.rank")
    assert "（“任职年限分”占40%）" in less.message.zh
    for finding in (less, tenure, points):
        assert [c.place.citation for c in finding.related] == ["《某省积分规定》第一条"]
    assert tenure.place.citation == "《甲市积分办法》第一条（一）"
    assert "30分（适用的指标共35分）" in points.message.zh
    assert changed.place.citation == "《甲县积分办法》第一条"
    assert "95%" in changed.message.zh


def test_a_fault_above_is_not_told_again(tmp_path: Path) -> None:
    text = """\
文件《某部办法》
  层级：中央。 词表：工人。 施行：2020年1月1日。

第一条【积分】
  参数 甲权：30%。
  积分 得分 满分 100：
    （一）甲项 占 甲权：50；
    当 党员 时：
    （二）乙项 占 70%：50；
    其他：（三）丙项 占 60%：50。

文件《某厂办法》
  层级：县级。 依据：《某部办法》。 施行：2020年1月1日。

第一条【积分】
"""
    told = found(tmp_path / "a", text + "  断言：得分 ≥ 0。\n", "RD501")
    assert [f.place.document for f in told] == ["某部办法"]
    told = found(tmp_path / "b", text + "  修改《某部办法》第一条 甲权 改为：40%。\n", "RD501")
    assert [(f.place.document, "110%" in f.message.zh, "100%" in f.message.zh) for f in told] == [
        ("某部办法", False, False),
        ("某厂办法", True, False),
    ]


CHANGED = """\
文件《某部办法》
  层级：中央。 词表：工人。 施行：2020年1月1日。

第一条【积分】
  参数 每件：25。
  积分 得分 满分 100：
    （一）甲项 占 70%：件数 × 30；
    当 党员 时：
    （二）乙项 满分 30：20；
    其他：（三）丙项 占 30%：50。

文件《某厂办法》
  层级：县级。 依据：《某部办法》。 施行：2020年1月1日。

第一条【积分】
"""


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("修改《某部办法》第一条 甲项 改为：件数 × 33。", []),
        ("修改《某部办法》第一条 甲项 改为：件数 × 34。", ["满分100分，改动以后有人得102分：例如“件数”为“3”"]),
        ("修改《某部办法》第一条 甲项 改为：件数 × 每件。\n  修改《某部办法》第一条 每件 改为：50。", ["得150分"]),
        ("修改《某部办法》第一条 甲项 改为：件数 − 1。", ["得-1分，小于0：例如“件数”为“0”"]),
        ("修改《某部办法》第一条 乙项 改为：30。", ["其余的人也得30分：例如“党员”为“否”"]),
        ("修改《某部办法》第一条 乙项 改为：当 党员 时，31；其他，0。", ["满分30分，改动以后有人得31分"]),
        ("例外《某部办法》第一条 当 党员 时，丙项 为 丙项。", []),
        ("例外《某部办法》第一条 当 党员 时，丙项 为 丙项 + 1。", ["其余的人也得1分"]),
        ("定义 丙项：200。", ["其余的人也得200分", "满分100分，改动以后有人得200分：例如“党员”为“否”"]),
    ],
)
def test_a_part_that_is_changed_keeps_its_marks_or_is_told(change: str, told: list[str], tmp_path: Path) -> None:
    findings = found(tmp_path, f"{CHANGED}  {change}\n", "RD501")
    assert [words in f.message.zh for f, words in zip(findings, told, strict=True)] == [True] * len(told)
    for finding in findings:
        assert finding.place.citation == "《某厂办法》第一条"
        assert finding.related[0].place.document == "某部办法"
        assert finding.evidence is not None
        assert finding.evidence.replayed


def test_marks_are_told_where_they_are_left(tmp_path: Path) -> None:
    """At the exception that applies, and by the lowest document without which it would not be so."""
    told = [f for f in in_corpus("RD501-changed-parts.rank") if "年限分" in f.message.zh or "机关分" in f.message.zh]
    assert [
        (f.place.document, f.evidence.person.outcome["here"]) for f in told if f.evidence and f.evidence.person
    ] == [
        ("某县积分细则", "150"),
        ("某县积分细则", "10"),
        ("某乡积分细则", "110"),
    ]
    assert [c.place.document for c in told[-1].related] == ["某省积分规定", "某县积分细则"]


@pytest.mark.parametrize(
    ("parts", "told", "here"),
    [
        (("满分 59.5", "满分 60"), "各项满分合计119.5分，而“总分”的满分是120分，差0.5分", "119.5"),
        (("满分 70", "满分 60"), "各项满分合计130分，而“总分”的满分是120分，多10分", "130"),
        (("占 50%", "满分 59.5"), "各项权重合计约99.5833%，差约0.4167%", "1195/12%"),
        (("占 50%", "占 49.99999%"), "各项权重合计99.99999%，差0.00001%", "99.99999%"),
    ],
)
def test_sums_in_words(parts: tuple[str, str], told: str, here: str, tmp_path: Path) -> None:
    """In marks where all is written in marks; a share is rounded only where it has no end, and then said to be."""
    first, second = parts
    (finding,) = found(tmp_path, f"  积分 总分 满分 120：（一）甲项 {first}：60；（二）乙项 {second}：60。\n", "RD501")
    assert told in finding.message.zh
    assert finding.evidence is not None
    assert finding.evidence.person is not None
    assert finding.evidence.person.outcome == {"here": here}


def test_a_document_answers_for_the_score_it_writes() -> None:
    """Also where the document above has the same fault; one that only inherits it does not repeat it."""
    told = in_corpus("RD501-score-of-ones-own.rank")
    assert [(f.place.document, f.place.item) for f in told[2:4]] == [("乙市积分办法", None), ("乙市积分办法", "（一）")]
    assert "不符合“年资分 不超过 年资上限”（这里是30%）" in told[3].message.zh


def test_what_changed_behind_a_set_of_indicators_is_named() -> None:
    *changed, dated = in_corpus("RD501-what-changed-behind.rank")
    assert [(f.place.citation, f.related[0].place.citation) for f in changed] == [
        ("《甲县办法》第一条", "《某市指标》第一条"),
        ("《甲县某镇办法》第一条", "《某市指标》第一条"),
    ]
    assert dated.message.zh.endswith("合计90%，差10%：评定日为2020年1月1日时，适用范围内的人都是如此")


def test_what_has_no_value_for_anybody_is_not_proved(tmp_path: Path) -> None:
    text = """\
  定义 片区：当 件数 ＞ 3 时，是。
  定义 权：当 件数 ＞ 3 时，30%。
  积分 得分 满分 100：当 片区 时：（一）甲项 占 40%：60；其他：（二）乙项 占 50%：60。
  积分 另得分 满分 100：（一）丙项 占 权：60；（二）丁项 占 50%：60。
  占比 得分：甲项 不超过 60%。
  指标 考核：（一）甲指标，分值 10，适用 片区；（二）乙指标，分值 10，适用 非 片区。
"""
    told = found(tmp_path, text, "RD501")
    assert [f.subject for f in told] == ["得分", "另得分", "得分", "考核"]
    assert all("无从核对" in f.message.zh and f.verdict.value == "unknown" for f in told)
    asked = [o for o in report_on(tmp_path, text).obligations if o.check == "RD501"]
    assert {o.verdict.value for o in asked if o.subject != "另得分"} == {"unknown"}


def test_a_value_for_some_is_enough(tmp_path: Path) -> None:
    """Of the others RD202 tells."""
    text = """\
  定义 片区：当 党员 时，是。
  积分 得分 满分 100：当 片区 时：（一）甲项 占 100%：60；其他：（二）乙项 占 50%：60。
"""
    assert found(tmp_path, text, "RD501") == []


def test_full_marks_that_a_document_below_amends(tmp_path: Path) -> None:
    """The marks of the parts stay what they are; it is told where the full marks are amended."""
    text = CHANGED.replace("积分 得分 满分 100", "参数 总分：100。\n  参数 其他：1。\n  积分 得分 满分 总分")
    text = (
        text.replace("占 70%", "满分 70")
        .replace("占 30%", "满分 30")
        .replace("第一条【积分】\n  参数", "第一条\n  参数")
    )
    rule = "    占比 得分：甲项 不少于 60%。\n\n文件《某厂办法》"
    text = text.replace("\n文件《某厂办法》", rule) + "  修改《某部办法》第一条 {} 改为：{}。\n"
    told = found(tmp_path / "a", text.format("总分", 120), "RD501")
    assert [(f.place.citation, f.place.span.text[:2] if f.place.span else "") for f in told] == [
        ("《某厂办法》第一条", "修改"),
        ("《某厂办法》第一条", "修改"),
    ]
    assert "100分，而“得分”的满分是120分" in "".join(f.message.zh for f in told)
    assert "58.33" in "".join(f.message.zh for f in told)
    assert found(tmp_path / "b", text.format("其他", 2), "RD501") == []
    assert found(tmp_path / "c", text.format("总分", 100), "RD501") == []
