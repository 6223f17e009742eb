"""What the findings of a document are worth where an item of a document above has several readings (读法).

A document is at fault only where it is so under every reading of the items above it. What it has under some readings
only becomes a note that says under which; what stays open under one of them stays open. Readings of its own items are
not its superiors', and count as adopted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.checks import Check
from rankdsl.checks.examination import Outcome
from rankdsl.diagnostics import Citation, Finding, Severity, Text, Verdict
from rankdsl.ir.model import Alternative, Piece
from rankdsl.ir.remarks import ReadItem

Asked = tuple[Check, Outcome]
Key = tuple[str, str, str, int]
"""Code, subject and what else the question is about; and which of those that share these it is."""

SEVERAL = Text("这一项有几种读法", "this item has several readings")


class Under(Struct, frozen=True):
    """What came out under one choice of readings; `reading` says which, in words."""

    reading: Text
    asked: tuple[Asked, ...]

    def outcomes(self) -> dict[Key, Outcome]:
        return dict(_keyed(self.asked))


def above_read_otherwise(piece: Piece) -> tuple[Alternative, ...]:
    """The choices in which only items of documents above are read otherwise than adopted."""
    own = len(piece.program.layers) - 1
    return tuple(a for a in piece.alternatives if all(item.layer < own for item, _ in a.taken))


def wording(alternatives: Sequence[Alternative]) -> tuple[Text, tuple[Text, ...]]:
    """How the adopted choice and each of the others is called: the readings of every item that has several."""
    items = tuple(dict.fromkeys(item for a in alternatives for item, _ in a.taken))
    return _named(items, {}), tuple(_named(items, dict(a.taken)) for a in alternatives)


def items_of(alternatives: Iterable[Alternative]) -> tuple[ReadItem, ...]:
    return tuple(dict.fromkeys(item for a in alternatives for item, _ in a.taken))


def brings_more(other: Under, adopted: Under) -> bool:
    """Whether something is wrong under the other reading that is not as adopted."""
    before = adopted.outcomes()
    return any(_refuted(outcome) and not _refuted(before.get(key)) for key, outcome in other.outcomes().items())


def settled(adopted: Under, others: Sequence[Under], items: Sequence[ReadItem]) -> Iterator[Asked]:
    """The outcomes under the adopted readings, with notes for what is so under some readings only; then what the other
    readings bring, and what stays open under them."""
    readings = (adopted, *others)
    tables = [under.outcomes() for under in readings]
    prints = [
        {f.fingerprint for _, outcome in under.asked if _refuted(outcome) for f in outcome.findings}
        for under in readings
    ]

    def found(at: int, key: Key, finding: Finding) -> bool:
        outcome = tables[at].get(key)
        return finding.fingerprint in prints[at] or (outcome is not None and outcome.verdict is Verdict.REFUTED)

    told: set[str] = set()

    def judged(key: Key, finding: Finding) -> Finding:
        told.add(finding.fingerprint)
        so = [found(at, key, finding) for at in range(len(readings))]
        return finding if all(so) else _note(finding, readings, so, items)

    for key, (check, outcome) in zip(_keys(adopted.asked), adopted.asked, strict=True):
        if check.of_readings or outcome.verdict is not Verdict.REFUTED:
            yield check, outcome
        else:
            yield check, replace(outcome, findings=tuple(judged(key, f) for f in outcome.findings))
    open_already = {key for key, outcome in tables[0].items() if outcome.verdict is Verdict.UNKNOWN}
    for under in others:
        for key, (check, outcome) in zip(_keys(under.asked), under.asked, strict=True):
            if outcome.verdict is Verdict.UNKNOWN and key not in open_already:
                open_already.add(key)
                yield check, replace(outcome, findings=tuple(_open(f, under.reading) for f in outcome.findings))
            elif check.compares and outcome.verdict is Verdict.REFUTED and not _refuted(tables[0].get(key)):
                new = tuple(f for f in outcome.findings if f.fingerprint not in told)
                notes = tuple(judged(key, f) for f in new)
                if notes:
                    yield check, replace(outcome, findings=notes)


def _refuted(outcome: Outcome | None) -> bool:
    return outcome is not None and outcome.verdict is Verdict.REFUTED


def _keys(asked: Iterable[Asked]) -> list[Key]:
    return [key for key, _ in _keyed(asked)]


def _keyed(asked: Iterable[Asked]) -> Iterator[tuple[Key, Outcome]]:
    seen = Counter[tuple[str, str, str]]()
    for check, outcome in asked:
        shared = (check.code, outcome.subject, outcome.about)
        yield (*shared, seen[shared]), outcome
        seen[shared] += 1


def _note(finding: Finding, readings: Sequence[Under], so: Sequence[bool], items: Sequence[ReadItem]) -> Finding:
    yes = [under.reading for under, is_so in zip(readings, so, strict=True) if is_so]
    no = [under.reading for under, is_so in zip(readings, so, strict=True) if not is_so]
    limited = Text(
        f"（只在按{_listed(yes).zh}理解时如此，按{_listed(no).zh}理解时不能这样说）",
        f" (so by {_listed(yes).en} only; not by {_listed(no).en})",
    )
    related = (*finding.related, *(Citation(item.place, SEVERAL) for item in items))
    return replace(finding, severity=Severity.NOTE, message=finding.message + limited, related=related)


def _open(finding: Finding, reading: Text) -> Finding:
    limited = Text(f"（按{reading.zh}理解时）", f" (by {reading.en})")
    return replace(finding, message=finding.message + limited)


def _listed(readings: Sequence[Text]) -> Text:
    return Text("、".join(r.zh for r in readings), ", ".join(r.en for r in readings))


def _named(items: Sequence[ReadItem], taken: dict[ReadItem, str]) -> Text:
    zh = "和".join(f"{item.place.citation}{taken.get(item, item.adopted)}" for item in items)
    en = " and ".join(f"{item.place.citation} {taken.get(item, item.adopted)}" for item in items)
    return Text(zh, en)
