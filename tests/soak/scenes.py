"""Documents: what `check` finds is what the definitions of the codes ask for, over everybody there is."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from rankdsl.diagnostics.report import Report
from tests.checks.layers import Unclear
from tests.checks.oracle import Scene, disagreements
from tests.checks.running import comparable, random_scene, report_on
from tests.soak.programs import Failure

Check = Callable[[Scene], Report]


class Looked(Struct, frozen=True):
    """`compared`: no mistake that leaves nothing to compare, and no reading that the definitions leave open."""

    compared: bool
    failure: Failure | None = None


def look(seed: int, number: int, check: Check = report_on) -> Looked:
    scene = random_scene(seed * 1_000_003 + number)
    told = wrong(scene, check)
    if told is None:
        return Looked(False)
    if not told:
        return Looked(True)
    small = smaller(scene, lambda s: bool(wrong(s, check)))
    return Looked(True, Failure(number, f"{wrong(small, check)}\n\n{small.world.text()}\n{small.text()}"))


def wrong(scene: Scene, check: Check) -> str | None:
    """What is missed and what is false, in words, or that the check broke off; empty: nothing. None: it cannot be
    compared."""
    try:
        report = check(scene)
    except Exception as bug:  # noqa: BLE001 - whatever it is, it is a failure to be made small and kept
        return f"{type(bug).__name__}: {bug}"
    if not comparable(report):
        return None
    try:
        found = disagreements(scene, report.findings)
    except Unclear:
        return None
    return "" if not any(found.values()) else str(found)


def smaller(scene: Scene, fails: Callable[[Scene], bool]) -> Scene:
    """Without documents and articles that the failure does not need, as long as leaving one out lets it fail."""
    again = True
    while again:
        again = False
        for other in _less(scene):
            try:
                still = fails(other)
            except (AssertionError, KeyError, ValueError, StopIteration):
                continue  # what the oracle cannot lay over each other is no smaller scene
            if still:
                scene, again = other, True
                break
    return scene


def _less(scene: Scene) -> list[Scene]:
    named = {d.above for d in scene.documents}
    lowest = [d for d in scene.documents if d.title not in named and len(scene.documents) > 1]
    found = [replace(scene, documents=tuple(d for d in scene.documents if d is not gone)) for gone in lowest]
    for at, document in enumerate(scene.documents):
        for gone in range(len(document.articles)):
            fewer = replace(document, articles=document.articles[:gone] + document.articles[gone + 1 :])
            found.append(replace(scene, documents=(*scene.documents[:at], fewer, *scene.documents[at + 1 :])))
    return found
