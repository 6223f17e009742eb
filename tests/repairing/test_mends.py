"""Mends of findings of different codes: exactly which, and that they hold."""

from __future__ import annotations

from collections import Counter

import pytest

from rankdsl import repairing
from rankdsl.diagnostics import Severity
from rankdsl.repairing.additions import Additions
from rankdsl.repairing.bench import Effect
from rankdsl.repairing.mends import edited
from rankdsl.repairing.region import Region
from tests.repairing.trying import of_entry, of_text, told_apart, written

# Entry of the corpus, and the mends of its first finding of that code: what is replaced by what.
EXPECTED = [
    (
        "RD201-item-deemed-both-ways.rank",
        [
            [("", "优先于 第三条")],
            [("", "优先于 第二条")],
            [("例外 第一条 当 艰苦边远地区 时，可晋升（二） 视为具备。", "")],
        ],
    ),
    (
        "RD301-behind-a-definition.rank",
        [
            [("", "、中层正职年限")],
            [("当 中层正职年限 ≥ 3年 时，2年；", "")],
            [("；", "。"), ("（二）任现职级年限 ≥ 应任年限。", "")],
        ],
    ),
    (
        "RD301-exception-to-an-item.rank",
        [
            [("", "公布 可晋升：在编、艰苦边远地区。")],
            [("例外《某部晋升规定》第一条 当 艰苦边远地区 时，可晋升（一） 视为具备。", "")],
        ],
    ),
    (
        "RD401-one-month-more.rank",
        [[("25个月", "24个月")], [("决定 可晋升 须：任现职级年限 ≥ 25个月。", "")]],
    ),
    ("RD402-item-deleted.rank", [[("修改《某部两项规定》第一条 可晋升（二） 删去。", "")]]),
    ("RD404-below-the-lowest.rank", [[("11个月", "12个月")], [("参数 起步年限：11个月。", "")]]),
    ("RD405-decision-unannounced.rank", [[("", "新设")]]),
    (
        "RD408-people-taken-in.rank",
        [[("23个月", "24个月")], [("≥", ">")], [("适用：任现职级年限 ≥ 23个月。", "")]],
    ),
    ("RD409-before-its-superior.rank", [[("2020年1月1日", "2020年6月1日")]]),
]


@pytest.mark.parametrize(("entry", "expected"), EXPECTED, ids=lambda v: v[:5] if isinstance(v, str) else "")
def test_the_mends_of_a_finding(entry: str, expected: list[list[tuple[str, str]]]) -> None:
    """Exactly these; and the best, made in the text and checked by the pipeline alone, removes the finding, and nothing
    else comes."""
    tried, code = of_entry(entry), entry[:5]
    fixes = tried.mends(code)
    assert [written(fix) for fix in fixes] == expected
    assert all(fix.verified for fix in fixes)
    before = Counter(told_apart(f) for f in tried.report.findings if f.severity is not Severity.NOTE)
    gone = next(told_apart(f) for f in tried.report.findings if f.code == code)
    after = tried.checked_with(fixes[0])
    left = Counter(told_apart(f) for f in after.findings if f.severity is not Severity.NOTE)
    assert left[gone] == before[gone] - 1
    assert not left - before


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("RD202-latest-of-nothing.rank", "RD202"),
        ("RD409-after-repeal.rank", "RD409"),
    ],
)
def test_what_cannot_be_mended_gets_nothing(entry: str, code: str) -> None:
    assert of_entry(entry).mends(code) == ()


ABOVE = """\
文件《某部规定》
  层级：中央。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  决定 可晋升 须：（一）任现职级年限 ≥ 2年。
  对下 可晋升：不得加严{more}。
"""
BELOW = """\

文件《甲省细则》
  层级：省级。 依据：《某部规定》。 施行：2020年1月1日。

第一条【条件】
  决定 可晋升 须：（一）任现职级年限 ≥ 3年。
"""
CASE = """\
  案例 “差一点”：现职级 = 科员级；任现职级起 = 2017年7月；评定日 = 2020年1月1日；期望 可晋升 = 否；其余 如常。
"""


def test_no_further_than_needed() -> None:
    """Where the superior only sets the one end, the number stops at it."""
    best, *_ = of_text(ABOVE.format(more="") + BELOW).mends("RD401")
    assert written(best) == [("3年", "2年")]
    assert best.message.en == "change “3年” to “2年” in 第一条（一）"


