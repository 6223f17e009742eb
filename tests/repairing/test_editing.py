"""Taking out, turning, ranking: what is written, without anything being proved."""

from __future__ import annotations

from fractions import Fraction

import pytest

from rankdsl import syntax
from rankdsl.diagnostics import Edit, Finding, Place, Severity, Text
from rankdsl.repairing import cutting
from rankdsl.repairing.dials import Dial, dial_of, hints
from rankdsl.repairing.mends import Mend, Renumbered, by_least_change, characters_changed, edited
from rankdsl.repairing.together import together
from rankdsl.repairing.tree import met_in
from rankdsl.repairing.turning import Turn
from rankdsl.source import SourceFile, Span


def span(file: SourceFile, words: str) -> Span:
    start = file.text.index(words)
    return file.span(start, start + len(words))


# --- taking out


@pytest.mark.parametrize(
    ("index", "left"),
    [
        (0, "  决定 甲 须：\n    （二）乙；\n    （三）丙。  # 三\n  定义 丁：1。\n"),
        (1, "  决定 甲 须：\n    （一）甲；  # 一\n    （三）丙。  # 三\n  定义 丁：1。\n"),
        (2, "  决定 甲 须：\n    （一）甲；  # 一\n    （二）乙。\n  定义 丁：1。\n"),
    ],
)
def test_an_item_of_several_lines(index: int, left: str) -> None:
    """The remark beside it goes with it, the stop stays at the end."""
    file = SourceFile(
        "a.rank", "  决定 甲 须：\n    （一）甲；  # 一\n    （二）乙；\n    （三）丙。  # 三\n  定义 丁：1。\n"
    )
    spans = [span(file, words) for words in ("（一）甲", "（二）乙", "（三）丙")]
    assert edited(file.text, cutting.member(spans, index)) == left


def test_an_item_of_one_line() -> None:
    file = SourceFile("a.rank", "决定 甲 须：（一）甲；（二）乙。")
    spans = [span(file, words) for words in ("（一）甲", "（二）乙")]
    assert edited(file.text, cutting.member(spans, 0)) == "决定 甲 须：（二）乙。"
    assert edited(file.text, cutting.member(spans, 1)) == "决定 甲 须：（一）甲。"


def test_the_last_inner_item_before_another_item() -> None:
    text = "（一）符合下列之一：\n  1. 甲；\n  2. 乙；\n（二）丙。\n"
    file = SourceFile("a.rank", text)
    spans = [span(file, words) for words in ("1. 甲", "2. 乙")]
    assert edited(text, cutting.member(spans, 1)) == "（一）符合下列之一：\n  1. 甲；\n（二）丙。\n"


def test_a_statement_alone_in_its_line_or_beside_another() -> None:
    file = SourceFile("a.rank", "第一条\n  甲。  # 甲\n  乙。 丙。\n")
    assert edited(file.text, cutting.statement(span(file, "甲。"))) == "第一条\n  乙。 丙。\n"
    assert edited(file.text, cutting.statement(span(file, "乙。"))) == "第一条\n  甲。  # 甲\n  丙。\n"
    assert edited(file.text, cutting.statement(span(file, "丙。"))) == "第一条\n  甲。  # 甲\n  乙。 \n"


def test_an_operand_with_the_brackets_around_it() -> None:
    file = SourceFile("a.rank", "（甲 或 乙）且 丙")
    whole = span(file, file.text)
    spans = [span(file, "甲 或 乙"), span(file, "丙")]
    assert edited(file.text, cutting.operand(spans, 0, whole)) == "丙"
    assert edited(file.text, cutting.operand(spans, 1, whole)) == "（甲 或 乙）"


def test_line_ends_stay_as_they_are() -> None:
    text = "第一条\r\n    甲；\r\n    乙。\r\n  丙。\r\n"
    file = SourceFile("a.rank", text)
    spans = [span(file, "甲"), span(file, "乙")]
    assert edited(text, cutting.member(spans, 1)) == "第一条\r\n    甲。\r\n  丙。\r\n"
    assert edited(text, cutting.statement(span(file, "丙。"))) == "第一条\r\n    甲；\r\n    乙。\r\n"
    assert edited(text, [cutting.new_line(span(file, "乙。"), "丁。")]) == text.replace("乙。", "乙。\r\n    丁。")


def test_one_more_line() -> None:
    file = SourceFile("a.rank", "第一条\n    甲。  # 甲\n  乙。")
    assert (
        edited(file.text, [cutting.new_line(span(file, "甲。"), "丙。")]) == "第一条\n    甲。  # 甲\n    丙。\n  乙。"
    )


# --- numbers

DOCUMENT = """\
文件《甲县办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  定义 丁：{}。
"""
ENGLISH = """\
document "Measures"
  level: county. vocabulary: civil_service. effective: 1 January 2020.

article 1 [Conditions]
  define x: {}.
"""


def dial(written: str, document: str = DOCUMENT) -> Dial:
    file = SourceFile("a.rank", document.format(written))
    (found,) = {d.span: d for m in met_in(syntax.parse(file).node) if (d := dial_of(m.node)) is not None}.values()
    assert found.span.text in written
    return found


