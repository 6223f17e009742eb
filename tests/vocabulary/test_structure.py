"""The quick check of structure and jsonschema agree, on every schema that ships."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from rankdsl.vocabulary.structure import Data, conforms, decoded, shipped_schema
from rankdsl.vocabulary.yaml_nodes import read_yaml
from tests.vocabulary.files import WORDS, file, policy

SCHEMAS = ["vocabulary.schema.json", "case.schema.json", "sources.schema.json", "calendar.schema.json"]
WHOLE: dict[str, list[str]] = {
    "vocabulary.schema.json": [WORDS],
    "case.schema.json": [
        "facts: {年限: 3年}\nname: 甲\nas_of: 2016-07-01\nrest_typical: true\nexpect: {可晋升: 是}\n",
        "document: 办法\ncases:\n  - {name: 甲, facts: {年限: 3年}, expect: {可晋升: 是, 年数: 3}}\n",
    ],
    "sources.schema.json": ["sources: {S1: {title: 一, class: A, reliability: {zh: 好, en: good}, supports: 二}}\n"],
    "calendar.schema.json": [
        "{calendar: 2026, source: S1, known_until: 2026-12-31, holidays: [*]}\n".replace(
            "*", "{name: 元旦, first: 2026-01-01, last: 20260103, working: [2026-01-04], source: S2}"
        ),
    ],
}


def data(text: str) -> Data:
    return decoded(read_yaml(file(text))[0][0])


def paths(of: Data, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place in the data."""
    found = [path]
    if isinstance(of, dict):
        found += [p for key, value in of.items() for p in paths(value, (*path, key))]
    elif isinstance(of, list):
        found += [p for i, value in enumerate(of) for p in paths(value, (*path, i))]
    return found


def changed(of: Data, path: tuple[str | int, ...], kind: str, value: Data) -> Data:
    """The data with the value at `path` replaced, removed, or with a key or item added."""
    if not path:
        if kind == "add" and isinstance(of, dict):
            return {**of, "更多": value}
        if kind == "add" and isinstance(of, list):
            return [*of, value]
        return value
    head, rest = path[0], path[1:]
    if isinstance(of, dict):
        if kind == "remove" and not rest:
            return {k: v for k, v in of.items() if k != head}
        return {k: changed(v, rest, kind, value) if k == head else v for k, v in of.items()}
    assert isinstance(of, list)
    if kind == "remove" and not rest:
        return [v for i, v in enumerate(of) if i != head]
    return [changed(v, rest, kind, value) if i == head else v for i, v in enumerate(of)]


VALUES: tuple[Data, ...] = (
    *(None, True, False, 0, 1, 45, -1, 10**17, 1960),
    *("", "a", "A", "记录", "是", "higher", "null", "a b", "“a”", "甲", "x" * 61),
)
LISTS: tuple[Data, ...] = ([], ["0年"], ["0年", "45年"], ["a", {}], [1, 2])
MAPPINGS: tuple[Data, ...] = ({}, {"a": "b"}, {"a b": "c"}, {"a": {}}, {"等次": "中"}, {"zh": "a"})
ANY: tuple[Data, ...] = (*VALUES, *LISTS, *MAPPINGS)


@pytest.mark.parametrize("name", SCHEMAS)
def test_they_are_schemas(name):
    Draft202012Validator.check_schema(shipped_schema(name))


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_single_change(name):
    schema = shipped_schema(name)
    validator = Draft202012Validator(schema)
    seen = {True: 0, False: 0}
    for text in WHOLE[name]:
        whole = data(text)
        assert conforms(whole, schema, schema)
        places = paths(whole)
        for path in places if len(places) < 60 else places[::7]:
            for kind, values in (("replace", ANY), ("remove", ANY[:1]), ("add", ANY[9:11])):
                for value in values:
                    other = changed(whole, path, kind, value)
                    valid = validator.is_valid(other)
                    assert conforms(other, schema, schema) == valid, (path, kind, value)
                    seen[valid] += 1
    assert seen[True] > 10
    assert seen[False] > 50


@given(st.data())
def test_several_changes(draws):
    name = draws.draw(st.sampled_from(SCHEMAS))
    schema = shipped_schema(name)
    other = data(draws.draw(st.sampled_from(WHOLE[name])))
    for _ in range(draws.draw(st.integers(1, 3))):
        path = draws.draw(st.sampled_from(paths(other)))
        kind = draws.draw(st.sampled_from(["replace", "remove", "add"]))
        other = changed(other, path, kind, draws.draw(st.sampled_from(ANY)))
    assert conforms(other, schema, schema) == Draft202012Validator(schema).is_valid(other)


def test_the_shipped_files_conform():
    for name, path in (
        ("vocabulary.schema.json", "vocabulary/公务员.yaml"),
        ("sources.schema.json", "sources.yaml"),
        ("case.schema.json", "cases/甲县.yaml"),
        ("calendar.schema.json", "calendars/2026.yaml"),
    ):
        (node,), _ = read_yaml(policy(path))
        schema = shipped_schema(name)
        assert conforms(decoded(node), schema, schema)
        assert list(Draft202012Validator(schema).iter_errors(decoded(node))) == []


def test_data_are_text_but_for_nothing_truth_and_whole_numbers():
    text = "a: [null, ~, true, True, 3, '3', 03, 3.5, 1e3, 2015-01, yes, 是, 1234567890123456789, ]\nb:\n"
    assert data(text) == {
        "a": [None, None, True, "True", 3, "3", "03", "3.5", "1e3", "2015-01", "yes", "是", "1234567890123456789"],
        "b": None,
    }
