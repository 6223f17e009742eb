"""The language of messages: what `--lang` says, else Chinese where the locale is Chinese, else English."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

from rankdsl.diagnostics.text import Language


def language_for(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """The language before the command line is understood: a help page and a complaint about it need one too."""
    written = None
    for i, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang":
            written = arguments[i + 1] if i + 1 < len(arguments) else None
        elif argument.startswith("--lang="):
            written = argument.removeprefix("--lang=")
    match written:
        case "zh" | "en":
            return written
        case _:
            return "zh" if _locale(environment).lower().startswith(("zh", "chinese")) else "en"


def _locale(environment: Mapping[str, str]) -> str:
    """The locale of messages, in the order in which POSIX reads the variables; Windows sets none of them."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return environment[name]
    if sys.platform == "win32":
        import locale

        return locale.getlocale()[0] or ""
    return ""
