"""The manual page of RD501."""

from __future__ import annotations

from rankdsl.diagnostics import Page, Severity, Text

PAGE = Page(
    code="RD501",
    name="weights",
    severity=Severity.ERROR,
    title=Text("权重合计不对或者比重越限", "weights that do not add up, or a share outside its bounds"),
    manual=Text(
        """\
有四种情形：

- 积分的各项权重，对适用范围内的某一类人合计不是 100%（例如 99.9%，或者某一类人一项也没有）。分类别规定的，逐类核对；
- 没有做到“占比”规定的比重：某一名称或者某一评分方的各项合计，超过或者不到规定的比重，或者不到另一项的比重。上位文件的
  “占比”，对下级文件的积分同样有效。“占比”写的是一组指标的，按适用于本人的指标的分值计算；
- 一组有分值的指标，对适用范围内的某一类人一个也不适用；
- 用“例外”“修改”改动了积分的某一项，或者另写了一遍，有人因此得分超过这一项的满分、小于0，或者不计这一项的人也得了分。
  积分里写的算式按满分封顶，改动后的算式写多少就是多少。

扣分项不计入权重。

**怎样处理**：调整权重或者分值，使每一类人的合计为 100%；比重不符合规定的，改权重或者改“占比”；没有指标的类别，
补上指标，或者写明不在适用范围内；改动后的算式写明上下限，只对一部分人计分的写明“其他，0”。
""",
        """\
one of four things:

- the weights of a score (积分) do not add up to 100% for somebody in scope: 99.9%, or nothing at all for a category
  of people. Where parts count for some people only, the sum is proved for every category;
- a share that 占比 asks for is not kept: what bears a name or comes from one rater weighs more or less than the
  bound, or less than another part. A superior's 占比 binds the scores of the documents below. Where it names a set of
  indicators, shares are of the points of those that apply to the person;
- of a set of indicators with points none applies to somebody in scope;
- a part of a score is changed by 例外 or 修改, or is written again, and somebody now has more points of it than its
  marks, fewer than 0, or some though it does not count for them. A formula in a score ends at the marks; one that
  takes its place counts as it stands.

Deductions have no weight.

**What to do**: set the weights or points so that they add up to 100% for every category; where a share is out of
bounds, change it or the rule; give a category without indicators some, or take it out of the scope; write both ends
of a formula that is changed, and 其他，0 where the part counts for some people only.
""",
    ),
    wrong="""\
文件《甲县积分示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【积分】
  积分 综合得分 满分 100：
    （一）任职年限分 占 40%：较小（100，5 × 任现职级年限 ÷ 1年）；
    （二）年度考核分 占 30%：20 × 计数 近5年 年度考核 中（等次 = 优秀）；
    当 艰苦边远地区 时：
    （三）驻村分 占 30%：50；
    其他：（四）实绩分 占 29.9%：60。
""",
    right="""\
文件《甲县积分示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【积分】
  积分 综合得分 满分 100：
    （一）任职年限分 占 40%：较小（100，5 × 任现职级年限 ÷ 1年）；
    （二）年度考核分 占 30%：20 × 计数 近5年 年度考核 中（等次 = 优秀）；
    当 艰苦边远地区 时：
    （三）驻村分 占 30%：50；
    其他：（四）实绩分 占 30%：60。
""",
)
