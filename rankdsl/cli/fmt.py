"""`rankdsl fmt`"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from difflib import unified_diff
from enum import Enum

from msgspec import Struct

from rankdsl import pipeline
from rankdsl.cli.arguments import Request
from rankdsl.cli.console import Console
from rankdsl.cli.places import nothing_there, open_paths
from rankdsl.cli.replacing import replace_file
from rankdsl.diagnostics import ExitCode, Finding, Text
from rankdsl.reporters.paper import Paper
from rankdsl.source import SourceFile
from rankdsl.syntax.writing import Formatted, LostError
from rankdsl.workspace import Workspace
from rankdsl.workspace.opening import STANDARD_INPUT_SHOWN

_DATA = (".yaml", ".yml", ".json", ".toml")
_OF_THE_TOOL = Text(
    "没有改动：改写后的文字读出来与原文不同，这是程序的错，不是文件写错了；请把文件发给 rankdsl 的维护者",
    "left alone: its canonical text would be read as something else, which is a fault of the tool, not of the file; "
    "please send it to the maintainers of rankdsl",
)
_AROUND = 1
"""Lines of the text around a change that a diff shows."""


class Status(Enum):
    """What became of a file; in a trial, what would."""

    CHANGED = "changed"
    UNCHANGED = "unchanged"
    LEFT_ALONE = "left-alone"
    FAILED = "failed"


class Outcome(Struct, frozen=True):
    """`before`: the text as it was read. `after`: the canonical text, or the one before where there is none.

    `findings`: why the file was left alone, or could not be read. `fault`: why it could not be written.
    """

    path: str
    status: Status
    before: str = ""
    after: str = ""
    findings: tuple[Finding, ...] = ()
    fault: Text | None = None
    streams: bool = False
    """Whether it is no file, so that its text belongs on standard output."""


def run(request: Request, console: Console) -> int:
    place = open_paths(request.words, pipeline.CODES, console)
    if place is None:
        return ExitCode.FAULT
    unreadable = [f for f in place.findings if f.unreadable and not _path(f).lower().endswith(_DATA)]
    if not place.wanted_documents and not unreadable:
        nothing_there(request.words, place, console)
        return ExitCode.FAULT
    trial = request.has("check") or request.has("diff")
    to = request.value("to")
    rewrite = pipeline.rewriter(place, to)
    documents = place.wanted_documents
    outcomes = [_format(document, rewrite, place, console, trial=trial or to is not None) for document in documents]
    if to is not None and not trial:  # one language for all, or nothing is written
        trial = bool(unreadable) or not {o.status for o in outcomes}.isdisjoint((Status.LEFT_ALONE, Status.FAILED))
        if not trial:
            outcomes = [_format(document, rewrite, place, console, trial=False) for document in documents]
    outcomes += (Outcome(_path(finding), Status.FAILED, findings=(finding,)) for finding in unreadable)
    if request.value("format") == "json":
        _as_json(outcomes, console)
    else:
        _as_text(outcomes, console, trial=trial, diff=request.has("diff"), once=to is not None)
    return _exit_code(outcomes, trial=trial)


def _path(finding: Finding) -> str:
    return finding.place.span.file.path if finding.place.span is not None else ""


def _format(
    document: SourceFile, rewrite: Callable[[SourceFile], Formatted], place: Workspace, console: Console, *, trial: bool
) -> Outcome:
    """One file, written unless this is a trial or it is no file."""
    console.at_hand = path = document.path
    target = place.root / path
    streams = path == STANDARD_INPUT_SHOWN or not target.is_file()
    try:
        found = rewrite(document)
    except LostError:
        return Outcome(path, Status.FAILED, document.text, document.text, fault=_OF_THE_TOOL, streams=streams)
    if found.text is None:
        return Outcome(path, Status.LEFT_ALONE, document.text, document.text, found.findings, streams=streams)
    data = found.text.encode("utf-8")
    try:
        if (document.text if streams else target.read_bytes()) == (found.text if streams else data):
            return Outcome(path, Status.UNCHANGED, document.text, found.text, streams=streams)
        if not trial and not streams:
            replace_file(target, data)
    except OSError as error:
        why = error.strerror or str(error)
        fault = Text(f"无法写入：{why}", f"it cannot be written: {why}")
        return Outcome(path, Status.FAILED, document.text, document.text, fault=fault)
    return Outcome(path, Status.CHANGED, document.text, found.text, streams=streams)


def _exit_code(outcomes: Sequence[Outcome], *, trial: bool) -> int:
    met = {outcome.status for outcome in outcomes}
    if Status.FAILED in met:
        return ExitCode.FAULT
    return ExitCode.FOUND if Status.LEFT_ALONE in met or (trial and Status.CHANGED in met) else ExitCode.CLEAN


# --- what is said


def _as_text(outcomes: Sequence[Outcome], console: Console, *, trial: bool, diff: bool, once: bool) -> None:
    """Names of files and a summary; the texts of what is no file, or the diff, leave those for standard error. `once`:
    a word that is not translated is told where it is first met."""
    for outcome in outcomes:
        if outcome.streams and not trial:
            console.write_bytes(outcome.after)
        elif outcome.status is Status.CHANGED and diff:
            console.write(_diff(outcome, console.out))
    findings = [finding for outcome in outcomes for finding in outcome.findings]
    if once:
        findings = list({finding.distinguishing: finding for finding in reversed(findings)}.values())[::-1]
    if findings:
        from rankdsl.reporters.text import findings_text

        console.say("\n".join(findings_text(findings, console.err)).rstrip("\n"))
    faults = [Text(f"{o.path}：{o.fault.zh}", f"{o.path}: {o.fault.en}") for o in outcomes if o.fault is not None]
    if faults:
        console.fault(*faults)
    aside = diff or any(outcome.streams for outcome in outcomes)
    if aside and not trial and not findings and not faults:
        return
    paper = console.err if aside else console.out
    lines = [_named(outcome, paper, trial=trial) for outcome in outcomes if outcome.status is Status.CHANGED]
    lines.append(_summary(outcomes, paper, trial=trial))
    if aside:
        console.say("\n".join(lines))
    else:
        console.write("\n".join(lines) + "\n")


def _named(outcome: Outcome, paper: Paper, *, trial: bool) -> str:
    words = Text("需要改写：", "would be rewritten: ") if trial else Text("已改写：", "rewritten: ")
    return paper.say(words) + paper.fit(outcome.path)


def _summary(outcomes: Sequence[Outcome], paper: Paper, *, trial: bool) -> str:
    """23 份文件：2 份已改写，21 份不用改。"""
    count = Counter(outcome.status for outcome in outcomes)
    would = Text("需要改写", "would be rewritten") if trial else Text("已改写", "rewritten")
    words = {
        Status.CHANGED: would,
        Status.UNCHANGED: Text("不用改", "unchanged"),
        Status.LEFT_ALONE: Text("有上面的问题，没有改动", "left alone, for the reasons above"),
        Status.FAILED: Text("无法处理", "could not be dealt with"),
    }
    parts = [(count[status], text) for status, text in words.items() if count[status]]
    files = "1 file" if len(outcomes) == 1 else f"{len(outcomes)} files"
    return paper.choose(
        f"{len(outcomes)} 份文件：{'，'.join(f'{n} 份{text.zh}' for n, text in parts)}。",
        f"{files}: {', '.join(f'{n} {text.en}' for n, text in parts)}",
    )


def _diff(outcome: Outcome, paper: Paper) -> str:
    before, after = outcome.before.splitlines(), outcome.after.splitlines()
    lines = list(unified_diff(before, after, outcome.path, outcome.path, lineterm="", n=_AROUND))
    if not lines:
        ends = paper.choose("只有换行符或者文件开头的标记不同", "only line ends or the mark at the beginning differ")
        lines = [f"--- {outcome.path}", f"+++ {outcome.path}", f"# {ends}"]
    return "".join(f"{_coloured(paper.fit(line), paper)}\n" for line in lines)


def _coloured(line: str, paper: Paper) -> str:
    style = {"+": "good", "-": "error", "@": "faint"}.get(line[:1])
    return paper.style(line, style) if style else line


def _as_json(outcomes: Sequence[Outcome], console: Console) -> None:
    from rankdsl.reporters.json import dumps, findings_json

    language = console.language
    console.write_bytes(
        dumps(
            {
                "schema": "rankdsl-fmt/1",
                "files": [
                    {
                        "path": outcome.path,
                        "status": outcome.status.value,
                        "text": outcome.after if outcome.streams else None,
                        "fault": outcome.fault.in_language(language) if outcome.fault is not None else None,
                        "findings": findings_json(outcome.findings, language),
                    }
                    for outcome in outcomes
                ],
            }
        )
    )
