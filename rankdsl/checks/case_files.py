"""Case files brought together with the documents that they are about (RD116).

A case with a mistake is left out, since run in part it would seem to pass.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from rankdsl.backends.reference import evaluate
from rankdsl.diagnostics import Finding, Text, nearest
from rankdsl.ir.facts import Vocabulary
from rankdsl.ir.model import Model
from rankdsl.ir.program import Program
from rankdsl.ir.remarks import Expectation, WrittenCase
from rankdsl.ir.values import Person, Scalar
from rankdsl.source import SourceFile
from rankdsl.vocabulary import (
    BAD_EXPECTED_VALUE,
    INVARIANT_BROKEN,
    NO_DOCUMENT,
    UNKNOWN_DOCUMENT,
    UNKNOWN_EXPECTED,
    CaseRead,
    ValueProblem,
    cases,
    document_titles,
    read_expectation,
)

CHOOSE_FROM = Text("可以写的有：{names}", "there are: {names}")
DID_YOU_MEAN = Text("是否应为{names}？", "did you mean {names}?")


class FiledCase(Struct, frozen=True):
    """A case of a file, with the document it is about."""

    case: WrittenCase
    model: Model


def filed_cases(
    file: SourceFile,
    models: Sequence[Model],
    vocabularies: Sequence[Vocabulary],
    default_as_of: date | None,
    only: Model | None = None,
) -> tuple[tuple[FiledCase, ...], tuple[Finding, ...]]:
    """The cases of a file that can be run, and what is wrong with the others. `only`: what a case that names no
    document is about."""
    titles = document_titles(file)
    about = [m for m in models if m.name.title in titles] or ([only] if only is not None else [])
    vocabulary = about[0].vocabulary if about else (vocabularies[0] if vocabularies else None)
    if vocabulary is None:
        return (), ()
    read, findings = cases(file, vocabulary, default_as_of)
    found: list[FiledCase] = []
    wrong = list(findings)
    for case in read:
        candidates = [m for m in models if m.name.title == case.document] if case.document is not None else []
        if case.document is None and only is not None:
            candidates = [only]
        if not candidates:
            wrong.append(_no_document(case, models))
            continue
        filed, mistakes = _filed(case, candidates)
        wrong += mistakes
        if filed is not None:
            found.append(filed)
    return tuple(found), tuple(sorted(wrong, key=lambda f: f.sort_key))


def _filed(case: CaseRead, candidates: Sequence[Model]) -> tuple[FiledCase | None, tuple[Finding, ...]]:
    """The version in force on the day; a document whose own mistakes leave nothing to run is passed over in silence."""
    day = case.as_of or candidates[0].name.effective
    model = next((m for m in candidates if m.piece_at(day) is not None), candidates[0])
    piece = model.piece_at(day) or (model.pieces[0] if model.pieces else None)
    if piece is None:
        return None, ()
    program = piece.program
    wrong = list(case.impossible_records(program.vocabulary, day)) if case.as_of is None else []
    person = case.person(program.vocabulary, day)
    wrong += _broken(case, program, person)
    expected: dict[str, Scalar | Expectation] = {}
    for line in case.expected:
        symbol = program.top.get(line.name)
        if symbol is None:
            near = _near(line.name, [str(name) for name in program.top])
            wrong.append(
                UNKNOWN_EXPECTED.at(
                    line.name_place, subject=line.name, name=line.name, document=model.name.title, near=near
                )
            )
            continue
        value = read_expectation(line.text, program.definitions[symbol].type)
        if isinstance(value, ValueProblem):
            place = line.place
            wrong.append(
                BAD_EXPECTED_VALUE.at(place, subject=line.name, name=line.name, problem=value.message, help=value.help)
            )
        else:
            expected[line.name] = value
    if wrong:
        return None, tuple(wrong)
    return FiledCase(WrittenCase(case.name, person, expected, case.place), model), ()


def broken_invariants(program: Program, person: Person) -> tuple[str, ...]:
    """Names of the vocabulary's invariants that surely do not hold of a person."""
    evaluation = evaluate(program, person)
    return tuple(i.name for i in program.invariants if evaluation.value_of(i.holds).surely(False))


def _broken(case: CaseRead, program: Program, person: Person) -> list[Finding]:
    formulas = {i.name: i.formula for i in program.vocabulary.invariants}
    return [
        INVARIANT_BROKEN.at(case.place, subject=case.name, name=name, formula=formulas.get(name, name))
        for name in broken_invariants(program, person)
    ]


def _no_document(case: CaseRead, models: Sequence[Model]) -> Finding:
    if case.document is None:
        return NO_DOCUMENT.at(case.place, subject=case.name)
    titles = list(dict.fromkeys(m.name.title for m in models))
    place = case.document_place or case.place
    return UNKNOWN_DOCUMENT.at(place, subject=case.name, document=case.document, near=_near(case.document, titles))


def _near(name: str, known: Sequence[str]) -> Text:
    near = nearest(name, known)
    template, names = (DID_YOU_MEAN, near) if near else (CHOOSE_FROM, list(known)[:12])
    quoted = [f"“{n}”" for n in names]
    return Text(template.zh.format(names="、".join(quoted)), template.en.format(names=", ".join(quoted)))
