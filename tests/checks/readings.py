"""What is left of findings where items of the documents above can be read in several ways."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from tests.checks.competence import MAY, MUST, read_items, reread
from tests.checks.keys import Key
from tests.checks.written import Document

COMPARES = ("RD207", "RD301", "RD401", "RD402", "RD403", "RD404", "RD405", "RD406", "RD408")
Of = Mapping[tuple[Key, str], str]


def chains(chain: Sequence[Document]) -> Iterator[tuple[Document, ...]]:
    """The chain with the items of all but the last document read in every way, as adopted first."""
    items = [(n, a, label, item) for n, d in enumerate(chain[:-1]) for a, label, item in read_items(d)]
    choices = [[i.adopted, *(c for c in range(len(i.choices)) if c != i.adopted)] for _, _, _, i in items]
    for taken in product(*choices):
        documents = list(chain)
        for n, document in enumerate(documents):
            here = {(a, label): c for (m, a, label, _), c in zip(items, taken, strict=True) if m == n}
            documents[n] = reread(document, here) if here else document
        yield tuple(documents)


def settled(readings: Sequence[Of]) -> Iterator[tuple[Key, str]]:
    """At fault only under every reading; under some only, a note."""
    adopted = readings[0]
    for key in dict.fromkeys(k for found in readings for k in found):
        hows = [found.get(key) for found in readings]
        if key not in adopted and (key[0][0] not in COMPARES):
            continue
        if key[0][0] == "RD210":
            yield key[0], hows[0] or MAY
            continue
        sure = {MUST} == set(hows)
        never = None in hows
        if not never:
            yield key[0], MUST if sure else MAY
        if not sure:
            note = (*key[0][:3], "note", key[0][4])
            yield note, MUST if never and MUST in hows else MAY
