"""A norm as straight-line Python over a person of whom everything is known.

Nothing is asked twice and nothing that does not matter: what is used once stands where it is used, what is used more
often is computed once before the first statement that needs it, and 且 and 或 stop at what decides, the cheapest
operand first. *No value* is None; where a norm surely has a value nothing looks for None.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import assert_never

from rankdsl.backends.python.person import PersonNames
from rankdsl.backends.python.source import Atom, Constants, Lines, numbered, python_type
from rankdsl.backends.python.total import Domain, Seen, apart, are_apart, exact, is_total, possible, total_norms
from rankdsl.ir.nodes import (
    Apply,
    AsOf,
    Collection,
    Const,
    Expr,
    FactRef,
    FieldRef,
    LastYears,
    Ref,
    SinceFact,
    Span,
    Symbol,
    WholeList,
)
from rankdsl.ir.operators import Collect, Op
from rankdsl.ir.program import Branch, Cases, Definition, Formula, Hit, Mode, Program, Requirement
from rankdsl.ir.reading import children, expressions, reads_of_expr, walk
from rankdsl.ir.types import TRUTH, Day, Enumeration, Type, YearMonth
from rankdsl.ir.values import Scalar

_DEEPEST = 12
"""Brackets within brackets before a part gets a name."""
_LONG_CHAIN = 8
"""Norms within norms before one is computed beforehand."""
_MANY_BRANCHES = 40
"""More branches do not stand as one chain of elif."""
INFIX = {
    Op.ADD: "+",
    Op.SUB: "-",
    Op.MUL: "*",
    Op.LT: "<",
    Op.LE: "<=",
    Op.GT: ">",
    Op.GE: ">=",
    Op.EQ: "==",
    Op.NE: "!=",
}
CALLS = {Op.MIN: "min", Op.MAX: "max", Op.ROUND_HALF_UP: "round_half_up", Op.ROUND_UP: "round_up"} | {
    Op.ROUND_DOWN: "round_down"
}


class Plan:
    """What is the same for every function over one program."""

    def __init__(self, program: Program, names: PersonNames, constants: Constants, domain: Domain) -> None:
        """`domain`: what is known of the facts beforehand."""
        self.program = program
        self.names = names
        self.constants = constants
        self.domain = domain
        self.total = total_norms(program, domain)
        self.cost: dict[Symbol, int] = {}
        """Roughly how much work a norm is, with those that it rests on."""
        self.chain: dict[Symbol, int] = {}
        """How many norms deep it is."""
        for symbol, definition in program.definitions.items():
            cost, deep = 1, 0
            for expr in expressions(definition):
                for node in walk(expr):
                    cost += 1
                    if isinstance(node, Collection):
                        cost += 20
                    elif isinstance(node, Ref):
                        cost += self.cost[node.symbol]
                        deep = max(deep, self.chain[node.symbol] + 1)
            self.cost[symbol], self.chain[symbol] = min(cost, 10**6), deep

    def cost_of(self, expr: Expr) -> int:
        nodes = list(walk(expr))
        lists = sum(20 for node in nodes if isinstance(node, Collection))
        return len(nodes) + lists + sum(self.cost[node.symbol] for node in nodes if isinstance(node, Ref))


class Direct:
    """The body of one function. `missing`: the statement for a person of whom not all is known."""

    def __init__(self, plan: Plan, roots: Sequence[Expr], missing: str, marking: bool = False) -> None:
        """`marking`: every norm gets a name of its own, and so does which of its branches and exceptions count."""
        self.plan = plan
        self.marks: dict[Symbol, tuple[str, str]] | None = {} if marking else None
        self.mark = ""
        self.program = plan.program
        self.fresh = numbered("v")
        self.head = Lines()
        self.top = Lines()
        """Whole statements of the function, each standing after what it rests on."""
        self.at = self.top
        self.known: dict[Symbol, Atom] = {}
        self.fields: list[Mapping[str, str]] = []
        self.starts: dict[Span, str] = {}
        self.depth = 0
        norms, nodes = self._live(roots)
        self.uses = Counter(node.symbol for node in nodes if isinstance(node, Ref))
        inner = {
            part.symbol
            for node in nodes
            if isinstance(node, Collection) and node.where is not None
            for part in walk(node.where)
            if isinstance(part, Ref)
        }
        self.once = {symbol for symbol, times in self.uses.items() if times == 1} - inner
        self.norms = norms
        self.counts = _counted_together(nodes, plan)
        self.counted: dict[Collection, str] = {}
        self._read_facts(roots, nodes, missing)

    def _live(self, roots: Sequence[Expr]) -> tuple[list[Symbol], list[Expr]]:
        """The norms that a value rests on, in order, and every expression in it; what is multiplied by zero is not."""
        nodes: list[Expr] = []
        seen: set[Symbol] = set()
        waiting = list(reversed(roots))
        while waiting:
            node = waiting.pop()
            if self._is_nothing(node):
                continue
            nodes.append(node)
            if isinstance(node, Ref) and node.symbol not in seen:
                seen.add(node.symbol)
                waiting += expressions(self.program.definitions[node.symbol])
            waiting += children(node)
        return [symbol for symbol in self.program.definitions if symbol in seen], nodes

    def _is_nothing(self, expr: Expr) -> bool:
        """A product with zero whose other factor surely has a value."""
        match expr:
            case Apply(Op.MUL, args) if self.marks is None:
                return any(map(self._is_zero, args)) and all(is_total(arg, self.plan.total) for arg in args)
            case _:
                return False

    def prepare(self) -> None:
        """Compute beforehand what long chains of norms rest on."""
        for symbol in self.norms:
            if self.plan.chain[symbol] and self.plan.chain[symbol] % _LONG_CHAIN == 0:
                self._beforehand(symbol)

    def lines(self) -> list[str]:
        return [*self.head.lines, *self.top.lines]

    # -- facts

    def _read_facts(self, roots: Sequence[Expr], nodes: Sequence[Expr], missing: str) -> None:
        """Every fact that may be asked for, in a name of its own; one that is missing ends the function."""
        self.facts: dict[str, str] = {}
        vocabulary = self.program.vocabulary
        unknown: list[str] = []
        for name in reads_of_expr(self.program, *roots):
            fact = vocabulary.fact(name)
            assert fact is not None
            local = self.facts[name] = f"f{len(self.facts) + 1}"
            self.head.add(f"{local} = p.{self.plan.names.facts[name]}")
            unknown.append(f"{local} is None")
            if fact.records is not None:
                unknown.append(f"{local}.unknown")
        for start in range(0, len(unknown), 6):
            self.head.add(f"if {' or '.join(unknown[start : start + 6])}:")
            self.head.add(f"    {missing}")
        spans = [node.span for node in nodes if isinstance(node, Collection)]
        if any(isinstance(node, AsOf) for node in nodes) or any(isinstance(s, LastYears) for s in spans):
            self.head.add("day = p.as_of")

    def _start(self, span: Span) -> str | None:
        """The first year of a window, in a name; None where every record counts."""
        if span not in self.starts:
            match span:
                case WholeList():
                    return None
                case LastYears(years):
                    text = f"day.year - {years}"
                case SinceFact(name, counts_first_year):
                    fact = self.program.vocabulary.fact(name)
                    assert fact is not None
                    text = (
                        f"{self.facts[name]} // 12" if isinstance(fact.type, YearMonth) else f"{self.facts[name]}.year"
                    )
                    text += "" if counts_first_year else " + 1"
                case _:
                    assert_never(span)
            self.starts[span] = f"y{len(self.starts) + 1}"
            self.head.add(f"{self.starts[span]} = {text}")
        return self.starts[span]

    # -- norms

    def norm(self, symbol: Symbol) -> Atom:
        """The value of a norm, computed where it is needed."""
        if symbol in self.known:
            return self.known[symbol]
        definition = self.program.definitions[symbol]
        if self.marks is not None:
            self._beforehand(symbol)
            return self.known[symbol]
        match definition.body:
            case Formula(Const() | FactRef() | AsOf() as value) if not definition.exceptions:
                return self.value(value)
            case Formula(Ref(other)) if not definition.exceptions and symbol in self.once:
                return self.norm(other)
            case _:
                if symbol in self.once and self.depth < _LONG_CHAIN and self.at.level < _LONG_CHAIN:
                    return self._computed(definition)
                self._beforehand(symbol)
                return self.known[symbol]

    def _beforehand(self, symbol: Symbol) -> None:
        """Compute a norm before the statement at hand."""
        if symbol in self.known:
            return
        before, depth, fields, mark = self.at, self.depth, self.fields, self.mark
        self.at, self.depth, self.fields, self.mark = Lines(), 0, [], ""
        definition = self.program.definitions[symbol]
        atom = self._computed(definition)
        if not atom.plain:
            name = self.fresh()
            self.at.add(f"{name} = {atom.text}")
            atom = Atom(name, atom.total, plain=True)
        self.known[symbol] = atom
        self.top.lines += self.at.lines
        self.at, self.depth, self.fields, self.mark = before, depth, fields, mark

    def _computed(self, definition: Definition) -> Atom:
        self.depth += 1
        rules = [(r.guard, r.value, r.over) for r in definition.exceptions]
        of_branches = self._marks_of(isinstance(definition.body, Cases))
        of_exceptions = self._marks_of(bool(rules))
        self.mark = of_exceptions
        if rules:
            found = self._agreeing(rules, definition.type, lambda: self._marked_body(definition, of_branches))
        else:
            found = self._marked_body(definition, of_branches)
        if self.marks is not None:
            self.marks[definition.symbol] = of_branches, of_exceptions
        self.depth -= 1
        total = self.plan.total[definition.symbol]
        if total and not found.total and found.plain:
            self.at.add(f"assert {found.text} is not None")
        return Atom(found.text, found.total or total, found.depth, found.plain)

    def _marks_of(self, wanted: bool) -> str:
        """The name of the bits of the rules that count; empty where nobody asks."""
        if self.marks is None or not wanted:
            return ""
        name = self.fresh()
        self.at.add(f"{name} = 0")
        return name

    def _marked_body(self, definition: Definition, mark: str) -> Atom:
        before, self.mark = self.mark, mark
        found = self._body(definition)
        self.mark = before
        return found

    def _note(self, mark: str, position: int) -> None:
        if mark:
            self.at.add(f"{mark} |= {1 << position}")

    def _body(self, definition: Definition) -> Atom:
        match definition.body:
            case Formula(value):
                return self.value(value)
            case Requirement(mode, items):
                return self._logic(mode is Mode.ANY, items)
            case Cases(branches, hit):
                table = self._table(branches)
                if table is not None:
                    return table
                if hit is Hit.FIRST or apart(branches):
                    return self._chain(branches, definition.type, hit)
                places = [i for i, b in enumerate(branches) if b.guard is not None]
                rules = [(b.guard, b.value, frozenset[int]()) for b in branches if b.guard is not None]
                default = next((i for i, b in enumerate(branches) if b.guard is None), None)
                return self._agreeing(rules, definition.type, lambda: self._default(branches, default), places)
        assert_never(definition.body)

    def _table(self, branches: Sequence[Branch]) -> Atom | None:
        """Branches that only ask which value of an enumeration it is, and say constants: one look-up."""
        entries: dict[Scalar, str] = {}
        asked: set[Seen] = set()
        default = "None"
        for branch in branches:
            if not isinstance(branch.value, Const):
                return None
            text = self.plan.constants.literal(branch.value.value, branch.value.type)
            if branch.guard is None:
                default = text
                continue
            plain = exact(branch.guard)
            if plain is None or not isinstance(plain[0].type, Enumeration):
                return None
            asked.add(plain[0])
            for value in plain[1]:
                if entries.setdefault(value, text) != text:
                    return None
        if len(asked) != 1:
            return None
        (seen,) = asked
        if not isinstance(seen.type, Enumeration) or not is_total(seen, self.plan.total):
            return None
        values = [entries.get(value, default) for value in seen.type.values]
        of = python_type(branches[0].value.type)
        can_be = possible(seen, self.plan.domain)
        total = all(text != "None" for text, value in zip(values, seen.type.values, strict=True) if value in can_be)
        if total:  # what cannot be asked for must be of the type, too
            filler = next(text for text in values if text != "None")
            values = [filler if text == "None" else text for text in values]
        listed = ", ".join(values) + ("," if len(values) == 1 else "")
        name = self.plan.constants.name("T", f"tuple[{of if total else f'{of} | None'}, ...]", f"({listed})")
        key = self.value(seen)
        if self.mark:
            bits = ", ".join(str(_bits_of(branches, value)) for value in seen.type.values)
            chosen = self.plan.constants.name("T", "tuple[int, ...]", f"({bits},)")
            self.at.add(f"{self.mark} = {chosen}[{key.text}]")
        return Atom(f"{name}[{key.text}]", total, key.depth + 1)

    def _chain(self, branches: Sequence[Branch], type_: Type, hit: Hit) -> Atom:
        """The first branch whose guard holds; where no two can hold at once, the only one (then every guard must have
        a value)."""
        guarded = [b for b in branches if b.guard is not None]
        otherwise = next((b.value for b in branches if b.guard is None), None)
        places = [i for i, b in enumerate(branches) if b.guard is not None]
        default = next((i for i, b in enumerate(branches) if b.guard is None), None)
        guards = [self._named(self.value(b.guard)) for b in guarded if b.guard is not None]
        name, mark = self._declared(type_), self.mark
        word = "if"
        unsure = [g.text for g in guards if not g.total]
        if hit is Hit.UNIQUE and unsure:
            with self.at.inside(f"if {' or '.join(f'{g} is None' for g in dict.fromkeys(unsure))}:"):
                self.at.add(f"{name} = None")
            guards = [Atom(g.text, plain=True) for g in guards]
            word = "elif"
        if len(guards) > _MANY_BRANCHES:
            if word == "elif":
                guards = [Atom(f"({g.text} is True)", plain=True) for g in guards]
            done = self._named(Atom("False"), always=True)
            for guard, branch, place in zip(guards, guarded, places, strict=True):
                with self.at.inside(f"if not {done.text} and {guard.text} is not False:"):
                    self.at.add(f"{done.text} = True")
                    self._note(mark, place)
                    self._assign(name, branch.value, unless=None if guard.total else f"{guard.text} is None")
            with self.at.inside(f"if not {done.text}:"):
                self._assign(name, otherwise)
                self._note(mark, default or 0)
        else:
            for guard, branch, place in zip(guards, guarded, places, strict=True):
                if not guard.total:
                    with self.at.inside(f"{word} {guard.text} is None:"):
                        self.at.add(f"{name} = None")
                    word = "elif"
                with self.at.inside(f"{word} {guard.text}:"):
                    self._assign(name, branch.value)
                    self._note(mark, place)
                word = "elif"
            if guards:
                with self.at.inside("else:"):
                    self._assign(name, otherwise)
                    self._note(mark, default or 0)
            else:
                self._assign(name, otherwise)
                self._note(mark, default or 0)
        return Atom(name, False, plain=True)

    def _agreeing(
        self,
        rules: Sequence[tuple[Expr, Expr, frozenset[int]]],
        type_: Type,
        otherwise: Callable[[], Atom],
        places: Sequence[int] | None = None,
    ) -> Atom:
        """All that apply must agree, save those over which another that applies has precedence. Where none applies:
        `otherwise`. `places`: of the rules, where they are not in order."""
        guards = [self._named(self.value(guard)) for guard, _, _ in rules]
        name, mark = self._declared(type_), self.mark
        places = places or range(len(rules))
        unsure = [g.text for g in guards if not g.total]
        word = "if"
        if unsure:
            with self.at.inside(f"if {' or '.join(f'{g} is None' for g in dict.fromkeys(unsure))}:"):
                self.at.add(f"{name} = None")
            word = "elif"
        if len(rules) == 1:
            with self.at.inside(f"{word} {guards[0].text}:"):
                self._assign(name, rules[0][1])
                self._note(mark, places[0])
            with self.at.inside("else:"):
                self.at.add(f"{name} = {otherwise().text}")
            return Atom(name, False, plain=True)
        some = " or ".join(g.text for g in guards)
        with self.at.inside(f"{word} {some}:"):
            met = self.fresh()
            self.at.add(f"{name} = None")
            self.at.add(f"{met} = False")
            for i, (_, value, _) in enumerate(rules):
                above = [f"not {guards[j].text}" for j, rule in enumerate(rules) if i in rule[2]]
                with self.at.inside(f"if {' and '.join([guards[i].text, *above])}:"):
                    found = self._named(self.value(value))
                    self._note(mark, places[i])
                    with self.at.inside(f"if not {met}:"):
                        self.at.add(f"{name} = {found.text}")
                        self.at.add(f"{met} = True")
                    with self.at.inside(f"elif {name} != {found.text}:"):
                        self.at.add(f"{name} = None")
        with self.at.inside("else:"):
            self.at.add(f"{name} = {otherwise().text}")
        return Atom(name, False, plain=True)

    def _default(self, branches: Sequence[Branch], place: int | None) -> Atom:
        if place is None:
            return Atom("None", False, plain=True)
        self._note(self.mark, place)
        return self.value(branches[place].value)

    def _declared(self, type_: Type) -> str:
        name = self.fresh()
        self.at.add(f"{name}: {python_type(type_)} | None")
        return name

    def _assign(self, name: str, value: Expr | None, unless: str | None = None) -> None:
        """`name` gets the value; None where there is no value to get, or where `unless`."""
        text = "None" if value is None else self.value(value).text
        self.at.add(f"{name} = {text}" if unless is None else f"{name} = None if {unless} else {text}")

    # -- expressions

    def value(self, expr: Expr) -> Atom:
        match expr:
            case Const(value, type_):
                return Atom(self.plan.constants.literal(value, type_), plain=True)
            case FactRef(name):
                return Atom(self.facts[name], plain=True)
            case AsOf():
                return Atom("day", plain=True)
            case FieldRef(name):
                return Atom(self.fields[-1][name], plain=True)
            case Ref(symbol):
                return self._shallow(self.norm(symbol))
            case Collection():
                return self._collection(expr)
            case Apply(Op.AND | Op.OR as op, args):
                return self._shallow(self._logic(op is Op.OR, args))
            case Apply(op, args):
                return self._shallow(self._strict(expr, op, args))
        assert_never(expr)

    def _shallow(self, atom: Atom) -> Atom:
        return self._named(atom) if atom.depth > _DEEPEST else atom

    def _named(self, atom: Atom, always: bool = False) -> Atom:
        """The same under a name, so that it can be asked more than once."""
        if atom.plain and not always:
            return atom
        name = self.fresh()
        self.at.add(f"{name} = {atom.text}")
        return Atom(name, atom.total, plain=True)

    def _logic(self, decisive: bool, args: Sequence[Expr]) -> Atom:
        """Kleene's 且 and 或; the cheapest operands first, since the order does not matter."""
        if not args:
            return Atom(repr(not decisive), plain=True)
        ordered = sorted(args, key=self.plan.cost_of)
        if len(args) == 1:
            return self.value(args[0])
        word = " or " if decisive else " and "
        here: list[Atom] = []
        name = ""
        total = True
        for arg in ordered:
            before, self.at = self.at, Lines(self.at.level + (1 if name or here else 0))
            atom = self.value(arg)
            lines, self.at = self.at.lines, before
            if not lines and atom.total and not name:
                here.append(atom)
                continue
            if not name:
                # what is asked so far, under a name; the rest only where that does not decide
                name = self.fresh()
                if here:
                    self.at.add(f"{name}: bool | None = {word.join(a.text for a in here)}")
                else:
                    self.at.lines += lines
                    self.at.add(f"{name}: bool | None = {atom.text}")
                    total = atom.total
                    continue
            goes_on = f"if {name} is not {decisive}:" if not total else f"if not {name}:" if decisive else f"if {name}:"
            with self.at.inside(goes_on):
                self.at.lines += lines
                if atom.total:
                    with self.at.inside(f"if {atom.text}:" if decisive else f"if not {atom.text}:"):
                        self.at.add(f"{name} = {decisive}")
                else:
                    found = self._named(atom)
                    with self.at.inside(f"if {found.text} is not {not decisive}:"):
                        self.at.add(f"{name} = {found.text}")
                    total = False
        if not name:
            return Atom(f"({word.join(a.text for a in here)})", True, max(a.depth for a in here) + 1)
        return Atom(name, total, plain=True)

    def _strict(self, expr: Apply, op: Op, args: Sequence[Expr]) -> Atom:
        if self._is_nothing(expr):
            return Atom("0", plain=True)
        parts = [self.value(arg) for arg in args]
        if op is Op.HAS_VALUE:
            return Atom("True", plain=True) if parts[0].total else Atom(f"({parts[0].text} is not None)", True, 1)
        parts = [part if part.total else self._named(part) for part in parts]
        unsure = [f"{part.text} is None" for part in parts if not part.total]
        if op is Op.DIV and not (isinstance(args[1], Const) and args[1].value != 0):
            parts[1] = self._named(parts[1])
            unsure.append(f"{parts[1].text} == 0")
        text = self._operation(op, args, [part.text for part in parts])
        depth = max(part.depth for part in parts) + 1
        folded = _folded(op, parts)
        if folded is not None:
            return folded
        if not unsure:
            return Atom(text, True, depth)
        return Atom(f"(None if {' or '.join(dict.fromkeys(unsure))} else {text})", False, depth + 1)

    def _is_zero(self, expr: Expr) -> bool:
        while isinstance(expr, Ref):
            definition = self.program.definitions[expr.symbol]
            if not isinstance(definition.body, Formula) or definition.exceptions:
                return False
            expr = definition.body.value
        return isinstance(expr, Const) and expr.value == 0

    def _operation(self, op: Op, args: Sequence[Expr], parts: Sequence[str]) -> str:
        if op in INFIX:
            return f"({parts[0]} {INFIX[op]} {parts[1]})"
        if op in CALLS:
            return f"{CALLS[op]}({', '.join(parts)})" if len(parts) > 1 else parts[0]
        first = args[0].type
        match op:
            case Op.NEG:
                return f"(-{parts[0]})"
            case Op.NOT:
                return f"(not {parts[0]})"
            case Op.DIV:
                return f"(Fraction({parts[0]}) / {parts[1]})"
            case Op.MONTHS_BETWEEN:
                if isinstance(first, Day):
                    return f"whole_months_{self.program.vocabulary.month_end}({parts[0]}, {parts[1]})"
                return f"({parts[1]} - {parts[0]})"
            case Op.SHIFT_MONTHS:
                return f"int({parts[0]} + {parts[1]})"
            case Op.DAYS_BETWEEN:
                return f"({parts[1]} - {parts[0]}).days"
            case Op.YEAR_OF:
                return f"{parts[0]}.year" if isinstance(first, Day) else f"({parts[0]} // 12)"
            case Op.MONTH_OF:
                return f"({parts[0]}.year * 12 + {parts[0]}.month - 1)"
            case _:
                raise AssertionError(op)

    # -- lists

    def _count_together(self, together: Sequence[Collection]) -> None:
        """Several counts over the same years of a list, in one loop before the statement at hand."""
        before, self.at, fields_before, self.fields = self.at, Lines(), self.fields, []
        fact = self.program.vocabulary.fact(together[0].records)
        assert fact is not None
        assert fact.records is not None
        start = self._start(together[0].span)
        year = self.fresh()
        fields = {field.name: f"{year}_{i}" for i, field in enumerate(fact.records.fields, 1)}
        read = {node.name for one in together for node in walk(one) if isinstance(node, FieldRef)}
        for one in together:
            self.counted[one] = self.fresh()
        names = [self.counted[one] for one in together]
        self.at.add(f"{' = '.join(names)} = 0")
        self.fields.append({fact.records.key: year, **fields})
        targets = [year, *(name if field in read else "_" for field, name in fields.items())]
        with self.at.inside(f"for {', '.join(targets)} in {self.facts[fact.name]}.known:"):
            if start is not None:
                self.at.add(f"if {year} >= {start}:")
                self.at.level += 1
            apart = are_apart([one.where for one in together])
            for number, one in enumerate(together):
                if one.where is None:
                    self.at.add(f"{self.counted[one]} += 1")
                else:
                    word = "elif" if apart and number else "if"
                    with self.at.inside(f"{word} {self.value(one.where).text}:"):
                        self.at.add(f"{self.counted[one]} += 1")
            if start is not None:
                self.at.level -= 1
        self.top.lines += self.at.lines
        self.at, self.fields = before, fields_before

    def _collection(self, asked: Collection) -> Atom:
        if asked in self.counts and not self.fields:
            if asked not in self.counted:
                self._count_together(self.counts[asked])
            return Atom(self.counted[asked], plain=True)
        fact = self.program.vocabulary.fact(asked.records)
        assert fact is not None
        assert fact.records is not None
        start = self._start(asked.span)
        year = self.fresh()
        fields = {field.name: f"{year}_{i}" for i, field in enumerate(fact.records.fields, 1)}
        read = {node.name for node in walk(asked.where) if isinstance(node, FieldRef)} if asked.where else set()
        read |= {asked.field} if asked.field else set()
        targets = [year, *(name if field in read else "_" for field, name in fields.items())]
        name = self.fresh()
        total = is_total(asked, self.plan.total)
        before, self.at = self.at, Lines(self.at.level + 1)
        self.fields.append({fact.records.key: year, **fields})
        passes = self.value(asked.where) if asked.where is not None else Atom("True", plain=True)
        condition = passes.text
        inner = self.at.lines
        self.at = before
        goes_on = "" if start is None else f"{year} >= {start}"
        text = "True"
        if asked.field is not None:
            text = year if asked.field == fact.records.key else fields[asked.field]
        self.fields.pop()
        self._begin(asked, name, total)
        with self.at.inside(f"for {', '.join(targets)} in {self.facts[asked.records]}.known:"):
            if inner or not passes.total:
                if goes_on:
                    self.at.add(f"if not {goes_on}:")
                    self.at.add("    continue")
                self.at.lines += inner
                if not passes.total:
                    condition = self._named(passes).text
                    with self.at.inside(f"if {condition} is None:"):
                        self.at.add(f"{name} = None")
                        self.at.add("break")
                goes_on = ""
            wanted = f"not {condition}" if asked.what is Collect.EVERY else condition
            both = " and ".join(part for part in (goes_on, wanted if wanted != "True" else "") if part)
            if both:
                with self.at.inside(f"if {both}:"):
                    self._step(asked, name, text, year, stop=passes.total)
            else:
                self._step(asked, name, text, year, stop=passes.total)
        return Atom(name, total, plain=True)

    def _begin(self, asked: Collection, name: str, total: bool) -> None:
        maybe = "" if total else " | None"
        match asked.what:
            case Collect.COUNT:
                self.at.add(f"{name}: int{maybe} = 0")
            case Collect.SUM:
                self.at.add(f"{name}: Exact{maybe} = 0")
            case Collect.SOME | Collect.RUN:
                self.at.add(f"{name}: bool{maybe} = False")
                if asked.what is Collect.RUN:
                    self.at.add(f"{name}_n = {name}_y = 0")
            case Collect.EVERY:
                self.at.add(f"{name}: bool{maybe} = True")
            case Collect.LATEST | Collect.LARGEST | Collect.SMALLEST:
                self.at.add(f"{name}: {python_type(asked.type)} | None = None")
            case _:
                assert_never(asked.what)

    def _step(self, asked: Collection, name: str, text: str, year: str, stop: bool) -> None:
        """What a record that passes changes. `stop`: nothing after it matters once the answer is there."""
        match asked.what:
            case Collect.COUNT | Collect.SUM:
                self.at.add(f"{name} += {text if asked.what is Collect.SUM else 1}")
            case Collect.SOME | Collect.EVERY:
                self.at.add(f"{name} = {asked.what is Collect.SOME}")
                if stop:
                    self.at.add("break")
            case Collect.RUN:
                self.at.add(f"{name}_n = {name}_n + 1 if {year} == {name}_y + 1 else 1")
                self.at.add(f"{name}_y = {year}")
                with self.at.inside(f"if {name}_n >= {asked.times}:"):
                    self.at.add(f"{name} = True")
                    if stop:
                        self.at.add("break")
            case Collect.LATEST:
                self.at.add(f"{name} = {text}")
            case Collect.LARGEST | Collect.SMALLEST:
                sign = ">" if asked.what is Collect.LARGEST else "<"
                with self.at.inside(f"if {name} is None or {text} {sign} {name}:"):
                    self.at.add(f"{name} = {text}")
            case _:
                assert_never(asked.what)


