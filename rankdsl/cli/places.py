"""The paths of the command line, opened; and the codes that it names."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path

from rankdsl import pipeline
from rankdsl.cli.console import Console
from rankdsl.diagnostics import Text, nearest
from rankdsl.workspace import Workspace, open_workspace
from rankdsl.workspace.opening import STANDARD_INPUT, shipped_vocabularies


def open_paths(
    paths: Sequence[str], codes: frozenset[str], console: Console, stdin: bytes | None = None
) -> Workspace | None:
    """The workspace of the paths; None where they are wrong, which then has been said. `stdin`: what `-` stands for,
    where it was read already."""
    console.at_hand = " ".join(paths) or str(Path.cwd())
    if STANDARD_INPUT in paths and stdin is None:
        stdin = standard_input()
    place = open_workspace(paths, codes=codes, stdin=stdin, shipped=shipped_vocabularies())
    if place.faults:
        console.fault(*place.faults)
        return None
    return place


def standard_input() -> bytes:
    """Everything on standard input; nothing where there is none."""
    if sys.stdin is None:
        return b""
    buffer = getattr(sys.stdin, "buffer", None)
    return buffer.read() if buffer is not None else sys.stdin.read().encode("utf-8", "surrogatepass")


def repository_prefix(root: Path) -> str:
    """From the root of the git repository around a workspace to the workspace, with a slash at its end; "" where they
    are one, or where there is no repository. Code hosts look for paths from there, wherever the command was run."""
    for candidate in (root, *root.parents):
        try:
            if (candidate / ".git").exists():
                below = root.relative_to(candidate).as_posix()
                return "" if below == "." else f"{below}/"
        except OSError:
            return ""
    return ""


def nothing_there(paths: Sequence[str], place: Workspace, console: Console) -> None:
    """Say that there is nothing of the kind asked for, never to be taken for a pass; and what may be the reason."""
    if place.findings:
        from rankdsl.reporters.text import findings_text

        console.say("\n".join(findings_text(place.findings, console.err)))
    where = "、".join(paths) or place.root.name or str(place.root)
    console.fault(
        Text(
            f"“{where}”中没有规则文件（默认是扩展名为 .rank 的文件）",
            f"there is no rule document in “{where}” (by default, files that end in .rank)",
        )
    )


def codes_named(written: Sequence[str]) -> tuple[str, ...] | Text:
    """Codes, beginnings of codes and names, with commas or spaces between, as codes; or which is unknown."""
    found = []
    for word in (w for words in written for w in re.split(r"[\s,，、;；]+", words) if w):
        chosen = code_of(word) or _beginning(word)
        if chosen is None:
            return unknown_code(word)
        found.append(chosen)
    return tuple(dict.fromkeys(found))


def code_of(word: str) -> str | None:
    """The code that is written so, or that has this name."""
    return next((code for code, name in pipeline.NAMES.items() if word.upper() == code or word.lower() == name), None)


def unknown_code(word: str) -> Text:
    """That there is no such code, with the near ones."""
    by_code = {p.code: p for p in pipeline.pages()}
    by_name = {p.name: p for p in pipeline.pages()}
    if word.upper().startswith("RD"):
        near = [by_code[code] for code in nearest(word.upper(), by_code)]
    else:
        near = [by_name[name] for name in nearest(word.lower(), by_name)]
    message = Text(f"没有“{word}”这项检查", f"there is no check “{word}”")
    if near:
        zh = "、".join(f"{p.code}（{p.title.zh}）" for p in near)
        en = " or ".join(f"{p.code} ({p.name})" for p in near)
        return message + Text(f"；是否应为 {zh}", f"; did you mean {en}")
    return message + Text("；rankdsl explain 列出全部检查", "; rankdsl explain lists them all")


def _beginning(word: str) -> str | None:
    begins = word.upper()
    known = len(begins) > 2 and any(code.startswith(begins) for code in pipeline.NAMES)
    return begins if known else None
