"""What a verdict must not hang on: the names of things, the order of files, the process.

Renaming is whole: every fact, field, enumeration, value, window, norm, document and vocabulary gets another name, in
documents, vocabularies and cases alike, and the new names mislead. The whole report must then be the old one with the
names exchanged; only columns and fingerprints move.

The policies are checked in part here (tests/reference.py): each test checks them more than once.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from rankdsl import pipeline
from rankdsl.ir.facts import Vocabulary
from rankdsl.reporters.json import check_json
from rankdsl.workspace.opening import open_workspace, shipped_vocabularies
from tests.lengths import generated
from tests.reference import POLICIES, copy_part

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "tests" / "corpus"
SHIPPED = POLICIES / "vocabulary" / "公务员.yaml"
PROOFS = re.compile(r"RD[2-4]\d\d")
WORD = re.compile(r"[^\W\d]\w*")
KEPT = re.compile(r"“[^”]*”|(?<!\w)层级[：:]\s*\w+")
"""What somebody said in quotes, and a document's level, which is a word of the language."""


NOTHING = re.compile(r"(?!)")


# --- names, and files in which they are exchanged ------------------------------------------------------------------


def names_of(folder: Path) -> dict[str, str]:
    """A new name for everything that has one. Values that begin with a digit keep theirs: they are read as numbers."""
    loaded = pipeline.load(open_workspace([folder], codes=pipeline.CODES, shipped=shipped_vocabularies()))
    found: dict[str, None] = {}
    for vocabulary in loaded.vocabularies.values():
        found |= dict.fromkeys(_words_of(vocabulary))
    for model in loaded.models:
        for piece in model.pieces:
            found |= dict.fromkeys(name for name in piece.program.top if "（" not in name)
    named = [name for name in found if not name[0].isdigit()]
    titles = sorted({model.name.title for model in loaded.models}, key=lambda title: (-len(title), title))
    misleading = ("不得加严", "优秀", "年限", "性别")
    return {name: f"{misleading[n % 4]}{_letters(n)}" for n, name in enumerate(named)} | {
        title: f"另一份办法{_letters(n)}" for n, title in enumerate(titles)
    }


def _words_of(vocabulary: Vocabulary) -> Iterator[str]:
    yield vocabulary.name
    for enumeration in vocabulary.enumerations:
        yield enumeration.name
        yield from enumeration.values
    for fact in vocabulary.facts:
        yield fact.name
        if fact.records is not None:
            yield fact.records.key
            yield from (field.name for field in fact.records.fields)
    yield from (window.name for window in vocabulary.windows)
    yield from (derived.name for derived in vocabulary.derived)
    yield from (invariant.name for invariant in vocabulary.invariants)


def _letters(number: int) -> str:
    return f"{chr(ord('A') + number // 26)}{chr(ord('A') + number % 26)}"


def renamed(text: str, names: Mapping[str, str], kept: re.Pattern[str] = KEPT) -> str:
    """Every whole word and every title exchanged, but for what is kept."""
    for title in (name for name in names if not WORD.fullmatch(name)):
        text = text.replace(title, names[title])
    outside = [WORD.sub(lambda found: names.get(found.group(), found.group()), part) for part in kept.split(text)]
    return "".join(part + same for part, same in zip(outside, [*kept.findall(text), ""], strict=True))


def copy_renamed(source: Path, target: Path, names: Mapping[str, str]) -> None:
    for path in sorted(source.rglob("*")):
        if path.is_file():
            copied = target / path.relative_to(source)
            copied.parent.mkdir(parents=True, exist_ok=True)
            text = path.read_text(encoding="utf-8")
            copied.write_text(text if path.suffix == ".toml" else renamed(text, names), encoding="utf-8")


# --- reports, apart from what may move -----------------------------------------------------------------------------


def report(folder: Path) -> dict[str, Any]:
    return check_json(pipeline.check_paths([folder]), "zh")


@cache
def report_on_the_part(number: int) -> dict[str, Any]:
    """Of a copy of the part; `number`: how often it was asked for before in this process, at least."""
    with tempfile.TemporaryDirectory() as folder:
        return report(copy_part(Path(folder)))


def unmoved(value: Any) -> Any:
    """A report without columns, fingerprints and seconds."""
    if isinstance(value, dict):
        moving = ("column", "end_column", "fingerprint", "seconds")
        return {key: unmoved(part) for key, part in value.items() if key not in moving}
    return [unmoved(part) for part in value] if isinstance(value, list) else value


def with_names(value: Any, names: Mapping[str, str]) -> Any:
    """A report in which every name is exchanged, also within sentences."""
    if isinstance(value, dict):
        return {
            with_names(key, names): part if key in ("path", "level") else with_names(part, names)
            for key, part in value.items()
        }
    if isinstance(value, list):
        return [with_names(part, names) for part in value]
    return renamed(value, names, NOTHING) if isinstance(value, str) else value


