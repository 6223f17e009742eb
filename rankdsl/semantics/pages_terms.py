"""Manual pages of the faults of names, types, units and arithmetic."""

from __future__ import annotations

from rankdsl.diagnostics import Page, Severity, Text

UNKNOWN_NAME = Page(
    code="RD103",
    name="unknown-name",
    severity=Severity.ERROR,
    title=Text("名称没有定义", "a name that nothing defines"),
    manual=Text(
        """\
条文里用到的名称，既不是本文件或上位文件的定义、参数、决定，也不是词表里的事实；或者词表、一段时间（任现职级以来）、
逐年记录的名称不存在。

最常见的原因是写错一个字，或者运算词与名称连写：名称由连续的汉字、字母、数字组成，“现职级低于正处级”会被读成一个名称，
要写成“现职级 低于 正处级”。

**怎样处理**：按提示改正名称；确实是新概念的，先用“定义”写清楚；是关于人的新事实的，写进词表。
""",
        """\
a name is used that is neither a definition, parameter or decision of this document or one above it, nor a fact of the
vocabulary; or a vocabulary, a window (任现职级以来) or a list of records of that name does not exist.

Mostly one character is wrong, or a word of the language is glued to a name: a name is an unbroken run of Han
characters, letters and digits, so 现职级低于正处级 is read as one name; write 现职级 低于 正处级.

**What to do**: correct the name; define a new concept with 定义; put a new fact about people into the vocabulary.
""",
    ),
    wrong="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  决定 可晋升 须：
    （一）任现职级年线 ≥ 2年；
    （二）非 处分期内。
""",
    right="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  决定 可晋升 须：
    （一）任现职级年限 ≥ 2年；
    （二）非 处分期内。
""",
)

DUPLICATE_NAME = Page(
    code="RD104",
    name="duplicate-name",
    severity=Severity.ERROR,
    title=Text("名称重复", "a name used twice"),
    manual=Text(
        """\
同一份文件里，一个名称（定义、参数、决定）、一个条号或者一项的编号写了两次；或者定义的名称与词表里的事实同名，或者
会读成一个数（“三项”是3，“半年”是6个月）。读的人无法知道指的是哪一个。

下位文件可以重新定义上位文件的名称，那不是重复。

**怎样处理**：给其中一个另起名称或编号；同一概念有几种情形的，写成一个定义的几个分支（当 … 时）。
""",
        """\
within one document a name (of a definition, parameter or decision), an article's number or an item's label stands
twice; or a definition bears the name of a fact of the vocabulary, or one that is read as a number (三项 is 3, 半年 is
6 months). Nobody can tell which one is meant.

A document may define a superior's name again; that is no duplicate.

**What to do**: give one of them another name or number; where one concept has several cases, write them as branches
(当 … 时) of one definition.
""",
    ),
    wrong="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【年限】
  定义 规定年限：2年。
  定义 规定年限：3年。

第二条【条件】
  决定 可晋升 须：任现职级年限 ≥ 规定年限。
""",
    right="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【年限】
  定义 规定年限：当 艰苦边远地区 时，2年；其他，3年。

第二条【条件】
  决定 可晋升 须：任现职级年限 ≥ 规定年限。
""",
)

TYPE_MISMATCH = Page(
    code="RD105",
    name="type-mismatch",
    severity=Severity.ERROR,
    title=Text("类型不符", "things of different kinds"),
    manual=Text(
        """\
把不同种类的东西放在一起：拿职级与考核等次相比，对不分高低的名单（如省份）问高低，把“是/否”当作数来加，或者在要写“是/
否”的地方写了数。

**怎样处理**：检查两边是不是同一种东西；日期与月份比较时先用“所在月（…）”；逐年记录不能直接比较，先用“计数”“任一”等归
纳。
""",
        """\
things of different kinds meet: a rank is compared with a grade, an unordered list of values (provinces) is asked
which is higher, a yes-or-no is added like a number, or a number stands where yes or no is wanted.

**What to do**: see whether both sides are the same kind of thing; bring a date to its month with 所在月（…）; sum a
list of records up with 计数, 任一 and so on before comparing.
""",
    ),
    wrong="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  决定 可晋升 须：
    （一）任现职级年限 ≥ 2年；
    （二）性别 高于 女。
""",
    right="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  决定 可晋升 须：
    （一）任现职级年限 ≥ 2年；
    （二）现职级 高于 办事员级。
""",
)

