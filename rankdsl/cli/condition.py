"""What a support person would ask about an installation, each as data: fine, or to be minded, or broken."""

from __future__ import annotations

import json
import platform
import re
import sys
from collections.abc import Iterator
from enum import Enum
from importlib import metadata
from pathlib import Path

from msgspec import Struct

from rankdsl.diagnostics.text import Text

OLDEST = (3, 11)
LOCK = "requirements-runtime.lock"
SOLVER = "z3-solver"
SECOND_SOLVER = "cvc5"


class Status(Enum):
    """FAULT: something cannot be done. WARNING: everything can be done, but not as it should."""

    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"


class Condition(Struct, frozen=True):
    """One thing that was looked at. `advice`: what to do, wherever it is not fine."""

    name: str
    title: Text
    status: Status
    found: Text
    advice: Text | None = None


def installation() -> Iterator[Condition]:
    """The program, what it runs on, and what it needs."""
    yield _program()
    yield _python()
    yield Condition("system", Text("系统", "system"), Status.OK, Text.same(_system()))
    yield from _packages()
    yield _second_solver()
    yield _tables()
    yield _trial()


def _program() -> Condition:
    from rankdsl import __version__

    where = Path(__file__).resolve().parent.parent
    return Condition("program", Text.same("rankdsl"), Status.OK, Text.same(f"{__version__}  {where}"))


def _python() -> Condition:
    found = Text.same(f"{platform.python_version()}  {sys.executable or '-'}")
    title = Text.same("Python")
    if sys.version_info >= OLDEST:
        return Condition("python", title, Status.OK, found)
    return Condition(
        "python",
        title,
        Status.FAULT,
        found,
        Text("需要 Python 3.11 或更新的版本，请换一个 Python 安装", "Python 3.11 or newer is needed: install with one"),
    )


def _system() -> str:
    libc = "".join(f" {part}" for part in platform.libc_ver() if part)
    return f"{platform.system()} {platform.release()} {platform.machine()}{libc}".strip()


def _packages() -> Iterator[Condition]:
    """What the program needs, against the versions it is tested with."""
    tested = locked_versions()
    for name in _required():
        version = tested.get(name)
        title = Text.same(name)
        try:
            here = metadata.version(name)
        except metadata.PackageNotFoundError:
            yield Condition(
                name,
                title,
                Status.FAULT,
                Text("没有安装", "not installed"),
                Text("请重新安装 rankdsl", "install rankdsl again"),
            )
            continue
        if version is None or version == here:
            yield Condition(name, title, Status.OK, Text.same(here))
        else:
            yield Condition(
                name,
                title,
                Status.WARNING,
                Text(f"{here}，与测试用的 {version} 不同", f"{here}, tested with {version}"),
                Text(
                    f"一般不妨碍使用；结论有疑问时，请改装 {name}=={version}",
                    f"this does no harm as a rule; where a verdict is in doubt, install {name}=={version}",
                ),
            )


def _required() -> list[str]:
    """Names of the packages that must be there; those of extras left out."""
    try:
        lines = metadata.requires("rankdsl") or []
    except metadata.PackageNotFoundError:  # run from its folder, not installed
        lines = sorted(locked_versions())
    return [re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in lines if "extra ==" not in line]


def locked_versions() -> dict[str, str]:
    """Package to version, as the lock file says; empty where there is none."""
    package = Path(__file__).resolve().parent.parent
    for place in (package / "_data" / LOCK, package.parent / LOCK):
        if place.is_file():
            text = place.read_text(encoding="utf-8")
            return dict(re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE))
    return {}


def _second_solver() -> Condition:
    title = Text(f"{SECOND_SOLVER}（可选）", f"{SECOND_SOLVER} (optional)")
    try:
        return Condition(SECOND_SOLVER, title, Status.OK, Text.same(metadata.version(SECOND_SOLVER)))
    except metadata.PackageNotFoundError:
        return Condition(
            SECOND_SOLVER,
            title,
            Status.OK,
            Text(
                "没有安装；只有 check --certify 用它（pip install 'rankdsl[certify]'）",
                "not installed; only check --certify asks for it (pip install 'rankdsl[certify]')",
            ),
        )


def _tables() -> Condition:
    """Whether the parser's tables are those of the grammar. They are computed anew where not, which takes time."""
    from rankdsl.syntax.grammar_files import TABLES_FORMAT, GrammarError, digest, folder

    title = Text("语法表", "grammar tables")
    advice = Text(
        "请重新安装 rankdsl；在源码里改过语法的，运行 make tables", "install rankdsl again, or run make tables"
    )
    try:
        grammar = (folder() / "rankdsl.lark").read_text(encoding="utf-8")
        tables = json.loads((folder() / "rankdsl.tables.json").read_text(encoding="utf-8"))
        fits = (tables["format"], tables["grammar"]) == (TABLES_FORMAT, digest(grammar))
    except (GrammarError, OSError, ValueError, KeyError, TypeError) as error:
        found = Text(f"无法读取：{error}", f"cannot be read: {error}")
        return Condition("tables", title, Status.FAULT, found, advice)
    if fits:
        return Condition("tables", title, Status.OK, Text("与语法一致", "fit the grammar"))
    found = Text("与语法不一致，每次运行都要重算", "do not fit the grammar, and are computed in every run")
    return Condition("tables", title, Status.WARNING, found, advice)


def _trial() -> Condition:
    """One small document, parsed, understood and proved: whether the solver really works here."""
    title = Text("试运行", "trial run")
    try:
        codes = _tried()
    except Exception as error:  # noqa: BLE001 - a solver that cannot be loaded, or whatever else there may be
        why = f"{type(error).__name__}: {error}".partition("\n")[0]
        advice = Text(
            "请重新安装 rankdsl，并把这一行发给维护者", "install rankdsl again, and send this line to its maintainers"
        )
        return Condition("trial", title, Status.FAULT, Text(f"失败：{why}", f"failed: {why}"), advice)
    if codes == ["RD203"]:
        return Condition(
            "trial", title, Status.OK, Text("检查了一份小文件，结论正确", "a small document, rightly judged")
        )
    found = Text(f"结论不对：{codes}", f"a wrong verdict: {codes}")
    advice = Text("请把这一行发给 rankdsl 的维护者", "please send this line to the maintainers of rankdsl")
    return Condition("trial", title, Status.FAULT, found, advice)


_TRIAL = """\
文件《试运行》
  层级：县级。 词表：试运行。 施行：2020年1月1日。

第一条
  决定 可行 须：（一）甲 ≥ 2；（二）甲 ＜ 1。
"""
_TRIAL_WORDS = """\
vocabulary: 试运行
english: trial
extends: null
month_end: clip
facts:
  甲: {english: a, type: 整数, range: [0, 9], typical: 1, meaning: 试运行}
"""


def _tried() -> list[str]:
    """The codes that are found in a document whose decision is for nobody."""
    from rankdsl import pipeline
    from rankdsl.source import SourceFile
    from rankdsl.workspace import Workspace

    place = Workspace(
        Path(),
        documents=(SourceFile("试运行.rank", _TRIAL),),
        vocabularies=(SourceFile("试运行.yaml", _TRIAL_WORDS),),
    )
    return [finding.code for finding in pipeline.check(place).findings]
