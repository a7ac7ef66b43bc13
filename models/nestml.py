"""A rule as a synapse in NESTML, from the text that every engine runs.

NESTML (doi:10.3389/fninf.2018.00050) makes a module for NEST of it. The names of the rule are kept;
its equations and statements are those that `models.own_names.written_for_brian2` makes for Brian2.
"""

import ast
import math
import re
from collections.abc import Iterable

from models.card import Card
from models.equations import parse
from models.own_names import written_for_brian2
from models.structure import spelt
from synplast.bad_input import BadInput

OPERATORS = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**", ast.Mod: "%",
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
    ast.And: "and", ast.Or: "or", ast.USub: "-", ast.UAdd: "+", ast.Not: "not ",
}  # fmt: skip
FUNCTIONS = {"exp": "exp", "log": "ln", "log10": "log10", "abs": "abs", "sinh": "sinh",
             "cosh": "cosh", "tanh": "tanh", "ceil": "ceil", "floor": "floor"}  # fmt: skip
#: What stands for something else in NESTML.
TAKEN = {
    "A", "C", "F", "G", "H", "Hz", "J", "K", "L", "N", "S", "T", "V", "W", "e", "g",
    "h", "inf", "l", "m", "ms", "mV", "pA", "pF", "s", "state", "t", "end", "function", "input",
    "output", "parameters", "equations", "internals", "update", "real", "integer", "string", "min",
}  # fmt: skip
MODEL = """\
# {name}
# {source}
# Written by Synplast. In NEST all delay is dendritic: lags are those at the synapse.
model {model}:
    state:
{state}

    parameters:
{parameters}

    equations:
{equations}

    input:
        pre_spikes <- spike
        post_spikes <- spike

    output:
        spike

    onReceive(post_spikes):
{on_post}

    onReceive(pre_spikes):
{on_pre}
        emit_spike(w)

    update:
        integrate_odes()
"""


def write_nestml(card: Card) -> str:
    """The synapse as NESTML.

    Raises
    ------
    BadInput
        The rule is not event-driven, or says what NESTML has no word for.
    """
    kinds = {variable.kind for variable in card.variables if variable.name != "w"}
    if not kinds or kinds - {"event-driven", "parameter"}:
        refuse(card, "only an event-driven rule is a NESTML synapse of its own")
    if card.delays or card.on_drive:
        refuse(card, "its delays, or the voltage of its neuron, are not a synapse's own in NESTML")
    for constant in card.constants:
        if constant.base not in ("", "1", "second", "hertz"):
            refuse(
                card,
                f"{constant.symbol} is in {constant.base}; numbers, times and rates are written",
            )
    written = written_for_brian2(card.structure)
    slopes = parse(written)
    writer = Writer(card)
    values = {constant.symbol: constant.value for constant in card.constants}
    begins = {v.name: values.get(v.begins, v.begins or 0.0) for v in card.variables}
    decaying = [v.name for v in card.variables if v.kind == "event-driven"]
    lines = {
        "state": [f"{spell(name)} real = {number(begins[name])}" for name in begins],
        "parameters": [
            parameter(spell(c.symbol), c.base, c.value)
            for c in card.constants
            if c.symbol != "w_0" and math.isfinite(c.value)
        ],
        "equations": [
            f"{spell(name)}' = {writer.expression(slopes[spelt(name)].expr.code)}"
            for name in decaying
        ],
        "on_pre": writer.statements(written.on_pre),
        "on_post": writer.statements(written.on_post),
    }  # fmt: skip
    blocks = {key: "\n".join(f"        {line}" for line in told) for key, told in lines.items()}
    source = " ".join(card.source.split())
    return MODEL.format(name=card.name, source=source, model=model_name(card), **blocks)


def model_name(card: Card) -> str:
    """What the synapse is called there: ``pair_song_2000_synapse``."""
    return re.sub(r"\W+", "_", card.name.removesuffix(".py")).strip("_") + "_synapse"


def spell(name: str) -> str:
    """A name as the rule has it, apart from NESTML's own words and units."""
    plain = re.sub(r"^own_(\w+)_$", r"\1", name)
    return f"{plain}_" if plain in TAKEN else plain


