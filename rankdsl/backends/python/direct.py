"""A norm as straight-line Python over a person of whom everything is known.

Nothing is asked twice and nothing that does not matter: what is used once stands where it is used, what is used more
often is computed once before the first statement that needs it, and 且 and 或 stop at what decides, the cheapest
operand first. *No value* is None; where a norm surely has a value nothing looks for None.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import assert_never

from rankdsl.backends.python.source import Atom, Lines, python_type
from rankdsl.backends.python.straight import LONG_CHAIN
from rankdsl.backends.python.straight_formulas import StraightFormulas
from rankdsl.backends.python.total import Seen, agree, apart, exact, is_total, possible
from rankdsl.ir.definitions import Branch, Cases, Definition, Formula, Hit, Mode, Requirement
from rankdsl.ir.nodes import (
    AsOf,
    Const,
    Expr,
    FactRef,
    Ref,
    Symbol,
)
from rankdsl.ir.types import Enumeration, Type
from rankdsl.ir.values import Scalar

_MANY_BRANCHES = 40
"""More branches do not stand as one chain of elif."""


class Direct(StraightFormulas):
    """Norms: where they are computed, and which of their branches and exceptions count."""

    def norm(self, symbol: Symbol) -> Atom:
        """The value of a norm, computed where it is needed."""
        if symbol in self.known:
            return self.known[symbol]
        definition = self.program.definitions[symbol]
        if self.marks is not None:
            self.beforehand(symbol)
            return self.known[symbol]
        match definition.body:
            case Formula(Const() | FactRef() | AsOf() as value) if not definition.exceptions:
                return self.value(value)
            case Formula(Ref(other)) if not definition.exceptions and symbol in self.once:
                return self.norm(other)
            case _:
                if symbol in self.once and self.depth < LONG_CHAIN and self.at.level < LONG_CHAIN:
                    return self._computed(definition)
                self.beforehand(symbol)
                return self.known[symbol]

    def beforehand(self, symbol: Symbol) -> None:
        """Compute a norm before the statement at hand."""
        if symbol in self.known:
            return
        before, depth, fields, mark = self.at, self.depth, self.fields, self.mark
        self.at, self.depth, self.fields, self.mark = Lines(), 0, [], ""
        definition = self.program.definitions[symbol]
        atom = self._computed(definition)
        if not atom.plain:
            name = self.fresh()
            if not self.at.lines:
                self.cite(definition, 0)
            self.at.add(f"{name} = {atom.text}")
            atom = Atom(name, atom.total, plain=True)
        self.known[symbol] = atom
        self.top.lines += self.at.lines
        self.at, self.depth, self.fields, self.mark = before, depth, fields, mark

    def _computed(self, definition: Definition) -> Atom:
        self.depth += 1
        before = len(self.at.lines)
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
        if len(self.at.lines) > before:
            self.cite(definition, before)
        total = self.plan.total[definition.symbol]
        if total and not found.total and found.plain:
            self.at.add(f"assert {found.text} is not None")
        return Atom(found.text, found.total or total, found.depth, found.plain)

    def cite(self, definition: Definition, line: int) -> None:
        """A comment above a line: whose value is worked out, and by which article."""
        words = " ".join(f"{definition.symbol.written}　{definition.place.citation}".split("\n"))
        self.at.lines.insert(line, f"{'    ' * self.at.level}# {words}")

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
                return self.logic(mode is Mode.ANY, items)
            case Cases(branches, hit):
                table = self._table(branches)
                if table is not None:
                    return table
                # where all that apply are asked for, the first of those that agree is not enough
                if hit is Hit.FIRST or (apart(branches) if self.mark else agree(branches)):
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
        guards = [self.named(self.value(b.guard)) for b in guarded if b.guard is not None]
        name, mark = self.declared(type_), self.mark
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
            done = self.named(Atom("False"), always=True)
            for guard, branch, place in zip(guards, guarded, places, strict=True):
                with self.at.inside(f"if not {done.text} and {guard.text} is not False:"):
                    self.at.add(f"{done.text} = True")
                    self._note(mark, place)
                    self._assign(name, branch.value, unless=None if guard.total else f"{guard.text} is None")
            with self.at.inside(f"if not {done.text}:"):
                self._assign(name, otherwise)
                self._note(mark, default or 0)
            return Atom(name, False, plain=True)
        total = not unsure
        for guard, branch, place in zip(guards, guarded, places, strict=True):
            if not guard.total:
                with self.at.inside(f"{word} {guard.text} is None:"):
                    self.at.add(f"{name} = None")
                word = "elif"
            with self.at.inside(f"{word} {guard.text}:"):
                total = self._assign(name, branch.value) and total
                self._note(mark, place)
            word = "elif"
        if guards:
            with self.at.inside("else:"):
                total = self._assign(name, otherwise) and total
                self._note(mark, default or 0)
        else:
            total = self._assign(name, otherwise) and total
            self._note(mark, default or 0)
        return Atom(name, total, plain=True)

    def _agreeing(
        self,
        rules: Sequence[tuple[Expr, Expr, frozenset[int]]],
        type_: Type,
        otherwise: Callable[[], Atom],
        places: Sequence[int] | None = None,
    ) -> Atom:
        """All that apply must agree, save those over which another that applies has precedence. Where none applies:
        `otherwise`. `places`: of the rules, where they are not in order."""
        guards = [self.named(self.value(guard)) for guard, _, _ in rules]
        name, mark = self.declared(type_), self.mark
        places = places or range(len(rules))
        unsure = [g.text for g in guards if not g.total]
        word = "if"
        if unsure:
            with self.at.inside(f"if {' or '.join(f'{g} is None' for g in dict.fromkeys(unsure))}:"):
                self.at.add(f"{name} = None")
            word = "elif"
        if len(rules) == 1:
            with self.at.inside(f"{word} {guards[0].text}:"):
                total = self._assign(name, rules[0][1])
                self._note(mark, places[0])
            with self.at.inside("else:"):
                found = otherwise()
                self.at.add(f"{name} = {found.text}")
            return Atom(name, total and found.total and not unsure, plain=True)
        some = " or ".join(g.text for g in guards)
        with self.at.inside(f"{word} {some}:"):
            met = self.fresh()
            self.at.add(f"{name} = None")
            self.at.add(f"{met} = False")
            for i, (_, value, _) in enumerate(rules):
                above = [f"not {guards[j].text}" for j, rule in enumerate(rules) if i in rule[2]]
                with self.at.inside(f"if {' and '.join([guards[i].text, *above])}:"):
                    found = self.named(self.value(value))
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

    def _assign(self, name: str, value: Expr | None, unless: str | None = None) -> bool:
        """`name` gets the value; None where there is no value to get, or where `unless`. Whether it surely has one."""
        found = Atom("None", False, plain=True) if value is None else self.value(value)
        self.at.add(f"{name} = {found.text}" if unless is None else f"{name} = None if {unless} else {found.text}")
        return found.total and unless is None


def _bits_of(branches: Sequence[Branch], value: Scalar) -> int:
    """The branches that count for a value of the enumeration that all of them look at."""
    found = 0
    for i, branch in enumerate(branches):
        plain = None if branch.guard is None else exact(branch.guard)
        if plain is not None and value in plain[1]:
            found |= 1 << i
    default = next((i for i, branch in enumerate(branches) if branch.guard is None), None)
    return found if found or default is None else 1 << default
