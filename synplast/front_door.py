"""Every command by name: it lists and starts what stands on the floors above, and only by name."""

import ast
import importlib
import pkgutil
import sys

from synplast.bad_input import BadInput, nearest, one_line
from synplast.packages import ROOT
from synplast.process import print_text

#: What each folder with commands holds.
FOLDERS = {"protocols": "protocols", "readout": "demonstrations"}
#: Commands that are a package, by name.
PACKAGES = {"models": "models", "experiments": "protocols", "figures": "figures"}
#: Of these, those that print the cards of what is named.
CARDS = ("models", "experiments")


def commands() -> dict[str, str]:
    """The module of every command, by the command's name."""
    found = {}
    for package in FOLDERS:
        modules = pkgutil.iter_modules([str(ROOT / package)])
        names = [one.name for one in modules if not one.ispkg and one.name[0] != "_"]
        found |= {name: f"{package}.{name}" for name in sorted(names)}
    return found | {name: f"{package}.__main__" for name, package in PACKAGES.items()}


def title(module: str) -> str:
    """The first line of a module's docstring, without importing it."""
    path = ROOT.joinpath(*module.split(".")).with_suffix(".py")
    return ast.get_docstring(ast.parse(path.read_bytes())).partition("\n")[0]


def listing(package: str = "") -> str:
    """The commands of a package, or all, a line each."""
    found = {n: m for n, m in commands().items() if m.startswith(package)}
    width = max(map(len, found))
    lines = {name: f"  {name:<{width}}  {title(module)}" for name, module in found.items()}
    parts = []
    for folder, what in FOLDERS.items():
        here = [n for n, m in found.items() if m.startswith(f"{folder}.") and n not in PACKAGES]
        parts += ([f"{what}:"] if here and not package else []) + [lines[n] for n in here]
    parts += [lines[name] for name in PACKAGES if name in found and not package]
    return "\n".join(parts) + "\n"


def start(arguments: list[str], prog: str = "synplast") -> int:
    """Run a command by name; returns the status that its process ends with."""
    name, *rest = arguments or ["--help"]
    if name in ("-h", "--help"):
        return report(print_text(f"{usage(prog)}\n{listing()}"))
    if name == "--print-completion":
        from synplast.completion import completion

        try:
            return report(print_text(completion(rest)))
        except BadInput as bad:
            return report(bad.on_command_line())
    known = commands()
    if name.replace("-", "_") not in known:
        said = f"{name}: no such command; {nearest(name, known)}"
        return report(said)
    module = known[name.replace("-", "_")]
    if name in CARDS:
        return importlib.import_module(module).main(rest)
    from synplast.command import COMMANDS, run

    importlib.import_module(module)
    return run(*COMMANDS[module], rest, f"{prog} {name}")


def usage(prog: str) -> str:
    return f"""usage: {prog} COMMAND [OPTION ...]
       {prog} COMMAND --help
       {prog} --print-completion bash or zsh
"""


def list_package(package: str) -> int:
    """Run ``python -m readout``: list the commands, or say how each is run."""
    if sys.argv[1:] and sys.argv[1] not in ("-h", "--help"):
        names = [n for n, m in commands().items() if m.startswith(f"{package}.")]
        said = f"{sys.argv[1]}: python -m {package}.NAME runs one; {nearest(sys.argv[1], names)}"
        return report(said, f"python -m {package}")
    return report(print_text(f"usage: python -m {package}.NAME [OPTION ...]\n\n{listing(package)}"))


def report(complaint: str, prog: str = "synplast") -> int:
    if complaint:
        print(f"{prog}: error: {one_line(complaint)}", file=sys.stderr)
    return 2 if complaint else 0
