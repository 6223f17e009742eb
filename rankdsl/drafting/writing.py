"""New files, all or none: nothing that is there is ever written over, and after a failure nothing is left behind."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from rankdsl.diagnostics import Text
from rankdsl.drafting.superior import Refused


def what_exists(folder: Path, paths: Sequence[str]) -> Refused | None:
    """Refused where the folder is a file, or one of the paths in it is taken."""
    if folder.exists() and not folder.is_dir():
        return Refused((Text(f"“{folder}”是文件，不是文件夹", f"“{folder}” is a file, not a folder"),))
    taken = [path for path in paths if os.path.lexists(folder / path)]
    return Refused((_taken(folder, taken),)) if taken else None


def write_new(folder: Path, files: Sequence[tuple[str, str]]) -> Refused | None:
    """Write the files (path in the folder, text); Refused: nothing was written."""
    existing = what_exists(folder, [path for path, _ in files])
    if existing is not None:
        return existing
    made: list[Path] = []
    try:
        for path, text in files:
            _folders(folder / path, made)
            with open(folder / path, "xb") as file:
                made.append(folder / path)
                file.write(text.encode("utf-8", "backslashreplace"))
    except (OSError, UnicodeEncodeError) as error:
        for new in reversed(made):
            with suppress(OSError):
                new.rmdir() if new.is_dir() else new.unlink()
        return Refused((_unwritable(folder, error),))
    return None


def _folders(path: Path, made: list[Path]) -> None:
    """Make the folders that a path lacks, the outermost first."""
    lacking = [parent for parent in path.parents if not parent.exists()]
    for parent in reversed(lacking):
        parent.mkdir()
        made.append(parent)


def _taken(folder: Path, paths: Sequence[str]) -> Text:
    return Text(
        f"“{folder}”里已有{'、'.join(f'“{p}”' for p in paths)}；没有覆盖，什么也没有写",
        f"“{folder}” has {', '.join(f'“{p}”' for p in paths)} already: nothing was written",
    )


def _unwritable(folder: Path, error: OSError | UnicodeEncodeError) -> Text:
    if isinstance(error, UnicodeEncodeError):
        return Text(
            "这个环境的文件名不能用汉字，什么也没有写；请设 PYTHONUTF8=1 再运行",
            "file names cannot hold Chinese here, nothing was written: set PYTHONUTF8=1 and run it again",
        )
    why = error.strerror or str(error)
    return Text(f"“{folder}”无法写入：{why}", f"“{folder}” cannot be written: {why}")
