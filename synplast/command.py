"""The command line, written once: a protocol's signature is its options, its docstring the help.

What every command does the same: a table on standard output, aligned on a terminal and CSV in a
pipe; everything else on standard error; one line and status 2 for input that cannot be used;
files written whole or not at all.
"""

import argparse
import functools
import inspect
import os
import re
import sys
from typing import get_args

from synplast.arguments import kind_of, parameters_of, read, require_own_files
from synplast.bad_input import BadInput, nearest, one_line
from synplast.documentation import introduction, lines_of
from synplast.file_names import file_to_write
from synplast.process import exit_with, print_text
from synplast.shown import show_itself
from synplast.table import as_csv, as_table
from synplast.values import Kind, show_value
from synplast.whole_file import tolerate, whole

#: What runs as a command and draws, by module, of those that were imported.
COMMANDS = {}


class Parser(argparse.ArgumentParser):
    def error(self, message):
        self.exit(2, f"{self.prog}: error: {one_line(self.explain(message))}\n")

    def explain(self, message: str) -> str:
        unknown = re.match(r"unrecognized arguments: (-\S+)", message)
        if unknown:
            options = [o for action in self._actions for o in action.option_strings if o[1] == "-"]
            name = unknown[1].partition("=")[0]
            return f"{name}: no such option; {nearest(name, options)}"
        return message


class ParserOfValue(Parser):
    """Of a command line that is the value of an option: it prints nothing and ends no process."""

    def __init__(self, **how):
        super().__init__(**how, add_help=False)

    def error(self, message):
        value, _, allowed = self.explain(message).partition(": ")
        raise BadInput("", value, allowed)


class Once(argparse.Action):
    """Takes a value, and no second one in its place."""

    def __call__(self, parser, namespace, values, option_string=None):
        first = getattr(namespace, self.dest)
        if first is not None:
            given = f"{option_string} {show_value(values).strip()}"
            parser.error(f"{given}: once only; it was {show_value(first).strip()} before")
        setattr(namespace, self.dest, values)


def command(function, draw=None) -> None:
    """Run ``function`` as a command if its module is the one that was started.

    Parameters
    ----------
    function : callable
        Decorated with `reads_its_arguments`; returns a named tuple whose fields annotated with
        a kind are the table's columns.
    draw : callable, optional
        ``draw(figure, result)`` behind the option ``--figure``.
    """
    COMMANDS[function.__module__] = function, draw
    for one in results_of(function):
        show_itself(one, draw)
    if function.__module__ != "__main__":
        return
    exit_with(lambda: run(function, draw, sys.argv[1:], started_as()))


def results_of(function) -> tuple:
    """The types of result that a function says it returns."""
    returned = inspect.signature(function).return_annotation
    kinds = get_args(returned) or (returned,)
    return tuple(kind for kind in kinds if hasattr(kind, "_fields"))


def started_as() -> str | None:
    """How the module that was started was called for."""
    module = sys.modules["__main__"].__spec__
    return module and f"python -m {module.name.removesuffix('.__main__')}"


def run(function, draw, arguments: list[str], prog: str | None = None) -> int:
    """Run ``function`` with these arguments; returns the status that its process ends with."""
    parser = options(function, draw, prog)
    given = parse(parser, arguments)
    try:
        own = parameters_of(function)
        outputs = {
            name: read(name, kind, given.pop(name))
            for name, kind in OUTPUTS.items()
            if name in given and name not in own
        }
        language = language_of(outputs, own, given)
        inside = files_to_write(own, given)
        require_own_files(outputs | inside, {n: v for n, v in given.items() if n not in inside})
        words = [
            w
            for n in own
            if own[n].kind is inspect.Parameter.VAR_POSITIONAL
            for w in given.pop(n, ())
        ]
        with tolerate((outputs | inside).values()) as failed:
            result = function(*words, **with_changes(function, given))
            complaints = tell(result)
            write(result, outputs, lambda figure: draw(figure, result), language)
    except BadInput as bad:
        parser.error(bad.on_command_line())
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130
    except MemoryError:
        parser.error("this takes more memory than there is: ask for less at once")
    except OSError as error:  # of a file that no option names
        parser.error(f"{error.filename or 'writing'}: {error.strerror}")
    names = {path: option(name) for name, path in (outputs | inside).items()}
    complaints += [f"{names[p]} {p}: {error.strerror}" for p, error in failed.items() if error]
    for complaint in complaints:
        print(f"{parser.prog}: error: {one_line(complaint)}", file=sys.stderr)
    return 2 if complaints else getattr(result, "status", 0)


def parse(parser: Parser, words: list[str]) -> dict:
    """What was given, by parameter."""
    # A word such as -100:100:5 is a value, which a leading space tells argparse.
    spaced = [re.sub(r"^(?=-[\d.])", " ", word) for word in words]
    parsed = vars(parser.parse_args(spaced)).items()
    return {n: remove_space(v) for n, v in parsed if v not in (None, False, [])}


