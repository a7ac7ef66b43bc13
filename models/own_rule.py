"""A rule from a file of the user's: ``path/to/my_rule.py:NAME``."""

import ast
import contextlib
import importlib.util
import os
import re
import sys
import tokenize
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from models.card import Card
from models.catalogue import vary
from models.equations import BadText
from models.rule import Rule, base_unit
from synplast.bad_input import BadInput, innermost, nearest
from synplast.cache import fingerprint


def load(
    text: str, values: Mapping[str, str], check: Callable[[Card], None] = lambda card: None
) -> Card:
    """The card of a rule in a Python file, with some constants changed.

    Parameters
    ----------
    text : str
        ``FILE.py:NAME``, where NAME is a `Rule` of that file, or one of the sets that a class of
        rules publishes there; ``FILE.py`` alone is the first.
    values : mapping from symbol to text
    check : callable
        What else is asked of the card; a `BadText` of it is told with the file and the line.

    Raises
    ------
    BadInput
        The file cannot be run, has no such rule, or its text cannot be read: names the file and the
        line.
    """
    path, name = re.fullmatch(r"(.*\.py)(?::([^/\\]*))?", text, re.DOTALL).groups(default="")
    path = Path(path)
    module = execute(path)
    found = rules_in(module)
    if not found:
        classes = [one.__name__ for one in vars(module).values() if is_own_family(one, module)]
        said = f"; write a name for its constants: mine = {classes[-1]}(...)" if classes else ""
        raise BadInput("rule", path, f"has no Rule in it{said}")
    name = name or next(iter(found))
    if name not in found:
        raise BadInput("rule", text, f"no rule of that name in {path}; {nearest(name, found)}")
    family = type(found[name]).__name__
    try:
        card = vary(found[name], f"{path}:{name}", values)
        check(card)
    except BadText as bad:
        line = line_of(path, family, bad.part)
        said = with_remedy(bad.allowed, module)
        raise BadInput("rule", f"{path}:{line}", f"{bad.part}: {said}") from None
    return card


def with_remedy(said: str, module) -> str:
    """A complaint of a name that is not known; of a constant of the module, what to do."""
    unknown = re.search(r'"(\w+)" could not be resolved', said)
    value = getattr(module, unknown[1], None) if unknown else None
    if isinstance(value, int | float | np.number | np.ndarray):
        unit = base_unit(value)
        kind = "float" if unit == "1" else unit
        return (
            f"{unknown[1]} is a constant of the file: make it a field of the class, "
            f"{unknown[1]}: {kind}"
        )
    return said


def rules_in(module) -> dict:
    """Every rule that a module names, and every set that its classes publish, by name."""
    found = {name: rule for name, rule in vars(module).items() if isinstance(rule, Rule)}
    own = {
        target.id
        for node in ast.parse(text_of(Path(module.__file__))).body
        for target in getattr(node, "targets", [])
        if isinstance(target, ast.Name)
    }
    # Its own first: `FILE.py` alone is not a rule that it imports.
    found = {name: found[name] for name in sorted(found, key=lambda name: name not in own)}
    for family in vars(module).values():
        if is_own_family(family, module):  # its own sets, not those of a class that it extends
            found |= vars(family).get("PUBLISHED", {})
    return found


def is_own_family(one, module) -> bool:
    """Whether something that a module names is a class of rules that it defines."""
    return isinstance(one, type) and issubclass(one, Rule) and one.__module__ == module.__name__


def text_of(path: Path) -> str:
    """A Python file's text, in the encoding that it says it has."""
    with tokenize.open(path) as file:
        return file.read()


def execute(path: Path):
    """The module in a file; an error in it becomes one line with its place.

    What it imports from beside it is its own: another file's module of the same name is another.
    What it prints goes beside the table, to standard error.
    """
    specification = importlib.util.spec_from_file_location(f"own_{fingerprint(str(path))}", path)
    module = importlib.util.module_from_spec(specification)
    sys.modules[module.__name__] = module  # dataclasses look their module up
    folder, known = str(path.resolve().parent), set(sys.modules)
    sys.path.append(folder)
    try:
        with contextlib.redirect_stdout(sys.stderr):
            specification.loader.exec_module(module)
    except OSError as error:
        raise BadInput("rule", path, error.strerror or str(error)) from None
    except SyntaxError as error:
        raise BadInput("rule", f"{path}:{error.lineno}", f"SyntaxError: {error.msg}") from None
    except (Exception, SystemExit) as error:
        frames = traceback.extract_tb(error.__traceback__)
        line = next(
            (f.lineno for f in reversed(frames) if Path(f.filename).resolve() == path.resolve()), 1
        )
        said = f"{type(error).__name__}: {innermost(error)}"
        if isinstance(error, BadInput):
            said = f"{error.value}: {error.allowed}"
        if "non-frozen dataclass" in said:
            said += ": write @dataclass(frozen=True, kw_only=True)"
        raise BadInput("rule", f"{path}:{line}", said) from None
    finally:
        sys.path.remove(folder)
        for name in set(sys.modules) - known:
            if str(getattr(sys.modules[name], "__file__", None) or "").startswith(folder + os.sep):
                del sys.modules[name]
    return module


def line_of(path: Path, family: str, part: str) -> int:
    """The line where a class sets ``part``; the class's own, or 1, if it inherits it."""
    for node in ast.parse(text_of(path)).body:
        if isinstance(node, ast.ClassDef) and node.name == family:
            for inner in node.body:
                names = [t.id for t in getattr(inner, "targets", []) if isinstance(t, ast.Name)]
                if part in (*names, getattr(inner, "name", None)):
                    return inner.lineno
            return node.lineno
    return 1
