"""Bad input through the real command line: an exit code, clear words in two languages, no traceback, and an end.

Each entry is a folder with something wrong in it. `rankdsl` runs there in a process of its own, as a user runs it.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import Struct

from rankdsl.cli.main import main
from tests.lengths import generated

ROOT = Path(__file__).parents[1]
POLICIES = ROOT / "policies"
LONGEST = 30.0
"""Seconds after which a run counts as hanging; each takes a fraction of a second."""
LEAKS = re.compile(
    r"Traceback|Error\b|Exception|\bNone\b|\bTrue\b|\bFalse\b|\.py\b|<class|\bz3\b|\bZ3\b|\bsat\b|unsat|solver|\bAST\b"
    r"|lark|Token\(|NoneType|\{\w+\}|。。|；；|：：",
)
"""Words of Python, of the solver or of an unfilled message."""

HEAD = "文件《甲县办法》\n  层级：县级。\n  词表：公务员。\n  施行：2020年1月1日。\n\n"
ARTICLE = "第一条【条件】\n  决定 可晋升 须：任现职级年限 ≥ 2年。\n"
SOUND = HEAD + ARTICLE
UNDER = "  施行", "  依据：《{}》。\n  施行"
WORDS = """\
vocabulary: 人
english: person
facts:
  龄:
    english: age
    type: 整数
    range: [18, 60]
    meaning: 年龄
    source: 示例
