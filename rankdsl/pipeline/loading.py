"""What the documents of a workspace mean, and what is wrong with how they are written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from rankdsl import semantics, syntax, vocabulary
from rankdsl.diagnostics import Finding
from rankdsl.ir.facts import Vocabulary
from rankdsl.ir.model import Model
from rankdsl.source import SourceFile
from rankdsl.workspace import Workspace
from rankdsl.workspace.settings import FILE_NAME

if TYPE_CHECKING:
    from rankdsl.checks.case_files import FiledCase
    from rankdsl.prove import Limits
    from rankdsl.translation import Teller, Tongue

_YAML = (".yaml", ".yml")


class Loaded(Struct, frozen=True):
    """Every document of a workspace with its meaning, and what is wrong so far."""

    models: tuple[Model, ...]
    vocabularies: dict[str, Vocabulary]
    findings: tuple[Finding, ...]
    calendar: vocabulary.Calendar = field(default_factory=vocabulary.Calendar)
    """The working days that the workspace knows."""
    parsed: tuple[syntax.Parsed, ...] = ()
    """The files as read, in canonical names."""
    teller: Teller | None = None
    """Where documents are English: what puts findings about them into the names that stand there."""

    def told(self, findings: Sequence[Finding]) -> Sequence[Finding]:
        return findings if self.teller is None else [self.teller.finding(finding) for finding in findings]

    def tongue(self, models: Iterable[Model]) -> Tongue | None:
        """The words of these documents, where all of them are English."""
        return None if self.teller is None else self.teller.tongue({model.name.path for model in models})


def load(place: Workspace, *, compared: bool = True, dated: bool = True) -> Loaded:
    """Read what the documents mean. compared: False where nobody looks at what stands above what is wanted, or
    at other readings; other documents are then looked at for mistakes in their norms only. dated: False where nobody
    looks at sources or counts working days."""
    parsed = [syntax.parse(file) for file in place.documents]
    named = {d.vocabulary.text for p in parsed for d in p.node.documents if d.vocabulary is not None}
    english = any(p.language == "en" for p in parsed)
    teller = None
    few = place.wanted and named and not english
    words = vocabulary.files_needed(place.vocabularies, named) if few else place.vocabularies
    vocabularies, wrong_words = vocabulary.load_vocabularies(words)
    if english:
        from rankdsl import translation  # here, since few runs meet an English document

        parsed, wrong_glossary, teller = translation.canonical_parsed(parsed, vocabularies, place.glossary)
        wrong_words = (*wrong_words, *wrong_glossary)
    keys, wrong_sources = vocabulary.sources(place.sources) if place.sources is not None and dated else (None, ())
    calendar, wrong_calendars = vocabulary.load_calendars(place.calendars if dated else (), keys)
    unread = any(f.unreadable and f.place.span and f.place.span.file.path.endswith(_YAML) for f in place.findings)
    lacking = bool(wrong_words) or unread
    only = None if compared else place.wanted
    settings = semantics.Settings(place.settings.horizon, place.settings.as_of, keys, lacking, compared, only)
    analysis = semantics.analyse(parsed, vocabularies, settings)
    mistakes = [finding for p in parsed for finding in p.findings]
    loaded = Loaded(analysis.models, dict(vocabularies), (), calendar, tuple(parsed), teller)
    written_wrong = (*mistakes, *wrong_words, *wrong_sources, *wrong_calendars)
    findings = (*place.findings, *written_wrong, *loaded.told(analysis.findings))
    return replace(loaded, findings=findings)


def limits_of(place: Workspace, budget: int | None) -> Limits:
    """The steps that were asked for, else the workspace's, else the usual ones."""
    from rankdsl.prove import Limits  # here, as below: who only evaluates proves nothing and reads no case files

    steps = budget or place.settings.budget
    return Limits() if steps is None else Limits(steps)


def cases_in(
    place: Workspace, loaded: Loaded, file: SourceFile, as_of: date | None = None
) -> tuple[tuple[FiledCase, ...], tuple[Finding, ...]]:
    """The persons of a case file with the documents that they are asked about, and what is wrong with others. `as_of`
    replaces the day of each."""
    from rankdsl.checks.case_files import filed_cases

    only = loaded.models[0] if len(loaded.models) == 1 else None
    vocabularies = tuple(loaded.vocabularies.values())
    filed, wrong = filed_cases(file, loaded.models, vocabularies, place.settings.as_of, only)
    if as_of is None:
        return filed, wrong
    moved = (replace(f.case, person=replace(f.case.person, as_of=as_of)) for f in filed)
    return tuple(replace(f, case=case) for f, case in zip(filed, moved, strict=True)), wrong


def concerning(place: Workspace, loaded: Loaded, models: Sequence[Model], findings: Sequence[Finding]) -> list[Finding]:
    """The mistakes that lie in the models, which were asked for, or in what they rest on."""
    titles = _above(models, loaded.models)
    rests_on = {model.name.path for model in loaded.models if model.name.title in titles}
    paths = rests_on | {file.path for file in place.vocabularies} | {FILE_NAME}
    paths |= {place.glossary.path} if place.glossary is not None else set()

    def concerns(finding: Finding) -> bool:
        span = finding.place.span
        return finding.unreadable or span is None or place.wants(span.file.path) or span.file.path in paths

    return [finding for finding in findings if concerns(finding)]


def _above(models: Sequence[Model], every: Sequence[Model]) -> Set[str]:
    """Titles of everything that the documents stand under, at any distance."""
    by_title: dict[str, list[Model]] = {}
    for other in every:
        by_title.setdefault(other.name.title, []).append(other)
    seen: set[str] = set()
    waiting = [title for model in models for title in model.superiors]
    while waiting:
        title = waiting.pop()
        if title not in seen:
            seen.add(title)
            waiting += (above for other in by_title.get(title, ()) for above in other.superiors)
    return seen
