"""Documents beside and under each other: order, time, mistakes and what they do to others, remarks."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest
from msgspec.structs import replace

from rankdsl import vocabulary
from rankdsl.ir.facts import Vocabulary
from rankdsl.ir.nodes import Symbol
from rankdsl.ir.reading import reads
from rankdsl.ir.remarks import Exclusive, Exists, Expectation, Holds, Independent, Monotone, Restriction
from rankdsl.ir.types import MONTHS
from rankdsl.source import SourceFile
from tests.semantics.analysing import SHIPPED, analyse, piece, shipped, sound, value, 县规, 省规, 部规

甲 = "第一条\n 定义 甲：1年。\n"


# --- order -----------------------------------------------------------------------------------------------------------


def test_the_order_of_files_does_not_matter() -> None:
    texts = (
        县规 + "第一条\n 定义 丙：乙。\n",
        省规 + "第一条\n 定义 乙：甲。\n",
        部规 + 甲,
        部规.replace("部规", "委规") + 甲,
    )
    orders = set()
    for order in permutations(texts):
        analysis = analyse(*order)
        assert analysis.findings == ()
        orders.add(tuple(model.name.title for model in analysis.models))
    assert orders == {("委规", "部规", "省规", "县规")}


def test_a_document_knows_its_place() -> None:
    (model,) = sound(部规 + 甲).values()
    assert (model.name.title, model.name.level, model.name.effective, model.name.path) == (
        "部规",
        "中央",
        date(2020, 1, 1),
        "0.rank",
    )
    assert model.name.place.span is not None
    assert model.name.place.span.text == "《部规》"
    assert model.vocabulary is shipped()["公务员"]
    assert sound(部规 + 甲 + 省规)["省规"].superiors == ("部规",)


# --- time ------------------------------------------------------------------------------------------------------------


def version(title: str, effective: str, repealed: str | None, body: str, level: str = "中央", under: str = "") -> str:
    head = f"文件《{title}》\n 层级：{level}。 词表：公务员。 施行：{effective}。"
    head += f" 废止：{repealed}。" if repealed is not None else ""
    return f"{head}{under}\n{body}"


def test_each_piece_has_the_version_of_its_time() -> None:
    text = (
        version("部规", "2020年1月1日", "2022年1月1日", "第一条\n 定义 甲：1年。\n")
        + version("部规", "2022年1月1日", None, "第一条\n 定义 甲：2年。\n")
        + version("省规", "2021年1月1日", None, "第一条\n 定义 乙：甲。\n", "省级", " 依据：《部规》。")
    )
    models = sound(text).values()
    (below,) = (m for m in models if m.name.title == "省规")
    assert [(p.program.period.start, p.program.period.end, value(p.program, "乙")) for p in below.pieces] == [
        (date(2021, 1, 1), date(2022, 1, 1), 12),
        (date(2022, 1, 1), date(2051, 1, 1), 24),
    ]
    assert below.silences == ()
    assert [(m.name.title, m.name.effective.year) for m in models] == [("部规", 2022), ("省规", 2021)]  # by title


def test_time_without_a_superior() -> None:
    text = (
        version("部规", "2020年6月1日", "2021年1月1日", 甲)
        + version("部规", "2022年1月1日", "2023年1月1日", 甲)
        + version("省规", "2020年1月1日", None, "第一条\n 定义 乙：甲。\n", "省级", " 依据：《部规》。")
    )
    (below,) = (m for m in analyse(text).models if m.name.title == "省规")
    assert [(p.program.period.start, p.program.period.end) for p in below.pieces] == [
        (date(2020, 6, 1), date(2021, 1, 1)),
        (date(2022, 1, 1), date(2023, 1, 1)),
    ]
    assert [(s.superior, s.period.start, s.period.end, s.period.open_end, s.reason.zh) for s in below.silences] == [
        ("部规", date(2020, 1, 1), date(2020, 6, 1), False, "尚未施行"),
        ("部规", date(2021, 1, 1), date(2022, 1, 1), False, "已经废止"),
        ("部规", date(2023, 1, 1), date(2051, 1, 1), True, "已经废止"),
    ]


def test_a_silence_further_up_is_told_there_only() -> None:
    text = (
        version("部规", "2020年1月1日", "2021年1月1日", 甲)
        + version("省规", "2020年1月1日", None, "第一条\n 定义 乙：甲。\n", "省级", " 依据：《部规》。")
        + version("县规", "2020年1月1日", None, "第一条\n 定义 丙：乙。\n", "县级", " 依据：《省规》。")
    )
    models = sound(text)
    assert [s.superior for s in models["省规"].silences] == ["部规"]
    assert models["县规"].silences == ()
    assert [p.program.period.end for p in models["县规"].pieces] == [date(2021, 1, 1)]


def test_what_changes_nothing_cuts_nothing() -> None:
    text = (
        version("部规", "2020年1月1日", None, 甲)
        + version("委规", "2022年1月1日", None, 甲)
        + version("省规", "2021年1月1日", None, "第一条\n 定义 乙：甲。\n", "省级", " 依据：《部规》。")
    )
    assert len(sound(text)["省规"].pieces) == 1


def test_the_horizon() -> None:
    (model,) = sound(部规 + 甲, horizon=date(2025, 6, 30)).values()
    assert [(p.program.period.end, p.program.period.open_end) for p in model.pieces] == [(date(2025, 7, 1), True)]
    (later,) = sound(部规 + 甲, horizon=date(2010, 1, 1)).values()
    assert [(p.program.period.start, p.program.period.end) for p in later.pieces] == [
        (date(2020, 1, 1), date(2020, 1, 2))
    ]


# --- a mistake in one document, and others ---------------------------------------------------------------------------


def test_a_mistake_above_is_told_once() -> None:
    text = (
        部规
        + "第一条\n 定义 甲：1年 + 1元。\n 定义 好：2年。\n"
        + 省规
        + "第一条\n 定义 乙：甲 + 1年。\n 例外《部规》第一条 当 在编 时，甲 为 3年。\n"
        + 县规
        + "第一条\n 定义 丙：乙 + 1年。\n 定义 丁：好 + 1次。\n"
    )
    analysis = analyse(text)
    assert [(f.code, f.place.document) for f in analysis.findings] == [("RD106", "部规"), ("RD106", "县规")]
    assert [model.pieces for model in analysis.models] == [(), (), ()]


def test_a_mistake_does_not_stop_others() -> None:
    analysis = analyse(部规 + "第一条\n 定义 甲：1年 + 1元。\n" + 部规.replace("部规", "委规") + 甲)
    assert [(m.name.title, len(m.pieces)) for m in analysis.models] == [("委规", 1), ("部规", 0)]


def test_names_of_a_superior_that_is_not_here_are_not_called_unknown() -> None:
    analysis = analyse(
        省规.replace("依据", "词表：公务员。 依据") + "第一条\n 定义 乙：甲 + 1年。\n 定义 丙：1年 + 1元。\n"
    )
    assert [f.code for f in analysis.findings] == ["RD110", "RD106"]


def test_names_that_could_not_be_read_are_not_called_unknown() -> None:
    text = (
        部规
        + "第一条\n 定义 甲：？3年。\n 定义 乙：甲 + 1年。\n 例外 第一条 当 在编 时，甲 为 2年。\n"
        + "第二条\n 定义 丙：？1。\n"
    )
    analysis = analyse(text)
    assert analysis.findings == ()
    (model,) = analysis.models
    assert model.pieces == ()
    assert [article.norms for article in model.articles] == [3, 1]


def test_a_mistake_in_a_remark_leaves_the_norms() -> None:
    analysis = analyse(部规 + 甲 + " 断言：甲 ≥ 1次。\n 断言：甲 ≥ 1年。\n")
    assert [f.code for f in analysis.findings] == ["RD106"]
    ((found,),) = (model.pieces for model in analysis.models)
    assert [assertion.written for assertion in found.assertions] == ["甲 ≥ 1年"]


# --- vocabularies ----------------------------------------------------------------------------------------------------


def extended(name: str = "县词表", base: str = "公务员", more: str = "") -> Vocabulary:
    text = f"vocabulary: {name}\nenglish: {'x' * len(name)}\nextends: {base}\n{more}"
    files = [SourceFile("a.yaml", SHIPPED.read_text(encoding="utf-8")), SourceFile("b.yaml", text)]
    found, findings = vocabulary.load_vocabularies(files)
    assert findings == ()
    return found[name]


NEW_FACT = """facts:
  基层年限: {english: grassroots, type: 年月时长, range: [0年, 45年], typical: 2年, meaning: 基层工作, source: design}
