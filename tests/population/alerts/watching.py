"""The watched unit of ten people, with one thing changed."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from rankdsl import semantics, syntax
from rankdsl.diagnostics import Finding
from rankdsl.ir.facts import Vocabulary
from rankdsl.ir.model import Model
from rankdsl.population.alerts.looking import warned
from rankdsl.population.alerts.told import About, Remark, Warnings
from rankdsl.population.chosen_rules import Rules, rules_of
from rankdsl.population.proposal import Proposal
from rankdsl.population.proposing import propose
from rankdsl.population.reading import open_unit, read_roster
from rankdsl.source import SourceFile
from rankdsl.vocabulary import load_vocabularies

WATCHED = Path(__file__).parents[1] / "watched"
DAY = date(2026, 6, 30)


@cache
def vocabulary() -> Vocabulary:
    text = (WATCHED / "vocabulary" / "察看局.yaml").read_text("utf-8")
    vocabularies, findings = load_vocabularies([SourceFile("vocabulary/察看局.yaml", text)])
    assert findings == (), [f.message.zh for f in findings]
    return vocabularies["察看局"]


@cache
def model(*changes: tuple[str, str]) -> Model:
    text = changed((WATCHED / "察看办法.rank").read_text("utf-8"), changes)
    parsed = syntax.parse(SourceFile("察看办法.rank", text))
    found = semantics.analyse([parsed], {"察看局": vocabulary()}, semantics.Settings(date(2050, 12, 31)))
    assert [f.message.zh for f in (*parsed.findings, *found.findings)] == []
    return found.models[0]


def changed(text: str, changes: tuple[tuple[str, str], ...]) -> str:
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def watched(
    *changes: tuple[str, str], rules: tuple[tuple[str, str], ...] = (), everybody: bool = False
) -> tuple[Proposal, Warnings]:
    """The unit with texts replaced in its file, and in its rules."""
    proposal, found = _watched(changes, rules, everybody)
    assert isinstance(found, Warnings), [f.message.zh for f in found]
    return proposal, found


def misread(*changes: tuple[str, str]) -> list[tuple[int, str]]:
    """Line and message of what is wrong with the file."""
    _, found = _watched(changes, (), False)
    assert isinstance(found, tuple)
    assert {f.code for f in found} == {"RD122"}
    assert all(f.message.en for f in found)
    return [(line(f), f.message.zh) for f in found]


def line(finding: Finding | Remark) -> int:
    assert finding.place.span is not None
    return finding.place.span.file.position(finding.place.span.start)[0]


def remarks(found: Warnings, about: About) -> list[Remark]:
    return [remark for remark in found.remarks if remark.about is about]


def _watched(
    changes: tuple[tuple[str, str], ...], rules: tuple[tuple[str, str], ...], everybody: bool
) -> tuple[Proposal, Warnings | tuple[Finding, ...]]:
    of = model(*rules)
    text = changed((WATCHED / "察看局.yaml").read_text("utf-8"), changes)
    opened = open_unit(SourceFile("察看局.yaml", text))
    roster, findings = read_roster(opened, vocabulary(), DAY)
    assert [f.message.zh for f in findings] == []
    assert roster is not None
    piece = of.piece_at(DAY)
    assert piece is not None
    chosen = rules_of(piece, of.name, None, opened.heading.place)
    assert isinstance(chosen, Rules)
    proposal = propose(piece, of.name, chosen, roster, DAY)
    assert isinstance(proposal, Proposal)
    return proposal, warned(piece, proposal, roster, everybody=everybody)
