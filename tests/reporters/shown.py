"""Findings made by hand, as reporters get them."""

from __future__ import annotations

from datetime import date

from rankdsl.diagnostics import (
    Citation,
    DocumentReport,
    DocumentVerdict,
    Edit,
    Evidence,
    Finding,
    Fix,
    ObligationReport,
    PersonShown,
    Place,
    Report,
    Severity,
    Text,
    Verdict,
    Waiver,
)
from rankdsl.source import SourceFile

ABOVE = SourceFile("central/意见.rank", "文件《意见》\n第十条【晋升】\n  决定 可晋升 须：任现职级年限 ≥ 12年。\n")
BELOW = SourceFile(
    "counties/甲县.rank",
    "文件《甲县办法》\n第二条【另设】\n  修改《意见》第十条 可晋升 另须：\n    （一）中层正职年限 ≥ 3年。\n",
)


def place(file: SourceFile, words: str, document: str, article: str | None = None, item: str | None = None) -> Place:
    start = file.text.index(words)
    return Place(file.span(start, start + len(words)), document, article, item)


STRICTER = Finding(
    code="RD401",
    name="stricter-than-superior",
    severity=Severity.ERROR,
    message=Text("“可晋升”比上位文件严", "“可晋升” is stricter than above"),
    place=place(BELOW, "中层正职年限 ≥ 3年", "甲县办法", "第二条", "（一）"),
    help=Text("删去这一项", "remove this item"),
    subject="可晋升",
    related=(Citation(place(ABOVE, "任现职级年限 ≥ 12年", "意见", "第十条"), Text("上级准予晋升", "promoted above")),),
    evidence=Evidence(
        person=PersonShown(
            {"现职级": "科员级", "任现职级起": "2004年7月", "中层正职年限": "0年", "评定日": "2016年7月1日"},
            {"here": "否", "superior": "是"},
        ),
        decisive=("现职级", "中层正职年限"),
        replayed=True,
    ),
    fix=Fix(
        Text("删去第二条（一）", "remove 第二条（一）"),
        (Edit(BELOW.span(BELOW.text.index("    （一）"), len(BELOW.text)), ""),),
        verified=True,
    ),
    period=("2016-07-01", "2019-06-01"),
)
HIDDEN = Finding(
    code="RD301",
    name="hidden-criterion",
    severity=Severity.ERROR,
    message=Text("“中层正职年限”没有公布", "“中层正职年限” is not published"),
    place=place(BELOW, "可晋升", "甲县办法", "第二条"),
    subject="可晋升",
    evidence=Evidence(
        person=PersonShown({"现职级": "科员级", "中层正职年限": "2年11个月"}, {"here": "否"}),
        other=PersonShown({"现职级": "科员级", "中层正职年限": "3年"}, {"here": "是"}),
        decisive=("中层正职年限",),
        replayed=True,
    ),
    expected=True,
)
NOBODY = Finding(
    code="RD203",
    name="impossible-decision",
    severity=Severity.WARNING,
    message=Text("没有人能够晋升", "nobody can be promoted"),
    place=place(ABOVE, "可晋升", "意见", "第十条"),
    subject="可晋升",
    evidence=Evidence(core=(place(ABOVE, "第十条", "意见", "第十条"), place(BELOW, "第二条", "甲县办法", "第二条"))),
    waiver=Waiver("试点（至2020年）", "省公务员局函〔2016〕3号", date(2020, 12, 31)),
)
UNDECIDED = Finding(
    code="RD901",
    name="unknown",
    severity=Severity.WARNING,
    message=Text("没有得出结论", "not decided"),
    place=place(BELOW, "《甲县办法》", "甲县办法"),
    verdict=Verdict.UNKNOWN,
)
UNREADABLE = Finding(
    code="RD100",
    name="unreadable-file",
    severity=Severity.ERROR,
    message=Text("文件不是文字", "the file is no text"),
    place=Place(SourceFile("scan.rank", "").span(0, 0)),
    unreadable=True,
)
UNMODELLED = Finding(
    code="RD211",
    name="unmodelled",
    severity=Severity.NOTE,
    message=Text("这一条没有写成规则", "this article has no norm"),
    place=place(ABOVE, "第十条【晋升】", "意见", "第十条"),
)
ALL = (STRICTER, HIDDEN, NOBODY, UNDECIDED, UNREADABLE, UNMODELLED)

REPORT = Report(
    documents=(
        DocumentReport("意见", "central/意见.rank", "中央", (), DocumentVerdict.CLEAN),
        DocumentReport("甲县办法", "counties/甲县.rank", "县级", ("意见", "规定"), DocumentVerdict.FINDINGS),
    ),
    obligations=(
        ObligationReport("RD401", "可晋升", "甲县办法", ("第二条",), ("2016-07-01", "2019-06-01"), Verdict.REFUTED),
        ObligationReport("RD402", "可晋升", "甲县办法", ("第二条",), None, Verdict.PROVED),
        ObligationReport("RD203", "可晋升", "意见", (), ("2015-01-15", None), Verdict.UNKNOWN),
    ),
    findings=ALL,
    as_of=date(2016, 7, 1),
    solver="z3 4.15.4",
    seconds=0.12345,
)
