"""Slips of the pen put right in the documents of a workspace, round after round, until nothing more applies.

Invariants: only fixes that are sure, of mistakes of writing (RD1xx) in documents that were asked for, are made; a fix
is kept only if the mistake is gone with it and no new mistake of writing has come. No file is touched here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.diagnostics import Finding, Fix
from rankdsl.diagnostics.edits import apart, edited
from rankdsl.source import SourceFile
from rankdsl.workspace.opening import Workspace

MOST_ROUNDS = 5
_MOST_ALONE = 40
"""Fixes of one file that are tried one by one where all at once do harm."""
_WRITING = "RD1"
_UNREAD = "RD101"

Look = Callable[[Workspace], Sequence[Finding]]
"""What is wrong with the writing and the names of a workspace."""


class Fixed(Struct, frozen=True):
    """`place`: the workspace as it reads then. `made`: findings with the fixes made, in order; each as in its round.

    texts: shown path to the new text, of the documents that changed."""

    place: Workspace
    made: tuple[Finding, ...]
    texts: Mapping[str, str]


def fix(place: Workspace, look: Look, wanted: Callable[[str], bool] = lambda code: True) -> Fixed:
    """Make every sure fix. `wanted`: whether a code is asked for."""
    made: list[Finding] = []
    texts: dict[str, str] = {}
    found = look(place)
    for _ in range(MOST_ROUNDS):
        choices = _choices(place, _offers(place, found, wanted), found, look)
        if not choices:
            break
        for path, choice in choices.items():
            place = _with(place, path, choice)
            made += choice
            texts[path] = _text(place, path)
        found = look(place)
    return Fixed(place, tuple(made), texts)


def _choices(
    place: Workspace, offers: Mapping[str, list[Finding]], found: Sequence[Finding], look: Look
) -> dict[str, list[Finding]]:
    """All that is offered for each file, if that does no harm there; otherwise what does none one after another."""
    tried = place
    for path, offered in offers.items():
        tried = _with(tried, path, offered)
    then = look(tried) if offers else ()
    chosen: dict[str, list[Finding]] = {}
    for path, offered in offers.items():
        if _better(found, then, offered, path):
            chosen[path] = offered
        elif one_by_one := _harmless(place, path, offered, found, look):
            chosen[path] = one_by_one
    return chosen


def _harmless(
    place: Workspace, path: str, offered: list[Finding], found: Sequence[Finding], look: Look
) -> list[Finding]:
    chosen: list[Finding] = []
    for finding in offered[:_MOST_ALONE]:
        tried = [*chosen, finding]
        if _better(found, look(_with(place, path, tried)), tried, path):
            chosen = tried
    return chosen


def _offers(place: Workspace, found: Iterable[Finding], wanted: Callable[[str], bool]) -> dict[str, list[Finding]]:
    """By path, the findings whose fixes can be made in one pass."""
    texts = {document.path: document.text for document in place.wanted_documents}
    by_path: dict[str, list[Finding]] = {}
    for finding in sorted(found, key=lambda f: f.sort_key):
        span = finding.place.span
        if span is None or span.file.path not in texts or not _is_sure(finding, span.file.path):
            continue
        foreseen = re.search(rf"\b{finding.code}\b", texts[span.file.path])
        if wanted(finding.code) and foreseen is None:
            by_path.setdefault(span.file.path, []).append(finding)
    chosen: dict[str, list[Finding]] = {}
    for path, findings in by_path.items():
        fixes: list[Fix] = apart([f.fix for f in findings if f.fix is not None])
        chosen[path] = [f for f in findings if any(f.fix is kept for kept in fixes)]
    return chosen


def _is_sure(finding: Finding, path: str) -> bool:
    made = finding.fix
    return (
        finding.code.startswith(_WRITING)
        and made is not None
        and made.sure
        and bool(made.edits)
        and all(edit.span.file.path == path for edit in made.edits)
    )


def _with(place: Workspace, path: str, choice: Sequence[Finding]) -> Workspace:
    edits = [edit for finding in choice if finding.fix is not None for edit in finding.fix.edits]
    documents = (
        SourceFile(path, edited(document.text, edits)) if document.path == path else document
        for document in place.documents
    )
    return replace(place, documents=tuple(documents))


def _text(place: Workspace, path: str) -> str:
    return next(document.text for document in place.documents if document.path == path)


def _better(before: Iterable[Finding], then: Iterable[Finding], choice: Sequence[Finding], path: str) -> bool:
    """Whether what was to be mended is gone, and no more is unreadable than the rest of what was.

    Mistakes of meaning may come: behind what could not be read, nobody looked.
    """
    old, new = _mistakes(before, path), _mistakes(then, path)
    mended = Counter((finding.code, finding.message.zh) for finding in choice)
    if any(old[key] - new[key] < count for key, count in mended.items()):
        return False
    unread = sum(count for (code, _), count in mended.items() if code == _UNREAD)
    return _unread(new) <= _unread(old) - unread


def _mistakes(found: Iterable[Finding], path: str) -> Counter[tuple[str, str]]:
    return Counter(
        (finding.code, finding.message.zh)
        for finding in found
        if finding.place.span is not None and finding.place.span.file.path == path
    )


def _unread(mistakes: Counter[tuple[str, str]]) -> int:
    return sum(count for (code, _), count in mistakes.items() if code == _UNREAD)
