"""The kinds of value that an option takes: how text or a Python value is read, what is allowed.

A protocol's parameters are annotated with these; `command` makes options of them, and a call
from Python is read the same way, so both refuse the same values in the same words.
"""

import functools
import inspect
import math
import os
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

import numpy as np

from models.bad_input import BadInput, printable
from models.card import Card
from models.catalogue import find
from models.whole_file import destination, is_device


@dataclass(frozen=True)
class Kind:
    """What one parameter takes.

    Attributes
    ----------
    read : callable
        From text or a Python value to the value; raises ValueError for one that is not allowed.
    allowed : str
        What is allowed, in words.
    unit : str
        The unit that a plain number is in.
    many : bool
        Whether the option takes several words.
    metavar : str
        What the help calls the value; the unit, or else the parameter's name, if empty.
    writes : bool
        Whether it is the name of a file that will be written.
    """

    read: Callable[[Any], Any]
    allowed: str
    unit: str = ""
    many: bool = False
    metavar: str = ""
    writes: bool = False


@dataclass(frozen=True)
class Unless:
    """Marks a parameter that may not be given where others leave nothing for it to do.

    Attributes
    ----------
    idle : callable
        Of all arguments, by name: whether this one would do nothing.
    why : str
    """

    idle: Callable[[dict[str, Any]], bool]
    why: str


def kind_of(annotation) -> Kind | None:
    """The kind that a parameter or a column is annotated with."""
    if get_origin(annotation) is Annotated and get_origin(annotation.__origin__) is Literal:
        annotation = annotation.__origin__
    if get_origin(annotation) is Literal:
        choices = get_args(annotation)
        return Kind(lambda value: choices[choices.index(value)], f"one of {', '.join(choices)}")
    if annotation is bool:
        return Kind(bool, "")
    return next((k for k in getattr(annotation, "__metadata__", ()) if isinstance(k, Kind)), None)


def reads_its_arguments(function):
    """Read every annotated argument of ``function`` by its kind before it runs.

    Raises
    ------
    BadInput
        Names the parameter, the value and what is allowed; a value given where it would do nothing
        (`Unless`), or a file that is written and named by another parameter too.
    """
    signature = inspect.signature(function)
    kinds = {}
    for name, parameter in signature.parameters.items():
        option = "" if parameter.kind is inspect.Parameter.VAR_POSITIONAL else name
        kinds[name] = option, kind_of(parameter.annotation)

    @functools.wraps(function)
    def called(*args, **kwargs):
        bound = signature.bind(*args, **kwargs)
        given = {n: v for n, v in bound.arguments.items() if v is not None and v is not False}
        bound.apply_defaults()
        others = {n: v for n, v in given.items() if not (kinds[n][1] and kinds[n][1].writes)}
        for name, (option, kind) in kinds.items():
            value = bound.arguments[name]
            if kind is not None and value is not None:
                bound.arguments[name] = read(option, kind, value)
        for name, value in given.items():
            refuse_idle(name, value, signature.parameters[name].annotation, bound.arguments)
        outputs = {n: bound.arguments[n] for n, (_, k) in kinds.items() if k and k.writes}
        require_own_files(outputs, others)
        result = function(*bound.args, **bound.kwargs)
        for name, value in given.items():
            if kinds[name][1] and kinds[name][1].many:
                tell_decimal_commas(name, kinds[name][1], value)
        return result

    return called


def refuse_idle(name: str, value, annotation, arguments: dict[str, Any]) -> None:
    """Raise `BadInput` for a value that was given and would do nothing."""
    for mark in getattr(annotation, "__metadata__", ()):
        if isinstance(mark, Unless) and mark.idle(arguments):
            raise BadInput(name, shown(value), mark.why)


def require_own_files(outputs: dict[str, Path | None], others: dict[str, Any]) -> None:
    """Raise `BadInput` for a file that two parameters would write, or that another one names.

    Parameters
    ----------
    outputs : dict from parameter to path
        What will be written.
    others : dict from parameter to value
        What else was given: names among it, of files to read.
    """
    owners = {file: (name, "names") for name, v in others.items() for file in named_files(v)}
    for name, path in outputs.items():
        if path is None or is_device(destination(path)):
            continue
        first, does = owners.setdefault(os.path.realpath(path), (name, "writes"))
        if first != name:
            raise BadInput(name, path, f"a file of its own; --{first} {does} this one")


