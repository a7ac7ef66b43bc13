"""Advances a rule from spike to spike in machine code: the same text as NumPy's, under Numba.

What is compiled is a file of the user's cache, beside which Numba keeps the machine code. Compiling
takes some seconds, and loading Numba one: a process that has little to do is answered by NumPy, and
while one has more, another compiles. The results are the same to the last bit, but where NumPy has
an exponential of its own (AVX-512): there they may part by a rounding.
"""

import ast
import contextlib
import functools
import importlib.util
import re
import sys
from collections import Counter
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import numpy as np

from protocols.engine import standalone
from protocols.engine.by_numpy import advance_by_parts
from protocols.engine.spike_order import Order, put_in_turn
from protocols.engine.spike_source import Source
from synplast import cache
from synplast.brian2_loader import USES_BRIAN2
from synplast.packages import digest
from synplast.whole_file import whole

#: The processor's time (s) that a process spends in NumPy on one rule before Numba, which takes as
#: long to be loaded, is.
WORTH = 1.0
#: What a loop may differ by from NumPy, of the largest weight: roundings of a few spikes.
CLOSE = 1e-12
#: Functions of `protocols.engine.initial_state.FUNCTIONS` that are no functions of NumPy's.
OURS = ("clip", "int", "exprel", "power")

LOOP = """
@compiled(
    "void(float64[::1], int64[::1], int8[::1], int64[::1], float64[:,::1], float64[:,::1],"
    "float64[:,::1])", nogil=True, error_model="numpy",
)
def advance(intervals, interval, side, first, begins, numbers, weights):
    table = empty((len(intervals), {width}))
    for s in range(len(weights)):
        {unpack_constants}
        for n in range(len(intervals)):
            {fill_table}
        for c in range(len(first) - 1):
            {unpack_state}
            for n in range(first[c], first[c + 1]):
                k = interval[n]
                elapsed = intervals[k]
                {unpack_factors}
                if side[n] == 0:
                    {state} = on_pre({given})
                else:
                    {state} = on_post({given})
            weights[s, c] = w
"""

_spent: Counter = Counter()
_loops: dict[str, Callable] = {}


def advance(loop: Callable, source: Source, columns: dict, order: Order, weights) -> None:
    """Fill in weights (sets, conditions) after the spikes of ``order``.

    Parameters
    ----------
    columns : dict from name to array (sets, 1)
    """
    sets = len(weights)
    nothing = np.zeros((sets, 1))
    begins, numbers = (
        np.hstack([np.empty((sets, 0)), *(columns.get(name, nothing) for name in names)])
        for names in (source.state, source.constants)
    )
    loop(*order, np.ascontiguousarray(begins), np.ascontiguousarray(numbers), weights)


def spend(source: Source, seconds: float) -> None:
    """Note the processor's time that NumPy took over a rule."""
    _spent[key_of(source)] += seconds


def loop_for(source: Source, columns: dict) -> Callable | None:
    """The compiled loop of a rule, if it is there and worth its loading.

    Where it is not there, its compiling is begun in the background.
    """
    key = key_of(source)
    if key in _loops or _spent[key] < WORTH:
        return _loops.get(key)
    found = cache.read(path_of(key).with_suffix(".json"))
    if found == "compiled":
        return load(source, columns)
    if found is None:
        with contextlib.suppress(OSError):  # without a cache, NumPy answers always
            write(source)
            path = path_of(key)
            standalone.start("protocols.engine.by_numba", str(path), path.with_suffix(".log"))
    return None


def load(source: Source, columns: dict) -> Callable | None:
    """The compiled loop of a rule, compiled here if it must be.

    None where it cannot be, and where it is not NumPy's equal on a few spikes of ``columns``.
    """
    key = key_of(source)
    with USES_BRIAN2, contextlib.suppress(OSError):
        if key not in _loops:
            write(source)
            loop = compile_file(path_of(key))
            _loops[key] = loop if agrees(loop, source, columns) else None
    return _loops.get(key)


