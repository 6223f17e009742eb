"""How an explanation reads, in both languages: whole renders for the main outcomes, sentences for the rest."""

from datetime import date

import pytest
from msgspec.structs import replace

from rankdsl.explanation.explain import explain
from rankdsl.explanation.outcomes import Outcome
from rankdsl.ir.definitions import Kind, Mode
from rankdsl.ir.model import Model
from rankdsl.ir.nodes import Const
from rankdsl.ir.operators import Op
from rankdsl.ir.program import Period
from rankdsl.ir.types import MONTHS, TRUTH
from rankdsl.ir.values import Person, Records, Value
from rankdsl.reporters.explanation import explanations_text
from rankdsl.reporters.paper import Paper
from tests.building import (
    cases,
    const,
    definition,
    document,
    exception,
    fact,
    fact_ref,
    model,
    op,
    place,
    program,
    ref,
    requirement,
    vocabulary,
)
from tests.opinion import TITLE, clerk, opinion

OPINION = model(opinion())


def read_out(person: Person, language="zh", under: Model = OPINION, decision: str | None = None, name=None) -> str:
    return explanations_text(explain(under, person, decision), Paper(language), name)


def but(person: Person, **facts: Value | None) -> Person:
    known = {**person.facts, **facts}
    return Person({name: value for name, value in known.items() if value is not None}, person.as_of)


def test_a_no_in_chinese():
    assert (
        read_out(but(clerk(date(2016, 1, 1)), 处分期内=False), name="张某")
        == f"""\
张某，评定日 2016年1月1日
可晋升：否
适用范围（《{TITLE}》第一条）：符合

依据《{TITLE}》第三条，须符合下列各项：
  （一）任现职级年限 ≥ 应任年限 …… 不符合
      任现职级年限 10年10个月，应任年限 12年，还差 1年2个月
      任现职级年限 10年10个月：从任现职级起（2005年3月）到评定日所在月（2016年1月）的月数
      应任年限 12年（第二条）：规定年限 12年 − 半年 × 优秀年数 0 + 1年 × 基本称职年数 0
        规定年限 12年（第二条）：现职级 = 科员级
        优秀年数 0（第二条）：计数 任现职级以来 年度考核 中（等次 = 优秀），没有符合的年度
          年度考核 2005年至2015年 称职
        基本称职年数 0（第二条）：计数 任现职级以来 年度考核 中（等次 = 基本称职），没有符合的年度
  （二）非 处分期内 …… 符合
      处分期内 否

最早可晋升：2017年3月（还有14个月），假定今后每年年度考核为称职，其他情况不变
如果今后每年年度考核为优秀，其他情况不变，最早：2017年1月（还有12个月）
其他情况不变，有下列任何一项变化，“可晋升”当天就为“是”：
  现职级 由 科员级 变为 办事员级
"""
    )


def test_a_no_in_english():
    assert (
        read_out(clerk(date(2016, 1, 1)), "en")
        == f"""\
this person on 2016-01-01
可晋升: no
scope (《{TITLE}》第一条): met

by 《{TITLE}》第三条, all of these are required:
  （一）任现职级年限 ≥ 应任年限 …… not met
      任现职级年限 10 years 10 months, 应任年限 12 years, 1 year 2 months short
      任现职级年限 10 years 10 months: months from 任现职级起 (2005-03) to the month of evaluation (2016-01)
      应任年限 12 years (第二条): 规定年限 12 years − half a year × 优秀年数 0 + 1 year × 基本称职年数 0
        规定年限 12 years (第二条): 现职级 = 科员级
        优秀年数 0 (第二条): count of 年度考核 since 任现职级起 with (等次 = 优秀), no year counts
          年度考核 2005–2015 称职
        基本称职年数 0 (第二条): count of 年度考核 since 任现职级起 with (等次 = 基本称职), no year counts
  （二）非 处分期内 …… met
      处分期内 no

earliest 可晋升: 2017-03 (in 14 months), assuming that 年度考核 is 称职 every year from now on, all else stays as it is
if 年度考核 is 优秀 every year from now on, all else stays as it is, earliest: 2017-01 (in 12 months)
all else equal, any one of these makes 可晋升 yes that very day:
  现职级 from 科员级 to 办事员级
"""
    )


def test_a_yes_says_on_what_it_rests():
    words = read_out(clerk(date(2017, 3, 1)))
    assert "可晋升：是\n" in words
    assert "（一）任现职级年限 ≥ 应任年限 …… 符合\n      任现职级年限 12年，应任年限 12年\n" in words
    assert "最早" not in words
    words = read_out(clerk(date(2017, 3, 1)), "en")
    assert "可晋升: yes\n" in words
    assert "…… met" in words


