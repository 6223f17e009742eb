"""Mistakes of documents: each told once, where it is, in words that help."""

from __future__ import annotations

import pytest

from tests.semantics.analysing import analyse, lines, marked, 县规, 省规, 部规

BASE = (
    部规
    + """第一条
  定义 年限：2年。
  决定 可晋升 须：
    （一）任现职级年限 ≥ 年限；
    （二）非 处分期内。
第二条
  参数 宽限：1年。
"""
)

REFERENCES = {
    "title not above": (
        BASE + 省规 + "第一条\n 例外《县规》第一条 当 在编 时，年限 为 1年。  # RD109\n",
        ["《县规》不是本文件的上位文件"],
    ),
    "article missing": (
        BASE + 省规 + "第一条\n 例外《部规》第九条 当 在编 时，年限 为 1年。  # RD109\n",
        ["《部规》没有第九条"],
    ),
    "own article missing": (
        BASE + "第三条\n 例外 第九条 当 在编 时，年限 为 1年。  # RD109\n",
        ["本文件没有第九条"],
    ),
    "name not in the article": (
        BASE + 省规 + "第一条\n 例外《部规》第二条 当 在编 时，年限 为 1年。  # RD109\n",
        ["《部规》第二条没有写“年限”"],
    ),
    "name nowhere": (
        BASE + 省规 + "第一条\n 例外《部规》第一条 当 在编 时，年线 为 1年。  # RD109\n",
        ["《部规》第一条没有写“年线”"],
    ),
    "name nowhere, without an article": (
        BASE + "第三条\n 例外 当 在编 时，年线 为 1年。  # RD103\n",
        ["“年线”不是本文件或者上位文件的决定、定义或参数"],
    ),
    "item missing": (
        BASE + 省规 + "第一条\n 修改《部规》第一条 可晋升（三） 删去。  # RD109\n",
        ["《部规》“可晋升”没有（三）"],
    ),
    "item deleted above": (
        BASE
        + 省规
        + "第一条\n 修改《部规》第一条 可晋升（二） 删去。\n"
        + 县规
        + "第一条\n 例外《部规》第一条 当 在编 时，可晋升（二） 视为具备。  # RD109\n",
        ["“可晋升”（二）已经被《省规》第一条删去"],
    ),
    "item deleted here": (
        BASE
        + 省规
        + """第一条
  修改《部规》第一条 可晋升（二） 删去。
  例外《部规》第一条 当 在编 时，可晋升（二） 视为具备。  # RD109
""",
        ["“可晋升”（二）已经被《省规》第一条删去"],
    ),
    "item of several documents": (
        BASE
        + 省规
        + "第一条\n 修改《部规》第一条 可晋升 另须：（一）在编。\n"
        + 县规
        + "第一条\n 例外 当 在编 时，可晋升（一） 视为具备。  # RD109\n",
        ["有几份文件写了“可晋升”（一）：《部规》、《省规》"],
    ),
    "item restated here": (
        BASE
        + 省规
        + """第一条
  决定 可晋升 须：（一）在编。
  例外《部规》第一条 当 在编 时，可晋升（二） 视为具备。  # RD109
""",
        ["本文件第一条已经重新规定“可晋升”，上位文件的（二）不再适用"],
    ),
    "over an article without an exception": (
        BASE
        + """第三条
  例外 第一条 优先于 第四条 当 在编 时，年限 为 1年。  # RD109
第四条
  定义 别的：1年。
""",
        ["第四条没有关于“年限”的例外，谈不上优先"],
    ),
    "over a superior": (
        BASE + 省规 + "第一条\n 例外《部规》第一条 优先于《部规》第二条 当 在编 时，年限 为 1年。  # RD109\n",
        ["“优先于”只用于本文件的条文，《部规》的例外本来就排在后面"],
    ),
}

