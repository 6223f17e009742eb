"""`rankdsl eval`"""

from __future__ import annotations

from pathlib import Path

from rankdsl import pipeline
from rankdsl.cli.arguments import Request, read_date
from rankdsl.cli.console import Console
from rankdsl.cli.places import nothing_there, open_paths, standard_input
from rankdsl.diagnostics import ExitCode, Finding, Text, exit_code, nearest, or_meant
from rankdsl.explanation.outcomes import Outcome
from rankdsl.pipeline import Evaluated
from rankdsl.source import SourceFile
from rankdsl.syntax.reading import decode_source, read_source
from rankdsl.workspace import Workspace
from rankdsl.workspace.opening import STANDARD_INPUT, STANDARD_INPUT_SHOWN

ANSWERS = (Outcome.YES, Outcome.NO, Outcome.VALUE)

_NOBODY = Text("案例文件中没有可以求值的人", "there is nobody in the case file to decide about")
_NO_DECISION = Text(
    "文件没有决定，没有可以求值的；要看定义或者表的，用 --decision 写明它的名称",
    "the document has no decision to evaluate: name a definition or table with --decision",
)


def run(request: Request, console: Console) -> int:
    written = request.value("case")
    assert written is not None, "--case is required"
    if written == STANDARD_INPUT and STANDARD_INPUT in request.words:
        console.fault(
            Text("规则文件和案例不能都取自标准输入", "the document and the case cannot both be standard input")
        )
        return ExitCode.FAULT
    place = open_paths(request.words, pipeline.CODES, console)
    if place is None:
        return ExitCode.FAULT
    if not place.wanted_documents and not any(f.unreadable for f in place.findings):
        nothing_there(request.words, place, console)
        return ExitCode.FAULT
    console.at_hand += f" {written}"
    cases = _read_cases(written, place)
    if isinstance(cases, Finding):
        return _give(Evaluated((), (*place.findings, cases)), request, console)
    as_of = request.value("as_of")
    found = pipeline.evaluate(
        place, cases, decision=request.value("decision"), as_of=read_date(as_of) if as_of else None
    )
    if found.unknown is not None:
        console.fault(_no_such_decision(found.unknown, found.names))
        return ExitCode.FAULT
    return _give(found, request, console)


def _read_cases(written: str, place: Workspace) -> SourceFile | Finding:
    """The case file, which may lie anywhere; shown as in the workspace where it lies there."""
    if written == STANDARD_INPUT:
        return decode_source(standard_input(), STANDARD_INPUT_SHOWN)
    path = Path(written)
    try:
        shown = path.resolve().relative_to(place.root).as_posix()
    except (ValueError, OSError):
        shown = path.as_posix()
    return read_source(path, shown)


def _give(found: Evaluated, request: Request, console: Console) -> int:
    persons = [(person.case.name, explanations) for person, explanations in found.persons]
    if request.value("format") == "json":
        from rankdsl.reporters.explanation_json import eval_json
        from rankdsl.reporters.json import dumps

        console.write_bytes(dumps(eval_json(persons, found.findings, console.language)))
    else:
        from rankdsl.reporters.explanation import explanations_text
        from rankdsl.reporters.text import findings_text

        if found.findings:
            console.say("\n".join(findings_text(found.findings, console.err)))
        paper = console.out.worded(found.tongue)
        console.write("\n".join(explanations_text(e, paper, n) for n, e in persons))
    answered = all(e.outcome in ANSWERS for _, explanations in persons for e in explanations)
    code = exit_code(found.findings, unknown=not answered)
    if code is ExitCode.CLEAN and not any(explanations for _, explanations in persons):
        console.fault(_NO_DECISION if persons else _NOBODY)
        return ExitCode.FOUND
    return code


def _no_such_decision(name: str, known: tuple[str, ...]) -> Text:
    message = Text(f"文件没有名为“{name}”的决定或定义", f"the document has no decision or definition “{name}”")
    near = nearest(name, known)
    if near:
        return message + or_meant(near)
    return message + Text(f"；有：{'、'.join(known)}", f"; there are: {', '.join(known)}")
