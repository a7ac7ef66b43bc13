"""C++ builds of Brian2 networks, kept in the user's cache and run again with other numbers.

A build depends on its blueprint alone: a module and the arguments of its ``assemble``. All that
the network names as input, and the step, the duration and the seed, are files that the program
reads, so only another blueprint, Brian2, compiler or processor needs another build.
"""

import hashlib
import importlib
import json
import os
import platform
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from models import cache
from models.sources import ROOT, file_of, sources

# Brian2 adds -ffast-math by default; without it C++ and NumPy agree to rounding.
FLAGS = ["-w", "-O2", "-std=c++14"]

# Brian2's generated main() runs for no time; this follows, with the names of its arrays filled in.
MAIN = """
auto open = [](const std::string &name) {{
    std::ifstream file(results_dir + name, std::ios::binary);
    if (!file) {{ std::cerr << "no input " << name << std::endl; exit(3); }}
    return file;
}};
auto load = [&](auto &array, const std::string &name) {{  // takes the size of the file
    auto file = open(name);
    file.seekg(0, std::ios::end);
    array.resize(file.tellg() / sizeof(array[0]));
    file.seekg(0);
    file.read(reinterpret_cast<char *>(array.data()), array.size() * sizeof(array[0]));
}};
auto fill = [&](auto *array, const std::string &name, size_t size) {{  // has a size of its own
    open(name).read(reinterpret_cast<char *>(array), size * sizeof(array[0]));
}};
std::vector<double> run(2);
std::vector<int64_t> seed(1);
load(run, "run");
load(seed, "seed");
{loads}
{dt}[0] = run[0];
_random_generators[0].seed((unsigned long) seed[0]);
{net}.run(run[1], NULL, 10.0);
"""

# Builds that this process started in the background.
_started: dict[tuple, subprocess.Popen] = {}


class Broken(Exception):
    """A build that is there and does not run."""


def compiler() -> str | None:
    """The path of the C++ compiler that a build would use."""
    found = shutil.which((shlex.split(os.environ.get("CXX", "")) or ["g++"])[0])
    return found if shutil.which("make") else None


def entry(blueprint: tuple) -> Path:
    """Where the build of ``blueprint`` is, or would be."""
    path = compiler()
    made_by = [path, path and os.stat(path).st_mtime_ns, platform.machine(), version("brian2")]
    made_of = sorted({Path(__file__), *sources(file_of(blueprint[0]))})
    key = cache.fingerprint(blueprint, made_by, *(source.read_bytes() for source in made_of))
    return cache.folder() / "builds" / key


def build(blueprint: tuple) -> None:
    """Compile the network of ``blueprint`` into the cache, unless another process already is.

    Raises
    ------
    RuntimeError
        The compiler failed.
    """
    final = entry(blueprint)
    final.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(final.with_suffix(".lock")):
        if final.exists():
            return
        with tempfile.TemporaryDirectory(prefix="building-", dir=final.parent) as directory:
            manifest = compile_in(Path(directory), blueprint)
            keep(Path(directory), final, manifest)


def compile_in(directory: Path, blueprint: tuple) -> dict:
    """Generate and compile the C++ project; returns what a run must know of it."""
    import brian2

    brian2.set_device("cpp_standalone", build_on_run=False)
    brian2.prefs.codegen.cpp.extra_compile_args = FLAGS
    device = brian2.get_device()
    module, *arguments = blueprint
    assembled = importlib.import_module(module).assemble(*arguments)
    assembled.net.run(0 * brian2.second, namespace={})
    loads, dtypes = [], {}
    for file, variable in flat(assembled.inputs).items():
        name = device.get_array_name(variable, access_data=False)
        dynamic = variable in device.dynamic_arrays
        loads.append(
            f'load({name}, "{file}");' if dynamic else f'fill({name}, "{file}", _num_{name});'
        )
        dtypes[file] = str(np.dtype(variable.dtype))
    dt = device.get_array_name(assembled.clock.variables["dt"])
    main = MAIN.format(loads="\n".join(loads), dt=dt, net=assembled.net.name)
    device.insert_code("main", main)
    device.build(directory=str(directory), compile=False, run=False, with_output=False)
    # At every step Brian2 asks for the processor's time, to report how far it is: a call of the
    # system that takes as long as the step of a small network.
    network = directory / "network.cpp"
    network.write_text(network.read_text().replace("current = std::clock();", "current = start;"))
    make(directory)
    outputs = {
        name: [Path(device.get_array_filename(variable)).name, str(np.dtype(variable.dtype))]
        for name, variable in assembled.outputs.items()
    }
    return {"inputs": dtypes, "outputs": outputs}


def make(directory: Path) -> None:
    """Compile; raises RuntimeError with the compiler's first complaint."""
    call = ["make", f"-j{os.cpu_count()}"]
    done = subprocess.run(call, cwd=directory, capture_output=True, text=True)
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["make failed"]
        raise RuntimeError(next((line for line in said if "error" in line.lower()), said[-1]))


