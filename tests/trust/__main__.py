"""`make trust`: count everything anew and write docs/trust/figures.json; some minutes."""

from __future__ import annotations

import argparse
import json
import sys
import time

import tests.conftest  # noqa: F401 - how Hypothesis draws
from tests.mutation.subjects import ROOT
from tests.trust.figures import FIGURES

FILE = ROOT / "docs" / "trust" / "figures.json"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.trust", description=__doc__)
    parser.add_argument("figures", nargs="*", help=f"only these: {', '.join(FIGURES)} (all)")
    chosen = parser.parse_args()
    counted = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    for name in chosen.figures or FIGURES:
        began = time.monotonic()
        counted[name] = FIGURES[name]()
        print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
        FILE.parent.mkdir(exist_ok=True)
        ordered = {key: counted[key] for key in FIGURES if key in counted}
        FILE.write_text(json.dumps(ordered, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
