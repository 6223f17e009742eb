"""A vocabulary laid over the one that it extends, as written: entries that it does not write come from the base.

An enumeration, fact or field that stands in both is taken key by key, so that an extension need only write what it
changes; everything else that it writes replaces what stands there. Names keep the order of the base, new ones follow.
"""

from __future__ import annotations

from rankdsl.vocabulary.yaml_nodes import Entry, MappingNode, Node

_BY_KEY: dict[str, tuple[str, ...]] = {"enumerations": (), "facts": ("fields",)}
"""Tables whose entries are taken key by key, and the tables in them to which the same applies."""
_TABLES = (*_BY_KEY, "windows", "derived", "invariants")


def laid_over(own: MappingNode, base: MappingNode) -> MappingNode:
    """The whole vocabulary; spans say which file each part stands in."""
    entries = {e.name: e for e in base.entries if e.name in (*_TABLES, "month_end")}
    for entry in own.entries:
        before = entries.get(entry.name)
        if before is not None and entry.name in _TABLES:
            entry = _table(entry, before, _BY_KEY.get(entry.name))
        entries[entry.name] = entry
    return MappingNode(tuple(entries.values()), own.span)


def _table(own: Entry, base: Entry, inner: tuple[str, ...] | None) -> Entry:
    """Two tables as one. `inner` None: an entry of the base that is written again is replaced."""
    if not isinstance(own.value, MappingNode) or not isinstance(base.value, MappingNode):
        return own
    entries = {e.name: e for e in base.value.entries}
    for entry in own.value.entries:
        before = entries.get(entry.name)
        if before is not None and inner is not None:
            entry = _keys(entry, before, inner)
        entries[entry.name] = entry
    return Entry(own.name, own.key, MappingNode(tuple(entries.values()), own.value.span))


def _keys(own: Entry, base: Entry, inner: tuple[str, ...]) -> Entry:
    value: Node = own.value
    if not isinstance(value, MappingNode) or not isinstance(base.value, MappingNode):
        return own
    entries = {e.name: e for e in base.value.entries}
    for entry in value.entries:
        before = entries.get(entry.name)
        entries[entry.name] = _table(entry, before, ()) if before is not None and entry.name in inner else entry
    return Entry(own.name, own.key, MappingNode(tuple(entries.values()), value.span))