"""


def test_a_vocabulary_is_inherited_or_extended() -> None:
    words = {**shipped(), "县词表": extended(more=NEW_FACT)}
    text = (
        部规
        + "第一条\n 决定 可晋升 须：任现职级年限 ≥ 1年。\n"
        + 省规.replace("依据", "词表：县词表。 依据")
        + "第一条\n 修改《部规》第一条 可晋升 另须：基层年限 ≥ 1年。\n"
        + 县规
        + "第一条\n 定义 甲：基层年限。\n"
    )
    models = sound(text, vocabularies=words)
    assert [model.vocabulary.name for model in models.values()] == ["公务员", "县词表", "县词表"]
    (found,) = models["县规"].pieces
    assert found.superior is not None
    first, second = (program for _, program in found.ancestors)
    # A superior's program keeps the facts of its own vocabulary.
    assert first.vocabulary.fact("基层年限") is None
    assert second.vocabulary.fact("基层年限") is not None
    assert found.program.vocabulary.name == "县词表"


def test_what_is_delegated_may_read_new_facts() -> None:
    words = {**shipped(), "县词表": extended(more=NEW_FACT)}
    text = (
        部规
        + "第一条\n 定义 年限：1年。\n 决定 可晋升 须：任现职级年限 ≥ 年限。\n 对下 年限：可自行规定。\n"
        + 省规.replace("依据", "词表：县词表。 依据")
        + "第一条\n 定义 年限：3年 − 基层年限。\n"
    )
    (found,) = sound(text, vocabularies=words)["省规"].pieces
    assert found.superior is not None
    assert reads(found.superior, found.superior.top["可晋升"]) == ("任现职级起", "基层年限")


def test_an_unrelated_vocabulary() -> None:
    other = replace(shipped()["公务员"], name="工人", extends=None)
    words = {**shipped(), "工人": other}
    analysis = analyse(部规 + 甲 + 省规.replace("依据", "词表：工人。 依据"), vocabularies=words)
    assert [f.message.zh for f in analysis.findings] == ["词表“工人”不是上位文件《部规》的词表“公务员”，也不是它的扩展"]
    assert [len(model.pieces) for model in analysis.models] == [1, 0]


def test_superiors_with_different_vocabularies() -> None:
    words = {**shipped(), "甲词表": extended("甲词表"), "乙词表": extended("乙词表")}
    head = "文件《{0}》\n 层级：省级。 词表：{0}词表。 施行：2020年1月1日。\n"
    below = "文件《县规》\n 层级：县级。 依据：《甲》、《乙》。{} 施行：2020年1月1日。\n"
    text = head.format("甲") + head.format("乙")
    found = analyse(text + below.format(""), vocabularies=words).findings
    assert [f.message.zh for f in found] == ["几份上位文件的词表不同（甲词表、乙词表），看不出沿用哪一个"]
    words["全词表"] = replace(extended("全词表", "公务员"), extends="甲词表")
    found = analyse(text + below.format(" 词表：全词表。"), vocabularies=words).findings
    assert [f.message.zh for f in found] == ["词表“全词表”不是上位文件《乙》的词表“乙词表”，也不是它的扩展"]


def test_a_new_fact_with_a_name_of_the_superior() -> None:
    words = {**shipped(), "县词表": extended(more=NEW_FACT)}
    text = 部规 + "第一条\n 定义 基层年限：1年。\n" + 省规.replace("依据", "词表：县词表。 依据") + 县规
    found = analyse(text, vocabularies=words).findings
    assert [(f.code, f.message.zh) for f in found] == [
        ("RD104", "词表“县词表”里的事实“基层年限”与上位文件《部规》的名称相同")
    ]


def test_a_superior_with_the_name_of_a_fact_is_told_itself() -> None:
    found = analyse(部规 + 甲 + 省规 + "第一条\n 定义 在编：是。\n" + 县规).findings
    assert [(f.code, f.place.document) for f in found] == [("RD104", "省规")]


def test_mistakes_of_a_vocabulary_are_told_once() -> None:
    more = "derived:\n  新年限: {english: n, formula: 任现职级年限 + 1元, meaning: 错的}\n"
    words = {**shipped(), "县词表": extended(more=more)}
    text = 部规.replace("公务员", "县词表") + "第一条\n 定义 甲：新年限。\n" + 省规
    analysis = analyse(text, vocabularies=words)
    assert [(f.code, f.place.span.file.path if f.place.span else "") for f in analysis.findings] == [
        ("RD106", "b.yaml")
    ]
    assert [model.pieces for model in analysis.models] == [(), ()]


# --- what documents say of their own rules ---------------------------------------------------------------------------


def test_sources() -> None:
    text = 部规 + "第一条\n 出处：S3“第一页”、S33。\n 定义 甲：1年。\n"
    assert analyse(text).findings == ()
    (found,) = analyse(text, source_keys=frozenset(("S3", "S4"))).findings
    assert (found.code, found.message.zh, found.place.article) == ("RD118", "出处清单里没有“S33”", "第一条")
    assert found.help is not None
    assert found.help.zh.startswith("是否应为“S3”")
    ((only,),) = (model.pieces for model in analyse(text, source_keys=frozenset(("S3",))).models)
    assert value(only.program, "甲") == 12  # A missing source leaves the rules as they are.


def test_articles() -> None:
    (model,) = sound(
        部规
        + """第一条【目的】
  要旨：“提高积极性”。
