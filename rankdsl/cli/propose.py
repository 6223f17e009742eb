"""`rankdsl propose`"""

from __future__ import annotations

import gc
from pathlib import Path

from rankdsl import pipeline
from rankdsl.cli.arguments import Request, read_date
from rankdsl.cli.console import Console
from rankdsl.cli.places import open_paths, standard_input
from rankdsl.diagnostics import ExitCode, Finding, Text, exit_code, or_meant
from rankdsl.pipeline import Proposed
from rankdsl.population.reading import open_unit
from rankdsl.source import SourceFile
from rankdsl.syntax.reading import decode_source, read_source
from rankdsl.workspace.opening import STANDARD_INPUT, STANDARD_INPUT_SHOWN, workspace_root


def run(request: Request, console: Console) -> int:
    """Garbage is not collected meanwhile: nothing much becomes any, and looking for it takes a tenth of the time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        return _run(request, console)
    finally:
        if collects:
            gc.enable()


def _run(request: Request, console: Console) -> int:
    (written,) = request.words
    folder = Path.cwd() if written == STANDARD_INPUT else Path(written).parent
    source = _read(written, folder)
    if isinstance(source, Finding):
        return _give(Proposed(None, (source,)), request, console)
    opened = open_unit(source)
    path = opened.heading.path
    where = folder / path if path else workspace_root(folder.resolve()) or folder
    place = open_paths([str(where)], pipeline.CODES, console)
    if place is None:
        return ExitCode.FAULT
    as_of = request.value("as_of")
    found = pipeline.propose(
        place,
        opened,
        as_of=read_date(as_of) if as_of else None,
        selection=request.value("selection"),
        person=request.value("person"),
        everybody=request.has("all"),
    )
    if found.unknown is not None:
        console.fault(_nobody(found.unknown, found.near))
        return ExitCode.FAULT
    return _give(found, request, console)


def _read(written: str, folder: Path) -> SourceFile | Finding:
    """The unit file, shown as in its workspace where it lies in one."""
    if written == STANDARD_INPUT:
        return decode_source(standard_input(), STANDARD_INPUT_SHOWN)
    path = Path(written)
    root = workspace_root(folder.resolve())
    try:
        shown = path.resolve().relative_to(root or folder.resolve()).as_posix()
    except (ValueError, OSError):
        shown = path.as_posix()
    return read_source(path, shown)


def _give(found: Proposed, request: Request, console: Console) -> int:
    proposal = found.proposal
    if request.value("format") == "json":
        from rankdsl.reporters.json import dumps
        from rankdsl.reporters.proposal_json import propose_json

        console.write_bytes(
            dumps(propose_json(proposal, found.findings, console.language, found.person, found.warnings))
        )
    else:
        from rankdsl.reporters.proposal_text import proposal_text
        from rankdsl.reporters.text import findings_text

        if found.findings:
            console.say("\n".join(findings_text(found.findings, console.err)))
        paper = console.out.worded(found.tongue)
        if found.person is not None and proposal is not None:
            from rankdsl.reporters.explanation import explanations_text
            from rankdsl.reporters.proposal_text import member_text

            person = request.value("person") or ""
            name = next((m.name for m in proposal.members if m.id == person), person)
            console.write(explanations_text([found.person], paper, name) + member_text(proposal, person, paper))
        elif proposal is not None:
            console.write(proposal_text(proposal, paper, everybody=request.has("all")))
            if found.warnings is not None and found.warnings.any:
                from rankdsl.reporters.proposal_warnings import warnings_text

                console.write(warnings_text(found.warnings, proposal, paper))
    return exit_code(found.findings, unknown=proposal is not None and not found.settled)


def _nobody(id_: str, near: tuple[str, ...]) -> Text:
    message = Text(f"单位里没有编号为“{id_}”的人", f"nobody in the unit has the identity “{id_}”")
    return message + or_meant(near) if near else message
