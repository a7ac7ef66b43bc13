"""A rule from a file of the user's: ``path/to/my_rule.py:NAME``."""

import ast
import importlib.util
import re
import sys
import traceback
from collections.abc import Mapping
from pathlib import Path

from models.bad_input import BadInput, nearest
from models.card import Card


def load(text: str, values: Mapping[str, str]) -> Card:
    """The card of a rule in a Python file, with some constants changed.

    Parameters
    ----------
    text : str
        ``FILE.py:NAME``, where NAME is a `Rule` of that file, or one of the sets that a class of
        rules publishes there; ``FILE.py`` alone is the first.
    values : mapping from symbol to text

    Raises
    ------
    BadInput
        The file cannot be run, has no such rule, or Brian2 does not take its equations: names the
        file and the line.
    """
    from models.catalogue import varied

    path, name = re.fullmatch(r"(.*\.py)(?::([^/\\]*))?", text).groups(default="")
    path = Path(path)
    found = rules_in(path)
    if not found:
        raise BadInput("rule", path, "has no Rule in it")
    name = name or next(iter(found))
    if name not in found:
        raise BadInput("rule", text, f"no rule of that name in {path}; {nearest(name, found)}")
    family = type(found[name]).__name__
    try:
        card = varied(found[name], f"{path}:{name}", values)
    except AttributeError as error:  # a part of the declaration is missing
        raise BadInput("rule", f"{path}:{line_of(path, family, '')}", str(error)) from None
    check(card, path, family)
    return card


def rules_in(path: Path) -> dict:
    """Every rule that the file names, and every set that its classes publish, by name."""
    from models.rule import Rule

    module = executed(path)
    classes = [
        c for c in vars(module).values() if isinstance(c, type) and c.__module__ == module.__name__
    ]
    found = {name: rule for name, rule in vars(module).items() if isinstance(rule, Rule)}
    own = {
        target.id
        for node in ast.parse(path.read_text()).body
        for target in getattr(node, "targets", [])
        if isinstance(target, ast.Name)
    }
    # Its own first: `FILE.py` alone is not a rule that it imports.
    found = {name: found[name] for name in sorted(found, key=lambda name: name not in own)}
    for family in classes:
        if issubclass(family, Rule):  # its own sets, not those of a class that it extends
            found |= vars(family).get("PUBLISHED", {})
    return found


def executed(path: Path):
    """The module in a file; an error in it becomes one line with its place."""
    specification = importlib.util.spec_from_file_location(f"own_{path.stem}", path)
    module = importlib.util.module_from_spec(specification)
    sys.modules[module.__name__] = module  # dataclasses look their module up
    try:
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
        raise BadInput("rule", f"{path}:{line}", f"{type(error).__name__}: {last(error)}") from None
    return module


def check(card: Card, path: Path, family: str) -> None:
    """Let Brian2 take the rule apart; its complaint names the statement that is at fault."""
    from brian2 import BrianLogger

    from protocols.engine.run import built_in

    if built_in(card.engine):
        return  # an engine for one rule's equations, which `run` compares with its own
    BrianLogger.log_level_warn()  # not what it chose where nothing was said
    if not re.search(r"^\s*(dw/dt|w)\b", card.equations, re.MULTILINE):
        place = f"{path}:{line_of(path, family, 'equations')}"
        raise BadInput("rule", place, "equations: there is no weight, w : 1")
    text = {"equations": "", "on_pre": "w = w", "on_post": "w = w", "on_drive": ""}
    for part in text:  # each with those before it, so that the first to fail is at fault
        text[part] = getattr(card, part)
        try:
            try_out(card.structure[3], **text)
        except Exception as error:
            BrianLogger.suppress_name("unused_brian_object")  # the network that failed
            line = line_of(path, family, part)
            raise BadInput("rule", f"{path}:{line}", f"{part}: {last(error)}") from None


def try_out(constants: tuple, equations: str, on_pre: str, on_post: str, on_drive: str) -> None:
    from brian2 import second
    from brian2.codegen.runtime.numpy_rt import NumpyCodeObject

    from protocols.engine.network import assemble

    structure = equations, on_pre, on_post, constants, on_drive
    assemble(structure, 1, codeobj_class=NumpyCodeObject).net.run(0 * second, namespace={})


def last(error: BaseException) -> str:
    """The innermost error's first line."""
    while error.__cause__:
        error = error.__cause__
    return next(iter(str(error).strip().splitlines()), "")


def line_of(path: Path, family: str, part: str) -> int:
    """The line where a class sets ``part``; the class's own, or 1, if it inherits it."""
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.ClassDef) and node.name == family:
            for inner in node.body:
                names = [t.id for t in getattr(inner, "targets", []) if isinstance(t, ast.Name)]
                if part in (*names, getattr(inner, "name", None)):
                    return inner.lineno
            return node.lineno
    return 1
