"""Whatever is given to an option: it is taken, or refused in one line, and at once."""

import inspect
import pkgutil
from importlib import import_module

import pytest

import protocols
from synplast.command import COMMANDS, option

for module in pkgutil.iter_modules(protocols.__path__):
    import_module(f"protocols.{module.name}")
OWN = sorted(name for name in COMMANDS if name.startswith("protocols."))
EVERY = [
    (module, name)
    for module in OWN
    for name in [*inspect.signature(COMMANDS[module][0]).parameters, "output", "figure", "lang"]
    if name not in ("figure", "lang") or COMMANDS[module][1]
]

#: No option of any protocol takes one of these.
NEVER = [
    "",
    " ",
    "nan",
    "-inf",
    "1e999",
    "1e99999999",
    "1e-99999999",
    "1_0",
    "１０",
    "0x10",
    "1/0",
    "1:2:0",
    "0:1e9:1e-9",
    "9" * 2000,
    "a\nb",
    "\x1b[2J",
    "\udcff",
    "%d {}",
    "../no/where",
    "-",
]
#: Some take some of these.
SOMETIMES = ["0", "-1", "−1", "1", "1.5", "1,5", "1000000000"]
#: What makes a run short; the others simulate, which no value of theirs should.
SHORT = {
    "protocols.component": ["--presentations=20"],
    "protocols.conditioning": ["--design=2A+"],
    "protocols.frequency": ["--pairs=2", "--engine=exact"],
    "protocols.landscape": ["--pairs=2", "--lag=10", "--rate=10"],
    "protocols.lfs": ["--pulses=2", "--rate=10", "--rule=pair", "--engine=exact"],
    "protocols.metaplasticity": ["--presentations=20"],
    "protocols.prediction_error": ["--design=2A+"],
    "protocols.rate": ["--rate=1", "--history=1"],
    "protocols.scaling": ["--hours=1"],
    "protocols.selectivity": ["--presentations=20"],
    "protocols.short_term": ["--pulses=2"],
    "protocols.stdp": ["--pairs=2", "--lag=10", "--engine=exact"],
    "protocols.triplets": ["--repeats=2", "--engine=exact"],
}


def refused(done):
    return (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


@pytest.mark.parametrize(("module", "name"), EVERY, ids=lambda value: value.rpartition(".")[2])
def test_what_is_no_value_is_refused_in_one_short_line(call, tmp_path, module, name):
    for value in NEVER:
        done = call(module, f"{option(name)}={value}")
        assert refused(done), (value, done)
        assert done.stderr[:-1].isprintable()
        assert len(done.stderr) < 1000
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("module", "name"),
    [(module, name) for module, name in EVERY if module in SHORT],
    ids=lambda value: value.rpartition(".")[2],
)
def test_a_number_is_taken_or_refused(call, module, name):
    for value in SOMETIMES:
        others = [word for word in SHORT[module] if not word.startswith(f"{option(name)}=")]
        done = call(module, *others, f"{option(name)}={value}")
        assert refused(done) or (done.returncode == 0 and done.stdout), (value, done)
