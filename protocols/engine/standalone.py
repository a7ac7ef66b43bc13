"""C++ builds of Brian2 networks, kept in the user's cache and run again with other numbers.

A blueprint is a module and the arguments of its ``assemble``. All that the network names as input,
and the step, the duration and the seed, are files that the program reads. What is compiled is the
code that Brian2 generates: a blueprint whose code is that of a program that is there takes that.
"""

import contextlib
import hashlib
import json
import os
import platform
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

from protocols.engine.cpp_program import (
    FLAGS,
    LONGEST_BUILD,
    PROGRAM,
    compile_program,
    compiler,
    generate,
)
from synplast import cache
from synplast.packages import ROOT, digest

#: How long to wait (s) for a program: at least, and besides for each of its steps.
LONGEST_RUN, LONGEST_STEP = 300, 0.01
#: What the system, or a person, ends a program with.
KILLED = {signal.SIGTERM: "was ended", getattr(signal, "SIGKILL", None): "was killed, perhaps for "
          "want of memory: ask for less at once"}  # fmt: skip
#: A failed build is not tried again for so long (s).
FORGET = 3600

QUIET = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}

# Builds that this process started in the background.
_started: list[subprocess.Popen] = []


class Broken(Exception):
    """A build that is there and does not run."""


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
        remove_strays()
        with tempfile.TemporaryDirectory(prefix="building-", dir=final.parent) as folder:
            project = Path(folder)
            manifest = generate(project, blueprint)
            key = cache.fingerprint(tools(), *code(project))
            manifest["folder"] = key
            program = builds() / key
            if not program.exists():
                compile_program(project)
                keep(project, program)
            manifest["sha256"] = sha256(program / PROGRAM)
            cache.write(final, manifest)


def remove_strays() -> None:
    """Remove what processes that were killed had not finished building."""
    for folder in builds().glob("building-*"):
        with contextlib.suppress(OSError):  # another process was quicker
            if time.time() - folder.stat().st_mtime > 2 * LONGEST_BUILD:
                shutil.rmtree(folder)


def code(project: Path) -> list:
    """Everything that a project is compiled from, and reads."""
    files = sorted(
        path for path in project.rglob("*") if path.is_file() and path.name != "makefile"
    )
    return [part for path in files for part in (str(path.relative_to(project)), path.read_bytes())]


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def keep(project: Path, final: Path) -> None:
    """Move what a run needs of a compiled project into the cache, in one step."""
    kept = project / "kept"
    kept.mkdir()
    (project / PROGRAM).rename(kept / PROGRAM)
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
    there = entry(blueprint)
    if there.exists():
        return
    log = there.with_suffix(".log")
    if not wait:
        start("protocols.engine.standalone", json.dumps(blueprint), log)
        return
    with log_to(log) as errors:
        call = [sys.executable, "-m", "protocols.engine.standalone", json.dumps(blueprint)]
        if subprocess.run(call, cwd=ROOT, stderr=errors, **QUIET).returncode:
            raise RuntimeError(last_line(log))


def start(module: str, argument: str, log: Path) -> None:
    """Start a module that compiles in the background: one at a time, which takes all cores."""
    if any(process.poll() is None for process in _started):
        return
    call = [sys.executable, "-m", module, argument]
    with log_to(log) as errors:
        _started.append(
            subprocess.Popen(call, cwd=ROOT, start_new_session=True, stderr=errors, **QUIET)
        )


def log_to(log: Path):
    """The file, opened, that a process complains into."""
    log.parent.mkdir(parents=True, exist_ok=True)
    return log.open("w", encoding="utf-8")


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
    there = entry(blueprint)
    manifest = cache.read(there)
    if manifest:
        shutil.rmtree(builds() / manifest["folder"], ignore_errors=True)
    for name in (".json", ".log"):
        there.with_suffix(name).unlink(missing_ok=True)


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
    TypeError
        An input is missing: no other build would run either.
    """
    there = entry(blueprint)
    if not there.exists():
        return None
    manifest = cache.read(there)
    if manifest is None:
        raise Broken("its manifest was changed")
    kept = builds() / manifest["folder"]
    program = kept / PROGRAM
    try:
        if sha256(program) != manifest["sha256"]:
            raise Broken("its program was changed")
    except OSError as error:
        raise Broken(str(error)) from error
    given = flat_values(inputs)
    if missing := manifest["inputs"].keys() - given.keys():
        raise TypeError(f"{blueprint[0]} is given no {', '.join(sorted(missing))}")
    with tempfile.TemporaryDirectory(prefix="synplast-") as folder:
        results = Path(folder)
        write(results / "run", np.array([tick, steps * tick]))
        write(results / "seed", np.array([seed], np.int64))
        for name, values in given.items():
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