第二条【条件】
  决定 甲 须：在编。
  公布 甲：在编。
第三条【对下】
  对下 甲：不得加严。
"""
    ).values()
    assert [(a.name, a.heading, a.norms, a.judged) for a in model.articles] == [
        ("第一条", "目的", 0, False),
        ("第二条", "条件", 2, False),
        ("第三条", "对下", 1, False),
    ]


def test_claims_publications_and_expectations() -> None:
    text = (
        部规
        + """ 预期 RD203：“无人符合”。
第一条
  决定 甲 须：任现职级年限 ≥ 1年。
  决定 乙 须：非 在编。
  断言：甲 或 非 甲。
  断言：存在 甲。
  断言：甲 随 年度考核 不减。
  断言：甲 随 任现职级起 不增。
  断言：甲 与 任现职级年限 无关。
  断言：甲 与 乙 互斥。
  公布 甲：任现职级年限、在编。
  对下 甲：不得加严；不得增设条件 除 中层正职年限 外。
  预期 RD301：“没有公布”。
"""
    )
    (model,) = sound(text).values()
    (only,) = model.pieces
    claims = [assertion.claim for assertion in only.assertions]
    assert isinstance(claims[0], Holds)
    assert isinstance(claims[1], Exists)
    assert claims[2:] == [
        Monotone("甲", "年度考核", 1),
        Monotone("甲", "任现职级起", -1),
        Independent("甲", ("任现职级起",)),
        Exclusive("甲", "乙"),
    ]
    assert [a.written for a in only.assertions][1:3] == ["甲", "甲 随 年度考核 不减"]
    assert [(p.subject, p.facts) for p in only.publications] == [("甲", frozenset(("任现职级起", "在编")))]
    assert [(layer, d.restriction, d.except_facts) for layer, d in only.delegations] == [
        (0, Restriction.NOT_STRICTER, frozenset()),
        (0, Restriction.NO_ADDED_CONDITION, {"中层正职年限"}),
    ]
    assert [(e.code, e.reason, e.article) for e in model.expected] == [
        ("RD203", "无人符合", None),
        ("RD301", "没有公布", "第一条"),
    ]


CASES = (
    部规
    + """第一条
  参数 甲：1年；2年，自2022年起。
  决定 乙 须：任现职级年限 ≥ 甲。
  案例 “一”：任现职级起 = 2020年1月；期望 乙 = 是；期望 甲 = 12个月；其余 如常。
  案例 “二”：评定日 = 2022年1月1日；任现职级起 = 2020年1月；期望 乙 = 不能确定；期望 甲 = 无值。
