"""Every statement, as it is written and as it is read."""

from __future__ import annotations

import pytest

from rankdsl.syntax import ast
from tests.syntax.notation import notation, read, statement, statements, wrong


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("要旨：“起草人的话，\n可以分行。”。", "Gist(“起草人的话，\n可以分行。”)"),
        ('要旨："ASCII 引号"。', "Gist(“ASCII 引号”)"),
        ("出处：S1。", "Sources([SourceEntry('S1', -)])"),
        (
            "出处：S1“第三条”、S2，“某书”“第5页”。",
            "Sources([SourceEntry('S1', “第三条”), SourceEntry('S2', -), SourceEntry('某书', “第5页”)])",
        ),
        ("适用：在编，且 现职级 低于 正处级。", "ScopeIs(Logic(且, [在编, Comparison(<, 现职级, 正处级)]))"),
        ("适用范围：在编。", "ScopeIs(在编)"),
        ("公布 可晋升：现职级、年度考核。", "Publish(可晋升, [现职级, 年度考核])"),
        ("待判断：群众公认、政治素质。", "LeftToJudgement([群众公认, 政治素质])"),
        ("预期 RD401：“门槛更高”。", "ExpectFinding('RD401', “门槛更高”)"),
    ],
)
def test_a_small_statement(text: str, tree: str) -> None:
    assert notation(statement(text)) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("参数 年限：2年。", "Parameter(年限, [ParameterValue(2年, -)])"),
        (
            "参数 年限：2年；3年，自2022年7月1日起；4年，自 2023年8月 起；5年，自2024年起；6年，自2025；。",
            (
                "Parameter(年限, [ParameterValue(2年, -), ParameterValue(3年, 2022-07-01),"
                " ParameterValue(4年, 2023-08-01), ParameterValue(5年, 2024-01-01), ParameterValue(6年, 2025-01-01)])"
            ),
        ),
        ("定义 年限：2年 × 优秀年数。", "Define(年限, PlainBody(Arithmetic(×, 2年, 优秀年数)))"),
        (
            "定义 年限：当 边远 时，6年；当 在编 时 8年；其他，10年；。",
            "Define(年限, BranchBody([Branch(边远, 6年), Branch(在编, 8年), Branch(-, 10年)]))",
        ),
        ("定义 年限：当 边远 时，6年；其他：10年。", "Define(年限, BranchBody([Branch(边远, 6年), Branch(-, 10年)]))"),
    ],
)
def test_a_parameter_or_definition(text: str, tree: str) -> None:
    assert notation(statement(text)) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        (
            "表 年限 按 现职级：\n  办事员级 → 8年；\n  科员级、副科级 -> 12年；\n  其他 => 15年。",
            (
                "Define(年限, TableBody([现职级], [Row([Cell(one of, [办事员级])], 8年),"
                " Row([Cell(one of, [科员级, 副科级])], 12年), Row(-, 15年)], False))"
            ),
        ),
        (
            "表 年限 按 现职级、工龄 逐行：任意，< 3年 → 1；科员级，≥3年 → 2；—，- → 3；甲，不超过 5年 → 4。",
            (
                "Define(年限, TableBody([现职级, 工龄], [Row([Cell(任意, []), Cell(<, [3年])], 1),"
                " Row([Cell(one of, [科员级]), Cell(≥, [3年])], 2), Row([Cell(任意, []), Cell(任意, [])], 3),"
                " Row([Cell(one of, [甲]), Cell(≤, [5年])], 4)], True))"
            ),
        ),
        (
            "表 等级 按 得分 + 加分：> 90 → 优；其他 → 良。",
            "Define(等级, TableBody([Arithmetic(+, 得分, 加分)], [Row([Cell(>, [90])], 优), Row(-, 良)], False))",
        ),
    ],
)
def test_a_table(text: str, tree: str) -> None:
    assert notation(statement(text)) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("决定 可晋升 须：在编。", "Decide(可晋升, ItemGroup(须, [ItemNode(-, 在编)]))"),
        (
            "决定 可晋升 须：（一）在编；(二) 非 处分期内；。",
            "Decide(可晋升, ItemGroup(须, [ItemNode(（一）, 在编), ItemNode(（二）, Not(处分期内))]))",
        ),
        (
            "决定 可晋升 须具备下列之一：（一）甲；（二）乙。",
            "Decide(可晋升, ItemGroup(须具备下列之一, [ItemNode(（一）, 甲), ItemNode(（二）, 乙)]))",
        ),
        (
            "决定 可晋升 须 下列之一：（一）甲；（二）乙。",
            "Decide(可晋升, ItemGroup(须具备下列之一, [ItemNode(（一）, 甲), ItemNode(（二）, 乙)]))",
        ),
        ("决定 可晋升 须符合下列条件：（一）甲。", "Decide(可晋升, ItemGroup(须, [ItemNode(（一）, 甲)]))"),
        (
            "决定 可晋升 须：\n（一）甲；\n（二）下列之一：\n1. 乙；\n2. 丙 ≥ 2.5；\n（三）具备下列各项：1.丁。",
            (
                "Decide(可晋升, ItemGroup(须, [ItemNode(（一）, 甲),"
                " ItemNode(（二）, ItemGroup(须具备下列之一, [ItemNode(（二）1, 乙),"
                " ItemNode(（二）2, Comparison(≥, 丙, 5/2))])),"
                " ItemNode(（三）, ItemGroup(须, [ItemNode(（三）1, 丁)]))]))"
            ),
        ),
    ],
)
def test_a_decision(text: str, tree: str) -> None:
    assert notation(statement(text)) == tree


