"""The parsing tables of `grammar/rankdsl.lark` and the words of a surface language.

Lark reads the grammar and computes the LALR tables. That takes some 0.15 s, a third of what a whole `check` may take,
so the tables lie ready beside the grammar in `rankdsl.tables.json` with the digest of the grammar that they belong to.
Tables that do not belong to the grammar as it stands are never used: they are computed anew, and a test asks for the
file to be renewed (`make tables`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from msgspec import Struct, field

from rankdsl.syntax.grammar_files import TABLES_FORMAT, digest, folder

END_OF_INPUT = "$END"


class Rule(Struct, frozen=True):
    """One alternative of a grammar rule and what becomes of its values.

    `kept`: positions in the alternative whose values go on; `spliced`: those among them that are lists to be laid in.
    `name`: the builder's method; empty for a rule that only groups. Such a rule hands on its list, or, where
    `passes` is true, its only value.
    """

    origin: str
    size: int
    kept: tuple[int, ...]
    spliced: frozenset[int]
    name: str
    passes: bool


class Terminal(Struct, frozen=True):
    """`pattern` is a regular expression over the mapped text."""

    name: str
    priority: int
    pattern: str


class Tables(Struct, frozen=True):
    """`rows[state][symbol]`: the next state, or -1 - n to reduce by rule n.

    `starts` and `accepts`: the states in which each start begins and ends.
    """

    rows: tuple[dict[str, int], ...]
    rules: tuple[Rule, ...]
    terminals: tuple[Terminal, ...]
    starts: dict[str, int]
    accepts: dict[str, int]


class Words(Struct, frozen=True):
    """The keyword table of one surface language.

    `terminals`: spelling to the terminals that it may be, in table order. `unspelt`: terminals of another language's
    order of words. `patterns`: those that are written in another way than the grammar says. `names`: Chinese to this
    language, of names that the language itself has (中央).
    """

    language: str
    terminals: dict[str, tuple[str, ...]]
    spellings: dict[str, tuple[str, ...]]
    against_number: tuple[str, ...]
    against_article: tuple[str, ...]
    against_reading: tuple[str, ...]
    after_number: tuple[str, ...]
    before_bracket: frozenset[str]
    still_names: frozenset[str]
    """Terminals that stand nowhere where a name could: their words need no quotation marks as names."""
    instead: dict[str, tuple[str, ...]]
    """Words that people write for a terminal but the language does not know, to those terminals."""
    unspelt: frozenset[str] = frozenset()
    patterns: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    comparisons: Mapping[str, str] = field(default_factory=dict)
    """Words of comparisons, Chinese to this language; empty for Chinese itself."""

    def first(self, terminal: str) -> str:
        return self.spellings[terminal][0]


@cache
def load_tables() -> Tables:
    grammar = (folder() / "rankdsl.lark").read_text(encoding="utf-8")
    data: dict[str, Any] = {}
    try:
        data = json.loads((folder() / "rankdsl.tables.json").read_text(encoding="utf-8"))
        fresh = data["format"] == TABLES_FORMAT and data["grammar"] == digest(grammar)
    except (OSError, ValueError, KeyError, TypeError):
        fresh = False
    if not fresh:
        from rankdsl.syntax.tabulating import compute_tables

        data = compute_tables(grammar)
    return _from_json(data)


@cache
def load_words(language: str = "zh") -> Words:
    import yaml

    text = (folder() / f"keywords.{language}.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    spellings = {terminal: tuple(words) for terminal, words in data["words"].items()}
    return Words(
        language=data["language"],
        terminals=_by_word(spellings),
        spellings=spellings,
        against_number=tuple(data["against_number"]),
        against_article=tuple(data["against_article"]),
        against_reading=tuple(data["against_reading"]),
        after_number=tuple(data["after_number"]),
        before_bracket=frozenset(data["before_bracket"]),
        still_names=frozenset(data["still_names"]),
        instead=_by_word(data["instead"]),
        unspelt=frozenset(data["unspelt"]),
        patterns=data.get("patterns", {}),
        names=data.get("names", {}),
        comparisons=data.get("comparisons", {}),
    )


def _by_word(table: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    terminals: dict[str, tuple[str, ...]] = {}
    for terminal, words in table.items():
        for word in words:
            terminals[word] = (*terminals.get(word, ()), terminal)
    return terminals


def _from_json(data: dict[str, Any]) -> Tables:
    return Tables(
        rows=tuple(data["rows"]),
        rules=tuple(
            Rule(origin, size, tuple(kept), frozenset(spliced), name, passes)
            for origin, size, kept, spliced, name, passes in data["rules"]
        ),
        terminals=tuple(Terminal(*terminal) for terminal in data["terminals"]),
        starts=data["starts"],
        accepts=data["accepts"],
    )


def check_words(tables: Tables, words: Words) -> list[str]:
    """What is wrong with a keyword table: words the grammar does not know, and words it wants that are not spelt."""
    used = {symbol for row in tables.rows for symbol in row if re.fullmatch("[A-Z_0-9]+", symbol)}
    patterned = {terminal.name for terminal in tables.terminals}
    stand_ins = (terminal for terminals in words.instead.values() for terminal in terminals)
    against = (*words.against_number, *words.against_article, *words.against_reading)
    listed = (*words.after_number, *words.still_names, *words.unspelt, *words.patterns)
    named = (*words.spellings, *stand_ins, *against, *listed)
    unknown = [f"unknown: {terminal}" for terminal in dict.fromkeys(named) if terminal not in used]
    spelt = {*words.spellings, *words.unspelt, *patterned}
    missing = [f"missing: {terminal}" for terminal in sorted(used - spelt)]
    return unknown + missing