"""
)


@pytest.mark.parametrize(("as_of", "day"), [(None, date(2020, 1, 1)), (date(2021, 5, 6), date(2021, 5, 6))])
def test_cases(as_of: date | None, day: date) -> None:
    (model,) = sound(CASES, as_of=as_of).values()
    first, second = model.cases
    assert (first.name, first.person.as_of, first.place.article) == ("一", day, "第一条")
    assert first.expected == {"乙": True, "甲": 12}
    assert second.person.as_of == date(2022, 1, 1)
    assert second.expected == {"乙": Expectation.CANNOT_TELL, "甲": Expectation.NO_VALUE}


def test_a_case_before_the_document_takes_effect() -> None:
    (model,) = sound(CASES.replace("评定日 = 2022年1月1日", "评定日 = 2019年1月1日")).values()
    assert model.cases[1].person.as_of == date(2019, 1, 1)


def test_places_and_words_of_norms() -> None:
    program = piece(
        部规
        + """第一条
  表 甲 按 在编：
    是 → 1年；
    其他 → 2年。
  例外 第一条 当 处分期内 时，甲 为 3年。
"""
    ).program
    definition = program.definitions[Symbol("甲", 0)]
    assert definition.type == MONTHS
    assert definition.written == "表 甲 按 在编： 是 → 1年； 其他 → 2年。"
    assert definition.place.citation == "《部规》第一条"
    (exception,) = definition.exceptions
    assert exception.place.span is not None
    assert exception.place.span.text == "例外 第一条 当 处分期内 时，甲 为 3年。"
