"""Computing the parsing tables of `grammar/rankdsl.lark`: `make tables` writes them anew.

This is the only module that imports lark, and it is imported only where the tables that lie ready are not fresh.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from rankdsl.syntax.grammar_files import FILE_START, FORMULA_START, TABLES_FORMAT, digest, folder

if TYPE_CHECKING:
    from lark import Lark
    from lark.grammar import Rule as LarkRule

_VALUED = frozenset(
    (
        *("NAME", "STRING", "TITLE", "HEADING", "ARTICLE", "CHAPTER", "LABEL", "READING"),
        *("DATE", "MONTH", "QUANTITY", "INNER", "NUMBER"),
    )
)
"""Terminals whose text is a value; any other enters a node only in a rule marked `!`."""


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
        "grammar": digest(grammar),
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


def main() -> None:
    """Write the tables anew."""
    place = folder()
    grammar = (place / "rankdsl.lark").read_text(encoding="utf-8")
    (place / "rankdsl.tables.json").write_text(render_tables(grammar), encoding="utf-8")


if __name__ == "__main__":
    main()
