"""Who was really promoted beside who stood first: told, never judged."""

from __future__ import annotations

import pytest

from rankdsl.population.alerts.told import About
from tests.population.alerts.watching import line, misread, remarks, watched

PEOPLE = '  people: ["09", "05"]'


def passed_over(*changes: tuple[str, str]) -> list[tuple[str, list[str]]]:
    _, found = watched(*changes)
    return [(r.members[0].id, [m.id for m in r.members[1:]]) for r in remarks(found, About.PASSED_OVER)]


def test_a_higher_score_without_a_reason() -> None:
    _, found = watched()
    (note,) = remarks(found, About.PASSED_OVER)
    assert (note.severity.value, line(note)) == ("note", 7)
    assert [m.id for m in note.members] == ["08", "09"]
    assert [place.citation for place in note.related] == ["《某局晋升察看办法（示例）》第四条"]
    assert "王八（分数 76）" in note.message.zh
    assert "冯九（分数 60）" in note.message.zh
    assert "冯九的“与领导关系”为是（只是并列指出" in note.message.zh
    assert "“与领导关系” of 冯九 is yes" in note.message.en


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([('- {id: "07", reason: 本人书面放弃}', '- {id: "08", reason: 借调在外}')], [("07", ["09"])]),
        ([('    - {id: "07", reason: 本人书面放弃}\n', ""), ("  skipped:\n", "")], [("07", ["09"]), ("08", ["09"])]),
        # The second key decides between 09 and 10, who have the same score.
        ([(PEOPLE, '  people: ["08", "10"]')], [("09", ["10"])]),
        # Equal in everything: nobody stands before the other.
        ([(PEOPLE, '  people: ["08", "10"]'), ("2014-07	2020-01", "2014-07	2019-01")], []),
        ([(PEOPLE, '  people: ["08"]')], []),
        # Who wants another target does not compete: 02 wants 三级.
        ([(PEOPLE, '  people: ["08", "09"]')], []),
        # 03 and others who are not eligible are not passed over.
        ([(PEOPLE, '  people: ["02"]')], []),
    ],
)
def test_who_is_named(changes: list[tuple[str, str]], expected: list[tuple[str, list[str]]]) -> None:
    assert passed_over(*changes) == expected


def test_the_key_that_decides_is_shown_with_those_before_it() -> None:
    _, found = watched((PEOPLE, '  people: ["08", "10"]'))
    (note,) = remarks(found, About.PASSED_OVER)
    assert "冯九（分数 60，任职起 2019年1月）" in note.message.zh
    assert "陈十（分数 60，任职起 2020年1月）" in note.message.zh
    assert "与领导关系" not in note.message.zh  # 09 was passed over, not selected


def test_somebody_who_was_not_eligible() -> None:
    _, found = watched()
    (remark,) = remarks(found, About.NOT_ELIGIBLE)
    assert (remark.severity.value, line(remark), [m.id for m in remark.members]) == ("warning", 7, ["05"])
    assert "周五入选，但是不符合《某局晋升察看办法（示例）》第一条（四）" in remark.message.zh


def test_who_cannot_be_determined() -> None:
    # A score that is not known: nobody is said to stand before or after.
    assert passed_over(("2019-01	60", "2019-01	未知")) == []
    _, found = watched(
        (
            "冯九	科员	2013-07	2019-01	60			",
            "冯九	科员	2013-07	2019-01	60			未知",
        )
    )
    (remark,) = remarks(found, About.CANNOT_COMPARE)
    assert remark.message.zh == "冯九入选，不能确定是否符合条件，缺少立案"


def test_identities_that_are_wrong() -> None:
    assert misread((PEOPLE, '  people: ["9", "05", "05"]')) == [
        (7, "单位里没有编号为“9”的人"),
        (7, "编号“05”在 selected 中写了两次"),
    ]
    assert misread(('id: "07", reason', 'id: "09", reason')) == [(9, "编号“09”在 selected 中写了两次")]


def over_slots(*changes: tuple[str, str]) -> list[tuple[list[str], object, object]]:
    _, found = watched(*changes)
    return [
        ([m.id for m in r.members], r.figures["after"], r.figures["slots"]) for r in remarks(found, About.OVER_SLOTS)
    ]


def test_more_were_selected_than_there_are_slots() -> None:
    """One holds 四级, and there are two slots of it; 三级 is exceeded already: anybody who comes is too many."""
    assert over_slots() == []
    assert over_slots((PEOPLE, '  people: ["08"]')) == []
    assert over_slots((PEOPLE, '  people: ["08", "09"]')) == [(["08", "09"], 3, 2)]
    assert over_slots((PEOPLE, '  people: ["02"]')) == [(["02"], 3, 1)]
    assert over_slots((PEOPLE, '  people: ["02", "08", "09"]')) == [(["02"], 3, 1)]  # the slot of 02 is free
    # Where somebody who is not eligible went is not known: only that they left.
    assert over_slots((PEOPLE, '  people: ["02", "03"]')) == []
    _, found = watched((PEOPLE, '  people: ["08", "09"]'))
    (remark,) = remarks(found, About.OVER_SLOTS)
    assert (remark.severity.value, line(remark)) == ("warning", 7)
    assert remark.message.zh == (
        "实际晋升以后，“本局职数（二）”有3名，多于《某局晋升察看办法（示例）》第四条（二）的2名；新晋升的是王八、冯九"
    )
    assert "“本局职数（二）” has 3 people, more than the 2 of" in remark.message.en


LOANS = """\
pool:
  - {value: 四级, count: 1, lender: 甲局, borrower: 察看局, since: 2026-01-01, until: 2026-12-31}
  - {value: 四级, count: 1, lender: 甲局, borrower: 察看局机关, since: 2026-01-01, until: 2026-12-31}
  - {value: 四级, count: 2, lender: 乙局, borrower: 丙局}
  - {value: 四级, count: 1, lender: 乙局, borrower: 察看局, since: 2025-01-01, until: 2026-06-29}
  - {value: 科员, count: 1, lender: 乙局, borrower: 察看局}
"""


def test_loans_that_do_not_count_are_told() -> None:
    proposal, found = watched(("table:\n", LOANS + "table:\n"))
    assert proposal.pool is not None
    assert [(line(r), r.severity.value, r.message.zh) for r in remarks(found, About.LOANS)] == [
        (12, "note", "pool 有2笔没有计入：借出、借入单位都不是“察看局”"),
        (14, "note", "pool 有1笔没有计入：评定日（2026年6月30日）不在期限以内"),
        (15, "note", "pool 有1笔没有计入：没有哪一项职数限制这个职级"),
    ]
    assert (
        remarks(found, About.LOANS)[0].message.en
        == "2 loans of pool not counted: neither lender nor borrower is “察看局”"
    )
    assert remarks(watched()[1], About.LOANS) == []
