"""From bytes to text: what cannot be read is RD100, whatever Word and Windows leave in a text is accepted."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rankdsl.diagnostics import Finding
from rankdsl.diagnostics.report import ExitCode, exit_code
from rankdsl.source import SourceFile
from rankdsl.syntax import parse
from rankdsl.syntax.pages import LARGEST_FILE
from rankdsl.syntax.reading import decode_source, read_source
from tests.syntax.notation import HEADER, notation

SOUND = (
    HEADER + "  要旨：“说明”。\n  决定 可晋升 须：\n    （一）任现职级年限 ≥ 2年；\n"
    "    （二）计数 近3年 年度考核 中（等次 = 优秀） ≥ 1，且 得分 > 60.5。\n"
)


def text_of(data: bytes) -> str:
    source = decode_source(data, "甲.rank")
    assert isinstance(source, SourceFile), source.message.zh
    assert source.path == "甲.rank"
    return source.text


def finding_of(source: SourceFile | Finding) -> Finding:
    assert isinstance(source, Finding)
    assert source.code == "RD100"
    assert source.unreadable
    assert exit_code([source]) is ExitCode.FAULT
    assert source.place.span is not None
    assert source.place.span.file.position(source.place.span.start) == (1, 1)
    assert source.help is not None
    return source


def test_utf8_with_and_without_a_mark() -> None:
    assert text_of(SOUND.encode()) == SOUND
    assert text_of(SOUND.encode("utf-8-sig")) == SOUND
    assert text_of(b"") == ""


@pytest.mark.parametrize(
    ("data", "message", "way_out"),
    [
        (SOUND.encode("gb18030"), "文件的编码是 GB18030（GBK），不是 UTF-8", "另存为 UTF-8"),
        (SOUND.encode("utf-16"), "文件的编码是 UTF-16，不是 UTF-8", "另存为 UTF-8"),
        (b"PK\x03\x04\x14\x00\x06\x00", "这不是文字文件（像是 Word、WPS 或者压缩文件）", "另存为 UTF-8 编码的纯文本"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "这不是文字文件（像是旧版 Word、WPS 文件）", "另存为 UTF-8 编码的纯文本"),
        (b"%PDF-1.7\n", "这不是文字文件（像是 PDF 文件）", "另存为 UTF-8 编码的纯文本"),
        (b"\x7fELF\x00\x01", "这不是文字文件", "纯文本"),
        (SOUND.encode() + b"\n\xff\xff\xff", "文件不是 UTF-8 编码：第 10 行有读不出的字节", "另存为 UTF-8"),
        (b"x" * (LARGEST_FILE + 1), f"文件有 {LARGEST_FILE + 1} 字节，超过上限 {LARGEST_FILE} 字节", "拆成几个文件"),
    ],
)
def test_bytes_that_are_no_text(data: bytes, message: str, way_out: str) -> None:
    finding = finding_of(decode_source(data, "甲.rank"))
    assert finding.message.zh == message
    assert finding.help is not None
    assert way_out in finding.help.zh


def test_a_file_as_large_as_may_be() -> None:
    assert len(text_of(b"#" * LARGEST_FILE)) == LARGEST_FILE


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    assert finding_of(read_source(tmp_path / "无.rank", "无.rank")).message.zh == "文件不存在"
    assert finding_of(read_source(tmp_path, "甲")).message.zh == "这是文件夹，不是文件"
    assert finding_of(read_source(tmp_path / "甲\0.rank", "甲")).message.en.startswith("reading the file failed")
    large = tmp_path / "大.rank"
    with large.open("wb") as stream:
        stream.truncate(LARGEST_FILE + 10)
    assert str(LARGEST_FILE) in finding_of(read_source(large, "大.rank")).message.zh


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_one_may_not_read(tmp_path: Path) -> None:
    file = tmp_path / "甲.rank"
    file.write_text(SOUND, encoding="utf-8")
    file.chmod(0)
    assert finding_of(read_source(file, "甲.rank")).message.zh == "没有读取这个文件的权限"


def test_permission_denied_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    file = tmp_path / "甲.rank"
    file.write_text(SOUND, encoding="utf-8")
    monkeypatch.setattr(Path, "open", denied)
    assert finding_of(read_source(file, "甲.rank")).message.zh == "没有读取这个文件的权限"


def test_a_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "甲.rank"
    file.write_bytes(SOUND.encode("utf-8-sig"))
    source = read_source(file, "文件夹/甲.rank")
    assert isinstance(source, SourceFile)
    assert (source.path, source.text) == ("文件夹/甲.rank", SOUND)


FULL_WIDTH = str.maketrans("0123456789=>(),;:.%", "０１２３４５６７８９＝＞（），；：．％")
ASCII_SIGNS = str.maketrans("，；：（）", ",;:()")


@pytest.mark.parametrize(
    "variant",
    [
        pytest.param(SOUND.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(SOUND.replace("  ", "　"), id="ideographic spaces"),
        pytest.param(SOUND.replace(" ", "\u00a0"), id="non-breaking spaces"),
        pytest.param(SOUND.replace(" ", "\u2002\u200b"), id="odd spaces"),
        pytest.param(SOUND.translate(ASCII_SIGNS), id="ASCII signs"),
        pytest.param(SOUND.replace("2年", "２年").replace("近3年", "近３年").translate(FULL_WIDTH), id="full width"),
        pytest.param(SOUND.replace("。\n", ".\n"), id="ASCII stops"),
        pytest.param(SOUND.replace("≥", ">="), id="ASCII comparisons"),
        pytest.param(SOUND.replace("“", '"').replace("”", '"'), id="ASCII quotation marks"),
        pytest.param(SOUND.replace("，且", " 且"), id="no comma before 且"),
        pytest.param(SOUND.replace("第一条", "第1条"), id="article in digits"),
        pytest.param(SOUND.replace("。\n", "。 # 注释：“不成对\n"), id="comments"),
    ],
)
def test_what_is_accepted_means_the_same(variant: str) -> None:
    expected = parse(SourceFile("a", SOUND))
    parsed = parse(SourceFile("b", text_of(variant.encode("utf-8-sig"))))
    assert parsed.findings == expected.findings == ()
    assert notation(parsed.node) == notation(expected.node)
