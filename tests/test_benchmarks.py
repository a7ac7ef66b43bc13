"""The benchmarks run: what they print is in `make bench`."""

import importlib
import pkgutil

import pytest

benchmarks = pytest.importorskip("benchmarks", reason="not run from the root of the project")
# Scripts that start at once, and what needs NEST.
SCRIPTS = {"plain_stdp", "plain_calcium", "plain_nmda", "plain_voltage"}
FOUND = [module.name for module in pkgutil.iter_modules(benchmarks.__path__)]
NAMES = [name for name in FOUND if name not in SCRIPTS and not name.startswith("nest_")]


@pytest.mark.parametrize("name", NAMES)
def test_a_benchmark_can_be_started(name):
    assert importlib.import_module(f"benchmarks.{name}").__doc__


def test_a_blueprint_is_what_the_builder_takes():
    from models.catalogue import find
    from protocols.engine import binary
    from protocols.engine.by_brian2 import blueprint

    assert binary.entry(blueprint(find("pair").structure)).name


def test_the_exact_engine_is_timed():
    from benchmarks.exact import seconds

    assert seconds("pair", sets=2, pairs=2) > 0
