"""Measure against the figures to reach, each beside something to compare with, in the same run. Prints JSON.

    python benchmarks/run.py [--runs 7] [--only NAME]

Times depend on the machine and the hour; ratios less so. Commands that are compared take turns, each in a fresh
process, and the medians are given. Nothing here is a test: no build fails because a machine was busy.

This process imports nothing of the project: a child's peak memory is never counted below that of its parent. Every
process finds compiled modules, as it does where a package was installed: the first round, which is not counted, writes
them into a folder of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from documents import OTHER_FIGURES, write_definitions, write_draft

COMPILED = tempfile.TemporaryDirectory(prefix="rankdsl-bench-")
SURROUNDINGS = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {
    "PYTHONPYCACHEPREFIX": COMPILED.name
}
HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
POLICIES = ROOT / "policies"
PROVISIONS = POLICIES / "central" / "2019-职务与职级并行规定.rank"
DOCUMENT = POLICIES / "central" / "2015-职务与职级并行意见.rank"
UNIT = POLICIES / "units" / "某县某局.yaml"
IMPORTS = "import lark, yaml, jsonschema, z3"
DEFINITIONS = 500
CATALA = {
    "tool": "Catala 0.8.0, proof",
    "question": "500 trivial variables, about 1,000 questions",
    "seconds": 53,
    "peak_mb": 17_700,
    "measured": "2026-11-20, on a two-core machine; quoted, not measured in this run",
}


@dataclass(frozen=True)
class Run:
    """One process: wall-clock seconds, seconds of processor time, and the most memory it held, in MB (10**6 bytes)."""

    seconds: float
    processor: float
    peak_mb: float


def run(command: Sequence[str], expected: int = 0) -> Run:
    """Run a command that must end with this code. Its own processes count as far as processor time goes."""
    began = perf_counter()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, cwd=ROOT, env=SURROUNDINGS, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != expected:
            output.seek(0)
            said = output.read().decode(errors="replace")
            raise SystemExit(f"{' '.join(command)}\nended with {process.returncode}:\n{said[-2000:]}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6)


def in_turns(commands: Sequence[Sequence[str]], runs: int) -> list[Run]:
    """The medians of each command; one round more is run first and not counted."""
    rounds = [[run(command) for command in commands] for _ in range(runs + 1)][1:]
    return [
        Run(*(median(getattr(r, what) for r in column) for what in ("seconds", "processor", "peak_mb")))
        for column in zip(*rounds, strict=True)
    ]


def check_one_document(runs: int) -> dict[str, object]:
    ours, other = in_turns([rankdsl("check", DOCUMENT), [sys.executable, "-c", IMPORTS]], runs)
    ratio = ours.seconds / other.seconds
    return {
        "what": "rankdsl check of one document, the 2015 Opinion, in a fresh process",
        "unit": "s",
        "ours": round(ours.seconds, 3),
        "other": round(other.seconds, 3),
        "other_is": f"a fresh process with: {IMPORTS}",
        "ratio": round(ratio, 2),
        "ratio_of_processor_time": round(ours.processor / other.processor, 2),
        "reach": {"ours": "under 0.6", "ratio": "at most 3"},
        "reached": ours.seconds < 0.6 and ratio <= 3,
    }


def check_policies(runs: int) -> dict[str, object]:
    """Everything that is shipped, side by side on as many processors as there are."""
    ours, other = in_turns([rankdsl("check", POLICIES), [sys.executable, "-c", IMPORTS]], max(3, runs // 2))
    return {
        "what": "rankdsl check policies in a fresh process, without any cache",
        "unit": "s",
        "ours": round(ours.seconds, 2),
        "processor_time": round(ours.processor, 2),
        "other": round(other.seconds, 3),
        "other_is": f"a fresh process with: {IMPORTS}",
        "ratio": round(ours.seconds / other.seconds, 1),
        "reach": {"ours": "under 10"},
        "reached": ours.seconds < 10,
    }


def questions(runs: int) -> dict[str, object]:
    """One process; medians and sums over every question of the policies, in milliseconds."""
    command = [sys.executable, str(HERE / "questions.py"), str(POLICIES)]
    said = subprocess.run(command, cwd=ROOT, env=SURROUNDINGS, check=True, capture_output=True, encoding="utf-8")
    found = json.loads(said.stdout)
    obligation, question = (round(found[f"median_{what}"] * 1000, 2) for what in ("obligation", "question"))
    ratio = found["encoding_and_solving"] / found["z3_on_the_same_text"]
    small = found["making_them_small"] / found["their_decisions"]
    return {
        "what": f"{found['questions']} questions of {found['obligations']} real obligations: encoding and solving",
        "unit": "ms",
        "ours": obligation,
        "ours_a_question": question,
        "all": round(found["encoding_and_solving"] * 1000),
        "other": round(found["z3_on_the_same_text"] * 1000),
        "other_is": "Z3 in the same process, reading and solving the same SMT-LIB texts, all of them",
        "ratio": round(ratio, 2),
        "witnesses_made_small": found["witnesses_made_small"],
        "ratio_of_making_small": round(small, 2),
        "making_small_is": "making witnesses small, beside encoding and solving their own questions",
        "reach": {"ours": "under 5", "ratio": "at most 8", "ratio_of_making_small": "at most 3"},
        "reached": obligation < 5 and ratio <= 8 and small <= 3,
    }


def definitions(runs: int) -> dict[str, object]:
    """1,000 obligations, those that the raw questions ask too; `everything`: with the checks that ask more."""
    with tempfile.TemporaryDirectory() as folder:
        document = write_definitions(Path(folder), DEFINITIONS)
        proved = questions_proved(document)
        raw = [sys.executable, str(HERE / "raw_questions.py"), str(DEFINITIONS)]
        check = rankdsl("check", document)
        same = [*check, "--select", "RD201,RD202"]
        ours, other, everything = in_turns([same, raw, check], max(3, runs // 2))
    return {
        "what": f"{DEFINITIONS} definitions with two branches each over twelve facts, overlaps and gaps, whole process",
        "unit": "s",
        "ours": round(ours.seconds, 3),
        "other": round(other.seconds, 3),
        "other_is": f"the {2 * DEFINITIONS} overlap and gap questions put to the solver by hand, whole process",
        "questions_proved": proved,
        "ratio": round(ours.seconds / other.seconds, 2),
        "ratio_of_processor_time": round(ours.processor / other.processor, 2),
        "ours_peak_mb": round(ours.peak_mb, 1),
        "other_peak_mb": round(other.peak_mb, 1),
        "everything": round(everything.seconds, 3),
        "everything_peak_mb": round(everything.peak_mb, 1),
        "quoted": CATALA,
        "reach": {"ours": "under 0.6", "ours_peak_mb": "under 120"},
        "reached": ours.seconds < 0.6 and ours.peak_mb < 120,
    }


def questions_proved(document: Path) -> int:
    """How many questions about overlaps and gaps `rankdsl check` answers; each of them must be proved."""
    command = [*rankdsl("check", document), "--select", "RD201,RD202", "--format", "json"]
    said = subprocess.run(command, cwd=ROOT, env=SURROUNDINGS, check=True, capture_output=True, encoding="utf-8")
    asked = [o["verdict"] for o in json.loads(said.stdout)["obligations"] if o["check"] in ("RD201", "RD202")]
    if len(asked) != 2 * DEFINITIONS or set(asked) != {"proved"}:
        raise SystemExit(f"of {2 * DEFINITIONS} questions {asked.count('proved')} were proved of {len(asked)} asked")
    return len(asked)


def parsing(runs: int) -> dict[str, object]:
    said = subprocess.run(
        [sys.executable, str(HERE / "parsing.py"), str(max(3, runs // 2))],
        cwd=ROOT,
        env=SURROUNDINGS,
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    measured = json.loads(said.stdout)
    ours, other = measured["ours"], measured["other"]
    return {
        "what": "parsing 12,000 lines of 50 bytes to the AST with spans",
        "unit": "lines/s",
        "ours": round(ours),
        "other": round(other),
        "other_is": "Lark's own tree of the same text, nothing built from it",
        "ratio": round(ours / other, 2),
        "reach": {"ours": "at least 10000"},
        "reached": ours >= 10_000,
    }


def formatting(runs: int) -> dict[str, object]:
    said = subprocess.run(
        [sys.executable, str(HERE / "formatting.py"), str(max(3, runs // 2))],
        cwd=ROOT,
        env=SURROUNDINGS,
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    measured = json.loads(said.stdout)
    ours, other = measured["ours"], measured["other"]
    return {
        "what": "fmt of 12,000 lines of 50 bytes, a tenth of them with comments: read, written, read again, compared",
        "unit": "lines/s",
        "ours": round(ours),
        "policies": round(measured["policies"]),
        "other": round(other),
        "other_is": "parsing the same text once",
        "ratio": round(ours / other, 2),
        "reach": {"ours": "over 5000"},
        "reached": ours > 5_000,
    }


def diff_two_versions(runs: int) -> dict[str, object]:
    """The Provisions of 2019 as they are, and a version that is made here with other figures."""
    with tempfile.TemporaryDirectory() as folder:
        draft = write_draft(Path(folder), PROVISIONS)
        command, other = [*rankdsl("diff", PROVISIONS), str(draft)], [sys.executable, "-c", IMPORTS]
        rounds = [(run(command, expected=1), run(other)) for _ in range(max(3, runs // 2) + 1)][1:]
    ours, theirs = (median(r[side].seconds for r in rounds) for side in (0, 1))
    return {
        "what": f"rankdsl diff of the Provisions of 2019 and a version with {len(OTHER_FIGURES)} other figures",
        "unit": "s",
        "ours": round(ours, 2),
        "processor_time": round(median(r[0].processor for r in rounds), 2),
        "peak_mb": round(median(r[0].peak_mb for r in rounds), 1),
        "other": round(theirs, 3),
        "other_is": f"a fresh process with: {IMPORTS}",
        "ratio": round(ours / theirs, 1),
        "reach": {"ours": "under 2"},
        "reached": ours < 2,
    }


def propose(runs: int) -> dict[str, object]:
    """The county bureau of 150; two are tied, so that it ends with 3."""
    command, other = rankdsl("propose", UNIT), [sys.executable, "-c", IMPORTS]
    rounds = [(run(command, 3), run(other)) for _ in range(runs + 1)][1:]
    ours, theirs = (median(r[i].seconds for r in rounds) for i in (0, 1))
    return {
        "what": "rankdsl propose for a unit of 150 people under the Provisions of 2019, in a fresh process",
        "unit": "s",
        "ours": round(ours, 3),
        "processor_time": round(median(r[0].processor for r in rounds), 3),
        "other": round(theirs, 3),
        "other_is": f"a fresh process with: {IMPORTS}",
        "ratio": round(ours / theirs, 2),
        "reach": {"ours": "under 0.5"},
        "reached": ours < 0.5,
    }


def selecting(runs: int) -> dict[str, object]:
    """Who is selected, beside what every order of the candidates that agrees with the keys leads to."""
    command = [sys.executable, str(HERE / "selecting.py")]
    said = subprocess.run(command, cwd=ROOT, env=SURROUNDINGS, check=True, capture_output=True, encoding="utf-8")
    found = json.loads(said.stdout)
    return {
        "what": "selection within slots for all units of up to 6 people over a small domain, each beside brute force",
        "unit": "units",
        "ours": found["units"],
        "disagreements": found["disagreements"],
        "seconds": found["seconds"],
        "reach": {"disagreements": "none"},
        "reached": found["disagreements"] == 0 and found["units"] > 30_000,
    }


def deciding(runs: int) -> dict[str, object]:
    """One process. Other engines are in it where benchmarks/requirements.txt is installed; else they are named, and
    nobody knows whether all is reached."""
    command = [sys.executable, str(HERE / "deciding.py"), str(DOCUMENT), str(max(5, runs))]
    said = subprocess.run(command, cwd=ROOT, env=SURROUNDINGS, check=True, capture_output=True, encoding="utf-8")
    found = json.loads(said.stdout)
    spent, ratios = found["microseconds"], found["ratios"]
    engines = {name: ratios[name] for name in ("zen-engine", "cedarpy", "CEL") if name in ratios}
    reached = max(ratios["generated"], ratios["generated_missing"]) <= 2 and all(r > 1 for r in engines.values())
    reached = reached and (spent["explained"] < 5 or ratios["explained"] <= 4)
    return {
        "what": "one decision of the 2015 Opinion by generated Python; persons with facts missing; with an explanation",
        "unit": "µs",
        "ours": spent["generated"],
        "ours_with_facts_missing": spent["generated_missing"],
        "ours_explained": spent["explained"],
        "ours_explained_in_words": spent["explained_in_words"],
        "other": spent["by_hand"],
        "other_with_facts_missing": spent["by_hand_missing"],
        "other_is": "hand-written Python with the same answers, compared on every person before anything is measured",
        "ratio": ratios["generated"],
        "ratio_with_facts_missing": ratios["generated_missing"],
        "ratio_of_explaining": ratios["explained"],
        "explaining_is": "every value, condition, branch and exception worked out; words are made when they are read",
        "engines": {name: spent[name] for name in engines},
        "engines_take_times_as_long": engines,
        "engines_skipped": found["skipped"],
        "persons": found["persons"],
        "reach": {
            "ratio": "at most 2",
            "ratio_with_facts_missing": "at most 2",
            "ours_explained": "under 5, or ratio_of_explaining at most 4",
            "engines_take_times_as_long": "over 1, each",
        },
        "reached": reached and (None if found["skipped"] else True),
    }


def rankdsl(command: str, path: Path) -> list[str]:
    return [sys.executable, "-m", "rankdsl", command, str(path)]


FIGURES: dict[str, Callable[[int], dict[str, object]]] = {
    "check-one-document": check_one_document,
    "check-policies": check_policies,
    "questions": questions,
    "definitions": definitions,
    "diff": diff_two_versions,
    "propose": propose,
    "selecting": selecting,
    "parsing": parsing,
    "formatting": formatting,
    "deciding": deciding,
}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="measure against the figures to reach; prints JSON")
    parser.add_argument("--runs", type=int, default=9, help="rounds for each figure (default 9)")
    parser.add_argument("--only", choices=sorted(FIGURES), help="this figure alone")
    chosen = parser.parse_args(arguments)
    figures = {name: figure(chosen.runs) for name, figure in FIGURES.items() if chosen.only in (None, name)}
    machine = {
        "python": platform.python_version(),
        "system": platform.system(),
        "cpus": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
    }
    print(
        json.dumps({"schema": "rankdsl-bench/1", "machine": machine, "figures": figures}, ensure_ascii=False, indent=2)
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