def test_spans_of_items() -> None:
    decision = statement("决定 可晋升 须：（一）甲；（二）下列之一：1. 乙；2. 丙。")
    assert isinstance(decision, ast.Decide)
    assert decision.span.text == "决定 可晋升 须：（一）甲；（二）下列之一：1. 乙；2. 丙。"
    first, second = decision.group.items
    assert first.span.text == "（一）甲"
    assert second.span.text == "（二）下列之一：1. 乙；2. 丙"
    assert isinstance(second.body, ast.ItemGroup)
    assert [item.span.text for item in second.body.items] == ["1. 乙", "2. 丙"]


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        (
            "例外《甲办法》第3条 当 边远 时，年限 为 年限 − 1年。",
            "ExceptWhen(ArticleRef(《甲办法》, '第三条'), [], 边远, NormRef(年限, -), Arithmetic(−, 年限, 1年))",
        ),
        ("例外 当 边远 时，可晋升 为 是。", "ExceptWhen(-, [], 边远, NormRef(可晋升, -), TruthLiteral(True))"),
        (
            "例外第二条 优先于第四条、第五条 当 边远 时 可晋升（二） 视为具备。",
            (
                "ExceptWhen(ArticleRef(-, '第二条'), [ArticleRef(-, '第四条'), ArticleRef(-, '第五条')], 边远,"
                " NormRef(可晋升, （二）), 视为具备)"
            ),
        ),
        (
            "例外 第二条 当 边远 时，可晋升（二）1. 视为不具备。",
            "ExceptWhen(ArticleRef(-, '第二条'), [], 边远, NormRef(可晋升, （二）1), 视为不具备)",
        ),
        ("例外 第二条当 边远 时，甲 为3年。", "ExceptWhen(ArticleRef(-, '第二条'), [], 边远, NormRef(甲, -), 3年)"),
        (
            "修改《甲》第三条 乙 另须：（一）在编。",
            "Amend(ArticleRef(《甲》, '第三条'), NormRef(乙, -), AddItems(ItemGroup(须, [ItemNode(（一）, 在编)])))",
        ),
        (
            "修改《甲》第三条 可晋升 另须 下列之一：（一）甲；（二）乙。",
            (
                "Amend(ArticleRef(《甲》, '第三条'), NormRef(可晋升, -),"
                " AddItems(ItemGroup(须具备下列之一, [ItemNode(（一）, 甲), ItemNode(（二）, 乙)])))"
            ),
        ),
        (
            "修改《甲》第三条年限 改为：3年。",
            "Amend(ArticleRef(《甲》, '第三条'), NormRef(年限, -), ReplaceBody(PlainBody(3年)))",
        ),
        (
            "修改《甲》第三条 乙（一） 改为：甲。",
            "Amend(ArticleRef(《甲》, '第三条'), NormRef(乙, （一）), ReplaceBody(PlainBody(甲)))",
        ),
        (
            "修改《甲》第三条 年限 改为 按 级：甲 → 1。",
            (
                "Amend(ArticleRef(《甲》, '第三条'), NormRef(年限, -),"
                " ReplaceBody(TableBody([级], [Row([Cell(one of, [甲])], 1)], False)))"
            ),
        ),
        (
            "修改《甲》第三条 可晋升 改为：须：（一）甲；（二）乙。",
            (
                "Amend(ArticleRef(《甲》, '第三条'), NormRef(可晋升, -),"
                " ReplaceGroup(ItemGroup(须, [ItemNode(（一）, 甲), ItemNode(（二）, 乙)])))"
            ),
        ),
        (
            "修改《甲》第三条 可晋升（二） 改为：下列之一：1. 甲；2. 乙。",
            (
                "Amend(ArticleRef(《甲》, '第三条'), NormRef(可晋升, （二）),"
                " ReplaceGroup(ItemGroup(须具备下列之一, [ItemNode(（二）1, 甲), ItemNode(（二）2, 乙)])))"
            ),
        ),
        (
            "修改《甲》第三条 可晋升（二） 删去。",
            "Amend(ArticleRef(《甲》, '第三条'), NormRef(可晋升, （二）), DeleteItem())",
        ),
    ],
)
def test_an_exception_or_amendment(text: str, tree: str) -> None:
    assert notation(statement(text)) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        (
            "对下 可晋升：不得加严；不得放宽、不得变更，可自行规定。",
            (
                "ForSubordinates(可晋升, [RestrictionClause(不得加严, []), RestrictionClause(不得放宽, []),"
                " RestrictionClause(不得变更, []), RestrictionClause(可自行规定, [])])"
            ),
        ),
        (
            "对下 可晋升：不得增设条件 除 甲、乙 外；不得加严；。",
            "ForSubordinates(可晋升, [RestrictionClause(不得增设条件, [甲, 乙]), RestrictionClause(不得加严, [])])",
        ),
        ("断言：应任年限 ≥ 2年。", "AssertHolds(Comparison(≥, 应任年限, 2年))"),
        ("断言：存在 可晋升，且 在编。", "AssertExists(Logic(且, [可晋升, 在编]))"),
        ("断言：可晋升 随 年度考核 不减。", "AssertMonotone(可晋升, 年度考核, 1)"),
        ("断言：可晋升 随 处分 不增。", "AssertMonotone(可晋升, 处分, -1)"),
        ("断言：可晋升 与 性别 无关。", "AssertIndependent(可晋升, 性别)"),
        ("断言：甲 与 乙 互斥。", "AssertExclusive(甲, 乙)"),
    ],
)
def test_a_statement_about_norms(text: str, tree: str) -> None:
    assert notation(statement(text)) == tree


