"""The perceptron: what it can and cannot learn, from logic gates to MNIST."""

import importlib
import os
import sys

if sys.argv[:1] == ["-m"]:  # being started as a command
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    process = importlib.import_module("synplast.process")
    del sys.path[0]
    process.begin()
