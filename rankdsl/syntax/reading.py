"""Bytes to text. What cannot be read is a finding with the way out in it, never an exception.

A byte order mark, CRLF and everything Word puts between words are accepted; the text keeps them (but for the mark), so
that offsets are the author's own.
"""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

from rankdsl.diagnostics import Diagnostic, Finding, Place, Text
from rankdsl.source import SourceFile
from rankdsl.syntax import findings_files
from rankdsl.syntax.pages import LARGEST_FILE

_BINARY_OPENINGS = (
    (b"PK\x03\x04", Text("（像是 Word、WPS 或者压缩文件）", " (it looks like a Word, WPS or zip file)")),
    (b"\xd0\xcf\x11\xe0", Text("（像是旧版 Word、WPS 文件）", " (it looks like an old Word or WPS file)")),
    (b"%PDF", Text("（像是 PDF 文件）", " (it looks like a PDF file)")),
)
_MOST_OF_A_TEXT = 0.9
_CHINESE_SIGNS = frozenset("，。；：、？！“”‘’《》（）【】「」〔〕　—…·－％０１２３４５６７８９")


def read_source(path: Path, shown: str) -> SourceFile | Finding:
    """The text of `path`, called `shown` in findings; or RD100. At most one byte over the limit is ever read."""
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            return _unreadable(findings_files.FOLDER, shown)
        if stat.S_ISREG(about.st_mode) and about.st_size > LARGEST_FILE:
            return _unreadable(findings_files.TOO_LARGE, shown, size=about.st_size)
        with path.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        return _unreadable(findings_files.MISSING, shown)
    except PermissionError:
        return _unreadable(findings_files.NOT_PERMITTED, shown)
    except (OSError, ValueError) as error:
        return _unreadable(findings_files.FAILED, shown, reason=getattr(error, "strerror", None) or "?")
    return decode_source(data, shown)


def decode_source(data: bytes, shown: str) -> SourceFile | Finding:
    """The text of bytes that were read elsewhere, such as from standard input; or RD100."""
    if len(data) > LARGEST_FILE:
        return _unreadable(findings_files.TOO_LARGE, shown, size=len(data))
    for opening, kind in _BINARY_OPENINGS:
        if data.startswith(opening):
            return _unreadable(findings_files.BINARY, shown, kind=kind)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _unreadable(findings_files.OTHER_ENCODING, shown, encoding="UTF-16")
    if b"\0" in data:
        return _unreadable(findings_files.BINARY, shown, kind="")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_chinese_text(data):
            return _unreadable(findings_files.OTHER_ENCODING, shown, encoding=Text("GB18030（GBK）", "GB18030 (GBK)"))
        line = data.count(b"\n", 0, error.start) + 1
        if line > 1 or error.start > 0 or _looks_like_text(data):
            return _unreadable(findings_files.NOT_UTF8, shown, line=line)
        return _unreadable(findings_files.BINARY, shown, kind="")
    return SourceFile(shown, text.removeprefix("\ufeff"))


def _is_chinese_text(data: bytes) -> bool:
    """Whether the bytes read as GB18030 give Chinese: nearly all of it characters that people write."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    common = sum(1 for character in text if _is_common(character))
    return len(text) > 0 and common >= _MOST_OF_A_TEXT * len(text)


def _is_common(character: str) -> bool:
    return (
        "\u4e00" <= character <= "\u9fff"
        or (character.isascii() and (character.isprintable() or character.isspace()))
        or character in _CHINESE_SIGNS
    )


def _looks_like_text(data: bytes) -> bool:
    return not any(byte < 9 for byte in data[:1000])


def _unreadable(diagnostic: Diagnostic, shown: str, **words: Any) -> Finding:
    """At the start of a file of which nothing is known but its name."""
    return diagnostic.at(Place(SourceFile(shown, "").span(0, 0)), **words)