FORMS = {
    "a definition deemed met": (
        BASE + "第三条\n 例外 第一条 当 在编 时，年限 视为具备。  # RD119\n",
        ["“年限”是定义，例外不能这样写"],
    ),
    "a decision deemed met": (
        BASE + "第三条\n 例外 第一条 当 在编 时，可晋升 视为具备。  # RD119\n",
        ["“可晋升”是决定，例外不能这样写"],
    ),
    "an item set to yes": (
        BASE + "第三条\n 例外 第一条 当 在编 时，可晋升（一） 为 是。  # RD119\n",
        ["“可晋升（一）”是决定的一项条件，例外不能这样写"],
    ),
    "a decision with a formula": (
        BASE + "第三条\n 例外 第一条 当 在编 时，可晋升 为 在编。  # RD119\n",
        ["“可晋升”是决定，例外不能这样写"],
    ),
    "a definition also requires": (
        BASE + 省规 + "第一条\n 修改《部规》第一条 年限 另须：在编。  # RD119\n",
        ["“年限”是定义，不能这样修改"],
    ),
    "a decision replaced by a formula": (
        BASE + 省规 + "第一条\n 修改《部规》第一条 可晋升 改为：在编。  # RD119\n",
        ["“可晋升”是决定，不能这样修改"],
    ),
    "a decision deleted": (
        BASE + 省规 + "第一条\n 修改《部规》第一条 可晋升 删去。  # RD119\n",
        ["“可晋升”是决定，不能这样修改"],
    ),
    "an item also requires": (
        BASE + 省规 + "第一条\n 修改《部规》第一条 可晋升（一） 另须：在编。  # RD119\n",
        ["“可晋升（一）”是决定的一项条件，不能这样修改"],
    ),
    "an item replaced by branches": (
        BASE + 省规 + "第一条\n 修改《部规》第一条 可晋升（一） 改为：当 在编 时，是；其他，否。  # RD119\n",
        ["“可晋升（一）”是决定的一项条件，不能这样修改"],
    ),
    "amends itself": (
        BASE + "第三条\n 修改 第一条 年限 改为：1年。  # RD119\n",
        ["“修改”只针对上位文件，不针对本文件"],
    ),
    "amends itself by its title": (
        BASE + "第三条\n 修改《部规》第一条 年限 改为：1年。  # RD119\n",
        ["“修改”只针对上位文件，不针对本文件"],
    ),
    "changed twice": (
        BASE
        + 省规
        + """第一条
  修改《部规》第一条 年限 改为：1年。
第二条
  修改《部规》第一条 年限 改为：3年。  # RD119
""",
        ["“年限”在第一条已经改过，一份文件里只能改一次"],
    ),
    "stated and changed": (
        BASE
        + 省规
        + """第一条
  定义 年限：1年。
第二条
  修改《部规》第一条 年限 改为：3年。  # RD119
""",
        ["“年限”在第一条已经改过，一份文件里只能改一次"],
    ),
    "an item changed twice": (
        BASE
        + 省规
        + """第一条
  修改《部规》第一条 可晋升（一） 改为：在编。
第二条
  修改《部规》第一条 可晋升（一） 改为：非 在编。  # RD119
""",
        ["“可晋升（一）”在第一条已经改过，一份文件里只能改一次"],
    ),
    "an item and the whole": (
        BASE
        + 省规
        + """第一条
  修改《部规》第一条 可晋升（一） 改为：在编。
第二条
  修改《部规》第一条 可晋升 改为：须：（一）非 在编。  # RD119
""",
        ["“可晋升”在第一条已经改过，一份文件里只能改一次"],
    ),
    "nothing left": (
        BASE
        + 省规
        + """第一条
  修改《部规》第一条 可晋升（一） 删去。
  修改《部规》第一条 可晋升（二） 删去。  # RD119
""",
        ["删去以后，“可晋升”一项条件也不剩"],
    ),
    "nothing left of an item": (
        部规
        + "第一条\n 决定 可晋升 须：（一）下列之一：1. 在编；2. 艰苦边远地区；（二）非 处分期内。\n"
        + 省规
        + """第一条
  修改《部规》第一条 可晋升（一）1 删去。
  修改《部规》第一条 可晋升（一）2 删去。  # RD119
""",
        ["删去以后，“可晋升（一）”一项条件也不剩"],
    ),
    "another kind": (
        BASE + 省规 + "第一条\n 定义 可晋升：在编。  # RD119\n",
        ["“可晋升”在上位文件里是决定，这里写成了定义"],
    ),
    "a restriction on a definition": (
        BASE + "第三条\n 对下 年限：不得放宽。  # RD119\n",
        ["“年限”是定义，对下不能要求“不得放宽”"],
    ),
}

