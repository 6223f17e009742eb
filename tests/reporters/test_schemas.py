"""What the commands write as JSON is what docs/schemas/ says, over the policies and the corpus."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from rankdsl import pipeline
from rankdsl.diagnostics.text import Language
from rankdsl.reporters.explanation_json import eval_json
from rankdsl.reporters.json import cases_json, check_json
from rankdsl.source import SourceFile
from rankdsl.syntax.reading import read_source
from rankdsl.vocabulary import document_titles
from rankdsl.workspace import open_workspace
from rankdsl.workspace.opening import Workspace, shipped_vocabularies
from tests import reference
from tests.policies import reading
from tests.reference import POLICIES
from tests.schema_of import NAMES, SCHEMAS, held, validator

ROOT = Path(__file__).parents[2]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
PERSON = ROOT / "demo" / "科员.yaml"
BAD = sorted((ROOT / "tests" / "corpus" / "bad").iterdir())
GOOD = sorted((ROOT / "tests" / "corpus" / "good").iterdir())[:12]


def opened(*paths: Path) -> Workspace:
    return open_workspace(paths, codes=pipeline.CODES, shipped=shipped_vocabularies())


def objects(schema: Any) -> list[dict[str, Any]]:
    below = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    own = [schema] if isinstance(schema, dict) and schema.get("type") == "object" and "properties" in schema else []
    return own + [found for part in below for found in objects(part)]


@pytest.mark.parametrize("name", NAMES)
def test_every_object_is_closed_and_complete(name: str) -> None:
    schema: Any = validator(name).schema
    assert schema["properties"]["schema"] == {"const": name.removesuffix("-1") + "/1"}
    for found in objects(schema):
        assert found["additionalProperties"] is False
        assert found["required"] == list(found["properties"])


def test_every_schema_is_listed() -> None:
    """On the page about JSON, each once, under the name that stands in the output."""
    page = (SCHEMAS.parent / "json.md").read_text(encoding="utf-8")
    listed = re.findall(r"\| \[`(.+)/1`\]\(schemas/(.+)-1\.schema\.json\) \|", page)
    assert sorted(listed) == [(kind, kind) for kind in sorted(name.removesuffix("-1") for name in NAMES)]


@pytest.mark.parametrize("path", [POLICIES, *BAD, *GOOD], ids=lambda p: p.name)
def test_check(path: Path) -> None:
    report = reference.report_on(path)
    found = check_json(report, "zh")
    assert held("rankdsl-check-1", found) == []
    assert held("rankdsl-check-1", check_json(report, "en")) == []
    schema: Any = validator("rankdsl-check-1").schema
    assert list(found) == list(schema["properties"])
    assert found["schema"] == "rankdsl-check/1"


def test_check_on_one_day() -> None:
    found = check_json(pipeline.check(opened(POLICIES / "chains"), as_of=date(2020, 1, 1)), "zh")
    assert held("rankdsl-check-1", found) == []
    assert found["as_of"] == "2020-01-01"


@pytest.mark.parametrize(
    "path", [POLICIES, *(p for p in BAD if "209" in p.name or "116" in p.name)], ids=lambda p: p.name
)
def test_cases(path: Path) -> None:
    found = cases_json(pipeline.test(opened(path)), "zh")
    assert held("rankdsl-test-1", found) == []
    assert found["schema"] == "rankdsl-test/1"


@cache
def case_files() -> dict[str, list[SourceFile]]:
    """By the document named in them, each with its first two persons: tests/explanation asks of all."""
    found: dict[str, list[SourceFile]] = {}
    for path in sorted((POLICIES / "cases").glob("*.yaml")):
        source = read_source(path, path.name)
        assert isinstance(source, SourceFile)
        for title in document_titles(source):
            few = "\n  - name:".join(source.text.split("\n  - name:")[:3])
            found.setdefault(title, []).append(SourceFile(source.path, few))
    return found


@pytest.mark.parametrize("document", sorted(POLICIES.rglob("*.rank")), ids=lambda p: p.stem)
def test_eval(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One person of other documents and some of its own."""
    loaded = reading.loaded()
    monkeypatch.setattr("rankdsl.pipeline.cases.load", lambda _: loaded)  # the whole of the policies, always the same
    person = read_source(PERSON, PERSON.name)
    assert isinstance(person, SourceFile)
    here = document.relative_to(POLICIES).as_posix()
    titles = dict.fromkeys(model.name.title for model in loaded.models if model.name.path == here)
    answered = 0
    for source in (person, *(file for title in titles for file in case_files().get(title, ()))):
        found = pipeline.evaluate(opened(document), source)
        for language in LANGUAGES:
            written = eval_json([(p.case.name, e) for p, e in found.persons], found.findings, language)
            assert held("rankdsl-eval-1", written) == []
            answered += sum(bool(p["explanations"]) for p in written["persons"])
    models = [model for model in loaded.models if model.name.path == here]
    asked = any(piece.program.decisions for model in models for piece in model.pieces)
    assert answered > 0 or not asked or document.stem.startswith("核对-"), "a document has a person of its own"


def test_eval_of_an_unknown_fact() -> None:
    text = PERSON.read_text(encoding="utf-8").replace("中层正职年限: 不适用", "中层正职年限: 未知")
    county = next(POLICIES.glob("counties/甲县*.rank"))
    found = pipeline.evaluate(opened(county), SourceFile("person.yaml", text))
    written = eval_json([(p.case.name, e) for p, e in found.persons], found.findings, "zh")
    assert held("rankdsl-eval-1", written) == []
    assert [m["fact"] for p in written["persons"] for e in p["explanations"] for m in e["missing"]] == ["中层正职年限"]


def test_a_key_too_many_is_told() -> None:
    found = check_json(pipeline.check(opened(BAD[0])), "zh")
    assert held("rankdsl-check-1", found | {"more": 1}) != []
    del found["as_of"]
    assert held("rankdsl-check-1", found) != []
