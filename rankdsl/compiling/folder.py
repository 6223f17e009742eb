"""A package put into a folder: whole or not at all, and never over anything that is not ours.

A former package of the same name is replaced where nobody has changed or added a file in it. Others beside it stay.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path

from rankdsl.compiling.package import MANIFEST, SCHEMA, Package
from rankdsl.diagnostics import Text

_CACHE = "__pycache__"


def put(package: Package, folder: Path) -> Text | None:
    """Write the package into `folder`, which is made where there is none; what is wrong, if it cannot be."""
    try:
        wrong = _unfit(package, folder)
        if wrong is not None:
            return wrong
        folder.mkdir(parents=True, exist_ok=True)
        return _swap(package, folder)
    except OSError as error:
        why = error.strerror or str(error)
        return Text(f"-o：“{folder}”无法写入：{why}", f"-o: “{folder}” cannot be written: {why}")
    except ValueError:
        return Text("-o：这不是文件夹名", "-o: this is no name of a folder")


def _unfit(package: Package, folder: Path) -> Text | None:
    if folder.is_symlink() and not folder.exists():
        return Text(f"-o：“{folder}”是断开的链接", f"-o: “{folder}” is a broken link")
    if not folder.exists():
        return None
    if not folder.is_dir():
        return Text(f"-o：“{folder}”是文件，不是文件夹", f"-o: “{folder}” is a file, not a folder")
    for entry in sorted(folder.iterdir()):
        if entry.name == _CACHE:
            continue
        stranger = _stranger(entry)
        if stranger is None:
            continue
        if entry.name != package.name and stranger == entry:
            return Text(
                f"-o：文件夹“{folder}”里有别的东西（{entry.name}）；请换一个新的文件夹，或者先清空它",
                f"-o: the folder “{folder}” holds other things ({entry.name}): name a new one, or empty it first",
            )
        if entry.name == package.name:
            shown = stranger.relative_to(folder)
            return Text(
                f"-o：“{shown}”不是编译出来的，或者编译后有人改过；请先移走，再编译",
                f"-o: “{shown}” was not compiled, or was changed since: move it away first",
            )
    return None


def _stranger(entry: Path) -> Path | None:
    """What in a package is not as a compile left it; the entry itself where it is no package of ours."""
    manifest = entry / MANIFEST
    try:
        said = json.loads(manifest.read_text(encoding="utf-8"))
        files = said["files"]
        if said["schema"] != SCHEMA or not isinstance(files, dict):
            return entry
    except (OSError, ValueError, KeyError, TypeError):
        return entry
    for path in sorted(entry.rglob("*")):
        if _CACHE in path.parts or path.is_dir():
            continue
        name = path.relative_to(entry.parent).as_posix()
        if path == manifest:
            continue
        if path.is_symlink() or files.get(name) != hashlib.sha256(path.read_bytes()).hexdigest():
            return path
    return None


def _swap(package: Package, folder: Path) -> Text | None:
    """Write beside the place, then move into it: whoever looks sees the old package or the new one."""
    fresh, former = (folder / f".{package.name}.{word}-{os.getpid()}" for word in ("new", "old"))
    place = folder / package.name
    try:
        for path, content in package.files.items():
            target = fresh / Path(path).relative_to(package.name)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        if place.exists():
            place.rename(former)
        try:
            fresh.rename(place)
        except OSError:
            if former.exists():
                former.rename(place)
            raise
    finally:
        for rest in (fresh, former):
            shutil.rmtree(rest, ignore_errors=True)
    return None
