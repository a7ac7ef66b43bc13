"""Where a rule's variables begin, and how fast they come to rest, from its equations' slopes."""

import ast
import contextlib
import functools
from collections.abc import Sequence

import numpy as np

from models.card import Card
from models.structure import Variable, spelt
from synplast.bad_input import BadInput

NUMPY = """exp log log10 log1p expm1 sqrt sin cos tan sinh cosh tanh arcsin arccos arctan
    abs ceil floor sign logical_and logical_or logical_not"""
#: Brian2's functions, for NumPy.
FUNCTIONS = {name: getattr(np, name) for name in NUMPY.split()} | {
    "clip": lambda value, low, high: np.minimum(np.maximum(value, low), high),
    "int": lambda value: np.trunc(np.asarray(value, float)),
    "exprel": lambda x: np.divide(np.expm1(x), x, out=np.ones_like(x + 0.0), where=x != 0),
    "inf": np.inf,
}
#: A root to rounding, relative to what was added up.
CLOSE = 1e-9
#: A difference for a slope's slope.
SMALL = 1e-6
#: A weight that goes by itself is kept for so long (s) at least: what a protocol takes is minutes,
#: and its conditions do not end at one time.
KEPT = 600


def numbers_of(cards: Sequence[Card]) -> dict:
    """Constants and variables at the start of rules with one text: arrays (cards,) by name.

    Raises
    ------
    BadInput
        A variable of which nothing says where it begins.
    """
    symbols = [constant.symbol for constant in cards[0].constants]
    constants = {symbol: np.array([card[symbol] for card in cards]) for symbol in symbols}
    return constants | find_beginnings(cards[0].variables, constants, cards[0].name)


def find_beginnings(variables: Sequence[Variable], constants: dict, name: str) -> dict:
    """The variables at the start: arrays (sets,), by name.

    A variable begins where its rule says; else, where it has a differential equation, at that one's
    rest; a time stamp begins in the infinite past.

    Parameters
    ----------
    constants : dict from symbol to array (sets,)

    Raises
    ------
    BadInput
        A variable of which neither is known.
    """
    sets = len(constants["w_0"])
    state, unknown = {}, []
    for one in variables:
        if one.begins != "":
            state[one.name] = begin(one, constants)
        elif one.slope:
            unknown.append(one)
        elif one.kind == "parameter":
            refuse(name, one.name, "nothing says where it begins")
        else:
            state[one.name] = np.full(sets, -np.inf if one.kind == "time stamp" else 0.0)
    return state | find_rest(unknown, constants, state, name)


def refuse(name: str, variable: str, why: str) -> None:
    raise BadInput("rule", name, f"{variable}: {why}; give the class a field {variable}_0")


def begin(one: Variable, constants: dict) -> np.ndarray:
    """Where a variable begins by its rule's word: array (sets,)."""
    said = constants[one.begins] if isinstance(one.begins, str) else one.begins
    return np.broadcast_to(np.asarray(said, float), np.shape(constants["w_0"]))


def find_rest(unknown: Sequence[Variable], constants: dict, state: dict, name: str) -> dict:
    """Where the slopes of ``unknown`` are 0 and drive back to it: arrays (sets,) by name."""
    if not unknown:
        return {}
    names = [one.name for one in unknown]
    slope = slopes_of(unknown, constants | state, t=np.nan)
    x = np.zeros((len(unknown), len(constants["w_0"])))
    # A step of 1 is exact for a linear equation, and so is the first root.
    for step in (1.0, *[SMALL] * 50):
        found, matrix = slope(x), steepness(slope, x, step)
        scale = np.einsum("sij,js->is", np.abs(matrix), np.abs(x))
        if (np.abs(found) <= CLOSE * scale).all():
            break
        try:
            x = x - np.linalg.solve(matrix, found.T[..., None])[..., 0].T
        except np.linalg.LinAlgError:
            break
    for n, variable in enumerate(names):
        if not (np.abs(found[n]) <= CLOSE * scale[n]).all():
            refuse(name, variable, "its equation has no rest that can be found")
    matrix = np.nan_to_num(steepness(slope, x, SMALL))
    if (np.linalg.eigvals(matrix).real > CLOSE * np.abs(matrix).max()).any():
        refuse(name, names[0], f"its equation leads away from its rest at {x[0, 0]:g}")
    return dict(zip(names, x, strict=True))


