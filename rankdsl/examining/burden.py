"""减负一致性评估: what documents ask of people by their indicators, beside their former versions (RD504).

Versions are paired, and time is cut, as for a difference in meaning. More is asked where somebody whom the new version
is about has to bear more; a set that the former version does not have is more in any case.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from msgspec import Struct, field
from msgspec.structs import replace

from rankdsl.checks.examination import Examination, Outcome, articles_of, scope_conditions
from rankdsl.checks.faults import where_changed
from rankdsl.checks.mechanisms import burden_page as page
from rankdsl.checks.mechanisms.burden_grows import NOTHING_MORE, sum_for, who, witnessed
from rankdsl.checks.mechanisms.burdens import COUNTED, MEASURE_NAMES, Term, gathered, terms, total
from rankdsl.checks.mechanisms.heaviest import Heavy, heavier_than
from rankdsl.checks.twins import touched
from rankdsl.checks.unknown import undecided
from rankdsl.diagnostics import Citation, Finding, Place, Text, Verdict
from rankdsl.diagnostics.report import Asked, BurdenChange, ObligationReport
from rankdsl.differing.alike import Alike
from rankdsl.differing.one_vocabulary import clash, read_with, wider
from rankdsl.differing.pairing import Stretch, pairs, stretches
from rankdsl.ir.mechanisms import IndicatorSet, Measure
from rankdsl.ir.model import Model, Piece
from rankdsl.ir.nodes import Expr, conjunction
from rankdsl.ir.program import Program
from rankdsl.ir.values import render_exact
from rankdsl.prove import Limits, Nobody, Prover, Undecided

BEFORE = Text("原来的版本", "the version before")


class BurdenCompared(Struct, frozen=True):
    """`undecided`: keys of the documents about which a question stayed open."""

    changes: tuple[BurdenChange, ...]
    obligations: tuple[ObligationReport, ...]
    findings: tuple[Finding, ...]
    undecided: frozenset[tuple[str, str]]


def burdens_compared(
    former: Sequence[Model], models: Sequence[Model], limits: Limits, as_of: date | None = None
) -> BurdenCompared:
    """Every set of indicators of the models beside that of the same name in their former versions."""
    changes: list[BurdenChange] = []
    obligations: list[ObligationReport] = []
    findings: list[Finding] = []
    opened: set[tuple[str, str]] = set()
    for old, new in pairs(former, models):
        if new is None or (as_of is not None and new.piece_at(as_of) is None):
            continue
        compared = _Compared(new.name.title)
        for period, outcome in compared.outcomes(old, new, limits, as_of):
            obligation = ObligationReport(
                page.PAGE.code, outcome.subject, new.name.title, outcome.articles, period, outcome.verdict
            )
            obligations.append(obligation)
            findings += (replace(found, period=period) for found in outcome.findings)
            if outcome.verdict is Verdict.UNKNOWN:
                opened.add(new.name.key)
        changes += compared.changes()
    return BurdenCompared(tuple(changes), tuple(obligations), tuple(findings), frozenset(opened))


_Period = tuple[str, str | None]


class _Compared(Struct):
    """One document. Of figures, those of the latest stretch of time are kept; of what grew, all."""

    title: str
    _sets: dict[str, tuple[Asked | None, Asked | None]] = field(default_factory=dict)
    _more: dict[str, dict[Measure, Verdict]] = field(default_factory=dict)

    def changes(self) -> Iterator[BurdenChange]:
        for name, (before, after) in self._sets.items():
            found = self._more.get(name, {})
            more, still_open = (
                tuple(measure.value for measure in COUNTED if found.get(measure) is verdict)
                for verdict in (Verdict.REFUTED, Verdict.UNKNOWN)
            )
            yield BurdenChange(self.title, name, before, after, more, still_open)

    def outcomes(
        self, old: Model | None, new: Model, limits: Limits, as_of: date | None
    ) -> Iterator[tuple[_Period, Outcome]]:
        if old is None:
            pieces = [p for p in new.pieces if as_of is None or p is new.piece_at(as_of)]
            for piece in pieces:
                for indicators in own_sets(piece):
                    yield _period(piece.program), self._new(indicators)
            return
        name = clash(old.vocabulary, new.vocabulary)
        for stretch in stretches(old, new, as_of):
            before, after = sets_in_force(stretch.old), sets_in_force(stretch.new)
            both = None if name is not None else _Both(new, stretch, limits)
            for indicators in after.values():
                there = before.get(indicators.name)
                inherited = not _own(stretch.new, indicators) and (there is None or not _own(stretch.old, there))
                # A superior's set is told of where it grew, unless this document changed whom it applies to.
                if inherited and (there is None or both is None or not both.changes(old, there, indicators)):
                    continue
                if there is None:
                    yield _period_of(stretch), self._new(indicators)
                    continue
                self._sets[indicators.name] = asked(there), asked(indicators)
                for measure in COUNTED:
                    outcome = (
                        _clash(indicators, name or "") if both is None else both.outcome(there, indicators, measure)
                    )
                    seen = self._more.setdefault(indicators.name, {})
                    if outcome.verdict is not Verdict.PROVED and seen.get(measure) is not Verdict.REFUTED:
                        seen[measure] = outcome.verdict
                    yield _period_of(stretch), replace(outcome, about=f"{measure.value} {BEFORE.zh}")
            for gone in (each for each in before.values() if each.name not in after):
                if _own(stretch.old, gone):
                    self._sets[gone.name] = asked(gone), None

    def _new(self, indicators: IndicatorSet) -> Outcome:
        self._sets[indicators.name] = None, asked(indicators)
        figures = [
            MEASURE_NAMES[measure] + Text.same(f" {render_exact(amount)}")
            for measure in COUNTED
            if (amount := total(indicators, measure))
        ]
        finding = page.NEW_SET.at(indicators.place, subject=indicators.name, figures=Text.join(figures, "，", ", "))
        finding = replace(finding, distinguishing=BEFORE.zh)
        seen = self._more.setdefault(indicators.name, {})
        seen.update((measure, Verdict.REFUTED) for measure in COUNTED if total(indicators, measure))
        return Outcome(indicators.name, articles_of(indicators.place), Verdict.REFUTED, (finding,), BEFORE.zh)


def own_sets(piece: Piece) -> tuple[IndicatorSet, ...]:
    """Those that the document itself has."""
    layer = len(piece.program.layers) - 1
    return tuple(m for at, m in piece.mechanisms if at == layer and isinstance(m, IndicatorSet))


def sets_in_force(piece: Piece) -> dict[str, IndicatorSet]:
    """Those that count in the document by name: the lowest of each, its own or a superior's."""
    found = ((at, m) for at, m in piece.mechanisms if isinstance(m, IndicatorSet))
    return {m.name: m for _, m in sorted(found, key=lambda entry: entry[0])}


