"""Output: encodings, readers who have gone, full disks, progress, colours."""

from __future__ import annotations

import io
import time
from typing import Any

import pytest

from rankdsl.cli import console as consoles
from rankdsl.cli.console import Console, OutputClosedError
from rankdsl.diagnostics import Text


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Broken(io.StringIO):
    def __init__(self, error: OSError) -> None:
        super().__init__()
        self.error = error

    def write(self, _: str) -> int:
        raise self.error


@pytest.fixture
def streams(monkeypatch: pytest.MonkeyPatch) -> Any:
    def put(out: Any, err: Any = None) -> None:
        monkeypatch.setattr("sys.stdout", out)
        monkeypatch.setattr("sys.stderr", io.StringIO() if err is None else err)

    return put


def console(colours: str = "auto", **environment: str) -> Console:
    return Console("zh", colours, environment)


def test_what_an_encoding_lacks_is_written_by_number(streams: Any) -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    streams(out)
    console().write("职级 ok \ud800\n")
    assert out.buffer.getvalue() == b"\\u804c\\u7ea7 ok \\ud800\n"


def test_json_is_utf_8_whatever_the_locale(streams: Any) -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding="gbk", newline="\r\n")
    streams(out)
    console().write_bytes('{"a": "职级"}\n')
    assert out.buffer.getvalue() == '{"a": "职级"}\n'.encode()
    plain = io.StringIO()
    streams(plain)
    console().write_bytes("职级\n")
    assert plain.getvalue() == "职级\n"


def test_a_reader_who_has_gone_is_no_fault(streams: Any) -> None:
    streams(Broken(BrokenPipeError()))
    console().write("x")
    console().write_bytes("x")


def test_a_full_disk_is_one(streams: Any) -> None:
    streams(Broken(OSError(28, "No space left on device")))
    with pytest.raises(OutputClosedError, match="No space left on device"):
        console().write("x")


def test_no_streams_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", None)
    monkeypatch.setattr("sys.stderr", None)
    made = console()
    made.write("x")
    made.write_bytes("x")
    made.fault(Text.same("x"))
    assert made.out.encoding == "utf-8"


@pytest.mark.parametrize(
    ("colours", "environment", "terminal", "coloured"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"TERM": "dumb"}, True, False),
        ("always", {"NO_COLOR": "1"}, False, True),
        ("never", {}, True, False),
    ],
)
def test_colours(streams: Any, colours: str, environment: dict[str, str], terminal: bool, coloured: bool) -> None:
    streams(Terminal() if terminal else io.StringIO())
    assert console(colours, **environment).out.colours is coloured


def test_faults_go_to_standard_error(streams: Any) -> None:
    out, err = io.StringIO(), io.StringIO()
    streams(out, err)
    console().fault(Text("甲", "a"), Text("乙", "b"), hint=Text("见丙", "see c"))
    assert (out.getvalue(), err.getvalue()) == ("", "rankdsl：甲\nrankdsl：乙\n见丙\n")


def test_progress_appears_late_and_is_wiped(streams: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consoles, "PATIENCE", 0.02)
    err = Terminal()
    streams(io.StringIO(), err)
    made = console()
    made.progress(0, 3, "意见")
    assert err.getvalue() == ""
    until = time.monotonic() + 5
    while not err.getvalue() and time.monotonic() < until:
        time.sleep(0.005)
    assert err.getvalue() == "\r正在检查 1/3 《意见》\x1b[K"
    made.progress(1, 3, "甲县办法")
    assert err.getvalue().endswith("\r正在检查 2/3 《甲县办法》\x1b[K")
    made.write("结果\n")
    assert err.getvalue().endswith("\r\x1b[K")
    assert made.progress.at_hand == "甲县办法"


def test_a_short_run_shows_no_progress(streams: Any) -> None:
    err = Terminal()
    streams(io.StringIO(), err)
    made = console()
    made.progress(0, 1, "意见")
    made.write("结果\n")
    assert err.getvalue() == ""


def test_no_progress_without_a_terminal(streams: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consoles, "PATIENCE", 0.0)
    err = io.StringIO()
    streams(io.StringIO(), err)
    console().progress(0, 1, "意见")
    time.sleep(0.02)
    assert err.getvalue() == ""


def test_a_long_title_stays_on_one_line(streams: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from rankdsl.reporters.paper import width

    monkeypatch.setattr(consoles, "PATIENCE", 0.0)
    err = Terminal()
    streams(io.StringIO(), err)
    made = console()
    made.progress(0, 1, "甲" * 200)
    until = time.monotonic() + 5
    while not err.getvalue() and time.monotonic() < until:
        time.sleep(0.005)
    made.progress.clear()
    assert width(err.getvalue().split("\x1b")[0].strip("\r")) < 80
