"""What is mended is what was meant: a slip in a sound document, mended, gives the document that it was."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from rankdsl.diagnostics import Finding
from rankdsl.source import SourceFile
from rankdsl.syntax import parse
from rankdsl.workspace import Workspace
from rankdsl.workspace.fixing import fix
from tests.lengths import generated
from tests.mistakes.slips import slip
from tests.syntax.notation import notation

POLICIES = Path(__file__).parent.parent.parent / "policies"
SEED = 20261121
COUNT = generated(80, 6_000)
MOST_LOST_COLONS = COUNT // 1_000
"""A colon lost without a space makes two names one, which nobody can tell from one name."""


def look(place: Workspace) -> Sequence[Finding]:
    return [finding for document in place.documents for finding in parse(document).findings]


def test_what_is_mended_is_what_was_meant() -> None:
    chance = random.Random(SEED)
    paths = sorted(POLICIES.rglob("*.rank"))
    meant: dict[Path, str] = {}
    wrong: list[str] = []
    mended = 0
    for _ in range(COUNT):
        path = chance.choice(paths)
        text = path.read_text(encoding="utf-8-sig")
        if path not in meant:
            meant[path] = notation(parse(SourceFile("a.rank", text)).node)
        bad = slip(text, chance)
        fixed = fix(Workspace(Path(), documents=(SourceFile("a.rank", bad),)), look)
        if not fixed.texts:
            continue
        parsed = parse(SourceFile("a.rank", fixed.texts["a.rank"]))
        if parsed.findings:
            continue
        mended += 1
        if notation(parsed.node) != meant[path]:
            wrong += [f"{path.name}: {finding.message.zh}" for finding in fixed.made]
    assert mended >= COUNT // 10
    assert len(wrong) <= MOST_LOST_COLONS, wrong
