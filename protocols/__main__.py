"""The experiments, one a line."""

import sys

from synplast.front_door import list_package

if __name__ == "__main__":
    sys.exit(list_package("protocols"))
