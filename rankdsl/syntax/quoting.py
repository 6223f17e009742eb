"""How a message quotes what was written."""

from __future__ import annotations

_LONGEST_SHOWN = 20


def shown(text: str, longest: int = _LONGEST_SHOWN) -> str:
    """`text` on one line, cut where it is long."""
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1] + "…"