def named_files(value) -> set[str]:
    """Every file that a value as it was given may name, also as FILE.py:NAME SYMBOL=VALUE."""
    words = value if isinstance(value, list | tuple) else [value]
    paths = [str(word) for word in words if isinstance(word, str | Path)]
    paths += [words_of_rule(word)[0] for word in paths]
    paths += [word.rpartition(":")[0] for word in paths]
    return {os.path.realpath(path) for path in paths if path}


def read(option: str, kind: Kind, value) -> Any:
    """``value`` by its kind, or `BadInput` naming ``option``."""
    try:
        require_text(value)
        return kind.read(value)
    except BadInput as bad:  # one that a reader raised without knowing the option
        raise BadInput(bad.option or option, bad.value, bad.allowed) from None
    except OSError as error:  # a name too long for a file, say
        raise BadInput(option, shown(value), error.strerror or str(error)) from None
    except (ValueError, TypeError, OverflowError, ZeroDivisionError):
        points = [with_points(kind, word) for word in shown(value).split()]
        hint = f"; the decimal sign is a point, as in {' '.join(points)}" if any(points) else ""
        raise BadInput(option, shown(value), kind.allowed + hint) from None


def require_text(value) -> None:
    """Refuse a value without a letter, which a path would take for the folder one is in."""
    for word in value if isinstance(value, list | tuple) else [value]:
        if isinstance(word, str) and not word.strip():
            raise ValueError


def tell_decimal_commas(option: str, kind: Kind, value) -> None:
    """Say so of a list such as 1,5 that it was read as two values, where 1.5 could be meant."""
    for word in value if isinstance(value, list | tuple) else [value]:
        if pointed := with_points(kind, word):
            items = " and ".join(word.strip().split(","))
            told = f"read as {items}; with a point for the decimal sign, it is {pointed}"
            print(f"--{option.replace('_', '-')} {word.strip()}: {told}", file=sys.stderr)


def with_points(kind: Kind, word) -> str:
    """Numbers with points for their commas, if they are a value then and could be meant so."""
    if not isinstance(word, str) or not re.fullmatch(r"[-+−0-9.,:eE]*\d,\d[-+−0-9.,:eE]*", word):
        return ""
    if re.fullmatch(r"[-+−]?(\d+),\1", word):  # -10,10 is a list
        return ""
    pointed = word.replace(",", ".")
    try:
        kind.read(pointed)
    except (ValueError, TypeError, ZeroDivisionError):
        return ""
    return pointed


def shown(value) -> str:
    """``value`` as it would be typed."""
    many = isinstance(value, list | tuple)
    return " ".join(map(str, value)) if many else str(value)


def plain(text: str) -> str:
    """The text of a number as Python reads it, with the papers' minus sign too.

    Raises ValueError for what Python reads and people do not write: digits of other scripts or with
    underscores between, and more of them, or greater powers of ten, than any option takes.
    """
    text = text.strip().replace("−", "-")
    if not re.fullmatch(r"[-+0-9./eE]{1,100}", text) or re.search(r"[eE][-+]?\d{4}", text):
        raise ValueError
    return text


def exact(value, unit_size: Callable[[], Any] | None = None) -> Fraction:
    """``value`` as the fraction that its decimal text means: 7.3 is 73/10.

    A Brian2 quantity is divided by ``unit_size()`` first, and a plain number is in that unit.
    """
    if isinstance(value, str):
        return Fraction(plain(value))
    if isinstance(value, int | Fraction):
        return Fraction(value)
    if hasattr(value, "dim"):
        ratio = value / unit_size()
        if getattr(ratio, "dim", None) and not ratio.dim.is_dimensionless:
            raise ValueError
        return Fraction(f"{float(ratio):.12g}")
    return Fraction(repr(float(value)))


def whole_number(least: int, most: float = math.inf) -> Callable[[Any], int]:
    def read(value):
        value = plain(value) if isinstance(value, str) else value
        number = int(value)
        if number != float(value) or not least <= number <= most:
            raise ValueError
        return number

    return read


