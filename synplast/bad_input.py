"""What a person is told of a value that cannot be used."""

import difflib
import re
from collections.abc import Iterable

#: Characters of a value that are shown.
MOST_SHOWN = 200


class BadInput(ValueError):
    """A value outside what an option allows.

    Its text names the parameter, as a call from Python does; `on_command_line` names the option.

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
        option = f"{self.option}=" if self.option else ""
        return re.sub(r"--([a-z][\w-]*\w)", to_parameter, self._say(option))

    def on_command_line(self) -> str:
        """The same in the words of the command line."""
        return self._say(f"--{self.option.replace('_', '-')} " if self.option else "")

    def _say(self, option: str) -> str:
        return one_line(f"{option}{shorten(str(self.value))}: {self.allowed}")


def to_parameter(option: re.Match) -> str:
    """What a call from Python names as an option is called."""
    return option[1].replace("-", "_")


def one_line(text: str) -> str:
    """``text`` as one line that a terminal can show: long words cut, control characters escaped."""
    text = re.sub(rf"\S{{{2 * MOST_SHOWN},}}", lambda word: shorten(word[0]), text)
    return printable(text)


def printable(text: str) -> str:
    """``text`` with what is no character to show (line breaks, bytes of no text) escaped."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def shorten(text: str) -> str:
    if len(text) <= MOST_SHOWN:
        return text
    return f"{text[: MOST_SHOWN // 2]}... ({len(text)} characters)"


def nearest(name: str, names: Iterable[str]) -> str:
    """``names`` in words, led by the one most like ``name`` if one is alike."""
    names = list(names)
    # No name is so long that more of it could matter.
    alike = difflib.get_close_matches(name[:MOST_SHOWN], names, n=1, cutoff=0.5)
    return (f"did you mean {alike[0]}? " if alike else "") + f"one of {', '.join(names)}"


def innermost(error: BaseException) -> str:
    """The innermost error's message, on one line."""
    while error.__cause__:
        error = error.__cause__
    text = error.args[0] if isinstance(error, KeyError) and error.args else error
    return " ".join(str(text).split())
