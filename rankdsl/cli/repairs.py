"""What `rankdsl check --repairs` does after checking."""

from __future__ import annotations

from rankdsl import pipeline
from rankdsl.cli.arguments import Request
from rankdsl.cli.console import Console
from rankdsl.diagnostics import Report
from rankdsl.workspace import Workspace, open_workspace
from rankdsl.workspace.opening import STANDARD_INPUT_SHOWN, shipped_vocabularies
from rankdsl.workspace.settings import FILE_NAME


def with_mends(report: Report, place: Workspace, request: Request, console: Console) -> Report:
    """The report with mends of what was found."""
    budget = request.value("budget")
    mended = pipeline.repair(
        everything(place),
        report,
        budget=int(budget) if budget else None,
        progress=console.progress,
        announced=request.has("show_expected"),
    )
    console.progress.clear()
    return mended


def everything(place: Workspace) -> Workspace:
    """The workspace with every document: a mend must do no harm below, also to what nobody asked about. Where there is
    no workspace file, nobody knows what else belongs to it."""
    if not place.wanted or STANDARD_INPUT_SHOWN in place.wanted or not (place.root / FILE_NAME).is_file():
        return place
    whole = open_workspace([place.root], codes=pipeline.CODES, shipped=shipped_vocabularies())
    read = {file.path for file in whole.documents}
    return whole if not whole.faults and all(file.path in read for file in place.wanted_documents) else place
