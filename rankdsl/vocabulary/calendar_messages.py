"""What is said of a calendar of working days that is wrong (RD121)."""

from __future__ import annotations

from msgspec.structs import replace

from rankdsl.diagnostics import Diagnostic
from rankdsl.vocabulary import messages
from rankdsl.vocabulary.pages import CALENDAR
from rankdsl.vocabulary.structure import Messages


def _of_calendars(diagnostic: Diagnostic) -> Diagnostic:
    """The same words, said of a calendar."""
    return replace(diagnostic, page=CALENDAR)


UNREADABLE = _of_calendars(messages.UNREADABLE)
EMPTY = Diagnostic(
    CALENDAR,
    zh="文件是空的，没有工作日历",
    en="the file is empty: there is no calendar in it",
    help_zh="请写明 calendar、source、known_until、holidays；“rankdsl explain RD121”有一个例子",
    help_en="write calendar, source, known_until and holidays; “rankdsl explain RD121” shows an example",
)
SEVERAL = Diagnostic(
    CALENDAR,
    zh="一个文件只能写一年，这里（“---”之后）又开始了一份",
    en="a file holds one year only, and another begins here, after “---”",
    help_zh="请分成两个文件",
    help_en="divide it into two files",
)
STRUCTURE = Messages(
    unknown_key=_of_calendars(messages.STRUCTURE.unknown_key),
    missing_key=_of_calendars(messages.STRUCTURE.missing_key),
    wrong_shape=_of_calendars(messages.STRUCTURE.wrong_shape),
    bad_name=_of_calendars(messages.STRUCTURE.bad_name),
    unknown_choice=_of_calendars(messages.STRUCTURE.unknown_choice),
)
BAD_DAY = Diagnostic(
    CALENDAR,
    zh="{where}有误：{problem}",
    en="{where} is wrong: {problem}",
    help_zh="{help}",
    help_en="{help}",
)
OTHER_YEAR = Diagnostic(
    CALENDAR,
    zh="{where}是 {other} 年的日子，这是 {year} 年的日历",
    en="{where} is a day of {other}, and this is the calendar of {year}",
    help_zh="年份写错的请改正；放假跨年的分成两段，{other} 年的日子写进 {other} 年的日历",
    help_en="mend the year; divide a holiday over the turn of the year, and put the days of {other} into its calendar",
)
REVERSED = Diagnostic(
    CALENDAR,
    zh="“{name}”的起止颠倒了：first（{first}）晚于 last（{last}）",
    en="“{name}” is upside down: first ({first}) is later than last ({last})",
    help_zh="first 写第一天，last 写最后一天；只放一天的，不写 last",
    help_en="first is the first day and last the last one; leave last out for a single day",
)
TOO_LONG = Diagnostic(
    CALENDAR,
    zh="“{name}”放假 {days} 天（{first} 到 {last}），超过了 {most} 天",
    en="“{name}” has {days} days ({first} to {last}), more than {most}",
    help_zh="请核对 first 和 last 的月份；确实这样长的，分成两项",
    help_en="look at the months of first and last; divide a holiday that really is so long into two entries",
)
NOT_A_WEEKEND = Diagnostic(
    CALENDAR,
    zh="{day}本来就上班，不是调休上班日",
    en="{day} is a working day in any case, and no make-up day",
    help_zh="working 只写改为上班的周六、周日；请按通知核对日期",
    help_en="working lists Saturdays and Sundays that become working days: compare the date with the notice",
)
BOTH = Diagnostic(
    CALENDAR,
    zh="{day}既写成放假，又写成上班（第 {line} 行，“{other}”）",
    en="{day} is given both as a holiday and as a working day (line {line}, “{other}”)",
    help_zh="请按通知改正其中一处",
    help_en="mend one of the two by the notice",
)
TWICE = Diagnostic(
    CALENDAR,
    zh="{day}写了两次：第 {line} 行（“{other}”）已经写了",
    en="{day} stands twice: line {line} (“{other}”) has it already",
    help_zh="请删去一处；两个节日合并放假的，写成一项，例如 name: 国庆节、中秋节",
    help_en="remove one of the two; holidays that fall together are one entry, such as name: 国庆节、中秋节",
)
AFTER_THE_END = Diagnostic(
    CALENDAR,
    zh="“{name}”安排到 {day}，可是日历只登记到 {until}（known_until）",
    en="“{name}” arranges {day}, but the calendar is known only until {until} (known_until)",
    help_zh="请核对日期，或者把 known_until 改为更晚的一天",
    help_en="look at the date, or give a later known_until",
)
TWO_FILES = Diagnostic(
    CALENDAR,
    zh="{year} 年已经有一份工作日历（{path}），这一年按没有登记处理",
    en="there is already a calendar of {year} ({path}), so that year counts as not known",
    help_zh="请合成一个文件",
    help_en="make one file of the two",
)
UNKNOWN_SOURCE = Diagnostic(
    CALENDAR,
    zh="出处清单里没有“{key}”",
    en="the list of sources has no “{key}”",
    help_zh="{near}",
    help_en="{near}",
)
