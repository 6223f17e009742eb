"""`rankdsl check`"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from msgspec.structs import replace

from rankdsl import pipeline
from rankdsl.cli.arguments import Request, read_date
from rankdsl.cli.beside import Beside
from rankdsl.cli.check_formats import write
from rankdsl.cli.console import Console
from rankdsl.cli.places import codes_named, nothing_there, open_paths
from rankdsl.cli.today import today
from rankdsl.diagnostics import ExitCode, Finding, Severity, Text
from rankdsl.examining import Selection

if TYPE_CHECKING:
    from rankdsl.cli.baselines import Baselines
    from rankdsl.cli.fixing import Fixing
    from rankdsl.cli.former import FormerVersions


def run(request: Request, console: Console) -> int:
    only = codes_named(request.all("select"))
    without = codes_named(request.all("ignore"))
    wrong = [codes for codes in (only, without) if isinstance(codes, Text)]
    if isinstance(only, Text) or isinstance(without, Text):
        console.fault(*wrong)
        return ExitCode.FAULT
    place = open_paths(request.words, pipeline.CODES, console)
    if place is None:
        return ExitCode.FAULT
    if not place.wanted_documents and not any(f.unreadable for f in place.findings):
        nothing_there(request.words, place, console)
        return ExitCode.FAULT
    baselines = _baselines(request)
    day = today(request, os.environ) if place.settings.waivers else None
    faults = [fault for fault in (day, baselines and baselines.read()) if isinstance(fault, Text)]
    if faults or isinstance(day, Text):
        console.fault(*faults)
        return ExitCode.FAULT
    selection = Selection(only, without)
    fixing = _fixing(request, console)
    if fixing is not None:
        mended = fixing.fix(place, selection.has)
        if mended is None:
            return ExitCode.FAULT
        place = mended
    former = _former(request, console, selection)
    before = None if former is None else former.versions(place)
    if former is not None:
        if before is None:
            return ExitCode.FAULT
        place = before.place
    as_of, budget = request.value("as_of"), request.value("budget")
    beside = Beside(request, console)
    if not beside.ready():
        return ExitCode.FAULT
    report = beside.following(
        lambda: pipeline.check(
            place,
            as_of=read_date(as_of) if as_of else None,
            today=day,
            selection=selection,
            budget=int(budget) if budget else None,
            progress=console.progress,
            watch=beside.watch,
            second=beside.second,
            former=None if before is None else before.models,
        )
    )
    if report is None:
        return ExitCode.FAULT
    if as_of and not report.documents and not any(_counts(finding) for finding in report.findings):
        console.fault(
            Text(f"{as_of}没有一份文件在施行，没有什么可核对", f"no document is in force on {as_of}: nothing to check")
        )
        return ExitCode.FAULT
    if baselines is not None:
        compared = baselines.compare(report, selection.has, whole=not place.wanted)
        if isinstance(compared, Text):
            console.fault(compared)
            return ExitCode.FAULT
        report = compared
    if request.has("repairs"):
        from rankdsl.cli.repairs import with_mends

        report = with_mends(report, place, request, console)
    fail_level = Severity(request.value("fail_level"))
    if fixing is not None:
        report = replace(report, fixed=fixing.made)
    if fixing is None or not fixing.written(report):
        write(report, request, place, console, fail_level)
    return report.exit_code(fail_level)


def _fixing(request: Request, console: Console) -> Fixing | None:
    if not request.has("fix"):
        return None
    from rankdsl.cli.fixing import Fixing

    return Fixing(request, console)


def _former(request: Request, console: Console, selection: Selection) -> FormerVersions | None:
    if not request.has("burden_against"):
        return None
    from rankdsl.cli.former import FormerVersions

    return FormerVersions(request, console, selection)


def _baselines(request: Request) -> Baselines | None:
    if not request.has("baseline") and not request.has("write_baseline"):
        return None
    from rankdsl.cli.baselines import Baselines

    return Baselines(request)


def _counts(finding: Finding) -> bool:
    """Whether a finding says more than that there was nothing to check."""
    return finding.severity is not Severity.NOTE and not finding.set_aside
