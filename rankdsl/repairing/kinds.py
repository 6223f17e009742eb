"""Ways of mending, and which are tried for findings of which code."""

from __future__ import annotations

from enum import Enum, auto


class Kind(Enum):
    NUMBERS = auto()
    COMPARISONS = auto()
    VALUES = auto()
    """Another value of the same enumeration: 优秀 instead of 称职."""
    DELETIONS = auto()
    ORDER = auto()
    """优先于, 逐行"""
    PUBLISHING = auto()
    NOT_PUBLISHING = auto()
    NEWNESS = auto()
    """新设"""
    DATES = auto()
    ANNOUNCEMENTS = auto()
    """A 预期 that nothing meets goes."""


_ANY_CHANGE = frozenset((Kind.NUMBERS, Kind.COMPARISONS, Kind.VALUES, Kind.DELETIONS))
_DELETIONS = frozenset((Kind.DELETIONS,))

KINDS: dict[str, frozenset[Kind]] = {
    "RD201": _ANY_CHANGE | {Kind.ORDER},
    "RD202": _ANY_CHANGE,
    "RD203": _ANY_CHANGE,
    "RD204": _DELETIONS,
    "RD205": _DELETIONS,
    "RD207": _ANY_CHANGE,
    "RD208": _ANY_CHANGE,
    "RD209": frozenset((Kind.ANNOUNCEMENTS,)),
    "RD301": _DELETIONS | {Kind.PUBLISHING},
    "RD302": _ANY_CHANGE,
    "RD303": _ANY_CHANGE,
    "RD304": _ANY_CHANGE,
    "RD306": _DELETIONS,
    "RD307": _DELETIONS | {Kind.NOT_PUBLISHING},
    "RD401": _ANY_CHANGE,
    "RD402": _ANY_CHANGE,
    "RD403": _ANY_CHANGE,
    "RD404": _ANY_CHANGE,
    "RD405": _ANY_CHANGE | {Kind.NEWNESS},
    "RD406": _DELETIONS,
    "RD408": _ANY_CHANGE,
    "RD409": frozenset((Kind.DATES,)),
}
"""Of other codes, none: what an article, an assertion, a case or a reading is meant to say, only its author knows."""

OF_SCOPE = frozenset(("RD202", "RD208", "RD408"))
"""What 适用 may be at fault for: of other faults, to be about fewer people is no mend."""
ONLY_THERE = frozenset(("RD204", "RD205"))
"""What is found is idle: nothing but that itself is to be taken out."""
ONLY_ITS_ITEM = frozenset(("RD304", "RD306", "RD307", "RD403"))
"""Of the conditions of a decision only the one at fault is to be taken out."""
NOT_ITS_ITEM = frozenset(("RD302",))
"""The condition at fault says openly what another raises: it is not the one to be taken out."""