"""
OF_PERSONS = HEAD.replace("公务员", "人") + "第一条\n  决定 可晋升 须：龄 ≥ 20。\n"
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join(['*' + before] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


class Bad(Struct, frozen=True):
    """What to write, what to run, and what must come of it. `files`: path to text or bytes."""

    name: str
    files: dict[str, str | bytes]
    code: int
    zh: tuple[str, ...]
    en: tuple[str, ...]
    codes: tuple[str, ...] = ()
    """Of the findings, in order; nothing more may be found."""
    words: tuple[str, ...] = ("check", ".")
    prepare: Callable[[Path], None] | None = None


def under(title: str) -> str:
    return SOUND.replace(UNDER[0], UNDER[1].format(title))


def link(place: Path) -> None:
    (place / "ws").mkdir()
    (place / "ws" / "rankdsl.toml").write_text("")
    (place / "ws" / "a.rank").symlink_to(place / "out.rank")


def folder_x(place: Path) -> None:
    (place / "x.rank").mkdir()


CASES = [
    Bad("empty file", {"a.rank": ""}, 1, ("文件里没有内容",), ("the file has no document in it",), ("RD101",)),
    Bad("binary", {"a.rank": bytes(range(256)) * 9}, 2, ("这不是文字文件",), ("not a text file",), ("RD100",)),
    Bad(
        "GB18030", {"a.rank": SOUND.encode("gb18030")}, 2,
        ("文件的编码是 GB18030（GBK），不是 UTF-8", "另存为 UTF-8"), ("is in GB18030 (GBK), not in UTF-8",), ("RD100",),
    ),
    Bad(
        "over 2 MB", {"a.rank": SOUND + "# " + "长" * 800_000 + "\n"}, 2,
        ("超过上限 2000000 字节",), ("more than the limit of 2000000",), ("RD100",),
    ),
    Bad(
        "vocabulary over 2 MB", {"a.rank": OF_PERSONS, "vocabulary/v.yaml": WORDS + "# " + "x" * 2_000_000}, 2,
        ("超过上限 2000000 字节",), ("more than the limit of 2000000",), ("RD100",),
    ),
    Bad(
        "brackets too deep",
        {"a.rank": SOUND.replace("任现", "（" * 5000 + "任现").replace("2年", "2年" + "）" * 5000)}, 1,
        ("式子的层次超过 200 层",), ("more than 200 levels deep",), ("RD102",),
    ),
    Bad(
        "非 too deep", {"a.rank": SOUND.replace("任现", "非 " * 50_000 + "任现")}, 1,
        ("式子的层次超过 200 层",), ("more than 200 levels deep",), ("RD102",),
    ),
    Bad(
        "superior missing", {"a.rank": under("某省办法")}, 1,
        ("找不到上位文件《某省办法》", "收进工作区"), ("the superior 《某省办法》 is not here",), ("RD110",),
    ),
    Bad(
        "superiors in a circle",
        {"a.rank": under("乙县办法"), "b.rank": under("甲县办法").replace("件《甲", "件《乙")}, 1,
        ("文件互为依据：《甲县办法》 → 《乙县办法》 → 《甲县办法》",), ("rest on each other in a circle",), ("RD110",),
    ),
    Bad("its own superior", {"a.rank": under("甲县办法")}, 1, ("文件互为依据",), ("in a circle",), ("RD110",)),
    Bad(
        "versions overlap", {"a.rank": SOUND, "b.rank": SOUND.replace("2020", "2021")}, 1,
        ("2020年1月1日施行的版本，到2021年1月1日还没有废止", "补写“废止：2021年1月1日。”"),
        ("the one of 2020-01-01 is still in force on 2021-01-01",), ("RD111",),
    ),
    Bad(
        "a copy of a document", {"a.rank": SOUND, "b.rank": SOUND}, 1,
        ("有两份《甲县办法》，都在2020年1月1日施行", "╰ a.rank:4:6 《甲县办法》：另一个版本"),
        ("both take effect on 2020-01-01",), ("RD111",),
    ),
    Bad(
        "duplicate names", {"a.rank": SOUND + "第二条\n  定义 甲：1。\n  定义 甲：2。\n第二条\n  定义 乙：1。\n"}, 1,
        ("“甲”在第二条已经写过", "第二条写了两次"), ("“甲” already stands in 第二条", "第二条 stands twice"),
        ("RD104", "RD104"),
    ),
    Bad(
        "contradictory vocabulary",
        {"a.rank": OF_PERSONS, "vocabulary/v.yaml": WORDS + "invariants:\n  甲: 龄 ≥ 50\n  乙: 龄 ≤ 30\n"}, 1,
        ("词表“人”的约束互相矛盾，没有任何人能同时满足", "v.yaml:11:6", "v.yaml:12:6"), ("contradict each other",),
        ("RD208",),
    ),
    Bad(
        "narrower than its superior's",
        {
            "a.rank": OF_PERSONS.replace("词表：人", "词表：新"), "vocabulary/v.yaml": WORDS,
            "vocabulary/w.yaml": WORDS.replace("人", "新").replace("facts", "extends: 人\nfacts").replace("60", "50"),
        }, 1,
        ("“龄”的范围比词表“人”的窄：18至50，原来是18至60",), ("narrower than in the vocabulary “人”",), ("RD113",),
    ),
    Bad(
        "vocabulary bomb", {"a.rank": OF_PERSONS, "vocabulary/v.yaml": BOMB + WORDS}, 1,
        ("“&”和“*”（锚点和引用）在这里不用",), ("anchors and aliases",), ("RD112",),
    ),
    Bad(
        "case bomb", {"a.rank": SOUND, "cases/c.yaml": BOMB}, 1,
        ("“&”和“*”（锚点和引用）在这里不用",), ("anchors and aliases",), ("RD116",), ("test", "."),
    ),
    Bad(
        "YAML too deep", {"a.rank": SOUND, "cases/c.json": "[" * 50_000}, 1,
        ("层次太深：超过 32 层",), ("nested too deep: more than 32 levels",), ("RD116",),
    ),
    Bad(
        "pattern leaves the workspace", {"a.rank": SOUND, "rankdsl.toml": 'documents = ["../*.rank", "*.rank"]\n'}, 1,
        ("“../*.rank”在工作区之外，没有读取",), ("“../*.rank” lies outside the workspace and was not read",),
        ("RD117",),
    ),
    Bad(
        "link leaves the workspace", {"out.rank": SOUND}, 2,
        ("“ws/a.rank”是指向工作区之外的链接，没有读取",), ("leads out of the workspace",),
        words=("check", "ws/a.rank"), prepare=link,
    ),
    Bad(
        "two workspaces", {"a/rankdsl.toml": "", "a/a.rank": SOUND, "b/rankdsl.toml": "", "b/b.rank": SOUND}, 2,
        ("工作区",), ("workspace",), words=("check", "a", "b"),
    ),
    Bad(
        "missing path", {}, 2, ("没有“b.rank”这个文件或文件夹",), ("no file or folder “b.rank”",),
        words=("check", "b.rank"),
    ),
    Bad(
        "missing path, near name", {"county.rank": SOUND}, 2,
        ("没有“conty.rank”", "是否应为 county.rank"), ("did you mean county.rank",), words=("check", "conty.rank"),
    ),
    Bad("no documents", {"readme.txt": "x"}, 2, ("中没有规则文件",), ("there is no rule document in",)),
    Bad(
        "a folder named x.rank", {}, 2, ("“x.rank”中没有规则文件",), ("no rule document",),
        words=("check", "x.rank"), prepare=folder_x,
    ),
    Bad(
        "nonsense for a case", {"a.rank": SOUND, "c.yaml": "天下大势：分久必合 ]]][[ {{ %%%\n\t- x: :\n"}, 1,
        ("RD116", "冒号是全角“：”"), ("RD116", "full-width"), words=("eval", "a.rank", "--case", "c.yaml"),
    ),
    Bad(
        "binary for a case", {"a.rank": SOUND, "c.yaml": bytes(range(256))}, 2,
        ("这不是文字文件",), ("not a text file",), words=("eval", "a.rank", "--case", "c.yaml"),
    ),
    Bad(
        "a case of no shape", {"a.rank": SOUND, "cases/c.yaml": "- 1\n- {a: b}\n", "cases/d.yaml": ""}, 1,
        ("文件里没有案例",), ("there is no case in the file",), ("RD116", "RD116"), ("test", "."),
    ),
    Bad(
        "unknown vocabulary", {"a.rank": SOUND.replace("公务员", "公务圆")}, 1,
        ("没有名为“公务圆”的词表", "是否应为“公务员”？"), ("no vocabulary called “公务圆”", "did you mean “公务员”?"),
        ("RD103",),
    ),
    Bad(
        "workspace file of nonsense", {"a.rank": SOUND, "rankdsl.toml": "[[[ nonsense"}, 1,
        ("不符合 TOML 格式",), ("is not valid TOML",), ("RD117",),
    ),
    Bad(
        "no such command", {}, 2, ("没有“chekc”这个命令；是否应为 check",), ("did you mean check",),
        words=("chekc", "."),
    ),
    Bad("no such code", {}, 2, ("没有“RD999”这项检查",), ("there is no check “RD999”",), words=("explain", "RD999")),
]  # fmt: skip


def environment(**more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in ("RANKDSL_DEBUG", "LC_ALL", "LANG", "PYTHONIOENCODING")}
    return kept | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"} | more


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "rankdsl", *words]


def run(place: Path, *words: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        command(*words), cwd=place, env=environment(**more), stdin=subprocess.DEVNULL, capture_output=True,
        timeout=LONGEST,
    )  # fmt: skip


def written(place: Path, files: dict[str, str | bytes]) -> None:
    for name, content in files.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


@pytest.mark.parametrize("bad", CASES, ids=lambda b: b.name)
def test_bad_input(
    bad: Bad, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In both languages in this process, since starting takes longer than running; in Chinese, every third, and all in
    a long run, in a process of their own."""
    written(tmp_path, bad.files)
    if bad.prepare is not None:
        bad.prepare(tmp_path)
    monkeypatch.chdir(tmp_path)
    if CASES.index(bad) % generated(3, 1) == 0:
        done = run(tmp_path, *bad.words, "--lang", "zh")
        in_chinese, told = done.returncode, (done.stdout + done.stderr).decode()
    else:
        in_chinese, told = main([*bad.words, "--lang", "zh"]), "".join(capsys.readouterr())
    in_english = main([*bad.words, "--lang", "en"])
    captured = capsys.readouterr()
    for code, said, expected in (
        (in_chinese, told, bad.zh),
        (in_english, captured.out + captured.err, bad.en),
    ):
        assert code == bad.code, said
        for words in expected:
            assert words in said, said
        assert LEAKS.search(said) is None, said
        assert re.findall(r" (RD\d{3}) [a-z-]+\n", said) == list(bad.codes) or not bad.codes, said
        assert len(said) < 20_000
    assert not re.search("错误 RD|处理办法", captured.out)


