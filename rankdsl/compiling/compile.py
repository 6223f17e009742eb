"""From documents that were checked to a package, or to the reason why there is none."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from msgspec import Struct

from rankdsl import __version__
from rankdsl.checks.case_files import FiledCase
from rankdsl.compiling.package import Contents, Package, build, package_name
from rankdsl.diagnostics import Finding, Report, Severity, Text, Verdict, or_meant
from rankdsl.diagnostics.names import nearest
from rankdsl.diagnostics.report import CaseResult, counts
from rankdsl.ir.model import Model, Piece
from rankdsl.source import SourceFile


class Wanted(Struct, frozen=True):
    """What is asked for. `title`: which document of the file, None: its only one. `name`: of the package, None: after
    the file. `as_of`: only the piece of time of that day."""

    title: str | None = None
    name: str | None = None
    as_of: date | None = None


def chosen(models: Sequence[Model], wanted: Wanted) -> tuple[Model, ...] | Text:
    """The versions of one document that are to go into one package, or why not."""
    titles = list(dict.fromkeys(model.name.title for model in models))
    if wanted.title is not None and wanted.title not in titles:
        message = Text(f"文件中没有《{wanted.title}》", f"the file has no document 《{wanted.title}》")
        near = nearest(wanted.title, titles)
        return message + (
            or_meant(near) if near else Text(f"；有：{'、'.join(titles)}", f"; it has: {', '.join(titles)}")
        )
    if wanted.title is None and len(titles) > 1:
        listed = "、".join(f"《{title}》" for title in titles)
        return Text(
            f"文件里有几份规则文件：{listed}；请用 --document 写明编译哪一份",
            f"the file holds several documents: {listed}; say which with --document",
        )
    found = tuple(model for model in models if wanted.title in (None, model.name.title))
    if len({id(model.vocabulary) for model in found}) > 1 and wanted.as_of is None:
        return Text(
            "这份文件的几个版本用了不同的词表；请用 --as-of 分别编译",
            "versions of the document have different vocabularies: compile them one by one with --as-of",
        )
    if wanted.as_of is not None and not any(model.piece_at(wanted.as_of) for model in found):
        return Text(
            f"{wanted.as_of}文件没有施行，没有什么可编译",
            f"the document is not in force on {wanted.as_of}: nothing to compile",
        )
    return found


def assembled(
    models: Sequence[Model],
    report: Report,
    runs: Sequence[tuple[FiledCase, CaseResult]],
    sources: Iterable[SourceFile],
    wanted: Wanted,
) -> Package:
    """The package of `models`, versions of one document. runs: the cases about them, run. sources: every file that had
    a part in it."""
    if wanted.as_of is not None:
        models = [model for model in models if model.piece_at(wanted.as_of) is not None]
    pieces = sorted(_pieces(models, wanted.as_of), key=lambda piece: piece.program.period.start)
    cases = []
    for filed, result in runs:
        day = filed.case.person.as_of
        concerned = any(filed.model is model for model in models)
        in_time = any(p.program.period.start <= day < p.program.period.end for p in pieces)
        if concerned and (in_time or wanted.as_of is None):
            cases.append((filed.case, result.passed))
    contents = Contents(
        title=models[0].name.title,
        vocabulary=pieces[0].program.vocabulary,
        pieces=tuple(pieces),
        cases=tuple(cases),
        manifest=_manifest(models, pieces, report, sources, len(cases), wanted),
    )
    stem = PurePosixPath(models[0].name.path).stem
    name = wanted.name or package_name(stem if not stem.startswith("<") else models[0].name.title)
    return build(contents, name)


def _pieces(models: Sequence[Model], as_of: date | None) -> list[Piece]:
    if as_of is None:
        return [piece for model in models for piece in model.pieces]
    return [piece for model in models if (piece := model.piece_at(as_of)) is not None]


def failing(runs: Sequence[tuple[FiledCase, CaseResult]]) -> tuple[CaseResult, ...]:
    """Cases that fail, though no document says that they do."""
    return tuple(result for _, result in runs if not result.passed and not result.foreseen)


# --- the manifest ----------------------------------------------------------------------------------------------------


def _manifest(
    models: Sequence[Model],
    pieces: Sequence[Piece],
    report: Report,
    sources: Iterable[SourceFile],
    cases: int,
    wanted: Wanted,
) -> Mapping[str, Any]:
    verdicts = [obligation.verdict for obligation in report.obligations]
    return {
        "tool": {"name": "rankdsl", "version": __version__, "solver": report.solver},
        "document": {
            "title": models[0].name.title,
            "level": models[0].name.level,
            "versions": [model.name.effective.isoformat() for model in models],
        },
        "as_of": wanted.as_of.isoformat() if wanted.as_of else None,
        "periods": [_period(piece) for piece in pieces],
        "sources": [{"path": file.path, "sha256": _hash(file)} for file in sorted(sources, key=lambda file: file.path)],
        "checked": {
            "obligations": len(verdicts),
            **{verdict.value: verdicts.count(verdict) for verdict in Verdict},
            **{f"{s.value}s": _number(report.findings, s) for s in (Severity.ERROR, Severity.WARNING, Severity.NOTE)},
            "expected": sum(finding.expected for finding in report.findings),
            "waived": [
                {
                    "code": finding.code,
                    "subject": finding.subject,
                    "fingerprint": finding.fingerprint,
                    "reason": finding.waiver.reason,
                    "approved_by": finding.waiver.approved_by,
                    "until": finding.waiver.until.isoformat(),
                }
                for finding in report.findings
                if finding.waiver is not None
            ],
        },
        "cases": cases,
    }


def _number(findings: Sequence[Finding], severity: Severity) -> int:
    return sum(1 for finding in findings if counts(finding) and finding.severity is severity)


def _period(piece: Piece) -> Mapping[str, Any]:
    program = piece.program
    return {
        "start": program.period.start.isoformat(),
        "end": None if program.period.open_end else program.period.end.isoformat(),
        "computed_until": program.period.end.isoformat(),
        "documents": [
            {"title": layer.title, "effective": layer.effective.isoformat(), "path": layer.path}
            for layer in program.layers
        ],
        "decisions": list(program.decisions),
    }


def _hash(file: SourceFile) -> str:
    """Of the file in UTF-8, without byte order mark."""
    return hashlib.sha256(file.text.encode("utf-8", "surrogatepass")).hexdigest()
