"""The perceptron: what it can and cannot learn, from logic gates to MNIST.

``from readout import Perceptron, Deskew, GranuleCells, PoissonSpikes``: a classifier and three
transformers of scikit-learn's, which is imported with the first of them.
"""

import importlib
import os
import sys

if sys.argv[:1] == ["-m"]:  # being started as a command
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    process = importlib.import_module("synplast.process")
    del sys.path[0]
    process.begin()

CLASSES = {
    "Perceptron": "readout.perceptron.classifier",
    "Deskew": "readout.digits.transformers",
    "GranuleCells": "readout.digits.transformers",
    "PoissonSpikes": "readout.digits.transformers",
}


def __getattr__(name: str):
    if name not in CLASSES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(CLASSES[name]), name)
