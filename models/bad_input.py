"""What a person is told of a value that cannot be used."""

import difflib
from collections.abc import Iterable


class BadInput(ValueError):
    """A value outside what an option allows.

    Parameters
    ----------
    option : str
        Name of the parameter, as the function spells it; empty for one that has no option.
    value : object
        What was given.
    allowed : str
        What is allowed, in words.
    """

    def __init__(self, option: str, value: object, allowed: str):
        super().__init__(option, value, allowed)
        self.option, self.value, self.allowed = option, value, allowed

    def __str__(self) -> str:
        option = f"--{self.option.replace('_', '-')} " if self.option else ""
        return f"{option}{self.value}: {self.allowed}"


def nearest(name: str, names: Iterable[str]) -> str:
    """``names`` in words, led by the one most like ``name`` if one is alike."""
    names = list(names)
    alike = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    return (f"did you mean {alike[0]}? " if alike else "") + f"one of {', '.join(names)}"
