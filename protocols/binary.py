"""C++ builds of a rule's network, kept in the user's cache and run again with other numbers.

A build depends on the rule's text alone. Constants, starting weights, spikes, step, duration and
seed are files that it reads, so only another text, Brian2, compiler or processor needs another
build.
"""

import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from models import cache
from protocols.trains import Trains

#: Synapses in one build; more conditions run in parts. Idle synapses cost next to nothing.
SIZE = 16384

# Brian2 adds -ffast-math by default; without it C++ and NumPy agree to rounding.
FLAGS = ["-w", "-O2", "-std=c++14"]

# Brian2's generated main() runs for no time; this follows, with the names of its arrays filled in.
MAIN = """
auto load = [](auto &array, const std::string &name) {{
    std::ifstream file(results_dir + name, std::ios::binary | std::ios::ate);
    if (!file) {{ std::cerr << "no input " << name << std::endl; exit(3); }}
    array.resize(file.tellg() / sizeof(array[0]));
    file.seekg(0);
    file.read(reinterpret_cast<char *>(array.data()), array.size() * sizeof(array[0]));
}};
std::vector<double> run(2);
std::vector<int64_t> seed(1);
load(run, "run");
load(seed, "seed");
{loads}
{dt}[0] = run[0];
_random_generators[0].seed((unsigned long) seed[0]);
protocol.run(run[1], NULL, 10.0);
"""


# Builds that this process started in the background, by structure.
_started: dict[tuple, subprocess.Popen] = {}


class Broken(Exception):
    """A build that is there and does not run."""


def compiler() -> str | None:
    """The path of the C++ compiler that a build would use."""
    found = shutil.which(os.environ.get("CXX", "g++"))
    return found if shutil.which("make") else None


def entry(structure: tuple) -> Path:
    """Where the build of ``structure`` is, or would be."""
    path = compiler()
    made_by = [path, path and os.stat(path).st_mtime_ns, platform.machine(), version("brian2")]
    sources = [Path(__file__).with_name(name).read_bytes() for name in ("binary.py", "network.py")]
    return cache.folder() / "builds" / cache.fingerprint(structure, made_by, *sources)


def build(structure: tuple) -> None:
    """Compile the network of ``structure`` into the cache, unless another process already is.

    Raises
    ------
    RuntimeError
        The compiler failed.
    """
    import brian2

    final = entry(structure)
    final.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(final.with_suffix(".lock")):
        if final.exists():
            return
        with tempfile.TemporaryDirectory(prefix="building-", dir=final.parent) as directory:
            from protocols.network import network

            brian2.set_device("cpp_standalone", build_on_run=False)
            brian2.prefs.codegen.cpp.extra_compile_args = FLAGS
            clock = brian2.Clock(1 * brian2.second, name="steps")
            net = network(structure, SIZE, clock)
            net.run(0 * brian2.second, namespace={})
            device, plastic = brian2.get_device(), net["plastic"]
            arrays = {"w": plastic.variables["w"]}
            arrays |= {symbol: plastic.variables[symbol] for symbol, _ in structure[3]}
            for side in ("pre", "post"):
                variables = net[f"{side}_spikes"].variables
                arrays |= {
                    f"{side}_index": variables["neuron_index"],
                    f"{side}_step": variables["_timebins"],
                }
            names = {
                file: device.get_array_name(a, access_data=False) for file, a in arrays.items()
            }
            loads = "\n".join(f'load({name}, "{file}");' for file, name in names.items())
            dt = device.get_array_name(clock.variables["dt"])
            device.insert_code("main", MAIN.format(loads=loads, dt=dt))
            device.build(directory=directory, compile=True, run=False, with_output=False)
            keep(Path(directory), final, device.get_array_filename(arrays["w"]))


def keep(project: Path, final: Path, weights: str) -> None:
    """Move what a run needs of a compiled project into the cache, in one step."""
    program = project / "main"
    if not program.exists():
        program = project / "main.exe"
    kept = project / "kept"
    kept.mkdir()
    program.rename(kept / program.name)
    (project / "static_arrays").rename(kept / "static_arrays")
    digest = hashlib.sha256((kept / program.name).read_bytes()).hexdigest()
    manifest = {"program": program.name, "sha256": digest, "weights": Path(weights).name}
    (kept / "manifest.json").write_text(json.dumps(manifest))
    kept.replace(final)


def build_in_another_process(structure: tuple, wait: bool) -> None:
    """Start `build` in a process of its own, so that this one's Brian2 device stays as it is.

    Raises
    ------
    RuntimeError
        With ``wait``, the build failed; the message ends with the compiler's.
    OSError
        The cache cannot be written.
    """
    call = [sys.executable, "-m", "protocols.binary", json.dumps(structure)]
    root = Path(__file__).parents[1]
    if wait:
        done = subprocess.run(call, cwd=root, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr.strip()[-500:])
        return
    log = entry(structure).with_suffix(".log")
    log.parent.mkdir(parents=True, exist_ok=True)
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
    if structure in _started and _started[structure].poll() is None:
        return
    with log.open("w") as errors:
        _started[structure] = subprocess.Popen(
            call, cwd=root, start_new_session=True, stderr=errors, **quiet
        )


def failure(structure: tuple) -> str:
    """What the compiler said last of a build that failed in the background; empty if none did."""
    log = entry(structure).with_suffix(".log")
    try:
        with FileLock(log.with_suffix(".lock"), timeout=0):
            return log.read_text().strip().rpartition("\n")[2]
    except (Timeout, OSError):  # being built now, or never tried
        return ""


def discard(structure: tuple) -> None:
    """Remove a build that does not run."""
    shutil.rmtree(entry(structure), ignore_errors=True)
    entry(structure).with_suffix(".log").unlink(missing_ok=True)


def run(structure: tuple, constants: dict, trains: Trains, seed: int) -> np.ndarray | None:
    """Weights after ``trains`` by the build in the cache, or None if there is none.

    Parameters are those of `protocols.network.run_numpy`.

    Raises
    ------
    Broken
        The build is damaged or does not run.
    """
    kept = entry(structure)
    if not kept.exists():
        return None
    try:
        manifest = json.loads((kept / "manifest.json").read_text())
        program = kept / manifest["program"]
        if hashlib.sha256(program.read_bytes()).hexdigest() != manifest["sha256"]:
            raise Broken("its program was changed")
    except (OSError, ValueError, KeyError) as error:
        raise Broken(str(error)) from error
    tick = float(trains.tick)
    inputs = {
        "run": np.array([tick, trains.steps * tick]),
        "seed": np.array([seed]),
        "w": constants["w_0"],
        **constants,
    }
    for side in ("pre", "post"):
        inputs[f"{side}_index"], inputs[f"{side}_step"] = getattr(trains, side)
    with tempfile.TemporaryDirectory(prefix="engramme-") as results:
        for name, values in inputs.items():
            values.tofile(f"{results}/{name}")
        call = [program, "--results_dir", f"{results}/"]
        try:
            done = subprocess.run(call, cwd=kept, capture_output=True, text=True)
            weights = np.fromfile(f"{results}/{manifest['weights']}")
        except OSError as error:
            raise Broken(str(error)) from error
        if done.returncode or len(weights) != trains.conditions:
            raise Broken(done.stderr.strip() or f"status {done.returncode}")
    return weights


if __name__ == "__main__":

    def as_tuple(value):
        return tuple(map(as_tuple, value)) if isinstance(value, list) else value

    build(as_tuple(json.loads(sys.argv[1])))
