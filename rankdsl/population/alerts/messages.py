"""What is wrong with the parts of a unit file that ask for a closer look (RD122)."""

from __future__ import annotations

from rankdsl.diagnostics import Diagnostic, Finding, Place, Text, did_you_mean, nearest
from rankdsl.population.pages import UNIT_FILE
from rankdsl.population.roster import Roster

NOBODY = Diagnostic(
    UNIT_FILE,
    zh="单位里没有编号为“{id}”的人",
    en="nobody in the unit has the identity “{id}”",
    help_zh="{near}",
    help_en="{near}",
)
NAMED_TWICE = Diagnostic(
    UNIT_FILE,
    zh="编号“{id}”在 selected 中写了两次",
    en="the identity “{id}” stands twice under selected",
    help_zh="入选的写在 people 中，没有入选而有理由的写在 skipped 中，每人一次",
    help_en="who was selected stands under people, who was passed over for a reason under skipped, each once",
)


def near_ids(id_: str, roster: Roster) -> list[str]:
    """Identities that may have been meant: those that only lack the zeros in front, which spreadsheets drop, else those
    that are spelt nearly so."""
    known = {member.id: None for member in roster.members}
    bare = [name for name in known if name.lstrip("0") == id_.lstrip("0")]
    return bare or nearest(id_, known)


def nobody(id_: str, place: Place, roster: Roster) -> Finding:
    near = near_ids(id_, roster)
    help_ = did_you_mean(near) if near else Text("写单位里的人的编号", "write the identity of somebody in the unit")
    return NOBODY.at(place, subject=id_, id=id_, near=help_)
