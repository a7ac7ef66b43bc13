"""Reads an experiment's file and the numbers beside it; an error names line and field.

A file is TOML: a title, the paper and its DOI, and the tables preparation, protocol, measured and
source. The numbers are a CSV of the same name, a row a target; a field of the protocol that varies
is a column there. A quantity has its unit: ``period = "10 s"``, or a column ``lag (ms)``.
"""

import csv
import math
import re
import tomllib
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from protocols.experiments.experiment import TRUST, Experiment, Target
from protocols.experiments.fields import (
    CHANGE,
    CONDITIONS,
    COUNT,
    KINDS,
    SEM,
    SIGN,
    WORDS,
    Field,
    missing,
    one_of,
)
from protocols.experiments.spikes import spikes_of
from protocols.stimulation.tetani import require_times
from synplast.bad_input import BadInput, nearest

#: The tables of a file and their fields; those of the protocol depend on its kind.
TABLES = {
    "": {"title": WORDS, "paper": WORDS, "doi": WORDS},
    "preparation": dict.fromkeys(
        ["species", "area", "cell", "age", "temperature", "calcium"], WORDS
    ),
    "protocol": {"kind": one_of(*KINDS)},
    "measured": {"what": WORDS, "when": WORDS, "targets": one_of("means", "cells", "signs")},
    "source": {"numbers": WORDS, "trust": one_of(*TRUST), "reading": WORDS},
}
OPTIONAL = ("age", "temperature", "calcium", "when", "reading")
#: The columns of the numbers that are no fields of the protocol.
MEASURED = {"change": CHANGE, "sem": SEM, "n": COUNT, "sign": SIGN, "note": WORDS}
#: What refuses a condition of a kind that is no spikes.
CHECKS = {
    "tetani": lambda c: require_times(c["first"], c["second"], c["gap"] or 0, c["hours"]),
    "behaviour": None,
}
NEEDED = {"means": ("change", "sem"), "cells": ("change",), "signs": ("sign",)}


def read_experiment(path: Path) -> Experiment:
    """The experiment that a file declares.

    Raises
    ------
    BadInput
        A file that cannot be read, a field that is missing, unknown or has another unit, a number
        that is none, a standard error of 0, spikes that overlap.
    """
    text = read_text(path)
    try:
        declared = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        raise bad(path, place and int(place[1]), "", f"no TOML: {error}") from None
    at = lines_of(text)
    tables = {name: read_table(path, at, declared, name) for name in TABLES}
    kind = tables["protocol"].pop("kind")
    fields = KINDS[kind] | CONDITIONS
    shared = {n: str(v) for n, v in declared["protocol"].items() if n != "kind"}
    read = {}
    for name, value in shared.items():
        field = known(path, at, fields, name)
        read[name] = read_field(path, at.get(("protocol", name)), name, value, field)
    told = tables["measured"] | tables["source"] | tables[""]
    told["targets_are"] = told.pop("targets")
    given = {name: at.get(("protocol", name)) for name in shared} | {"": at.get(("protocol", ""))}
    varied, targets = read_targets(path, fields, kind, read, given, told["targets_are"])
    optional = {name: told.get(name, "") for name in ("when", "reading")}
    return Experiment(
        name=path.stem, kind=kind, shared=shared, varied=varied, targets=targets,
        preparation=tables["preparation"], **told | optional,
    )  # fmt: skip


