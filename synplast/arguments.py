"""Arguments read by their kinds, on the command line and from Python alike.

A command's parameters are annotated with kinds; `synplast.command` makes options of them, and a
call from Python is read the same way, so both refuse the same values in the same words.
"""

import functools
import inspect
import os
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

from synplast.bad_input import BadInput
from synplast.documentation import bare, complete
from synplast.values import Kind, show_value
from synplast.whole_file import destination, is_device


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
        allowed = f"one of {', '.join(choices)}"
        return Kind(lambda value: choices[choices.index(value)], allowed, choices=choices)
    if annotation is bool:
        return Kind(bool, "")
    return next((k for k in getattr(annotation, "__metadata__", ()) if isinstance(k, Kind)), None)


@functools.cache
def parameters_of(function) -> Mapping[str, inspect.Parameter]:
    """A command's parameters with the kinds that `reads_its_arguments` reads them by."""
    return inspect.signature(getattr(function, "__wrapped__", function)).parameters


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

    plain = [p.replace(annotation=bare(p.annotation)) for p in signature.parameters.values()]
    called.__signature__ = signature.replace(parameters=plain)
    called.__doc__ = complete(function)
    return called


def refuse_idle(name: str, value, annotation, arguments: dict[str, Any]) -> None:
    """Raise `BadInput` for a value that was given and would do nothing."""
    for mark in getattr(annotation, "__metadata__", ()):
        if isinstance(mark, Unless) and mark.idle(arguments):
            raise BadInput(name, show_value(value), mark.why)


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
    paths += [word[: end.end()] for word in paths for end in re.finditer(r"\.py\b", word)]
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
        raise BadInput(option, show_value(value), error.strerror or str(error)) from None
    except (ValueError, TypeError, OverflowError, ZeroDivisionError):
        points = [with_points(kind, word) for word in show_value(value).split()]
        hint = f"; the decimal sign is a point, as in {' '.join(points)}" if any(points) else ""
        raise BadInput(option, show_value(value), kind.allowed + hint) from None


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
