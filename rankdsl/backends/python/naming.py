"""Names of a document as Python names: the English one where there is one, else the Chinese one, else a number.

Nothing is transliterated. Two names never become one, and none hides what a generated module needs itself.
"""

from __future__ import annotations

import keyword
import unicodedata
from collections.abc import Iterable


class Names:
    """Gives out names that differ from each other and from those that are `taken`."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)

    def give(self, *wanted: str) -> str:
        """The first of `wanted` that can be a name, with a number behind it where it is taken."""
        name = next((found for found in map(identifier, wanted) if found), "name")
        found, number = name, 2
        while found in self._taken:
            found = f"{name}_{number}"
            number += 1
        self._taken.add(found)
        return found


def identifier(text: str) -> str:
    """The text as a Python name: what cannot stand in one becomes `_`. Empty where nothing is left.

    Python reads names in the form NFKC, so they are written in it."""
    letters = "".join(c if f"a{c}".isidentifier() else "_" for c in unicodedata.normalize("NFKC", text))
    name = "_".join(part for part in letters.split("_") if part)
    if not name:
        return ""
    if not name.isidentifier():
        name = f"n{name}"
    return f"{name}_" if keyword.iskeyword(name) or keyword.issoftkeyword(name) else name
