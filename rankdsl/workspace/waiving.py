"""Findings and waivers brought together: what is waived, and which waivers are expired, unused or over-broad.

Invariant: a waiver covers one finding or none. Nothing is said to be unused where this run could not have found it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.diagnostics import Finding, Text, can_be_set_aside, did_you_mean, nearest, numbered
from rankdsl.workspace import waivers_page as page
from rankdsl.workspace.waivers import Waiver, plain

_MOST_SHOWN = 3


class Looked(Struct, frozen=True):
    """What a run looked at, and so could have found.

    titles: of the documents that were asked for. settled: of those that were examined to the end, in every check.
    whole: nothing of the workspace was left out.
    """

    titles: Collection[str]
    settled: Collection[str]
    whole: bool


def waive(
    findings: Sequence[Finding], waivers: Sequence[Waiver], today: date | None, looked: Looked
) -> tuple[Finding, ...]:
    """The findings (no two with one fingerprint), marked where a waiver covers them, with those on the waivers; in
    reading order.

    today: the day to judge by; None judges none as expired. A waiver is in force until its last day, included.
    """
    judged = list(findings)
    titles = {plain(title) for title in looked.titles}
    candidates = _Candidates(findings)
    by: dict[int, Waiver] = {}
    for waiver in waivers:
        concerned = waiver.document is None or plain(waiver.document) in titles
        fitting = [i for i in candidates.of(waiver) if can_be_set_aside(findings[i].code) and waiver.fits(findings[i])]
        if not concerned:
            if looked.whole:
                judged.append(_no_such_document(waiver, looked.titles))
        elif today is not None and waiver.approval.until < today:
            if fitting or looked.whole or waiver.document is not None:
                judged.append(page.EXPIRED.at(waiver.place, until=Text.day(waiver.approval.until)))
        elif len(fitting) > 1:
            which = [findings[i].fingerprint for i in fitting[:_MOST_SHOWN]]
            more = "…" if len(fitting) > _MOST_SHOWN else ""
            words = Text("、".join(which) + more, ", ".join(which) + more)
            judged.append(page.TOO_BROAD.at(waiver.place, number=len(fitting), which=words))
        elif not fitting:
            judged += _covers_nothing(waiver, [findings[i] for i in candidates.of(waiver)], looked)
        elif fitting[0] in by:
            judged.append(page.TWICE.at(waiver.place, line=_line(by[fitting[0]])))
        else:
            by[fitting[0]] = waiver
            judged[fitting[0]] = replace(findings[fitting[0]], waiver=waiver.approval)
    return numbered(judged)


class _Candidates:
    """Which findings a waiver may fit, found without looking at all of them for each."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self._by_fingerprint = {f.fingerprint: i for i, f in enumerate(findings)}
        self._by_code: dict[str, list[int]] = {}
        for i, finding in enumerate(findings):
            self._by_code.setdefault(finding.code, []).append(i)

    def of(self, waiver: Waiver) -> Sequence[int]:
        if waiver.fingerprint is not None:
            found = self._by_fingerprint.get(waiver.fingerprint)
            return [] if found is None else [found]
        return self._by_code.get(waiver.code or "", [])


def _could_be_found(waiver: Waiver, looked: Looked) -> bool:
    """Whether what the waiver is for would have been found if it were there."""
    settled = {plain(title) for title in looked.settled}
    if waiver.document is not None:
        return plain(waiver.document) in settled
    return looked.whole and len(settled) == len({plain(title) for title in looked.titles})


def _covers_nothing(waiver: Waiver, candidates: Sequence[Finding], looked: Looked) -> list[Finding]:
    """With the places at which the same is found in the same document, which may be what was meant."""
    document = plain(waiver.document) if waiver.document and waiver.fingerprint is None else None
    places = dict.fromkeys(_short(f) for f in candidates if document == plain(f.place.document))
    near = [p for p in places if p][:_MOST_SHOWN]
    if near and waiver.article is None:
        return [page.NO_ARTICLE.at(waiver.place, code=waiver.code, where=Text("、".join(near), ", ".join(near)))]
    never = next((f for f in candidates if waiver.fits(f)), None)
    if never is not None:
        return [page.NOT_WAIVABLE.at(waiver.place, code=never.code)]
    if not _could_be_found(waiver, looked):
        return []
    where = Text("", "")
    if near:
        where = Text(f"{waiver.code} 发现于：{'、'.join(near)}。", f"{waiver.code} is found at {', '.join(near)}; ")
    return [page.UNUSED.at(waiver.place, what=waiver.what, where=where)]


def _short(finding: Finding) -> str:
    """Article, item and subject, none twice."""
    article = finding.place.article or ""
    return f"{article}{finding.place.item or ''} {finding.subject if finding.subject != article else ''}".strip()


def _no_such_document(waiver: Waiver, titles: Collection[str]) -> Finding:
    near = nearest(waiver.document or "", sorted(titles))
    meant = did_you_mean(near) if near else Text("删去这条豁免，或者改正标题", "remove the waiver or mend the title")
    return page.UNKNOWN_DOCUMENT.at(waiver.place, name=waiver.document, near=meant)


def _line(waiver: Waiver) -> int:
    span = waiver.place.span
    return span.file.position(span.start)[0] if span else 1
