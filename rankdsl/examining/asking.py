"""Every question to one document in one piece of time, under every reading of the items above it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from rankdsl import checks
from rankdsl.checks import Check
from rankdsl.checks.examination import Examination, Outcome
from rankdsl.diagnostics import Page, Text, Verdict
from rankdsl.diagnostics.report import ObligationReport
from rankdsl.examining import readings
from rankdsl.examining.selection import Selection
from rankdsl.ir.model import Model, Piece
from rankdsl.ir.program import Program
from rankdsl.prove import Limits, Record


class Watched(Struct, frozen=True):
    """An obligation with every question that was put to the prover for it, in order (none: decided by reading).

    report: as it came out under `reading` (None: items of documents above have one reading, or the adopted one is
    meant); None for questions that no obligation of the report comes from."""

    page: Page
    document: str
    report: ObligationReport | None
    asked: tuple[Record, ...]
    reading: Text | None = None


Watch = Callable[[Watched], None]
"""Told of each obligation as soon as it is decided."""


def answers(
    model: Model, piece: Piece, selection: Selection, limits: Limits, watch: Watch | None
) -> Iterable[tuple[Check, Outcome]]:
    """Everything that is wanted, under every reading of the items above."""
    others = readings.above_read_otherwise(piece)
    asks = wanted(piece, selection)
    if not others:
        yield from _ask(model, piece, asks, limits, watch)
        return
    asked = tuple(_ask(model, piece, asks, limits, watch))
    if any(check is checks.ASSUMPTIONS and outcome.verdict is not Verdict.PROVED for check, outcome in asked):
        yield from asked
        return
    found = {check.code for check, outcome in asked if outcome.verdict is Verdict.REFUTED}
    again = [check for check in asks if check.compares or (check.code in found and not check.of_readings)]
    adopted, named = readings.wording(others)
    outcomes: list[readings.Under] = []
    for other, reading in zip(others, named, strict=True):
        told = _read_so(watch, reading)
        # Whom it concerns is shown as things are read; of other readings only what they bring is.
        under = readings.Under(reading, tuple(_ask(model, other.piece, again, limits, told, brief=watch is None)))
        if any(check is checks.ASSUMPTIONS and outcome.verdict is Verdict.REFUTED for check, outcome in under.asked):
            continue  # Read so, the document is about nobody, and nothing can be said of it.
        if watch is None and readings.brings_more(under, readings.Under(adopted, asked)):
            under = readings.Under(reading, tuple(_ask(model, other.piece, again, limits, None)))
        outcomes.append(under)
    yield from readings.settled(readings.Under(adopted, asked), outcomes, readings.items_of(others))


def wanted(piece: Piece, selection: Selection) -> list[Check]:
    """The checks that are asked of a piece."""
    listed = (checks.ASSUMPTIONS, *checks.PROOFS)
    return [c for c in listed if selection.has(c.code) and (piece.mechanisms or not c.of_mechanisms)]


def _ask(
    model: Model, piece: Piece, wanted: Sequence[Check], limits: Limits, watch: Watch | None, *, brief: bool = False
) -> Iterable[tuple[Check, Outcome]]:
    """The questions of the checks about one piece, as its items are read there. `brief`: without evidence."""
    from rankdsl.prove import Prover  # here, since the solver is not needed to say what a check is

    asked: list[Record] = []
    record = None if watch is None else asked.append
    prover = Prover(piece.program.period, programs_of(piece), limits, record, brief=brief)
    under = Examination(model, piece, prover)

    def outcomes(check: Check, told: Watch | None) -> Iterable[Outcome]:
        found = check.examine(under)
        return found if told is None else _watched(under, check, found, asked, told)

    held: list[Watched] = []
    assumptions = list(outcomes(checks.ASSUMPTIONS, None if watch is None else held.append))
    possible = all(outcome.verdict is Verdict.PROVED for outcome in assumptions)
    reported = checks.ASSUMPTIONS in wanted or not possible
    if reported:
        yield from ((checks.ASSUMPTIONS, outcome) for outcome in assumptions)
    if watch is not None:
        for watched in held:
            watch(watched if reported else replace(watched, report=None))
    if not possible:
        return  # Of nobody everything could be proved, so this is said whatever was selected.
    for check in wanted:
        if check is not checks.ASSUMPTIONS:
            yield from ((check, outcome) for outcome in outcomes(check, watch))


def _read_so(watch: Watch | None, reading: Text) -> Watch | None:
    """What is told of obligations under another reading."""
    if watch is None:
        return None
    tell = watch
    return lambda watched: tell(replace(watched, reading=reading))


def _watched(
    under: Examination, check: Check, outcomes: Iterable[Outcome], asked: list[Record], watch: Watch
) -> Iterator[Outcome]:
    """The outcomes; `watch` is told of each, with the questions asked since the one before. What is asked after the
    last one belongs to the last."""
    latest: ObligationReport | None = None
    questions: list[Record] = []
    for outcome in outcomes:
        if latest is not None:
            watch(Watched(check.page, under.model.name.title, latest, tuple(questions)))
        latest = reported(under.model, under.piece, check, outcome)
        questions = list(asked)
        asked.clear()
        yield outcome
    questions += asked
    asked.clear()
    if latest is not None or questions:
        watch(Watched(check.page, under.model.name.title, latest, tuple(questions)))


def programs_of(piece: Piece) -> tuple[Program, ...]:
    """Every program that is read in this piece, this document's first."""
    programs = [piece.program, *(program for _, program in piece.ancestors)]
    programs += (program for program in (piece.superior, piece.before) if program is not None)
    return tuple({id(p): p for p in programs}.values())


def reported(model: Model, piece: Piece, check: Check, outcome: Outcome) -> ObligationReport:
    title, period = model.name.title, period_of(piece)
    return ObligationReport(check.code, outcome.subject, title, outcome.articles, period, outcome.verdict)


def period_of(piece: Piece) -> tuple[str, str | None]:
    period = piece.program.period
    return period.start.isoformat(), None if period.open_end else period.end.isoformat()
