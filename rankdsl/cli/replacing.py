"""A file replaced by new contents in one step."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def replace_file(path: Path, data: bytes) -> None:
    """The old file stays whole until the new one is; OSError where it may not be written. Links are followed."""
    import tempfile  # here, since it loads much that is rarely needed

    path = path.resolve()
    there = path.exists()
    if there and (not os.access(path, os.W_OK) or not path.stat().st_mode & 0o222):
        raise PermissionError(13, os.strerror(13), str(path))
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(name, path.stat().st_mode & 0o777 if there else 0o644)
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
