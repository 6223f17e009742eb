"""Logs of dated steps: what is found at which line, and what stays open."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest

from rankdsl import pipeline
from rankdsl.diagnostics import Finding, Verdict
from rankdsl.ir.mechanisms import Mechanism
from rankdsl.ir.nodes import Const
from rankdsl.ir.types import DAYS, WORKDAYS
from rankdsl.population.log_checking import check_log
from rankdsl.population.log_reading import read_logs
from rankdsl.population.periods_kept import lasted, within
from rankdsl.source import SourceFile
from rankdsl.vocabulary import Calendar, load_calendars
from rankdsl.vocabulary.yaml_nodes import MappingNode, read_yaml
from rankdsl.workspace.opening import open_workspace, shipped_vocabularies

CALENDARS = Path(__file__).parents[2] / "policies" / "calendars"
RULES = """\
文件《某县晋升办法》
  层级：县级。 词表：公务员。 施行：2020年1月1日。

第一条【程序】
  积分 综合得分 满分 100：（一）资历分 占 100%：10 × 任现职级年限 ÷ 1年。
  决定 可晋升 须：任现职级年限 ≥ 2年。
  决定 应降级 须：计数 近1年 年度考核 中（等次 = 不称职）≥ 1。
  程序 晋升程序 用于 可晋升：
    （一）会议研究，由 「党委（党组）」；
    （二）考察，不超过 10日；
    （三）公示，由 组织部，不少于 5个工作日，公布 任现职级起、综合得分 明细；
    （四）会议研究，由 「党委（党组）」；
    （五）审批。
  后果 应降级：申诉 复核 30日 答复 30日、申诉 10个工作日。
"""
SOUND = """\
procedure: 晋升程序
steps:
  - {step: 会议研究, on: 2026-03-02, by: 党委（党组）}
  - {step: 会议研究, on: 2026-03-03, by: 党委（党组）}
  - {step: 考察, on: 2026-03-04, until: 2026-03-14}
  - {step: 公示, on: 2026-03-16, until: 2026-03-23, by: 组织部, published: [综合得分 明细, 任现职级起, 现职级]}
  - {step: 报备, on: 2026-03-01}
  - {step: 会议研究, on: 2026-03-24, by: 党委(党组)}
