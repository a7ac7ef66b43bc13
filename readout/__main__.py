"""The demonstrations of the perceptron, one a line."""

import sys

from synplast.front_door import list_package

if __name__ == "__main__":
    sys.exit(list_package("readout"))
