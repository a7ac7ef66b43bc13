"""The C++ program of a Brian2 network: its code as Brian2 generates it, compiled as one file.

The numbers that a network names as input, and the step, the duration and the seed, are files that
the program reads.
"""

import importlib
import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import numpy as np

from protocols.engine.event_driven import solve_apart
from protocols.engine.session import set_defaults
from synplast.brian2_loader import load_brian2

# Brian2 adds -ffast-math by default; without it C++ and NumPy agree to rounding. Of the one file
# that a program is, what nothing calls is left out: an eighth of the compiler's time. What -O2 adds
# takes the compiler a third longer, and no network of ours is the quicker for it. Nobody asks for
# errno or the processor's exceptions: an exp that Brian2 writes twice is then called once, and a
# network of assemblies takes two thirds of the time, the same bits.
FLAGS = ["-w", "-O1", "-fwhole-program", "-fno-math-errno", "-fno-trapping-math", "-std=c++14"]

# Brian2's generated main() runs for no time; this follows, with the names of its arrays filled in.
MAIN = """
auto open = [](const std::string &name) {{
    std::ifstream file(results_dir + name, std::ios::binary);
    if (!file) {{ std::cerr << "no input " << name << std::endl; exit(3); }}
    return file;
}};
auto fill = [&](void *array, const std::string &name, size_t bytes) {{  // of a size of its own
    auto file = open(name);
    file.read((char *) array, bytes);
    if (!file) {{ std::cerr << "input " << name << " is cut short" << std::endl; exit(3); }}
}};
auto load = [&](auto &array, const std::string &name) {{  // takes the size of the file
    auto file = open(name);
    file.seekg(0, std::ios::end);
    array.resize(file.tellg() / sizeof(array[0]));
    fill(array.data(), name, array.size() * sizeof(array[0]));
}};
auto keep = [&](const void *array, const std::string &name, size_t bytes) {{
    std::ofstream(results_dir + name, std::ios::binary).write((const char *) array, bytes);
}};
double _run[2];
int64_t _seed[1];
fill(_run, "run", sizeof(_run));
fill(_seed, "seed", sizeof(_seed));
{loads}
{dt}[0] = _run[0];
_random_generators[0].seed((unsigned long) _seed[0]);
{net}.run(_run[1], NULL, 10.0);
{keeps}
std::ofstream sizes(results_dir + "sizes");
sizes << "[" {sizes} << "]";
"""

PROGRAM = "main.exe" if os.name == "nt" else "main"
#: How long to wait (s) for the compiler, and for another process that builds.
LONGEST_BUILD = 900


def compiler() -> str | None:
    """The path of the C++ compiler that a build would use."""
    try:
        chosen = shlex.split(os.environ.get("CXX", ""))
    except ValueError:  # a quote that does not end
        return None
    return shutil.which((chosen or ["g++"])[0])


def generate(directory: Path, blueprint: tuple) -> dict:
    """Write the C++ project; returns what a run must know of it."""
    load_brian2()
    import brian2

    brian2.set_device("cpp_standalone", build_on_run=False)
    set_defaults()
    brian2.prefs.codegen.cpp.extra_compile_args = FLAGS
    device = brian2.get_device()
    module, *arguments = blueprint
    assembled = importlib.import_module(module).assemble(*arguments)
    with solve_apart():
        assembled.net.run(0 * brian2.second, namespace={})
    loads, inputs, keeps, sizes, outputs = [], {}, [], [], {}
    # Files are numbered: two names may differ in what a file system does not tell apart.
    for number, (key, variable) in enumerate(flat(assembled.inputs).items()):
        name = device.get_array_name(variable, access_data=False)
        file = f"input{number}"
        dynamic = variable in device.dynamic_arrays
        size = f"{size_of(device, variable)} * sizeof({name}[0])"
        loads.append(f'load({name}, "{file}");' if dynamic else f'fill({name}, "{file}", {size});')
        inputs[key] = [file, str(np.dtype(variable.dtype))]
    for number, (key, variable) in enumerate(assembled.outputs.items()):
        name = device.get_array_name(variable, access_data=False)
        file = f"output{number}"
        first = f"{name}.data()" if variable in device.dynamic_arrays else name
        size = size_of(device, variable)
        keeps.append(f'keep({first}, "{file}", {size} * sizeof({name}[0]));')
        sizes.append(f"<< {size}")
        outputs[key] = [file, str(np.dtype(variable.dtype))]
    dt = device.get_array_name(assembled.clock.variables["dt"])
    main = MAIN.format(
        loads="\n".join(loads),
        dt=dt,
        net=assembled.net.name,
        keeps="\n".join(keeps),
        sizes=" << ',' ".join(sizes),
    )
    device.insert_code("main", main)
    device.build(directory=str(directory), compile=False, run=False, with_output=False)
    take_out_what_is_not_used(directory)
    join_files(directory)
    return {"inputs": inputs, "outputs": outputs}


