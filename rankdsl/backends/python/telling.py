"""What a generated package says about its rules: every norm with its article, every decision as a tree of conditions.

The words of formulas come from whoever asks for the package; nothing here knows how they are worded.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from rankdsl.backends.python.facts import kind_text
from rankdsl.backends.python.source import Constants
from rankdsl.ir.definitions import Cases, Definition, Formula, Kind, Mode, Requirement
from rankdsl.ir.mentions import expressions, walk
from rankdsl.ir.nodes import (
    BEFORE_EXCEPTIONS,
    YES,
    Apply,
    Collection,
    Const,
    Expr,
    FactRef,
    Ref,
    SinceFact,
    Symbol,
    is_one_of,
    negation,
)
from rankdsl.ir.operators import Op
from rankdsl.ir.program import Program, Scope
from rankdsl.ir.types import Type

Words = Callable[[Expr], tuple[str, str]]
"""An expression in Chinese and in English."""

SIGNS = {Op.EQ: "=", Op.NE: "≠", Op.LT: "<", Op.LE: "≤", Op.GT: ">", Op.GE: "≥"}
OPPOSITE = {Op.EQ: Op.NE, Op.NE: Op.EQ, Op.LT: Op.GE, Op.GE: Op.LT, Op.GT: Op.LE, Op.LE: Op.GT}
_DEEPEST = 8
"""Conditions within conditions."""


def no_words(_: Expr) -> tuple[str, str]:
    return "", ""


class Telling:
    """Writes the descriptions; `formulas` are those that they need beside the norms."""

    def __init__(self, program: Program, numbers: Mapping[Symbol, int], words: Words, constants: Constants) -> None:
        self.program = program
        self.numbers = numbers
        self.words = words
        self.constants = constants
        self.places = {fact.name: i for i, fact in enumerate(program.vocabulary.facts)}
        self.formulas: dict[Expr, int] = {}

    # -- norms

    def norm(self, definition: Definition) -> str:
        """The constructor of a Norm."""
        parts = [repr(self._label(definition)), repr(definition.place.citation), self.kind(definition.type)]
        rules = []
        branches = 0
        match definition.body:
            case Formula(value):
                parts.append(f"formula={self.words(value)!r}")
            case Cases(written, _):
                branches = len(written)
                for branch in written:
                    guard = ("", "") if branch.guard is None else self.words(branch.guard)
                    rules.append(self._rule(branch.place.citation, guard, self.words(branch.value)))
            case Requirement():
                pass
        rules += [self._rule(r.place.citation, self.words(r.guard), self.words(r.value)) for r in definition.exceptions]
        if rules:
            parts.append(f"rules={_listed(rules)}")
        if branches:
            parts.append(f"branches={branches}")
        facts, norms = self._named(definition)
        if facts:
            parts.append(f"facts={_listed(map(str, facts))}")
        if norms:
            parts.append(f"norms={_listed(map(str, norms))}")
        return f"Norm({', '.join(parts)})"

    def _rule(self, place: str, guard: tuple[str, str], value: tuple[str, str]) -> str:
        return f"RuleWords({place!r}, {guard!r}, {value!r})"

    def _label(self, definition: Definition) -> str:
        """The name; that of a rule before its exceptions or changes is marked 原."""
        name = definition.symbol.written
        if definition.symbol.name.startswith(BEFORE_EXCEPTIONS):
            return f"原{name}"
        top = self.program.top.get(definition.symbol.name)
        return name if top is None or self._resolved(top) == self._resolved(definition.symbol) else f"原{name}"

    def _resolved(self, symbol: Symbol) -> Symbol:
        """The norm that says it: one that only repeats its own name from above is passed over."""
        while True:
            definition = self.program.definitions[symbol]
            match definition.body:
                case Formula(Ref(other)) if other.name == symbol.name and not definition.exceptions:
                    symbol = other
                case _:
                    return symbol

    def _as_written(self, definition: Definition) -> Definition:
        """The norm whose words count: one that only adds exceptions keeps those of the norm below its exceptions."""
        while True:
            match definition.body:
                case Formula(Ref(other)) if other.name == definition.symbol.name:
                    definition = self.program.definitions[other]
                case _:
                    return definition

    def _named(self, definition: Definition) -> tuple[list[int], list[int]]:
        """The numbers of the facts and norms that a norm names; a norm that only repeats another stands for that."""
        facts: dict[int, None] = {}
        norms: dict[int, None] = {}
        for expr in expressions(definition):
            for node in walk(expr):
                match node:
                    case FactRef(name):
                        facts[self.places[name]] = None
                    case Collection(records=records, span=span):
                        facts[self.places[records]] = None
                        if isinstance(span, SinceFact):
                            facts[self.places[span.fact]] = None
                    case Ref(symbol):
                        norms[self.numbers[self._resolved(symbol)]] = None
                    case _:
                        pass
        return list(facts), list(norms)

    def kind(self, type_: Type) -> str:
        return self.constants.name("K", "Kind", kind_text(type_, self.program.vocabulary))

    # -- conditions

    def clauses(self, symbol: Symbol) -> tuple[str, str]:
        """The conditions of a decision, and "all" or "any" of them."""
        definition = self.program.definitions[self._resolved(symbol)]
        match definition.body:
            case Requirement(mode, items):
                written = [self.clause(item) for item in self._required(definition, items, mode)]
                return _listed(written), "any" if mode is Mode.ANY else "all"
            case Formula(Ref(other)) if other.name == definition.symbol.name:
                return self.clauses(other)
            case Formula(value):
                return _listed([self.clause(value)]), "all"
            case _:
                return "()", ""

    def _required(self, definition: Definition, items: Sequence[Expr], mode: Mode) -> list[Expr]:
        """The items; those of the same decision above, where it is required too (另须), one after another. What was
        deleted stays in the program as what leaves the others to decide, and is passed over."""
        found: list[Expr] = []
        for item in items:
            if isinstance(item, Ref):
                below = self.program.definitions[self._resolved(item.symbol)]
                neutral = Formula(Const(mode is Mode.ALL, item.type))
                if below.kind is Kind.ITEM and below.body == neutral and not below.exceptions:
                    continue
                same = below.symbol.name == definition.symbol.name and not below.exceptions
                if same and isinstance(below.body, Requirement) and below.body.mode is mode is Mode.ALL:
                    found += self._required(below, below.body.items, mode)
                    continue
            found.append(item)
        return found or list(items)

    def scope_clauses(self) -> str:
        stated = [s for s in self.program.scopes if s.scope != YES]
        found = [self._of_scope(stated[-1].scope, stated[-1])] if stated else []
        found += [self._of_scope(s.jurisdiction, s) for s in self.program.scopes if s.jurisdiction != YES]
        return _listed(found)

    def _of_scope(self, formula: Expr, scope: Scope) -> str:
        return self.clause(formula, place=scope.place.citation)

    def clause(self, expr: Expr, wanted: bool = True, place: str = "", depth: int = 0) -> str:
        """The constructor of a Clause. Negations are drawn inwards: each part is what is needed."""
        match expr:
            case Ref(symbol):
                return self._of_norm(self._resolved(symbol), wanted, depth)
            case Apply(Op.NOT, (inner,)):
                return self.clause(inner, not wanted, place, depth)
            case Apply(Op.AND | Op.OR as op, args) if not is_one_of(expr) and depth < _DEEPEST:
                mode = "all" if (op is Op.AND) == wanted else "any"
                parts = _listed([self.clause(arg, wanted, "", depth + 1) for arg in args])
                return self._made("", place, expr, wanted, f"mode={mode!r}", f"parts={parts}")
            case Apply(op, (left, right)) if op in SIGNS:
                sign = SIGNS[op if wanted else OPPOSITE[op]]
                sides = (f"left={self._side(left)}", f"sign={sign!r}", f"right={self._side(right)}")
                return self._made("", place, expr, wanted, *sides)
            case _:
                return self._made("", place, expr, wanted)

    def _of_norm(self, symbol: Symbol, wanted: bool, depth: int) -> str:
        definition = self.program.definitions[symbol]
        is_item, said = definition.kind is Kind.ITEM, self._as_written(definition)
        label = said.number if is_item else ""
        written = " ".join(said.written.split()) if is_item else said.symbol.written
        words = (written, written) if wanted else (f"非 {written}", f"not {written}")
        extra: list[str] = []
        if depth < _DEEPEST:
            extra = self._inside(definition, wanted, depth + 1)
        parts = [repr(label), repr(said.place.citation), repr(words), f"norm={self.numbers[symbol]}"]
        return f"Clause({', '.join([*parts, *([] if wanted else ['wanted=False']), *extra])})"

    def _inside(self, definition: Definition, wanted: bool, depth: int) -> list[str]:
        match definition.body:
            case Requirement(mode, items):
                every = (mode is Mode.ALL) == wanted
                written = [self.clause(i, wanted, "", depth) for i in self._required(definition, items, mode)]
                return [f"mode={'all' if every else 'any'!r}", f"parts={_listed(written)}"]
            case Formula(Apply(Op.NOT, (inner,))) if isinstance(inner, Apply) and inner.op in SIGNS:
                return self._comparison(inner, not wanted)
            case Formula(Apply(op) as inner) if op in SIGNS:
                return self._comparison(inner, wanted)
            case Formula(Apply(Op.AND | Op.OR as op, args) as inner) if not is_one_of(inner):
                every = (op is Op.AND) == wanted
                written = [self.clause(arg, wanted, "", depth) for arg in args]
                return [f"mode={'all' if every else 'any'!r}", f"parts={_listed(written)}"]
            case Formula(Ref() as ref):
                return ["mode='all'", f"parts={_listed([self.clause(ref, wanted, '', depth)])}"]
            case _:
                return []

    def _comparison(self, expr: Apply, wanted: bool) -> list[str]:
        sign = SIGNS[expr.op if wanted else OPPOSITE[expr.op]]
        return [f"left={self._side(expr.args[0])}", f"sign={sign!r}", f"right={self._side(expr.args[1])}"]

    def _made(self, label: str, place: str, expr: Expr, wanted: bool, *extra: str) -> str:
        words = self.words(expr if wanted else negation(expr))
        parts = [repr(label), repr(place), repr(words), f"formula={self.formula(expr)}"]
        return f"Clause({', '.join([*parts, *([] if wanted else ['wanted=False']), *extra])})"

    def formula(self, expr: Expr) -> int:
        return self.formulas.setdefault(expr, len(self.formulas))

    def _side(self, expr: Expr) -> str:
        parts = [repr(self.words(expr)), self.kind(expr.type)]
        match expr:
            case Const():
                pass
            case Ref(symbol):
                parts += ["'norm'", str(self.numbers[self._resolved(symbol)])]
            case FactRef(name):
                parts += ["'fact'", str(self.places[name])]
            case _:
                parts += ["'formula'", str(self.formula(expr))]
        return f"Side({', '.join(parts)})"


def _listed(parts: Sequence[str] | map[str]) -> str:
    written = list(parts)
    return f"({', '.join(written)}{',' if len(written) == 1 else ''})"
