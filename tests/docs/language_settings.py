"""What the examples of the language reference stand in: documents above them, vocabularies beside them.

The key is the mark above an example (`<!-- under: 某部意见 -->`), "" where there is none; an example with a header
of its own stands below `whole`. Both pages have the same settings, each on its surface.
"""

from __future__ import annotations

from msgspec import Struct

_ABOVE = """\
文件《某部意见》
  层级：中央。 词表：公务员。 施行：2015年1月15日。

第二条【年限】
  定义 应任年限：10年。
  表 规定年限 按 现职级：任意 → 3年。
  参数 工资标准：800元。

第三条【条件】
  决定 可晋升 须：
    （一）任现职级年限 ≥ 应任年限；
    （二）级别 不低于 23级；
    （三）非 处分期内。
  决定 可申报 须：在编。

"""
_BESIDE = """\
文件《某部办法》
  层级：中央。 词表：公务员。 施行：2015年1月15日。

第一条
  决定 可评优 须：任一 近1年 年度考核 中（等次 = 优秀）。

"""
_ASSESSMENT = """\
文件《考核规定》
  层级：中央。 词表：公务员。 施行：2015年1月1日。

第一条
  决定 可记功 须：任一 近1年 年度考核 中（等次 = 优秀）。

"""
_ABOVE_EN = """\
document "Opinion of the Ministry"
    level: central. vocabulary: civil_servant. effective: 15 January 2015.

article 2 [Years]
    define years_to_serve: 10 years.
    table required_years by current_rank: any → 3 years.
    parameter pay: 800 yuan.

article 3 [Conditions]
    decision promotable requires:
        (1) years_in_rank ≥ years_to_serve;
        (2) grade_level is not lower than level 23;
        (3) not under_sanction.
    decision may_apply requires: established_staff.

"""
_BESIDE_EN = """\
document "Measures of the Ministry"
    level: central. vocabulary: civil_servant. effective: 15 January 2015.

article 1
    decision may_be_honoured requires: some of annual_assessments in the last 1 year where (grade = excellent).

"""
_ASSESSMENT_EN = """\
document "Provisions on Assessment"
    level: central. vocabulary: civil_servant. effective: 1 January 2015.

article 1
    decision gets_a_merit requires: some of annual_assessments in the last 1 year where (grade = excellent).

"""


class Surface(Struct, frozen=True):
    """How one page writes: the first words of documents and articles, an article's head, the settings by mark, the
    heads of its tables of expressions and of values, and a definition of `{name}` as `{code}`."""

    document: str
    article: str
    head: str
    settings: dict[str, str]
    whole: str
    tables: tuple[str, str]
    definition: str
    name: str


def _header(more: str) -> str:
    return f"文件《某文件》\n  层级：县级。 {more} 施行：2016年7月1日。\n\n"


def _header_en(more: str) -> str:
    return f'document "A Document"\n    level: county. {more} effective: 1 July 2016.\n\n'


CHINESE = Surface(
    document="文件",
    article="第",
    head="第八条\n",
    settings={
        "": _header("词表：公务员。"),
        "under: 某部意见": _ABOVE + _header("依据：《某部意见》。"),
        "within: 某部意见": _ABOVE,
        "under: 考核规定": _ASSESSMENT + _header("依据：《考核规定》。 词表：档次。"),
        "under: 公认": _header("词表：公认。"),
    },
    whole=_ABOVE + _BESIDE,
    tables=("| 写法 | 例 | 含义 |", "| 值 | 写法 |"),
    definition="  定义 {name}：{code}。\n",
    name="例",
)
ENGLISH = Surface(
    document="document",
    article="article",
    head="article 8\n",
    settings={
        "": _header_en("vocabulary: civil_servant."),
        "under: Opinion of the Ministry": _ABOVE_EN + _header_en('under: "Opinion of the Ministry".'),
        "within: Opinion of the Ministry": _ABOVE_EN,
        "under: Provisions on Assessment": _ASSESSMENT_EN
        + _header_en('under: "Provisions on Assessment". vocabulary: tiers.'),
        "under: recognised": _header_en("vocabulary: recognised."),
    },
    whole=_ABOVE_EN + _BESIDE_EN,
    tables=("| written | for example | meaning |", "| value | written |"),
    definition="    define {name}: {code}.\n",
    name="example",
)
TIERS = """\
vocabulary: 档次
english: tiers
extends: 公务员
enumerations:
  考核档次:
    english: assessment_tier
    ordered: true
    values: {不合格: failed, 合格: passed, 良好: good}
  岗位类别:
    english: kind_of_job
    ordered: false
    values: {窗口: counter, 机关: office}
facts:
  岗位:
    english: job
    type: 岗位类别
    typical: 机关
    meaning: 岗位的类别
  档次:
    english: tier
    type: 考核档次
    typical: 合格
    meaning: 最近一次考核的档次
"""
