"""What machine the numbers of a benchmark are from, in a line above them."""

import os
import platform
import re
from importlib.metadata import version
from pathlib import Path


def describe() -> str:
    """Processor, whether it has AVX-512, cores, and the versions that matter."""
    from numpy._core import _multiarray_umath as umath

    cpu, info = platform.processor() or platform.machine(), Path("/proc/cpuinfo")
    if info.exists() and (found := re.search(r"model name\s*: (.*)", info.read_text("utf-8"))):
        cpu = found[1]
    wide = "with" if umath.__cpu_features__.get("AVX512F") else "without"
    libraries = ", ".join(f"{name} {version(name)}" for name in ("numpy", "brian2", "numba"))
    system = f"Python {platform.python_version()}, {libraries}"
    return f"{cpu}, {wide} AVX-512, {os.cpu_count()} cores; {system}\n"


if __name__ == "__main__":
    print(describe())
