"""A TextMate tokenizer, small: enough for the grammar that we ship, to see which scope every word of a line gets.

As editors do it: at each place the pattern that matches first, and of those that match at the same place the one that
stands first; a pattern with `begin` and `end` may run over several lines. The same was seen to come from the tokenizer
of VS Code (vscode-textmate) over all policies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct


class Word(Struct, frozen=True):
    """`scope`: the last part of all that it gets, without the language; "" where it gets none."""

    text: str
    scope: str
    line: int
    column: int


class _Rule(Struct, frozen=True):
    name: str
    pattern: re.Pattern[str]
    end: re.Pattern[str] | None
    captures: dict[int, str]


class Tokenizer:
    def __init__(self, grammar: dict[str, Any]) -> None:
        self.grammar = grammar
        self.rules: list[_Rule] = [self._rule(data) for data in self._flat(self.grammar["patterns"])]

    def _flat(self, patterns: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for data in patterns:
            if "include" in data:
                yield from self._flat(self.grammar["repository"][data["include"].removeprefix("#")]["patterns"])
            else:
                yield data

    @staticmethod
    def _rule(data: dict[str, Any]) -> _Rule:
        captures = {int(number): _short(capture["name"]) for number, capture in data.get("captures", {}).items()}
        begin = data.get("begin") or data["match"]
        end = re.compile(data["end"]) if "end" in data else None
        return _Rule(_short(data.get("name", "")), re.compile(begin), end, captures)

    def words(self, text: str) -> list[Word]:
        found: list[Word] = []
        inside: _Rule | None = None
        for number, line in enumerate(text.split("\n"), 1):
            at = 0
            while at < len(line):
                if inside is not None:
                    assert inside.end is not None
                    closing = inside.end.search(line, at)
                    stop = closing.end() if closing else len(line)
                    found.append(Word(line[at:stop], inside.name, number, at + 1))
                    at, inside = stop, None if closing else inside
                    continue
                rule, match = self._first(line, at)
                if rule is None or match is None:
                    at += 1
                    continue
                if rule.end is not None:
                    inside = rule
                    found.append(Word(match.group(), rule.name, number, at + 1))
                elif rule.captures:
                    found += (
                        Word(match.group(n), scope, number, match.start(n) + 1)
                        for n, scope in rule.captures.items()
                        if match.group(n)
                    )
                else:
                    found.append(Word(match.group(), rule.name, number, at + 1))
                at = max(match.end(), at + 1)
        return found

    def _first(self, line: str, at: int) -> tuple[_Rule | None, re.Match[str] | None]:
        for rule in self.rules:
            match = rule.pattern.match(line, at)
            if match is not None:
                return rule, match
        return None, None


def _short(scope: str) -> str:
    return scope.removesuffix(".rankdsl")
