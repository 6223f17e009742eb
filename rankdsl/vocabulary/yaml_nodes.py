"""YAML as it was written: every scalar is text, and every node knows its span.

Invariants:
- no YAML type is guessed: `2015-01`, `是`, `yes` and an 18-digit number come in as the text that stands in the file;
- anchors, aliases, tags and `<<` are refused, so that a file can never grow while it is read (a "YAML bomb");
- nesting is limited, nothing here recurses, and no text raises: what cannot be read is a `YamlProblem`.

JSON is read by the same reader, since it is YAML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml
from msgspec import Struct
from yaml.reader import Reader

from rankdsl.diagnostics import Text
from rankdsl.source import SourceFile, Span
from rankdsl.vocabulary.written import canonical
from rankdsl.vocabulary.yaml_words import WIDE_COLON, plain_words

MAX_DEPTH = 32
"""Levels of nesting; a vocabulary needs five, a case file six."""

MAX_NODES = 200_000

MAX_CHARACTERS = 2_000_000

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_NOT_ALLOWED = Reader.NON_PRINTABLE
"""The library's own pattern: to compile one of that size again would take longer than to read a vocabulary."""
_NAME_AND_WIDE_COLON = re.compile(r"\s*(?:- )?[^\s#:'\"{[]{1,60}：")


class ScalarNode(Struct, frozen=True):
    """A single value. `span` is without quotation marks or “|”; what stands there differs from `text` at most in blanks
    and escapes (`as_it_stands`). `plain`: written without quotation marks."""

    text: str
    span: Span
    plain: bool

    @property
    def as_it_stands(self) -> bool:
        """Whether the file has the text letter by letter, blanks apart: no escapes, no doubled quotation marks."""
        return "".join(self.text.split()) == "".join(self.span.text.split())

    @property
    def empty(self) -> bool:
        """Nothing is written (`a:`), or one of YAML's words for nothing."""
        return self.plain and self.text in ("", "~", "null", "Null", "NULL")


class Entry(Struct, frozen=True):
    """`name` is the key in canonical form (full-width letters, digits and signs are ASCII)."""

    name: str
    key: ScalarNode
    value: Node


class MappingNode(Struct, frozen=True):
    """Entries in the order written; of two with one name only the first is kept."""

    entries: tuple[Entry, ...]
    span: Span

    def entry(self, name: str) -> Entry | None:
        return next((e for e in self.entries if e.name == name), None)

    def get(self, name: str) -> Node | None:
        entry = self.entry(name)
        return entry.value if entry else None

    def scalar(self, name: str) -> ScalarNode | None:
        """The value of `name` if it is a single value that is not empty."""
        node = self.get(name)
        return node if isinstance(node, ScalarNode) and not node.empty else None

    def mapping(self, name: str) -> tuple[Entry, ...]:
        """The entries of the value of `name`; none if it is absent or no mapping."""
        node = self.get(name)
        return node.entries if isinstance(node, MappingNode) else ()


class SequenceNode(Struct, frozen=True):
    items: tuple[Node, ...]
    span: Span


Node = ScalarNode | MappingNode | SequenceNode


class YamlProblem(Struct, frozen=True):
    """What cannot be read, in words, and how to write it instead."""

    span: Span
    message: Text
    help: Text | None = None


class _Open(Struct):
    """A mapping or sequence whose end has not been read yet."""

    start: int
    mapping: bool
    children: list[Node]


def read_yaml(file: SourceFile) -> tuple[tuple[Node, ...], tuple[YamlProblem, ...]]:
    """The documents of a file (several where `---` divides it), with all problems.

    After a problem of form (a missing bracket, too deep) the documents before it are still given.
    """
    if len(file.text) > MAX_CHARACTERS:
        message = Text(
            f"文件过大：超过 {MAX_CHARACTERS} 个字符", f"the file is too large: more than {MAX_CHARACTERS} characters"
        )
        return (), (YamlProblem(file.span(0, 0), message, Text("请分成几个文件", "divide it into several files")),)
    forbidden = _NOT_ALLOWED.search(file.text)
    at = forbidden.start() if forbidden else file.text.find("\ufeff")
    if at >= 0:
        return (), (_character(file, at),)
    return _Reader(file).read()


