"""The parsing tables of `grammar/rankdsl.lark` and the words of a surface language.

Lark reads the grammar and computes the LALR tables. That takes some 0.15 s, a third of what a whole `check` may take,
so the tables lie ready beside the grammar in `rankdsl.tables.json` with the digest of the grammar that they belong to.
Tables that do not belong to the grammar as it stands are never used: they are computed anew, and a test asks for the
file to be renewed (`python -m rankdsl.syntax.grammar`).

This is the only module that imports lark, and only when it must.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lark import Lark
    from lark.grammar import Rule as LarkRule

TABLES_FORMAT = 1
FILE_START = "file"
FORMULA_START = "formula"
END_OF_INPUT = "$END"

_VALUED = frozenset(
    ("NAME", "STRING", "TITLE", "HEADING", "ARTICLE", "LABEL", "DATE", "MONTH", "QUANTITY", "INNER", "NUMBER")
)
"""Terminals whose text is a value; any other enters a node only in a rule marked `!`."""


class GrammarError(Exception):
    """The grammar or the keyword table itself is wrong: a fault of the tool."""


@dataclass(frozen=True, slots=True)
class Rule:
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


@dataclass(frozen=True, slots=True)
class Terminal:
    """`pattern` is a regular expression over the mapped text."""

    name: str
    priority: int
    pattern: str


@dataclass(frozen=True, slots=True)
class Tables:
    """`rows[state][symbol]`: the next state, or -1 - n to reduce by rule n.

    `starts` and `accepts`: the states in which each start begins and ends.
    """

    rows: tuple[dict[str, int], ...]
    rules: tuple[Rule, ...]
    terminals: tuple[Terminal, ...]
    starts: dict[str, int]
    accepts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Words:
    """The keyword table of one surface language.

    `terminals`: spelling to the terminals that it may be, in table order.
    """

    language: str
    terminals: dict[str, tuple[str, ...]]
    spellings: dict[str, tuple[str, ...]]
    against_number: tuple[str, ...]
    against_article: tuple[str, ...]
    after_number: tuple[str, ...]
    before_bracket: frozenset[str]
    instead: dict[str, tuple[str, ...]]
    """Words that people write for a terminal but the language does not know, to those terminals."""

    def first(self, terminal: str) -> str:
        return self.spellings[terminal][0]


def folder() -> Path:
    """Where the grammar lies: at the root of a checkout, inside the package in a wheel."""
    package = Path(__file__).resolve().parent.parent
    for place in (package / "_data" / "grammar", package.parent / "grammar"):
        if (place / "rankdsl.lark").is_file():
            return place
    raise GrammarError(f"no grammar beside {package}")


@cache
def load_tables() -> Tables:
    grammar = (folder() / "rankdsl.lark").read_text(encoding="utf-8")
    data: dict[str, Any] = {}
    try:
        data = json.loads((folder() / "rankdsl.tables.json").read_text(encoding="utf-8"))
        fresh = data["format"] == TABLES_FORMAT and data["grammar"] == _digest(grammar)
    except (OSError, ValueError, KeyError, TypeError):
        fresh = False
    return _from_json(data if fresh else compute_tables(grammar))


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
        after_number=tuple(data["after_number"]),
        before_bracket=frozenset(data["before_bracket"]),
        instead=_by_word(data["instead"]),
    )


def _by_word(table: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    terminals: dict[str, tuple[str, ...]] = {}
    for terminal, words in table.items():
        for word in words:
            terminals[word] = (*terminals.get(word, ()), terminal)
    return terminals


def _digest(grammar: str) -> str:
    return hashlib.sha256(grammar.replace("\r\n", "\n").encode()).hexdigest()


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


# --- computing the tables ----------------------------------------------------------------------------------------


def compute_tables(grammar: str) -> dict[str, Any]:
    """The tables as they are kept; the same bytes for the same grammar."""
    lark = _lark(grammar)
    table: Any = lark.parser.parser._parse_table
    rules = sorted(lark.rules, key=lambda rule: (rule.origin.name, [s.name for s in rule.expansion], rule.alias or ""))
    rule_numbers = {rule: number for number, rule in enumerate(rules)}
    order = _in_order(table)
    numbers = {state: number for number, state in enumerate(order)}
    rows = []
    for state in order:
        row = {}
        for symbol, (action, argument) in sorted(table.states[state].items()):
            row[symbol] = numbers[argument] if action.name == "Shift" else -1 - rule_numbers[argument]
        rows.append(row)
    single = _single_groups(rules)
    return {
        "format": TABLES_FORMAT,
        "grammar": _digest(grammar),
        "starts": {start: numbers[state] for start, state in sorted(table.start_states.items())},
        "accepts": {start: numbers[state] for start, state in sorted(table.end_states.items())},
        "terminals": [
            [terminal.name, terminal.priority, terminal.pattern.to_regexp()]
            for terminal in sorted(lark.terminals, key=lambda terminal: (-terminal.priority, terminal.name))
        ],
        "rules": [_rule_as_json(rule, single) for rule in rules],
        "rows": rows,
    }


def _lark(grammar: str) -> Lark:
    from lark import Lark
    from lark.lexer import Lexer

    class NoLexer(Lexer):
        """The tables are all that is wanted of Lark."""

        def __init__(self, conf: object) -> None: ...

        def lex(self, lexer_state: Any, parser_state: Any) -> Any:
            raise NotImplementedError

    return Lark(grammar, parser="lalr", lexer=NoLexer, start=[FILE_START, FORMULA_START], maybe_placeholders=False)


def _in_order(table: Any) -> list[Any]:
    """The states in the order in which they are first reached: Lark's own numbers depend on hash order."""
    order = [state for _, state in sorted(table.start_states.items())]
    seen = set(order)
    for state in order:
        for _, (action, argument) in sorted(table.states[state].items()):
            if action.name == "Shift" and argument not in seen:
                seen.add(argument)
                order.append(argument)
    return order


