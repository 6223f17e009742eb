"""What was really done, step by step with its dates: the log of one run of a procedure, and of appeals.

    log:
      procedure: 晋升程序
      steps:
        - {step: 公示, on: 2026-03-02, until: 2026-03-09, by: 组织部, published: [综合得分 明细, 现职级]}
      appeals:
        - {against: 应降级, appeal: 复核, notified: 2026-01-05, asked: 2026-01-20, answered: 2026-02-10}

Data only; `log_checking` says what is wrong with it.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from rankdsl.diagnostics import Place
from rankdsl.ir.mechanisms import Published


class LoggedStep(Struct, frozen=True):
    """on: the day on which it was done, or began; until: its last day, if it is written. body, published: None where
    nothing is written of it."""

    name: str
    on: date
    until: date | None
    body: str | None
    published: tuple[Published, ...] | None
    place: Place


class LoggedAppeal(Struct, frozen=True):
    """notified: the day on which the person was told of what they appeal against; answered: None where no answer is
    written."""

    against: str
    name: str
    notified: date
    asked: date
    answered: date | None
    place: Place


class Log(Struct, frozen=True):
    """procedure: the name, None where the document has only one."""

    procedure: str | None
    steps: tuple[LoggedStep, ...]
    appeals: tuple[LoggedAppeal, ...]
    place: Place
