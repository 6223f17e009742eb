"""How many findings can be mended, code by code, over the corpus and the reference policies.

python -m tests.repairing.table             count (some minutes), and write counts.json and the table of docs/repairs.md
python -m tests.repairing.table NAME…       the same, but count only these entries anew ("policies" for the policies)
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from rankdsl import pipeline, repairing
from rankdsl.diagnostics import Severity, Verdict
from rankdsl.prove import Limits
from rankdsl.workspace import open_workspace
from rankdsl.workspace.opening import shipped_vocabularies
from tests.reference import POLICIES

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "tests" / "corpus" / "bad"
COUNTS = Path(__file__).parent / "counts.json"
PAGE = ROOT / "docs" / "repairs.md"
BEGIN, END = "<!-- counted by tests/repairing/table.py -->", "<!-- end -->"

Counts = dict[str, list[int]]
"""Code to findings at warning or above (those that a 预期 announces included), and those of them with a mend."""


def entries() -> list[Path]:
    """The entries of the corpus that are about what documents mean."""
    return sorted(p for p in CORPUS.iterdir() if p.name.startswith(("RD2", "RD3", "RD4", "sample")))


def counted(path: Path) -> Counts:
    place = open_workspace([path], codes=pipeline.CODES, shipped=shipped_vocabularies())
    findings = [f for f in pipeline.check(place).findings if counts(f.code, f.severity, f.verdict)]
    bench = repairing.Bench(place, pipeline.load, Limits())
    found: Counts = {}
    for finding in findings:
        row = found.setdefault(finding.code, [0, 0])
        row[0] += 1
        row[1] += bool(repairing.can_be_tried(finding, announced=True) and repairing.mends_of(bench, finding))
    return dict(sorted(found.items()))


def counts(code: str, severity: Severity, verdict: Verdict) -> bool:
    return code[:3] in ("RD2", "RD3", "RD4") and severity is not Severity.NOTE and verdict is Verdict.REFUTED


def added(counts: Iterable[Mapping[str, list[int]]]) -> Counter[tuple[str, int]]:
    """Sums by code and column."""
    total: Counter[tuple[str, int]] = Counter()
    for each in counts:
        for code, row in each.items():
            for column, number in enumerate(row):
                total[code, column] += number
    return total


def table(stored: Mapping[str, Counts]) -> str:
    corpus = added(stored[path.name] for path in entries())
    policies = added([stored["policies"]])
    names = {page.code: page for page in pipeline.pages()}
    lines = [
        "| 代码 · code | 问题 · what is wrong | 语料 · corpus | 改法 · mended | 参考库 · policies | 改法 · mended |",
        "|---|---|---|---|---|---|",
    ]
    for code in sorted({code for code, _ in (*corpus, *policies)}):
        title = f"{names[code].title.zh} · {names[code].name}"
        numbers = [corpus[code, 0], corpus[code, 1], policies[code, 0], policies[code, 1]]
        lines.append(f"| {code} | {title} | {' | '.join(map(str, numbers))} |")
    sums = [sum(n for (_, c), n in side.items() if c == column) for side in (corpus, policies) for column in (0, 1)]
    return "\n".join([*lines, f"| | 合计 · all | {' | '.join(map(str, sums))} |"])


def stored() -> dict[str, Counts]:
    found: dict[str, Counts] = json.loads(COUNTS.read_text(encoding="utf-8"))
    return found


def main() -> None:
    places = {"policies": POLICIES, **{path.name: path for path in entries()}}
    wanted = sys.argv[1:] or list(places)
    with ProcessPoolExecutor() as workers:
        anew = dict(zip(wanted, workers.map(counted, [places[name] for name in wanted]), strict=True))
    before = stored() if sys.argv[1:] else {}
    found = {name: anew[name] if name in anew else before[name] for name in places}
    rows = (f"{json.dumps(n, ensure_ascii=False)}: {json.dumps(c, ensure_ascii=False)}" for n, c in found.items())
    COUNTS.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")
    text = PAGE.read_text(encoding="utf-8")
    head, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{head}{BEGIN}\n{table(found)}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
