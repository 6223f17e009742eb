"""The mechanisms of a chain as its lowest document leaves them, with what it does to those above.

It may change a figure in one of them, or leave it without a meaning, and not write a word of it itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from rankdsl.diagnostics import Finding, Place
from rankdsl.ir.definitions import Kind
from rankdsl.ir.mechanisms import Mechanism
from rankdsl.ir.model import Altered, Figure
from rankdsl.semantics.documents import Document, Note
from rankdsl.semantics.effective import Reading
from rankdsl.semantics.mechanisms import mechanisms_of
from rankdsl.semantics.rules import Layered
from rankdsl.syntax import ast

Found = tuple[tuple[int, Mechanism], ...]


def chain_mechanisms(
    reading: Reading, without: Callable[[], Reading], note: Note, spoilt: Callable[[Finding], Finding]
) -> tuple[Found, tuple[Altered, ...]]:
    """(layer, mechanism) of the whole chain in the order written, and those above that the lowest document alters.

    without: the chain above as it is without that document. Its own mistakes are noted, and, as `spoilt` puts it, what
    was sound above and is no more."""
    documents = reading.layered.documents
    last = len(documents) - 1
    changed = _changed_parameters(reading.layered, last)
    found: list[tuple[int, Mechanism]] = []
    otherwise: list[Altered] = []
    for layer, document in enumerate(documents[:last]):
        told: list[Finding] = []
        here = tuple(mechanisms_of(document, layer, reading, told.append))
        found += here
        if told or changed:
            known: list[Finding] = []
            above = tuple(mechanisms_of(document, layer, without(), known.append))
            for finding in told:
                if finding not in known:
                    note(spoilt(finding))
            otherwise += _altered(document, [m for _, m in here], [m for _, m in above], changed)
    found += mechanisms_of(documents[last], last, reading, note)
    return tuple(found), tuple(otherwise)


def _changed_parameters(layered: Layered, layer: int) -> dict[str, Place]:
    """Parameters of the documents above that the document at a layer amends, and where."""
    return {
        rule.own_name: rule.place
        for rule in layered.rules.values()
        if rule.layer == layer
        and rule.kind is Kind.PARAMETER
        and rule.own_name is not None
        and rule.own_name not in layered.documents[layer].norms
    }


def _altered(
    document: Document, here: Sequence[Mechanism], above: Sequence[Mechanism], changed: Mapping[str, Place]
) -> Iterator[Altered]:
    """Those that name what was changed, and are not the same."""
    nodes = {remark.place: remark.node for remark in document.remarks}
    without = {mechanism.place: mechanism for mechanism in above}
    for mechanism in here:
        before = without.get(mechanism.place)
        if before is None or before == mechanism or mechanism.place not in nodes:
            continue
        figures = tuple(
            Figure(ident.text, ident.span, role, changed[ident.text])
            for ident, role in _named(nodes[mechanism.place])
            if ident.text in changed
        )
        if figures:
            yield Altered(mechanism, before, figures)


def _named(node: object, role: str = "") -> Iterator[tuple[ast.Ident, str]]:
    """The names in formulas anywhere within a node, in the order written, with the role of `Figure`."""
    match node:
        case ast.Name(ident=ident):
            yield ident, role
        case tuple():
            for part in node:
                yield from _named(part, role)
        case Struct():
            of_its_own = isinstance(node, ast.Step | ast.Appeal)
            for field in node.__struct_fields__:
                yield from _named(getattr(node, field), field if of_its_own else role)
        case _:
            pass