#: Of which file, what, and what stands in its place.
NOT_USED = [
    # The processor's time, to report how far it is; before Brian2 2.10 asked for at every step, a
    # call of the system that takes as long as the step of a small network.
    ("network.cpp", r"current = std::(clock|chrono::high_resolution_clock::now)\(\);",
     "current = start;"),
    # Values from the command line, and a file of every array: half of the compiler's time.
    ("objects.cpp", r"^(void set_variable_by_name\(.*?\)\s*\{).*?^\}", r"\1}"),
    ("objects.cpp", r"^(void _write_arrays\(\)\s*\{).*?^\}", r"\1}"),
]  # fmt: skip


def take_out_what_is_not_used(directory: Path) -> None:
    """Of the code that Brian2 generates, what costs time and does nothing here.

    A Brian2 that writes it otherwise costs that time, and no more.
    """
    for name, what, instead in NOT_USED:
        path = directory / name
        text = re.sub(what, instead, path.read_text(encoding="utf-8"), flags=re.M | re.S)
        path.write_text(text, encoding="utf-8")


def size_of(device, variable) -> str:
    """How many numbers an array has, in C++."""
    name = device.get_array_name(variable, access_data=False)
    return f"{name}.size()" if variable in device.dynamic_arrays else f"_num_{name}"


def join_files(directory: Path) -> None:
    """Write ``whole.cpp``, which includes all others: headers are parsed once, not fourteen times.

    What each generated file keeps to itself has the same names in all of them, so that each gets a
    namespace of its own.
    """
    files = sorted(directory.rglob("*.cpp"))
    for number, path in enumerate(files):
        if path.parent.name == "code_objects":
            text, own = path.read_text(encoding="utf-8"), f"own_{number}"
            text, declared = re.subn(r"^namespace \{", f"namespace {own} {{", text, flags=re.M)
            body = rf"\1 using namespace {own};"
            text, used = re.subn(r"^(void _\w+\([^)]*\)\s*\{)", body, text, flags=re.M)
            if not (declared and used):
                raise RuntimeError(f"Brian2's {path.name} is not as it was: no namespace, no body")
            path.write_text(text, encoding="utf-8")
    lines = [f'#include "{path.relative_to(directory).as_posix()}"\n' for path in files]
    (directory / "whole.cpp").write_text("".join(lines), encoding="utf-8")


def compile_program(directory: Path) -> None:
    """Compile ``whole.cpp`` to `PROGRAM`; raises RuntimeError with the compiler's complaint."""
    call = [*shlex.split(os.environ.get("CXX", "g++")), *FLAGS, "-I.", "-o", PROGRAM, "whole.cpp"]
    told = {"cwd": directory, "capture_output": True, "text": True, "errors": "replace"}
    # In English, whatever the user's language: the line that says error is looked for.
    told |= {"env": os.environ | {"LC_ALL": "C"}, "timeout": LONGEST_BUILD}
    try:
        done = subprocess.run(call, **told)
    except subprocess.TimeoutExpired:
        raise RuntimeError(f"the compiler has not ended after {LONGEST_BUILD} s") from None
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"{call[0]} failed"]
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