class _Reader:
    def __init__(self, file: SourceFile) -> None:
        self.file = file
        self.problems: list[YamlProblem] = []
        self.documents: list[Node] = []
        self.stack: list[_Open] = []

    def read(self) -> tuple[tuple[Node, ...], tuple[YamlProblem, ...]]:
        count = 0
        try:
            for event in yaml.parse(self.file.text, Loader=_LOADER):
                count += 1
                if not self._take(event) or count > MAX_NODES:
                    if count > MAX_NODES:
                        self._problem(
                            _start(event),
                            Text(
                                f"文件过大：内容超过 {MAX_NODES} 项",
                                f"the file is too large: more than {MAX_NODES} items",
                            ),
                            Text("请分成几个文件", "divide it into several files"),
                        )
                    break
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            at = mark.index if mark else 0
            colon = self._wide_colon(at)
            if colon is not None:
                self._problem(colon, *WIDE_COLON)
            else:
                self._problem(at, *plain_words(error.problem or "", error.context or ""))
        except yaml.YAMLError:
            self._problem(0, *plain_words("", ""))
        if not self.problems and any(
            isinstance(d, ScalarNode) and _NAME_AND_WIDE_COLON.match(d.text) for d in self.documents
        ):
            self._problem(self.file.text.index("："), *WIDE_COLON)
            return (), tuple(self.problems)
        return tuple(self.documents), tuple(self.problems)

    def _wide_colon(self, at: int) -> int | None:
        """A full-width colon after the first word of the line at fault or the one before: the likely cause."""
        last = self.file.position(min(at, max(len(self.file.text) - 1, 0)))[0]
        for number in range(last, max(0, last - 2), -1):
            found = _NAME_AND_WIDE_COLON.match(self.file.line(number))
            if found is not None:
                return self.file.line_starts[number - 1] + found.end() - 1
        return None

    def _problem(self, offset: int, message: Text, help_text: Text | None, length: int = 1) -> None:
        offset = min(offset, len(self.file.text))
        if offset == len(self.file.text):
            offset = len(self.file.text.rstrip())
        end = min(offset + length, len(self.file.text))
        self.problems.append(YamlProblem(self.file.span(offset, max(end, offset)), message, help_text))

    def _take(self, event: yaml.Event) -> bool:
        """Whether to go on."""
        match event:
            case yaml.AliasEvent():
                self._refuse_anchor(_start(event), _end(event))
                return False
            case yaml.ScalarEvent() | yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                if event.anchor is not None:
                    self._refuse_anchor(_start(event), _start(event) + len(event.anchor) + 1)
                    return False
                if event.tag is not None and event.tag != "!":
                    self._problem(
                        _start(event),
                        Text("“!”开头的类型标记在这里不用", "type tags (“!…”) are not used here"),
                        Text(
                            "请去掉标记，只写值；值里有“!”的，用引号括起来",
                            "leave the tag out and write the value alone; put a value that holds “!” in quotes",
                        ),
                    )
            case _:
                pass
        match event:
            case yaml.ScalarEvent():
                self._close(self._scalar(event))
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                if len(self.stack) >= MAX_DEPTH:
                    self._problem(
                        _start(event),
                        Text(f"层次太深：超过 {MAX_DEPTH} 层", f"nested too deep: more than {MAX_DEPTH} levels"),
                        Text("请检查括号和缩进", "look at the brackets and the indentation"),
                    )
                    return False
                self.stack.append(_Open(_start(event), isinstance(event, yaml.MappingStartEvent), []))
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                done = self.stack.pop()
                end = _without_blanks(self.file.text, _end(event))
                span = self.file.span(done.start, max(done.start, end))
                if done.mapping:
                    self._close(MappingNode(tuple(self._entries(done.children)), span))
                else:
                    self._close(SequenceNode(tuple(done.children), span))
            case _:
                pass
        return True

    def _refuse_anchor(self, start: int, end: int) -> None:
        self._problem(
            start,
            Text("“&”和“*”（锚点和引用）在这里不用", "anchors and aliases (“&” and “*”) are not used here"),
            Text(
                "请把内容在每处写全；值以“&”或“*”开头的，用引号括起来",
                "write the content out in each place; put a value that begins with “&” or “*” in quotes",
            ),
            length=max(1, end - start),
        )

    def _scalar(self, event: yaml.ScalarEvent) -> ScalarNode:
        text, start, end = self.file.text, _start(event), _end(event)
        plain = not event.style
        if event.style in ("'", '"'):
            start, end = start + 1, end - 1
        elif not plain:  # “|” or “>”: the content begins on the next line.
            begin, end = text.find("\n", start, end) + 1, _without_blanks(text, end)
            while 0 < begin < end and text[begin].isspace():
                begin += 1
            start = begin if 0 < begin < end else start
            end = max(start, end)
        return ScalarNode(event.value, self.file.span(start, end), plain)

    def _close(self, node: Node) -> None:
        if self.stack:
            self.stack[-1].children.append(node)
        else:
            self.documents.append(node)

    def _entries(self, children: list[Node]) -> Iterator[Entry]:
        """Key, value, key, value … as entries; a key that is no single value or stands twice is a problem."""
        seen: dict[str, ScalarNode] = {}
        for key, value in zip(children[::2], children[1::2], strict=True):
            if not isinstance(key, ScalarNode):
                self.problems.append(
                    YamlProblem(
                        key.span,
                        Text("冒号前应当是一个名称", "a name must stand before the colon"),
                        Text("请写成“名称: 值”", "write “name: value”"),
                    )
                )
                continue
            name = canonical(key.text)
            if name in seen:
                line = self.file.position(seen[name].span.start)[0]
                self.problems.append(
                    YamlProblem(
                        key.span,
                        Text(
                            f"“{name}”写了两次，第 {line} 行已有",
                            f"“{name}” is written twice, it already stands in line {line}",
                        ),
                        Text("请留下一处", "keep one of the two"),
                    )
                )
                continue
            seen[name] = key
            if isinstance(value, ScalarNode) and value.span.start == value.span.end and not value.text:
                # Nothing is written after the colon: the name is the place to show.
                value = ScalarNode("", key.span, value.plain)
            yield Entry(name, key, value)


def _start(event: yaml.Event) -> int:
    assert event.start_mark is not None
    return event.start_mark.index


def _end(event: yaml.Event) -> int:
    assert event.end_mark is not None
    return event.end_mark.index


def _without_blanks(text: str, end: int) -> int:
    """The end of the text before `end` without the blanks at its end; a copy of the text would cost too much here."""
    while end > 0 and text[end - 1].isspace():
        end -= 1
    return end


def _character(file: SourceFile, offset: int) -> YamlProblem:
    code = f"U+{ord(file.text[offset]):04X}"
    return YamlProblem(
        file.span(offset, offset + 1),
        Text(f"含有看不见的控制字符（{code}）", f"holds an invisible control character ({code})"),
        Text("请删去这个字符；文件应当是 UTF-8 编码的文本", "delete the character; the file must be text in UTF-8"),
    )