def in_unit(name: str, positive: bool = False) -> Callable[[Any], Fraction]:
    """Reader of exact numbers in the Brian2 unit ``name``, up to 1e9 and down to 1e-9."""

    def unit():
        import brian2

        return getattr(brian2, name)

    def read(value):
        number = exact(value, unit)
        if not (number == 0 or Fraction(1, 10**9) <= abs(number) <= 10**9):
            raise ValueError
        if positive and number <= 0:
            raise ValueError
        return number

    return read


def share(value) -> Fraction:
    fraction = exact(value)
    if not 0 <= fraction <= 1:
        raise ValueError
    return fraction


def voltage(value) -> Fraction:
    millivolts = in_unit("mV")(value)
    if abs(millivolts) > 200:
        raise ValueError
    return millivolts


def several(read_one: Callable[[Any], Any], once: bool = False) -> Callable[[Any], tuple]:
    """Reader of lists: values, comma-separated values, and ranges ``start:stop:step``.

    With ``once``, a value that is given again is not taken again.
    """

    def read_word(word):
        if not isinstance(word, str):
            return [read_one(word)]
        values = []
        if word.count(",") >= MOST_VALUES:
            raise BadInput("", word, f"at most {MOST_VALUES} values")
        for item in word.split(","):
            ends = [read_one(end) for end in item.split(":")]
            if len(ends) == 1:
                values += ends
                continue
            start, stop, step = ends
            count = (stop - start) / step
            if count < 0:
                raise ValueError
            if count > MOST_VALUES:
                raise BadInput("", item, f"at most {MOST_VALUES} values")
            values += [start + n * step for n in range(math.floor(count) + 1)]
        return values

    def read(value):
        # A quantity array is read item by item, so that its unit is kept.
        words = value if isinstance(value, Iterable) and not isinstance(value, str) else [value]
        if isinstance(value, np.ndarray) and value.ndim == 0:
            words = [value]
        values = tuple(one for word in words for one in read_word(word))
        if not values:
            raise ValueError
        if len(values) > MOST_VALUES:
            raise BadInput("", shown(value), f"at most {MOST_VALUES} values")
        return tuple(dict.fromkeys(values)) if once else values

    return read


def rule_card(value, changes: Iterable[str] = ()) -> Card:
    """The card of a rule: a `Card`, a `Rule`, or text ``RULE[:SET] [SYMBOL=VALUE ...]``.

    In the text, RULE may be a file of the user's, ``path/to/my_rule.py``.

    Parameters
    ----------
    changes : iterable of str
        More of ``SYMBOL=VALUE``.
    """
    if isinstance(value, Card):
        return value
    if hasattr(value, "card"):
        return value.card()
    name, *more = words_of_rule(str(value).strip())
    values = changed([*more, *changes])
    if re.search(r"\.py(:[^/\\]*)?$", name):
        from protocols.own_rule import load

        card = load(name, values)
    else:
        card = find(name, values)
    return replace(card, name=printable(card.name))


LEAST, MOST = Fraction(sys.float_info.min), Fraction(sys.float_info.max)


def words_of_rule(text: str) -> list[str]:
    """The rule's name, and each of its changed constants."""
    ends = [match.end() for match in re.finditer(r"\.py(?=[:\s]|$)", text)]
    # A file's name may have spaces and equals signs in it.
    file = max((end for end in ends if os.path.isfile(text[:end])), default=0)
    rest = re.split(r"\s+(?=\w+\s*=)", text[file:])
    return [text[:file] + rest[0], *rest[1:]]


def changed(words: Iterable[str]) -> dict[str, str]:
    """The constants that ``SYMBOL=VALUE`` change, with their new values as text."""
    values = {}
    for word in words:
        found = re.fullmatch(r"\s*(\w+)\s*=(.*)", word, re.DOTALL)
        if not found:
            raise BadInput("set", word, "SYMBOL=VALUE, such as tau_plus=20*ms")
        symbol, value = found[1], found[2].strip()
        number, times, unit = value.partition("*")
        if re.match(r"[-+−.]?\d", number):
            try:
                number = plain(number)
                if Fraction(number) and not LEAST <= abs(Fraction(number)) <= MOST:
                    raise ValueError  # which Python takes for 0, or for infinite
            except (ValueError, ZeroDivisionError):
                raise BadInput("set", word, "a number such as 0.01, or 20*ms") from None
            value = number + times + unit
        if symbol in values:
            raise BadInput("set", word, f"{symbol} once; it was set to {values[symbol]} before")
        values[symbol] = value
    return values


