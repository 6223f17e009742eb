"""The command line of a generated package: `python -m PACKAGE --case person.json`."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rankdsl.backends.python.runtime import reading, values
from rankdsl.backends.python.runtime.answers import Outcome
from rankdsl.backends.python.runtime.checking import ImpossiblePersonError
from rankdsl.backends.python.runtime.describing import Words
from rankdsl.backends.python.runtime.document import Document
from rankdsl.backends.python.runtime.explaining import Language
from rankdsl.backends.python.runtime.telling import Explanation

ANSWERED, FAULT, OPEN = 0, 2, 3
_HELP = (
    """用法：python -m {module} --case 文件.json [选项]

按《{title}》为一个人求结果并说明理由。

  --case FILE       写明这个人事实的 JSON 文件；- 表示标准输入。格式见 {module}/case.schema.json
  --decision X      只看这一项：{names}
  --as-of DATE      评定日，例如 2016-07-01；代替案例里的 as_of
  --format FORMAT   text 或 json（默认 text）
  --lang zh|en      说明所用的语言
  --schema          输出案例的 JSON Schema
  --manifest        输出编译清单：源文件的散列、施行期间、核对结论
  --help            显示用法

退出码：0 有结果；2 命令行或者案例有误；3 不能确定，或者文件对这个人没有结果。

例：python -m {module} --case person.json --as-of {day}
""",
    """usage: python -m {module} --case FILE.json [options]

Decides about one person by 《{title}》, and says why.

  --case FILE       the facts about the person, in JSON; - is standard input; see {module}/case.schema.json
  --decision X      this one only: {names}
  --as-of DATE      the day of evaluation, such as 2016-07-01; instead of as_of in the case
  --format FORMAT   text or json (default: text)
  --lang zh|en      the language of explanations
  --schema          write the JSON Schema of a case
  --manifest        write the manifest: hashes of the sources, periods in force, verdicts
  --help            show this help

exit codes: 0 there is an answer; 2 the command line or the case is wrong; 3 it cannot be determined, or the document
gives no answer for this person.

