"""What a document is found to be at fault for, as it is and as it would be after some edits.

An edit is tried on the documents it can concern: its own, and those that stand under it, with whatever they rest on.
Everything is read, analysed and asked again, at all times, whatever day was asked about; cases are run again; nothing
is inferred.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from enum import Enum, auto
from functools import cached_property
from typing import Protocol

from msgspec import Struct, field
from msgspec.structs import replace

from rankdsl import examining, workspace
from rankdsl.checks.case_files import filed_cases
from rankdsl.checks.consistency.cases import run_case
from rankdsl.diagnostics import Finding, Severity, Verdict
from rankdsl.examining import Selection
from rankdsl.ir.facts import Vocabulary
from rankdsl.ir.model import Model
from rankdsl.prove import Limits
from rankdsl.repairing.mends import Mend
from rankdsl.repairing.tree import Met, met_in
from rankdsl.source import SourceFile
from rankdsl.syntax import Parsed
from rankdsl.workspace import Workspace
from rankdsl.workspace.mentions import closure

EVERYTHING = Selection()


class Understood(Protocol):
    """What the documents of a workspace mean, and what is wrong in how they are written."""

    @property
    def models(self) -> tuple[Model, ...]: ...
    @property
    def vocabularies(self) -> dict[str, Vocabulary]: ...
    @property
    def findings(self) -> tuple[Finding, ...]: ...
    @property
    def parsed(self) -> tuple[Parsed, ...]: ...


_LABEL = re.compile(r"^(?:[（(][^（）()]{1,7}[）)]|[0-9]{1,2}[.．])\s*")
"""Where a finding is told from others by the words of an item, its number is none of them: numbers may move on."""

Load = Callable[[Workspace], Understood]
Key = tuple[str, str, str, str, str, str, str]


class Effect(Enum):
    """Of an edit on a finding. MOVED: the same is found at another place: several things may each cause it, and only
    one is named at a time."""

    NONE = auto()
    MOVED = auto()
    GONE = auto()


class Faults(Struct, frozen=True):
    """What is wrong with some documents. `open`: of which a question stayed open, or could not be asked at all.
    `failing`: cases of case files that fail, by file, document and name."""

    findings: tuple[Finding, ...]
    open: frozenset[tuple[str, str]]
    failing: frozenset[tuple[str, str, str]] = frozenset()

    def has(self, finding: Finding) -> bool:
        """Whether a finding is still there, in whatever part of its time."""
        return any(_same(finding, other) for other in self.findings)

    def no_worse_than(self, before: Faults) -> bool:
        """Whether nothing is wrong, or open, that was not before: no finding, no document without answer, no failing
        case."""
        return self.open <= before.open and self.failing <= before.failing and not self.beyond(before)

    def beyond(self, before: Faults) -> list[Finding]:
        """The findings at warning or above that were not there before, or not for as long."""
        had = Counter(map(_key, _counting(before.findings)))
        new = []
        for finding in _counting(self.findings):
            key = _key(finding)
            had[key] -= 1
            if had[key] < 0 or not any(_covers(each, finding) for each in before.findings):
                new.append(finding)
        return new


def _counting(findings: Iterable[Finding]) -> list[Finding]:
    return [f for f in findings if f.severity is not Severity.NOTE or f.verdict is Verdict.UNKNOWN]


def _key(finding: Finding) -> Key:
    """What stays of a finding where the words around it are edited. Its severity belongs to it: a warning that becomes
    an error is something new."""
    place = finding.place
    words = place.document, place.article or "", place.item or "", finding.subject
    return (finding.code, finding.severity.value, finding.verdict.value, *words)


def _about(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.place.document, finding.subject


def _same(finding: Finding, other: Finding) -> bool:
    words = (_LABEL.sub("", f.distinguishing) for f in (finding, other))
    return _key(finding) == _key(other) and next(words) == next(words)


def _covers(before: Finding, after: Finding) -> bool:
    """Whether what is found was found then, for at least as long."""
    if _key(before) != _key(after):
        return False
    if before.period is None or after.period is None:
        return True
    end = before.period[1]
    return before.period[0] <= after.period[0] and (
        end is None or (after.period[1] is not None and after.period[1] <= end)
    )


class Bench(Struct, dict=True):
    """A workspace in which mends are tried. `place` holds every document that could be concerned, whatever was asked
    for; `tries`: how often something was read and asked again."""

    place: Workspace
    load: Load
    limits: Limits
    tries: int = 0
    _subjects: dict[str, Subject] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.place = replace(self.place, wanted=frozenset())

    @cached_property
    def whole(self) -> Understood:
        """Every document as it is."""
        return self.load(self.place)

    @cached_property
    def trees(self) -> dict[str, tuple[Met, ...]]:
        """The nodes of every file, by path."""
        roots = [parsed.node for parsed in self.whole.parsed if parsed.node.documents]
        return {root.documents[0].span.file.path: met_in(root) for root in roots}

    def with_edited(self, mend: Mend) -> Bench:
        """The same for the workspace as it is with a mend made."""
        file = SourceFile(mend.file.path, mend.text)
        documents = tuple(file if d.path == file.path else d for d in self.place.documents)
        return Bench(replace(self.place, documents=documents), self.load, self.limits)

    def subject(self, title: str) -> Subject:
        """What can be concerned by an edit of the documents of a title."""
        if title not in self._subjects:
            self._subjects[title] = Subject(self, title)
        return self._subjects[title]


class Subject:
    """The documents of one title, in all their versions, with those that stand under them."""

    def __init__(self, bench: Bench, title: str) -> None:
        self.bench, self.title = bench, title
        models = bench.whole.models
        self.titles = _at_or_below(title, models)
        paths = {m.name.path for m in models if m.name.title in self.titles}
        start = [file for file in bench.place.documents if file.path in paths]
        needed, _ = closure(start, bench.place.documents, versions=True)
        documents = tuple(file for file in bench.place.documents if file.path in needed)
        self.place = replace(bench.place, documents=documents, wanted=frozenset(paths))
        self.cases = tuple(f for f in bench.place.cases if any(title in f.text for title in self.titles))
        self._before: Faults | None = None
        self._tried: dict[tuple[str, str], Understood] = {}
        self._narrow: dict[tuple[str, str, str], Faults] = {}
        self._wide: dict[tuple[str, str], Faults] = {}

    def models(self) -> tuple[Model, ...]:
        """The documents of the title itself, as they are."""
        return tuple(m for m in self.bench.whole.models if m.name.title == self.title)

    @property
    def before(self) -> Faults:
        if self._before is None:
            self._before = self._faults(self.bench.load(self.place), EVERYTHING, None, everything=True)
        return self._before

    def effect(self, mend: Mend, finding: Finding) -> Effect:
        """What becomes of the finding with the mend, looking only for findings like it and for mistakes of writing."""
        key = (*_edited(mend), finding.code)
        if key not in self._narrow:
            self._narrow[key] = self._faults(self._read(mend), Selection((finding.code,)), mend, everything=False)
        after = self._narrow[key]
        had = Counter(map(_key, self.before.findings))
        mistakes = Counter(_key(f) for f in after.findings if f.code != finding.code)
        if after.has(finding) or not after.open <= self.before.open or mistakes - had:
            return Effect.NONE
        left = Counter(_key(f) for f in after.findings if f.code == finding.code)
        if left[_key(finding)] >= had[_key(finding)]:
            return Effect.NONE
        less = sum(_about(f) == _about(finding) for f in after.findings) < sum(
            _about(f) == _about(finding) for f in self.before.findings
        )
        return Effect.GONE if less else Effect.MOVED

    def keeps_the_rest(self, mend: Mend) -> bool:
        """Whether nothing is new with the mend, whatever is asked of the documents concerned."""
        return self.faults_with(mend).no_worse_than(self.before)

    def faults_with(self, mend: Mend) -> Faults:
        key = _edited(mend)
        if key not in self._wide:
            self._wide[key] = self._faults(self._read(mend), EVERYTHING, mend, everything=True)
        return self._wide[key]

    def _read(self, mend: Mend) -> Understood:
        key = _edited(mend)
        if key not in self._tried:
            self.bench.tries += 1
            self._tried.clear()  # only the latest is asked for again
            file = SourceFile(mend.file.path, mend.text)
            documents = tuple(file if d.path == file.path else d for d in self.place.documents)
            self._tried[key] = self.bench.load(replace(self.place, documents=documents))
        return self._tried[key]

    def _faults(self, read: Understood, selection: Selection, mend: Mend | None, *, everything: bool) -> Faults:
        """`everything`: of all documents concerned; else of those of the title only."""
        titles = self.titles if everything else {self.title}
        models = [m for m in read.models if m.name.title in titles]
        examined = examining.examine(models, selection, self.bench.limits)
        open_ended = examined.undecided | examined.unasked
        open_ended |= {m.name.key for m in models if not m.pieces}
        found: Sequence[Finding] = (*read.findings, *examined.findings)
        if everything:
            found = examining.judge(models, found, selection, open_ended)
        found = workspace.apply_severities(found, self.place.settings)
        failing = self._failing(read) if everything else frozenset[tuple[str, str, str]]()
        if mend is not None and mend.renumbered is not None:
            moved = mend.renumbered
            found = [moved.as_before(f) if f.place.document == self.title else f for f in found]
        return Faults(tuple(found), frozenset(open_ended), failing)

    def _failing(self, read: Understood) -> frozenset[tuple[str, str, str]]:
        failing = set()
        only = read.models[0] if len(read.models) == 1 else None
        for file in self.cases:
            filed, _ = filed_cases(
                file, read.models, tuple(read.vocabularies.values()), self.place.settings.as_of, only
            )
            for each in filed:
                title = each.model.name.title
                if title in self.titles and not run_case(each.model, each.case).passed:
                    failing.add((file.path, title, each.case.name))
        return frozenset(failing)


def _edited(mend: Mend) -> tuple[str, str]:
    return mend.file.path, mend.text


def _at_or_below(title: str, models: Sequence[Model]) -> frozenset[str]:
    found = {title}
    while more := {m.name.title for m in models if not found.isdisjoint(m.superiors)} - found:
        found |= more
    return frozenset(found)
