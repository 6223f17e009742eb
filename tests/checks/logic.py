"""What RD204, RD205 and RD207 must find, by looking at everybody: norms with and without each of their parts.

A part is named by the line of its article on which it stands (the heading is line 0).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from msgspec import Struct
from msgspec.structs import replace

from tests.checks.keys import Key, plain
from tests.checks.layers import Entry, Members, Rule, Unchanged
from tests.checks.meaning import Meaning
from tests.checks.values import anybody, inside
from tests.checks.worlds import EVERYONE, Values
from tests.checks.written import Amend, Branches, Claim, Decide, Group, Name, OneOf, Readings, Table

MUST, MAY = "must", "may"


class Part(Struct, frozen=True):
    """What: branch, alternative or exception, with its position. `line`: where it is written."""

    what: str
    at: int
    line: str


class Logic:
    """One document in one piece of time. `scope`: whom it is about then. `above`: the documents above it, as they are
    without it, each with those whom it is about then."""

    def __init__(self, here: Meaning, scope: int, above: list[tuple[Meaning, int]]) -> None:
        self.here, self.scope, self.above = here, scope, above
        self.last = here.last
        self.document = here.chain[-1]
        self.articles = dict(self.document.articles)

    def findings(self) -> Iterator[tuple[Key, str]]:
        yield from self._idle()
        yield from self._redundant()
        yield from self._no_longer_exclusive()

    def _key(self, code: str, subject: str, severity: str, line: str) -> Key:
        return code, self.document.title, subject, severity, line

    # --- RD204

    def _idle(self) -> Iterator[tuple[Key, str]]:
        whole: set[str | tuple[str, int]] = set()
        for item in self._own():
            asked = self._asked(item)
            if asked is None or self._refers(item):
                continue
            if self.scope & ~asked.get(True, 0) == 0:
                whole.add(item.name if item.label else (item.decision, item.article))
                sure = self.scope & anybody(self.here.value(self.here.layers.top[item.name]))
                yield self._key("RD204", item.decision, "warning", self._line(item)), MUST if sure else MAY
        for key in self.here.in_force():
            rule = self.here.layers.rules[key]
            for level, parts in self._parts(rule, whole):
                for part in self._without_effect(rule, level, parts):
                    yield self._key("RD204", plain(rule.name), "warning", part.line), MUST

    def _own(self) -> list[Entry]:
        return [i for i in self.here.layers.items if i.layer == self.last]

    def _asked(self, item: Entry) -> Values | None:
        """What a condition asks that must be met; None of one of several of which one is enough."""
        if not item.every:
            return None
        if item.name == item.decision:
            return self.here.base((item.decision, item.layer))
        return self.here.named(item.name)

    def _refers(self, item: Entry) -> bool:
        """Whether it only names another decision, or what a document above wrote."""
        rule = self.here.layers.rules[item.name, item.layer]
        source = rule.source
        if isinstance(source, Members):
            if item.name != item.decision and (rule.exceptions or item.label):
                return False
            source = source.parts[0] if len(source.parts) == 1 and source.every else rule.source  # type: ignore[assignment]
        elif rule.exceptions:
            return False
        if not isinstance(source, Name) or not self.here.has(source.name):
            return False
        name = source.name
        return name in self.here.layers.decisions or self.here.layers.top[name][1] < self.last

    def _parts(self, rule: Rule, whole: Collection[str | tuple[str, int]]) -> Iterator[tuple[str, list[Part]]]:
        """The own parts of a norm: those compared before its exceptions, where one of these asks for the value before
        them, and the others."""
        bodies: list[Part] = []
        match rule.source:
            case Branches(guarded=guarded) if rule.layer == self.last:
                bodies = [Part("branch", n, f"第{rule.article}条+{n + 2}") for n, _ in enumerate(guarded)]
            case Table(rows=rows) if rule.layer == self.last:
                bodies = [Part("branch", n, f"第{rule.article}条+{n + 2}") for n, _ in enumerate(rows)]
            case Members(every=False, parts=parts):
                own = {i.name: i for i in self._own() if not i.every}
                listed = [(n, own[p]) for n, p in enumerate(parts) if isinstance(p, str) and p in own]
                bodies = [
                    Part("alternative", n, self._line(item))
                    for n, item in listed
                    if rule.name not in whole and (item.decision, item.article) not in whole
                ]
            case _:
                pass
        rules = rule.exceptions if rule.layer == self.last else ()
        excepting = [Part("exception", n, f"第{e.article}条+1") for n, e in enumerate(rules)]
        mentions = any(
            Name(rule.name) in inside(part) for e in rules for part in (e.guard, e.value) if not isinstance(part, bool)
        )
        if mentions and not isinstance(rule.source, Unchanged):
            yield "base", bodies
            yield "whole", excepting
        else:
            yield "whole", bodies + excepting

    def _without_effect(self, rule: Rule, level: str, parts: list[Part]) -> list[Part]:
        """From the last to the first; what is idle beside another idle one only counts while that is there."""
        everything = self._value(rule, level, ())
        if not self.scope & anybody(everything):
            return []
        idle = [p for p in reversed(parts) if self._same(everything, self._value(rule, level, (p,)))]
        gone: list[Part] = []
        for part in idle:
            if self._same(self._value(rule, level, gone), self._value(rule, level, (*gone, part))):
                gone.append(part)
        return gone

    def _same(self, first: Values, second: Values) -> bool:
        """Whether the two come to the same for everybody in scope, having no value included."""
        return all(not (first.get(value, 0) ^ second.get(value, 0)) & self.scope for value in {*first, *second})

    def _value(self, rule: Rule, level: str, gone: Collection[Part]) -> Values:
        out = {(p.what, p.at) for p in gone}
        source = rule.source
        match source:
            case Branches(guarded=guarded):
                source = replace(source, guarded=tuple(g for n, g in enumerate(guarded) if ("branch", n) not in out))
            case Table(rows=rows):
                source = replace(source, rows=tuple(r for n, r in enumerate(rows) if ("branch", n) not in out))
            case Members(every=False, parts=parts):
                kept = tuple(p for n, p in enumerate(parts) if ("alternative", n) not in out)
                source = replace(source, parts=kept)
            case _:
                pass
        at = [n for n, _ in enumerate(rule.exceptions) if ("exception", n) not in out]
        exceptions = tuple(
            replace(rule.exceptions[n], over=frozenset(at.index(o) for o in rule.exceptions[n].over if o in at))
            for n in at
        )
        changed = replace(rule, source=source, exceptions=() if level == "base" else exceptions)
        base = self.here._body(changed)
        return self.here._excepted(changed, base) if changed.exceptions else base

    # --- RD205

    def _redundant(self) -> Iterator[tuple[Key, str]]:
        for decision in dict.fromkeys(self.here.layers.decisions):
            if not self.scope & self.here.named(decision).get(True, 0):
                continue
            gone: list[str] = []
            for item in reversed([i for i in self._own() if i.decision == decision and i.conjunctive]):
                asked = self._asked(item)
                others = self._others(decision, item, gone)
                if asked is None or self._refers(item) or others is None:
                    continue
                fails = self.here.named(item.name).get(False, 0)
                if self.scope & others & fails or self.scope & ~asked.get(True, 0) == 0:
                    continue
                gone.append(item.name)
                yield self._key("RD205", decision, "warning", self._line(item)), MUST

    def _others(self, decision: str, item: Entry, gone: Collection[str]) -> int | None:
        """Those who meet all other conditions, to whom no exception to the whole applies; None of a single one."""
        people, key, found = EVERYONE, self.here.layers.top[decision], False
        while True:
            rule = self.here.layers.rules[key]
            parts: tuple[object, ...] = ()
            match rule.source:
                case Members(every=True, parts=members):
                    parts = members
                case Unchanged(below):
                    parts = (below,)
                case _:
                    return None
            way = item.name if item.name in parts else next((p for p in parts if self._leads(p, item)), None)
            if way is None:
                return None
            for part in parts:
                if part is not way and part not in gone:
                    people &= self.here._part(part).get(True, 0)
                    found = True
            own = {rule.name: self.here.base((rule.name, rule.layer))}
            for e in rule.exceptions:
                people &= self.here.of(e.guard, own).get(False, 0)
            if way == item.name:
                return people if found else None
            assert isinstance(way, tuple)
            key = way

    def _leads(self, part: object, item: Entry) -> bool:
        if not isinstance(part, tuple):
            return False
        rule = self.here.layers.rules[part]
        match rule.source:
            case Members(every=True, parts=parts):
                return item.name in parts or any(self._leads(p, item) for p in parts)
            case Unchanged(below):
                return self._leads(below, item)
            case _:
                return False

    # --- RD207

    def _no_longer_exclusive(self) -> Iterator[tuple[Key, str]]:
        if not self.above:
            return
        before, people = self.above[-1]
        for n, document in enumerate(self.here.chain[:-1]):
            for _, claim in document.articles:
                if not isinstance(claim, Claim) or claim.kind != "互斥" or not _all_there(before, claim):
                    continue
                already = _both(before, claim)
                if already & people:
                    continue
                who = self.scope & self.above[n][1] & _both(self.here, claim)
                if who:
                    # Open: those outside the scope of the document above, for whom nothing was changed.
                    yield self._key("RD207", claim.subject, "error", ""), MUST if who & ~already else MAY

    # --- where things are written

    def _line(self, item: Entry) -> str:
        """The line of the article that a condition begins on."""
        line = 1
        norm = self.articles[item.article]
        match norm:
            case Decide(group=group) | Amend(change=Group() as group) if item.shown or item.label:
                for label, body in zip(("（一）", "（二）", "（三）", "（四）"), group.items, strict=False):
                    line += 1
                    if _bare(item) == label:
                        break
                    if isinstance(body, Readings):
                        line += len(body.choices)  # one of them beside the label; the last line says which is adopted
                    if isinstance(body, OneOf):
                        inner = [f"{label}{n}" for n, _ in enumerate(body.parts, start=1)]
                        if _bare(item) in inner:
                            line += 1 + inner.index(_bare(item))
                            break
                        line += len(inner)
            case _:
                pass
        return f"第{item.article}条+{line}"


def _bare(item: Entry) -> str:
    """（二）1, without what tells it from another of the number."""
    name = item.name.removeprefix(item.decision)
    number, _, rest = name.partition("#")
    return number + (rest[1:] if rest else "")


def _all_there(before: Meaning, claim: Claim) -> bool:
    return before.has(claim.subject) and before.has(claim.other)


def _both(meaning: Meaning, claim: Claim) -> int:
    return meaning.named(claim.subject).get(True, 0) & meaning.named(claim.other).get(True, 0)
