"""A unit and its people: rosters (`reading`), who is promoted within the slots (`proposing`, `selecting`).

Only the manual pages are named here: every command knows them, and few load the rest.
"""

from rankdsl.population.pages import PAGES

__all__ = ["PAGES"]