def rule_cards(value) -> tuple[Card, ...]:
    """The cards of several rules; one that is given again is not taken again.

    Raises
    ------
    BadInput
        Two different rules of the same name, which no table could tell apart.
    """
    cards = {}
    for one in value if isinstance(value, list | tuple) else [value]:
        card = rule_card(one)
        if cards.setdefault(card.name, card) != card:
            raise BadInput("rule", card.name, "two different rules have this name")
    return tuple(cards.values())


def file_to_write(*suffixes: str) -> Kind:
    """The name of a file that can be written, with one of ``suffixes``.

    A device or a pipe needs no ending where there is one form only.
    """

    def read(value):
        path = Path(value)
        there = destination(path)
        device = is_device(there)
        if path.suffix.lower() not in suffixes and not (device and len(suffixes) == 1):
            raise ValueError
        if not there.parent.is_dir():
            raise BadInput("", value, f"the folder {there.parent} does not exist")
        if there.is_dir() or not os.access(there if there.exists() else there.parent, os.W_OK):
            raise BadInput("", value, "this file cannot be written")
        if not device and not os.access(there.parent, os.W_OK | os.X_OK):
            allowed = f"the folder {there.parent}, where it is first written beside, cannot be"
            raise BadInput("", value, allowed)
        return path

    return Kind(
        read, f"a name ending in {' or '.join(suffixes)}", metavar=f"FILE{suffixes[0]}", writes=True
    )


def folder_to_write(value) -> Path:
    path = Path(value)
    if not path.is_dir():
        raise BadInput("", value, "a folder that exists")
    if not os.access(path, os.W_OK | os.X_OK):
        raise BadInput("", value, "this folder cannot be written")
    return path


#: In one range: more is a slip of the keyboard.
MOST_VALUES = 100_000

Count = Annotated[int, Kind(whole_number(1), "a whole number, 1 or more")]
Whole = Annotated[int, Kind(whole_number(0), "a whole number, 0 or more")]
Seed = Annotated[int, Kind(whole_number(0, 2**32 - 1), "a whole number from 0 to 4294967295")]
Number = Annotated[np.ndarray, Kind(float, "a number")]
Positive = Annotated[Fraction, Kind(in_unit("", positive=True), "a number greater than 0")]
Share = Annotated[Fraction, Kind(share, "a fraction from 0 to 1")]
Percent = Annotated[np.ndarray, Kind(float, "a percentage")]
Text = Annotated[np.ndarray, Kind(str, "text")]
HZ = "a frequency in Hz, greater than 0 (1e-9 to 1e9)"
LIST = "a list (-10 10, or -10,10) or a range start:stop:step"
Hz = Annotated[Fraction, Kind(in_unit("Hz", positive=True), HZ, "Hz")]
ms = Annotated[Fraction, Kind(in_unit("ms"), "a time in ms", "ms")]
mV = Annotated[Fraction, Kind(voltage, "a voltage in mV, -200 to 200", "mV")]  # noqa: N816
Rates = Annotated[
    tuple[Fraction, ...],
    Kind(several(in_unit("Hz", positive=True), once=True), f"{HZ}: {LIST}", "Hz", many=True),
]
Times = Annotated[
    tuple[Fraction, ...],
    Kind(several(in_unit("ms"), once=True), f"times in ms: {LIST}", "ms", many=True),
]
Voltages = Annotated[
    tuple[Fraction, ...],
    Kind(several(voltage, once=True), f"voltages in mV, -200 to 200: {LIST}", "mV", many=True),
]
Rules = Annotated[
    tuple[Card, ...],
    Kind(rule_cards, "RULE or RULE:SET, as python -m models lists them, or FILE.py:NAME"),
]