def _bits_of(branches: Sequence[Branch], value: Scalar) -> int:
    """The branches that count for a value of the enumeration that all of them look at."""
    found = 0
    for i, branch in enumerate(branches):
        plain = None if branch.guard is None else exact(branch.guard)
        if plain is not None and value in plain[1]:
            found |= 1 << i
    default = next((i for i, branch in enumerate(branches) if branch.guard is None), None)
    return found if found or default is None else 1 << default


def _counted_together(nodes: Sequence[Expr], plan: Plan) -> Mapping[Collection, Sequence[Collection]]:
    """Counts whose filters only look at the record at hand, by those over the same years of the same list."""
    groups: dict[tuple[str, Span], dict[Collection, None]] = {}
    for node in nodes:
        if isinstance(node, Collection) and node.what is Collect.COUNT:
            inner = list(walk(node.where)) if node.where is not None else []
            plain = all(isinstance(part, FieldRef | Const | Apply) for part in inner)
            if plain and is_total(node, plan.total) and len(inner) <= _DEEPEST:
                groups.setdefault((node.records, node.span), {})[node] = None
    return {one: tuple(group) for group in groups.values() for one in group}


def _folded(op: Op, parts: Sequence[Atom]) -> Atom | None:
    """What need not be computed: times 1, plus 0."""
    texts = [part.text for part in parts]
    if op is Op.MUL and "1" in texts:
        return parts[1 - texts.index("1")]
    if op is Op.ADD and "0" in texts:
        return parts[1 - texts.index("0")]
    if op is Op.SUB and texts[1] == "0":
        return parts[0]
    return None


