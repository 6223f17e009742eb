"""The module of one program: a quick function for each decision, and for every norm what is possible while facts are
missing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from rankdsl.backends.python.facts import RUNTIME
from rankdsl.backends.python.hulls import Hulls
from rankdsl.backends.python.missing import missing_lines
from rankdsl.backends.python.naming import Names
from rankdsl.backends.python.person import PersonNames
from rankdsl.backends.python.quick import decision_lines, trace_lines, value_lines
from rankdsl.backends.python.source import Constants
from rankdsl.backends.python.spreads import Unwritten
from rankdsl.backends.python.straight import Plan
from rankdsl.backends.python.telling import Telling, Words, no_words
from rankdsl.backends.python.total import covered_domain
from rankdsl.ir.definitions import Definition, Kind
from rankdsl.ir.nodes import Expr, Ref, Symbol
from rankdsl.ir.program import Program
from rankdsl.ir.reading import needed
from rankdsl.ir.types import TRUTH, Enumeration, Truth

_NAMES = {
    "deciding": "partly slow",
    "describing": "Kind",
    "exact": "Exact round_down round_half_up round_up whole_months_clip whole_months_strict",
    "hull": "LIMIT NO ONLY YES Answer divided eq every ge greatest gt has_value image inverse known le least lt ne over"
    " some",
    "hull_lists": "collected entries",
    "hull_rules": "agreeing first",
    "hull_state": "Lookup State days_between first_year month_of_day months_between shift_months year_of_day"
    " year_of_month",
    "rulebook": "Asked Clause Invariant Norm RuleWords Rules Side",
}
"""What the text of a module may name, by the module that it is from."""


class Made(Struct, frozen=True):
    """The source of the module. `decisions`: decision to the name of its function. `numbers`: norm to its number."""

    source: str
    decisions: dict[str, str]
    numbers: dict[Symbol, int]


def rules(program: Program, names: PersonNames, words: Words = no_words, *, every_norm: bool = False) -> Made:
    """`every_norm`: a quick function for every norm, under `DIRECT`, for comparing."""
    return _Rules(program, names, words).made(every_norm)


class _Rules:
    def __init__(self, program: Program, names: PersonNames, words: Words) -> None:
        self.program = program
        self.constants = Constants()
        self.plan = Plan(program, names, self.constants, {})
        self.covered = Plan(program, names, self.constants, covered_domain(program))
        self.hulls = Hulls(program, names, self.constants)
        self.telling = Telling(program, self.hulls.numbers, words, self.constants)
        self.words = words
        given = Names(("p", "Person"))
        self.traces = {name: number for number, name in enumerate(program.decisions)}
        self.lookups: dict[str, str] = {}
        self.decisions = {name: given.give(f"decide_{name}", "decide") for name in program.decisions}

    def made(self, every_norm: bool) -> Made:
        program, hulls = self.program, self.hulls
        body: list[str] = []
        for name, function in self.decisions.items():
            definition = program.definitions[program.top[name]]
            body += ["", "", f"def {function}(p: Person) -> answers.Answer:", f"    {docstring(definition)}"]
            body += ["    if not _START <= p.as_of < _END:", "        return _NOT_IN_FORCE"]
            missing = f"return slow(RULES, p, {name!r})"
            partly = self._partly(name, definition)
            if partly:
                missing = f"return _partly_{self.traces[name]}(p)"
            body += decision_lines(self.plan, self.covered, definition.symbol, missing)
            body += partly
        for name, number in self.traces.items():
            symbol = program.top[name]
            body += ["", "", f"def _trace_{number}(p: Person) -> tuple[Any, ...] | None:"]
            body += [
                f'    """What {_text(name)} rests on."""',
                "    if not _START <= p.as_of < _END:",
                "        return None",
            ]
            norms = needed(program, (*program.coverage, Ref(symbol, TRUTH)))
            body += trace_lines(self.plan, self.covered, symbol, norms, "return None")
        body += ["", "", *hulls.facts_function()]
        for symbol, definition in program.definitions.items():
            body += ["", "", *hulls.norm_function(f"_norm_{hulls.numbers[symbol]}", definition, docstring(definition))]
        for number, formula in enumerate(program.coverage):
            body += ["", "", *hulls.formula_function(f"_scope_{number}", formula)]
        for number, invariant in enumerate(program.invariants):
            body += ["", "", *hulls.formula_function(f"_invariant_{number}", invariant.holds)]
        table = [*(f"{name} = {made}" for name, made in self.lookups.items()), *self._table()]
        for formula, number in self.telling.formulas.items():
            body += ["", "", *hulls.formula_function(f"_formula_{number}", formula)]
        body += ["", "", *table]
        if every_norm:
            for symbol in program.definitions:
                of = "bool | Exact | date | None"
                body += ["", "", f"def direct_{hulls.numbers[symbol]}(p: Person) -> {of}:"]
                body += value_lines(self.plan, symbol, "raise LookupError")
            body += ["", "", f"DIRECT = {_listed([f'direct_{n}' for n in hulls.numbers.values()])}"]
        period = program.period
        ends = [
            f"_{word} = date({d.year}, {d.month}, {d.day})"
            for word, d in (("START", period.start), ("END", period.end))
        ]
        text = "\n".join([*ends, *self.constants.lines(), *body, ""])
        head = [f'"""{_text(_title(program))}"""', "", "from __future__ import annotations", ""]
        return Made("\n".join([*head, *_imports(text), "", text]), self.decisions, hulls.numbers)

    def _partly(self, name: str, definition: Definition) -> list[str]:
        """The function for persons of whom not all is known, where it can be written."""
        beginning = f"partly(RULES, p, {name!r}, "
        try:
            written = missing_lines(self.covered, self.hulls, definition.symbol, beginning)
        except Unwritten:
            return []
        symbols = list(self.program.definitions)
        for number, place in written.looked:
            is_number = not isinstance(self.program.definitions[symbols[number]].type, Truth | Enumeration)
            self.lookups[f"_looked_{number}"] = f"Lookup(_norm_{number}, {place}, {is_number})"
        head = ["", "", f"def _partly_{self.traces[name]}(p: Person) -> answers.Answer:"]
        return [*head, f'    """{_text(name)} of a person of whom not all is known."""', *written.lines]

    def _table(self) -> list[str]:
        program, hulls, telling = self.program, self.hulls, self.telling
        described = [f"        {telling.norm(definition)}," for definition in program.definitions.values()]
        asked = []
        for name, symbol in program.top.items():
            definition = program.definitions[symbol]
            if definition.kind is Kind.ITEM:
                continue
            needs = self._needs(*program.coverage, Ref(symbol, definition.type))
            parts = [str(hulls.numbers[symbol]), needs]
            if isinstance(definition.type, Truth):
                clauses, mode = telling.clauses(symbol)
                parts += [clauses, repr(mode)]
            if name in self.traces:
                parts.append(f"_trace_{self.traces[name]}")
            asked.append(f"        {name!r}: Asked({', '.join(parts)}),")
        invariants = []
        formulas = {i.name: i.formula for i in program.vocabulary.invariants}
        for number, invariant in enumerate(program.invariants):
            written = formulas.get(invariant.name, "")
            parts = [repr(invariant.name), repr(written), f"_invariant_{number}", self._needs(invariant.holds)]
            invariants.append(f"        Invariant({', '.join(parts)}),")
        scope_clauses = telling.scope_clauses()
        return [
            "RULES = Rules(",
            f"    {program.document.title!r},",
            "    _START,",
            "    _END,",
            "    FACTS,",
            "    _facts,",
            f"    {_listed([f'_norm_{number}' for number in hulls.numbers.values()])},",
            "    (",
            *described,
            "    ),",
            f"    {_listed([f'_scope_{number}' for number in range(len(program.coverage))])},",
            f"    {scope_clauses},",
            f"    {_listed([f'_formula_{number}' for number in telling.formulas.values()])},",
            "    {",
            *asked,
            "    },",
            "    {",
            *(f"        {name!r}: {function}," for name, function in self.decisions.items()),
            "    },",
            "    (",
            *invariants,
            "    ),",
            ")",
        ]

    def _needs(self, *parts: Expr) -> str:
        return _listed([str(self.hulls.numbers[s]) for s in needed(self.program, parts)])


def _listed(parts: Sequence[str]) -> str:
    return f"({', '.join(parts)}{',' if len(parts) == 1 else ''})"


def _title(program: Program) -> str:
    until = "" if program.period.open_end else f"，至 {program.period.end.isoformat()} 止（不含）"
    return f"《{program.document.title}》，自 {program.period.start.isoformat()} 起{until}。"


def _imports(text: str) -> list[str]:
    """What the text names, no more."""
    words = set(re.findall(r"[A-Za-z_][A-Za-z_0-9]*", text))
    lines = ["import operator"] if "operator" in words else []
    lines.append("from datetime import date")
    lines += [
        f"from {room} import {name}" for room, name in (("fractions", "Fraction"), ("typing", "Any")) if name in words
    ]
    lines += ["", f"from {RUNTIME} import answers"]
    for module, names in sorted({**_NAMES, "facts": "FACTS", "person": "Person"}.items()):
        found = sorted(words.intersection(names.split()))
        if found:
            lines += [f"from {RUNTIME}.{module} import (", *(f"    {name}," for name in found), ")"]
    given = ("YES", "NO", "OUT_OF_SCOPE", "NOT_IN_FORCE")
    own = [f"_{name} = answers.{name}" for name in given if f"_{name}" in words]
    return [*lines, "", *own]


def docstring(definition: Definition) -> str:
    """The article, and the norm as its author wrote it."""
    written = " ".join(definition.written.split())
    also = [rule.place.citation for rule in definition.exceptions]
    words = f"{definition.place.citation}　{definition.symbol.written}"
    if written and written != definition.symbol.written:
        words += f"：{written}"
    if also:
        words += f"　例外：{'、'.join(dict.fromkeys(also))}"
    return f'"""{_text(words)}"""'


def _text(words: str) -> str:
    return words.replace("\\", "\\\\").replace('"', '\\"')