@pytest.mark.parametrize(
    ("lines", "code", "shown", "words"),
    [
        (
            [f"  定义 名{i}：没有的{i % 97} + 1。" for i in range(10_000)], "RD103", 300,
            ("另有 9700 处没有逐一列出；请先改正上面列出的，再检查一次", "发现错误 10000 处"),
        ),
        (
            [f"  定义 名{i}：1 ＋＋ 1。" for i in range(10_000)], "RD101", 200,
            ("处错误没有列出（每个文件最多列出 200 处）", "发现错误 200 处"),
        ),
        ([f"文件《甲{i}》" for i in range(10_000)], "RD110", 299, ("没有逐一列出", "发现错误 30000 处")),
    ],
    ids=["unknown names", "syntax", "headers"],
)  # fmt: skip
def test_a_mistake_on_each_of_ten_thousand_lines(
    lines: list[str], code: str, shown: int, words: tuple[str, ...], tmp_path: Path
) -> None:
    written(tmp_path, {"a.rank": HEAD + "第一条\n" + "\n".join(lines) + "\n"})
    began = time.monotonic()
    done = run(tmp_path, "check", ".", "--lang", "zh")
    assert time.monotonic() - began < LONGEST
    said = done.stdout.decode()
    assert (done.returncode, done.stderr) == (1, b"")
    assert said.count(f" 错误 {code} ") == shown
    for expected in words:
        assert expected in said, said[-600:]
    assert len(done.stdout) < 300_000


