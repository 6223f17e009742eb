"""One object that several indicators assess, of the same people (RD504)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from rankdsl.checks.evidence import shown
from rankdsl.checks.examination import Examination, Outcome, articles_of
from rankdsl.checks.mechanisms import burden_page as page
from rankdsl.checks.mechanisms.value_sets import value_set
from rankdsl.checks.unknown import undecided
from rankdsl.diagnostics import Citation, Evidence, Finding, Text, Verdict
from rankdsl.ir.mechanisms import Indicator, IndicatorSet
from rankdsl.ir.nodes import Expr
from rankdsl.ir.reading import reads_of_expr
from rankdsl.prove import Answer, Found, Nobody, Question, Undecided, Wanted

ASSESSES_TOO = Text("也考核这一对象", "assesses it too")


class _Entry(Struct, frozen=True):
    """own: whether this document has it. set_name: of its set."""

    indicator: Indicator
    own: bool
    set_name: str


def duplicates(under: Examination, sets: Sequence[tuple[int, IndicatorSet]]) -> Iterator[Outcome]:
    """For each object that several indicators assess, at least one of them this document's: each of its own with the
    first one before it that the same person is assessed by. Sets above that this document states anew do not count."""
    own_names = {m.name for layer, m in sets if layer == under.layer}
    by_object: dict[str, list[_Entry]] = {}
    for layer, indicators in sets:
        own = layer == under.layer
        for each in indicators.indicators if own or indicators.name not in own_names else ():
            by_object.setdefault(each.about, []).append(_Entry(each, own, indicators.name))
    together = _Together(under)
    for about, entries in by_object.items():
        if len(entries) > 1 and any(entry.own for entry in entries):
            yield _of_object(under, about, entries, together)


def _of_object(under: Examination, about: str, entries: list[_Entry], together: _Together) -> Outcome:
    findings: list[Finding] = []
    opened: Undecided | None = None
    for at, entry in enumerate(entries):
        for other in entries[:at]:
            first, second = (other, entry) if entry.own else (entry, other)
            if not second.own or not _alike(first, second):
                continue
            answer = together.somebody(first.indicator.applies, second.indicator.applies)
            if isinstance(answer, Undecided):
                opened = answer
            if isinstance(answer, Found):
                findings.append(_finding(under, about, first.indicator, second.indicator, answer))
                break
    subject = f"对象 {about}"
    places = [entry.indicator.place for entry in entries]
    if findings:
        return Outcome(subject, articles_of(*places), Verdict.REFUTED, tuple(findings), about)
    if opened is not None:
        own = next(entry.indicator.place for entry in entries if entry.own)
        return replace(undecided(page.PAGE, subject, own, opened), about=about)
    return Outcome(subject, articles_of(*places), Verdict.PROVED, (), about)


def _alike(first: _Entry, second: _Entry) -> bool:
    """Whether the two would be one assessment too many, if the same person had both. One office may look at several
    sides of an object; a document above is another's work only where both say whose."""
    one, other = first.indicator, second.indicator
    if first.own and first.set_name == second.set_name and (one.parent == other.name or other.parent == one.name):
        return False
    if not first.own or one.owner != other.owner:
        return (first.own or None not in (one.owner, other.owner)) and one.owner != other.owner
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
    """Whether somebody in scope meets two conditions; each pair is asked once."""

    under: Examination
    _known: dict[tuple[Expr | None, Expr | None], Answer] = field(default_factory=dict)

    def somebody(self, one: Expr | None, other: Expr | None) -> Answer:
        key = (one, other)
        if key not in self._known:
            self._known[key] = self._asked([guard for guard in dict.fromkeys(key) if guard is not None])
        return self._known[key]

    def _asked(self, guards: list[Expr]) -> Answer:
        known = [found for guard in guards if (found := value_set(guard)) is not None]
        if len(known) == 2 and known[0].fact == known[1].fact and not known[0].met & known[1].met:
            return Nobody()
        wanted = tuple(Wanted(0, self.under.program, guard, True) for guard in guards)
        return self.under.prover.decide(Question((*self.under.in_scope, *wanted)), shown=bool(guards))
