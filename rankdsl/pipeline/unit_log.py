"""The log of a unit file against the procedure of the document."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from rankdsl.diagnostics import Finding
from rankdsl.ir.model import Piece
from rankdsl.vocabulary import Calendar

if TYPE_CHECKING:
    from rankdsl.population.reading import OpenedUnit
    from rankdsl.translation import Tongue


def of_the_log(
    opened: OpenedUnit, piece: Piece | None, calendar: Calendar, day: date, tongue: Tongue | None
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """What is wrong with how the log is written (RD122), and with what it says was done (RD407, RD507). piece None: the
    document is not in force. tongue: the names of an English document. Nothing is loaded for a file without a log."""
    node = None if opened.root is None else opened.root.get("log")
    if node is None:
        return (), ()
    from rankdsl.population.log_checking import check_log
    from rankdsl.population.log_reading import read_logs
    from rankdsl.population.pages import UNIT_FILE

    logs, misread = read_logs(node, None if tongue is None else tongue.canonical)
    if misread or piece is None:
        return misread, ()
    found = [finding for log in logs for finding in check_log(log, piece.mechanisms, calendar, day)]
    found.sort(key=lambda f: f.sort_key)
    return tuple(f for f in found if f.code == UNIT_FILE.code), tuple(f for f in found if f.code != UNIT_FILE.code)