def test_missing_facts():
    person = but(clerk(date(2017, 3, 1)), 处分期内=None)
    words = read_out(person)
    assert "可晋升：不能确定\n" in words
    assert "（二）非 处分期内 …… 不能确定\n      处分期内 未填写\n" in words
    assert words.endswith("""\
还缺少下列情况，补上后才能确定：
  处分期内；有了这一项就能确定
      若为“是”，可晋升：否
      若为“否”，可晋升：是
""")
    assert read_out(person, "en").endswith("""\
these facts are missing:
  处分期内; this alone settles it
      if it is “yes”, 可晋升: no
      if it is “no”, 可晋升: yes
""")


def test_an_unknown_year():
    records = clerk(date(2016, 9, 1)).facts["年度考核"]
    assert isinstance(records, Records)
    person = but(clerk(date(2016, 9, 1)), 年度考核=Records({**records.years, 2014: None}))
    words = read_out(person)
    assert "  2014年的年度考核；有了这一项就能确定\n" in words
    assert "若为“优秀”，可晋升：是" in words
    assert "应任年限 11年6个月至13年（第二条）" in words
    assert "  年度考核 of 2014; this alone settles it\n" in read_out(person, "en")


def test_what_a_person_must_judge_is_said():
    judged = fact("群众公认", TRUTH, judged_by="党委（党组）")
    decision = definition("可晋升", requirement(fact_ref(judged)), kind=Kind.DECISION, at=place("第三条"))
    under = model(program(vocabulary([judged]), [decision]))
    words = read_out(Person({}, date(2020, 1, 1)), under=under)
    assert "群众公认；由党委（党组）判断；有了这一项就能确定" in words
    words = read_out(Person({}, date(2020, 1, 1)), "en", under)
    assert "群众公认; 党委（党组） must judge; this alone settles it" in words


def test_out_of_scope():
    assert (
        read_out(but(clerk(), 现职级="正处级"))
        == f"""\
此人，评定日 2016年1月1日
可晋升：无值（此人不在适用范围内）
适用范围（《{TITLE}》第一条）：不符合
  现职级 < 正处级 …… 不符合
      现职级 正处级
应当按适用于此人的其他文件评定。
"""
    )
    words = read_out(but(clerk(), 现职级="正处级"), "en")
    assert "可晋升: no value (this person is out of scope)\n" in words
    assert "see which other document is about this person" in words


def test_not_in_force():
    ended = model(replace(opinion(), period=Period(date(2015, 1, 15), date(2019, 6, 1), False)))
    assert (
        read_out(clerk(date(2020, 1, 1)), under=ended)
        == f"""\
此人，评定日 2020年1月1日
可晋升：无值（文件在评定日没有施行）
《{TITLE}》的施行时间：2015年1月15日起，2019年6月1日废止。
"""
    )
    words = read_out(clerk(date(2014, 6, 1)), "en", ended)
    assert "可晋升: no value (the document is not in force on that day)\n" in words
    assert f"《{TITLE}》 is in force from 2015-01-15 until 2019-06-01\n" in words
    assert "earliest 可晋升: 2017-03 (in 33 months)" in words


def test_no_day_to_hope_for():
    ended = model(replace(opinion(), period=Period(date(2015, 1, 15), date(2017, 3, 1), False)))
    read = read_out(clerk(), under=ended)
    assert "其他情况不变，这项规定到2017年3月1日为止，在此以前“可晋升”一直为“否”" in read
    assert "可晋升 stays no until 2017-03-01, when the rule ends" in read_out(clerk(), "en", ended)
    never = but(clerk(), 处分期内=True)
    assert "到2051年1月1日为止，“可晋升”一直为“否”\n到那时仍不符合的：第三条（二）：非 处分期内\n" in read_out(never)
    assert "still not met then: 第三条（二）: 非 处分期内\n" in read_out(never, "en")
    assert "可晋升 stays no until 2051-01-01" in read_out(never, "en")


def test_a_day_that_takes_missing_facts_too():
    words = read_out(but(clerk(), 处分期内=None))
    assert "；还要看现在缺少的情况：处分期内" in words
    assert "this also depends on missing facts: 处分期内" in read_out(but(clerk(), 处分期内=None), "en")


# --- other documents, gaps, contradictions, exceptions

艰苦 = fact("艰苦边远地区", TRUTH)
年限 = fact("任职年限", MONTHS, 0, 540)
SMALL = vocabulary([艰苦, 年限])


def months(value: int) -> Const:
    return Const(value, MONTHS)


def small(*definitions, **options) -> Model:
    return model(program(SMALL, definitions, **options))


