"""The files of a deployable evaluator, as data: the same documents give the same bytes.

A package `NAME/` beside nothing: rules of every piece of time, the person as Python types, the schema of a case, the
manifest, the document's own tests, and copies of what all of it runs on. Nothing in it imports rankdsl.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from importlib import resources
from typing import Any

from msgspec import Struct

from rankdsl.backends.python.facts import RUNTIME, Writing, facts_source
from rankdsl.backends.python.naming import Names, identifier
from rankdsl.backends.python.person import PersonNames, person_names, person_source
from rankdsl.backends.python.rules import Made, rules
from rankdsl.compiling.travelling import tests_source
from rankdsl.explanation.wording import expr_text
from rankdsl.ir.definitions import Kind
from rankdsl.ir.facts import Vocabulary
from rankdsl.ir.model import Piece
from rankdsl.ir.nodes import Expr
from rankdsl.ir.remarks import WrittenCase
from rankdsl.ir.types import Enumeration, Type
from rankdsl.vocabulary import case_schema
from rankdsl.vocabulary.forms import example, forms, type_words

CARRIED = (
    *("answers", "checking", "commands", "deciding", "describing", "document", "exact", "explaining", "hull"),
    *("hull_lists", "hull_rules", "hull_state", "reading", "rulebook", "telling", "values", "wording"),
)
"""The modules that every package has a copy of."""
LONGEST = 60
"""Characters of the name of a package."""
_SHOWN = 12
"""Values of an enumeration that a message lists in full."""
MANIFEST = "manifest.json"
SCHEMA = "rankdsl-compiled/1"


class Package(Struct, frozen=True):
    """`name`: of the package; `files`: their contents by path, `NAME/…`, in order."""

    name: str
    files: Mapping[str, bytes]


class Contents(Struct, frozen=True):
    """What goes in. `cases`: those that run, each with whether it passes. `manifest`: what is to stand there besides
    the names and hashes of the files."""

    title: str
    vocabulary: Vocabulary
    pieces: tuple[Piece, ...]
    cases: tuple[tuple[WrittenCase, bool], ...]
    manifest: Mapping[str, Any]


def package_name(stem: str) -> str:
    """The name of a package for a document in a file `stem`.rank; a number in front goes to the end."""
    turned = re.sub(r"^([0-9]+)[-_. ]*(.+)$", r"\2_\1", stem)
    return identifier(turned[:LONGEST]) or "evaluator"


def build(contents: Contents, name: str) -> Package:
    names = person_names(contents.vocabulary)
    modules = [f"rules_{piece.program.period.start:%Y_%m_%d}" for piece in contents.pieces]
    made = [rules(piece.program, names, _words) for piece in contents.pieces]
    texts: dict[str, str] = {
        "__init__.py": _init(contents, names, modules, made),
        "__main__.py": _MAIN,
        "person.py": _with_check(person_source(contents.vocabulary, names)),
        "facts.py": facts_source(contents.vocabulary, names, ways),
    }
    texts |= {f"{module}.py": found.source for module, found in zip(modules, made, strict=True)}
    texts |= {f"{module}.py": _carried(module) for module in CARRIED}
    texts["test_cases.py"] = tests_source(contents.title, contents.vocabulary, names, contents.cases)
    texts = {path: _own(text) for path, text in sorted(texts.items())}
    texts["case.schema.json"] = _json(case_schema(contents.vocabulary))
    texts["py.typed"] = ""
    files = {f"{name}/{path}": text.encode("utf-8", "backslashreplace") for path, text in texts.items()}
    hashes = {path: hashlib.sha256(content).hexdigest() for path, content in sorted(files.items())}
    manifest = {"schema": SCHEMA, "package": name, **contents.manifest, "files": hashes}
    files[f"{name}/{MANIFEST}"] = _json(manifest).encode("utf-8", "backslashreplace")
    return Package(name, files)


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _own(text: str) -> str:
    """Imports of what the package carries, made relative."""
    return text.replace(f"from {RUNTIME} import", "from . import").replace(f"from {RUNTIME}.", "from .")


def _carried(module: str) -> str:
    return resources.files(RUNTIME).joinpath(f"{module}.py").read_text(encoding="utf-8")


def _words(expr: Expr) -> tuple[str, str]:
    text = expr_text(expr)
    return text.zh, text.en


def ways(type_: Type) -> Writing:
    """How values of a type are called and written."""
    called, shown = type_words(type_), example(type_)
    if isinstance(type_, Enumeration):
        few = len(type_.values) <= _SHOWN
        listed = "、".join(type_.values if few else (*type_.values[: _SHOWN // 2], "…", type_.values[-1]))
        return Writing((called.zh, called.en), (f"其中之一：{listed}", f"one of: {listed}"))
    return Writing((called.zh, called.en), (shown.zh, shown.en), forms(type_))


def _with_check(source: str) -> str:
    """A person checks itself: nobody who cannot exist is ever decided about."""
    head = "from __future__ import annotations\n\n"
    source = source.replace(head, f"{head}from collections.abc import Callable\n", 1)
    return source + _CHECK


_CHECK = '''
    def __post_init__(self) -> None:
        """ImpossiblePersonError where nobody can be so."""
        for check in CHECKS:
            check(self)


CHECKS: list[Callable[[Person], None]] = []
"""What the package asks of every person."""
'''


_MAIN = f'''"""The command line: see `--help`."""

from __future__ import annotations

import sys

from {RUNTIME} import DOCUMENT, Person
from {RUNTIME}.commands import main

if __name__ == "__main__":
    sys.exit(main(__package__ or "", DOCUMENT, Person, sys.argv[1:]))
'''


def _init(contents: Contents, names: PersonNames, modules: Sequence[str], made: Sequence[Made]) -> str:
    given = Names((*_PUBLIC, *names.enumerations.values(), *modules, *CARRIED, *_TAKEN))
    decisions = list(dict.fromkeys(name for found in made for name in found.decisions))
    functions = {name: given.give(name, "decide") for name in decisions}
    enumerations = sorted(names.enumerations.values())
    lines = [
        f'"""{_text(_about(contents))}"""',
        "",
        "from __future__ import annotations",
        "",
        "from datetime import date",
    ]
    lines += ["", f"from {RUNTIME} import person as _person", f"from {RUNTIME} import {', '.join(modules)}"]
    lines += [f"from {RUNTIME}.{module} import {', '.join(found)}" for module, found in _FROM.items()]
    lines += [
        f"from {RUNTIME}.facts import FACTS",
        f"from {RUNTIME}.person import {', '.join((*enumerations, 'Person'))}",
    ]
    pieces = ", ".join(f"{module}.RULES" for module in modules)
    lines += [
        "",
        f"DOCUMENT = Document({contents.title!r}, FACTS, ({pieces},))",
        "_person.CHECKS.append(DOCUMENT.check)",
    ]
    public = [*_PUBLIC, *enumerations, *functions.values()]
    lines += ["__all__ = [", *(f"    {name!r}," for name in sorted(public)), "]", *_FUNCTIONS.splitlines()]
    for name, function in functions.items():
        lines += ["", "", f"def {function}(person: Person) -> Answer:"]
        docs = []
        for piece, found in zip(contents.pieces, made, strict=True):
            if name in found.decisions:
                definition = piece.program.definitions[piece.program.top[name]]
                docs.append(f"{definition.place.citation}　{name}（自 {piece.program.period.start.isoformat()} 起）")
        lines.append(f'    """{_text("；".join(docs))}"""')
        last = len(modules) - 1
        for i, (module, found) in enumerate(zip(modules, made, strict=True)):
            call = f"{module}.{found.decisions[name]}(person)" if name in found.decisions else "NOT_IN_FORCE"
            if i == last:
                lines.append(f"    return {call}")
            else:
                lines += [f"    if person.as_of < {module}.RULES.end:", f"        return {call}"]
    return "\n".join([*lines, ""])


_PUBLIC = (
    *("DOCUMENT", "Answer", "Explanation", "ImpossiblePersonError", "Outcome", "Person", "Records"),
    *("evaluate", "explain", "month", "read"),
)
_TAKEN = ("FACTS", "NOT_IN_FORCE", "annotations", "cases", "date", "facts", "parse", "person")
_FROM = {
    "answers": ("NOT_IN_FORCE", "Answer", "Outcome"),
    "checking": ("ImpossiblePersonError",),
    "document": ("Document",),
    "exact": ("Records", "month"),
    "reading": ("cases", "parse"),
    "telling": ("Explanation",),
}
_FUNCTIONS = '''

def read(text: str | bytes, as_of: date | None = None) -> list[Person]:
    """The persons of a JSON text (see case.schema.json). ImpossiblePersonError says what is wrong with it."""
    return [Person(**case.arguments) for case in cases(parse(text), FACTS, as_of)]


def evaluate(person: Person, name: str) -> Answer:
    """The answer to a decision or definition. LookupError where the document has none of that name."""
    return DOCUMENT.evaluate(person, name)


def explain(person: Person, name: str) -> Explanation:
    """The answer with its reasons: every condition, article and figure."""
    return DOCUMENT.explain(person, name)'''


def _about(contents: Contents) -> str:
    lines = [f"《{contents.title}》：由 rankdsl 编译，不要手改；改文件后重新编译。", "", "决定 decisions："]
    seen: dict[str, None] = {}
    for piece in contents.pieces:
        program = piece.program
        for name in program.decisions:
            place = program.definitions[program.top[name]].place.citation
            seen[f"- {name}（{place}）"] = None
    lines += [*seen, "", "施行 in force："]
    for piece in contents.pieces:
        period = piece.program.period
        lines.append(f"- {period.start.isoformat()} — {period.end.isoformat()}（不含）")
    return "\n".join([*lines, ""])


def _text(words: str) -> str:
    return words.replace("\\", "\\\\").replace('"', '\\"')


def definitions_of(piece: Piece) -> list[str]:
    """What can be asked about besides decisions."""
    program = piece.program
    kinds = (Kind.DEFINITION, Kind.PARAMETER, Kind.DERIVED)
    return [name for name, symbol in program.top.items() if program.definitions[symbol].kind in kinds]


def in_pieces(pieces: Sequence[Piece], day: date) -> bool:
    return any(p.program.period.start <= day < p.program.period.end for p in pieces)
