"""Which files are looked at, and with which settings. Nothing here parses a document."""

from rankdsl.workspace.opening import Workspace, open_workspace
from rankdsl.workspace.page import PAGE
from rankdsl.workspace.settings import Settings, apply_severities
from rankdsl.workspace.waivers_page import PAGE as WAIVERS_PAGE
from rankdsl.workspace.waiving import Looked, waive

PAGES = (PAGE, WAIVERS_PAGE)

__all__ = [
    "PAGES",
    "WAIVERS_PAGE",
    "Looked",
    "Settings",
    "Workspace",
    "apply_severities",
    "open_workspace",
    "waive",
]
