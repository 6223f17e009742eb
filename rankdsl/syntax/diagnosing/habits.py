"""Every habit that is known, in the order in which they are tried: the plainest first."""

from __future__ import annotations

from rankdsl.syntax.diagnosing import habits_items, habits_mechanisms, habits_phrases, habits_signs
from rankdsl.syntax.diagnosing.rewriting import Habit

HABITS: tuple[Habit, ...] = (
    *habits_mechanisms.HABITS,
    *habits_signs.HABITS,
    *habits_items.HABITS,
    *habits_phrases.HABITS,
)
