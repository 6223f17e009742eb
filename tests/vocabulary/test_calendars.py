"""The calendar of working days: what is known, how days are counted, and what is said of a file that is wrong.

The days of the reference calendars are held against the notices by hand, and against the number of working days a year
that follows from the law: days, less Saturdays and Sundays, less the statutory holidays (11, from 2025 on 13), since a
notice only moves days.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rankdsl.diagnostics import Finding
from rankdsl.pipeline import CODES
from rankdsl.pipeline.loading import load
from rankdsl.source import SourceFile
from rankdsl.vocabulary import Arranged, Calendar, load_calendars, sources
from rankdsl.vocabulary.structure import MOST_FINDINGS
from rankdsl.workspace import open_workspace
from tests.vocabulary.files import POLICIES, line, policy, shown

NOTICES = [policy(f"calendars/{path.name}") for path in sorted((POLICIES / "calendars").glob("*.yaml"))]
LISTED = sources(policy("sources.yaml"))[0]
CALENDAR, WRONG = load_calendars(NOTICES, LISTED)
DAY = timedelta(days=1)
HEAD = "calendar: 2026\nsource: S1\nknown_until: 2026-12-25\nholidays:\n"


def day(written: str) -> date:
    return date.fromisoformat(written)


def read(text: str, *more: str, listed: frozenset[str] | None = None) -> tuple[Calendar, tuple[Finding, ...]]:
    files = [SourceFile(f"calendars/{i}.yaml", t) for i, t in enumerate((text, *more), start=1)]
    return load_calendars(files, listed)


def test_the_reference_calendars():
    assert WRONG == ()
    assert CALENDAR.known_until == {2024: date(2024, 12, 31), 2025: date(2025, 12, 31), 2026: date(2026, 12, 25)}
    assert CALENDAR.arranged[date(2025, 10, 11)] == Arranged(True, "国庆节、中秋节", "fangjia2025")
    assert list(CALENDAR.arranged) == sorted(CALENDAR.arranged)


@pytest.mark.parametrize(
    ("first", "last", "make_up"),
    [
        ("2024-01-01", "2024-01-01", []),
        ("2024-02-10", "2024-02-17", ["2024-02-04", "2024-02-18"]),
        ("2024-04-04", "2024-04-06", ["2024-04-07"]),
        ("2024-05-01", "2024-05-05", ["2024-04-28", "2024-05-11"]),
        ("2024-06-10", "2024-06-10", []),
        ("2024-09-15", "2024-09-17", ["2024-09-14"]),
        ("2024-10-01", "2024-10-07", ["2024-09-29", "2024-10-12"]),
        ("2025-01-01", "2025-01-01", []),
        ("2025-01-28", "2025-02-04", ["2025-01-26", "2025-02-08"]),
        ("2025-04-04", "2025-04-06", []),
        ("2025-05-01", "2025-05-05", ["2025-04-27"]),
        ("2025-05-31", "2025-06-02", []),
        ("2025-10-01", "2025-10-08", ["2025-09-28", "2025-10-11"]),
        ("2026-01-01", "2026-01-03", ["2026-01-04"]),
        ("2026-02-15", "2026-02-23", ["2026-02-14", "2026-02-28"]),
        ("2026-04-04", "2026-04-06", []),
        ("2026-05-01", "2026-05-05", ["2026-05-09"]),
        ("2026-06-19", "2026-06-21", []),
        ("2026-09-25", "2026-09-27", []),
        ("2026-10-01", "2026-10-07", ["2026-09-20", "2026-10-10"]),
    ],
)
def test_each_holiday_of_the_notices(first, last, make_up):
    at = day(first)
    assert CALENDAR.working_days_between(at - DAY, day(last)) == 0
    while at <= day(last):
        assert CALENDAR.is_working(at) is False
        at += DAY
    for each in map(day, make_up):
        assert each.weekday() >= 5
        assert CALENDAR.is_working(each) is True


@pytest.mark.parametrize(
    ("on", "works"),
    [
        ("2024-02-09", True),  # New Year's Eve: the notice only encourages to take it off
        ("2025-09-30", True),
        ("2025-10-09", True),
        ("2025-10-12", False),  # the Sunday after the make-up Saturday
        ("2026-03-14", False),
        ("2026-03-16", True),
        ("2023-12-31", None),
        ("2026-12-25", True),
        ("2026-12-26", None),  # a Saturday; the notice of 2027 may make people work on it
        ("2027-01-01", None),
    ],
)
def test_single_days(on, works):
    assert CALENDAR.is_working(day(on)) is works
    assert CALENDAR.knows(day(on)) is (works is not None)


@pytest.mark.parametrize(("year", "days", "statutory"), [(2024, 366, 11), (2025, 365, 13), (2026, 365, 13)])
def test_working_days_of_a_year(year, days, statutory):
    whole = NOTICES[year - 2024].text.replace("known_until: 2026-12-25", "known_until: 2026-12-31")
    calendar, findings = read(whole)
    assert findings == ()
    rest = 104  # 52 Saturdays and 52 Sundays in each of these years
    assert calendar.working_days_between(date(year - 1, 12, 31), date(year, 12, 31)) == days - rest - statutory


@pytest.mark.parametrize(
    ("posted", "n", "ends"),
    [
        ("2026-03-02", 5, "2026-03-09"),  # Monday: Tuesday to Friday, then Monday
        ("2026-03-06", 5, "2026-03-13"),  # Friday
        ("2026-03-07", 5, "2026-03-13"),  # Saturday: it does not count in any case
        ("2025-09-26", 5, "2025-10-10"),  # Friday: 9-28 (make-up), 29, 30, 10-09, 10-10
        ("2025-09-26", 6, "2025-10-11"),  # and the make-up Saturday
        ("2026-02-12", 5, "2026-02-26"),  # Thursday: 13, 14 (make-up), 24, 25, 26
        ("2025-12-29", 5, "2026-01-06"),  # over the turn of the year: 30, 31, 1-04 (make-up), 5, 6
        ("2026-03-02", 0, "2026-03-02"),
        ("2023-12-31", 1, "2024-01-02"),  # the day of posting need not be known
        ("2023-12-30", 1, None),
        ("2026-12-18", 5, "2026-12-25"),
        ("2026-12-18", 6, None),
        ("2027-03-01", 1, None),
        ("2027-03-01", 0, "2027-03-01"),
    ],
)
def test_the_end_of_a_period(posted, n, ends):
    found = CALENDAR.nth_working_day_after(day(posted), n)
    assert found == (day(ends) if ends else None)
    if found is not None:
        assert CALENDAR.working_days_between(day(posted), found) == n


@pytest.mark.parametrize(
    ("first", "last", "number"),
    [
        ("2026-03-02", "2026-03-02", 0),
        ("2026-03-02", "2026-03-03", 1),
        ("2026-03-09", "2026-03-02", 0),
        ("2025-09-30", "2025-10-08", 0),
        ("2025-09-30", "2025-10-12", 3),
        ("2027-03-02", "2027-03-02", 0),
        ("2023-12-29", "2024-01-02", None),
        ("2026-12-24", "2026-12-28", None),
    ],
)
def test_counting(first, last, number):
    assert CALENDAR.working_days_between(day(first), day(last)) == number


def test_the_ends_of_time_and_no_files():
    assert CALENDAR.nth_working_day_after(date.max, 1) is None
    assert load_calendars([]) == (Calendar(), ())
    assert Calendar().is_working(date(2026, 3, 2)) is None
    last = Calendar({9999: date.max})
    assert last.nth_working_day_after(date(9999, 12, 30), 1) == date.max
    assert last.nth_working_day_after(date(9999, 12, 30), 2) is None
    with pytest.raises(ValueError, match="-1"):
        CALENDAR.nth_working_day_after(date(2026, 3, 2), -1)


DAYS = st.dates(date(2023, 12, 1), date(2027, 1, 31))


@given(DAYS, st.integers(0, 60))
def test_the_end_of_a_period_is_the_inverse_of_counting(start, n):
    end = CALENDAR.nth_working_day_after(start, n)
    if end is not None:
        assert CALENDAR.working_days_between(start, end) == n
        assert n == 0 or CALENDAR.is_working(end)
    elif CALENDAR.knows(start):
        known = CALENDAR.working_days_between(start, date(2026, 12, 25))
        assert known is not None
        assert known < n


@given(DAYS, DAYS)
def test_counting_is_the_inverse_of_the_end_of_a_period(first, last):
    number = CALENDAR.working_days_between(first, last)
    every = [CALENDAR.is_working(first + i * DAY) for i in range(1, (last - first).days + 1)]
    assert number == (None if None in every else every.count(True))
    if number and CALENDAR.is_working(last):
        assert CALENDAR.nth_working_day_after(first, number) == last


@given(DAYS, DAYS, DAYS)
def test_periods_add_up(a, b, c):
    a, b, c = sorted((a, b, c))
    parts = CALENDAR.working_days_between(a, b), CALENDAR.working_days_between(b, c)
    whole = CALENDAR.working_days_between(a, c)
    assert whole == (None if parts[0] is None or parts[1] is None else parts[0] + parts[1])


ITEM = "  - {name: 元旦, first: 2026-01-01}\n"
BAD_DAYS = [
    (
        "  - {name: 元旦, first: 2026-02-30}\n",
        "2026-02-30",
        "“元旦”的“first”有误：没有“2026-02-30”这一天",
        "“first” of “元旦” is wrong: there is no day “2026-02-30”",
    ),
    (
        "  - {name: 元旦, first: 正月初一}\n",
        "正月初一",
        "“元旦”的“first”有误：“正月初一”不是日期",
        "“first” of “元旦” is wrong: “正月初一” is not a date",
    ),
    (
        "  - {name: 元旦, first: 2025-12-31, last: 2026-01-02}\n",
        "2025-12-31",
        "“元旦”的“first”是 2025 年的日子，这是 2026 年的日历",
        "“first” of “元旦” is a day of 2025, and this is the calendar of 2026",
    ),
    (
        "  - {name: 国庆节, first: 2026-10-07, last: 2026-10-01}\n",
        "2026-10-01",
        "“国庆节”的起止颠倒了：first（2026年10月7日）晚于 last（2026年10月1日）",
        "“国庆节” is upside down: first (2026-10-07) is later than last (2026-10-01)",
    ),
    (
        "  - {name: 国庆节, first: 2026-10-01, last: 2026-11-07}\n",
        "2026-11-07",
        "“国庆节”放假 38 天（2026年10月1日 到 2026年11月7日），超过了 31 天",
        "“国庆节” has 38 days (2026-10-01 to 2026-11-07), more than 31",
    ),
    (
        "  - {name: 元旦, first: 2026-01-01, working: [2026-01-05]}\n",
        "2026-01-05",
        "2026年1月5日（星期一）本来就上班，不是调休上班日",
        "2026-01-05 (Monday) is a working day in any case, and no make-up day",
    ),
    (
        "  - {name: 元旦, first: 2026-01-01, last: 2026-01-04, working: [2026-01-04]}\n",
        "2026-01-04",
        "2026年1月4日（星期日）既写成放假，又写成上班（第 5 行，“元旦”）",
        "2026-01-04 (Sunday) is given both as a holiday and as a working day (line 5, “元旦”)",
    ),
    (
        f"{ITEM}  - {{name: 又, first: 2026-01-01, last: 2026-01-02}}\n",
        "2026-01-01",
        "2026年1月1日（星期四）写了两次：第 5 行（“元旦”）已经写了",
        "2026-01-01 (Thursday) stands twice: line 5 (“元旦”) has it already",
    ),
    (
        "  - {name: 元旦, first: 2026-01-01, working: [2026-01-04, 2026年1月4日]}\n",
        "2026年1月4日",
        "2026年1月4日（星期日）写了两次：第 5 行（“元旦”）已经写了",
        "2026-01-04 (Sunday) stands twice: line 5 (“元旦”) has it already",
    ),
    (
        "  - {name: 元旦, first: 2026-12-25, last: 2026-12-31}\n",
        "2026-12-31",
        "“元旦”安排到 2026年12月31日，可是日历只登记到 2026年12月25日（known_until）",
        "“元旦” arranges 2026-12-31, but the calendar is known only until 2026-12-25 (known_until)",
    ),
    (
        "  - {name: 元旦, first: 2026-01-01, working: [2026-12-26]}\n",
        "2026-12-26",
        "“元旦”安排到 2026年12月26日，可是日历只登记到",
        "“元旦” arranges 2026-12-26, but the calendar is known only until",
    ),
    (
        "  - {name: 元旦, first: 2026-01-01, frist: 1}\n",
        "frist",
        "第 1 项中没有“frist”这一项",
        "there is no “frist” in",
    ),
    ("  - {name: 元旦}\n", "name", "缺少“first”", "lacks “first”"),
    ("  - 元旦\n", "元旦", "写明 name、first 的一次放假", "a holiday with name and first"),
    ("  - {name: 元旦, first: [2026-01-01]}\n", "first", "应当是一个日期", "a date"),
    ("  - {name: 元旦, first: }\n", "first", "应当是一个日期", "a date"),
    (
        "  - {name: 元旦, first: 2026-01-01, working: 2026-01-04}\n",
        "2026-01-04",
        "应当是调休上班日的列表",
        "a list of make-up working days",
    ),
    ("  []\n", "holidays", "放假安排的列表，至少一项", "a list of holidays, at least one"),
]


@pytest.mark.parametrize(("items", "at", "zh", "en"), BAD_DAYS)
def test_a_mistake_in_a_holiday(items, at, zh, en):
    calendar, (finding,) = read(HEAD + items)
    assert finding.code == "RD121"
    assert zh in finding.message.zh
    assert en in finding.message.en
    assert shown(finding).strip() == at
    assert finding.help is not None
    assert finding.help.zh
    assert finding.help.en
    assert calendar == Calendar()


@pytest.mark.parametrize(
    ("text", "at", "zh", "en"),
    [
        ("", "", "文件是空的，没有工作日历", "the file is empty: there is no calendar in it"),
        ("2026\n", "2026", "写明 calendar、source、known_until、holidays", "a calendar with calendar, source"),
        ("calendar: [\n", "", "文件的写法不对", "the file is not well formed"),
        (f"{HEAD}{ITEM}---\n{HEAD}{ITEM}", "", "一个文件只能写一年", "a file holds one year only"),
        (HEAD.replace("2026\n", "今年\n", 1) + ITEM, "今年", "应当是四位数的年份", "a year of four digits"),
        (HEAD.replace("2026\n", "３０\n", 1) + ITEM, "３０", "应当是四位数的年份", "a year of four digits"),
        (HEAD.replace("calendar: 2026\n", "") + ITEM, "source", "工作日历缺少“calendar”", "lacks “calendar”"),
        (HEAD.replace("source: S1\n", "") + ITEM, "calendar", "工作日历缺少“source”", "the calendar lacks “source”"),
        (HEAD.replace("known_until: 2026-12-25\n", "") + ITEM, "calendar", "缺少“known_until”", "lacks “known_until”"),
        (HEAD.replace("12-25", "12-32") + ITEM, "2026-12-32", "“known_until”有误：", "“known_until” is wrong: "),
        (
            HEAD.replace("2026-12-25", "2027-12-31") + ITEM,
            "2027-12-31",
            "“known_until”是 2027 年的日子",
            "“known_until” is a day of 2027",
        ),
        (HEAD.replace("S1", "S 1") + ITEM, "S 1", "出处清单里的一个键", "a key of the list of sources"),
        (HEAD.replace("S1", "S2") + ITEM, "S2", "出处清单里没有“S2”", "the list of sources has no “S2”"),
        (HEAD + ITEM.replace("}", ", source: 通知}"), "通知", "出处清单里没有“通知”", "has no “通知”"),
    ],
)
def test_a_mistake_in_the_file(text, at, zh, en):
    calendar, (finding,) = read(text, listed=frozenset({"S1"}))
    assert (finding.code, shown(finding).strip()) == ("RD121", at)
    assert zh in finding.message.zh
    assert en in finding.message.en
    assert finding.help is not None
    assert finding.help.zh
    assert finding.help.en
    assert calendar == Calendar()


def test_every_mistake_is_told_at_once():
    text = (
        HEAD.replace("S1", "S3")
        + "  - {name: 甲, first: 2026-01-32, last: 2025-01-03, working: [2026-01-05, 2026-01-04]}\n"
        + "  - {name: 乙, first: 2026-01-04, lsat: 2026-01-05}\n"
    )
    _, findings = read(text, listed=frozenset({"S1", "S2"}))
    told = [(line(f), shown(f)) for f in findings]
    assert told == [
        (2, "S3"),
        (5, "2026-01-32"),
        (5, "2025-01-03"),
        (5, "2026-01-05"),
        (6, "2026-01-04"),
        (6, "lsat"),
    ]
    assert "“S1”" in findings[0].help.zh  # type: ignore[union-attr]


def test_a_year_in_two_files_is_not_known():
    other = "calendar: 2025\nsource: S1\nknown_until: 2025-12-31\nholidays: [{name: 元旦, first: 2025-01-01}]\n"
    calendar, (finding,) = read(HEAD + ITEM, other, HEAD + ITEM)
    assert finding.place.span is not None
    assert (finding.place.span.file.path, shown(finding)) == ("calendars/3.yaml", "2026")
    assert finding.message.zh == "2026 年已经有一份工作日历（calendars/1.yaml），这一年按没有登记处理"
    assert (
        finding.message.en == "there is already a calendar of 2026 (calendars/1.yaml), so that year counts as not known"
    )
    assert finding.help is not None
    assert calendar.known_until == {2025: date(2025, 12, 31)}
    assert set(calendar.arranged) == {date(2025, 1, 1)}


def test_a_mistake_in_one_year_leaves_the_others():
    other = "calendar: 2025\nsource: S1\nknown_until: 2025-12-31\nholidays: [{name: 元旦, first: 2025-01-01}]\n"
    calendar, findings = read(HEAD + "  - {name: 元旦, first: 2026-01-99}\n", other)
    assert len(findings) == 1
    assert calendar.is_working(date(2025, 1, 2)) is True
    assert calendar.is_working(date(2026, 1, 2)) is None


def test_an_entry_may_have_a_source_of_its_own():
    """As where the notice of the next year arranges the last days of this one."""
    items = "  - {name: 元旦, first: 2026-12-31, source: S2}\n"
    calendar, findings = read(HEAD.replace("12-25", "12-31") + ITEM + items)
    assert findings == ()
    assert calendar.arranged[date(2026, 12, 31)] == Arranged(False, "元旦", "S2")
    assert calendar.arranged[date(2026, 1, 1)] == Arranged(False, "元旦", "S1")


@pytest.mark.parametrize("written", ["2026年1月1日", "20260101", "２０２６-０１-０１", "2026.1.1", "'2026-01-01'"])
def test_a_day_is_written_as_elsewhere(written):
    calendar, findings = read(HEAD + f"  - {{name: 元旦, first: {written}}}\n")
    assert findings == ()
    assert set(calendar.arranged) == {date(2026, 1, 1)}


def test_a_file_with_a_thousand_faults_is_cut_short():
    items = "".join(f"  - {{name: 甲, first: 2026-13-{i}}}\n" for i in range(1000))
    assert len(read(HEAD + items)[1]) == MOST_FINDINGS
    assert len(read(HEAD.replace("2026\n", "二\n", 1) + "  - 1\n" * 1000)[1]) == MOST_FINDINGS


@given(st.text(alphabet="calendr:2026-01 \n[]{},'\"#holiysnmfwg", max_size=200))
def test_no_text_raises(text):
    for head in ("", HEAD + "  - "):
        calendar, findings = read(head + text)
        assert findings or calendar.known_until


def test_the_calendar_of_a_workspace(tmp_path):
    """Read with everything else, and its sources are looked for in the list of the workspace."""
    (tmp_path / "calendars").mkdir()
    (tmp_path / "rankdsl.toml").write_text('sources = "sources.yaml"\n', encoding="utf-8")
    (tmp_path / "sources.yaml").write_text("sources: {S1: {title: 一, class: A}}\n", encoding="utf-8")
    (tmp_path / "calendars" / "2026.yaml").write_text(HEAD + ITEM, encoding="utf-8")
    (tmp_path / "calendars" / "2025.yaml").write_text(
        (HEAD + ITEM).replace("2026", "2025").replace("S1", "S2"), encoding="utf-8"
    )
    loaded = load(open_workspace([tmp_path], codes=CODES))
    assert loaded.calendar.known_until == {2026: date(2026, 12, 25)}
    assert [(f.code, f.message.zh) for f in loaded.findings] == [("RD121", "出处清单里没有“S2”")]
