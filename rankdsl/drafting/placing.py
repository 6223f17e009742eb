"""Where a new document goes, and what has to stand beside it so that it can be checked there."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.diagnostics import Text
from rankdsl.drafting.subordinate import Draft
from rankdsl.drafting.superior import Refused, Superior
from rankdsl.vocabulary import files_needed
from rankdsl.workspace.discovery import Pattern
from rankdsl.workspace.opening import workspace_root
from rankdsl.workspace.settings import FILE_NAME, Settings

SUPERIORS = "上位文件"
"""The folder that copies of the documents above go to."""
_SETTINGS = "# 有这个文件的文件夹就是一个工作区。设置的说明：rankdsl explain RD117\n"
_COPIED = f"# “{SUPERIORS}”和“vocabulary”里是建立工作区时复制的；原来的文件改动以后，这里要重新复制。\n"


class Placing(Struct, frozen=True):
    """`document`: the path of the new document as its workspace shows it. `own`: a workspace is made in the folder.
    `copies`: the documents above and the vocabulary are copied into it."""

    document: str
    own: bool
    copies: bool


def place_below(folder: Path, name: str, file: Path, superior: Superior) -> Placing | Refused:
    """Where a document called `name` in `folder` goes, under the one in `file`."""
    target, source = folder.resolve(), file.parent.resolve()
    around, root = workspace_root(target), workspace_root(source)
    if around is not None and around != root:
        return Refused((_other_workspace(folder, around, file),))
    if around is not None:
        shown = (target / name).relative_to(around).as_posix()
        if not any(Pattern(p).matches(shown.split("/")) for p in superior.place.settings.documents):
            return Refused((_not_met(shown, superior.place.settings),))
        return Placing(shown, own=False, copies=False)
    if root is not None and root.is_relative_to(target):
        return Refused((_workspace_inside(folder, root),))
    below = root is None and source.is_relative_to(target)
    return Placing(name, own=not below or source != target, copies=not below)


def as_placed(superior: Superior, placing: Placing) -> Superior:
    """The superior as the new workspace will know it: without the settings of the workspace that it comes from."""
    if not placing.own:
        return superior
    return replace(superior, place=replace(superior.place, settings=Settings(), sources=None))


def beside(superior: Superior, placing: Placing, draft: Draft, name: str) -> list[tuple[str, str]]:
    """The files that a workspace of its own needs besides the document: (path, text)."""
    if not placing.own:
        return []
    named = f"name = {_toml(name)}\n"
    if not placing.copies:
        return [(FILE_NAME, _SETTINGS + named)]
    files = [(FILE_NAME, _SETTINGS + _COPIED + named)]
    above = {layer.path for piece in draft.model.pieces for layer in piece.program.layers[:-1]}
    documents = [file for file in superior.place.documents if file.path in above]
    vocabularies = files_needed(superior.place.vocabularies, {draft.model.vocabulary.name})
    for place, sources in ((SUPERIORS, documents), ("vocabulary", vocabularies)):
        taken: set[str] = set()
        for source in sources:
            path = PurePosixPath(source.path)
            unique = path.name
            while unique in taken:
                unique = f"{path.stem}~{len(taken)}{path.suffix}"
            taken.add(unique)
            files.append((f"{place}/{unique}", source.text))
    return files


def _toml(words: str) -> str:
    """A string as TOML writes it."""
    escaped = "".join(c if c >= " " and c not in '"\\\x7f' else f"\\u{ord(c):04x}" for c in words)
    return f'"{escaped}"'


def _other_workspace(folder: Path, around: Path, file: Path) -> Text:
    return Text(
        f"“{folder}”在工作区“{around}”里，“{file}”不在；请先把“{file}”放进这个工作区，或者换一个文件夹",
        f"“{folder}” is in the workspace “{around}”, and “{file}” is not: put that file there first, or name another "
        "folder",
    )


def _workspace_inside(folder: Path, root: Path) -> Text:
    return Text(
        f"“{folder}”里面已有工作区“{root}”；请把新文件放在那个工作区里，或者换一个文件夹",
        f"“{folder}” holds the workspace “{root}”: put the new document there, or name another folder",
    )


def _not_met(shown: str, settings: Settings) -> Text:
    patterns = "、".join(settings.documents)
    return Text(
        f"工作区只检查 {patterns}，“{shown}”不在其中；请换一个文件夹，或者修改 rankdsl.toml 的 documents",
        f"the workspace looks at {patterns} only, which “{shown}” is not: name another folder, or change documents in "
        "rankdsl.toml",
    )