example: python -m {module} --case person.json --as-of {day}
""",
)
_WITH_VALUE = ("--case", "--decision", "--as-of", "--format", "--lang")
_ALONE = ("--help", "-h", "--schema", "--manifest")


@dataclass(frozen=True, slots=True)
class Fault(Exception):  # noqa: N818 - a message, not an error of the program
    words: Words


@dataclass(frozen=True, slots=True)
class _Said:
    """The command line: options by name."""

    options: dict[str, str]

    def day(self) -> date | None:
        written = self.options.get("--as-of")
        if written is None:
            return None
        found = values.scalar(written, values.DAY)
        if not isinstance(found, date):
            raise Fault(
                (
                    f"--as-of：“{written}”不是日期，请写成 2016-07-01",
                    f"--as-of: “{written}” is no date, write 2016-07-01",
                )
            )
        return found


def main(module: str, document: Document, make: Callable[..., Any], words: Sequence[str]) -> int:
    """Run the command line of `document`; `make` is its class Person. The exit code."""
    at = _language(words)
    try:
        return _run(module, document, make, _read(words), at)
    except Fault as fault:
        _complain(fault.words[at], at)
    except ImpossiblePersonError as error:
        for problem in error.problems:
            _complain(problem.words[at], at)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read it has gone
    return FAULT


def _language(words: Sequence[str]) -> int:
    for here, following in zip(words, (*words[1:], ""), strict=False):
        said = following if here == "--lang" else here.removeprefix("--lang=") if here.startswith("--lang=") else ""
        if said in ("zh", "en"):
            return 0 if said == "zh" else 1
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return 0 if os.environ[name].startswith("zh") else 1
    return 1


def _read(words: Sequence[str]) -> _Said:
    options: dict[str, str] = {}
    rest = list(words)
    while rest:
        word = rest.pop(0)
        name, equals, value = word.partition("=")
        if word in _ALONE:
            options[word] = ""
        elif name in _WITH_VALUE:
            if not equals and not rest:
                raise Fault((f"{name} 后面缺少值", f"{name} needs a value"))
            options[name] = value if equals else rest.pop(0)
        else:
            raise Fault((f"不认识“{word}”；用法见 --help", f"“{word}” is not known; see --help"))
    for name, choices in (("--format", ("text", "json")), ("--lang", ("zh", "en"))):
        if options.get(name, choices[0]) not in choices:
            raise Fault((f"{name} 只能是 {'、'.join(choices)}", f"{name} must be {' or '.join(choices)}"))
    return _Said(options)


def _run(module: str, document: Document, make: Callable[..., Any], said: _Said, at: int) -> int:
    options = said.options
    if "--help" in options or "-h" in options:
        first = document.pieces[0].start.isoformat()
        listed = ("、", ", ")[at].join(document.decisions())
        _write(_HELP[at].format(module=module, title=document.title, names=listed, day=first))
        return ANSWERED
    for option, name in (("--schema", "case.schema.json"), ("--manifest", "manifest.json")):
        if option in options:
            _write(Path(__file__).with_name(name).read_text(encoding="utf-8"))
            return ANSWERED
    if "--case" not in options:
        raise Fault(("缺少 --case；用法见 --help", "--case is missing; see --help"))
    asked = options.get("--decision")
    if asked is not None and asked not in document.names():
        known = document.names()
        raise Fault((f"没有“{asked}”；有：{'、'.join(known)}", f"there is no “{asked}”; there are: {', '.join(known)}"))
    day = said.day()
    content = reading.parse(_content(options["--case"]))
    found: list[tuple[str, list[Explanation]]] = []
    for case in reading.cases(content, document.facts, day):
        rules = document.at(case.arguments["as_of"])
        if rules is None:
            raise Fault(_not_in_force(document, case.arguments["as_of"]))
        person = make(**case.arguments)
        names = [asked] if asked is not None else list(rules.decisions) or list(rules.asked)
        found.append((case.name, [document.explain(person, name) for name in names]))
    language: Language = "zh" if at == 0 else "en"
    if options.get("--format") == "json":
        shown = [{"name": name, "decisions": [e.as_dict(language) for e in told]} for name, told in found]
        _write(json.dumps({"schema": "rankdsl-answer/1", "persons": shown}, ensure_ascii=False, indent=2) + "\n")
    else:
        blocks = []
        for name, told in found:
            if len(found) > 1:
                blocks.append(f"【{name}】")
            blocks += [explanation.text(language) for explanation in told]
        _write("\n\n".join(blocks) + "\n")
    answered = (Outcome.YES, Outcome.NO, Outcome.VALUE)
    return ANSWERED if all(e.answer.outcome in answered for _, told in found for e in told) else OPEN


def _not_in_force(document: Document, day: date) -> Words:
    periods = [(rules.start.isoformat(), rules.end.isoformat()) for rules in document.pieces]
    zh = "、".join(f"{start} 至 {end}（不含）" for start, end in periods)
    en = ", ".join(f"{start} to {end} (excluded)" for start, end in periods)
    return (
        f"评定日 {day.isoformat()} 不在文件施行的期间内：{zh}",
        f"the document is not in force on {day.isoformat()}; it is from {en}",
    )


def _content(written: str) -> bytes:
    if written == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(written).read_bytes()
    except OSError as error:
        why = error.strerror or str(error)
        raise Fault((f"“{written}”无法读取：{why}", f"“{written}” cannot be read: {why}")) from error
    except ValueError as error:
        raise Fault((f"“{written}”不是文件名", f"“{written}” is no file name")) from error


def _write(text: str) -> None:
    """UTF-8 where the terminal has it, else what it can show."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))
    sys.stdout.flush()


def _complain(text: str, at: int) -> None:
    encoding = sys.stderr.encoding or "utf-8"
    line = f"{('错误：', 'error: ')[at]}{text}\n"
    sys.stderr.write(line.encode(encoding, "backslashreplace").decode(encoding))