HEADERS = {
    "unknown level": (
        "文件《某规》\n 层级：县极。 词表：公务员。 施行：2020年1月1日。  # RD110\n第一条\n 定义 甲：1年。\n",
        ["没有“县极”这个层级"],
    ),
    "superior lower": (
        省规.replace("依据：《部规》", "词表：公务员")
        + "第一条\n 定义 甲：1年。\n"
        + "文件《部规》\n 层级：中央。 依据：《省规》。 施行：2020年1月1日。  # RD110\n第一条\n 定义 乙：1年。\n",
        ["《省规》是省级文件，低于本文件的层级（中央），不能作为依据"],
    ),
    "nothing written": (
        "文件《某规》  # RD110 RD110 RD110\n第一条\n 定义 甲：1年。\n",
        ["文件开头缺少“层级”", "文件开头缺少“施行”", "文件开头缺少“词表”"],
    ),
    "superior missing": (
        "文件《某规》\n 层级：县级。 词表：公务员。 施行：2020年1月1日。\n 依据：《部归》。  # RD110\n"
        "第一条\n 定义 甲：那里的名称 + 1年。\n" + BASE,
        ["找不到上位文件《部归》"],
    ),
    "a circle of three": (
        "".join(
            f"文件《{title}》\n 层级：县级。 词表：公务员。 施行：2020年1月1日。\n 依据：《{above}》。{mark}\n"
            for title, above, mark in (("甲", "丙", "  # RD110"), ("乙", "甲", ""), ("丙", "乙", ""))
        ),
        ["文件互为依据：《甲》 → 《丙》 → 《乙》 → 《甲》"],
    ),
    "a superior twice": (
        BASE + "文件《省规》\n 层级：省级。 施行：2020年1月1日。\n 依据：《部规》、《部规》。  # RD104\n",
        ["“依据”里《部规》写了两次"],
    ),
    "repealed before it takes effect": (
        "文件《某规》\n 层级：县级。 词表：公务员。 施行：2020年1月1日。\n 废止：2019年1月1日。  # RD107\n",
        ["废止日期（2019年1月1日）不晚于施行日期（2020年1月1日）"],
    ),
    "versions overlap": (
        BASE + 部规.replace("2020年", "2022年").replace("。\n", "。  # RD111\n") + "第一条\n 定义 年限：2年。\n",
        ["《部规》的两个版本施行期间重叠：2020年1月1日施行的版本，到2022年1月1日还没有废止"],
    ),
    "unknown vocabulary": (
        "文件《某规》\n 层级：县级。 词表：公务园。 施行：2020年1月1日。  # RD103\n第一条\n 定义 甲：1年 + 1元。\n",
        ["没有名为“公务园”的词表"],
    ),
}

NAMES = {
    "a name twice": (
        部规 + "第一条\n 定义 甲：1年。\n第二条\n 参数 甲：1年。  # RD104\n",
        ["“甲”在第一条已经写过"],
    ),
    "an article twice": (
        部规 + "第一条\n 定义 甲：1年。\n第一条  # RD104\n 定义 乙：1年。\n",
        ["第一条写了两次"],
    ),
    "an item twice": (
        部规 + "第一条\n 决定 甲 须：\n（一）在编；\n（一）处分期内。  # RD104\n",
        ["“甲”的（一）写了两次"],
    ),
    "an inner item twice": (
        部规 + "第一条\n 决定 甲 须：（一）下列之一：\n1. 在编；\n1. 处分期内。  # RD104\n",
        ["“甲”的（一）1写了两次"],
    ),
    "a scope twice": (
        部规 + "第一条\n 适用：在编。\n第二条\n 适用：非 在编。  # RD104\n",
        ["一份文件只能有一处“适用”，第一条已经写过"],
    ),
    "a date twice": (
        部规 + "第一条\n 参数 甲：1年，自2020年起；\n 2年，自2020年起。  # RD104\n",
        ["参数“甲”自2020年1月1日起的值写了两次"],
    ),
    "no date twice": (
        部规 + "第一条\n 参数 甲：1年；\n 2年。  # RD104\n",
        ["参数“甲”自施行之日起的值写了两次"],
    ),
    "a fact's name": (
        部规 + "第一条\n 定义 在编：是。  # RD104\n",
        ["“在编”与词表“公务员”里的事实同名"],
    ),
    "a derived fact's name": (
        部规 + "第一条\n 定义 任职年限：1年。  # RD104\n",
        ["“任职年限”与词表“公务员”里的事实同名"],
    ),
    "two superiors": (
        部规
        + "第一条\n 定义 甲：1年。\n"
        + 部规.replace("部规", "委规")
        + "第一条\n 定义 甲：2年。\n"
        + "文件《省规》\n 层级：省级。 施行：2020年1月1日。\n 依据：《部规》、《委规》。  # RD110\n"
        + "第一条\n 定义 乙：甲 + 1年。\n",
        ["“甲”由互不隶属的几份上位文件各自规定（《委规》、《部规》），不知道以哪一份为准"],
    ),
    "a circle": (
        部规 + "第一条\n 定义 甲：乙。  # RD206\n 定义 乙：丙 + 1年。\n 定义 丙：甲。\n",
        ["循环定义：甲 → 乙 → 丙 → 甲"],
    ),
    "itself": (
        部规 + "第一条\n 定义 甲：甲 + 1年。  # RD206\n",
        ["循环定义：甲 → 甲"],
    ),
    "a decision in its own item": (
        部规 + "第一条\n 决定 甲 须：（一）在编；（二）甲。  # RD206\n",
        ["循环定义：甲 → 甲（二） → 甲"],
    ),
    "a circle through the layers": (
        部规
        + "第一条\n 定义 甲：1年。\n 定义 乙：甲。\n"
        + 省规
        + "第一条\n 修改《部规》第一条 甲 改为：乙。  # RD206\n",
        ["循环定义：甲 → 乙 → 甲"],
    ),
    "exceptions in a circle": (
        部规
        + """第一条
  定义 甲：1年。
第二条
  例外 第一条 优先于 第三条 当 在编 时，甲 为 2年。  # RD206
第三条
  例外 第一条 优先于 第二条 当 处分期内 时，甲 为 3年。
""",
        ["几条例外互相优先：第二条 → 第三条 → 第二条"],
    ),
    "another type than above": (
        BASE + 省规 + "第一条\n 定义 年限：3次。  # RD105\n",
        ["“年限”在上位文件里是年限，这里是没有单位的数"],
    ),
    "an exception of another type": (
        BASE + "第三条\n 例外 第一条 当 在编 时，年限 为 3元。  # RD105\n",
        ["同一个名称的值前面是年限，这里是“3元”（金额）"],
    ),
    "a parameter of two types": (
        部规 + "第一条\n 参数 甲：1年；3元，自2022年起。  # RD105\n",
        ["同一个名称的值前面是年限，这里是“3元”（金额）"],
    ),
    "a parameter that depends on a person": (
        部规 + "第一条\n 参数 甲：中层正职年限。  # RD105\n",
        ["参数“甲”的值要是固定的，不能因人而异"],
    ),
    "a parameter that begins late": (
        部规 + "第一条\n 参数 甲：1年，自2022年起；2年，自2024年起。  # RD107\n 定义 乙：甲。\n",
        ["文件2020年1月1日施行，参数“甲”到2022年1月1日才有值"],
    ),
    "a superior's rule spoilt": (
        部规
        + "第一条\n 定义 甲：2。\n 定义 乙：取整（10 ÷ 甲，向上）。\n"
        + 省规
        + "第一条\n 修改《部规》第一条 甲 改为：0。  # RD115\n",
        ["本文件改变“甲”以后，《部规》第一条不再成立：除数可能是零"],
    ),
}

