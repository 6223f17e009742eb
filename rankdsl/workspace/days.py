"""A day as a workspace file writes it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any


def day(value: Any) -> date | None:
    """A TOML date, or a text such as "2026-12-31"; None for anything else, a time of day included."""
    if isinstance(value, datetime):
        return None
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None
