"""Frozen classes behave like those of the standard library: whatever is said of one here is said of both."""

import copy
import dataclasses
import pickle
from dataclasses import FrozenInstanceError, field

import pytest

from rankdsl import frozen


def classes(dataclass):
    """The same classes, made by `dataclass`; their qualified names are alike, so that their reprs are."""

    @dataclass(frozen=True, slots=True)
    class Empty:
        """Nothing."""

    @dataclass(frozen=True, slots=True)
    class One:
        put: int

    @dataclass(frozen=True, slots=True)
    class Many:
        a: int
        b: str = "b"
        c: dict = field(default_factory=dict)
        d: object = field(default=None, compare=False)
        e: int = field(default=0, repr=False)

    @dataclass(frozen=True)
    class Doubled:
        a: int
        double: int = field(init=False)

        def __post_init__(self):
            object.__setattr__(self, "double", 2 * self.a)

    @dataclass(frozen=True, eq=False)
    class Identity:
        a: int

    @dataclass(slots=True)
    class Open:
        a: int

    return Empty, One, Many, Doubled, Identity, Open


@pytest.fixture(params=[dataclasses.dataclass, frozen.dataclass], ids=["standard", "frozen"])
def made(request):
    return classes(request.param)


def test_fields_are_given_in_order_by_name_or_by_default(made):
    _, one, many, doubled, _, _ = made
    assert one(3).put == one(put=3).put == 3
    assert (many(1).a, many(1).b, many(1).c, many(1).d) == (1, "b", {}, None)
    assert (many(1, "x", e=4).b, many(1, e=4).e) == ("x", 4)
    assert many(1).c is not many(1).c
    assert doubled(4).double == 8
    with pytest.raises(TypeError, match=r"Many\.__init__\(\) missing 1 required positional argument: 'a'"):
        many()


def test_equality_and_hash_are_those_of_the_compared_fields(made):
    empty, one, many, doubled, identity, _ = made
    assert empty() == empty()
    assert hash(one(3)) == hash(one(3))
    assert one(3) != one(4)
    assert one(3) != doubled(3)
    assert one(3) != 3
    assert many(1, d=5) == many(1, d=6) != many(1, e=1)
    assert identity(1) != identity(1)
    assert len({identity(1), identity(1)}) == 2
    assert len({one(3), one(3), empty(), empty()}) == 2
    with pytest.raises(TypeError, match="unhashable"):
        hash(many(1))


def test_repr_names_class_and_fields(made):
    empty, one, many, doubled, _, _ = made
    assert repr(empty()) == "classes.<locals>.Empty()"
    assert repr(one(3)) == "classes.<locals>.One(put=3)"
    assert repr(many(1)) == "classes.<locals>.Many(a=1, b='b', c={}, d=None)"
    assert repr(doubled(4)) == "classes.<locals>.Doubled(a=4, double=8)"


def test_nothing_is_assigned_or_deleted(made):
    _, one, _, doubled, identity, opened = made
    for instance, name in ((one(3), "put"), (doubled(3), "double"), (identity(3), "a"), (identity(3), "new")):
        with pytest.raises(FrozenInstanceError, match=name):
            setattr(instance, name, 4)
        with pytest.raises(FrozenInstanceError, match=name):
            delattr(instance, name)
    assert not hasattr(one(3), "__dict__")
    changed = opened(3)
    changed.a = 4
    assert changed == opened(4)


def test_tools_of_the_standard_library_take_them(made):
    empty, one, many, doubled, _, _ = made
    assert dataclasses.replace(many(1, "x"), a=2) == many(2, "x")
    assert dataclasses.astuple(one(3)) == (3,)
    assert [f.name for f in dataclasses.fields(many)] == ["a", "b", "c", "d", "e"]
    for instance in (empty(), one(3), many(1, c={2: 3}), doubled(4)):
        assert copy.copy(instance) == copy.deepcopy(instance) == instance
    assert many.__match_args__ == ("a", "b", "c", "d", "e")


@frozen.dataclass(frozen=True, slots=True)
class Kept:
    a: int


def test_pickled_and_read_again():
    assert pickle.loads(pickle.dumps(Kept(3))) == Kept(3)


def test_without_a_docstring_the_name_is_one():
    assert Kept.__doc__ == "Kept"