def read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadInput("experiment", path.name, f"cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise BadInput("experiment", path.name, "text in UTF-8") from None


def bad(path: Path, line: int | None, given: str, allowed: str) -> BadInput:
    """What is told of one field: the file's name, the line, what stands there."""
    place = f"{path.name} line {line}" if line else path.name
    return BadInput("experiment", f"{place}, {given}" if given else place, allowed)


def lines_of(text: str) -> dict[tuple[str, str], int]:
    """The line of every (table, field), and of every table's head, (table, "")."""
    table, found = "", {("", ""): 1}
    for number, line in enumerate(text.splitlines(), start=1):
        if head := re.match(r"\s*\[+\s*([\w.-]+)", line):
            table = head[1]
            found.setdefault((table, ""), number)
        elif key := re.match(r"\s*[\"']?([\w-]+)[\"']?\s*=", line):
            found.setdefault((table, key[1]), number)
    return found


def read_table(path: Path, at: Mapping, declared: Mapping, name: str) -> dict[str, str]:
    """One table's fields; the protocol's own are left for when its kind is known."""
    fields = TABLES[name]
    given = (
        declared.get(name, {}) if name else {k: v for k, v in declared.items() if k not in TABLES}
    )
    if not isinstance(given, dict) or (name and name not in declared):
        raise bad(path, at.get(("", name)), f"[{name}]", f"a table with {', '.join(fields)}")
    found = {}
    for key, value in given.items():
        line = at.get((name, key), at.get((key, "")))
        if key not in fields and name != "protocol":
            others = [] if name else [table for table in TABLES if table]
            raise bad(path, line, key, f"no such field; {nearest(key, [*fields, *others])}")
        if not isinstance(value, str | int | float) or isinstance(value, bool):
            raise bad(path, line, key, "text or a number")
        if key in fields:
            found[key] = read_field(path, line, key, str(value), fields[key])
    for key in fields:
        if key not in found and key not in OPTIONAL:
            allowed = f"missing; {fields[key].allowed}"
            raise bad(path, at.get((name, ""), 1), f"[{name}] {key}" if name else key, allowed)
    return found


def known(path: Path, at: Mapping, fields: Mapping[str, Field], name: str) -> Field:
    if name not in fields:
        raise bad(path, at.get(("protocol", name)), name, f"no such field; {nearest(name, fields)}")
    return fields[name]


def read_field(path: Path, line, name: str, text: str, field: Field, unit: str = "") -> Any:
    """The value of a field in SI units; ``unit`` is that of the column, if it is in one."""
    told = f"{name} = {text!r}"
    number = text.strip()
    if field.units and not unit:
        number, _, unit = number.rpartition(" ")
        if not number or unit not in field.units:
            raise bad(path, line, told, f"{field.allowed}, such as '10 {next(iter(field.units))}'")
    if not number:
        raise bad(path, line, told, f"empty; {field.allowed}")
    try:
        return field.read(number) * field.units[unit] if field.units else field.read(number)
    except (ValueError, ZeroDivisionError):
        raise bad(path, line, told, field.allowed) from None


def read_targets(path: Path, fields, kind: str, shared: dict, given: dict, are: str):
    """The columns that vary, and the targets, from the CSV beside the file."""
    numbers = path.with_suffix(".csv")
    if not numbers.is_file():
        raise bad(path, None, "", f"the numbers stand beside it, in {numbers.name}")
    lines = [(n, one) for n, one in enumerate(read_text(numbers).splitlines(), start=1)
             if one.strip() and not one.startswith("#")]  # fmt: skip
    if len(lines) < 2:
        raise bad(numbers, None, "", "a head and a row a target")
    rows = [next(csv.reader([one])) for _, one in lines]
    columns = read_head(numbers, lines[0][0], rows[0], fields | MEASURED)
    for name in (*NEEDED[are], *(n for n in shared if n in columns)):
        if name in shared:
            raise bad(path, given[name], name, f"a column of {numbers.name} too; one of both")
        if name not in columns:
            allowed = f"a column is missing; {MEASURED[name].allowed}"
            raise bad(numbers, lines[0][0], name, allowed)
    targets = []
    for (line, _), row in zip(lines[1:], rows[1:], strict=True):
        if len(row) != len(columns):
            raise bad(numbers, line, f"{len(row)} values", f"{len(columns)}, as in the head")
        found = {
            name: read_field(numbers, line, name, text, field, unit)
            for (name, (field, unit)), text in zip(columns.items(), row, strict=True)
            if text.strip() or name in NEEDED[are]
        }
        targets.append(target_of(path, numbers, line, fields, kind, shared | found, given))
    varied = tuple(name for name in columns if name in fields)
    return varied, tuple(targets)


def read_head(path: Path, line: int, head: list[str], fields: Mapping[str, Field]) -> dict:
    """Each column's field and unit, by name."""
    columns = {}
    for text in head:
        name, _, unit = text.strip().removesuffix(")").partition(" (")
        if name not in fields:
            raise bad(path, line, text, f"no such column; {nearest(name, fields)}")
        units = fields[name].units
        if (unit or bool(units)) and unit not in units:
            said = f"with its unit, {name} ({') or ('.join(units)})" if units else "without a unit"
            raise bad(path, line, text, said)
        if name in columns:
            raise bad(path, line, text, "one column of a name")
        columns[name] = fields[name], unit
    return columns


def target_of(path, numbers, line: int, fields, kind: str, found: dict, given: dict) -> Target:
    """One target; refuses a condition that makes no spikes, by the line of the field at fault."""
    condition = {name: found.get(name, field.default) for name, field in fields.items()}
    if lacking := missing(kind, condition):
        allowed = f"missing, here and in {numbers.name} line {line}; {fields[lacking].allowed}"
        raise bad(path, given[""], f"[protocol] {lacking}", allowed)
    if check := CHECKS.get(kind, partial(spikes_of, kind)):
        try:
            check(condition)
        except BadInput as error:
            name, value = error.option, f"{error.option} = {error.value}"
            place = (path, given[name]) if name in given else (numbers, line)
            raise bad(*place, value, error.allowed) from None
    return Target(
        condition=condition,
        change=float(found.get("change", math.nan)),
        sem=float(found.get("sem", math.nan)),
        n=found.get("n", 0),
        sign=found.get("sign", ""),
        line=f"{numbers.name} line {line}",
    )
