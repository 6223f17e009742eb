"""A unit: who may be promoted, and who is proposed within the slots."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.diagnostics import Finding, Severity, Text, Verdict, did_you_mean, nearest
from rankdsl.ir.model import Model
from rankdsl.pipeline.loading import concerning, load
from rankdsl.pipeline.unit_log import of_the_log
from rankdsl.vocabulary import Calendar
from rankdsl.workspace import Workspace
from rankdsl.workspace.narrowing import narrowed, titles

if TYPE_CHECKING:
    from rankdsl.explanation.parts import Explanation
    from rankdsl.population.alerts.told import Warnings
    from rankdsl.population.proposal import Proposal
    from rankdsl.population.reading import OpenedUnit
    from rankdsl.translation import Tongue


class Proposed(Struct, frozen=True):
    """`findings`: what is wrong with the unit file or the document, where nothing can be proposed; beside a proposal,
    how its log deviates from the procedure. person: the explanation of the one that was asked for; unknown: an identity
    that nobody in the unit has, with those near it."""

    proposal: Proposal | None
    findings: tuple[Finding, ...] = ()
    person: Explanation | None = None
    unknown: str | None = None
    near: tuple[str, ...] = ()
    tongue: Tongue | None = None
    """The words of the document, where it is English."""
    warnings: Warnings | None = None
    """What else meets the eye in the unit file; beside every proposal."""

    @property
    def settled(self) -> bool:
        """Whether everything was answered: the proposal, and every limit that the documents set for the whole unit."""
        proposal, warnings = self.proposal, self.warnings
        return proposal is not None and proposal.settled and (warnings is None or warnings.settled)


def propose(
    place: Workspace,
    opened: OpenedUnit,
    *,
    as_of: date | None = None,
    selection: str | None = None,
    person: str | None = None,
    everybody: bool = False,
) -> Proposed:
    """The proposal for the unit of an opened file. `place`: the workspace of the document that the file names by its
    path, else the one in which to look for its title. `as_of` and `selection` replace what the file says. `person`: an
    identity of the unit, to be explained. everybody: why each who is not eligible is not, whoever applies."""
    from rankdsl.population import messages  # here, since no other command needs them

    heading = opened.heading
    if heading.document is not None:
        found = narrowed(place, heading.document)
        if found is None:
            return Proposed(None, _sorted((*opened.findings, *_no_such_title(place, heading.document, opened))))
        place = found
    elif heading.path is None:
        missing = () if opened.root is None else (messages.NO_DOCUMENT.at(heading.place),)
        return Proposed(None, _sorted((*opened.findings, *missing)))
    logged = opened.root is not None and opened.root.get("log") is not None
    loaded = load(place, compared=person is not None, dated=logged)
    models = [model for model in loaded.models if place.wants(model.name.path)]
    titled = [model for model in models if model.name.title == heading.document]
    models = titled or models
    wrong = [f for f in concerning(place, loaded, models, loaded.findings) if f.severity is Severity.ERROR]
    if wrong or not models:
        return Proposed(None, _sorted((*opened.findings, *wrong)))
    day = as_of or heading.as_of or place.settings.as_of or models[0].name.effective
    model = next((m for m in models if m.piece_at(day) is not None), models[0])
    tongue = loaded.tongue([model])
    wanted = selection or heading.selection
    if tongue is not None and wanted is not None:
        wanted = tongue.canonical(wanted)
    proposed = _proposed(model, loaded.calendar, opened, day, wanted, person, everybody, tongue)
    if any(f.verdict is Verdict.UNKNOWN for f in proposed.findings):  # the days may be in a calendar that is misread
        calendars = {file.path for file in place.calendars}
        misread = [f for f in loaded.findings if f.place.span is not None and f.place.span.file.path in calendars]
        proposed = replace(proposed, findings=_sorted((*proposed.findings, *misread)))
    if tongue is not None:
        proposed = replace(proposed, findings=tuple(_worded(f, tongue) for f in proposed.findings))
    return replace(proposed, tongue=tongue)


def _proposed(
    model: Model,
    calendar: Calendar,
    opened: OpenedUnit,
    day: date,
    selection: str | None,
    person: str | None,
    everybody: bool,
    tongue: Tongue | None,
) -> Proposed:
    from rankdsl.population import messages
    from rankdsl.population.alerts.looking import warned
    from rankdsl.population.chosen_rules import Rules, rules_of
    from rankdsl.population.proposing import propose
    from rankdsl.population.reading import read_roster

    heading = opened.heading
    roster, findings = read_roster(opened, model.vocabulary, day)
    piece = model.piece_at(day)
    misread, deviations = of_the_log(opened, piece, calendar, day, tongue)
    if misread:
        roster, findings = None, _sorted((*findings, *misread))
    if piece is None:
        late = messages.NOT_IN_FORCE.at(heading.place, document=model.name.title, day=Text.day(day))
        return Proposed(None, _sorted((*findings, late)))
    rules = rules_of(piece, model.name, selection, heading.selection_place)
    if not isinstance(rules, Rules):
        return Proposed(None, _sorted((*findings, rules)))
    if roster is None:
        return Proposed(None, findings)
    asked = None if person is None else roster.member(person)
    if person is not None and asked is None:
        from rankdsl.population.alerts.messages import near_ids

        return Proposed(None, unknown=person, near=tuple(near_ids(person, roster)))
    found = propose(piece, model.name, rules, roster, day)
    if isinstance(found, tuple):
        return Proposed(None, _sorted(found))
    warnings = warned(piece, found, roster, everybody=everybody)
    if isinstance(warnings, tuple):
        return Proposed(None, _sorted(warnings))
    if asked is None:
        return Proposed(found, deviations, warnings=warnings)
    from rankdsl.explanation.explain import explain

    (explained,) = explain(model, roster.person(asked, model.vocabulary, day), rules.selection.among)
    return Proposed(found, deviations, person=explained, warnings=warnings)


def _worded(finding: Finding, tongue: Tongue) -> Finding:
    """In English with the names of the English document."""

    def told(text: Text) -> Text:
        return Text(text.zh, tongue.prose(text.en))

    return finding.said(told)


def _no_such_title(place: Workspace, title: str, opened: OpenedUnit) -> tuple[Finding, ...]:
    from rankdsl.population import messages

    known = titles(place)
    near = nearest(title, known)
    listed = Text(f"可以写的有：{'、'.join(known[:12])}", f"there are: {', '.join(known[:12])}")
    none = Text("附近没有规则文件；也可以用 path 写明文件的路径", "there is no document nearby: name a file with path")
    help_text = did_you_mean(near) if near else listed if known else none
    place_ = opened.heading.place
    return (messages.UNKNOWN_DOCUMENT.at(place_, subject=title, document=title, near=help_text),)


def _sorted(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda f: f.sort_key))