def test_a_mend_that_breaks_a_case_is_none() -> None:
    """Every way to let go the third year contradicts what the drafter wrote as a case."""
    tried = of_text(ABOVE.format(more="") + BELOW + CASE)
    (finding,) = tried.report.findings
    found = repairing.repaired_one(tried.bench, finding)
    assert (found.fix, found.alternatives) == (None, ())
    assert found.held_back is not None
    assert found.held_back.zh == "把第一条（一）的“3年”改为“2年”，就会有新的问题：案例“差一点”因此不通过"
    assert found.held_back.en.endswith("and something is new: case “差一点” would then fail")


def test_a_mend_that_makes_another_finding_is_none() -> None:
    """Of two exceptions that disagree the wider one may not go first: the other would never take effect (RD204)."""
    text = """\
文件《甲县办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  定义 应任年限：5年。
  决定 可晋升 须：任现职级年限 ≥ 应任年限。

第二条【地区】
  例外 第一条 当 艰苦边远地区 时，应任年限 为 4年。

第三条【处分】
  例外 第一条 当 艰苦边远地区 且 处分期内 时，应任年限 为 6年。
"""
    tried = of_text(text)
    (finding,) = tried.report.findings
    subject = tried.bench.subject("甲县办法")
    region = Region(finding, tried.bench.trees, subject.models())
    orders = list(Additions(finding, region).orders())
    assert [m.message.zh for m in orders] == ["写明第三条优先于第二条", "写明第二条优先于第三条"]
    assert [subject.effect(m, finding) for m in orders] == [Effect.GONE, Effect.GONE]
    assert [subject.keeps_the_rest(m) for m in orders] == [True, False]
    assert [f.code for f in subject.faults_with(orders[1]).beyond(subject.before)] == ["RD204"]


def test_an_announcement_goes_with_what_it_announces() -> None:
    text = ABOVE.format(more="") + BELOW.replace("第一条【条件】", "  预期 RD401：“多要一年”。\n\n第一条【条件】")
    tried = of_text(text)
    (best, *_) = tried.mends("RD401", announced=True)
    assert written(best) == [("预期 RD401：“多要一年”。", ""), ("3年", "2年")]
    assert best.message.zh == "把第一条（一）的“3年”改为“2年”，并删去不再出现的预期"
    assert tried.checked_with(best).findings == ()


def test_an_announcement_of_nothing_goes() -> None:
    (fix,) = of_entry("RD209-case-and-others.rank").mends("RD209")
    assert len(fix.edits) == 1
    assert fix.edits[0].span.text.strip().startswith("预期 RD203")


def test_items_after_the_deleted_one_move_up_and_so_do_references_to_them() -> None:
    text = """\
文件《甲县办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  决定 可晋升 须：
    （一）任现职级年限 ≥ 3年；
    （二）任现职级年限 ≥ 2年；  // 多余
    （三）在编。
  例外 第一条 当 艰苦边远地区 时，可晋升（三） 视为具备。
"""
    tried = of_text(text)
    (fix,) = tried.mends("RD205")
    assert edited(text, fix.edits) == text.replace("    （二）任现职级年限 ≥ 2年；  // 多余\n", "").replace(
        "（三）", "（二）"
    )
    assert fix.message.en == "delete 第一条（二） and renumber those after it"
    assert tried.checked_with(fix).findings == ()


def test_an_item_that_something_refers_to_stays() -> None:
    text = """\
文件《甲县办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  决定 可晋升 须：
    （一）任现职级年限 ≥ 3年；
    （二）任现职级年限 ≥ 2年。

文件《甲县甲乡办法》
  层级：乡级。 依据：《甲县办法》。 施行：2020年1月1日。

第一条【从严】
  例外《甲县办法》第一条 当 处分期内 时，可晋升（二） 视为不具备。
"""
    assert of_text(text).mends("RD205") == ()


def test_two_causes_of_one_fault_are_mended_together() -> None:
    """The province asks for a year more and for a post: to let go either leaves it stricter, by the other."""
    text = ABOVE.format(more="") + BELOW.replace(
        "3年。", "3年；（二）中层正职年限 ≥ 1年。\n  公布 可晋升：中层正职年限。"
    )
    tried = of_text(text)
    best, *_ = tried.mends("RD401")
    assert edited(text, best.edits) == text.replace("3年；（二）中层正职年限 ≥ 1年", "2年")
    assert best.message.zh == "删去第一条（二）；把第一条（一）的“3年”改为“2年”"
    assert {f.code for f in tried.checked_with(best).findings} <= {"RD307"}
