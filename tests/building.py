"""The C++ programs that many tests run, built by one process, which imports Brian2 once for all."""

import contextlib
import gc
import os
import shlex
import subprocess

from models.catalogue import cards, find
from models.pair import SCHEMES
from protocols.drift import INHIBITORY
from protocols.engine import adex_engine, by_brian2, calcium_engine, clock_driven, standalone
from protocols.engine.cpp_program import FLAGS
from protocols.engine.engines import ENGINES
from readout.digits import poisson_spikes
from synplast import cache
from synplast.brian2_loader import load_brian2

#: What every program includes, a third of the compiler's time.
HEADERS = """algorithm climits cmath csignal fstream iostream map random set string
    vector""".split()  # noqa: SIM905


def compile_headers() -> None:
    """Let the compiler read the standard headers once, and not for every program."""
    headers = cache.folder() / "headers.h"
    headers.write_text("".join(f"#include <{name}>\n" for name in HEADERS), encoding="utf-8")
    given = os.environ.get("CXX", "g++")
    call = [*shlex.split(given), *FLAGS, "-x", "c++-header", headers, "-o", f"{headers}.gch"]
    if subprocess.run(call, stderr=subprocess.DEVNULL).returncode == 0:
        os.environ["CXX"] = f"{given} -include {shlex.quote(str(headers))}"


def blueprints() -> list[tuple]:
    """In the order in which the tests come to need them."""
    schemes = [find("pair", {"scheme": scheme}) for scheme in SCHEMES]
    found = [("models.assembly", size) for size in (800, 200)]
    found += [
        (clock_driven if card.structure.method else by_brian2).blueprint(
            card.structure, clock_driven.SIZE if card.structure.method else by_brian2.SIZE
        )
        for card in [*cards().values(), *schemes]
        if card.engine in ENGINES and not ENGINES[card.engine].equations_of
    ]
    found += [adex_engine.blueprint(clock_driven.SIZE), poisson_spikes.NETWORK]
    found += [("protocols.engine.calcium_network", calcium_engine.CELLS, calcium_engine.REPEATS)]
    found += [
        ("models.competition", find("pair").structure, *sizes)
        for sizes in ((1000, INHIBITORY, False), (200, INHIBITORY, False), (200, INHIBITORY, True))
    ]
    found += [("models.assembly", 20, 0.0)]
    return list(dict.fromkeys(found))


def build_all() -> None:
    compile_headers()
    load_brian2()
    gc.freeze()
    for blueprint in blueprints():
        if child := os.fork():
            os.waitpid(child, 0)
            continue
        with contextlib.suppress(Exception):  # a test of it says what was wrong
            standalone.build(blueprint)
        os._exit(0)


if __name__ == "__main__" and standalone.compiler() and hasattr(os, "fork"):
    build_all()
