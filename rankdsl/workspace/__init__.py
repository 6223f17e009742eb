"""Which files are looked at, and with which settings. Nothing here parses a document."""

from rankdsl.workspace.opening import Workspace, open_workspace
from rankdsl.workspace.page import PAGE
from rankdsl.workspace.settings import Settings, apply_severities

PAGES = (PAGE,)

__all__ = ["PAGES", "Settings", "Workspace", "apply_severities", "open_workspace"]