@pytest.mark.parametrize(
    ("written", "value", "steps", "after"),
    [
        ("8年", 96, 84, "7年"),
        ("8年", 96, 85, "7年1个月"),
        ("３年", 36, 48, "4年"),
        ("三年", 36, 150, "十二年六个月"),
        ("25个月", 25, 24, "24个月"),
        ("半年", 6, 7, "7个月"),
        ("2年6个月", 30, 36, "3年"),
        ("20%", 20, 25, "25%"),
        ("百分之六", 6, 12, "百分之十二"),
        ("2.5", 25, 30, "3"),
        ("2.5", 25, 27, "2.7"),
        ("3次", 3, 2, "2次"),
        ("800元", 800, 750, "750元"),
        ("3万元", 30000, 40000, "4万元"),
        ("3万元", 30000, 29999, "29999元"),
        ("计数 近3年 年度考核", 3, 4, "近4年"),
    ],
)
def test_a_number_in_the_manner_it_was_written(written: str, value: int, steps: int, after: str) -> None:
    found = dial(written)
    assert found.value == value
    assert found.at(steps) == after


@pytest.mark.parametrize(
    ("written", "steps", "after"),
    [("8 years", 84, "7 years"), ("8 years", 85, "85 months"), ("25 months", 24, "24 months"), ("20%", 25, "25%")],
)
def test_a_number_of_an_english_document(written: str, steps: int, after: str) -> None:
    assert dial(written, ENGLISH).at(steps) == after


def test_values_of_the_other_side_are_compared_by_what_they_count() -> None:
    others = [dial("2年"), dial("40个月"), dial("2次"), dial("37个月")]
    assert hints(dial("37个月"), others) == [40, 24]


def test_a_number_is_turned_to_the_nearest_value_that_does() -> None:
    """In whole years, and to the month; every value asked for is one that could be written."""
    turn = Turn(dial("5年"), [24], Text("第一条", "第一条"), remote=False)

    def at_most_40_months(mend: Mend) -> bool:
        return turn.values[mend.text] <= 40

    found = [mend.edits[0].text for mend in turn.boundaries(at_most_40_months)]
    assert found == ["3年", "3年4个月"]
    (below, _) = list(turn.boundaries(at_most_40_months))
    assert [mend.edits[0].text for mend in turn.further(below)] == ["2年", "1年"]


def test_a_number_that_makes_no_difference_stays() -> None:
    turn = Turn(dial("5年"), [24], Text("第一条", "第一条"), remote=False)
    assert list(turn.boundaries(lambda mend: False)) == []


# --- ranking


def mend(file: SourceFile, old: str, new: str, distance: int = 0, *, remote: bool = False) -> Mend:
    message = Text(f"{old}→{new}", f"{old}→{new}")
    return Mend(message, (Edit(span(file, old), new),), Fraction(distance), remote)


def test_the_least_change_comes_first() -> None:
    file = SourceFile("a.rank", "甲 ≥ 25个月，且 乙 ≥ 3年")
    near, far = mend(file, "25个月", "24个月", 1), mend(file, "25个月", "27个月", 2)
    elsewhere, out = mend(file, "3年", "4年", 0, remote=True), mend(file, "，且 乙 ≥ 3年", "")
    assert [m.message.zh for m in by_least_change([out, elsewhere, far, near, near])] == [
        "25个月→24个月", "25个月→27个月", "3年→4年", "，且 乙 ≥ 3年→",
    ]  # fmt: skip
    assert characters_changed(near.edits[0]) == 1
    assert characters_changed(out.edits[0]) == 6


def test_findings_of_renumbered_items_are_known_again() -> None:
    moved = Renumbered("可晋升", "第一条", (("（二）", "（三）"),))

    def at(item: str, subject: str = "可晋升", article: str = "第一条") -> Finding:
        place = Place(None, "甲县办法", article, item)
        return Finding("RD204", "dead-rule", Severity.WARNING, Text("", ""), place, subject=subject)

    assert moved.as_before(at("（二）")).place.item == "（三）"
    assert moved.as_before(at("（二）2", "可晋升（二）")) == at("（三）2", "可晋升（三）")
    assert moved.as_before(at("（一）")) == at("（一）")
    assert moved.as_before(at("（二）", "可申报")) == at("（二）", "可申报")
    assert moved.as_before(at("（二）", article="第二条")) == at("（二）", article="第二条")


def test_two_mends_as_one() -> None:
    file = SourceFile("a.rank", "甲 乙 丙 丁")
    first = mend(file, "乙 ", "")
    then = SourceFile("a.rank", first.text)
    both = together(first, mend(then, "丁", "戊己"))
    assert both is not None
    assert both.text == "甲 丙 戊己"
    assert both.message.zh == "乙 →；丁→戊己"
    earlier = together(mend(file, "丙", "丙丙丙"), mend(SourceFile("a.rank", "甲 乙 丙丙丙 丁"), "甲", ""))
    assert earlier is not None
    assert earlier.text == " 乙 丙丙丙 丁"
    assert together(mend(file, "丙", "寅卯"), mend(SourceFile("a.rank", "甲 乙 寅卯 丁"), "卯", "")) is None
