"""A workspace to begin with: a vocabulary, a document, a case file. They lie beside this module as they are written."""

from __future__ import annotations

from pathlib import Path

from rankdsl.diagnostics import Text
from rankdsl.drafting.superior import Refused
from rankdsl.workspace.opening import workspace_root
from rankdsl.workspace.settings import FILE_NAME

DOCUMENT = "示例晋升办法.rank"
CASES = "cases/示例.yaml"
_FILES = {
    FILE_NAME: "rankdsl.toml",
    "vocabulary/示例.yaml": "vocabulary.yaml",
    DOCUMENT: "document.rank",
    CASES: "cases.yaml",
}
"""Where each goes, and its name here, which every system can read."""
BREAKS = "RD304"
"""What its line to be tried gives."""
_HERE = Path(__file__).parent / "starter"


def starter(folder: Path) -> list[tuple[str, str]] | Refused:
    """The files (path, text); Refused where the folder lies in a workspace already."""
    around = workspace_root(folder.resolve())
    if around is not None and around != folder.resolve():
        return Refused((_in_workspace(folder, around),))
    return [(path, (_HERE / name).read_text(encoding="utf-8")) for path, name in _FILES.items()]


def _in_workspace(folder: Path, around: Path) -> Text:
    return Text(
        f"“{folder}”已经在工作区“{around}”里；要在某份文件之下起草，请加 --under",
        f"“{folder}” is in the workspace “{around}” already: to draft a document under another, add --under",
    )