@functools.cache
def rests_at_zero(variables: tuple[Variable, ...]) -> bool:
    """Whether all equations rest where their variables are 0, whatever the constants."""
    moving = [one for one in variables if one.slope]
    names = {spelt(one.name) for one in moving}

    def vanishes(node) -> bool:
        match node:
            case ast.Name():
                return node.id in names
            case ast.UnaryOp():
                return vanishes(node.operand)
            case ast.BinOp(op=ast.Mult()):
                return vanishes(node.left) or vanishes(node.right)
            case ast.BinOp(op=ast.Div()):
                return vanishes(node.left)
            case ast.BinOp(op=ast.Add() | ast.Sub()):
                return vanishes(node.left) and vanishes(node.right)
        return False

    return all(vanishes(ast.parse(one.slope, mode="eval").body) for one in moving)


def find_slowest(variables: Sequence[Variable], numbers: dict) -> np.ndarray:
    """The slowest time constant (s) with which clock-driven variables go to rest: (sets,).

    The weight is not one of them; 0 where none goes to rest.
    """
    moving = [one for one in variables if one.kind == "clock-driven" and one.name != "w"]
    if not moving:
        return np.zeros(len(numbers["w"]))
    slope = slopes_of(moving, numbers, t=0.0)
    matrix = steepness(slope, np.array([numbers[one.name] for one in moving]), SMALL)
    rates = -np.linalg.eigvals(np.nan_to_num(matrix)).real
    # What is not driven back, to rounding, is kept for good.
    goes = rates > CLOSE * np.abs(rates).max(axis=1, keepdims=True)
    times = np.divide(1, rates, out=np.zeros_like(rates), where=goes).max(axis=1)
    return np.array([float(f"{time:.6g}") for time in times])  # what differences leave exact


def require_kept_weight(variables: Sequence[Variable], numbers: dict, name: str) -> None:
    """Refuse a weight that goes by itself when no spike comes: nothing says when it is read.

    Parameters
    ----------
    numbers : dict from name to array (sets,)
        The constants, and the variables at the start.

    Raises
    ------
    BadInput
    """
    (weight,) = (one for one in variables if one.name == "w")
    if weight.kind == "event-driven":
        allowed = "w: leave (event-driven) out: Brian2 would read it as the last spike left it"
        raise BadInput("rule", name, allowed)
    if not weight.slope:
        return
    others = [one for one in variables if one.slope and one.name != "w"]
    rest = {}
    with contextlib.suppress(BadInput):  # without a rest, where they begin
        rest = find_rest(others, numbers, numbers, name)
    w = np.array([numbers["w"]])
    slope = slopes_of([weight], numbers | rest, t=0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = np.fmax(abs(slope(w) / w)[0], abs(steepness(slope, w, SMALL))[:, 0, 0]).max()
    if rate > 1 / KEPT:
        allowed = "w: without a spike it goes by itself, with a time constant of "
        allowed += f"{1 / rate:.3g} s, and no experiment says when it is read: let another "
        raise BadInput("rule", name, f"{allowed}variable decay, or let w keep for {KEPT} s or more")


def slopes_of(moving: Sequence[Variable], known: dict, t: float):
    """The slopes of variables, a function of arrays (variables, sets) to the same."""
    codes = [compile_slope(one.slope) for one in moving]
    fixed = {spelt(name): values for name, values in known.items()} | {"t": t}

    def slope(x: np.ndarray) -> np.ndarray:
        here = fixed | {spelt(one.name): values for one, values in zip(moving, x, strict=True)}
        with np.errstate(all="ignore"):
            return np.array([np.broadcast_to(eval(code, FUNCTIONS, here), x[0].shape)
                             for code in codes], float)  # fmt: skip

    return slope


@functools.cache
def compile_slope(expression: str):
    return compile(expression, "slope", "eval")


def steepness(slope, x: np.ndarray, step: float) -> np.ndarray:
    """How each slope changes with each variable: array (sets, slopes, variables)."""
    columns = []
    for n in range(len(x)):
        up, down = x.copy(), x.copy()
        up[n] += step
        down[n] -= step
        columns.append((slope(up) - slope(down)) / (2 * step))
    return np.moveaxis(np.array(columns), (0, 2), (2, 0))
