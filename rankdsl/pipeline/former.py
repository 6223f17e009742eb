"""The former versions of documents that are checked, for 减负一致性评估."""

from __future__ import annotations

from msgspec import Struct

from rankdsl.diagnostics import Finding, Severity
from rankdsl.ir.model import Model
from rankdsl.pipeline.loading import concerning, load
from rankdsl.workspace import Workspace
from rankdsl.workspace.borrowing import beside_former
from rankdsl.workspace.mentions import own_titles


class Former(Struct, frozen=True):
    """`place`: what is to be checked, without the former versions. `models`: those. `findings`: the mistakes that keep
    some of them from being read; then `models` is not to be used. `met`: whether any document is there in both."""

    place: Workspace
    models: tuple[Model, ...]
    findings: tuple[Finding, ...]
    met: bool


def former_versions(place: Workspace, old: Workspace) -> Former:
    """The documents wanted of `old`, which has what it lacks from `place`."""
    place, old = beside_former(place, old)
    loaded = load(old)
    models = tuple(model for model in loaded.models if old.wants(model.name.path))
    findings: tuple[Finding, ...] = ()
    if not models or any(not model.pieces for model in models):
        found = concerning(old, loaded, models, loaded.findings)
        findings = tuple(f for f in sorted(found, key=lambda f: f.sort_key) if f.severity is Severity.ERROR)
    wanted, before = ({title for file in side.wanted_documents for title in own_titles(file)} for side in (place, old))
    return Former(place, models, findings, bool(wanted & before) or len(wanted) == len(before) == 1)