def flat(inputs: dict) -> dict:
    """``inputs`` with the two arrays of each spike generator in its place."""
    arrays = {}
    for name, given in inputs.items():
        if hasattr(given, "set_spikes"):
            arrays[f"{name}_index"] = given.variables["neuron_index"]
            arrays[f"{name}_step"] = given.variables["_timebins"]
        else:
            arrays[name] = given
    return arrays


def keep(project: Path, final: Path, manifest: dict) -> None:
    """Move what a run needs of a compiled project into the cache, in one step."""
    program = project / ("main.exe" if os.name == "nt" else "main")
    kept = project / "kept"
    kept.mkdir()
    program.rename(kept / program.name)
    (project / "static_arrays").rename(kept / "static_arrays")
    digest = hashlib.sha256((kept / program.name).read_bytes()).hexdigest()
    manifest |= {"program": program.name, "sha256": digest}
    (kept / "manifest.json").write_text(json.dumps(manifest))
    kept.replace(final)


def build_in_another_process(blueprint: tuple, wait: bool) -> None:
    """Start `build` in a process of its own, so that this one's Brian2 device stays as it is.

    Raises
    ------
    RuntimeError
        With ``wait``, the build failed; the message ends with the compiler's.
    OSError
        The cache cannot be written.
    """
    call = [sys.executable, "-m", "protocols.engine.binary", json.dumps(blueprint)]
    if wait:
        done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr.strip()[-500:])
        return
    log = entry(blueprint).with_suffix(".log")
    log.parent.mkdir(parents=True, exist_ok=True)
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
    if blueprint in _started and _started[blueprint].poll() is None:
        return
    with log.open("w") as errors:
        _started[blueprint] = subprocess.Popen(
            call, cwd=ROOT, start_new_session=True, stderr=errors, **quiet
        )


def being_built(blueprint: tuple) -> bool:
    """Whether a process is building it now."""
    lock = entry(blueprint).with_suffix(".lock")
    try:
        with FileLock(lock, timeout=0):
            return False
    except Timeout:
        return True
    except OSError:  # a cache that is not there
        return False


def failure(blueprint: tuple) -> str:
    """What was said last of a build that failed in the background within the hour, and where."""
    log = entry(blueprint).with_suffix(".log")
    try:
        said = log.read_text().strip().rpartition("\n")[2]
        return f"{said}; see {log}" if said and time.time() - log.stat().st_mtime < 3600 else ""
    except OSError:  # never tried
        return ""


def discard(blueprint: tuple) -> None:
    """Remove a build that does not run."""
    shutil.rmtree(entry(blueprint), ignore_errors=True)
    entry(blueprint).with_suffix(".log").unlink(missing_ok=True)


def run(blueprint: tuple, inputs: dict, tick: float, steps: int, seed: int) -> dict | None:
    """Run the build in the cache; None if there is none.

    Parameters
    ----------
    inputs : dict from name to array, or to a pair of arrays (index, step) for spikes
        Values in SI units.
    tick : float
        The time step (s).
    steps : int
        How many.
    seed : int
        Of the random numbers.

    Returns
    -------
    dict from name to array
        The network's outputs.

    Raises
    ------
    Broken
        The build is damaged or does not run.
    """
    kept = entry(blueprint)
    if not kept.exists():
        return None
    try:
        manifest = json.loads((kept / "manifest.json").read_text())
        program = kept / manifest["program"]
        if hashlib.sha256(program.read_bytes()).hexdigest() != manifest["sha256"]:
            raise Broken("its program was changed")
    except (OSError, ValueError, KeyError) as error:
        raise Broken(str(error)) from error
    with tempfile.TemporaryDirectory(prefix="engramme-") as results:
        np.array([tick, steps * tick]).tofile(f"{results}/run")
        np.array([seed], np.int64).tofile(f"{results}/seed")
        for name, values in inputs.items():
            arrays = {name: values}
            if isinstance(values, tuple):
                arrays = {f"{name}_index": values[0], f"{name}_step": values[1]}
            for file, array in arrays.items():
                np.asarray(array, manifest["inputs"][file]).tofile(f"{results}/{file}")
        call = [program, "--results_dir", f"{results}/"]
        try:
            done = subprocess.run(call, cwd=kept, capture_output=True, text=True)
            if done.returncode:
                raise Broken(done.stderr.strip() or f"status {done.returncode}")
            return {
                name: np.fromfile(f"{results}/{file}", dtype)
                for name, (file, dtype) in manifest["outputs"].items()
            }
        except OSError as error:
            raise Broken(str(error)) from error


if __name__ == "__main__":

    def as_tuple(value):
        return tuple(map(as_tuple, value)) if isinstance(value, list) else value

    try:
        build(as_tuple(json.loads(sys.argv[1])))
    except RuntimeError as error:
        sys.exit(str(error))
