"""Manual pages of the faults of documents: references, hierarchy, versions, sources, amendments."""

from __future__ import annotations

from rankdsl.diagnostics import Page, Severity, Text

BAD_REFERENCE = Page(
    code="RD109",
    name="bad-reference",
    severity=Severity.ERROR,
    title=Text("引用的条文不存在", "a reference to nothing"),
    manual=Text(
        """\
“例外”“修改”“优先于”所指的文件、条、项不存在，或者所指的条里没有写那个名称，或者所指的项已经删去。
“例外”“修改”只能针对上位文件（例外也可以针对本文件）。

**怎样处理**：对照原文核对条号、项号和名称；提示里会说明这个名称实际写在哪一条。
""",
        """\
an exception, an amendment or a precedence refers to a document, article or item that does not exist, to an article
that does not hold that name, or to an item that was deleted. Amendments are about superiors only; exceptions about
superiors or the document itself.

**What to do**: compare article, item and name with the text; the message says where the name really stands.
""",
    ),
    wrong="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【年限】
  定义 规定年限：3年。

第二条【条件】
  决定 可晋升 须：任现职级年限 ≥ 规定年限。

第三条【例外】
  例外 第二条 当 艰苦边远地区 时，规定年限 为 2年。
""",
    right="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【年限】
  定义 规定年限：3年。

第二条【条件】
  决定 可晋升 须：任现职级年限 ≥ 规定年限。

第三条【例外】
  例外 第一条 当 艰苦边远地区 时，规定年限 为 2年。
""",
)

HIERARCHY = Page(
    code="RD110",
    name="hierarchy",
    severity=Severity.ERROR,
    title=Text("文件要素或上下级关系有误", "header or superiors at fault"),
    manual=Text(
        """\
每份文件开头要写明层级、词表（有上位文件的可以不写，沿用上位文件的）和施行日期。层级有中央、省级、市级、县级、乡级。
“依据”所列的上位文件要在工作区里，层级不低于本文件，不能互为依据。下位文件的词表要么与上位文件相同，要么是它的扩展。
几份上位文件各自规定了同一个名称而又互不隶属的，本文件必须重新规定才能使用。

**怎样处理**：补齐要素；核对“依据”里的标题（提示会给出相近的标题）；去掉循环的依据。
""",
        """\
a document opens with its level, its vocabulary (left out, it is the superior's) and the day it takes effect. The levels
are 中央, 省级, 市级, 县级 and 乡级. The superiors under 依据 must be in the workspace, not of a lower level, and must
not rest on each other in a circle. A document's vocabulary is its superior's or an extension of it. A name that several
superiors define, none of them over the other, can be used only where the document defines it again.

**What to do**: complete the header; check the titles under 依据 (near titles are shown); break the circle.
""",
    ),
    wrong="""\
文件《某部示例规定》
  层级：中央。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  决定 可晋升 须：在编。

文件《甲省示例细则》
  层级：省级。 依据：《某部示例规则》。 词表：公务员。 施行：2020年6月1日。

第一条【年限】
  定义 年限已满：任现职级年限 ≥ 2年。
""",
    right="""\
文件《某部示例规定》
  层级：中央。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  决定 可晋升 须：在编。

文件《甲省示例细则》
  层级：省级。 依据：《某部示例规定》。 词表：公务员。 施行：2020年6月1日。

第一条【年限】
  定义 年限已满：任现职级年限 ≥ 2年。
""",
)

