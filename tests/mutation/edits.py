"""Changes of a text through the spans of its tree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import TypeVar

from msgspec import Struct

from rankdsl.source import Span

T = TypeVar("T")


class Kind(Enum):
    """What was changed; the value is the word of the table, in Chinese and English."""

    NUMBER = "数字加减一 · a number ±1"
    VALUE = "枚举值换成相邻的 · a value moved one step"
    COMPARISON = "比较符号改变 · a comparison turned"
    DROPPED = "条件删去 · a condition dropped"
    DOUBLED = "条件重复 · a condition doubled"
    SWAPPED = "分支、行互换 · branches or rows swapped"
    REMOVED = "分支、行删去 · a branch or row dropped"
    DATE = "日期移动 · a date moved"
    GATE = "直接另设门槛 · a gate added"
    GATE_1 = "门槛藏在一个定义后 · a gate behind one definition"
    GATE_2 = "门槛藏在两个定义后 · a gate behind two"
    GATE_3 = "门槛藏在三个定义后 · a gate behind three"
    GATE_INSIDE = "门槛藏在原有定义里 · a gate inside a definition"
    EXCEPTION = "例外放宽或增加 · an exception widened or added"
    RANGE = "授权参数移动 · a delegated parameter moved"


class Edit(Struct, frozen=True):
    start: int
    end: int
    text: str


class Change(Struct, frozen=True):
    """Edits that do not overlap; `about`: what was changed, for people."""

    kind: Kind
    edits: tuple[Edit, ...]
    about: str

    def applied(self, text: str) -> str:
        for edit in sorted(self.edits, key=lambda e: e.start, reverse=True):
            text = text[: edit.start] + edit.text + text[edit.end :]
        return text


def change(kind: Kind, span: Span, text: str) -> Change:
    """The text of a span replaced."""
    return Change(kind, (Edit(span.start, span.end, text),), f"{span.text} → {text}")


def swapped(kind: Kind, one: Span, other: Span) -> Change:
    edits = (Edit(one.start, one.end, other.text), Edit(other.start, other.end, one.text))
    return Change(kind, edits, f"{one.text} ↔ {other.text}")


def inserted(kind: Kind, at: int, text: str) -> Change:
    return Change(kind, (Edit(at, at, text),), f"+ {' '.join(text.split())}")


def nodes(tree: object, of: type[T]) -> Iterator[T]:
    """Every node of a class in a tree, in the order of the text, outer ones first."""
    if isinstance(tree, of):
        yield tree
    if isinstance(tree, Struct):
        for each in tree.__struct_fields__:
            if not isinstance(value := getattr(tree, each), Span):
                yield from nodes(value, of)
    elif isinstance(tree, tuple):
        for part in tree:
            yield from nodes(part, of)


def distinct(changes: Iterator[Change], text: str) -> Iterator[Change]:
    """Without those that change nothing, or the same as an earlier one."""
    seen = {text}
    for each in changes:
        after = each.applied(text)
        if after not in seen:
            seen.add(after)
            yield each


def every(found: Sequence[T], most: int) -> Sequence[T]:
    """At most so many, spread over the whole, always the same."""
    if len(found) <= most:
        return found
    return [found[n * len(found) // most] for n in range(most)]