def decision_lines(plan: Plan, covered: Plan, symbol: Symbol, missing: str) -> list[str]:
    """The body of a function that answers a decision about a complete person: YES, NO, OUT_OF_SCOPE, or `missing`,
    which also stands for no value, where there is more to say. `covered`: the plan for whom the document is about."""
    coverage = sorted(plan.program.coverage, key=plan.cost_of)
    own = Ref(symbol, TRUTH)
    if any(isinstance(node, Ref | Collection) for formula in coverage for node in walk(formula)):
        covered = plan  # what is computed for the scope must hold for those outside it, too
    found = Direct(covered, [*coverage, own], missing)
    for formula in coverage:
        _return(found, formula, None, "_OUT_OF_SCOPE", missing)
    found.prepare()
    _conclude(found, symbol, missing)
    return found.lines()


def _conclude(found: Direct, symbol: Symbol, missing: str) -> None:
    definition = found.program.definitions[symbol]
    if definition.exceptions or symbol in found.known:
        _return(found, Ref(symbol, TRUTH), "_YES", "_NO", missing)
        return
    match definition.body:
        case Formula(Ref(other)):
            _conclude(found, other, missing)
        case Requirement(mode, items):
            sure = [item for item in items if is_total(item, found.plan.total)]
            for item in sorted(sure, key=found.plan.cost_of):
                _return(found, item, None if mode is Mode.ALL else "_YES", "_NO" if mode is Mode.ALL else None, missing)
            rest = tuple(item for item in items if item not in sure)
            if rest:
                _return(found, Apply(Op.OR if mode is Mode.ANY else Op.AND, rest, TRUTH), "_YES", "_NO", missing)
            else:
                found.top.add("return _YES" if mode is Mode.ALL else "return _NO")
        case _:
            _return(found, Ref(symbol, TRUTH), "_YES", "_NO", missing)


