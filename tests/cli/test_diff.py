"""`diff` and `thresholds` as commands: exit codes, formats, and what is not to be had."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from rankdsl.cli.main import main
from rankdsl.reporters.paper import width
from tests.differing.small import WORDS, document

RULE = """\
  表 须年限 按 级别：低级 → 2个月；中级 → 3个月；高级 → 5个月。
  决定 可晋升 须：（一）年限 ≥ 须年限；（二）得分 ≥ 3。"""
SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with a space and a quote in its name, and a draft that lies by itself."""
    place = tmp_path / "a b'c"
    (place / "vocabulary").mkdir(parents=True)
    (place / "vocabulary" / "小词表.yaml").write_text(WORDS, encoding="utf-8")
    (place / "旧 版.rank").write_text(document(RULE), encoding="utf-8")
    (place / "新 版.rank").write_text(document(RULE.replace("得分 ≥ 3", "得分 ≥ 5")), encoding="utf-8")
    draft = document(RULE.replace("中级 → 3个月", "中级 → 4个月")).replace("施行：2020年", "施行：2022年")
    (tmp_path / "draft.rank").write_text(draft, encoding="utf-8")
    return place


def run(*words: str | Path) -> int:
    return main([str(word) for word in words])


def held(name: str, found: object) -> list[str]:
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return [f"{'/'.join(map(str, e.path))}: {e.message}" for e in Draft202012Validator(schema).iter_errors(found)]


def test_two_versions_in_one_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("diff", folder / "旧 版.rank", folder / "新 版.rank", "--lang", "zh") == 1
    shown = capsys.readouterr()
    assert shown.err == ""
    assert "    可晋升（第一条）：更严\n" in shown.out
    assert "        - 得分3以上、不满5\n" in shown.out
    assert shown.out.endswith("\n1份文件的含义有变化\n")
    assert run("diff", folder / "旧 版.rank", folder / "旧 版.rank", "--lang", "en") == 0
    assert capsys.readouterr().out == "《小办法》 (2020-01-01): equivalent\n\nnothing means anything else\n"


def test_a_draft_borrows_what_it_lacks(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        run("diff", folder / "旧 版.rank", folder.parent / "draft.rank", "--lang", "zh", "--as-of", "2023-01-01") == 1
    )
    shown = capsys.readouterr().out
    assert "施行  2020年1月1日 → 2022年1月1日" in shown
    assert "        - 级别为中级，年限为3个月\n" in shown
    assert "中级  3个月 → 4个月" in shown