def test_a_case() -> None:
    case = statement(
        "案例 “年年优秀”：现职级 = 科员级；评定日 = 2016年7月1日；中层正职年限 = 不适用，工龄 为 3年；\n"
        "  年度考核 = {2004至2014：称职、2015：等次 优秀，得分 = 90.5；2016年-2017年：未知、}；处分 = {}；\n"
        "  期望 可晋升 = 是；期望 年限 为 无值；期望 乙 = 不能确定；其余 如常。"
    )
    assert isinstance(case, ast.Case)
    assert case.name.text == "年年优秀"
    assert [notation(given) for given in case.given] == [
        "Given(现职级, 科员级)",
        "Given(评定日, DayLiteral(2016-07-01))",
        "Given(中层正职年限, NotApplicable())",
        "Given(工龄, 3年)",
        (
            "Given(年度考核, RecordsLiteral([RecordYears(2004, 2014, [[-, 称职]]),"
            " RecordYears(2015, 2015, [[等次, 优秀], [得分, 181/2]]), RecordYears(2016, 2017, -)]))"
        ),
        "Given(处分, RecordsLiteral([]))",
    ]
    assert [notation(expected) for expected in case.expected] == [
        "Expect(可晋升, TruthLiteral(True))",
        "Expect(年限, 无值)",
        "Expect(乙, 不能确定)",
    ]
    assert case.rest_typical


def test_a_case_without_the_rest() -> None:
    case = statement("案例 “甲”：在编 = 是；期望 可晋升 = 否。")
    assert isinstance(case, ast.Case)
    assert not case.rest_typical
    assert statement("案例 “甲”：期望 乙 = 1；其余如常。") != case


