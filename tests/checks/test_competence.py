"""What findings about competence, scope, terms and readings say: both sides, the boundary, the article."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rankdsl import pipeline
from rankdsl.checks import Check
from rankdsl.checks.examination import Outcome
from rankdsl.diagnostics import Finding, Place, Severity, Text, Verdict
from rankdsl.examining.readings import Under, settled
from rankdsl.ir.remarks import ReadItem

CENTRAL = "文件《部规》\n 层级：中央。 词表：公务员。 施行：2020年1月1日。\n"
PROVINCE = "文件《省规》\n 层级：省级。 依据：《部规》。 施行：2020年1月1日。\n"
COUNTY = "文件《县规》\n 层级：县级。 依据：《省规》。 施行：2020年1月1日。\n"


def check(folder: Path, text: str, as_of: date | None = None) -> list[Finding]:
    (folder / "documents.rank").write_text(text, encoding="utf-8")
    return [f for f in pipeline.check_paths([folder], as_of=as_of).findings if not f.code.startswith("RD211")]


def only(folder: Path, text: str) -> Finding:
    (finding,) = check(folder, text)
    return finding


def told(findings: list[Finding]) -> list[tuple[str, str, str | None, str]]:
    return [(f.code, f.place.document, f.place.article, f.severity.value) for f in findings]


# --- RD408


def test_a_wider_scope(tmp_path: Path) -> None:
    above = CENTRAL + "第一条\n 适用：任现职级年限 ≥ 2年。\n"
    finding = only(tmp_path, above + PROVINCE + "第一条\n 适用：任现职级年限 ≥ 23个月。\n")
    assert finding.message.zh == "适用范围比上位文件宽：有人不在《部规》的适用范围内，本文件却对他适用"
    assert finding.message.en.startswith("the scope is wider than the superior's")
    assert finding.severity is Severity.ERROR
    assert finding.evidence is not None
    assert finding.evidence.person is not None
    assert finding.evidence.person.facts["评定日"] == "2020年1月1日"
    assert finding.evidence.person.facts["任现职级起"] == "2018年2月"
    assert finding.evidence.person.outcome == {"here": "适用", "superior": "不适用"}
    assert [c.place.citation for c in finding.related] == ["《部规》第一条"]


def test_a_narrower_scope_within_the_jurisdiction(tmp_path: Path) -> None:
    above = CENTRAL + "第一条\n 适用：任现职级年限 ≥ 2年。\n"
    below = (
        PROVINCE.replace(" 施行", " 辖区：省份 = 某省，且 机关层级 = 乡级。 施行")
        + "第一条\n 适用：任现职级年限 ＞ 24个月。\n"
    )
    finding = only(tmp_path, above + below)
    assert finding.message.zh.startswith("适用范围比上位文件窄：有人在《部规》的适用范围内，也在本文件的辖区内")
    assert finding.evidence is not None
    assert finding.evidence.person is not None
    assert finding.evidence.person.facts["任现职级起"] == "2018年1月"
    assert finding.evidence.person.facts["省份"] == "某省"
    assert finding.evidence.person.facts["机关层级"] == "乡级"
    assert finding.evidence.person.outcome == {"here": "不适用", "superior": "适用"}


def test_the_superiors_own_deviation_is_not_told_again(tmp_path: Path) -> None:
    text = CENTRAL + "第一条\n 适用：在编。\n" + PROVINCE + "第一条\n 适用：在编，且 非 处分期内。\n"
    county = COUNTY + "第一条\n 适用：非 处分期内，且 在编。\n"
    assert told(check(tmp_path, text + county)) == [("RD408", "省规", "第一条", "error")]


def test_a_superior_without_scope_is_about_everybody(tmp_path: Path) -> None:
    finding = only(tmp_path, CENTRAL + "第一条\n 定义 年限：3年。\n" + PROVINCE + "第一条\n 适用：在编。\n")
    assert finding.message.zh.startswith("适用范围比上位文件窄")


# --- RD405


def test_a_term_with_another_value(tmp_path: Path) -> None:
    above = CENTRAL + "第一条\n 定义 年限：当 艰苦边远地区 时，2年；其他，3年。\n"
    finding = only(tmp_path, above + PROVINCE + "第三条\n 定义 年限：当 艰苦边远地区 时，23个月；其他，36个月。\n")
    assert finding.message.zh == (
        "“年限”是上位文件已有的名称，这里另作规定，含义不同：有人按《部规》第一条为“2年”，按本文件为“1年11个月”"
    )
    assert finding.place.citation == "《省规》第三条"
    assert finding.evidence is not None
    assert finding.evidence.person is not None
    assert finding.evidence.decisive == ("艰苦边远地区",)
    assert finding.evidence.person.outcome == {"here": "1年11个月", "superior": "2年"}


@pytest.mark.parametrize(
    "change",
    [
        "例外《部规》第一条 当 艰苦边远地区 时，年限 为 年限 − 1年。",
        "修改《部规》第一条 年限 改为：2年。",
        "修改《部规》第一条 基数 改为：2年。",
        "定义 年限：当 艰苦边远地区 时，2年；其他，3年。",
        "参数 基数：1年。",
    ],
)
def test_what_may_not_be_changed_by_any_means(change: str, tmp_path: Path) -> None:
    above = CENTRAL + "第一条\n 定义 基数：3年。\n 定义 年限：基数。\n 对下 年限：不得变更。\n"
    found = [f for f in check(tmp_path, above + PROVINCE + f"第二条\n {change}\n") if f.subject == "年限"]
    (finding,) = found
    assert (finding.code, finding.place.citation) == ("RD405", "《省规》第二条")
    assert finding.message.zh.startswith("上位文件规定“年限”不得变更：有人按《部规》第一条为“3年”")
    assert [c.message.zh for c in finding.related] == ["上位文件的规定", "上位文件对下位文件的限制"]


def test_what_is_changed_openly_is_no_other_meaning(tmp_path: Path) -> None:
    above = CENTRAL + "第一条\n 定义 年限：3年。\n"
    assert check(tmp_path, above + PROVINCE + "第二条\n 修改《部规》第一条 年限 改为：2年。\n") == []


def test_a_decision_of_which_nobody_can_tell_what_it_is(tmp_path: Path) -> None:
    above = CENTRAL + "第一条\n 决定 可晋升 须：任现职级年限 ≥ 2年。\n"
    finding = only(tmp_path, above + PROVINCE + "第二条\n 决定 可升级 须：在编。\n")
    assert finding.severity is Severity.WARNING
    assert finding.message.zh == "“可升级”是上位文件没有的决定，也没有写明是新设的，还是上位文件的某一项"
    assert finding.help is not None
    assert finding.help.zh == "与上位文件某项决定相当的，写“决定 可升级 即《…》X”；确是新设的，在“决定”前写“新设”"
    for written in ("新设 决定 可升级 须：在编。", "决定 可升级 即《部规》可晋升。"):
        assert check(tmp_path, above + PROVINCE + f"第二条\n {written}\n") == []
    without = CENTRAL + "第一条\n 定义 年限：2年。\n"
    assert check(tmp_path, without + PROVINCE + "第二条\n 决定 可升级 须：在编。\n") == []


# --- RD404

RANGE = CENTRAL + "第一条\n 定义 年限：3年。\n 对下 年限：可在 2年 至 5年 之间规定。\n"


def test_outside_the_range(tmp_path: Path) -> None:
    finding = only(tmp_path, RANGE + PROVINCE + "第二条\n 定义 年限：当 处分期内 时，61个月；其他，5年。\n")
    assert finding.code == "RD404"
    assert finding.message.zh == "“年限”超出授权的幅度：上位文件允许2年至5年，本文件对有的人规定为5年1个月"
    assert finding.message.en == (
        "“年限” is outside what the superior allows: it may be 2年 to 5年, and is 5年1个月 for somebody here"
    )
    assert finding.evidence is not None
    assert finding.evidence.person is not None
    assert finding.evidence.decisive == ("处分期内",)
    assert finding.evidence.person.outcome == {"here": "5年1个月"}


def test_the_document_that_left_the_range_answers_for_it(tmp_path: Path) -> None:
    province = PROVINCE + "第二条\n 例外《部规》第一条 当 处分期内 时，年限 为 6年。\n"
    county = COUNTY + "第三条\n 例外《部规》第一条 当 艰苦边远地区 时，年限 为 {}。\n"
    assert told(check(tmp_path, RANGE + province + county.format("2年"))) == [("RD404", "省规", "第二条", "error")]
    both = told(check(tmp_path, RANGE + province + county.format("1年")))
    assert both == [("RD404", "省规", "第二条", "error"), ("RD404", "县规", "第三条", "error")]


# --- RD406

KEPT = CENTRAL + "第一条\n 定义 年限：3年。\n 决定 可晋升 须：任现职级年限 ≥ 年限。\n 对下 可晋升：专属；不得加严。\n"


@pytest.mark.parametrize(
    "change",
    [
        "决定 可晋升 须：任现职级年限 ≥ 年限。",
        "修改《部规》第一条 可晋升 另须：（一）任现职级年限 ≥ 9年。",
        "例外《部规》第一条 当 在编 时，可晋升 为 否。",
    ],
)
def test_competence_comes_first(change: str, tmp_path: Path) -> None:
    findings = [f for f in check(tmp_path, KEPT + PROVINCE + f"第二条\n {change}\n") if f.code in COMPARED]
    assert told(findings) == [("RD406", "省规", "第二条", "error")]
    assert findings[0].message.zh == "“可晋升”专属上级规定，本文件无权规定"


COMPARED = ("RD401", "RD402", "RD403", "RD404", "RD405", "RD406")


def test_what_a_kept_matter_rests_on(tmp_path: Path) -> None:
    finding = next(
        f
        for f in check(tmp_path, KEPT + PROVINCE + "第二条\n 修改《部规》第一条 年限 改为：37个月。\n")
        if f.code == "RD406"
    )
    assert finding.message.zh == "“可晋升”专属上级规定，《省规》第二条改动了它所依据的规定，有人的结果因此不同"
    assert finding.evidence is not None
    assert finding.evidence.person is not None
    assert finding.evidence.person.facts["任现职级起"] == "2017年1月"
    same = check(tmp_path, KEPT + PROVINCE + "第二条\n 修改《部规》第一条 年限 改为：36个月。\n")
    assert "RD406" not in {f.code for f in same}


# --- readings

READ = (
    CENTRAL
    + "第一条\n 决定 可晋升 须：\n  （一）在编；\n"
    + "  （二）读法甲：任现职级年限 ≥ 3年；读法乙：任现职级年限 ≥ 2年；采 读法乙。\n"
    + " 对下 可晋升：不得加严。\n"
)


def below(months: int) -> str:
    return PROVINCE + f"第二条\n 决定 可晋升 须：（一）在编；（二）任现职级年限 ≥ {months}个月。\n"


def test_a_person_who_separates_the_readings(tmp_path: Path) -> None:
    finding = only(tmp_path, READ)
    assert (finding.code, finding.severity) == ("RD210", Severity.WARNING)
    assert (
        finding.message.zh == "《部规》第一条（二）有几种读法，结论不同：有人的“可晋升”按读法乙为“是”，按读法甲为“否”"
    )
    assert finding.evidence is not None
    assert finding.evidence.person is not None
    assert finding.evidence.person.outcome == {"读法乙": "是", "读法甲": "否"}
    assert finding.evidence.decisive == ("任现职级起",)


@pytest.mark.parametrize(("months", "severity"), [(24, None), (25, "note"), (36, "note"), (37, "error")])
@pytest.mark.parametrize("day", [None, date(2021, 6, 1)])
def test_at_fault_under_every_reading(months: int, severity: str | None, day: date | None, tmp_path: Path) -> None:
    found = [f for f in check(tmp_path, READ + below(months), day) if f.place.document == "省规"]
    assert [(f.code, f.severity.value) for f in found] == ([] if severity is None else [("RD401", severity)])
    if severity == "note":
        assert found[0].message.zh.endswith(
            "（只在按《部规》第一条（二）读法乙理解时如此，按《部规》第一条（二）读法甲理解时不能这样说）"
        )
        assert found[0].related[-1].place.citation == "《部规》第一条（二）"


def test_under_another_reading_than_the_adopted_one(tmp_path: Path) -> None:
    text = READ.replace("采 读法乙", "采 读法甲") + below(30)
    found = [f for f in check(tmp_path, text) if f.place.document == "省规"]
    assert [(f.code, f.severity.value) for f in found] == [("RD401", "note")]
    assert "只在按《部规》第一条（二）读法乙理解时如此" in found[0].message.zh


# --- what stays open

CHECK = Check("RD999", "test", compares=True)
ITEM = ReadItem(
    "可晋升", "（一）", 0, (("读法甲", "甲"), ("读法乙", "乙")), "读法甲", Place(None, "部规", "第一条", "（一）")
)
ADOPTED, OTHER = Text("读法甲", "reading A"), Text("读法乙", "reading B")


def outcome(verdict: Verdict) -> Outcome:
    finding = Finding("RD999", "test", Severity.ERROR, Text("有错", "wrong"), Place(None, "省规"), verdict)
    return Outcome("可晋升", (), verdict, () if verdict is Verdict.PROVED else (finding,))


def settle(adopted: Verdict, other: Verdict) -> list[tuple[Verdict, list[str]]]:
    under = Under(ADOPTED, ((CHECK, outcome(adopted)),)), Under(OTHER, ((CHECK, outcome(other)),))
    found = settled(under[0], under[1:], (ITEM,))
    return [(o.verdict, [f.severity.value for f in o.findings]) for _, o in found]


def test_what_is_unknown_under_one_reading_does_not_pass() -> None:
    proved, refuted, unknown = Verdict.PROVED, Verdict.REFUTED, Verdict.UNKNOWN
    assert settle(proved, proved) == [(proved, [])]
    assert settle(refuted, refuted) == [(refuted, ["error"])]
    assert settle(refuted, proved) == [(refuted, ["note"])]
    assert settle(proved, refuted) == [(proved, []), (refuted, ["note"])]
    assert settle(proved, unknown) == [(proved, []), (unknown, ["error"])]
    assert settle(refuted, unknown) == [(refuted, ["note"]), (unknown, ["error"])]
    assert settle(unknown, proved) == [(unknown, ["error"])]
    assert settle(unknown, unknown) == [(unknown, ["error"])]
