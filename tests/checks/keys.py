"""Findings of the tool by the keys that the oracle uses."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rankdsl.diagnostics import Finding, Place

Key = tuple[str, str, str, str, str]
"""Code, document, subject (or article, of a claim), severity, detail (the facts of RD301, the condition of RD403)."""
NOT_ASKED = ("RD211", "RD302", "RD303", "RD304", "RD306", "RD307", "RD409")
"""What the oracle says nothing about."""


def found(findings: Sequence[Finding]) -> dict[Key, list[Finding]]:
    keys: dict[Key, list[Finding]] = {}
    for finding in findings:
        if finding.code in NOT_ASKED:
            continue
        keys.setdefault(key_of(finding), []).append(finding)
    return keys


def key_of(finding: Finding) -> Key:
    subject, detail = plain(finding.subject), ""
    place = finding.place
    evidence = finding.evidence
    match finding.code:
        case "RD204" | "RD205":
            detail = line_in_article(place)
        case "RD208":
            subject = place.document
        case "RD209":
            subject = _number(place.article)
        case "RD210":
            subject, detail = _number(place.article), finding.distinguishing
        case "RD408":
            assert evidence is not None
            assert evidence.person is not None
            subject = place.document
            detail = "wider" if evidence.person.outcome["here"] == "适用" else "narrower"
        case "RD301":
            assert evidence is not None
            detail = "、".join(evidence.decisive)
        case "RD403":
            assert evidence is not None
            if evidence.other is None:
                detail = f"{_number(place.article)}{place.item or ''}"
            else:
                detail = re.sub(r"《.*》$", "", finding.distinguishing)
        case _:
            pass
    return finding.code, place.document, subject, finding.severity.value, detail


def line_in_article(place: Place) -> str:
    """第3条+2: the second line below the heading."""
    assert place.span is not None
    text, start = place.span.file.text, place.span.start
    heading = text.rfind("\n第", 0, start) + 1
    return f"{_number(place.article)}+{text.count(chr(10), heading, start)}"


def plain(name: str) -> str:
    """A norm's name without what tells it from others of the name."""
    return re.sub(r"#\d", "", name.removeprefix("例外前的"))


def _number(article: str | None) -> str:
    """第3条, however it is written."""
    text = article or ""
    digits = "〇一二三四五六七八九"
    match = re.fullmatch(r"第(.+)条", text)
    if match is None:
        return text
    body = match.group(1)
    if body.isdigit():
        return f"第{int(body)}条"
    if "十" in body:
        tens, _, ones = body.partition("十")
        number = (digits.index(tens) if tens else 1) * 10 + (digits.index(ones) if ones else 0)
    else:
        number = digits.index(body)
    return f"第{number}条"
