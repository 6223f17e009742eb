"""`rankdsl compile`"""

from __future__ import annotations

import os
import shlex
from pathlib import Path

from rankdsl import pipeline
from rankdsl.cli.arguments import Request, read_date
from rankdsl.cli.console import Console
from rankdsl.cli.places import nothing_there, open_paths
from rankdsl.cli.today import today
from rankdsl.compiling import Package, Wanted, put
from rankdsl.diagnostics import ExitCode, Text


def run(request: Request, console: Console) -> int:
    place = open_paths(request.words, pipeline.CODES, console)
    if place is None:
        return ExitCode.FAULT
    if not place.wanted_documents and not any(f.unreadable for f in place.findings):
        nothing_there(request.words, place, console)
        return ExitCode.FAULT
    name = request.value("name")
    if name is not None and not _is_name(name):
        console.fault(_no_name(name))
        return ExitCode.FAULT
    day = today(request, os.environ) if place.settings.waivers else None
    if isinstance(day, Text):
        console.fault(day)
        return ExitCode.FAULT
    as_of, budget = request.value("as_of"), request.value("budget")
    found = pipeline.compile_document(
        place,
        Wanted(request.value("document"), name, read_date(as_of) if as_of else None),
        today=day,
        budget=int(budget) if budget else None,
        progress=console.progress,
    )
    if found.package is None:
        return _refuse(found, request, console)
    folder = Path(request.value("output") or ".")
    fault = put(found.package, folder)
    if fault is not None:
        console.fault(fault)
        return ExitCode.FAULT
    _give(found.package, folder, request, console)
    return ExitCode.CLEAN


def _is_name(name: str) -> bool:
    from rankdsl.backends.python.naming import identifier

    return identifier(name) == name


def _no_name(name: str) -> Text:
    return Text(
        f"--name：“{name}”不能作程序包的名称；请用文字、字母、数字和下划线，不以数字开头",
        f"--name: “{name}” cannot be the name of a package: use letters, digits and underscores, no digit first",
    )


def _refuse(found: pipeline.Compiled, request: Request, console: Console) -> int:
    """Say why there is no package. Exit codes as `check` has them."""
    if found.fault is not None:
        console.fault(found.fault)
        return ExitCode.FAULT
    code = found.report.exit_code()
    if request.value("format") == "json":
        from rankdsl.reporters.json import check_json, dumps

        console.write_bytes(dumps(check_json(found.report, console.language)))
    else:
        from rankdsl.reporters.text import findings_text

        counted = [finding for finding in found.report.findings if not finding.set_aside]
        if counted and not found.failed:
            console.say("\n".join(findings_text(counted, console.err)))
    if found.failed:
        listed = "、".join(f"“{result.name}”" for result in found.failed)
        console.fault(
            Text(
                f"没有编译：案例 {listed} 不通过，见 rankdsl test",
                f"not compiled: cases fail ({listed}), see rankdsl test",
            )
        )
        return ExitCode.FOUND
    if code is ExitCode.UNKNOWN:
        console.fault(Text("没有编译：有的判定没有结论", "not compiled: a verdict is unknown"))
    else:
        console.fault(
            Text(
                "没有编译：文件有问题没有改正，也没有豁免",
                "not compiled: there are errors that nobody mended or waived",
            )
        )
    return code


def _give(package: Package, folder: Path, request: Request, console: Console) -> None:
    if request.value("format") == "json":
        from rankdsl.reporters.json import dumps

        console.write_bytes(
            dumps({"schema": "rankdsl-compile/1", "package": package.name, "files": sorted(package.files)})
        )
        return
    at = folder / package.name
    to = f"cd {shlex.quote(str(folder))} && python -m"
    lines = (
        Text(f"已编译到 {at}", f"compiled into {at}"),
        Text("运行：", "run: ") + Text.same(f"{to} {package.name} --case person.json"),
        Text("测试：", "test: ") + Text.same(f"{to} unittest {package.name}.test_cases"),
    )
    console.write("".join(f"{console.out.say(line)}\n" for line in lines))
