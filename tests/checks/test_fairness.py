"""The findings of fairness about generated documents are those that the definitions of the codes ask for.

Everybody whom the vocabulary allows is looked at (tests/checks/fairness.py). RANKDSL_SCENES sets how many scenes.
"""

from __future__ import annotations

import re
from collections import Counter

from msgspec.structs import replace

from rankdsl.diagnostics import Finding
from rankdsl.examining import Selection, examine
from rankdsl.prove import Limits
from tests.checks import bars
from tests.checks.competence import MUST
from tests.checks.fairness import decisions, ranked
from tests.checks.keys import Key
from tests.checks.layers import Unclear
from tests.checks.oracle import Piece, Scene, pieces
from tests.checks.readings import chains, settled
from tests.checks.running import loaded, random_scene
from tests.lengths import SCENES

CODES = ("RD302", "RD303", "RD304", "RD306", "RD307")


def wanted(scene: Scene) -> dict[Key, str]:
    found: dict[Key, str] = {}
    for document in scene.documents:
        chain = scene.chain(document)
        for when in pieces(chain):
            for key, how in settled([_read(Piece(scene.world, as_read, when)) for as_read in chains(chain)]):
                if found.get(key) != MUST:
                    found[key] = how
    return found


def _read(piece: Piece) -> dict[tuple[Key, str], str]:
    """What is to be found with the items of documents above read in one way."""
    scopes = [m.scope() & piece.when for m in piece.plain]
    if not piece.scope or not all(s & piece.scope for s in scopes):
        return {}
    told = [f for of in decisions(piece) for f in (*of.findings(), *bars.findings(of))]
    return {(key, ""): how for key, how in told}


def told(scene: Scene) -> tuple[Finding, ...] | None:
    """None where there is nothing to compare."""
    workspace = loaded(scene)
    if any(f.code < "RD200" or f.code == "RD206" for f in workspace.findings) or not workspace.models:
        return None
    examined = examine(workspace.models, Selection(CODES), Limits())
    return tuple(f for f in examined.findings if f.code in CODES or f.code == "RD901")


def key_of(finding: Finding) -> Key:
    detail = finding.distinguishing
    if finding.code == "RD302" and "@" in detail:
        found = re.match(r"(得分|级别|任职年限)[≥≤<>]", detail)
        detail = found.group(1) if found else detail
    return finding.code, finding.place.document, finding.subject, finding.severity.value, detail


def test_generated_documents() -> None:
    compared, codes = 0, Counter[str]()
    for seed in range(2 * SCENES):
        drawn = random_scene(seed)
        drawn = replace(drawn, world=ranked(drawn.world))
        found = told(drawn)
        if found is None or any(f.code == "RD901" for f in found):
            continue
        try:
            expected = wanted(drawn)
        except Unclear:
            continue
        there = {key_of(f) for f in found}
        assert [k for k, how in expected.items() if how == MUST and k not in there] == [], (seed, drawn.text())
        assert [k for k in there if k not in expected] == [], (seed, drawn.text())
        compared += 1
        codes.update(f.code for f in found)
    assert compared >= 1.5 * SCENES
    for code in CODES:
        assert codes[code] >= SCENES // 10, codes
