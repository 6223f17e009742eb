"""What every finding of the bad corpus says, in both languages: no word of the tool's inside, nothing left unfilled."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rankdsl import pipeline
from rankdsl.cli.commands import COMMANDS
from rankdsl.diagnostics import Finding, Text
from rankdsl.reporters.paper import Paper
from rankdsl.reporters.text import findings_text
from tests import reference

BAD = sorted((Path(__file__).parents[1] / "corpus" / "bad").iterdir())
INSIDE = re.compile(
    r"Traceback|\bNone\b|\bTrue\b|\bFalse\b|\.py\b|<class|\bz3\b|\bunsat\b|\bsolver\b|\bAST\b|\blark\b|\bself\b|\bZ3\b|求解器",
)
UNFILLED = re.compile(r"\{[a-z_]+\}")
DOUBLED = re.compile(r"。。|；；|，，|：：|。；|；。|，。|、、|\.\.(?!\.)|,,|;;|::|  +")
COMMAND = re.compile(r"\brankdsl ([a-z]+)\b")


def findings(entry: Path) -> tuple[Finding, ...]:
    return reference.report_on(entry).findings


def texts(finding: Finding) -> list[Text]:
    said = [finding.message, *(c.message for c in finding.related)]
    said += [finding.help] if finding.help is not None else []
    return said + ([finding.fix.message] if finding.fix is not None else [])


@pytest.mark.parametrize("entry", BAD, ids=lambda p: p.name)
def test_what_is_said(entry: Path) -> None:
    assert findings(entry)
    for finding in findings(entry):
        for text in texts(finding):
            for words in (text.zh, text.en):
                assert words.strip() == words != ""
                assert not INSIDE.search(words), words
                assert not UNFILLED.search(words), words
                assert not DOUBLED.search(words), words
                assert set(COMMAND.findall(words)) <= {c.name for c in COMMANDS}, words
            assert not re.match(r"[A-Z][a-z]", text.en), text.en
            assert not text.en.endswith("."), text.en
            assert re.search(r"[\u4e00-\u9fff]", text.zh), text.zh
            assert not re.search(r"上级文件|本库|不变式", text.zh), text.zh
            assert re.search(r"[a-z]", text.en), text.en
            assert not re.search(r"[a-z]《|》[a-z]", text.en), text.en
        assert finding.help is not None, finding.code


@pytest.mark.parametrize("entry", BAD, ids=lambda p: p.name)
def test_what_is_shown(entry: Path) -> None:
    chinese = "\n".join(findings_text(findings(entry), Paper("zh")))
    english = "\n".join(findings_text(findings(entry), Paper("en")))
    for shown in (chinese, english):
        assert not re.search(r"\b(here|first|second)：|\bTrue\b|\bNone\b", shown)
    outcomes = [line for line in english.splitlines() if line.startswith("  outcome: ")]
    assert not any(re.search("[是否无]", line) for line in outcomes), outcomes
    assert not re.search(r"\d{4}-\d\d-\d\d", re.sub(r"^ *\d+ │.*|toml.*|as_of.*", "", chinese, flags=re.MULTILINE)) or (
        entry.name.startswith(("RD116", "RD117", "RD120", "RD121"))
    )


def test_no_page_names_a_command_that_is_not_there() -> None:
    for page in pipeline.pages():
        for words in (page.manual.zh, page.manual.en):
            assert set(COMMAND.findall(words)) <= {c.name for c in COMMANDS}, page.code
            assert not re.search(r"提醒|上级文件|不变式", words), page.code
