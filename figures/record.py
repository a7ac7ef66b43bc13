"""What was drawn, from what, and how it went: beside the figures, so that none is drawn twice."""

import json
from pathlib import Path

from synplast.whole_file import whole

RECORD = "figures.json"


def up_to_date(entry: dict, inputs: str, output: Path, name, languages, format) -> bool:
    wanted = [f"{name}.{language}.{format}" for language in languages]
    there = all((output / file).is_file() for file in [*wanted, f"{name}.csv"])
    done = entry.get("inputs") == inputs and set(wanted) <= set(entry.get("files", ()))
    return done and there and entry.get("holds") == "pass"


def read_record(output: Path) -> dict:
    """What is known of the figures in a folder; nothing of one that is not told as it should be."""
    try:
        record = json.loads((output / RECORD).read_text(encoding="utf-8"))
        return {name: entry for name, entry in record.items() if is_entry(entry)}
    except (OSError, ValueError, AttributeError):
        return {}


def is_entry(entry) -> bool:
    kinds = {"time": float, "holds": str, "files": list, "inputs": str}
    return isinstance(entry, dict) and all(isinstance(entry.get(k), t) for k, t in kinds.items())


def write_record(output: Path, record: dict) -> None:
    with whole(output / RECORD) as beside:
        beside.write_text(json.dumps(record, indent=1), encoding="utf-8")
