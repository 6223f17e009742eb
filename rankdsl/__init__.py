"""rankdsl: rule documents on civil-service ranks that are typed, run, explained and proved against their superiors.

Nothing is imported here: every command pays for this module, and each imports only what it needs.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    __version__: str


def __getattr__(name: str) -> str:
    """Give `__version__` when it is asked for: reading the installed metadata is too slow for every start."""
    if name == "__version__":
        from importlib.metadata import version

        return version("rankdsl")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