def test_documents_headers_articles_and_chapters() -> None:
    parsed = read(
        "# 注释\n文件《甲意见（试行）》。\n层级：中央。词表：公务员。施行日期：2015年1月15日。废止：2020-01-01。\n"
        "预期 RD203：“说明”。\n第一章【总则】\n第1条\n适用：在编。 // 注释\n第二条之一【 题 】定义 a：1。\n"
        "文件《乙〈细则〉》\n层级：省级。辖区：省份 = 某省。\n"
        "依据：《甲意见（试行）》、《关于《丙》的通知》。施行：2016年7月1日。\n"
    )
    assert parsed.findings == ()
    first, second = parsed.node.documents
    assert first.title.text == "甲意见（试行）"
    assert (notation(first.level), notation(first.vocabulary)) == ("中央", "公务员")
    assert first.effective is not None
    assert (str(first.effective.day), notation(first.repealed)) == ("2015-01-15", "DayLiteral(2020-01-01)")
    assert first.jurisdiction is None
    assert first.under == ()
    assert notation(first.statements) == "[ExpectFinding('RD203', “说明”)]"
    assert [(a.name, a.heading, len(a.statements)) for a in first.articles] == [
        ("第一条", "", 1),
        ("第二条之一", "题", 1),
    ]
    assert first.articles[1].span.text == "第二条之一【 题 】定义 a：1。"
    assert first.articles[1].name_span.text == "第二条之一"
    assert first.span.text.startswith("文件《甲意见")
    assert first.span.text.endswith("定义 a：1。")
    assert notation(second.jurisdiction) == "Comparison(=, 省份, 某省)"
    assert [title.text for title in second.under] == ["甲意见（试行）", "关于《丙》的通知"]
    assert second.vocabulary is None
    assert second.articles == ()


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("预期 RD4：“a”。", "“RD4”不是检查编号"),
        ("对下 甲：不得加严 除 乙 外。", "“除……外”只能跟在“不得增设条件”之后，不能跟在“不得加严”之后"),
        ("定义 甲：当 乙 时，1；其他，2；当 丙 时，3。", "“其他”没有写在最后，后面的几行永远轮不到"),
        ("表 甲 按 乙：其他 → 1；丙 → 2。", "“其他”没有写在最后，后面的几行永远轮不到"),
        ("定义 甲：当 乙 时，1；其他，2；其他，3。", "“其他”没有写在最后，后面的几行永远轮不到"),
        ("表 甲 按 乙、丙：丁 → 1；其他 → 2。", "表有 2 列，这一行写了 1 格"),
        ("决定 甲 须：（一）乙；（三）丙。", "编号不连续：这里应当是“（二）”，写的是“（三）”"),
        ("决定 甲 须：（一）下列之一：2. 乙；3. 丙。", "编号不连续：这里应当是“1.”，写的是“2.”"),
        ("决定 甲 须：（一）乙；2. 丙。", "“2.”是第二层的编号，这里要用（一）、（二）"),
        (
            "修改《甲》第一条 乙 改为：下列之一：1. 丙；2. 丁。",
            "“改为：下列……：1. ……”只能改一项条件，这里没有写明改哪一项",
        ),
        ("修改《甲》第一条 乙（一） 改为：下列之一：（一）丙。", "“（一）”是第一层的编号，改写一项条件时要用 1. 2. 3."),
        ("定义 甲：计数 近300年 乙。", "“近300年”不是 1 至 100 的整年数或者次数"),
        ("定义 甲：连续半年 乙。", "“半年”不是 1 至 100 的整年数或者次数"),
        ("定义 甲：较大（1，2，3）。", "“较大”要写 2 项，这里写了 3 项"),
        ("定义 甲：取整（1，向上，10位）。", "“取整”保留的小数位数应当是 0 至 9 的整数"),
        ("定义 甲：合计 乙。", "“合计”没有说明取记录的哪一项"),
        ("定义 甲：计数 乙 的 丙。", "“计数”看的是整条记录，后面不能写“的”和项名"),
        ("定义 甲：任一 乙。", "“任一”没有说明记录要满足什么"),
        ("参数 甲：1；2，自3年起。", "“3年”不是“自”可以起算的日期"),
        ("案例 “甲”：乙 = {2015至2010：丙}；期望 丁 = 是。", "“2015至2010”不是年度，或者后一个年度早于前一个"),
    ],
)
def test_what_can_be_read_but_is_not_well_formed(body: str, message: str) -> None:
    """Told once; the statement stays in the tree."""
    assert wrong(body) == [message]
    parsed = read("文件《甲》\n第一条【乙】\n" + body)
    assert len(parsed.node.documents[0].articles[0].statements) == 1


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("施行：2020年1月。", "“2020年1月”没有写到日，不知道从哪一天起算"),
        ("施行：2020年。", "“2020年”没有写到日，不知道从哪一天起算"),
        ("施行：2020年2月30日。", "日历上没有“2020年2月30日”"),
        ("废止：3年。", "“3年”不是日期"),
        ("施行：2020年1月1日。施行：2021年1月1日。", "“施行”在第1行已经写过"),
        ("第一条【甲】定义 乙：1。层级：县级。", "“层级”要写在第一条之前，这里已经在第一条里"),
    ],
)
def test_a_header_that_is_not_well_formed(header: str, message: str) -> None:
    parsed = read("文件《甲》" + header)
    assert [f.message.zh for f in parsed.findings] == [message]
    (document,) = parsed.node.documents
    assert document.effective is not None or document.repealed is not None or document.level is not None