REMARKS = {
    "published of nothing": (
        BASE + " 公布 可晋生：在编。  # RD103\n",
        ["“可晋生”不是本文件或者上位文件的决定、定义或参数"],
    ),
    "published, unknown": (
        BASE + " 公布 可晋升：在变。  # RD103\n",
        ["词表“公务员”里没有名为“在变”的事实"],
    ),
    "for subordinates, unknown": (
        BASE + " 对下 可晋生：不得加严。  # RD103\n",
        ["“可晋生”不是本文件或者上位文件的决定、定义或参数"],
    ),
    "left to judgement": (
        BASE + " 待判断：在编。  # RD105\n",
        ["“在编”不是由人判断的事实"],
    ),
    "monotone without order": (
        BASE + " 断言：可晋升 随 性别 不减。  # RD105\n",
        ["“性别”是“性别”的值，不能断言它增减"],
    ),
    "monotone in a derived fact": (
        BASE + " 断言：可晋升 随 任现职级年限 不减。  # RD105\n",
        ["“任现职级年限”由词表算出，这里要写它所依据的事实"],
    ),
    "a subject without order": (
        BASE + " 定义 谁：性别。\n 断言：谁 随 级别 不减。  # RD105\n",
        ["“谁”是“性别”的值，不能断言它不减"],
    ),
    "exclusive of a number": (
        BASE + " 断言：可晋升 与 年限 互斥。  # RD105\n",
        ["“年限”是年限，不能断言它与别的互斥"],
    ),
    "an assertion of nothing": (
        BASE + " 断言：年限。  # RD105\n",
        ["这里要写成立或者不成立的条件，写的却是“年限”（年限）"],
    ),
    "a case about nothing": (
        BASE + " 案例 “甲”：在编 = 是；期望 可晋生 = 是；其余 如常。  # RD103\n",
        ["“可晋生”不是本文件或者上位文件的决定、定义或参数"],
    ),
}

EVERY = {
    f"{group}: {name}": example
    for group, examples in {
        "reference": REFERENCES,
        "form": FORMS,
        "header": HEADERS,
        "name": NAMES,
        "remark": REMARKS,
    }.items()
    for name, example in examples.items()
}


@pytest.mark.parametrize("name", EVERY)
def test_mistake(name: str) -> None:
    text, messages = EVERY[name]
    found = analyse(text).findings
    assert [f.message.zh for f in found] == messages
    assert lines(found) == marked(text)
    for finding in found:
        assert finding.message.en
        assert not finding.message.en.endswith(".")
        assert "{" not in finding.message.zh + finding.message.en
        assert finding.help is not None
        assert finding.help.zh
        assert finding.help.en
