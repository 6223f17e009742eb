"""What the program meets where it is run: the terminal, the locale, the workspace."""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TextIO

from rankdsl.cli.condition import Condition, Status
from rankdsl.diagnostics.text import Language, Text

_SHOWN = "职级《》“”（）【】≥→│"
"""What output in Chinese is made of."""
NARROW = 80


def surroundings(language: Language, colours: str, environment: Mapping[str, str]) -> Iterator[Condition]:
    """`colours`: what --color says."""
    yield _language(language, environment)
    yield _encoding()
    yield _width()
    yield _colours(colours, environment)
    yield from _workspace()


def _language(language: Language, environment: Mapping[str, str]) -> Condition:
    written = {name: environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)}
    by = ", ".join(f"{name}={value}" for name, value in written.items()) or "-"
    name = Text("中文", "Chinese") if language == "zh" else Text("英文", "English")
    found = name + Text(f"（{by}；--lang 可以改）", f" ({by}; --lang changes it)")
    return Condition("language", Text("信息的语言", "language"), Status.OK, found)


def _encoding() -> Condition:
    """Whether Chinese can be shown. JSON and the like are UTF-8 in any case."""
    title = Text("字符编码", "encoding")
    encoding = encoding_of(sys.stdout)
    lacking = "".join(c for c in _SHOWN if not can_show(c, encoding))
    if not can_show(_SHOWN[0], sys.getfilesystemencoding()):
        lacking = _SHOWN
    found = Text(
        f"输出 {encoding}，文件名 {sys.getfilesystemencoding()}，系统 {locale.getpreferredencoding(False)}",
        f"output {encoding}, file names {sys.getfilesystemencoding()}, system {locale.getpreferredencoding(False)}",
    )
    if not lacking:
        return Condition("encoding", title, Status.OK, found)
    return Condition("encoding", title, Status.WARNING, found, _utf8_advice(lacking))


def _utf8_advice(lacking: str) -> Text:
    """In English, since Chinese cannot be read there."""
    way = "run chcp 65001 and set" if sys.platform == "win32" else "use a terminal with UTF-8, or set"
    return Text.same(
        f"{len(lacking)} of {len(_SHOWN)} signs cannot be written here, numbers stand for them: {way} PYTHONUTF8=1; "
        "--format json is always UTF-8"
    )


def encoding_of(stream: TextIO | None) -> str:
    return (getattr(stream, "encoding", None) or "utf-8").lower()


def can_show(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _width() -> Condition:
    title = Text("终端宽度", "width")
    try:
        columns = os.get_terminal_size(sys.stdout.fileno()).columns if sys.stdout is not None else 0
    except (OSError, ValueError, AttributeError):
        columns = 0
    if not columns:
        return Condition("width", title, Status.OK, Text("不是终端（管道或文件）", "no terminal (a pipe or a file)"))
    found = Text(f"{columns} 列", f"{columns} columns")
    if columns >= NARROW:
        return Condition("width", title, Status.OK, found)
    advice = Text(f"请放宽到 {NARROW} 列以上，否则表格会折行", f"widen it to {NARROW} or more, or tables are broken")
    return Condition("width", title, Status.WARNING, found, advice)


def _colours(colours: str, environment: Mapping[str, str]) -> Condition:
    from rankdsl.cli.console import is_terminal

    on, off = Text("有", "on"), Text("没有", "off")
    match colours:
        case "always" | "never":
            found = (on if colours == "always" else off) + Text(f"（--color {colours}）", f" (--color {colours})")
        case _ if environment.get("NO_COLOR"):
            found = off + Text("（设了 NO_COLOR）", " (NO_COLOR is set)")
        case _ if environment.get("TERM") == "dumb":
            found = off + Text("（TERM=dumb）", " (TERM=dumb)")
        case _ if is_terminal(sys.stdout):
            found = on + Text("（输出是终端）", " (the output is a terminal)")
        case _:
            found = off + Text(
                "（输出不是终端；--color always 可以打开）", " (no terminal; --color always turns them on)"
            )
    return Condition("colours", Text("颜色", "colours"), Status.OK, found)


def _workspace() -> Iterator[Condition]:
    """The workspace around the current folder, opened but not checked."""
    from rankdsl.workspace.opening import workspace_root
    from rankdsl.workspace.settings import FILE_NAME

    title = Text("工作区", "workspace")
    try:
        folder = Path.cwd()
        root = workspace_root(folder)
    except OSError as error:  # the current folder is gone
        found = Text(f"当前文件夹不能用：{error.strerror}", f"this folder cannot be used: {error.strerror}")
        advice = Text("请换到另一个文件夹", "go to another folder")
        yield Condition("workspace", title, Status.FAULT, found, advice)
        return
    if root is None:
        found = Text(
            f"“{folder}”及其上级没有 {FILE_NAME}；检查文件时按默认设置（rankdsl init 可以新建一个）",
            f"no {FILE_NAME} in or above “{folder}”: defaults are used (rankdsl init makes one)",
        )
        yield Condition("workspace", title, Status.OK, found)
        return
    yield _opened(root, title)


def _opened(root: Path, title: Text) -> Condition:
    from rankdsl import pipeline
    from rankdsl.diagnostics import Severity
    from rankdsl.workspace import open_workspace
    from rankdsl.workspace.opening import shipped_vocabularies

    place = open_workspace([root], codes=pipeline.CODES, shipped=shipped_vocabularies())
    counts = (len(place.documents), len(place.vocabularies), len(place.cases))
    found = Text(
        "{}：规则文件 {} 份、词表 {} 个、案例文件 {} 个".format(root, *counts),
        "{}: {} documents, {} vocabularies, {} case files".format(root, *counts),
    )
    wrong = [f for f in place.findings if f.severity is not Severity.NOTE]
    if place.faults or wrong:
        said = place.faults[0] if place.faults else wrong[0].message
        more = Text("；全部见 rankdsl check", "; rankdsl check shows all") if len(wrong) > 1 else Text("", "")
        broken = bool(place.faults) or any(f.unreadable for f in wrong)
        status = Status.FAULT if broken else Status.WARNING
        return Condition("workspace", title, status, found, said + more)
    if not place.documents:
        advice = Text(
            "没有规则文件（.rank）；rankdsl init 可以起草", "no rule document (.rank); rankdsl init drafts one"
        )
        return Condition("workspace", title, Status.WARNING, found, advice)
    return Condition("workspace", title, Status.OK, found)