def _return(found: Direct, expr: Expr, yes: str | None, no: str | None, missing: str) -> None:
    """Answer by a truth; None: the function goes on."""
    found.at = Lines()
    atom = found.value(expr)
    if not atom.total:
        atom = found._named(atom)
        found.at.add(f"if {atom.text} is None:")
        found.at.add(f"    {missing}")
    if yes is not None and no is not None:
        found.at.add(f"return {yes} if {atom.text} else {no}")
    elif yes is not None:
        found.at.add(f"if {atom.text}:")
        found.at.add(f"    return {yes}")
    else:
        contrary = atom.text[5:-1] if re.fullmatch(r"\(not \w+\)", atom.text) else f"not {atom.text}"
        found.at.add(f"if {contrary}:")
        found.at.add(f"    {missing if no is None else f'return {no}'}")
    found.top.lines += found.at.lines
    found.at = found.top


def value_lines(plan: Plan, symbol: Symbol, missing: str) -> list[str]:
    """The body of a function that gives the value of a norm for a complete person; None: no value."""
    found = Direct(plan, [Ref(symbol, plan.program.definitions[symbol].type)], missing)
    found.prepare()
    found.at = Lines()
    atom = found.norm(symbol)
    found.at.add(f"return {atom.text}")
    found.top.lines += found.at.lines
    return found.lines()


def trace_lines(plan: Plan, covered: Plan, symbol: Symbol, norms: Sequence[Symbol], missing: str) -> list[str]:
    """The body of a function that gives the values of `norms` for a complete person, and then the bits of the branches
    and of the exceptions that count for each of them that has any; `missing` where one has no value, or for those whom
    the document is not about."""
    coverage = sorted(plan.program.coverage, key=plan.cost_of)
    if any(isinstance(node, Ref | Collection) for formula in coverage for node in walk(formula)):
        covered = plan
    found = Direct(covered, [*coverage, Ref(symbol, TRUTH)], missing, marking=True)
    for formula in coverage:
        _return(found, formula, None, None, missing)
    values, marks = [], []
    for norm in norms:
        atom = found.norm(norm)
        if not atom.total:
            found.top.add(f"if {atom.text} is None:")
            found.top.add(f"    {missing}")
            found.known[norm] = Atom(atom.text, plain=True)
        values.append(found.known[norm].text)
        assert found.marks is not None
        marks += [mark for mark in found.marks[norm] if mark]
    found.top.add(f"return ({', '.join([*values, *marks])},)")
    return found.lines()