UNIT_MISMATCH = Page(
    code="RD106",
    name="unit-mismatch",
    severity=Severity.ERROR,
    title=Text("单位不符", "units that do not fit"),
    manual=Text(
        """\
单位是类型的一部分：年、月可以相加减、相比较，元只与元，日只与日；百分比与百分比可以相加、比较，百分比乘以什么，结果就
是什么单位。两个同单位的数相除，结果没有单位；“甲 ÷ 乙”可以直接与百分比比较，也可以写成“甲 ÷ 乙 × 100%”。没有单位的数
不能当作年限或金额，“年限 ≥ 2”要写成“年限 ≥ 2年”。

**怎样处理**：补上或改正单位；年份是没有单位的数，写“2015”，不写“2015年”。
""",
        """\
units are types: years and months add and compare with each other, money only with money, days only with days;
percentages add and compare among themselves, and a percentage of something has the unit of that thing. A quotient of
two like numbers has no unit; it may be compared with a percentage, and 甲 ÷ 乙 × 100% is one. A bare number is no
tenure and no amount: instead of ≥ 2 write ≥ 2年.

**What to do**: add or correct the unit; the number of a year has no unit, so write 2015, not 2015年.
""",
    ),
    wrong="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  定义 应任年限：2年 + 800元。
  决定 可晋升 须：任现职级年限 ≥ 应任年限。
""",
    right="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  定义 应任年限：2年 + 6个月。
  决定 可晋升 须：任现职级年限 ≥ 应任年限。
""",
)

UNKNOWN_VALUE = Page(
    code="RD108",
    name="unknown-value",
    severity=Severity.ERROR,
    title=Text("没有这个值", "a value that is not listed"),
    manual=Text(
        """\
与一个枚举事实（职级、等次、层级……）比较的值，不在词表为它列出的值里。例如词表里写的是“科员级”，条文里写“科员”。
案例里给出的数超出词表的范围，或者给出不可能有的年度的记录，也属于这一类。

**怎样处理**：按提示改成词表里的值；确实漏列的，补进词表。
""",
        """\
a value is compared with an enumeration (a rank, a grade, a tier) that the vocabulary does not list for it, such as
科员 where the vocabulary says 科员级. A case that gives a number outside its range, or a record of a year that can
have none, is of this kind too.

**What to do**: use a value of the vocabulary; if one is really missing there, add it.
""",
    ),
    wrong="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  决定 可晋升 须：
    （一）任现职级年限 ≥ 2年；
    （二）现职级 不低于 科员。
""",
    right="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  决定 可晋升 须：
    （一）任现职级年限 ≥ 2年；
    （二）现职级 不低于 科员级。
""",
)

ARITHMETIC = Page(
    code="RD115",
    name="arithmetic",
    severity=Severity.ERROR,
    title=Text("算式没有确定的结果", "a calculation without a definite result"),
    manual=Text(
        """\
计算必须精确。下面的算式没有写清楚结果：

- 除数可能是零；
- 除以一个会变的数，却没有紧接着取整或比较（“取整（甲 ÷ 乙，四舍五入，2位）”）；
- 年限、日数可能不是整月、整日（半个月的年限没有意义）；
- 数太大，不可能是真的。

**怎样处理**：写明怎样取整：“取整（…，向上）”“取整（…，向下）”或者“取整（…，四舍五入）”；
除数可能为零的，先排除这种情形。
""",
        """\
calculation must be exact. These formulas leave the result open:

- the divisor may be zero;
- something is divided by a changing number without being rounded or compared at once (取整（甲 ÷ 乙，四舍五入，2位）);
- a tenure or a number of days may not come out whole (half a month of tenure means nothing);
- a number is too large to be true.

**What to do**: say how to round: 取整（…，向上）, 取整（…，向下） or 取整（…，四舍五入）; where a divisor may be
zero, exclude that case first.
""",
    ),
    wrong="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  定义 应任年限：5年 ÷ 7。
  决定 可晋升 须：任现职级年限 ≥ 应任年限。
""",
    right="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【条件】
  定义 应任年限：取整（5年 ÷ 7，向上）。
  决定 可晋升 须：任现职级年限 ≥ 应任年限。
""",
)

CYCLIC_DEFINITION = Page(
    code="RD206",
    name="cyclic-definition",
    severity=Severity.ERROR,
    title=Text("循环定义", "a definition in a circle"),
    manual=Text(
        """\
几个名称互相以对方为前提，谁也算不出来：甲由乙得出，乙又由甲得出。例外条文里写自己的名称不算循环，那是指没有例外时的值。
几条例外互相优先于对方，也属于这一类。

**怎样处理**：沿着提示的一圈名称找到多余的一环，改为直接引用事实。
""",
        """\
names presuppose each other, so that none has a value: A follows from B and B from A. Within an exception its own name
is no circle: it means the value without the exception. Exceptions that take precedence over each other are the same
fault.

**What to do**: follow the ring that is shown, find the link that should not be there, and refer to a fact instead.
""",
    ),
    wrong="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【年限】
  定义 应任年限：2年 + 补足年限。
  定义 补足年限：应任年限 − 1年。

第二条【条件】
  决定 可晋升 须：任现职级年限 ≥ 应任年限。
""",
    right="""\
文件《甲县示例办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【年限】
  定义 应任年限：2年 + 补足年限。
  定义 补足年限：1年。
  例外 第一条 当 艰苦边远地区 时，应任年限 为 应任年限 − 1年。

第二条【条件】
  决定 可晋升 须：任现职级年限 ≥ 应任年限。
""",
)

PAGES = (
    UNKNOWN_NAME,
    DUPLICATE_NAME,
    TYPE_MISMATCH,
    UNIT_MISMATCH,
    UNKNOWN_VALUE,
    ARITHMETIC,
    CYCLIC_DEFINITION,
)
