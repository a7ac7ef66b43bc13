"""C++ builds of Brian2 networks, kept in the user's cache and run again with other numbers.

A blueprint is a module and the arguments of its ``assemble``. All that the network names as input,
and the step, the duration and the seed, are files that the program reads. What is compiled is the
code that Brian2 generates: a blueprint whose code is that of a program that is there takes that.
"""

import hashlib
import importlib
import json
import os
import platform
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from protocols.engine.session import set_defaults
from synplast import cache
from synplast.packages import ROOT, digest

# Brian2 adds -ffast-math by default; without it C++ and NumPy agree to rounding.
FLAGS = ["-w", "-O2", "-std=c++14"]

# Brian2's generated main() runs for no time; this follows, with the names of its arrays filled in.
MAIN = """
auto open = [](const std::string &name) {{
    std::ifstream file(results_dir + name, std::ios::binary);
    if (!file) {{ std::cerr << "no input " << name << std::endl; exit(3); }}
    return file;
}};
auto fill = [&](auto *array, const std::string &name, size_t size) {{  // has a size of its own
    auto file = open(name);
    file.read(reinterpret_cast<char *>(array), size * sizeof(array[0]));
    if (!file) {{ std::cerr << "input " << name << " is cut short" << std::endl; exit(3); }}
}};
auto load = [&](auto &array, const std::string &name) {{  // takes the size of the file
    auto file = open(name);
    file.seekg(0, std::ios::end);
    array.resize(file.tellg() / sizeof(array[0]));
    fill(array.data(), name, array.size());
}};
double _run[2];
int64_t _seed[1];
fill(_run, "run", 2);
fill(_seed, "seed", 1);
{loads}
{dt}[0] = _run[0];
_random_generators[0].seed((unsigned long) _seed[0]);
{net}.run(_run[1], NULL, 10.0);
std::ofstream sizes(results_dir + "sizes");
sizes << "[" {sizes} << "]";
"""

#: How long to wait (s) for another process that builds, for the compiler, and for a program: at
#: least, and besides for each of its steps.
LONGEST_BUILD, LONGEST_RUN, LONGEST_STEP = 900, 300, 0.01
#: What the system, or a person, ends a program with.
KILLED = {signal.SIGTERM: "was ended", getattr(signal, "SIGKILL", None): "was killed, perhaps for "
          "want of memory: ask for less at once"}  # fmt: skip
#: A failed build is not tried again for so long (s).
FORGET = 3600

# Builds that this process started in the background.
_started: list[subprocess.Popen] = []


class Broken(Exception):
    """A build that is there and does not run."""


def compiler() -> str | None:
    """The path of the C++ compiler that a build would use."""
    try:
        chosen = shlex.split(os.environ.get("CXX", ""))
    except ValueError:  # a quote that does not end
        return None
    found = shutil.which((chosen or ["g++"])[0])
    return found if shutil.which("make") else None


def entry(blueprint: tuple) -> Path:
    """Where the build of ``blueprint`` is, or would be: a file that names its program's folder."""
    made_by = digest("models", "protocols", "readout", "synplast"), version("brian2")
    return builds() / f"{cache.fingerprint(json.dumps(blueprint), tools(), made_by)}.json"


def tools() -> list:
    """What a program depends on besides its code."""
    path = compiler()
    return [path, path and os.stat(path).st_mtime_ns, platform.machine(), FLAGS]


def builds() -> Path:
    return cache.folder() / "builds"


def build(blueprint: tuple) -> None:
    """Compile the network of ``blueprint`` into the cache, unless another process already is.

    Raises
    ------
    RuntimeError
        The compiler failed, or took too long.
    filelock.Timeout
        Another process has been building it for too long.
    """
    final = entry(blueprint)
    final.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(final.with_suffix(".lock"), timeout=LONGEST_BUILD):
        if final.exists():
            return
        with tempfile.TemporaryDirectory(prefix="building-", dir=final.parent) as folder:
            project = Path(folder)
            manifest = generate(project, blueprint)
            key = cache.fingerprint(tools(), *code(project))
            manifest["folder"] = key
            program = builds() / key
            if not program.exists():
                make(project)
                keep(project, program)
            manifest["sha256"] = sha256(program / manifest["program"])
            cache.write(final, manifest)