def parameter(name: str, base: str, value: float) -> str:
    """A constant as NESTML declares it; NEST counts time in ms."""
    if base == "second":
        return f"{name} ms = {1000 * value!r} ms"
    if base == "hertz":
        return f"{name} 1/ms = {value / 1000!r} 1/ms"
    return f"{name} real = {number(value)}"


def number(value: float) -> str:
    return repr(float(value))


def refuse(card: Card, why: str) -> None:
    raise BadInput("nestml", card.name, why)


def bare(text: str) -> str:
    """An expression without a pair of brackets around all of it."""
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return text[1:-1] if place == len(text) - 1 and text[0] == "(" else text
    return text


class Writer:
    """Writes the expressions of one rule in NESTML."""

    def __init__(self, card: Card):
        self.card = card
        self.on_the_way = {}
        self.kept = {variable.name for variable in card.variables}
        self.endless = {c.symbol for c in card.constants if math.isinf(c.value)}

    def expression(self, text: str) -> str:
        return bare(self.write(ast.parse(text.strip(), mode="eval").body))

    def statements(self, text: str) -> list[str]:
        """Lines of NESTML that set what the rule keeps; what is set on the way stands in them.

        (NESTML moves what only postsynaptic spikes change into the neuron, line by line.)
        """
        found, self.on_the_way = [], {}
        for node in ast.parse(text).body:
            if isinstance(node, ast.AugAssign):
                target, value = node.target.id, ast.BinOp(node.target, node.op, node.value)
            elif isinstance(node, ast.Assign):
                target, value = node.targets[0].id, node.value
            else:
                refuse(self.card, f"{ast.unparse(node)!r} is no assignment")
            written = bare(self.write(value))
            if spell(target).removesuffix("_") in self.kept:
                found.append(f"{spell(target)} = {written}")
                self.forget(target)
            else:
                self.on_the_way[target] = value, f"({written})"
        return found

    def forget(self, changed: str) -> None:
        """What was made of a variable's old value cannot be written any more."""
        for name, (value, _) in self.on_the_way.items():
            if changed in {n.id for n in ast.walk(value) if isinstance(n, ast.Name)}:
                self.on_the_way[name] = value, ""

    def name(self, name: str) -> str:
        if name not in self.on_the_way:
            return spell(name)
        _, written = self.on_the_way[name]
        if not written:
            what = f"{spell(name)} is read after what it was made of has changed"
            refuse(self.card, f"{what}, for which NESTML has no words")
        return written

    def write(self, node) -> str:
        """An expression, every operation in brackets of its own."""
        match node:
            case ast.Constant(value=bool()):
                return str(node.value).lower()
            case ast.Constant():
                return number(node.value)
            case ast.Name():
                return self.name(node.id)
            case ast.UnaryOp():
                return f"({OPERATORS[type(node.op)]}{self.write(node.operand)})"
            case ast.BinOp() if type(node.op) in OPERATORS:
                return self.join([node.left, node.right], node.op)
            case ast.BoolOp():
                return self.join(node.values, node.op)
            case ast.Compare(ops=[op], comparators=[right]):
                return self.join([node.left, right], op)
            case ast.Call(func=ast.Name(id=name)):
                return self.call(name, node.args)
        refuse(self.card, f"{ast.unparse(node)!r} has no words in NESTML")

    def join(self, nodes: Iterable, op) -> str:
        return f"({f' {OPERATORS[type(op)]} '.join(map(self.write, nodes))})"

    def call(self, name: str, arguments: list) -> str:
        if name == "clip":
            value, *bounds = arguments
            text = self.write(value)
            for word, bound in zip(("max", "min"), bounds, strict=True):
                if not self.is_endless(bound):
                    text = f"{word}({text}, {self.write(bound)})"
            return text
        if name == "int":
            return f"({self.write(arguments[0])} ? 1.0 : 0.0)"
        if name == "sqrt":
            return f"({self.write(arguments[0])} ** 0.5)"
        if name not in FUNCTIONS:
            refuse(self.card, f"{name}() has no words in NESTML")
        return f"{FUNCTIONS[name]}({', '.join(map(self.write, arguments))})"

    def is_endless(self, node) -> bool:
        """Whether a bound is infinite."""
        names = {spell(n.id) for n in ast.walk(node) if isinstance(n, ast.Name)}
        return bool(names & (self.endless | {"inf", "inf_"}))
