"""The day by which waivers are in force or expired: the only place where the clock is read for an answer.

`--today` first, then SOURCE_DATE_EPOCH (the usual way to say that a run is to be repeated), then the clock; in Beijing
time, where the documents are in force, so that a waiver ends at the same moment on every machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone

from rankdsl.cli.arguments import Request, read_date
from rankdsl.diagnostics import Text

BEIJING = timezone(timedelta(hours=8))
EPOCH = "SOURCE_DATE_EPOCH"


def today(request: Request, environment: Mapping[str, str]) -> date | Text:
    """The day, or what is wrong with the environment."""
    written = request.value("today")
    if written is not None and (asked := read_date(written)) is not None:
        return asked
    if not (seconds := environment.get(EPOCH, "").strip()):
        return datetime.now(BEIJING).date()
    try:
        return datetime.fromtimestamp(int(seconds), BEIJING).date()
    except (ValueError, OverflowError, OSError):
        return Text(
            f"环境变量 {EPOCH}（“{seconds}”）不是秒数；请改正，或者用 --today 写明日期",
            f"{EPOCH} (“{seconds}”) is no number of seconds: correct it, or name the day with --today",
        )