def arguments_of(function, words: list[str], but: str) -> dict:
    """The arguments that the words of a command line are to ``function``, read by their kinds.

    Raises
    ------
    BadInput
        No such option, a value that is not allowed; ``but``, which is given otherwise, or what
        changes it; a file to be written.
    """
    own = parameters_of(function)
    given = parse(options(function, None, function.__name__, ParserOfValue), words)
    kinds = {name: kind_of(own[name].annotation) for name in given if name in own and name != but}
    for name in given:
        if name not in kinds or kinds[name].writes:
            raise BadInput("", option(name), "not within the value of another option")
    return {name: read(name, kind, given[name]) for name, kind in kinds.items()}


def language_of(outputs: dict, own, given: dict) -> str:
    """The language of the picture; `BadInput` where there is none."""
    if "lang" in own:
        return "en"
    if "lang" in given and "figure" not in outputs:
        raise BadInput("lang", given["lang"], "only with --figure, whose language it is")
    return given.pop("lang", "en")


def tell(result) -> list[str]:
    """Print the table, then the notes; returns what went wrong.

    Before any file is written, so that a full disk costs the file alone.
    """
    if sys.stdout.isatty():
        complaint = print_text(as_table(result, colour=wants_colour()))
    else:
        complaint = print_text(as_csv(result))
    for line in getattr(result, "notes", ()):
        print(line, file=sys.stderr)
    return [complaint] if complaint else []


def wants_colour() -> bool:
    """See https://no-color.org."""
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def write(result, outputs: dict, draw, language: str) -> None:
    if "output" in outputs:
        with whole(outputs["output"]) as beside:
            text = as_csv(result)
            beside.write_text(text, encoding="utf-8", errors="backslashreplace", newline="")
    if "figure" in outputs:
        from synplast.plotting import save

        save(draw, outputs["figure"], language)


def files_to_write(parameters, given: dict) -> dict:
    """The files that the function itself will write, by parameter."""
    kinds = {name: kind_of(parameters[name].annotation) for name in given if name in parameters}
    return {n: read(n, kind, given[n]) for n, kind in kinds.items() if kind and kind.writes}


def remove_space(value):
    """Without the space that `run` put before a minus sign."""
    if isinstance(value, list):
        return [remove_space(word) for word in value]
    return re.sub(r"^ (?=-[\d.])", "", value) if isinstance(value, str) else value


OUTPUTS = {"output": file_to_write(".csv"), "figure": file_to_write(".png", ".svg", ".pdf")}


def with_changes(function, given: dict) -> dict:
    """``given`` with every ``--set`` made to each value of the option that takes changes."""
    changes = given.pop("set", [])
    if not changes:
        return given
    ((name, parameter, kind),) = changeable(function)
    default = parameter.default
    values = given.get(name, [default] if isinstance(default, str) else default)
    return given | {name: [kind.change(value, changes) for value in values]}


def changeable(function) -> list[tuple]:
    """The option whose values ``--set`` changes, if there is one: name, parameter and kind."""
    parameters = parameters_of(function)
    kinds = [(name, one, kind_of(one.annotation)) for name, one in parameters.items()]
    return [found for found in kinds if found[2] and found[2].change]


@functools.cache
def options(function, draw, prog: str | None = None, kind_of_parser=Parser) -> Parser:
    """The parser that ``function``'s signature and docstring describe."""
    documented = inspect.getdoc(function)
    parser = kind_of_parser(
        prog=prog or started_as(),
        description=introduction(documented),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    for parameter in parameters_of(function).values():
        kind = kind_of(parameter.annotation)
        about = lines_of(documented, parameter.name)
        if (
            parameter.default not in (None, inspect.Parameter.empty)
            and parameter.default is not False
        ):
            about += (
                f" (default: {show_value(parameter.default)}{' ' + kind.unit if kind.unit else ''})"
            )
        form = {"action": Once} | ({"nargs": "+"} if kind.many else {})
        if kind.change:
            form = {"action": "append"}
        if parameter.annotation is bool:
            form = {"action": "store_true"}
        else:
            form.setdefault("metavar", metavar(parameter.name, kind))
        if parameter.default is inspect.Parameter.empty:
            form["required"] = True
        name = option(parameter.name)
        if parameter.kind is inspect.Parameter.VAR_POSITIONAL:
            name, form = parameter.name, {"nargs": "*"}
        parser.add_argument(name, help=about.replace("%", "%%"), **form)
        if kind.change:
            parser.add_argument(
                "--set",
                action="append",
                metavar="SYMBOL=VALUE",
                help="change one constant of the rule, such as tau_plus=20*ms (repeatable)",
            )
    if "output" not in parameters_of(function):
        parser.add_argument(
            "--output", action=Once, metavar="FILE.csv", help="also write the table to this file"
        )
    if draw:
        drawn, spoken = "draw the result (.png, .svg, .pdf)", "language of the figure"
        parser.add_argument("--figure", action=Once, metavar="FILE", help=drawn)
        parser.add_argument("--lang", action=Once, choices=["en", "fr"], help=spoken)
    return parser


def metavar(name: str, kind: Kind) -> str:
    """What the help calls a value: the choices, where there are few."""
    choices = f"{{{','.join(kind.choices)}}}" if kind.choices else ""
    return kind.metavar or choices or (kind.unit or name).upper()


def option(name: str) -> str:
    return "--" + name.replace("_", "-")
