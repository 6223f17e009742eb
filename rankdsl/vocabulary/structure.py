"""The structure of a file against its JSON Schema, with messages in plain words at the line at fault.

The schema is the truth. `conforms` answers only whether a file is without fault, for the keywords that our schemas use;
it exists because importing jsonschema costs more than reading all the vocabularies. Whatever it does not pass is put to
jsonschema, which decides and names every error. (A test holds the two together.)
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias

from msgspec import Struct

from rankdsl.diagnostics import Diagnostic, Finding, Place, Text, did_you_mean, nearest
from rankdsl.source import Span
from rankdsl.vocabulary.yaml_nodes import MappingNode, Node, ScalarNode, SequenceNode

Data: TypeAlias = "bool | int | str | list[Data] | dict[str, Data] | None"
Schema = Mapping[str, Any]

MOST_FINDINGS = 200
"""After so many in one file, the rest waits until these are mended."""
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")


class Messages(Struct, frozen=True):
    """How one kind of file says what is wrong. Words: `key`, `keys`, `where`, `wanted`, `value`, `near`,
    `example`."""

    unknown_key: Diagnostic
    missing_key: Diagnostic
    wrong_shape: Diagnostic
    bad_name: Diagnostic
    unknown_choice: Diagnostic


@cache
def shipped_schema(name: str) -> Schema:
    """The schema in the file `name` beside this module."""
    schema: Schema = json.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    return schema


def decoded(node: Node) -> Data:
    """The node as JSON data: only null, true, false and whole numbers are more than text."""
    match node:
        case ScalarNode():
            if node.empty:
                return None
            if node.plain and node.text in ("true", "false"):
                return node.text == "true"
            if node.plain and _INTEGER.fullmatch(node.text):
                return int(node.text)
            return node.text
        case MappingNode(entries=entries):
            return {entry.name: decoded(entry.value) for entry in entries}
        case SequenceNode(items=items):
            return [decoded(item) for item in items]


def check_structure(node: Node, schema: Schema, messages: Messages, title: Text) -> tuple[Finding, ...]:
    """Every way in which the file differs from the schema. `title`: what the file as a whole is called."""
    data = decoded(node)
    if conforms(data, schema, schema):
        return ()
    from jsonschema import Draft202012Validator

    found: dict[tuple[object, ...], Finding] = {}
    errors = Draft202012Validator(schema).iter_errors(data)
    every = (pair for error in errors for pair in _findings(error, node, messages, title))
    for key, finding in islice(every, MOST_FINDINGS):
        found.setdefault(key, finding)
    return tuple(sorted(found.values(), key=lambda f: f.sort_key))


_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int,),
    "boolean": (bool,),
    "null": (type(None),),
}


def conforms(data: Data, schema: Schema, root: Schema) -> bool:
    """Whether the data is valid, for the keywords in use; a keyword that is not known here is never passed over."""
    return all(_KEYWORDS[keyword](data, wanted, schema, root) for keyword, wanted in schema.items())


def _is_type(data: Data, wanted: str | list[str]) -> bool:
    names = [wanted] if isinstance(wanted, str) else wanted
    return any(isinstance(data, _TYPES[name]) and (name == "boolean" or not isinstance(data, bool)) for name in names)


def _same(data: Data, value: Any) -> bool:
    return type(data) is type(value) and data == value


def _properties(data: Data, wanted: Schema, root: Schema) -> bool:
    if not isinstance(data, dict):
        return True
    return all(conforms(value, wanted[name], root) for name, value in data.items() if name in wanted)


def _additional(data: Data, wanted: Any, schema: Schema, root: Schema) -> bool:
    if not isinstance(data, dict):
        return True
    known = schema.get("properties", {})
    extra = [value for name, value in data.items() if name not in known]
    return not extra if wanted is False else all(conforms(value, wanted, root) for value in extra)


def _consequence(data: Data, condition: Schema, schema: Schema, root: Schema) -> bool:
    branch = schema.get("then" if conforms(data, condition, root) else "else")
    return branch is None or conforms(data, branch, root)


def _reference(data: Data, pointer: str, root: Schema) -> bool:
    return conforms(data, resolve(pointer, root), root)


def resolve(pointer: str, root: Schema) -> Schema:
    """The part of the schema that a `$ref` such as `#/$defs/name` means."""
    part: Any = root
    for step in pointer.removeprefix("#/").split("/"):
        part = part[step]
    found: Schema = part
    return found


_KEYWORDS: dict[str, Any] = {
    "type": lambda d, w, s, r: _is_type(d, w),
    "enum": lambda d, w, s, r: any(_same(d, value) for value in w),
    "const": lambda d, w, s, r: _same(d, w),
    "pattern": lambda d, w, s, r: not isinstance(d, str) or re.search(w, d) is not None,
    "minLength": lambda d, w, s, r: not isinstance(d, str) or len(d) >= w,
    "maxLength": lambda d, w, s, r: not isinstance(d, str) or len(d) <= w,
    "minimum": lambda d, w, s, r: not _is_type(d, "number") or d >= w,
    "maximum": lambda d, w, s, r: not _is_type(d, "number") or d <= w,
    "minItems": lambda d, w, s, r: not isinstance(d, list) or len(d) >= w,
    "maxItems": lambda d, w, s, r: not isinstance(d, list) or len(d) <= w,
    "minProperties": lambda d, w, s, r: not isinstance(d, dict) or len(d) >= w,
    "maxProperties": lambda d, w, s, r: not isinstance(d, dict) or len(d) <= w,
    "required": lambda d, w, s, r: not isinstance(d, dict) or all(name in d for name in w),
    "items": lambda d, w, s, r: not isinstance(d, list) or all(conforms(item, w, r) for item in d),
    "properties": lambda d, w, s, r: _properties(d, w, r),
    "propertyNames": lambda d, w, s, r: not isinstance(d, dict) or all(conforms(name, w, r) for name in d),
    "additionalProperties": _additional,
    "if": _consequence,
    "$ref": lambda d, w, s, r: _reference(d, w, r),
    **dict.fromkeys(
        ("then", "else", "$schema", "$id", "$defs", "$comment", "title", "description", "x-words", "x-example"),
        lambda d, w, s, r: True,
    ),
}


def _findings(error: Any, root: Node, messages: Messages, title: Text) -> Iterator[tuple[tuple[object, ...], Finding]]:
    """The findings of one error, each with what it is about, so that the same is said once."""
    path = tuple(error.absolute_path)
    node, span = _at(root, path)
    where, name = _where(path, title)
    schema: Schema = error.schema
    wanted, example = _wanted(schema), schema.get("x-example", "…")
    if "propertyNames" in list(error.absolute_schema_path)[-3:]:
        key = str(error.instance)
        at = Place(_key_span(node, key) or span)
        yield (path, key, "name"), messages.bad_name.at(at, subject=key, key=key, wanted=wanted, example=example)
        return
    match error.validator:
        case "additionalProperties":
            known = list(schema.get("properties", {}))
            for key in (key for key in error.instance if key not in known):
                at = Place(_key_span(node, key) or span)
                words: dict[str, Any] = {"key": key, "where": where, "near": _near(key, known)}
                yield (path, key, "extra"), messages.unknown_key.at(at, subject=key, **words)
        case "required":
            keys = [key for key in error.validator_value if key not in error.instance]
            parts = schema.get("properties", {})
            missing: dict[str, Any] = {
                "keys": Text("、".join(f"“{key}”" for key in keys), ", ".join(f"“{key}”" for key in keys)),
                "example": ", ".join(f"{key}: {parts.get(key, {}).get('x-example', '…')}" for key in keys),
            }
            yield (path, *keys, "missing"), messages.missing_key.at(Place(span), subject=name, where=where, **missing)
        case "enum" if isinstance(error.instance, str) and all(isinstance(v, str) for v in error.validator_value):
            choice: dict[str, Any] = {
                "value": error.instance,
                "wanted": wanted,
                "near": _near(error.instance, error.validator_value),
            }
            yield (path, "shape"), messages.unknown_choice.at(Place(span), subject=name, where=where, **choice)
        case _:
            shape: dict[str, Any] = {"wanted": wanted, "example": example}
            yield (path, "shape"), messages.wrong_shape.at(Place(span), subject=name, where=where, **shape)


_TABLES = ("enumerations", "facts", "windows", "derived", "invariants", "values", "fields", "sources")
"""Keys under which the writer chooses the names: they need not be named before one."""


def _where(path: tuple[str | int, ...], title: Text) -> tuple[Text, str]:
    """The last two steps of the path in words (`“年限”的“typical”`), and the last name in it."""
    steps = [step for i, step in enumerate(path) if step not in _TABLES or i == len(path) - 1]
    names = [step for step in steps if isinstance(step, str)]
    parts = [
        Text(f"第 {step + 1} 项", f"entry {step + 1}") if isinstance(step, int) else Text.same(f"“{step}”")
        for step in steps[-2:]
    ]
    where = Text("的".join(p.zh for p in parts), " of ".join(p.en for p in reversed(parts))) if parts else title
    return where, names[-1] if names else ""


def _at(root: Node, path: Iterable[str | int]) -> tuple[Node, Span]:
    """The node, and where to point: at a single value, else at the name."""
    node, span = root, _head(root)
    for step in path:
        if isinstance(step, int) and isinstance(node, SequenceNode):
            node = node.items[step]
            span = _head(node)
        elif isinstance(node, MappingNode):
            entry = node.entry(str(step))
            assert entry is not None
            node = entry.value
            span = node.span if isinstance(node, ScalarNode) else entry.key.span
    return node, span


def _head(node: Node) -> Span:
    """A place that is short enough to show."""
    if isinstance(node, MappingNode) and node.entries:
        return node.entries[0].key.span
    if isinstance(node, SequenceNode) and node.items:
        return _head(node.items[0])
    return node.span


def _key_span(node: Node, key: str) -> Span | None:
    entry = node.entry(key) if isinstance(node, MappingNode) else None
    return entry.key.span if entry else None


def _near(word: str, known: Iterable[str]) -> Text:
    known = list(known)
    if word.partition(":")[0].strip() in known:
        return Text("冒号要用半角“:”，后面空一格", "a colon is written “:” and followed by a space")
    near = nearest(word, known, limit=1)
    if near:
        return did_you_mean(near[:1])
    return Text(f"可以写：{'、'.join(known)}", f"it can be: {', '.join(known)}")


def _wanted(schema: Schema) -> Text:
    words = schema.get("x-words")
    return Text(words["zh"], words["en"]) if words else Text("另一种写法", "written in another way")
