"""A rule's NESTML made into a module of NEST, and its window run there."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import nest
import numpy as np
import pytest

from models.card import Card
from models.nestml import model_name, write_nestml

#: Fires when it is told to, whatever comes through the synapse.
RELAY = """\
model relay_neuron:
    state:
        V_m real = 0

    input:
        drive <- spike
        synaptic <- spike

    output:
        spike

    onReceive(drive):
        emit_spike()
"""
BUILD = """
import json, sys
from pynestml.frontend.pynestml_frontend import generate_nest_target
generate_nest_target(**json.loads(sys.argv[1]))
"""
DELAY = 1.0  # ms
SITE = Path(nest.__file__).parent


def build(card: Card, folder: Path) -> Path:
    """The module, in ``folder``; skips the test where NEST's modules cannot be compiled."""
    need_headers()
    sources = {"relay_neuron": RELAY, model_name(card): write_nestml(card)}
    for name, text in sources.items():
        (folder / f"{name}.nestml").write_text(text)
    post = {"synapses": {model_name(card): {"post_ports": ["post_spikes"]}}}
    options = {
        "input_path": [str(folder / f"{name}.nestml") for name in sources],
        "target_path": str(folder / "generated"),
        "install_path": str(folder),
        "module_name": "ourmodule",
        "logging_level": "ERROR",
        "codegen_opts": {
            "nest_path": str(prefix(folder)),
            "neuron_synapse_pairs": [{"neuron": "relay_neuron", **post}],
            "weight_variable": {model_name(card): "w"},
        },
    }
    call = [sys.executable, "-c", BUILD, json.dumps(options)]
    done = subprocess.run(call, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return folder / "ourmodule"


def need_headers() -> None:
    pytest.importorskip("pynestml", reason="NESTML is not installed: pip install .[oracle]")
    if not (shutil.which("cmake") and shutil.which("g++")):
        pytest.skip("a module of NEST needs cmake and g++")
    includes = "#include <boost/type_index.hpp>\n#include <ltdl.h>\n"
    call = ["g++", "-x", "c++", "-E", "-o", "/dev/null", "-"]
    if subprocess.run(call, input=includes, capture_output=True, text=True).returncode:
        pytest.skip("a module of NEST needs the headers of Boost and libltdl")


def prefix(folder: Path) -> Path:
    """Where NEST is. The wheel's own answer is its builder's folder: it is answered anew here."""
    told = Path(nest.build_info["prefix"])
    if told.is_dir():
        return told
    # The wheel may be compiled with the older of the compiler's two kinds of string.
    kernel = next(SITE.glob("nestkernel_api*.so")).read_bytes()
    older = "" if b"_ZNK4nest4Node8get_nameB5cxx11Ev" in kernel else "-D_GLIBCXX_USE_CXX11_ABI=0"
    answers = {
        "prefix": folder, "includes": f"-I{SITE / 'include' / 'nest'}", "libs": "-lgomp",
        "cflags": f"-fopenmp -O1 -DNDEBUG -std=c++20 {older}", "compiler": shutil.which("g++"),
        "compiler-name": "GNU", "python-executable": sys.executable, "static-libraries": "OFF",
        "docdir": "share/doc/nest", "libdir": "lib", "datadir": "share/nest",
        "version": f"nest-{nest.__version__}",
    }  # fmt: skip
    cases = "\n".join(f"--{name}) echo '{answer}';;" for name, answer in answers.items())
    (folder / "bin").mkdir()
    script = folder / "bin" / "nest-config"
    script.write_text(f'#!/bin/sh\nfor one in "$@"; do case "$one" in\n{cases}\nesac; done\n')
    script.chmod(0o755)
    return folder


def window(module: Path, card: Card, lags: np.ndarray, pairs: int, period: float) -> np.ndarray:
    """Weights after the pairs at each lag (ms), every ``period`` (ms)."""
    nest.ResetKernel()
    nest.verbosity = nest.VerbosityLevel.ERROR
    nest.resolution = 0.1
    nest.Install(str(module))
    synapse = f"{model_name(card)}__with_relay_neuron"
    pre = nest.Create("parrot_neuron", len(lags))
    post = nest.Create(f"relay_neuron__with_{model_name(card)}", len(lags))
    start = 200.0 + np.arange(pairs) * period
    end = start[-1] + 2000.0
    # As in benchmarks/nest_pairs.py: all delay is dendritic, and a last spike takes stock.
    for neuron, early, port in (
        (pre, np.maximum(0, -lags), 0),
        (post, np.maximum(0, lags) - DELAY, 1),
    ):
        generators = nest.Create("spike_generator", len(lags))
        for generator, one in zip(generators, early, strict=True):
            times = np.round(start + one, 1)
            generator.spike_times = np.append(times, end) if neuron is pre else times
        nest.Connect(generators, neuron, "one_to_one", {"delay": 1.0, "receptor_type": port})
    plastic = {"synapse_model": synapse, "w": card["w_0"], "delay": DELAY, "receptor_type": 2}
    nest.Connect(pre, post, "one_to_one", plastic)
    nest.Simulate(end + 10.0)
    return np.atleast_1d(nest.GetConnections(pre, post).get("w"))