OVERLAPPING_VERSIONS = Page(
    code="RD111",
    name="overlapping-versions",
    severity=Severity.ERROR,
    title=Text("同一标题的两个文本施行期间重叠", "two versions in force at once"),
    manual=Text(
        """\
两份文件标题相同，是同一文件的两个版本，施行期间却有重叠，那段时间里不知道以哪一份为准。

**怎样处理**：给旧版本写上“废止”日期（新版本施行之日）；本来不是同一文件的，改用不同的标题。
""",
        """\
two documents bear one title, so they are versions of one document, but their periods overlap: for that time nobody can
tell which one counts.

**What to do**: give the older version a 废止 date (the day the newer one takes effect); use different titles if they
are different documents.
""",
    ),
    wrong="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2018年1月1日。

第一条【条件】
  决定 可晋升 须：任现职级年限 ≥ 3年。

文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  决定 可晋升 须：任现职级年限 ≥ 2年。
""",
    right="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2018年1月1日。 废止：2020年1月1日。

第一条【条件】
  决定 可晋升 须：任现职级年限 ≥ 3年。

文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  决定 可晋升 须：任现职级年限 ≥ 2年。
""",
)

UNKNOWN_SOURCE = Page(
    code="RD118",
    name="unknown-source",
    severity=Severity.ERROR,
    title=Text("出处不存在", "a source that is not registered"),
    manual=Text(
        """\
“出处”里的键不在工作区的出处清单（sources.yaml）里，读者查不到数字的来历。

**怎样处理**：核对键的写法；新的出处先登记到清单里，再引用。
""",
        """\
the key under 出处 is not in the workspace's list of sources (sources.yaml), so nobody can look up where a number comes
from.

**What to do**: check the key; register a new source in the list first.
""",
    ),
    wrong="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  出处：无此出处“第三页”。
  决定 可晋升 须：任现职级年限 ≥ 3年。
""",
    right="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  出处：S3“第三页”。
  决定 可晋升 须：任现职级年限 ≥ 3年。
""",
)

BAD_AMENDMENT = Page(
    code="RD119",
    name="bad-amendment",
    severity=Severity.ERROR,
    title=Text("例外、修改或对下要求的写法不成立", "a form of exception or amendment that does not exist"),
    manual=Text(
        """\
能够写的只有下面几种：

- 例外：定义“为”另一个值；某一项“视为具备”或“视为不具备”；决定“为 是”或“为 否”；
- 修改（只对上位文件）：决定“另须”；定义、决定、某一项“改为”；某一项“删去”。
  同一项在一份文件里只能改一次，不能把一个决定的各项删光；
- 对下：定义和参数只能写“不得变更”“可在…之间规定”“可自行规定”“专属”；决定可以写其他各种要求，不能写“可在…之间规定”；
- 决定 … 即《…》…：后面是上位文件的一项决定；新设 决定：名称是上位文件没有的。

**怎样处理**：换成对应的写法；要写新的决定或定义，直接写“决定”“定义”，不用“修改”。
""",
        """\
only these forms exist:

- exceptions: another value for a definition; an item is deemed met or not met (视为具备, 视为不具备); a decision is
  是 or 否;
- amendments, of superiors only: a decision also requires (另须); a definition, decision or item is replaced (改为); an
  item is deleted (删去). One document changes an item at most once, and may not delete all items of a decision;
- 对下: on definitions and parameters only 不得变更, 可在…之间规定, 可自行规定 and 专属; on a decision every restriction
  but 可在…之间规定;
- 决定 … 即《…》…: what follows is a superior's decision; 新设 决定: no superior has the name.

**What to do**: use the form that fits; state a new decision or definition outright, without 修改.
""",
    ),
    wrong="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【年限】
  定义 规定年限：3年。
  对下 规定年限：不得加严。

第二条【条件】
  决定 可晋升 须：任现职级年限 ≥ 规定年限。
""",
    right="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【年限】
  定义 规定年限：3年。
  对下 规定年限：不得变更。

第二条【条件】
  决定 可晋升 须：任现职级年限 ≥ 规定年限。
  对下 可晋升：不得加严。
""",
)

PAGES = (
    BAD_REFERENCE,
    HIERARCHY,
    OVERLAPPING_VERSIONS,
    UNKNOWN_SOURCE,
    BAD_AMENDMENT,
)