def code(project: Path) -> list:
    """Everything that a project is compiled from, and reads."""
    files = sorted(path for path in project.rglob("*") if path.is_file())
    return [part for path in files for part in (str(path.relative_to(project)), path.read_bytes())]


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def generate(directory: Path, blueprint: tuple) -> dict:
    """Write the C++ project; returns what a run must know of it."""
    import brian2

    brian2.set_device("cpp_standalone", build_on_run=False)
    set_defaults()
    brian2.prefs.codegen.cpp.extra_compile_args = FLAGS
    device = brian2.get_device()
    module, *arguments = blueprint
    assembled = importlib.import_module(module).assemble(*arguments)
    assembled.net.run(0 * brian2.second, namespace={})
    loads, inputs = [], {}
    # Files are numbered: two names may differ in what a file system does not tell apart.
    for number, (key, variable) in enumerate(flat(assembled.inputs).items()):
        name = device.get_array_name(variable, access_data=False)
        file = f"input{number}"
        dynamic = variable in device.dynamic_arrays
        loads.append(
            f'load({name}, "{file}");' if dynamic else f'fill({name}, "{file}", _num_{name});'
        )
        inputs[key] = [file, str(np.dtype(variable.dtype))]
    dt = device.get_array_name(assembled.clock.variables["dt"])
    sizes = " << ',' ".join(f"<< {size_of(device, one)}" for one in assembled.outputs.values())
    main = MAIN.format(loads="\n".join(loads), dt=dt, net=assembled.net.name, sizes=sizes)
    device.insert_code("main", main)
    device.build(directory=str(directory), compile=False, run=False, with_output=False)
    # Brian2 asks for the processor's time as it goes, to report how far it is; before 2.10 at every
    # step, a call of the system that takes as long as the step of a small network.
    network = directory / "network.cpp"
    asked = r"current = std::(clock|chrono::high_resolution_clock::now)\(\);"
    text, found = re.subn(asked, "current = start;", network.read_text(encoding="utf-8"))
    if not found:
        raise RuntimeError(f"Brian2's network.cpp has no {asked!r} to be taken out")
    network.write_text(text, encoding="utf-8")
    outputs = {
        name: [Path(device.get_array_filename(variable)).name, str(np.dtype(variable.dtype))]
        for name, variable in assembled.outputs.items()
    }
    program = "main.exe" if os.name == "nt" else "main"
    return {"inputs": inputs, "outputs": outputs, "program": program}


def size_of(device, variable) -> str:
    """How many numbers an array has, in C++."""
    name = device.get_array_name(variable, access_data=False)
    return f"{name}.size()" if variable in device.dynamic_arrays else f"_num_{name}"


def make(directory: Path) -> None:
    """Compile; raises RuntimeError with the compiler's first complaint."""
    parse_headers_once(directory)
    # Nothing in it will change, so no file of what depends on what is needed.
    call = ["make", f"-j{os.cpu_count()}", "DEPS="]
    told = {"cwd": directory, "capture_output": True, "text": True, "errors": "replace"}
    # In English, whatever the user's language: the line that says error is looked for.
    told |= {"env": os.environ | {"LC_ALL": "C"}, "timeout": LONGEST_BUILD}
    try:
        done = subprocess.run(call, **told)
    except subprocess.TimeoutExpired:
        raise RuntimeError(f"the compiler has not ended after {LONGEST_BUILD} s") from None
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["make failed"]
        raise RuntimeError(next((line for line in said if "error" in line.lower()), said[-1]))


def parse_headers_once(directory: Path) -> None:
    """Precompile the header that all files of a project include: it takes half of their time."""
    makefile = directory / "makefile"
    text = makefile.read_text(encoding="utf-8")
    options = re.search(r"^OPTIMISATIONS = (.*)$", text, re.MULTILINE)
    if not options:
        return
    call = [*shlex.split(os.environ.get("CXX", "g++")), *shlex.split(options[1]), "-I."]
    call += ["-x", "c++-header", "objects.h", "-o", "objects.h.gch"]
    quiet = {"capture_output": True, "timeout": LONGEST_BUILD}
    if subprocess.run(call, cwd=directory, **quiet).returncode == 0:
        makefile.write_text(f"{text}\nCXXFLAGS += -include objects.h\n", encoding="utf-8")


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


