"""The files that a module of the project is made of: what is kept of it depends on them all."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDERS = {"models", "protocols", "readout", "figures"}


def sources(path: Path, found: set[Path] | None = None) -> set[Path]:
    """The file and every file of the project that it imports, directly or not."""
    found = set() if found is None else found
    if path in found:
        return found
    found.add(path)
    if path == ROOT / "models" / "catalogue.py":  # finds rules by looking into the folder
        for rule in path.parent.glob("*.py"):
            sources(rule, found)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        targets = []
        if isinstance(node, ast.ImportFrom) and node.module:
            targets = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            targets = [alias.name for alias in node.names]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            targets = [node.value]  # a module named in text, as a rule names its engine
        for target in targets:
            ours = target.partition(".")[0] in FOLDERS
            if ours and (file := file_of(target)).is_file():
                sources(file, found)
    return found


def file_of(module: str) -> Path:
    return ROOT.joinpath(*module.split(".")).with_suffix(".py")
