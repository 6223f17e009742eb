"""Text as people type it, brought to one form.

`canonical` maps one character to one character (so that offsets hold) before it strips the ends: the full-width ASCII
block becomes ASCII but for round brackets, which become Chinese ones as in quoted names of documents, every blank
becomes a space, every dash that stands for a minus becomes `-`.
"""

from __future__ import annotations

_MAP: dict[int, int | str] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_MAP |= dict.fromkeys([0x3000, 0xA0, 0x200B, 0x200C, 0x200D, 0xFEFF, 0x2060, *range(0x2000, 0x200B), 0x202F, 0x9], 0x20)
_MAP |= dict.fromkeys([0x2212, 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0xFF0D], 0x2D)
_MAP[0xFFE5] = 0xA5
_MAP |= {ord("("): "（", ord(")"): "）", ord("（"): "（", ord("）"): "）"}


def canonical(text: str) -> str:
    """The text in one form, without blanks at its ends; used to compare names and to read values."""
    return text.translate(_MAP).strip()