def test_labels_that_stand_twice_are_left_to_the_meaning() -> None:
    """A name that stands twice is RD104, wherever it stands."""
    assert len(statements("决定 甲 须：（一）乙；（一）丙；（二）丁。")) == 1


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("新设 决定 可转任 须：在编。", "Decide(可转任, ItemGroup(须, [ItemNode(-, 在编)]), True)"),
        ("决定 可晋升职级 即《某部规定》可晋升。", "DecideSame(可晋升职级, 《某部规定》, 可晋升)"),
        ("决定 可晋升职级 即《某部规定》第三条 可晋升。", "DecideSame(可晋升职级, 《某部规定》, 可晋升)"),
        (
            "决定 甲 须：（一）读法甲：乙；读法乙：丙 且 丁；采读法乙；（二）戊。",
            (
                "Decide(甲, ItemGroup(须, [ItemNode(（一）, Readings([['读法甲', 乙], ['读法乙', Logic(且, [丙, 丁])]],"
                " '读法乙')), ItemNode(（二）, 戊)]))"
            ),
        ),
        (
            "对下 期限：可在2年至5年之间规定。",
            "ForSubordinates(期限, [RestrictionClause(可在, [], [2年, 5年])])",
        ),
        (
            "对下 期限：可在 最短 至 5年 之间自行规定；专属。",
            "ForSubordinates(期限, [RestrictionClause(可在, [], [最短, 5年]), RestrictionClause(专属, [])])",
        ),
        (
            "对应 考核档次：合格、良好 → 称职；不合格 → 不称职；。",
            "Correspond(考核档次, [[合格, 称职], [良好, 称职], [不合格, 不称职]])",
        ),
        ("对应 岗位类别：新设。", "Correspond(岗位类别, -)"),
    ],
)
def test_a_statement_between_documents(text: str, tree: str) -> None:
    assert notation(statement(text)) == tree


@pytest.mark.parametrize(
    ("items", "message"),
    [
        ("（一）读法甲：乙；采 读法甲", "这一项只有“读法甲”，没有别的读法"),
        ("（一）读法甲：乙；读法乙：丙", "这一项有读法甲、读法乙几种读法，没有写明采用哪一种"),
        ("（一）读法甲：乙；读法甲：丙；读法乙：丁；采 读法甲", "这一项的“读法甲”写了两次"),
        ("（一）读法甲：乙；读法乙：丙；采 读法丙", "采的是“读法丙”，这一项只有读法甲、读法乙"),
        ("（一）读法甲：乙；读法乙：丙；采 读法乙；采 读法甲", "这一项已经写明采读法乙，只能采一种"),
        ("（一）乙；读法乙：丙", "“读法乙”前面没有它所属的那一项"),
        ("采 读法乙", "“读法乙”前面没有它所属的那一项"),
        ("读法乙：丙", "“读法乙”前面没有它所属的那一项"),
    ],
)
def test_readings_that_do_not_go_together(items: str, message: str) -> None:
    assert wrong(f"决定 甲 须：{items}。") == [message]
