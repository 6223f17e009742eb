"""`dataclass` as in the standard library, made faster for frozen classes; used in place of it throughout.

The standard decorator compiles six methods for each class, 0.4 ms; with some 250 classes that was a quarter of the time
that `rankdsl check` of one document took. Here only `__init__` is compiled, the other methods are shared. Instances
behave alike, and type checkers see the standard decorator. See docs/decisions/0030-frozen-classes.md.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

T = TypeVar("T")

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(cls=None, /, *, frozen=False, slots=False, eq=True):
        """The decorator, with those of the standard options that are used here."""
        make = _frozen if frozen else dataclasses.dataclass

        def decorate(written):
            return make(written, slots=slots, eq=eq)

        return decorate if cls is None else decorate(cls)


def _frozen(written: type[T], *, slots: bool, eq: bool) -> type[T]:
    own = frozenset(vars(written))
    written.__doc__ = written.__doc__ or written.__name__  # else the signature is worked out to stand there
    made = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(written)
    fields = dataclasses.fields(made)  # type: ignore[arg-type]  # `made` is one, which its type does not say
    methods: dict[str, Callable[..., object]] = {
        "__init__": _initialiser(made, fields),
        "__repr__": _shown,
        "__setattr__": _refused,
        "__delattr__": _refused,
        "__getstate__": _state,
        "__setstate__": _restored,
    }
    if eq:
        methods |= _comparison([field.name for field in fields if field.compare])
    for name, method in methods.items():
        if name not in own:
            setattr(made, name, method)
    return made


def _initialiser(made: type, fields: tuple[Field[Any], ...]) -> Callable[..., None]:
    """`__init__(self, a, b=…)`, compiled; it sets attributes past the `__setattr__` that refuses."""
    names: dict[str, Any] = {"__put__": object.__setattr__, "__missing__": MISSING}
    parameters = ["self"]
    body = []
    for field in fields:
        if not field.init:
            continue
        value = field.name
        if field.default is not MISSING:
            names[f"__default_{field.name}"] = field.default
            parameters.append(f"{field.name}=__default_{field.name}")
        elif field.default_factory is not MISSING:
            names[f"__make_{field.name}"] = field.default_factory
            parameters.append(f"{field.name}=__missing__")
            value = f"__make_{field.name}() if {field.name} is __missing__ else {field.name}"
        else:
            parameters.append(field.name)
        body.append(f"__put__(self, {field.name!r}, {value})")
    if hasattr(made, "__post_init__"):
        body.append("self.__post_init__()")
    exec(f"def __init__({', '.join(parameters)}):\n " + "\n ".join(body or ["pass"]), names)
    initialise: Callable[..., None] = names["__init__"]
    initialise.__qualname__ = f"{made.__qualname__}.__init__"  # what a TypeError about arguments names
    return initialise


def _comparison(names: list[str]) -> dict[str, Callable[..., object]]:
    """Instances are alike if their class and the fields called `names` are."""
    contents: Callable[[object], object] = attrgetter(*names) if names else type

    def equal(self: object, other: object) -> object:
        return contents(self) == contents(other) if self.__class__ is other.__class__ else NotImplemented

    def hashed(self: object) -> int:
        return hash(contents(self))

    return {"__eq__": equal, "__hash__": hashed}


def _shown(self: Any) -> str:
    """With a loop, not a generator: a tree may be deep, and either is a call more at each level."""
    shown = []
    for field in dataclasses.fields(self):
        if field.repr:
            shown.append(f"{field.name}={getattr(self, field.name)!r}")  # noqa: PERF401
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refused(self: object, name: str, *value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot change field {name!r}")


def _state(self: Any) -> list[object]:
    """For copies: without this pair, copying would assign to the copy, which refuses."""
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _restored(self: Any, state: list[object]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)