"""


def calendar() -> Calendar:
    files = [SourceFile(p.name, p.read_text(encoding="utf-8")) for p in sorted(CALENDARS.glob("*.yaml"))]
    loaded, findings = load_calendars(files, None)
    assert findings == ()
    return loaded


@pytest.fixture(scope="module")
def mechanisms(tmp_path_factory: pytest.TempPathFactory) -> tuple[tuple[int, Mechanism], ...]:
    folder = tmp_path_factory.mktemp("办法")
    (folder / "rules.rank").write_text(RULES, encoding="utf-8")
    place = open_workspace([folder], codes=pipeline.CODES, shipped=shipped_vocabularies())
    (model,) = pipeline.load(place).models
    return model.pieces[0].mechanisms


def checked(text: str, mechanisms: tuple[tuple[int, Mechanism], ...], as_of: date | None = None) -> list[Finding]:
    nodes, problems = read_yaml(SourceFile("单位.yaml", text))
    assert problems == ()
    logs, findings = read_logs(nodes[0])
    assert findings == (), [f.message.zh for f in findings]
    return [f for log in logs for f in check_log(log, mechanisms, calendar(), as_of)]


def line(finding: Finding) -> int:
    assert finding.place.span is not None
    return finding.place.span.file.position(finding.place.span.start)[0]


def test_a_log_in_order_with_a_meeting_held_twice(mechanisms: tuple[tuple[int, Mechanism], ...]) -> None:
    assert checked(SOUND, mechanisms) == []
    # Superiors and documents may write several runs, and leave out the name of the only procedure.
    runs = "".join(f"  {each}\n" for each in SOUND.splitlines()[1:])
    assert checked(f"-{runs[1:]}-{runs[1:]}", mechanisms) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            {"until: 2026-03-23": "until: 2026-03-20"},
            (6, "从2026年3月16日到2026年3月20日只有4个工作日（起始当日不计）"),
        ),
        ({"until: 2026-03-14": "until: 2026-03-17"}, (5, "超过《某县晋升办法》第一条（二）规定的10日")),
        ({"by: 组织部": "by: 人事科"}, (6, "由“人事科”进行，《某县晋升办法》第一条（三）规定由“组织部”负责")),
        ({"综合得分 明细": "综合得分"}, (6, "没有公布“综合得分 明细”")),
        ({"[综合得分 明细, 任现职级起, 现职级]": "[综合得分 明细]"}, (6, "没有公布“任现职级起”")),
        (
            {"{step: 会议研究, on: 2026-03-24, by: 党委(党组)}": "{step: 审批, on: 2026-03-24}"},
            (4, "“会议研究”（2026年3月3日）早于“公示”（2026年3月16日），《某县晋升办法》第一条（四）规定在它之后"),
        ),
        ({"step: 考察": "step: 考查"}, (6, "没有“考察”的记录，“公示”已经在2026年3月16日进行")),
        (
            {"{step: 考察, on: 2026-03-04, until: 2026-03-14}": "{step: 考察, on: 2026-03-30}"},
            (5, "（2026年3月30日）晚于“公示”（2026年3月16日）"),
        ),
    ],
)
def test_one_thing_wrong(
    change: Mapping[str, str], told: tuple[int, str], mechanisms: tuple[tuple[int, Mechanism], ...]
) -> None:
    text = SOUND
    for old, new in change.items():
        assert old in text
        text = text.replace(old, new)
    (finding,) = checked(text, mechanisms)
    assert line(finding) == told[0]
    assert told[1] in finding.message.zh
    assert (finding.code, finding.verdict) == ("RD407", Verdict.REFUTED)
    assert finding.related[0].place.citation.startswith("《某县晋升办法》第一条（")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            ", by: 组织部, published: [综合得分 明细, 任现职级起, 现职级]",
            "",
            "没有记录由谁进行（by）、公布了什么（published）",
        ),
        ("2026-03-16, until: 2026-03-23", "2031-03-16, until: 2031-03-23", "工作日历没有写到其中的日子"),
    ],
)
def test_what_cannot_be_told(old: str, new: str, told: str, mechanisms: tuple[tuple[int, Mechanism], ...]) -> None:
    text = SOUND.replace(old, new).replace("2026-03-24", "2031-03-24")
    (finding,) = (f for f in checked(text, mechanisms) if f.verdict is Verdict.UNKNOWN)
    assert told in finding.message.zh
    assert finding.severity.value == "warning"


def test_whether_a_meeting_was_the_one_that_decides(mechanisms: tuple[tuple[int, Mechanism], ...]) -> None:
    (finding,) = checked(SOUND.replace("on: 2026-03-24", "on: 2026-03-20"), mechanisms)
    assert (line(finding), finding.verdict) == (8, Verdict.UNKNOWN)
    assert "不能确定是否如此" in finding.message.zh
    assert "“会议研究”在2026年3月20日就开始了，“公示”到2026年3月23日才结束" in finding.message.zh


def test_few_days_need_no_calendar(mechanisms: tuple[tuple[int, Mechanism], ...]) -> None:
    text = SOUND.replace("2026-03-16, until: 2026-03-23", "2031-03-16, until: 2031-03-20").replace(
        "2026-03-24", "2031-03-24"
    )
    assert ["只有4日" in f.message.zh for f in checked(text, mechanisms)] == [True]


@pytest.mark.parametrize(
    ("entry", "as_of", "told"),
    [
        ("复核, notified: 2026-03-02, asked: 2026-04-01, answered: 2026-05-01", None, []),
        ("复核, notified: 2026-03-02, asked: 2026-04-02", None, ["已经超过《某县晋升办法》第一条规定的30日"]),
        ("复核, notified: 2026-03-05, asked: 2026-04-07", None, []),  # 4 to 6 April are holidays
        ("复核, notified: 2026-03-02, asked: 2026-03-03, answered: 2026-04-03", None, ["到2026年4月3日才答复"]),
        ("复核, notified: 2026-03-02, asked: 2026-03-03", date(2026, 4, 2), []),
        ("复核, notified: 2026-03-02, asked: 2026-03-03", date(2026, 4, 3), ["到2026年4月3日还没有答复"]),
        ("申诉, notified: 2026-03-02, asked: 2026-03-16", None, []),
        ("申诉, notified: 2026-03-02, asked: 2026-03-17", None, ["已经超过《某县晋升办法》第一条规定的10个工作日"]),
        ("申诉, notified: 2031-03-02, asked: 2031-03-17", None, ["不能确定"]),
        ("复议, notified: 2026-03-02, asked: 2026-03-17", None, ["没有名为“复议”的申诉途径"]),
    ],
)
def test_appeals_in_time(
    entry: str, as_of: date | None, told: list[str], mechanisms: tuple[tuple[int, Mechanism], ...]
) -> None:
    found = checked(f"appeals:\n  - {{against: 应降级, appeal: {entry}}}\n", mechanisms, as_of)
    assert [part in f.message.zh for part, f in zip(told, found, strict=True)] == [True] * len(told)
    assert {f.code for f in found} <= {"RD507", "RD122"}


def test_periods_are_those_counted_day_by_day() -> None:
    known, first = calendar(), date(2026, 2, 10)
    for n in range(12):
        for days in range(30):
            last = first + timedelta(days=days)
            worked = sum(known.is_working(first + timedelta(days=k)) is True for k in range(1, days + 1))
            assert lasted(Const(n, WORKDAYS), first, last, known) is (worked >= n)
            assert lasted(Const(n, DAYS), first, last, known) is (days >= n)
            before = worked - (known.is_working(last) is True) if days else 0
            assert within(Const(n, WORKDAYS), first, last, known) is (days == 0 or before < n)
            resting = all(known.is_working(first + timedelta(days=k)) is False for k in range(n, days))
            assert within(Const(n, DAYS), first, last, known) is (days <= n or resting)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("steps: [{step: 公示}]", "on"),
        ("steps: [{step: 公示, on: 三月}]", "on 有误"),
        ("steps: [{step: 公示, on: 2026-03-02, until: 2026-03-01}]", "until 早于 on"),
        ("appeals: [{against: 应降级, appeal: 复核, notified: 2026-03-02, asked: 2026-03-01}]", "asked 早于 notified"),
        ("stepps: []", "stepps"),
        ("[]", None),
        ("公示", "程序记录"),
    ],
)
def test_mistakes_of_writing(text: str, told: str | None) -> None:
    nodes, _ = read_yaml(SourceFile("单位.yaml", text))
    logs, findings = read_logs(nodes[0] if nodes else MappingNode((), SourceFile("单位.yaml", "").span(0, 0)))
    assert logs == ()
    assert [f.code for f in findings] == ([] if told is None else ["RD122"])
    assert all(told is not None and told in f.message.zh for f in findings)


def test_which_procedure(mechanisms: tuple[tuple[int, Mechanism], ...]) -> None:
    (finding,) = checked(SOUND.replace("procedure: 晋升程序", "procedure: 晋级程序"), mechanisms)
    assert (finding.code, line(finding)) == ("RD122", 1)
    assert "没有名为“晋级程序”的程序" in finding.message.zh
    assert finding.help is not None
    assert "晋升程序" in finding.help.zh


def test_steps_that_are_missing_stand_in_their_order(mechanisms: tuple[tuple[int, Mechanism], ...]) -> None:
    told = checked("procedure: 晋升程序\nsteps: [{step: 审批, on: 2026-03-10}]\n", mechanisms)
    missing = [f.message.zh.removeprefix("没有“").partition("”")[0] for f in told]
    assert missing == ["会议研究", "考察", "公示", "会议研究"]