def _kept(rule: LarkRule) -> list[int]:
    everything = bool(rule.options.keep_all_tokens)
    return [
        index
        for index, symbol in enumerate(rule.expansion)
        if not symbol.is_term or everything or symbol.name in _VALUED
    ]


def _single_groups(rules: list[LarkRule]) -> frozenset[str]:
    """Rules with a leading underscore that always stand for exactly one value."""
    groups = {rule.origin.name for rule in rules if rule.origin.name.startswith("_")}
    single = set(groups)
    changed = True
    while changed:
        changed = False
        for rule in rules:
            name = rule.origin.name
            if name not in single:
                continue
            kept = [rule.expansion[index] for index in _kept(rule)]
            if len(kept) != 1 or (kept[0].name in groups and kept[0].name not in single):
                single.discard(name)
                changed = True
    return frozenset(single)


def _rule_as_json(rule: LarkRule, single: frozenset[str]) -> list[object]:
    kept = _kept(rule)
    grouping = rule.origin.name.startswith("_")
    spliced = [
        index
        for index in kept
        if not rule.expansion[index].is_term
        and rule.expansion[index].name.startswith("_")
        and rule.expansion[index].name not in single
    ]
    lone = len(kept) == 1 and not spliced
    passes = (grouping and rule.origin.name in single) or (bool(rule.options.expand1) and not rule.alias and lone)
    name = "" if grouping or passes else (rule.alias or rule.origin.name)
    return [rule.origin.name, len(rule.expansion), kept, spliced, str(name), passes]


def render_tables(grammar: str) -> str:
    """The file's text: one state a line, so that a change of the grammar shows as a small difference."""
    data = compute_tables(grammar)
    parts = []
    for key, value in data.items():
        if isinstance(value, list):
            lines = ",\n".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) for line in value)
            parts.append(f'"{key}":[\n{lines}\n]')
        else:
            parts.append(f'"{key}":{json.dumps(value, ensure_ascii=False, separators=(",", ":"))}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def check_words(tables: Tables, words: Words) -> list[str]:
    """What is wrong with a keyword table: words the grammar does not know, and words it wants that are not spelt."""
    used = {symbol for row in tables.rows for symbol in row if re.fullmatch("[A-Z_0-9]+", symbol)}
    patterned = {terminal.name for terminal in tables.terminals}
    stand_ins = (terminal for terminals in words.instead.values() for terminal in terminals)
    named = (*words.spellings, *stand_ins, *words.against_number, *words.against_article, *words.after_number)
    unknown = [f"unknown: {terminal}" for terminal in dict.fromkeys(named) if terminal not in used]
    missing = [f"missing: {terminal}" for terminal in sorted(used - patterned) if terminal not in words.spellings]
    return unknown + missing


def main() -> None:
    """Write the tables anew."""
    place = folder()
    grammar = (place / "rankdsl.lark").read_text(encoding="utf-8")
    (place / "rankdsl.tables.json").write_text(render_tables(grammar), encoding="utf-8")


if __name__ == "__main__":
    main()
