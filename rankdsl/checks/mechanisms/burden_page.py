"""The manual page of RD504, and how its findings are worded."""

from __future__ import annotations

from rankdsl.diagnostics import Diagnostic, Page, Severity, Text

PAGE = Page(
    code="RD504",
    name="burden-grows",
    severity=Severity.ERROR,
    title=Text("考核负担加重", "the burden of assessment grows"),
    manual=Text(
        """\
考核指标越加越多，基层就要报更多材料、迎更多检查。本项检查算清每个人要承担多少：

- 指标的项数、分值、材料、检查超过“上限”。项数按全部指标算；分值、材料、检查按一个人身上适用的指标算，
  只要有一类人超过，就给出这样一个人和算式；
- 同一个“对象”由几个部门重复考核，而且考到同一个人身上（警告）。
  同一部门从不同“性质”（数量、质量）考核同一对象的，不算重复；
- 指标由某部门负责，而它的“职责清单”里没有这一项；
- 与上位文件同名的指标相比，项数、分值、材料、检查增加了；
- `rankdsl check --burden-against 旧版` 的减负一致性评估：与原来的版本相比增加了，或者新设了一套指标。

隶属于同一上级指标的各项有分值的，上级指标自己的分值就是它们的和，不再另算。

**怎样处理**：合并、取消指标，使每一类人都在上限以内；重复的由一个部门考核，结果共用；不在职责清单内的删去。
""",
        """\
more indicators mean more reports and more visits for those at the grass roots. This check adds up what is asked of each
person: indicators, points, materials or visits that exceed a cap (上限), where indicators are counted in all, and the
others by what applies to one person, so that somebody is shown for whom it is too much; one object (对象) that several
departments assess, of the same people (a warning; one department may look at quantity and quality); an indicator whose
owner does not have it on its list of duties (职责清单); more than the set of the same name in the document above; and,
with `rankdsl check --burden-against OLD`, more than in the version before, or a new set.

Where indicators that hang under another one have points, the other's own points are their sum and not counted again.

**What to do**: merge indicators or take some out until nobody is above the cap; let one department assess what several
do and share the result; delete what is on nobody's list.
""",
    ),
    wrong="""\
文件《某县平时考核办法》
  层级：县级。 词表：公务员职级。 施行：2025年1月1日。

第一条【指标】
  上限 平时考核指标 的 分值 不超过 100。
  指标 平时考核指标：
    （一）结案率，分值 60，由 法制科，对象 案件，材料 2；
    （二）案卷质量，分值 40，由 督查室，对象 案件，材料 3；
    （三）带队伍，分值 10，适用 领导职务 ≠ 无领导职务，由 组织部。
""",
    right="""\
文件《某县平时考核办法》
  层级：县级。 词表：公务员职级。 施行：2025年1月1日。

第一条【指标】
  上限 平时考核指标 的 分值 不超过 100。
  指标 平时考核指标：
    （一）结案率，分值 60，由 法制科，对象 案件，性质 数量，材料 2；
    （二）案卷质量，分值 40，适用 领导职务 = 无领导职务，由 法制科，对象 案件，性质 质量；
    （三）带队伍，分值 40，适用 领导职务 ≠ 无领导职务，由 组织部。
""",
)

OVER_CAP = Diagnostic(
    PAGE,
    zh="指标“{subject}”的{measure}超过上限：{who}{worked}，上限是 {limit}",
    en="the {measure} of “{subject}” exceed the cap: {who}{worked}, and the cap is {limit}",
    help_zh="合并或者取消指标，使每一类人都在上限以内",
    help_en="merge indicators or take some out until nobody is above the cap",
)
OVER_CAP_BELOW = Diagnostic(
    PAGE,
    zh="本文件改动以后，指标“{subject}”的{measure}超过上限：{who}{worked}，上限是 {limit}",
    en="once changed here, the {measure} of “{subject}” exceed the cap: {who}{worked}, and the cap is {limit}",
    help_zh="不作这一改动；确需改动的，同时把指标减到上限以内",
    help_en="leave the rule as it is, or bring the indicators within the cap as well",
)
MORE_THAN_ABOVE = Diagnostic(
    PAGE,
    zh="指标“{subject}”的{measure}比{above}多：{who}{before} → {after}",
    en="the {measure} of “{subject}” are more than in {above}: {who}{before} → {after}",
    help_zh="减到不多于上位文件；确需增加的，请上级机关修改",
    help_en="ask for no more than the document above, or have that changed",
)
MORE_THAN_BEFORE = Diagnostic(
    PAGE,
    zh="减负一致性评估：指标“{subject}”的{measure}比原来多：{who}{before} → {after}",
    en="the {measure} of “{subject}” are more than before: {who}{before} → {after}",
    help_zh="减到不多于原来的版本",
    help_en="ask for no more than the version before",
)
NEW_SET = Diagnostic(
    PAGE,
    zh="减负一致性评估：“{subject}”是新设的一套指标，原来没有：{figures}",
    en="“{subject}” is a new set of indicators, which the version before does not have: {figures}",
    help_zh="并入原有的指标；由原有的改名而来的，沿用原名",
    help_en="merge it into a set that there is; where it is an old one renamed, keep the name",
)
DUPLICATE = Diagnostic(
    PAGE,
    zh="“{first}”与“{second}”重复考核“{about}”，考到同一个人身上：{first_owner}，{second_owner}",
    en="“{first}” and “{second}” both assess “{about}”, of the same people: {first_owner}, {second_owner}",
    help_zh="由一个部门考核，结果共用；考核的不是同一件事的，分别写明“对象”",
    help_en="let one department assess it and share the result; where it is not the same, say so with 对象",
    severity=Severity.WARNING,
)
TWICE = Diagnostic(
    PAGE,
    zh="“{first}”与“{second}”重复，都由同一部门考核“{about}”，考到同一个人身上{owner}",
    en="“{first}” and “{second}” are one too many: the same office assesses “{about}” of the same people{owner}",
    help_zh="合并成一项；从数量、质量不同方面考核的，分别写明“性质”",
    help_en="merge the two; where they look at quantity and quality, say so with 性质",
    severity=Severity.WARNING,
)
NOT_A_DUTY = Diagnostic(
    PAGE,
    zh="“{name}”由“{owner}”考核，而“{owner}”的职责清单中没有这一项；清单列有：{duties}",
    en="“{name}” is assessed by “{owner}”, whose list of duties does not have it; there are: {duties}",
    help_zh="删去这项指标，或者改由职责清单中有这一项的部门考核；清单漏写的，补写进清单",
    help_en="delete the indicator, or leave it to whoever has it on the list; add what the list lacks by mistake",
)
CAP = Text("这里规定上限", "the cap")
ASSESSED = Text("这里规定由它考核", "it is assessed here")
THE_SET = Text("超过上限的指标", "the indicators that exceed it")
FOR_ONE = Text("例中的人为 ", "for the person shown ")
FOR_ALL = Text("每个人都是 ", "for everybody ")
IN_ALL = Text("共 ", "")
NOBODY_NAMED = Text("“{name}”没有写由谁考核", "“{name}” names no owner")
OWNED_BY = Text("（“{owner}”）", " (“{owner}”)")
BY = Text("“{name}”由“{owner}”考核", "“{name}” by “{owner}”")