def keep(project: Path, final: Path) -> None:
    """Move what a run needs of a compiled project into the cache, in one step."""
    program = project / ("main.exe" if os.name == "nt" else "main")
    kept = project / "kept"
    kept.mkdir()
    program.rename(kept / program.name)
    (project / "static_arrays").rename(kept / "static_arrays")
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
    if not wait and any(process.poll() is None for process in _started):
        return  # one at a time, which takes all cores
    log = entry(blueprint).with_suffix(".log")
    log.parent.mkdir(parents=True, exist_ok=True)
    call = [sys.executable, "-m", "protocols.engine.standalone", json.dumps(blueprint)]
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
    with log.open("w", encoding="utf-8") as errors:
        if not wait:
            _started.append(
                subprocess.Popen(call, cwd=ROOT, start_new_session=True, stderr=errors, **quiet)
            )
        elif subprocess.run(call, cwd=ROOT, stderr=errors, **quiet).returncode:
            raise RuntimeError(last_line(log))


def last_line(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace").strip().rpartition("\n")[2]


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
    """What was said last of a build that failed within the hour, and where."""
    log = entry(blueprint).with_suffix(".log")
    try:
        said, age = last_line(log), time.time() - log.stat().st_mtime
        return f"{said}; see {log}" if said and 0 <= age < FORGET else ""
    except OSError:  # never tried
        return ""


def discard(blueprint: tuple) -> None:
    """Remove a build that does not run."""
    manifest = cache.read(entry(blueprint))
    if manifest:
        shutil.rmtree(builds() / manifest["folder"], ignore_errors=True)
    for name in (".json", ".log"):
        entry(blueprint).with_suffix(name).unlink(missing_ok=True)


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
    if not entry(blueprint).exists():
        return None
    manifest = cache.read(entry(blueprint))
    if manifest is None:
        raise Broken("its manifest was changed")
    kept = builds() / manifest["folder"]
    program = kept / manifest["program"]
    try:
        if sha256(program) != manifest["sha256"]:
            raise Broken("its program was changed")
    except OSError as error:
        raise Broken(str(error)) from error
    with tempfile.TemporaryDirectory(prefix="synplast-") as folder:
        results = Path(folder)
        write(results / "run", np.array([tick, steps * tick]))
        write(results / "seed", np.array([seed], np.int64))
        for name, values in flat_values(inputs).items():
            file, dtype = manifest["inputs"][name]
            write(results / file, np.asarray(values, dtype))
        execute([program, "--results_dir", f"{results}/"], kept, steps)
        return whole_outputs(results, manifest["outputs"])


def flat_values(inputs: dict) -> dict:
    """``inputs`` with the two arrays of spikes by the names that `flat` gives them."""
    arrays = {}
    for name, values in inputs.items():
        if isinstance(values, tuple):
            arrays[f"{name}_index"], arrays[f"{name}_step"] = values
        else:
            arrays[name] = values
    return arrays


def write(path: Path, values: np.ndarray) -> None:
    path.write_bytes(values.tobytes())


def execute(call: list, folder: Path, steps: int) -> None:
    """Run a program of the cache to its end.

    Raises
    ------
    Broken
        It does not run.
    KeyboardInterrupt
        It was interrupted.
    OSError
        Something ended it, or it does not end.
    """
    longest = LONGEST_RUN + LONGEST_STEP * steps
    told = {"cwd": folder, "capture_output": True, "text": True, "errors": "replace"}
    try:
        done = subprocess.run(call, timeout=longest, **told)
    except subprocess.TimeoutExpired:
        raise OSError(None, f"has not ended after {longest:.0f} s", "the C++ program") from None
    except OSError as error:
        raise Broken(str(error)) from error
    if done.returncode == -signal.SIGINT:
        raise KeyboardInterrupt
    if -done.returncode in KILLED:
        raise OSError(None, KILLED[-done.returncode], "the C++ program")
    if done.returncode:
        raise Broken(done.stderr.strip() or f"status {done.returncode}")


def whole_outputs(results: Path, outputs: dict) -> dict:
    """What a program wrote, by name; OSError if anything is cut short, as on a full disk."""
    try:
        sizes = json.loads((results / "sizes").read_text())
        found = {n: np.fromfile(results / file, dtype) for n, (file, dtype) in outputs.items()}
    except (OSError, ValueError):
        sizes, found = [], {}
    if not found or [len(values) for values in found.values()] != sizes:
        raise OSError(
            None, "the result of the C++ program is cut short: no space left?", str(results)
        )
    return found


if __name__ == "__main__":

    def as_tuple(value):
        return tuple(map(as_tuple, value)) if isinstance(value, list) else value

    try:
        build(as_tuple(json.loads(sys.argv[1])))
    except (RuntimeError, Timeout) as error:
        sys.exit(str(error))
