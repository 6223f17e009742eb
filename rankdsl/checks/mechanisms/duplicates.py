"""One object that several indicators assess, of the same people (RD504)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from rankdsl.checks.evidence import shown
from rankdsl.checks.examination import Examination, Outcome, articles_of
from rankdsl.checks.faults import not_already, where_changed
from rankdsl.checks.mechanisms import burden_page as page
from rankdsl.checks.mechanisms.value_sets import value_set
from rankdsl.checks.twins import in_force, there, touched, wider
from rankdsl.checks.unknown import undecided
from rankdsl.diagnostics import Citation, Evidence, Finding, Text, Verdict
from rankdsl.ir.mechanisms import Indicator, IndicatorSet
from rankdsl.ir.nodes import Expr, conjunction
from rankdsl.ir.reading import reads_of_expr
from rankdsl.prove import Answer, Found, Nobody, Question, Undecided, Wanted

ASSESSES_IT = Text("考核这一对象", "assesses it")
ASSESSES_TOO = Text("也考核这一对象", "assesses it too")


class _Entry(Struct, frozen=True):
    """layer: of the document that has it. set_name: of its set. moved: whether this document may be why somebody is
    assessed by it."""

    indicator: Indicator
    layer: int
    set_name: str
    moved: bool


def duplicates(under: Examination, sets: Sequence[tuple[int, IndicatorSet]]) -> Iterator[Outcome]:
    """For each object that several indicators assess, which this document answers for: each of its own with the first
    one before it that the same person is assessed by, and two of documents above that it brings together. Sets above
    that were stated anew do not count."""
    by_object: dict[str, list[_Entry]] = {}
    for layer, indicators in sets:
        in_use = in_force(under, IndicatorSet, indicators.name)
        if in_use is not None and in_use[1] is indicators:
            for each in indicators.indicators:
                entry = _Entry(each, layer, indicators.name, layer == under.layer or _moved(under, each))
                by_object.setdefault(each.about, []).append(entry)
    together = _Together(under)
    for about, entries in by_object.items():
        if len(entries) > 1 and any(entry.moved for entry in entries):
            yield _of_object(under, about, entries, together)


def _moved(under: Examination, indicator: Indicator) -> bool:
    if indicator.applies is None or under.before is None:
        return False
    return wider(under) or touched(under, (indicator.applies,))


def _of_object(under: Examination, about: str, entries: list[_Entry], together: _Together) -> Outcome:
    findings: list[Finding] = []
    opened: Undecided | None = None
    for at, second in enumerate(entries):
        own = second.layer == under.layer
        for first in entries[:at]:
            if not (own or first.moved or second.moved) or not _alike(first, second):
                continue
            guards = first.indicator.applies, second.indicator.applies
            answer = together.somebody(*guards, also=not own)
            if isinstance(answer, Undecided):
                opened = answer
            if isinstance(answer, Found):
                finding = _finding(under, about, first.indicator, second.indicator, answer)
                findings.append(finding if own else _brought(under, finding, guards, answer))
                break
    subject = f"对象 {about}"
    places = [entry.indicator.place for entry in entries]
    if findings:
        return Outcome(subject, articles_of(*places), Verdict.REFUTED, tuple(findings), about)
    if opened is not None:
        place = next((e.indicator.place for e in entries if e.layer == under.layer), under.place)
        return replace(undecided(page.PAGE, subject, place, opened), about=about)
    return Outcome(subject, articles_of(*places), Verdict.PROVED, (), about)


def _brought(under: Examination, finding: Finding, guards: tuple[Expr | None, ...], answer: Found) -> Finding:
    """Of indicators above: told where this document made them apply to the same people."""
    person = answer.persons[0] if answer.shown else None
    place, norm = where_changed(under, tuple(g for g in guards if g is not None), person)
    return replace(finding, place=place, related=(*norm, Citation(finding.place, ASSESSES_IT), *finding.related))


def _alike(first: _Entry, second: _Entry) -> bool:
    """Whether the two would be one assessment too many, if the same person had both. One office may look at several
    sides of an object; a document above is another's work only where both say whose."""
    one, other = first.indicator, second.indicator
    same = first.layer == second.layer
    if same and first.set_name == second.set_name and (one.parent == other.name or other.parent == one.name):
        return False
    if not same or one.owner != other.owner:
        return (same or None not in (one.owner, other.owner)) and one.owner != other.owner
    return one.nature == other.nature


def _finding(under: Examination, about: str, first: Indicator, second: Indicator, answer: Found) -> Finding:
    finding = replace(_worded(about, first, second), related=(Citation(first.place, ASSESSES_TOO),))
    finding = replace(finding, distinguishing=f"{first.place.citation}{first.name}/{about}")
    guards = tuple(each.applies for each in (first, second) if each.applies is not None)
    if not guards or not answer.shown:
        return finding
    person = shown(under.program, answer.persons[0], {})
    relevant = reads_of_expr(under.program, *guards)
    return replace(finding, evidence=Evidence(person, None, answer.decisive, relevant, replayed=True))


def _worded(about: str, first: Indicator, second: Indicator) -> Finding:
    place, name = second.place, second.name
    if first.owner == second.owner:
        owner = Text("", "") if second.owner is None else _filled(page.OWNED_BY, second)
        return page.TWICE.at(place, subject=name, first=first.name, second=name, about=about, owner=owner)
    return page.DUPLICATE.at(
        place,
        subject=name,
        first=first.name,
        second=name,
        about=about,
        first_owner=_owned(first),
        second_owner=_owned(second),
    )


def _owned(indicator: Indicator) -> Text:
    return _filled(page.NOBODY_NAMED if indicator.owner is None else page.BY, indicator)


def _filled(template: Text, indicator: Indicator) -> Text:
    words = {"name": indicator.name, "owner": indicator.owner}
    return Text(template.zh.format(**words), template.en.format(**words))


class _Together(Struct):
    """Whether somebody in scope meets two conditions; each pair is asked once. `also`: who meets them above as well is
    left out."""

    under: Examination
    _known: dict[tuple[Expr | None, Expr | None, bool], Answer] = field(default_factory=dict)

    def somebody(self, one: Expr | None, other: Expr | None, *, also: bool) -> Answer:
        key = (one, other, also)
        if key not in self._known:
            guards = [guard for guard in dict.fromkeys((one, other)) if guard is not None]
            self._known[key] = self._asked(guards, also=also)
        return self._known[key]

    def _asked(self, guards: list[Expr], *, also: bool) -> Answer:
        known = [found for guard in guards if (found := value_set(guard)) is not None]
        if len(known) == 2 and known[0].fact == known[1].fact and not known[0].met & known[1].met:
            return Nobody()
        wanted = [Wanted(0, self.under.program, guard, True) for guard in guards]
        above = there(self.under.before, conjunction(tuple(guards))) if also and self.under.before else None
        if above is not None:
            wanted.append(not_already(self.under, above))
        return self.under.prover.decide(Question((*self.under.in_scope, *wanted)), shown=bool(guards))
