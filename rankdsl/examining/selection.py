"""Which codes are asked for."""

from __future__ import annotations

from msgspec import Struct


class Selection(Struct, frozen=True):
    """Which codes are wanted: those that start with one of `only` (empty: all) and with none of `without`."""

    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def has(self, code: str) -> bool:
        return (not self.only or code.startswith(self.only)) and not code.startswith(self.without or ("-",))
