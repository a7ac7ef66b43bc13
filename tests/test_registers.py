"""Same seed, same bytes, whatever registers a processor has and its libraries add with."""

import hashlib
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

import digit_files
import numpy as np
import pytest
from numpy._core import _multiarray_umath as umath

from readout.capacity import capacity
from readout.convergence import convergence
from readout.digits.features import Features
from readout.digits.fitting import fit_readout
from readout.digits.readout_file import pack
from readout.perceptron.algorithms import ALGORITHMS
from readout.perceptron.classifier import Perceptron
from synplast.command import as_csv


def digest(*arrays) -> str:
    return hashlib.sha256(b"".join(np.ascontiguousarray(a).tobytes() for a in arrays)).hexdigest()


def trained(features: str, algorithm: str):
    """A readout of the first images, and how far the test images lie on each side."""
    parts = digit_files.first_images(800, 800)
    read = Features(features, *((200, 0) if features == "granule" else ()))
    how = {"algorithm": algorithm, "eta": 1, "margin": 0, "seed": 0}
    result = fit_readout(None, *parts, read, 2, **how)
    return *pack(result.readout), result.distances, result.vote.votes


def fitted(algorithm: str):
    """A perceptron of numbers that no sum of is exact, and its decisions."""
    rng = np.random.default_rng(0)
    x, y = rng.standard_normal((300, 45)), rng.integers(0, 4, 300)
    found = Perceptron(algorithm, epochs=5, eta=0.1).fit(x, y)
    return found.coef_, found.intercept_, found.decision_function(rng.standard_normal((300, 45)))


def results() -> dict[str, str]:
    found = {
        name: digest(*trained(*name.split())) for name in ("deskewed voted", "granule averaged")
    }
    found |= {name: digest(*fitted(name)) for name in ALGORITHMS}
    found["convergence"] = as_csv(convergence(sets=2))
    found["capacity"] = as_csv(capacity(load="1,2", size=20, sets=10))
    return found


@pytest.mark.skipif(platform.machine() not in ("x86_64", "AMD64"), reason="x86's registers")
def test_the_oldest_processor_gives_the_same_bytes(tmp_path):
    fast = [name for name in umath.__cpu_dispatch__ if umath.__cpu_features__[name]]
    old = {
        "NUMBA_CPU_NAME": "generic",
        "NUMBA_CPU_FEATURES": "",
        "NUMBA_CACHE_DIR": str(tmp_path),
        "NPY_DISABLE_CPU_FEATURES": " ".join(fast),
        "OPENBLAS_CORETYPE": "Prescott",
    }
    root = Path(__file__).parent.parent
    old |= {"PYTHONPATH": os.pathsep.join([str(root), os.environ.get("PYTHONPATH", "")])}
    call = [sys.executable, __file__]
    done = subprocess.run(call, cwd=root, env=os.environ | old, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == results()


if __name__ == "__main__":
    print(json.dumps(results()))
