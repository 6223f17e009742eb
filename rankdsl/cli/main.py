"""The command `rankdsl`. Nothing is imported before somebody is ready to be interrupted."""

from __future__ import annotations

import sys
from collections.abc import Sequence

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code. Raises nothing."""
    try:
        from rankdsl.cli.running import run

        return run(list(sys.argv[1:] if arguments is None else arguments))
    except KeyboardInterrupt:  # while loading, so that the language is not known yet
        if sys.stderr is not None:
            sys.stderr.write("rankdsl: 已中断 interrupted\n")
        return INTERRUPTED