def _own(piece: Piece, indicators: IndicatorSet) -> bool:
    return any(each is indicators for each in own_sets(piece))


def asked(indicators: IndicatorSet) -> Asked:
    return Asked(*(Fraction(total(indicators, measure)) for measure in COUNTED))


class _Both:
    """The two versions in a stretch of time, under one vocabulary."""

    def __init__(self, document: Model, stretch: Stretch, limits: Limits) -> None:
        self.document, self.stretch = document, stretch
        old, new = stretch.old.program, stretch.new.program
        vocabulary = wider(old.vocabulary, new.vocabulary)
        if vocabulary is not None:
            old, new = read_with(old, vocabulary), read_with(new, vocabulary)
        self.old, self.new = (replace(program, period=stretch.period) for program in (old, new))
        self.prover = Prover(stretch.period, (self.new, self.old), limits)
        self.alike = Alike()

    def changes(self, former: Model, before: IndicatorSet, after: IndicatorSet) -> bool:
        """Whether the document, in the one version or the other, changes whom a superior's set applies to."""
        versions = ((former, self.stretch.old, before), (self.document, self.stretch.new, after))
        return any(
            touched(Examination(model, piece, self.prover), _guards(indicators))
            for model, piece, indicators in versions
        )

    def outcome(self, before: IndicatorSet, after: IndicatorSet, measure: Measure) -> Outcome:
        there, here = self._terms(self.old, before, measure), self._terms(self.new, after, measure)
        here, there = self._of_both(here, there, measure)
        more = gathered((*here, *(replace(term, weight=-term.weight) for term in there)))
        answer = heavier_than(self.prover, scope_conditions(self.new), more, self.new, NOTHING_MORE)
        articles = articles_of(after.place)
        match answer:
            case Nobody():
                return Outcome(after.name, articles, Verdict.PROVED)
            case Undecided():
                return undecided(page.PAGE, after.name, after.place, answer)
            case Heavy():
                pass
        parts = (*here, *there)
        finding = page.MORE_THAN_BEFORE.at(
            self._place(after, answer),
            subject=after.name,
            measure=MEASURE_NAMES[measure],
            who=who(self.new, parts, NOTHING_MORE, measure),
            before=render_exact(sum_for(there, answer)),
            after=render_exact(sum_for(here, answer)),
            related=(Citation(replace(before.place, span=None), BEFORE),),
        )
        finding = replace(finding, distinguishing=f"{BEFORE.zh} {measure.value}")
        finding = witnessed(finding, self.new, answer, parts, (NOTHING_MORE,))
        return Outcome(after.name, articles, Verdict.REFUTED, (finding,))

    def _place(self, after: IndicatorSet, answer: Heavy) -> Place:
        if _own(self.stretch.new, after):
            return after.place
        under = Examination(self.document, self.stretch.new, self.prover)
        person = answer.found.persons[0] if answer.found.shown else None
        return where_changed(under, _guards(after), person)[0]

    def _terms(self, program: Program, indicators: IndicatorSet, measure: Measure) -> tuple[Term, ...]:
        if measure is Measure.ITEMS:
            return (Term(program, None, total(indicators, measure)),)
        return terms(program, indicators, measure)

    def _of_both(
        self, here: tuple[Term, ...], there: tuple[Term, ...], measure: Measure
    ) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
        """The former version asks points, materials and visits only of whom it is about. What is the same condition on
        both sides is said in the words of the new one, so that it is not asked about twice."""
        covered = self.old.coverage
        narrower = not self.alike.formulas(self.old, covered) <= self.alike.formulas(self.new, self.new.coverage)
        if narrower and measure is not Measure.ITEMS:
            there = tuple(
                replace(term, guard=conjunction((*covered, *(() if term.guard is None else (term.guard,)))))
                for term in there
            )
        known: dict[int, Expr] = {}
        counts_alike = self.old.vocabulary.month_end == self.new.vocabulary.month_end
        for term in here if counts_alike else ():
            if term.guard is not None:
                known.setdefault(self.alike.formula(self.new, term.guard), term.guard)
        said: list[Term] = []
        for term in there:
            number = None if term.guard is None else self.alike.formula(self.old, term.guard)
            same = known.get(number) if number is not None else None
            said.append(term if same is None else Term(self.new, same, term.weight))
        return here, tuple(said)


def _guards(indicators: IndicatorSet) -> tuple[Expr, ...]:
    return tuple(each.applies for each in indicators.indicators if each.applies is not None)


def _clash(indicators: IndicatorSet, name: str) -> Outcome:
    reason = Text(
        f"两个版本的词表对“{name}”的规定不同，无从比较",
        f"the vocabularies of the two versions mean something else by “{name}”",
    )
    outcome = undecided(page.PAGE, indicators.name, indicators.place, Undecided(reason))
    help_text = Text("这不等于通过；用同一份词表写两个版本，再比较", "this is no pass; compare under one vocabulary")
    return replace(outcome, findings=tuple(replace(found, help=help_text) for found in outcome.findings))


def _period(program: Program) -> _Period:
    period = program.period
    return period.start.isoformat(), None if period.open_end else period.end.isoformat()


def _period_of(stretch: Stretch) -> _Period:
    return stretch.period.start.isoformat(), None if stretch.period.open_end else stretch.period.end.isoformat()
