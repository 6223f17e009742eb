"""How each kind of statement is written, in one line: what a message shows where a statement cannot be read."""

from __future__ import annotations

from rankdsl.diagnostics import Text

_EXAMPLES = {
    "DOCUMENT": "文件《甲县示例办法》",
    "LEVEL": "层级：县级。",
    "JURISDICTION": "辖区：省份 = 某省。",
    "UNDER": "依据：《某部示例规定》。",
    "VOCABULARY": "词表：公务员。",
    "EFFECTIVE": "施行：2020年1月1日。",
    "REPEALED": "废止：2025年1月1日。",
    "CHAPTER": "第一章【总则】",
    "ARTICLE": "第一条【适用范围】",
    "GIST": "要旨：“起草人的话”。",
    "SOURCE": "出处：S1“第三条”。",
    "SCOPE": "适用：在编，且 现职级 低于 正处级。",
    "PARAMETER": "参数 规定年限：2年；3年，自2022年7月1日起。",
    "DEFINE": "定义 应任年限：规定年限 − 半年 × 优秀年数。",
    "TABLE": "表 规定年限 按 现职级：办事员级 → 8年；科员级 → 12年。",
    "DECISION": "决定 可晋升 须：（一）任现职级年限 ≥ 2年；（二）非 处分期内。",
    "NEW": "新设 决定 可转任 须：（一）任现职级年限 ≥ 2年。",
    "EXCEPTION": "例外 第二条 当 艰苦边远地区 时，应任年限 为 应任年限 − 1年。",
    "AMEND": "修改《某部示例规定》第三条 可晋升 另须：（一）中层正职年限 ≥ 3年。",
    "FOR_SUBORDINATES": "对下 可晋升：不得加严；不得放宽。",
    "CORRESPONDS": "对应 考核档次：合格 → 称职；不合格 → 不称职。",
    "PUBLISH": "公布 可晋升：现职级、年度考核。",
    "ASSERT": "断言：可晋升 随 年度考核 不减。",
    "CASE": "案例 “普通科员”：现职级 = 科员级；期望 可晋升 = 是；其余 如常。",
    "EXPECT_FINDING": "预期 RD401：“为什么会有这个问题”。",
    "JUDGED": "待判断：群众公认、政治素质。",
    "SCORE": "积分 综合得分 满分 100：（一）任职年限分 占 40%：任现职级年限 ÷ 1个月；（二）考核分 占 60%。",
    "SHARES": "占比 综合得分：任职年限分 不超过 30%；考核分 不少于 任职年限分。",
    "CAP": "上限 年度考核 中（等次 = 优秀） 不超过 20%。",
    "SLOTS": "职数 县乡职数 按 现职级 基数 150 向下取整：（一）一级主任科员 不超过 基数 的 10%。",
    "LADDER": "升降 现职级：晋升 可晋升 → 拟晋升职级；降低 应降级 → 拟降低职级。",
    "SELECT": "择优 晋升人选：从 可晋升 中，按 综合得分 由高到低，同分按 级别 由高到低，取 县乡职数 之内。",
    "POOL": "周转池 专项周转池 用于 县乡职数：（一）甲局 借出 四级调研员 3名，自2025年1月1日起。",
    "PROCEDURE": "程序 晋升程序：（一）制定方案，由 党委；（二）公示，由 组织部，不少于 5个工作日。",
    "INDICATORS": "指标 平时考核指标：（一）结案率，分值 30，由 法制科；（二）安全事故，分值 10，一票否决。",
    "VETO_LIST": "否决清单：安全事故、信访。",
    "DUTIES": "职责清单 法制科：结案率、案卷质量。",
    "ENTITLEMENT": "待遇 职级津贴：800元。",
    "OUTCOME": "后果 应降级：依据《某部示例规定》第五十条；申诉 复核 30日、申诉 15日。",
    "PROMISE": "承诺 “晋升率不低于六成”：60% × 87 ≤ 18。",
    "FIGURES": "核算 “整合”：70 − 18 = 52。",
}
_FORMULA = "任现职级年限 ≥ 2年，且 非 处分期内"
_ENTITLED = "待遇 职级工资 按 现职级：一级科员 → 2000元；其他 → 3000元。"
_BRANCHES = "定义 应任年限：当 艰苦边远地区 时，6年；其他，8年。"


def example(opener: str, terminals: frozenset[str], language: str = "zh") -> Text:
    """What to show for a piece that begins with the terminal `opener` and has `terminals` in it."""
    if language == "en":
        return _in_english(opener, terminals)
    if opener == "DEFINE" and terminals & {"WHEN", "OTHERWISE"}:
        written = _BRANCHES
    elif opener == "ENTITLEMENT" and "BY" in terminals:
        written = _ENTITLED
    else:
        written = _EXAMPLES.get(opener, _FORMULA)
    return Text(f"写法如：{written}", f"for example: {written}")


def _in_english(opener: str, terminals: frozenset[str]) -> Text:
    from rankdsl.syntax import examples_english as english  # here, since few runs meet an English document

    branches = opener == "DEFINE" and terminals & {"WHEN", "OTHERWISE"}
    written = english.BRANCHES if branches else english.EXAMPLES.get(opener, english.FORMULA)
    return Text(f"写法如：{written}", f"for example: {written}")
