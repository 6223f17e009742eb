"""Evidence that holds together: a chain of digests over what a proposal rests on, so that a later change shows.

Every link covers its content and the link before it. Who knows the last digest (`head`) can tell whether anything was
changed, left out, added or moved since. It proves no more than that: who may write the whole chain anew gets another
one that is whole, and so the head belongs into something that many people have, like the public notice. There is no
clock, no secret and no network in it; whether what was entered is true is another matter.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

Json = Mapping[str, "Json"] | Sequence["Json"] | str | int | bool | None

BEGINNING = "0" * 64
"""What stands before the first link."""


class Entry(Struct, frozen=True):
    """`kind`: what it is (rules, unit, person, decision); `name`: which one; `content`: as it is to be kept."""

    kind: str
    name: str
    content: Json


class Link(Struct, frozen=True):
    """`content`: digest of the content of the entry. `digest`: of all of this and `before`, the digest of the link
    before. SHA-256, in hexadecimal digits."""

    kind: str
    name: str
    content: str
    before: str
    digest: str


class Break(Struct, frozen=True):
    """The first place, counted from 0, at which entries and chain are not what they were."""

    index: int
    kind: str
    name: str


PEOPLE = ("eligible", "not_eligible", "undetermined")
"""Lists of people in what `propose` writes as JSON."""


def entries_of(files: Mapping[str, str], written: Mapping[str, Json]) -> tuple[Entry, ...]:
    """What a proposal rests on, and what it says. `files`: path to text of the rules, the vocabularies and the unit
    file. `written`: the JSON of `propose`; each of its people is an entry, all the rest of it one more."""
    proposal = written["proposal"]
    assert isinstance(proposal, Mapping), "a proposal was made"
    found = [Entry("file", path, text) for path, text in sorted(files.items())]
    for kind in PEOPLE:
        people = proposal[kind]
        assert isinstance(people, Sequence)
        for each in people:
            assert isinstance(each, Mapping)
            found.append(Entry(kind, str(each["id"]), each))
    rest = {name: value for name, value in proposal.items() if name not in PEOPLE}
    return (*found, Entry("proposal", str(proposal["unit"]), {**written, "proposal": rest}))


def chain(entries: Iterable[Entry]) -> tuple[Link, ...]:
    links: list[Link] = []
    for entry in entries:
        links.append(_linked(entry.kind, entry.name, _digest(entry.content), head(links)))
    return tuple(links)


def head(links: Sequence[Link]) -> str:
    return links[-1].digest if links else BEGINNING


def first_break(entries: Sequence[Entry], links: Sequence[Link], known_head: str) -> Break | None:
    """None where the entries are those of the chain, link by link, and its end is the head that is known from
    elsewhere. A chain that is whole and ends otherwise breaks behind its last link."""
    again = chain(entries)
    for index, (now, then) in enumerate(zip(again, links, strict=False)):
        if now != then:
            return Break(index, then.kind, then.name)
    if len(again) != len(links):
        longer = max(again, links, key=len)
        at = min(len(again), len(links))
        return Break(at, longer[at].kind, longer[at].name)
    return None if head(links) == known_head else Break(len(links), "", "")


def _linked(kind: str, name: str, content: str, before: str) -> Link:
    return Link(kind, name, content, before, _digest([before, kind, name, content]))


def _digest(content: Json) -> str:
    """Of the one way to write it: keys in order, no spaces, UTF-8."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
