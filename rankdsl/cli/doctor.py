"""`rankdsl doctor`"""

from __future__ import annotations

import os

from rankdsl.cli.arguments import Request
from rankdsl.cli.condition import Condition, Status, installation
from rankdsl.cli.console import Console
from rankdsl.cli.surroundings import surroundings
from rankdsl.diagnostics import ExitCode, Text
from rankdsl.reporters.paper import Paper, pad, width

_WORDS = {
    Status.OK: (Text("正常", "ok"), "good"),
    Status.WARNING: (Text("注意", "warning"), "warning"),
    Status.FAULT: (Text("故障", "fault"), "error"),
}


def run(request: Request, console: Console) -> int:
    colours = request.value("color") or "auto"
    found = [*installation(), *surroundings(console.language, colours, os.environ)]
    broken = any(condition.status is Status.FAULT for condition in found)
    if request.value("format") == "json":
        from rankdsl.reporters.json import dumps

        console.write_bytes(
            dumps(
                {
                    "schema": "rankdsl-doctor/1",
                    "usable": not broken,
                    "conditions": [_json(condition, console) for condition in found],
                }
            )
        )
    else:
        console.write("\n".join([*_lines(found, console.out), "", _conclusion(found, console.out)]) + "\n")
    return ExitCode.FAULT if broken else ExitCode.CLEAN


def _json(condition: Condition, console: Console) -> dict[str, str | None]:
    language = console.language
    return {
        "name": condition.name,
        "status": condition.status.value,
        "found": condition.found.in_language(language),
        "advice": condition.advice.in_language(language) if condition.advice is not None else None,
    }


def _lines(found: list[Condition], paper: Paper) -> list[str]:
    words = {status: paper.say(word) for status, (word, _) in _WORDS.items()}
    titles = [paper.say(condition.title) for condition in found]
    first = max(map(width, words.values()))
    second = max(map(width, titles))
    lines = []
    for condition, title in zip(found, titles, strict=True):
        word = paper.style(pad(words[condition.status], first), _WORDS[condition.status][1])
        lines.append(f"{word}  {pad(title, second)}  {paper.say(condition.found)}")
        if condition.advice is not None:
            lines.append(f"{' ' * (first + second + 4)}{paper.choose('→ ', '→ ')}{paper.say(condition.advice)}")
    return lines


def _conclusion(found: list[Condition], paper: Paper) -> str:
    broken = sum(c.status is Status.FAULT for c in found)
    minded = sum(c.status is Status.WARNING for c in found)
    if broken:
        return paper.choose(f"有 {broken} 处故障，请先处理。", f"{broken} faults: see to them first")
    if minded:
        return paper.choose(f"可以使用；有 {minded} 处需要注意。", f"usable; {minded} to be minded")
    return paper.choose("一切正常。", "everything is fine")