def somebody(**facts: Value) -> Person:
    return Person(facts, date(2020, 1, 1))


def numbered(
    label: str, formula, written: str, title: str = "试行办法", article: str = "第三条", layer: int = 0, **options
):
    name = f"可晋升{label}" if layer == 0 else f"可晋升{label}#{layer}"
    return definition(
        name, formula, kind=Kind.ITEM, layer=layer, at=place(article, label, title), written=written, **options
    )


def test_a_gap():
    due = definition("应任年限", cases([(fact_ref(艰苦), months(96))]), at=place("第二条"))
    only = numbered("（一）", op(Op.GE, fact_ref(年限), ref(due)), "任职年限 ≥ 应任年限")
    under = small(due, only, definition("可晋升", requirement(ref(only)), kind=Kind.DECISION, at=place("第三条")))
    person = somebody(任职年限=100, 艰苦边远地区=False)
    words = read_out(person, under=under)
    assert "可晋升：没有结果（无值）\n" in words
    assert "  “应任年限”没有规定这种情形：艰苦边远地区 否（《试行办法》第二条）\n" in words
    assert "这不是此人缺少条件，是文件没有说清楚，应当请起草机关明确。\n" in words
    words = read_out(person, "en", under)
    assert "可晋升: no value\n" in words
    assert "“应任年限” has no rule for this case: 艰苦边远地区 no (《试行办法》第二条)" in words


def test_a_contradiction():
    due = definition(
        "应任年限",
        months(144),
        exceptions=[
            exception(fact_ref(艰苦), months(132), article="第五条"),
            exception(op(Op.GE, fact_ref(年限), months(1)), months(120), article="第六条"),
        ],
        at=place("第二条"),
    )
    words = read_out(somebody(任职年限=100, 艰苦边远地区=True), under=small(due), decision="应任年限")
    assert "应任年限：没有结果（无值）\n" in words
    assert "有几处规定同时适用，结果不同：《试行办法》第五条为11年，《试行办法》第六条为10年" in words


def test_an_exception():
    due = definition("应任年限", months(144), at=place("第二条", None, "意见"))
    eased = definition(
        "应任年限",
        ref(due),
        exceptions=[exception(fact_ref(艰苦), op(Op.SUB, ref(due), months(12)), article="第五条")],
        layer=1,
        at=place("第五条"),
    )
    only = numbered("（一）", op(Op.GE, fact_ref(年限), ref(eased)), "任职年限 ≥ 应任年限", "意见")
    above = definition("可晋升", requirement(ref(only)), kind=Kind.DECISION, at=place("第三条", None, "意见"))
    under = small(due, eased, only, above, layers=[document("意见", "中央"), document()])
    words = read_out(somebody(任职年限=100, 艰苦边远地区=True), under=under)
    assert "任职年限 8年4个月，应任年限 11年，还差 2年8个月" in words
    assert "应任年限 11年（《试行办法》第五条的例外，当 艰苦边远地区 时）：原应任年限 12年 − 1年\n" in words
    assert "        原应任年限 12年（第二条）\n" in words


def test_an_item_deemed_met():
    only = numbered(
        "（一）",
        op(Op.GE, fact_ref(年限), months(144)),
        "任职年限 ≥ 12年",
        exceptions=[exception(fact_ref(艰苦), const(True), article="第七条")],
    )
    under = small(only, definition("可晋升", requirement(ref(only)), kind=Kind.DECISION, at=place("第三条")))
    words = read_out(somebody(任职年限=100, 艰苦边远地区=True), under=under)
    assert "  （一）任职年限 ≥ 12年 …… 符合\n      例外（第七条）：当 艰苦边远地区 时，结果为是\n" in words
    words = read_out(somebody(任职年限=100, 艰苦边远地区=True), "en", under)
    assert "exception (第七条): when 艰苦边远地区, the answer is yes" in words


def test_an_exception_to_the_decision():
    decision = definition(
        "可晋升",
        requirement(op(Op.GE, fact_ref(年限), months(144))),
        exceptions=[exception(fact_ref(艰苦), const(True), article="第七条")],
        kind=Kind.DECISION,
        at=place("第三条"),
    )
    words = read_out(somebody(任职年限=0, 艰苦边远地区=True), under=small(decision))
    assert "可晋升：是\n" in words
    assert "依据《试行办法》第七条的例外：当 艰苦边远地区 时，结果为是\n" in words


