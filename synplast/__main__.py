"""The command ``synplast``: every experiment, demonstration and figure by name."""

import sys

from synplast.process import begin, exit_with


def main() -> None:
    begin()
    from synplast.front_door import start

    exit_with(lambda: start(sys.argv[1:]))


if __name__ == "__main__":
    main()
