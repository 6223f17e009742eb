"""The document's cases as tests that travel with the package: unittest, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from rankdsl.backends.python.facts import RUNTIME
from rankdsl.backends.python.person import PersonNames
from rankdsl.ir.facts import Fact, Vocabulary
from rankdsl.ir.remarks import Expectation, WrittenCase
from rankdsl.ir.types import Enumeration, Type
from rankdsl.ir.values import Records, Scalar, Value, position


def tests_source(
    title: str, vocabulary: Vocabulary, names: PersonNames, cases: Sequence[tuple[WrittenCase, bool]]
) -> str:
    """The module `test_cases`. A case that is known to fail is skipped, and says so."""
    body: list[str] = []
    for number, (case, passes) in enumerate(cases, 1):
        body += ["", f"    def test_{number:03}(self) -> None:", f'        """{_text(case.name)}"""']
        if not passes:
            body.append('        self.skipTest("文件预期这个案例不通过 (the document expects this case to fail)")')
        body.append("        person = Person(")
        body.append(f"            as_of={_scalar(case.person.as_of)},")
        for fact in vocabulary.facts:
            if fact.name in case.person.facts:
                value = _value(case.person.facts[fact.name], fact, names)
                body.append(f"            {names.facts[fact.name]}={value},")
        body.append("        )")
        for name, wanted in case.expected.items():
            body.append(f"        self.expect(person, {name!r}, {_expected(wanted)})")
        if not case.expected:
            body.append("        self.assertIsInstance(person, Person)")
    text = "\n".join([*body, "", "", 'if __name__ == "__main__":', "    unittest.main()", ""])
    head = [f'"""《{_text(title)}》的案例。Run: python -m unittest (from the folder above)."""', ""]
    head += ["from __future__ import annotations", "", "import unittest"]
    head += ["from datetime import date"] if "date(" in text else []
    head += ["from fractions import Fraction"] if "Fraction(" in text else []
    classes = sorted(name for name in names.enumerations.values() if f"{name}." in text)
    head += ["", f"from {RUNTIME} import {', '.join([*classes, 'Outcome', 'Person', 'Records', 'evaluate'])}"]
    return "\n".join([*head, _CLASS, text])


_CLASS = """
CANNOT_TELL, NO_VALUE = "不能确定", "无值"


class Cases(unittest.TestCase):
    def expect(self, person: Person, name: str, wanted: object) -> None:
        answer = evaluate(person, name)
        if wanted == CANNOT_TELL:
            self.assertIs(answer.outcome, Outcome.CANNOT_TELL, name)
        elif wanted == NO_VALUE:
            self.assertEqual(answer.possible, (), name)
        else:
            self.assertEqual(answer.possible, (wanted,), name)
"""


def _text(words: str) -> str:
    return " ".join(words.split()).replace("\\", "\\\\").replace('"', '\\"')


def _expected(wanted: Scalar | Expectation) -> str:
    if isinstance(wanted, Expectation):
        return "CANNOT_TELL" if wanted is Expectation.CANNOT_TELL else "NO_VALUE"
    return _scalar(wanted)


def _value(value: Value, fact: Fact, names: PersonNames) -> str:
    if not isinstance(value, Records):
        return _typed(value, fact.type, names)
    assert fact.records is not None
    known = []
    for year, record in sorted(value.years.items()):
        if record is not None:
            fields = [_typed(record[field.name], field.type, names) for field in fact.records.fields]
            known.append(f"({', '.join([str(year), *fields])})")
    unknown = [str(year) for year, record in sorted(value.years.items()) if record is None]
    parts = [f"({', '.join(known)}{',' if len(known) == 1 else ''})"]
    if unknown:
        parts.append(f"({', '.join(unknown)}{',' if len(unknown) == 1 else ''})")
    return f"Records({', '.join(parts)})"


def _typed(value: Scalar, type_: Type, names: PersonNames) -> str:
    if isinstance(type_, Enumeration):
        return f"{names.enumerations[type_.name]}.{names.values[type_.name, type_.values[position(value, type_)]]}"
    return _scalar(value)


def _scalar(value: Scalar) -> str:
    if isinstance(value, date):
        return f"date({value.year}, {value.month}, {value.day})"
    if isinstance(value, Fraction):
        return f"Fraction({value.numerator}, {value.denominator})"
    return repr(value)