def verdicts(of: Mapping[str, Any]) -> list[object]:
    """What was asked and found, without a word of it. Documents side by side stand in the order of their titles."""
    return [
        of["summary"] | {"seconds": 0},
        sorted((o["check"], len(o["articles"]), str(o["period"]), o["verdict"]) for o in of["obligations"]),
        sorted((d["path"], d["verdict"]) for d in of["documents"]),
        [
            (f["code"], f["severity"], f["verdict"], f["location"]["path"], f["location"]["line"], f["expected"])
            for f in of["findings"]
        ],
    ]


def same_but_for_names(source: Path, target: Path, before: dict[str, Any]) -> None:
    names = names_of(source)
    copy_renamed(source, target, names)
    after = report(target)
    assert verdicts(after) == verdicts(before)
    assert in_any_order(after) == in_any_order(with_names(before, names))


def in_any_order(of: dict[str, Any]) -> dict[str, Any]:
    """A report with its lists sorted: documents side by side stand in the order of their titles, findings of one place
    in that of their words, and both have changed."""
    found: dict[str, Any] = unmoved(of)
    lists = ("documents", "obligations", "findings")
    return found | {name: sorted(found[name], key=lambda f: json.dumps(f, sort_keys=True)) for name in lists}


# --- renaming ------------------------------------------------------------------------------------------------------


def test_names_do_not_matter_to_the_policies(tmp_path: Path):
    same_but_for_names(copy_part(tmp_path / "source"), tmp_path / "target", report_on_the_part(0))


def proof_entries() -> list[Path]:
    """One good and one bad entry of every code; all of them in a long run."""
    found: dict[tuple[str, str, str], Path] = {}
    for kind in ("good", "bad"):
        for entry in sorted((CORPUS / kind).iterdir()):
            code = PROOFS.match(entry.name)
            if code is not None and entry.suffix == ".rank":
                found.setdefault((kind, code.group(), generated("", entry.name)), entry)
    return list(found.values())


@pytest.mark.parametrize("entry", proof_entries(), ids=lambda p: p.name)
def test_names_do_not_matter_to_the_corpus(entry: Path, tmp_path: Path):
    source = tmp_path / "source"
    (source / "vocabulary").mkdir(parents=True)
    settings = 'name = "试"\nvocabularies = ["vocabulary/*.yaml"]\ndocuments = ["*.rank"]\n'
    (source / "rankdsl.toml").write_text(settings, encoding="utf-8")
    shutil.copy(SHIPPED, source / "vocabulary" / "words.yaml")
    shutil.copy(entry, source / "entry.rank")
    same_but_for_names(source, tmp_path / "target", report(source))


def test_renaming_exchanges_everything():
    """The test of the test: no old name is left outside of quotes, and no two get one name."""
    names = names_of(POLICIES)
    assert len(set(names.values())) == len(names) > 100
    document = (POLICIES / "central" / "2015-职务与职级并行意见.rank").read_text(encoding="utf-8")
    left = WORD.findall(KEPT.sub("", renamed(document, names)))
    assert not set(left) & (set(names) - set(names.values()))


# --- the same bytes ------------------------------------------------------------------------------------------------


def check(*arguments: str | Path, cwd: Path = ROOT, hash_seed: str = "0") -> str:
    """Standard output of `rankdsl check --format json` in a fresh process, without its seconds."""
    command = [sys.executable, "-m", "rankdsl", "check", "--format", "json", "--lang", "zh", *map(str, arguments)]
    surroundings = os.environ | {"PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=cwd, env=surroundings, capture_output=True, check=False)
    assert done.returncode in (0, 1), done.stderr.decode()
    assert done.stderr == b""
    text, seconds = re.subn(r'"seconds": [0-9.]+', '"seconds": 0', done.stdout.decode())
    assert seconds == 1
    return text


@pytest.mark.slow
def test_same_bytes_whatever_the_order_of_files_and_the_hash_seed(tmp_path: Path):
    """Folders whose files were made in opposite orders, and paths named in opposite orders; from inside and outside.
    Each time with another seed for hashes."""
    part, opposite = copy_part(tmp_path / "forth"), copy_part(tmp_path / "back", backwards=True)
    forth, back = check(".", cwd=part, hash_seed="0"), check(".", cwd=opposite, hash_seed="1")
    assert forth == back == check(part, hash_seed="20261121")
    # The command divides the work among processes; a test that shares the machine with others does not.
    assert unmoved(json.loads(forth)) == unmoved(report_on_the_part(0))
    documents = sorted((part / "counties").rglob("*.rank"))
    assert len(documents) > 1
    assert check(*documents, hash_seed="0") == check(*documents[::-1], hash_seed="1")


def test_same_findings_asked_again_in_one_process():
    """A process that has answered questions before gives the same persons."""
    assert unmoved(report_on_the_part(0)) == unmoved(report_on_the_part(1))