def agrees(loop: Callable, source: Source, columns: dict) -> bool:
    """Whether the loop gives what NumPy gives after a few spikes, for the first set."""
    random = np.random.default_rng(0)
    index = np.repeat(np.arange(8, dtype=np.int32), 12)
    sides = [(index, np.concatenate([random.permutation(40)[:12] for _ in range(8)]))
             for _ in range(2)]  # fmt: skip
    order, found = put_in_turn(*sides, 8, 2.5e-3), np.empty((2, 1, 8))
    one = {name: values[:1] for name, values in columns.items()}
    advance(loop, source, one, order, found[0])
    for _ in advance_by_parts(source, one, order, found[1]):
        pass
    return np.allclose(*found, rtol=CLOSE, atol=CLOSE * np.nanmax(np.abs(found)), equal_nan=True)


@functools.cache
def key_of_text(*texts: str) -> str:
    made_by = version("numba"), version("numpy"), digest("protocols", "synplast")
    return cache.fingerprint(texts, *made_by)


def key_of(source: Source) -> str:
    return key_of_text(*source[3:])


def path_of(key: str) -> Path:
    return cache.folder() / "compiled" / f"{key}.py"


def write(source: Source) -> None:
    """Write a rule's file, unless it stands there."""
    path, text = path_of(key_of(source)), module_of(source)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        with whole(path) as beside:
            beside.write_text(text, encoding="utf-8")


def module_of(source: Source) -> str:
    """The text of a rule's file: its functions, and the loop over spikes, conditions and sets."""
    texts = [with_power(text) for text in (source.decay, source.on_pre, source.on_post)]
    called = {*re.findall(r"\b(\w+)\(", "".join(texts))} - {"decay", "on_pre", "on_post"}
    ours = sorted(called.intersection(OURS))
    theirs = ", ".join(sorted(called.difference(OURS) | {"empty", "inf"}))
    head = f"from numpy import {theirs}\n\n"
    head += f"from protocols.engine.scalar_functions import {', '.join([*ours, 'within'])}\n"
    head += "from synplast.compiling import compiled\n"
    functions = [f"\n\n@within\n{text}" for text in texts]
    return head + "".join([*functions, "\n", write_loop(source)])


def with_power(text: str) -> str:
    """``x ** y`` as ``power(x, y)``, which is quick where y is 0 or 1."""

    class Power(ast.NodeTransformer):
        def visit_BinOp(self, node):
            self.generic_visit(node)
            if not isinstance(node.op, ast.Pow):
                return node
            return ast.Call(ast.Name("power", ast.Load()), [node.left, node.right], [])

    return ast.unparse(ast.fix_missing_locations(Power().visit(ast.parse(text)))) + "\n"


def write_loop(source: Source) -> str:
    def unpack(names, array, *index):
        at = ", ".join(index)
        return "; ".join(f"{one} = {array}[{at}, {n}]" for n, one in enumerate(names)) or "pass"

    cells = "".join(f"table[n, {n}], " for n in range(len(source.factors)))
    decayed = f"decay({', '.join(['intervals[n]', *source.constants])})"
    return LOOP.format(
        width=len(source.factors),
        unpack_constants=unpack(source.constants, "numbers", "s"),
        fill_table=f"{cells}= {decayed}" if cells else "pass",
        unpack_state=unpack(source.state, "begins", "s"),
        unpack_factors=unpack(source.factors, "table", "k"),
        state=", ".join(source.state) + ",",
        given=", ".join(["elapsed", *source.factors, *source.state, *source.constants]),
    )


def compile_file(path: Path) -> Callable:
    """The loop of a rule's file, from what Numba keeps beside it or compiled now."""
    specification = importlib.util.spec_from_file_location(f"compiled_{path.stem}", path)
    module = importlib.util.module_from_spec(specification)
    sys.modules[module.__name__] = module  # Numba looks it up by name
    specification.loader.exec_module(module)
    cache.write(path.with_suffix(".json"), "compiled")
    return module.advance


if __name__ == "__main__":
    file = Path(sys.argv[1])
    try:
        compile_file(file)
    except Exception as error:  # Numba's, of a rule that it does not take: NumPy answers always
        cache.write(file.with_suffix(".json"), f"not compiled: {error}")
        raise
