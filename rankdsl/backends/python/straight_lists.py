"""Questions about lists as loops over the records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from rankdsl.backends.python.source import Atom, Lines, python_type
from rankdsl.backends.python.straight import Straight
from rankdsl.backends.python.total import are_apart, is_total
from rankdsl.ir.mentions import walk
from rankdsl.ir.nodes import (
    Collection,
    FieldRef,
)
from rankdsl.ir.operators import Collect


class StraightLists(Straight):
    """Loops. What does not depend on the record is computed before them."""

    def _count_together(self, together: Sequence[Collection]) -> None:
        """Several counts over the same years of a list, in one loop before the statement at hand."""
        before, self.at, fields_before, self.fields = self.at, Lines(), self.fields, []
        fact = self.program.vocabulary.fact(together[0].records)
        assert fact is not None
        assert fact.records is not None
        start = self.start(together[0].span)
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

    def collection(self, asked: Collection) -> Atom:
        if asked in self.counts and not self.fields:
            if asked not in self.counted:
                self._count_together(self.counts[asked])
            return Atom(self.counted[asked], plain=True)
        fact = self.program.vocabulary.fact(asked.records)
        assert fact is not None
        assert fact.records is not None
        start = self.start(asked.span)
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
                    condition = self.named(passes).text
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
