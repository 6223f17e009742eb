"""A chain of evidence shows every later change, and where it begins."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from rankdsl.population.evidence import BEGINNING, Break, Entry, Json, chain, first_break, head

ENTRIES = (
    Entry("rules", "某局办法", {"sha256": "ab", "施行": "2026-01-01"}),
    Entry("person", "甲001", {"任现职级起": "2023-01", "年度考核": {"2024": "优秀", "2025": "称职"}}),
    Entry("person", "甲002", {"任现职级起": "2023-02"}),
    Entry("decision", "甲001", {"得分": "73.6", "结果": "是"}),
)
LINKS = chain(ENTRIES)
HEAD = head(LINKS)


def test_what_was_not_touched_holds() -> None:
    assert first_break(ENTRIES, LINKS, HEAD) is None
    assert [link.before for link in LINKS] == [BEGINNING, *(link.digest for link in LINKS[:-1])]
    assert head(()) == BEGINNING


def test_the_order_of_keys_is_no_change() -> None:
    turned = tuple(replace(e, content=json.loads(json.dumps(e.content))) for e in ENTRIES)
    other = replace(ENTRIES[1], content={"年度考核": {"2025": "称职", "2024": "优秀"}, "任现职级起": "2023-01"})
    assert chain((turned[0], other, *turned[2:])) == LINKS


def test_every_single_character_that_is_changed_is_found_where_it_stands() -> None:
    tried = 0
    for index, entry in enumerate(ENTRIES):
        text = json.dumps(entry.content, ensure_ascii=False)
        for at, sign in enumerate(text):
            changed = text[:at] + ("7" if sign != "7" else "8") + text[at + 1 :]
            try:
                content: Json = json.loads(changed)
            except ValueError:
                continue
            entries = (*ENTRIES[:index], replace(entry, content=content), *ENTRIES[index + 1 :])
            assert first_break(entries, LINKS, HEAD) == Break(index, entry.kind, entry.name)
            tried += 1
    assert tried > 60


def test_leaving_out_adding_and_moving_are_found() -> None:
    first, second, third, last = ENTRIES
    assert first_break((first, third, last), LINKS, HEAD) == Break(1, "person", "甲001")
    assert first_break((first, third, second, last), LINKS, HEAD) == Break(1, "person", "甲001")
    assert first_break(ENTRIES[:3], LINKS, HEAD) == Break(3, "decision", "甲001")
    more = (*ENTRIES, Entry("decision", "甲002", {"结果": "否"}))
    assert first_break(more, LINKS, HEAD) == Break(4, "decision", "甲002")


def test_a_chain_written_anew_is_whole_and_ends_otherwise() -> None:
    """What the chain cannot show by itself: only a head that is known from elsewhere tells."""
    forged = (*ENTRIES[:3], replace(ENTRIES[3], content={"得分": "73.6", "结果": "否"}))
    assert first_break(forged, chain(forged), head(chain(forged))) is None
    assert first_break(forged, chain(forged), HEAD) == Break(4, "", "")


def test_contents_that_look_alike_when_joined_are_told_apart() -> None:
    """Kind, name and content have borders of their own."""
    assert chain([Entry("a", "bc", "d")]) != chain([Entry("ab", "c", "d")])
    assert chain([Entry("a", "b", "1")]) != chain([Entry("a", "b", 1)])


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)
_entries = st.lists(st.builds(Entry, st.text(max_size=3), st.text(max_size=3), _json), max_size=4)


@settings(max_examples=150, deadline=None)
@given(_entries, _entries)
def test_only_the_same_entries_have_the_same_chain(one: list[Entry], other: list[Entry]) -> None:
    """Compared as they are written: 1 and true are equal in Python, and not here."""
    same = [(e.kind, e.name, json.dumps(e.content, sort_keys=True)) for e in one] == [
        (e.kind, e.name, json.dumps(e.content, sort_keys=True)) for e in other
    ]
    assert (first_break(one, chain(other), head(chain(other))) is None) == same
