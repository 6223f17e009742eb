"""What the catalogue says of a check before anything of it is loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from msgspec import Struct

from rankdsl.diagnostics import Finding, Page

if TYPE_CHECKING:
    from rankdsl.checks.examination import Examination, Outcome
    from rankdsl.ir.model import Model


_ROOMS = {"2": "consistency.", "3": "fairness.", "4": "superiors.", "5": "mechanisms."}
"""By the family of a code, where its check lives; else here."""


class Listed(Struct, frozen=True):
    """A code with a manual page."""

    code: str
    name: str

    @property
    def page(self) -> Page:
        page: Page = self._loaded().PAGE
        return page

    def _loaded(self) -> ModuleType:
        room = _ROOMS.get(self.code[2], "")
        return import_module(f"rankdsl.checks.{room}{self.name.replace('-', '_')}")


class Reading(Listed, frozen=True):
    """A check that needs no proof: it reads a document."""

    @property
    def examine(self) -> Callable[[Model], Iterator[Finding]]:
        examine: Callable[[Model], Iterator[Finding]] = self._loaded().examine
        return examine


class Check(Listed, frozen=True):
    """A check that asks the prover.

    compares: with the documents above, so that it is asked again under every other reading of their items.
    of_readings: asks about the readings themselves, and is not asked again under others.
    of_always: says that something never is so, which holds only if it holds in every piece of time.
    of_mechanisms: is about mechanisms (积分, 程序), and is not asked where no document of the chain has any."""

    compares: bool = False
    of_readings: bool = False
    of_always: bool = False
    of_mechanisms: bool = False

    @property
    def examine(self) -> Callable[[Examination], Iterator[Outcome]]:
        examine: Callable[[Examination], Iterator[Outcome]] = self._loaded().examine
        return examine

    def load(self) -> None:
        self._loaded()
