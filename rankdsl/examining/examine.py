"""Every question to every document in every piece of time.

This is the part of the pipeline that proves; it knows no files. Order is fixed: documents as `semantics` orders them,
pieces by time, checks by the registry; findings of several pieces that say the same are one finding with its period.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from rankdsl import checks
from rankdsl.checks.consistency.cases import failed_case, run_cases
from rankdsl.diagnostics import Finding, Verdict
from rankdsl.diagnostics.report import ObligationReport
from rankdsl.examining.asking import Watch, answers, period_of, reported, wanted
from rankdsl.examining.judging import at_all_times, merge_periods
from rankdsl.examining.readings import Asked
from rankdsl.examining.selection import Selection
from rankdsl.ir.model import Model, Piece
from rankdsl.ir.program import Period
from rankdsl.prove import Limits

FEWEST = 4
"""Pieces below which it is not worth while to divide the work."""

Progress = Callable[[int, int, str], None]
"""Called with pieces done, pieces in all, and the title at hand."""


class Examined(Struct, frozen=True):
    obligations: tuple[ObligationReport, ...]
    findings: tuple[Finding, ...]
    undecided: frozenset[tuple[str, str]] = frozenset()
    """Keys of the documents about which a question stayed open."""
    unasked: frozenset[tuple[str, str]] = frozenset()
    """Keys of the documents of which nothing more could be asked, since their assumptions do not hold together."""


def examine(
    models: Sequence[Model],
    selection: Selection,
    limits: Limits,
    as_of: date | None = None,
    progress: Progress | None = None,
    watch: Watch | None = None,
) -> Examined:
    """Ask everything of every document, at all times or (`as_of`) on one day. Findings are merged over time."""
    obligations: list[ObligationReport] = []
    findings: list[Finding] = []
    undecided: set[tuple[str, str]] = set()
    unasked: set[tuple[str, str]] = set()
    if selection.has("RD209"):
        # A document that mistakes keep from being read is told of those, not of cases that fail for it.
        findings += (failed_case(r) for model in models if model.pieces for r in run_cases(model) if not r.passed)
    if as_of is not None:
        models = [_on(model, as_of) for model in models]
    findings += (f for read in checks.READINGS if selection.has(read.code) for m in models for f in read.examine(m))
    pieces = [(model, piece) for model in models for piece in model.pieces]
    answered = list(_answers(pieces, selection, limits, progress, watch))
    for (model, piece), asked in zip(pieces, at_all_times([m.name.key for m, _ in pieces], answered), strict=True):
        for check, outcome in asked:
            obligations.append(reported(model, piece, check, outcome))
            findings += (replace(f, period=period_of(piece)) for f in outcome.findings)
            if outcome.verdict is Verdict.UNKNOWN:
                undecided.add(model.name.key)
            if check is checks.ASSUMPTIONS and outcome.verdict is not Verdict.PROVED:
                unasked.add(model.name.key)
    return Examined(tuple(obligations), merge_periods(findings), frozenset(undecided), frozenset(unasked))


def _answers(
    pieces: Sequence[tuple[Model, Piece]],
    selection: Selection,
    limits: Limits,
    progress: Progress | None,
    watch: Watch | None,
) -> Iterator[tuple[Asked, ...]]:
    """What comes out for each piece, in order. No piece depends on what was asked of another, so they may be asked side
    by side, unless somebody watches the questions."""
    tasks = [partial(_asked, model, piece, selection, limits, watch) for model, piece in pieces]
    alone = watch is not None or len(tasks) < FEWEST
    results = (task() for task in tasks) if alone else _side_by_side(pieces, tasks, selection)
    for done, (model, _) in enumerate(pieces):
        if progress is not None:
            progress(done, len(pieces), model.name.title)
        yield next(results)


def _side_by_side(
    pieces: Sequence[tuple[Model, Piece]], tasks: Sequence[Callable[[], tuple[Asked, ...]]], selection: Selection
) -> Iterator[tuple[Asked, ...]]:
    import rankdsl.prove.prover  # noqa: F401 - once, and not in every process
    from rankdsl.examining.side_by_side import Work, processes_to_use  # here, being slow to load

    for check in {check.code: check for _, piece in pieces for check in wanted(piece, selection)}.values():
        check.load()  # likewise
    files = [model.name.place.span.file for model, _ in pieces if model.name.place.span is not None]
    work = Work(tasks, [_weight(piece) for _, piece in pieces], (*files, checks.ASSUMPTIONS, *checks.PROOFS))
    return work.results(processes_to_use())


def _asked(model: Model, piece: Piece, selection: Selection, limits: Limits, watch: Watch | None) -> tuple[Asked, ...]:
    return tuple(answers(model, piece, selection, limits, watch))


def _weight(piece: Piece) -> int:
    """How much there is to ask, roughly, as it was measured: to compare with documents above costs as much as a dozen
    norms, and what is found under one reading is looked at under the others."""
    compared = 12 if piece.superior is not None else 0
    return len(piece.program.definitions) * (1 + len(piece.own_names) + compared) * (1 + len(piece.alternatives)) ** 2


def _on(model: Model, day: date) -> Model:
    """The document as it is on one day; its cases, which have days of their own, stay as they are."""
    piece = model.piece_at(day)
    only = Period(day, day + timedelta(days=1), open_end=False)
    pieces = () if piece is None else (_within(piece, only),)
    silences = tuple(s for s in model.silences if s.period.start <= day < s.period.end)
    return replace(model, pieces=pieces, silences=silences)


def _within(piece: Piece, period: Period) -> Piece:
    others = tuple(replace(other, piece=_within(other.piece, period)) for other in piece.alternatives)
    return replace(piece, program=replace(piece.program, period=period), alternatives=others)
