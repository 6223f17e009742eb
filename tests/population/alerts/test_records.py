"""Years over a cap, dates to come, and totals against their limits."""

from __future__ import annotations

from fractions import Fraction

import pytest

from rankdsl.population.alerts.told import About, Total
from tests.population.alerts.watching import line, remarks, watched

CAP = "上限 年度考核 中（等次 = 优秀）不超过 20%。"


def test_a_year_with_more_than_the_cap_allows() -> None:
    _, found = watched()
    (remark,) = remarks(found, About.OVER_CAP)
    assert remark.severity.value == "warning"
    assert remark.figures == {"year": 2025, "counted": 3, "allowed": 2, "people": 10, "cap": Fraction(1, 5)}
    assert [m.id for m in remark.members] == ["01", "02", "10"]
    assert [place.citation for place in remark.related] == ["《某局晋升察看办法（示例）》第三条"]
    assert remark.message.zh.endswith("的上限2人（10人 × 20%，舍去小数）：赵一、钱二、陈十")
    assert remark.message.en.endswith("(10 people × 20%, rounded down): 赵一, 钱二, 陈十")


@pytest.mark.parametrize(
    ("share", "years"),
    [
        ("30%", []),
        ("29.9%", [2025]),
        ("9.9%", []),  # not one place for ten people: such a unit shares them with others
        ("19%", [2020, 2021, 2022, 2023, 2024, 2025]),
        ("0%", [2020, 2021, 2022, 2023, 2024, 2025]),
    ],
)
def test_fractions_are_dropped(share: str, years: list[int]) -> None:
    _, found = watched(rules=((CAP, CAP.replace("20%", share)),))
    assert [r.figures["year"] for r in remarks(found, About.OVER_CAP)] == years


def test_a_record_that_is_not_known_is_not_counted() -> None:
    last = "10	陈十	科员	2014-07	2020-01	60					称职	称职	称职	称职	优秀	"
    _, found = watched((last + "优秀", last + "未知"))
    assert remarks(found, About.OVER_CAP) == []


def test_a_cap_that_hinges_on_the_unit() -> None:
    rules = (
        (CAP, CAP.replace("20%", "比例")),
        ("第三条【考核】\n", "第三条【考核】\n    定义 比例：当 编制数 ≥ 15 时，30%；其他，20%。\n"),
    )
    assert [r.figures["year"] for r in remarks(watched(rules=rules)[1], About.OVER_CAP)] == [2025]
    # 30% at most whatever the number: three of ten are not surely too many.
    _, found = watched(("编制数: 10, ", "编制数: 未知, "), rules=rules)
    assert remarks(found, About.OVER_CAP) == []


def test_without_a_cap_nobody_has_too_many() -> None:
    _, found = watched(rules=((f"    {CAP}\n", "    要旨：“从严掌握”。\n"),))
    assert remarks(found, About.OVER_CAP) == []
    # Turns are still looked at: of the best grade of a field with a direction.
    assert [r.message.zh.partition("：")[0] for r in remarks(found, About.TURNS)] == [
        "“年度考核（等次 = 优秀）”",
        "“年度荣誉（获得 = 是）”",
    ]


def test_turns_of_the_unit() -> None:
    _, found = watched()
    notes = remarks(found, About.TURNS)
    assert [(n.figures.get("repeats"), n.figures.get("period")) for n in notes] == [(0, None), (None, 2)]
    assert [n.figures["chance_at_most"] for n in notes] == [Fraction(1, 1627), Fraction(1, 11111)]
    assert all(n.severity.value == "note" and "不证明" in n.help.zh for n in notes)


def test_a_date_that_has_not_come() -> None:
    assert remarks(watched()[1], About.LATER_THAN_TODAY) == []
    _, found = watched(("科员	2008-07	2025-03", "科员	2008-07	2026-07"))
    (remark,) = remarks(found, About.LATER_THAN_TODAY)
    assert ([m.id for m in remark.members], line(remark)) == (["04"], 17)
    assert remark.message.zh == "李四的“任职起”（2026年7月）晚于评定日（2026年6月30日）"
    assert (
        remarks(watched(("科员	2008-07	2025-03", "科员	2008-07	2026-06"))[1], About.LATER_THAN_TODAY) == []
    )


# --- totals


def total(*changes: tuple[str, str], rules: tuple[tuple[str, str], ...] = ()) -> Total:
    (found,) = watched(*changes, rules=rules)[1].totals
    return found


def test_the_sum_with_its_arithmetic() -> None:
    found = total()
    assert [(a.people, a.amount) for a in found.addends] == [(2, 2000), (1, 1500), (7, 1000)]
    assert (found.least, found.most, found.limit, found.kept) == (12500, 12500, 12000, False)
    assert found.place.article == "第五条"
    assert sum(a.people * a.amount for a in found.addends) == found.least


@pytest.mark.parametrize(("pool", "kept"), [("12500元", True), ("12499元", False), ("20000元", True)])
def test_the_limit_itself_is_kept(pool: str, kept: bool) -> None:
    assert total(("奖金总额: 12000元", f"奖金总额: {pool}")).kept is kept


def test_what_is_not_known_of_the_unit() -> None:
    found = total((", 奖金总额: 12000元", ""))
    assert (found.kept, found.limit, found.limit_missing) == (None, None, ("奖金总额",))


def test_somebody_whose_amount_is_not_known() -> None:
    bonus = (
        "    待遇 绩效奖金 按 现职级：\n        科员 → 1000元；\n        四级 → 1500元；\n        其他 → 2000元。\n",
        "    待遇 绩效奖金：当 立案 时，0元；其他，1000元。\n",
    )
    unknown = (
        "冯九	科员	2013-07	2019-01	60			",
        "冯九	科员	2013-07	2019-01	60			未知",
    )
    for pool, kept in (("8000元", None), ("9000元", True), ("7999元", False), ("8999元", None)):
        found = total(unknown, ("奖金总额: 12000元", f"奖金总额: {pool}"), rules=(bonus,))
        assert (found.least, found.most, found.kept) == (8000, 9000, kept)
        assert [(each.member.id, each.missing) for each in found.unsettled] == [("09", ("立案",))]


def test_somebody_for_whom_the_document_has_no_amount() -> None:
    gap = ("        四级 → 1500元；\n        其他 → 2000元。\n", "        四级 → 1500元。\n")
    found = total(rules=(gap,))
    assert (found.kept, found.least) == (None, None)
    assert [each.member.id for each in found.unsettled] == ["01", "03"]
    assert all(each.reasons and not each.missing for each in found.unsettled)
    assert not watched(rules=(gap,))[1].settled


def test_a_rank_that_is_not_known_is_one_of_its_values() -> None:
    """10 gets 1000, 1500 or 2000 yuan: no more than one row of the table applies, whatever the rank."""
    unknown = ("    10	陈十	科员", "    10	陈十	未知")
    for pool, kept in (("12500元", None), ("13500元", True), ("13499元", None), ("12499元", False)):
        found = total(unknown, ("奖金总额: 12000元", f"奖金总额: {pool}"))
        assert (found.least, found.most, found.kept) == (12500, 13500, kept)
        assert [(each.member.id, each.missing, each.reasons) for each in found.unsettled] == [("10", ("现职级",), ())]
