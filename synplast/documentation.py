"""A command's docstring, in NumPy's style: its sections, and what the options' types add to it."""

import inspect
import re
import textwrap
from typing import Annotated, Any, Literal, get_origin

UNDOCUMENTED = "Without -OO, this tells what the options do."


def complete(function) -> str:
    """The docstring with a line from the annotation for each parameter that it does not tell of.

    Such an annotation has text: ``Annotated[int, kind, "Of the random numbers."]``.
    """
    text = inspect.getdoc(function)
    if text is None:  # python -OO
        return UNDOCUMENTED
    head, *parts = re.split(r"^(\w+)\n-+\n", text, flags=re.MULTILINE)
    sections = dict(zip(parts[::2], parts[1::2], strict=True))
    told = dict(re.findall(r"^(\w+) : (.*\n(?:    .*\n?)+)", sections.pop("Parameters", ""), re.M))
    for name, parameter in inspect.signature(function).parameters.items():
        if said := said_of(parameter.annotation):
            lines = textwrap.fill(said, 96, initial_indent="    ", subsequent_indent="    ")
            told.setdefault(name, f"{type_name(parameter.annotation)}\n{lines}")
    ordered = [f"{name} : {told[name].rstrip()}" for name in signature_order(function, told)]
    sections = ({"Parameters": "\n".join(ordered)} if ordered else {}) | sections
    written = [f"{name}\n{'-' * len(name)}\n{body.rstrip()}" for name, body in sections.items()]
    return "\n\n".join([head.rstrip(), *written]) + "\n"


def signature_order(function, names) -> list[str]:
    return [name for name in inspect.signature(function).parameters if name in names]


def said_of(annotation) -> str:
    """What an annotation says; of one that is made from another, what the outer one says."""
    said = [k for k in getattr(annotation, "__metadata__", ()) if isinstance(k, str)]
    return said[-1] if said else ""


def bare(annotation) -> Any:
    """An annotation without what it says of the option."""
    return annotation.__origin__ if get_origin(annotation) is Annotated else annotation


def type_name(annotation) -> str:
    plain = bare(annotation)
    return "str" if get_origin(plain) is Literal else getattr(plain, "__name__", str(plain))


def introduction(docstring: str) -> str:
    return docstring.partition("\nParameters\n")[0]


def lines_of(docstring: str, name: str) -> str:
    """What a docstring says of one parameter."""
    found = re.search(rf"^{name} : .*\n((?:    .*\n?)+)", docstring, re.MULTILINE)
    return " ".join(found[1].split()) if found else ""
