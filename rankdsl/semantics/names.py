"""What a name stands for: a field of the record at hand, a norm, a fact, a value of an enumeration."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from fractions import Fraction
from functools import cached_property

from msgspec import Struct

from rankdsl.diagnostics import Diagnostic, Edit, Text
from rankdsl.ir.facts import Fact, RecordShape, Vocabulary, Window
from rankdsl.ir.nodes import Const, FactRef, FieldRef, Ref
from rankdsl.ir.types import INTEGER, Enumeration, Truth, Type
from rankdsl.semantics import findings_terms as findings
from rankdsl.semantics import intervals, levels, phrases
from rankdsl.semantics.kinds import same_kind
from rankdsl.semantics.meanings import Broken, Meanings, Typed
from rankdsl.semantics.near import NOTHING_NEAR, glued, is_slip, likely_edit, near_text
from rankdsl.semantics.no_values import without_value
from rankdsl.semantics.operands import Notes
from rankdsl.source import SourceFile, Span
from rankdsl.syntax import ast, parse_formula

_MOST_VALUES_SHOWN = 12


class _InAny(Struct, frozen=True):
    """Several collections of names as one, without a copy for each wrong name of a long document."""

    parts: tuple[Container[str], ...]

    def __contains__(self, name: object) -> bool:
        return any(name in part for part in self.parts)


class Names(Struct, frozen=True, dict=True):
    meanings: Meanings
    notes: Notes

    @property
    def vocabulary(self) -> Vocabulary:
        return self.meanings.vocabulary

    # --- values

    def value(self, ident: ast.Ident, wanted: Type | None, records: Fact | None) -> Typed | None:
        """A name where a value is asked for. `records`: the list in whose filter it stands."""
        found = self._known(ident, records)
        if found is Broken.BROKEN:
            return None
        is_value = isinstance(wanted, Enumeration) and ident.text in wanted.values
        if is_value and wanted is not None and (found is None or not same_kind(found.type, wanted)):
            return Typed(Const(ident.text, wanted), None)
        other = self.meanings.stands_for.get(ident.text)
        if other is not None and found is None and isinstance(wanted, Enumeration) and other in wanted.values:
            return Typed(Const(other, wanted), None)
        if found is not None:
            return found
        if isinstance(wanted, Truth) and self._noted_as_phrase(ident, phrases.truth(ident.text)):
            return None
        return self._enumerated(ident, ident.text, ident.span, wanted, records)

    def level(self, written: ast.Quantity, wanted: Type | None) -> Typed | None:
        """25级: a value that begins with a number, however either writes it."""
        values = wanted.values if isinstance(wanted, Enumeration) else self._values
        name = next((v for v in self._levels.get(written.value, ()) if v in values), levels.as_written(written))
        return self._enumerated(None, name, written.span, wanted, None)

    def is_value(self, ident: ast.Ident) -> bool:
        """Whether some enumeration has a value of the name; what stands beside it tells whether it means that."""
        return ident.text in self._values

    def is_unknown(self, ident: ast.Ident, records: Fact | None) -> bool:
        name = ident.text
        field = self._field_named(name, shape_of(records)) if records is not None else None
        return field is None and name not in self._facts and name not in self.meanings.names()

    def owners(self, written: ast.Expr) -> tuple[Enumeration, ...]:
        """The enumerations that a bare value may belong to."""
        match written:
            case ast.Name(ident=ident):
                return self._owners(ident.text)
            case ast.Quantity(value=value, unit=ast.WrittenUnit.LEVEL):
                named = self._levels.get(value, ())
                return tuple(dict.fromkeys(owner for name in named for owner in self._owners(name)))
            case _:
                return ()

    def _known(self, ident: ast.Ident, records: Fact | None) -> Typed | Broken | None:
        if records is not None:
            field = self._field_named(ident.text, shape_of(records))
            if field is not None:
                return field
        norm = self.meanings.norm(ident)
        match norm:
            case Broken.BROKEN:
                return norm
            case Const():
                return Typed(norm, intervals.of_const(norm))
            case Ref(symbol=symbol):
                return Typed(norm, self.meanings.interval(symbol))
            case None:
                pass
            case _:
                raise TypeError(f"a norm stands for a reference or a constant, not {norm}")
        fact = self._facts.get(ident.text)
        if fact is None or fact.records is not None:
            return None
        return Typed(FactRef(fact.name, fact.type), intervals.of_fact(fact))

    def _field_named(self, name: str, shape: RecordShape) -> Typed | None:
        if name == shape.key:
            return Typed(FieldRef(name, INTEGER), intervals.of_key(shape))
        field = next((f for f in shape.fields if f.name == name), None)
        return Typed(FieldRef(name, field.type), intervals.of_fact(field)) if field is not None else None

    def _enumerated(
        self, ident: ast.Ident | None, name: str, span: Span, wanted: Type | None, records: Fact | None
    ) -> Typed | None:
        if isinstance(wanted, Enumeration):
            if name in wanted.values:
                return Typed(Const(name, wanted), None)
            self._no_value_of(wanted, ident, name, span, records)
            return None
        owners = self._owners(name)
        if len(owners) == 1:
            return Typed(Const(name, owners[0]), None)
        if owners:
            candidates = Text("、".join(f"“{e.name}”" for e in owners), " and of ".join(f"“{e.name}”" for e in owners))
            self.notes.say(findings.VALUE_AMBIGUOUS, span, subject=name, name=name, candidates=candidates)
        elif ident is None:
            near = near_text(name, (v for e in self.vocabulary.enumerations for v in e.values))
            self.notes.say(
                findings.LEVEL_UNKNOWN, span, subject=name, vocabulary=self.vocabulary.name, name=name, near=near
            )
        else:
            self._unknown(ident, records)
        return None

    # --- lists, windows, fields, facts

    def records(self, ident: ast.Ident) -> Fact | None:
        """A list of records by name."""
        fact = self._facts.get(ident.text)
        if fact is not None and fact.records is not None:
            return fact
        if not self._noted_as_glued(ident, None):
            lists = [f.name for f in self.vocabulary.facts if f.records is not None]
            self._say_near(findings.LIST_UNKNOWN, ident, lists)
        return None

    def window(self, ident: ast.Ident) -> Window | None:
        found = next((w for w in self.vocabulary.windows if w.name == ident.text), None)
        if found is None and not self._noted_as_phrase(ident, phrases.window(ident.text)):
            self._say_near(findings.WINDOW_UNKNOWN, ident, [w.name for w in self.vocabulary.windows])
        return found

    def field(self, ident: ast.Ident, records: Fact) -> Typed | None:
        """A field of a list, or its key."""
        shape = shape_of(records)
        found = self._field_named(ident.text, shape)
        if found is None:
            names = [f.name for f in shape.fields]
            fields = Text("、".join(f"“{n}”" for n in names), ", ".join(names))
            self._say_near(findings.FIELD_UNKNOWN, ident, names, records=records.name, fields=fields)
        return found

    def fact(self, ident: ast.Ident) -> Fact | None:
        """A base fact or list."""
        found = self._facts.get(ident.text)
        if found is not None:
            return found
        behind = self.meanings.behind.get(ident.text)
        if behind is not None:
            use = Text("这里要写它所依据的事实", "does not stand here itself")
            self.derived_not_given(ident, behind, use)
        else:
            self._say_near(findings.FACT_UNKNOWN, ident, self._facts)
        return None

    def derived_not_given(self, ident: ast.Ident, behind: Iterable[str], use: Text) -> None:
        facts = "、".join(behind)
        self.notes.say(
            findings.DERIVED_NOT_GIVEN, ident.span, subject=ident.text, name=ident.text, use=use, facts=facts
        )

    def base_facts(self, idents: Iterable[ast.Ident]) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for ident in idents:
            behind = self.meanings.behind.get(ident.text)
            if behind is not None:
                found.update(dict.fromkeys(behind))
            elif ident.text in self._facts:
                found.setdefault(ident.text)
            elif self.meanings.norm(ident) is not Broken.BROKEN:
                known = _InAny((self._facts, self.meanings.behind))
                if self._noted_as_phrase(ident, phrases.listed(ident.text, known)):
                    continue
                self._say_near(findings.FACT_UNKNOWN, ident, (*self._facts, *self.meanings.behind))
        return tuple(found)

    def judged(self, ident: ast.Ident) -> Typed | None:
        """待判断 F"""
        fact = self._facts.get(ident.text)
        if fact is None:
            self._say_near(findings.FACT_UNKNOWN, ident, [f.name for f in self.vocabulary.facts if f.judged_by])
            return None
        if not isinstance(fact.type, Truth) or fact.judged_by is None:
            self.notes.say(findings.NOT_JUDGED, ident.span, subject=ident.text, name=ident.text)
            return None
        return Typed(FactRef(fact.name, fact.type), None)

    # --- what nothing bears

    def _unknown(self, ident: ast.Ident, records: Fact | None) -> None:
        if self._noted_as_no_value(ident):
            return
        known = _InAny((self._fields(records), self.meanings.names(), self._facts))
        if self._noted_as_phrase(ident, phrases.condition(ident.text, known, self._values)):
            return
        if self._noted_as_glued(ident, records):
            return
        if records is not None and near_text(ident.text, self._fields(records)) != NOTHING_NEAR:
            self.field(ident, records)
            return
        self._say_near(findings.NAME_UNKNOWN, ident, self._candidates(records))

    def _no_value_of(
        self, wanted: Enumeration, ident: ast.Ident | None, name: str, span: Span, records: Fact | None
    ) -> None:
        phrase = phrases.value(name, wanted.values)
        if ident is not None and phrase is not None and phrase.meant:
            self._noted_as_phrase(ident, phrase)
            return
        if ident is not None and phrase is None and not self._owners(name):
            if self._noted_as_no_value(ident) or self._noted_as_glued(ident, records):
                return
            names = self._candidates(records)
            if near_text(name, names) != NOTHING_NEAR and near_text(name, wanted.values) == NOTHING_NEAR:
                self._say_near(findings.NAME_UNKNOWN, ident, names)
                return
        shown = "、".join(wanted.values[:_MOST_VALUES_SHOWN])
        in_english = ", ".join(wanted.values[:_MOST_VALUES_SHOWN])
        more = len(wanted.values) > _MOST_VALUES_SHOWN
        edits = likely_edit(ident, wanted.values) if ident is not None else ()
        self.notes.say(
            findings.VALUE_UNKNOWN,
            span,
            subject=name,
            edits=edits,
            enumeration=wanted.name,
            name=name,
            sure=self._is_slip(ident, edits),
            near=phrase.why if phrase else self._belonging(name) or near_text(name, wanted.values),
            values=Text(shown + ("等" if more else ""), in_english + (" and more" if more else "")),
        )

    def _belonging(self, value: str) -> Text | None:
        owners = self._owners(value)
        if not owners:
            return None
        names = _listed(owners)
        return Text(f"“{value}”是{names.zh}的值；", f"“{value}” is a value of {names.en}; ")

    def _noted_as_no_value(self, ident: ast.Ident) -> bool:
        """Names that mean something but have no value: lists, windows, fields, enumerations."""
        found = self._without_value.get(ident.text)
        if found is None:
            return False
        kind, told = found
        self.notes.say(
            findings.NO_VALUE_ITSELF, ident.span, subject=ident.text, name=ident.text, found=kind, advice=told
        )
        return True

    def _noted_as_phrase(self, ident: ast.Ident, phrase: phrases.Phrase | None) -> bool:
        if phrase is None or ident.span.text.startswith("「"):
            return False
        diagnostic = findings.NAME_PHRASE if phrase.meant else findings.NAME_ET_CETERA
        edits = (Edit(ident.span, phrase.meant),) if phrase.meant else ()
        words = {"name": ident.text, "why": phrase.why, "meant": phrase.meant}
        self.notes.say(diagnostic, ident.span, subject=ident.text, edits=edits, sure=True, **words)
        return True

    @staticmethod
    def _is_slip(ident: ast.Ident | None, edits: tuple[Edit, ...]) -> bool:
        return ident is not None and all(is_slip(ident.text, edit.text.strip("「」")) for edit in edits)

    def _noted_as_glued(self, ident: ast.Ident, records: Fact | None) -> bool:
        known = _InAny((self._fields(records), self.meanings.names(), self._facts, self._without_value, self._values))
        found = glued(ident.text, known)
        if found is None:
            return False
        self.notes.say(
            findings.NAME_GLUED,
            ident.span,
            subject=ident.text,
            edits=(Edit(ident.span, found.spaced),) if _reads(found.spaced) else (),
            name=ident.text,
            word=found.word,
            spaced=found.spaced,
        )
        return True

    def _say_near(self, diagnostic: Diagnostic, ident: ast.Ident, names: Iterable[str], **words: object) -> None:
        candidates = tuple(names)
        edits = likely_edit(ident, candidates)
        self.notes.say(
            diagnostic,
            ident.span,
            subject=ident.text,
            edits=edits,
            sure=self._is_slip(ident, edits),
            name=ident.text,
            vocabulary=self.vocabulary.name,
            near=near_text(ident.text, candidates),
            **words,
        )

    # --- tables

    @cached_property
    def _facts(self) -> dict[str, Fact]:
        return {fact.name: fact for fact in self.vocabulary.facts}

    @cached_property
    def _values(self) -> dict[str, tuple[Enumeration, ...]]:
        found: dict[str, tuple[Enumeration, ...]] = {}
        for enumeration in self.vocabulary.enumerations:
            for value in enumeration.values:
                found[value] = (*found.get(value, ()), enumeration)
        return found

    @cached_property
    def _levels(self) -> Mapping[Fraction, tuple[str, ...]]:
        return levels.by_number(self.vocabulary.enumerations)

    def _owners(self, value: str) -> tuple[Enumeration, ...]:
        return self._values.get(value, ())

    def _candidates(self, records: Fact | None) -> tuple[str, ...]:
        facts = (f.name for f in self.vocabulary.facts if f.records is None)
        return (*self._fields(records), *self.meanings.names(), *facts)

    @staticmethod
    def _fields(records: Fact | None) -> tuple[str, ...]:
        if records is None:
            return ()
        shape = shape_of(records)
        return (*(f.name for f in shape.fields), shape.key)

    @cached_property
    def _without_value(self) -> dict[str, tuple[Text, Text]]:
        return without_value(self.vocabulary)


def _reads(written: str) -> bool:
    """Whether it is a formula, so that it can stand where a name stood."""
    for text in (written, f"计数 {written}"):  # what follows a window is no formula by itself
        formula, wrong = parse_formula(SourceFile("", text), 0, len(text))
        if formula is not None and not wrong:
            return True
    return False


def shape_of(records: Fact) -> RecordShape:
    assert records.records is not None
    return records.records


def _listed(enumerations: Iterable[Enumeration]) -> Text:
    names = [f"“{e.name}”" for e in enumerations]
    return Text("、".join(names), " and of ".join(names))