def test_alternatives_and_nested_items():
    first = numbered("（一）1", op(Op.GE, fact_ref(年限), months(36)), "任职年限 ≥ 3年")
    second = numbered("（一）2", fact_ref(艰苦), "艰苦边远地区")
    group = numbered("（一）", requirement(ref(first), ref(second), mode=Mode.ANY), "具备下列之一")
    decision = definition("可晋升", requirement(ref(group)), kind=Kind.DECISION, at=place("第三条"))
    words = read_out(somebody(任职年限=12, 艰苦边远地区=False), under=small(first, second, group, decision))
    assert (
        """\
依据《试行办法》第三条，须符合：
  （一）具备下列之一 …… 不符合
    1.任职年限 ≥ 3年 …… 不符合
        任职年限 1年，还差 2年
    2.艰苦边远地区 …… 不符合
        艰苦边远地区 否
"""
        in words
    )
    either = definition(
        "可晋升", requirement(ref(first), ref(second), mode=Mode.ANY), kind=Kind.DECISION, at=place("第三条")
    )
    words = read_out(somebody(任职年限=12, 艰苦边远地区=False), under=small(first, second, either))
    assert "依据《试行办法》第三条，具备下列之一即可：\n" in words


def test_each_document_is_cited_with_its_conditions():
    upper = numbered("（一）", op(Op.GE, fact_ref(年限), months(144)), "任职年限 ≥ 12年", "意见", "第十条")
    above = definition("可晋升", requirement(ref(upper)), kind=Kind.DECISION, at=place("第十条", None, "意见"))
    added = numbered("（一）", fact_ref(艰苦), "艰苦边远地区", article="第二条", layer=1)
    here = definition("可晋升", requirement(ref(above), ref(added)), kind=Kind.DECISION, layer=1, at=place("第二条"))
    under = small(upper, above, added, here, layers=[document("意见", "中央"), document("试行办法", "县级")])
    words = read_out(somebody(任职年限=150, 艰苦边远地区=False), under=under)
    assert (
        """\
依据《意见》第十条，须符合：
  （一）任职年限 ≥ 12年 …… 符合
      任职年限 12年6个月

依据《试行办法》第二条，另须符合：
  （一）艰苦边远地区 …… 不符合
      艰苦边远地区 否
"""
        in words
    )


def test_what_the_superior_says_of_the_same_person():
    upper = definition(
        "可晋升",
        requirement(op(Op.GE, fact_ref(年限), months(144))),
        kind=Kind.DECISION,
        at=place("第十条", None, "意见"),
    )
    added = numbered("（一）", fact_ref(艰苦), "艰苦边远地区", article="第二条", layer=1)
    here = definition("可晋升", requirement(ref(upper), ref(added)), kind=Kind.DECISION, layer=1, at=place("第二条"))
    superior = program(SMALL, [upper], layers=[document("意见", "中央")])
    both = program(SMALL, [upper, added, here], layers=[document("意见", "中央"), document()])
    under = model(both)
    piece = replace(under.pieces[0], superior=superior, ancestors=((0, superior),))
    under = replace(under, pieces=(piece,))
    person = somebody(任职年限=150, 艰苦边远地区=False)
    (told,) = explain(under, person)
    assert [(a.document.title, a.place.article, a.outcome) for a in told.above] == [("意见", "第十条", Outcome.YES)]
    assert "同一个人同一天，按上位文件《意见》第十条，可晋升：是\n" in read_out(person, under=under)
    assert "by the superior 《意见》第十条, 可晋升: yes\n" in read_out(person, "en", under)
    person = somebody(任职年限=150, 艰苦边远地区=True)
    assert "同一个人" not in read_out(person, under=under)


def test_every_decision_of_the_document_is_told():
    one = definition("可晋升", requirement(fact_ref(艰苦)), kind=Kind.DECISION)
    two = definition("可提前", requirement(op(Op.NOT, fact_ref(艰苦))), kind=Kind.DECISION)
    words = read_out(somebody(艰苦边远地区=True), under=small(one, two))
    assert words.startswith("此人，评定日 2020年1月1日\n可晋升：是\n")
    assert "\n\n可提前：否\n" in words


@pytest.mark.parametrize("encoding", ["ascii", "gb18030", "utf-8"])
def test_every_line_can_be_printed(encoding: str):
    told = explain(OPINION, clerk(date(2016, 1, 1)))
    words = explanations_text(told, Paper("zh", encoding=encoding))
    assert words.encode(encoding)


def test_colours_change_nothing_but_colours():
    told = explain(OPINION, clerk(date(2016, 1, 1)))
    plain = explanations_text(told, Paper("zh"))
    coloured = explanations_text(told, Paper("zh", colours=True))
    assert "\x1b[1;31m不符合\x1b[0m" in coloured
    assert plain in coloured.replace("\x1b[0m", "").replace("\x1b[1m", "").replace("\x1b[1;31m", "").replace(
        "\x1b[1;32m", ""
    )