def test_standard_input(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    class Given:
        buffer = io.BytesIO(document(RULE).encode())

    monkeypatch.setattr("sys.stdin", Given())
    assert run("diff", "-", folder / "旧 版.rank") == 0
    assert run("diff", "-", "-", "--lang", "en") == 2
    assert "cannot both be standard input" in capsys.readouterr().err


@pytest.mark.parametrize("language", ["zh", "en"])
def test_json(folder: Path, language: str, capsys: pytest.CaptureFixture[str]) -> None:
    sides = folder / "旧 版.rank", folder / "新 版.rank"
    assert run("diff", *sides, "--format", "json", "--lang", language) == 1
    found = json.loads(capsys.readouterr().out)
    assert held("rankdsl-diff-1", found) == []
    assert found["summary"] == {"documents": 1, "different": 1, "unknown": 0}
    (group,) = found["documents"][0]["decisions"][0]["groups"]
    assert (group["fate"], group["exact"]) == ("loses", True)
    assert run("thresholds", sides[0], "--format", "json", "--lang", language) == 0
    found = json.loads(capsys.readouterr().out)
    assert held("rankdsl-thresholds-1", found) == []
    assert [m["name"] for m in found["decisions"][0]["measures"]] == ["年限", "得分"]


def test_what_is_not_decided_is_no_pass(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sides = folder / "旧 版.rank", folder / "新 版.rank"
    assert run("diff", *sides, "--budget", "1", "--lang", "zh") == 3
    assert "没有得出结论，不等于相同" in capsys.readouterr().out
    assert run("thresholds", sides[0], "--budget", "1", "--lang", "zh") == 3
    assert "未得出结论" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["diff"], 2, "OLD NEW is missing"),
        (["diff", "{old}"], 2, "OLD NEW is missing"),
        (["diff", "{old}", "{old}", "{old}"], 2, "one argument too many"),
        (["diff", "{old}", "nowhere.rank"], 2, "no file or folder “nowhere.rank”"),
        (["diff", "{old}", "{words}"], 2, "no rule document"),
        (["diff", "{old}", "{empty}"], 2, "has no document in it"),
        (["diff", "{wrong}", "{old}"], 2, "the documents have mistakes"),
        (["diff", "{old}", "{old}", "--as-of", "soon"], 2, "is not a date"),
        (["thresholds", "{old}", "--decision", "可晋"], 2, "has no “可晋”; did you mean 可晋升"),
        (["thresholds", "{old}", "--by", "得分"], 2, "there are: 级别"),
        (["thresholds", "{old}", "--as-of", "1990-01-01"], 2, "no document is in force on 1990-01-01"),
        (["thresholds", "{wrong}"], 1, "RD1"),
        (["thresholds", "nowhere"], 2, "no file or folder"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_bad_input(words: list[str], code: int, said: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "empty.rank").write_text("", encoding="utf-8")
    (folder / "wrong.rank").write_text(document("  决定 可晋升 须：得分 ≥ 3元。"), encoding="utf-8")
    paths = {
        "{old}": folder / "旧 版.rank",
        "{words}": folder / "vocabulary",
        "{empty}": folder / "empty.rank",
        "{wrong}": folder / "wrong.rank",
    }
    assert run(*(paths.get(word, word) for word in words), "--lang", "en") == code
    shown = capsys.readouterr()
    assert said in shown.err
    assert "Traceback" not in shown.err


def test_a_day_on_which_the_new_one_is_not_in_force(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("diff", folder / "旧 版.rank", folder / "新 版.rank", "--as-of", "1990-01-01", "--lang", "zh")
    assert run(*words) == 3
    assert "  新的一边1990年1月1日没有施行，无从比较\n" in capsys.readouterr().out
    assert run(*words, "--format", "json") == 3
    assert held("rankdsl-diff-1", json.loads(capsys.readouterr().out)) == []


def test_tables_are_aligned_by_width(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("thresholds", folder / "旧 版.rank", "--lang", "zh") == 0
    shown = capsys.readouterr().out
    rows = [row for row in shown.splitlines() if row.startswith("    ") and "《小办法》" in row and "个月" in row]
    assert len(rows) == 3
    assert len({width(row[: row.index("《")]) for row in rows}) == 1


def test_an_article_whose_selection_is_otherwise_does_not_only_read_otherwise(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (
        "文件《甲办法》\n  层级：县级。 词表：公务员。 施行：2026年1月1日。\n\n"
        "第一条【条件】\n  决定 可晋升 须：任现职级年限 ≥ 2年。\n\n"
        "第二条【择优】\n  择优 人选：从 可晋升 中，按 任现职级年限 由高到低，取 5名。\n"
    )
    versions = {"旧.rank": text, "新.rank": text.replace("5名", "3名"), "同.rank": text.replace("5名", "5 名")}
    for name, written in versions.items():
        (tmp_path / name).write_text(written, "utf-8")
    main(["diff", str(tmp_path / "旧.rank"), str(tmp_path / "新.rank"), "--lang", "zh"])
    assert "规则有变化  第二条" in capsys.readouterr().out
    main(["diff", str(tmp_path / "旧.rank"), str(tmp_path / "同.rank"), "--lang", "zh"])
    assert "规则有变化" not in capsys.readouterr().out
