"""Where the grammar lies, and what its files have in common."""

from __future__ import annotations

import zlib
from pathlib import Path

TABLES_FORMAT = 2
FILE_START = "file"
FORMULA_START = "formula"


class GrammarError(Exception):
    """The grammar or the keyword table itself is wrong: a fault of the tool."""


def folder() -> Path:
    """Where the grammar lies: at the root of a checkout, inside the package in a wheel."""
    package = Path(__file__).resolve().parent.parent
    for place in (package / "_data" / "grammar", package.parent / "grammar"):
        if (place / "rankdsl.lark").is_file():
            return place
    raise GrammarError(f"no grammar beside {package}")


def digest(grammar: str) -> str:
    """What tells a grammar from an earlier one. A checksum does, and hashlib is slow to load."""
    return f"{zlib.crc32(grammar.replace(chr(13), '').encode()):08x}"
