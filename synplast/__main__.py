"""The command ``synplast``: every experiment, demonstration and figure by name."""

import sys

from synplast.process import begin, print_text


def main() -> None:
    begin()
    from synplast.front_door import start

    try:
        status = start(sys.argv[1:])
    except SystemExit as end:  # of --help, or of an option that there is not
        status = end.code
    if complaint := print_text(""):
        print(f"error: {complaint}", file=sys.stderr)
        status = status or 2
    sys.exit(status)


if __name__ == "__main__":
    main()
