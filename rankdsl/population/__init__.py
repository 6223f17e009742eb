"""A unit and its people: rosters, and who is promoted within the slots."""

from rankdsl.population.pages import PAGES
from rankdsl.population.reading import OpenedUnit, open_unit, read_roster, unit_schema
from rankdsl.population.roster import Heading, Loan, Member, Roster, Unit

__all__ = [
    "PAGES",
    "Heading",
    "Loan",
    "Member",
    "OpenedUnit",
    "Roster",
    "Unit",
    "open_unit",
    "read_roster",
    "unit_schema",
]