def heeding_interrupts() -> None:
    """Whoever runs the tests in the background of a shell has made them, and what they start, deaf to Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_ctrl_c_during_a_long_check(tmp_path: Path) -> None:
    written(tmp_path, {f"{i}.rank": SOUND.replace("甲县", f"{i}县") for i in range(5_000)})
    for language, line in (
        ("zh", "rankdsl：已中断，没有得出结论\n"),
        ("en", "rankdsl: interrupted, nothing was concluded\n"),
    ):
        process = subprocess.Popen(
            command("check", ".", "--lang", language), cwd=tmp_path, env=environment(), stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, preexec_fn=heeding_interrupts,
        )  # fmt: skip
        time.sleep(1.5)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=LONGEST)
        assert (process.returncode, out, err.decode()) == (130, b"", line)


@pytest.mark.parametrize("encoding", ["ascii", "gb18030", "latin-1"])
def test_a_terminal_of_another_encoding(encoding: str, tmp_path: Path) -> None:
    written(tmp_path, {"a.rank": SOUND.replace("任现职级年限", "任现职级年线")})
    done = run(tmp_path, "check", ".", "--lang", "zh", PYTHONUTF8="0", PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (1, b"")
    said = done.stdout.decode(encoding)
    assert "RD103" in said
    assert ("没有定义" in said) == (encoding == "gb18030")
    assert LEAKS.search(said) is None
    as_json = run(tmp_path, "check", ".", "--format", "json", PYTHONUTF8="0", PYTHONIOENCODING=encoding)
    assert json.loads(as_json.stdout.decode("utf-8"))["findings"][0]["code"] == "RD103"


def test_a_reader_who_has_gone(tmp_path: Path) -> None:
    written(
        tmp_path, {"a.rank": HEAD + "第一条\n" + "".join(f"  定义 名{i}：任现职级年限 + 3元。\n" for i in range(3_000))}
    )
    for words in (("check", "."), ("check", ".", "--format", "json"), ("explain",)):
        process = subprocess.Popen(
            command(*words), cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        process.stderr.close()
        assert process.wait(timeout=LONGEST) in (0, 1)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk to write to")
def test_a_full_disk(tmp_path: Path) -> None:
    written(tmp_path, {"a.rank": SOUND})
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            command("check", ".", "--lang", "zh"), cwd=tmp_path, env=environment(), stdout=full,
            stderr=subprocess.PIPE, timeout=LONGEST,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.decode().startswith("rankdsl：结果无法写出：")
    assert b"Traceback" not in done.stderr
