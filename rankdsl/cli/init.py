"""`rankdsl init`"""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

from msgspec import Struct

from rankdsl.cli.arguments import Request
from rankdsl.cli.console import Console, Progress
from rankdsl.cli.smt_folder import safe
from rankdsl.diagnostics import ExitCode, Text
from rankdsl.drafting.placing import as_placed, beside, place_below
from rankdsl.drafting.starting import BREAKS, CASES, DOCUMENT, starter
from rankdsl.drafting.subordinate import draft, right_title, usual_title
from rankdsl.drafting.superior import Refused, read_superior
from rankdsl.drafting.writing import what_exists, write_new

TO_BREAK = re.compile(r"\s*# 第[^条]+条【试一试】")


class _Made(Struct, frozen=True):
    """What was written. `breaks`: the code that the line to be tried gives."""

    folder: Path
    document: str
    files: list[tuple[str, str]]
    breaks: str | None
    cases: str | None = None

    @property
    def line(self) -> int | None:
        """The number of the line to be tried."""
        text = dict(self.files)[self.document]
        return next((n for n, line in enumerate(text.split("\n"), 1) if TO_BREAK.match(line)), None)

    def path(self, name: str) -> str:
        return str(self.folder / name)


def run(request: Request, console: Console) -> int:
    folder = Path(request.words[0])
    if not request.words[0]:
        console.fault(Text("DIR 是空的；当前文件夹请写 .", "DIR is empty: write . for this folder"))
        return ExitCode.FAULT
    under, title = request.value("under"), request.value("title")
    try:
        if under is not None:
            made = _subordinate(folder, Path(under), title, console.progress)
        elif title is not None:
            made = Refused((Text("--title 要和 --under 一起写", "--title goes with --under"),))
        else:
            made = _workspace(folder)
    except (OSError, ValueError) as error:  # a path that no system takes: a NUL, a name too long
        made = Refused((Text(f"“{folder}”不能用：{error}", f"“{folder}” cannot be used: {error}"),))
    if isinstance(made, Refused):
        return _refuse(made, console)
    _tell(made, request, console)
    return ExitCode.CLEAN


def _workspace(folder: Path) -> _Made | Refused:
    files = starter(folder)
    if isinstance(files, Refused):
        return files
    return write_new(folder, files) or _Made(folder, DOCUMENT, files, BREAKS, CASES)


def _subordinate(folder: Path, under: Path, written: str | None, progress: Progress) -> _Made | Refused:
    if folder.suffix == ".rank" and not folder.is_dir():
        return Refused((_looks_like_a_file(folder),))
    superior = what_exists(folder, []) or read_superior(under, progress)
    if isinstance(superior, Refused):
        return superior
    title = right_title(written if written is not None else usual_title(superior))
    if isinstance(title, Refused):
        return title
    name = f"{safe(title)}.rank"
    placing = what_exists(folder, [name]) or place_below(folder, name, under, superior)
    if isinstance(placing, Refused):
        return placing
    superior = as_placed(superior, placing)
    drafted = draft(superior, placing.document, title)
    if isinstance(drafted, Refused):
        return drafted
    files = [(name, drafted.text), *beside(superior, placing, drafted, title)]
    breaks = drafted.breaking.finding.code if drafted.breaking else None
    return write_new(folder, files) or _Made(folder, name, files, breaks)


def _looks_like_a_file(folder: Path) -> Text:
    return Text(
        f"“{folder}”像是文件；这里写放文件的文件夹，文件名由标题得来，标题用 --title 写",
        f"“{folder}” looks like a file: name the folder to put it in; the file is called by its title, which --title "
        "gives",
    )


def _refuse(refused: Refused, console: Console) -> int:
    from rankdsl.diagnostics import exit_code

    if refused.findings:
        from rankdsl.reporters.text import findings_text

        console.say("\n".join(findings_text(refused.findings, console.err)))
        console.fault(
            Text(
                "要依据的文件本身有问题（见上），没有起草；请先改正",
                "there are mistakes in what the document would stand on (see above), nothing was drafted: mend them "
                "first",
            )
        )
    if refused.faults:
        console.fault(*refused.faults)
        return ExitCode.FAULT
    return exit_code(refused.findings) or ExitCode.FOUND


def _tell(made: _Made, request: Request, console: Console) -> None:
    steps = _steps(made)
    if request.value("format") == "json":
        from rankdsl.reporters.json import dumps

        console.write_bytes(
            dumps(
                {
                    "schema": "rankdsl-init/1",
                    "document": made.path(made.document),
                    "written": [made.path(name) for name, _ in made.files],
                    "example": None if made.breaks is None else {"line": made.line, "code": made.breaks},
                    "next": [line for line, _ in steps if line.startswith("rankdsl ")],
                }
            )
        )
        return
    out = console.out
    lines = [out.say(Text(f"写好了 {len(made.files)} 个文件：", f"wrote {_files(len(made.files))}:"))]
    lines += [f"  {out.fit(made.path(name))}" for name, _ in made.files]
    lines += ["", out.style(out.say(Text("下一步：", "next:")), "strong")]
    for line, about in steps:
        lines.append(f"  {out.fit(line)}" if line else f"  {out.say(about)}")
        if line:
            lines.append(f"      {out.style(out.say(about), 'faint')}")
    console.write("\n".join(lines) + "\n")


def _steps(made: _Made) -> list[tuple[str, Text]]:
    """Command lines, each with what it is for; an empty one for what is done by hand."""
    document = _quoted(made.path(made.document))
    steps = [(f"rankdsl check {document}", Text("检查：现在没有问题", "check it: nothing is found as it stands"))]
    if made.breaks is not None:
        steps += [
            (
                "",
                Text(
                    f"打开它，去掉第 {made.line} 行的“# ”，再检查一次：会查出一处 {made.breaks}",
                    f"open it, remove “# ” from line {made.line}, check again: {made.breaks} is found",
                ),
            ),
            (f"rankdsl explain {made.breaks}", Text("这项检查的说明", "what this check is about")),
        ]
    if made.cases is not None:
        cases = _quoted(made.path(made.cases))
        steps += [
            (f"rankdsl test {_quoted(str(made.folder))}", Text("运行案例", "run the cases")),
            (f"rankdsl eval {document} --case {cases}", Text("案例里的人，为什么是、为什么不是", "why, and why not")),
            (
                "rankdsl init DIR --under FILE",
                Text("在一份文件之下起草新的文件", "draft a new document under another"),
            ),
        ]
    else:
        steps.append(
            ("", Text("把标题、施行日期改成您的，照注释里的条文起草", "put in your title and date, and draft"))
        )
    return steps


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count} files"


def _quoted(path: str) -> str:
    """A path as the shell of this system takes it."""
    if not re.search(r"[^\w./:\\（）《》〈〉、·…—-]", path) and not path.startswith("-"):
        return path if sys.platform == "win32" or "\\" not in path else shlex.quote(path)
    path = f"./{path}" if path.startswith("-") else path
    return f'"{path}"' if sys.platform == "win32" else shlex.quote(path)
