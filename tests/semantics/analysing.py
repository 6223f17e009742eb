"""Documents as text, analysed over the vocabulary that the project ships."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from rankdsl import semantics, syntax, vocabulary
from rankdsl.backends.reference import evaluate
from rankdsl.diagnostics import Finding
from rankdsl.ir.facts import Vocabulary
from rankdsl.ir.model import Model, Piece
from rankdsl.ir.program import Program
from rankdsl.ir.values import Person, Records, Value, year_month
from rankdsl.semantics import Analysis, Settings
from rankdsl.source import SourceFile

SHIPPED = Path(__file__).parents[2] / "policies" / "vocabulary" / "公务员.yaml"
HORIZON = date(2050, 12, 31)
MARK = re.compile(r"#\s*(RD\d{3}(?:\s+RD\d{3})*)\s*$")

部规 = "文件《部规》\n  层级：中央。 词表：公务员。 施行：2020年1月1日。\n"
省规 = "文件《省规》\n  层级：省级。 依据：《部规》。 施行：2020年1月1日。\n"
县规 = "文件《县规》\n  层级：县级。 依据：《省规》。 施行：2020年1月1日。\n"


@cache
def shipped() -> Mapping[str, Vocabulary]:
    found, findings = vocabulary.load_vocabularies([SourceFile("公务员.yaml", SHIPPED.read_text(encoding="utf-8"))])
    assert findings == ()
    return found


@cache
def policy_words() -> Mapping[str, Vocabulary]:
    """Every vocabulary of the reference policies."""
    files = [SourceFile(path.name, path.read_text(encoding="utf-8")) for path in sorted(SHIPPED.parent.glob("*.yaml"))]
    found, findings = vocabulary.load_vocabularies(files)
    assert findings == ()
    return found


def analyse(
    *texts: str,
    vocabularies: Mapping[str, Vocabulary] | None = None,
    as_of: date | None = None,
    source_keys: frozenset[str] | None = None,
    horizon: date = HORIZON,
) -> Analysis:
    """Each text is a file of its own: `0.rank`, `1.rank` …"""
    words = shipped() if vocabularies is None else vocabularies
    return semantics.analyse(parsed(texts), words, Settings(horizon, as_of, source_keys))


@lru_cache(maxsize=1)
def parsed(texts: tuple[str, ...]) -> tuple[syntax.Parsed, ...]:
    return tuple(syntax.parse(SourceFile(f"{number}.rank", text)) for number, text in enumerate(texts))


def sound(*texts: str, **settings: object) -> Mapping[str, Model]:
    """The models by title of documents without mistakes."""
    assert [f.message.zh for each in parsed(texts) for f in each.findings] == []
    analysis = analyse(*texts, **settings)  # type: ignore[arg-type]
    assert [(f.code, f.message.zh) for f in analysis.findings] == []
    return {model.name.title: model for model in analysis.models}


def piece(text: str, title: str | None = None) -> Piece:
    """The only piece of time of a document, the last one of the text if no title is given."""
    models = sound(text)
    model = models[title] if title is not None else list(models.values())[-1]
    (only,) = model.pieces
    return only


def marked(text: str) -> Counter[tuple[int, str]]:
    """The codes that comments at the ends of lines announce."""
    found: Counter[tuple[int, str]] = Counter()
    for number, line in enumerate(text.split("\n"), start=1):
        mark = MARK.search(line)
        if mark:
            found.update((number, code) for code in mark.group(1).split())
    return found


def lines(findings: Sequence[Finding]) -> Counter[tuple[int, str]]:
    found: Counter[tuple[int, str]] = Counter()
    for finding in findings:
        span = finding.place.span
        assert span is not None
        found[span.file.position(span.start)[0], finding.code] += 1
    return found


ORDINARY: Mapping[str, Value] = {
    "机关层级": "县级",
    "省份": "某省",
    "县份": "其他县",
    "机构规格": "正处级",
    "在编": True,
    "现职级": "科员级",
    "现职务": "科员",
    "任职起": year_month(2010, 1),
    "任现职级起": year_month(2020, 1),
    "级别": "23级",
    "年度考核": Records({}),
    "处分期内": False,
    "中层正职年限": 0,
    "艰苦边远地区": False,
    "性别": "女",
    "与领导关系": False,
}


def value(program: Program, name: str, day: date = date(2023, 1, 1), **facts: Value) -> object:
    """The value of a name for an ordinary person who has held the rank since January 2020; None: no value."""
    answer = evaluate(program, Person({**ORDINARY, **facts}, day)).named(name)
    assert answer.certain
    return answer.value
