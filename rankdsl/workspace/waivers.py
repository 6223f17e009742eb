"""The waivers of `rankdsl.toml`, read: each for one finding, with a reason, an approving document and a last day.

A waiver in which something is wrong is a finding (RD120) and has no effect.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from msgspec import Struct

from rankdsl.diagnostics import (
    Edit,
    Finding,
    Place,
    Text,
    can_be_set_aside,
    did_you_mean,
    nearest,
)
from rankdsl.diagnostics import Waiver as Approval
from rankdsl.source import SourceFile, Span
from rankdsl.workspace import waivers_page as page
from rankdsl.workspace.days import day

SECTION = "waivers"


class Waiver(Struct, frozen=True):
    """What a section says. Of what tells a finding, either the fingerprint or code and document are there.

    article: None is for findings that stand in no article; with a fingerprint, None says nothing. item, subject: None
    says nothing. `place` is the head of its section.
    """

    approval: Approval
    place: Place
    fingerprint: str | None = None
    code: str | None = None
    document: str | None = None
    article: str | None = None
    item: str | None = None
    subject: str | None = None

    def fits(self, finding: Finding) -> bool:
        if self.fingerprint not in (None, finding.fingerprint):
            return False
        any_article = self.article is None and self.fingerprint is not None
        return (
            self.code in (None, finding.code)
            and _same(self.document, finding.place.document)
            and (any_article or plain(self.article or "") == plain(finding.place.article or ""))
            and _same(self.item, finding.place.item or "")
            and _same(self.subject, finding.subject)
        )

    @property
    def what(self) -> str:
        """What it is for, in the words written there."""
        title = f"《{self.document}》" if self.document else ""
        words = (self.code or "", f"{title}{self.article or ''}{self.item or ''}", self.subject or "")
        return " ".join(w for w in words if w) or (self.fingerprint or "")


@lru_cache(maxsize=4096)
def plain(words: str) -> str:
    """Words without what people write one way or the other: spaces, book title marks, half and full width."""
    return "".join(unicodedata.normalize("NFKC", words).split()).removeprefix("《").removesuffix("》")


def _same(written: str | None, found: str) -> bool:
    return written is None or plain(written) == plain(found)


class _Key(Struct, frozen=True):
    meaning: Text
    example: str
    needed: bool = False


_KEYS: dict[str, _Key] = {
    "finding": _Key(
        Text("问题的指纹，32 位", "the fingerprint of a finding, 32 characters"),
        'finding = "0123456789abcdef0123456789abcdef"',
    ),
    "code": _Key(Text("检查编号", "the code of a check"), 'code = "RD401"'),
    "document": _Key(Text("文件标题", "the title of a document"), 'document = "甲县办法"'),
    "article": _Key(Text("条文", "an article"), 'article = "第二条"'),
    "item": _Key(Text("项", "an item"), 'item = "（一）"'),
    "subject": _Key(Text("所涉及的决定或定义", "the decision or definition concerned"), 'subject = "可晋升"'),
    "reason": _Key(Text("理由", "why"), 'reason = "试点期间"', needed=True),
    "approved_by": _Key(
        Text("批准文件", "the approving document"), 'approved_by = "某省公务员局函〔2026〕3号"', needed=True
    ),
    "until": _Key(Text("一个日期，最后一天", "a date, the last day"), "until = 2026-12-31", needed=True),
}
_WORDS = Text("一段文字", "a text")


def read_waivers(
    file: SourceFile, written: Sequence[Mapping[str, Any]], codes: Collection[str]
) -> tuple[tuple[Waiver, ...], tuple[Finding, ...]]:
    """The waivers of the sections, less those in which something is wrong; and what that is."""
    waivers, findings = [], []
    for table, section in zip(written, _sections(file, len(written)), strict=True):
        waiver, wrong = _read(table, section, codes)
        findings += wrong
        if waiver is not None:
            waivers.append(waiver)
    return tuple(waivers), tuple(findings)


def _read(table: Mapping[str, Any], section: _Section, codes: Collection[str]) -> tuple[Waiver | None, list[Finding]]:
    unknown = [name for name in table if name not in _KEYS]
    findings = [_unknown_key(name, section) for name in unknown]
    misspelt = {key for name in unknown for key in nearest(name, _KEYS, limit=1)}
    read: dict[str, str] = {}
    until: date | None = None
    for name, key in _KEYS.items():
        value = table.get(name)
        if value is None:
            if key.needed and name not in misspelt:
                findings.append(_missing(name, section))
        elif name == "until":
            until = day(value)
            if until is None:
                findings.append(_wrong_type(name, key.meaning, section))
        elif not isinstance(value, str):
            findings.append(_wrong_type(name, _WORDS, section))
        elif not value.strip():
            findings.append(_missing(name, section))
        elif name == "finding" and not re.fullmatch(r"[0-9a-fA-F]{32}", value.strip()):
            findings.append(_wrong_type(name, key.meaning, section))
        else:
            read[name] = value.strip()
    code = read.get("code")
    if code is not None and code not in codes:
        findings.append(_unknown_code(code, section, codes))
    elif code is not None and not can_be_set_aside(code):
        findings.append(page.NOT_WAIVABLE.at(section.place("code"), code=code))
    if "finding" not in table and not {"code", "document"} <= table.keys():
        findings.append(page.NAMES_TOO_LITTLE.at(section.head))
    if findings or until is None:
        return None, findings
    approval = Approval(read["reason"], read["approved_by"], until)
    fingerprint = read.get("finding")
    named = {name: read.get(name) for name in ("code", "article", "item", "subject")}
    title = read.get("document")
    document = title.removeprefix("《").removesuffix("》") if title else None
    return Waiver(approval, section.head, fingerprint and fingerprint.lower(), document=document, **named), []


def _missing(name: str, section: _Section) -> Finding:
    key = _KEYS[name]
    return page.MISSING.at(section.place(name), name=name, meaning=key.meaning, example=key.example)


def _wrong_type(name: str, wanted: Text, section: _Section) -> Finding:
    return page.WRONG_TYPE.at(section.place(name), name=name, wanted=wanted, example=_KEYS[name].example)


def _unknown_key(name: str, section: _Section) -> Finding:
    near = nearest(name, _KEYS)
    place = section.place(name)
    edits = (Edit(place.span, near[0]),) if len(near) == 1 and place.span and place.span.text == name else ()
    return page.UNKNOWN_KEY.at(place, edits=edits, name=name, near=_meant(near, list(_KEYS)))


def _unknown_code(code: str, section: _Section, codes: Collection[str]) -> Finding:
    near = nearest(code.upper(), sorted(filter(can_be_set_aside, codes)))
    value = section.value("code")
    edits = (Edit(value, near[0]),) if len(near) == 1 and value is not None else ()
    return page.UNKNOWN_CODE.at(section.place("code"), edits=edits, name=code, near=_meant(near, None))


def _meant(near: Sequence[str], known: list[str] | None) -> Text:
    if near:
        return did_you_mean(near)
    if known is None:
        return Text("rankdsl explain 列出全部检查", "rankdsl explain lists them all")
    return Text(f"可以写的有：{'、'.join(known)}", f"there are: {', '.join(known)}")


# --- where a section and its keys stand ------------------------------------------------------------------------------


class _Section(Struct, frozen=True):
    """One `[[waivers]]`, found by search, since the parser of the standard library gives no places."""

    head: Place
    keys: Mapping[str, Span]
    values: Mapping[str, Span]
    """Of what stands in quotes, without the quotes."""

    def place(self, key: str) -> Place:
        """The key; the head of the section where it lacks the key."""
        span = self.keys.get(key)
        return self.head if span is None else Place(span)

    def value(self, key: str) -> Span | None:
        return self.values.get(key)


_HEADER = re.compile(r"\s*(\[\[?)\s*[\"']?([\w.-]+)[\"']?\s*\]")
_KEY = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*=\s*(?:\"([^\"\\\n]*)\"|'([^'\n]*)')?")


def _sections(file: SourceFile, number: int) -> list[_Section]:
    """The places of `number` sections. Where they are written in another way, all stand where the key does."""
    found: list[_Section] = []
    keys: dict[str, Span] = {}
    values: dict[str, Span] = {}
    inside, offset = False, 0
    whole = file.span(0, 0)
    for line in file.text.splitlines(keepends=True):
        if header := _HEADER.match(line):
            inside = header[1] == "[[" and header[2] == SECTION
            if inside:
                keys, values = {}, {}
                found.append(_Section(Place(file.span(offset + header.start(1), offset + header.end())), keys, values))
        elif key := _KEY.match(line):
            span = file.span(offset + key.start(1), offset + key.end(1))
            if inside:
                keys.setdefault(key[1], span)
                which = 2 if key[2] is not None else 3
                if key[which] is not None:
                    values.setdefault(key[1], file.span(offset + key.start(which), offset + key.end(which)))
            elif key[1] == SECTION:
                whole = span
        offset += len(line)
    for i, section in enumerate(found):
        head = section.head.span
        if head is not None and file.text.startswith("]", head.end):  # the second bracket
            found[i] = _Section(Place(file.span(head.start, head.end + 1)), section.keys, section.values)
    if len(found) != number:
        return [_Section(Place(whole), {}, {}) for _ in range(number)]
    return found
