"""Sweeps: parts that are whole and independent, and Dask's workers, two processes, one killed."""

import os
import signal
import threading
import time
from importlib.util import find_spec

import numpy as np
import pytest

from models.catalogue import find
from protocols.experiments.catalogue import find as find_experiment
from protocols.experiments.replicate import replicate
from protocols.experiments.score import score
from protocols.fit import fit
from protocols.sweep import sweep
from synplast.bad_input import BadInput
from synplast.cluster import is_there, slurm

needs_dask = pytest.mark.skipif(not is_there(), reason="Dask is not installed: .[cluster]")

RULE, DATA = "triplet:visual_cortex_all_to_all_minimal", "pfister_gerstner_2006_cortex"
RANGES = {"A3_plus": ("0", "0.02"), "tau_y": ("5*ms", "500*ms")}


def run(folder, **changes):
    """A sweep of 400 sets in 8 parts, one after the other."""
    folder.mkdir(exist_ok=True)
    given = {"experiment": DATA, "vary": RANGES, "grid": 20, "size": 50, "part": "1/1"}
    return sweep(RULE, output=folder, **given | changes)


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sweep")
    return run(folder), folder


def test_the_best_set_has_the_error_that_the_scorecard_gives_it(whole):
    changes = dict(word.split("=") for word in whole[0].set[0].split())
    declared = find_experiment(DATA)
    change = replicate(declared, [find(RULE, changes)]).change[0]
    expected = score(declared.targets, declared.targets_are, change).E
    assert whole[0].E[0] == pytest.approx(expected, rel=1e-4)
    assert (np.diff(whole[0].E) >= 0).all()


def test_a_grid_goes_through_all_combinations_from_bound_to_bound(whole):
    parts = [np.load(path) for path in sorted(whole[1].glob("part-*.npy"))]
    found = np.concatenate(parts)
    assert len(found) == len(np.unique(found[["A3_plus", "tau_y"]])) == 400
    assert [found["tau_y"].min(), found["tau_y"].max()] == pytest.approx([0.005, 0.5])
    assert np.unique(found["A3_plus"]) == pytest.approx(np.linspace(0, 0.02, 20), abs=1e-15)


def test_shares_of_the_parts_and_what_is_resumed_make_the_same_bytes(whole, tmp_path):
    run(tmp_path, part="2/3")
    assert len(contents(tmp_path)) == 1 + 3
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    for part in ("1/3", "3/3", "2/3"):
        result = run(tmp_path, part=part)
    assert contents(tmp_path) == contents(whole[1])
    assert all(path.stat().st_mtime_ns == time for path, time in before.items())
    assert result.E.tolist() == whole[0].E.tolist()


def test_a_random_sample_of_a_part_does_not_depend_on_the_others(tmp_path):
    for name, part in (("all", "1/1"), ("one", "2/2")):
        run(tmp_path / name, grid=None, sample=120, seed=5, part=part)
    one, all_parts = contents(tmp_path / "one"), contents(tmp_path / "all")
    assert len(all_parts) == 4
    assert one.items() <= all_parts.items()


def test_changes_at_each_target_are_kept_instead_of_e(whole, tmp_path):
    run(tmp_path, keep="changes", size=400)
    found, declared = np.load(tmp_path / "part-000000.npy"), find_experiment(DATA)
    assert found.dtype.names[2:] == tuple(f"change_{n + 1}" for n in range(10))
    sem = np.array([[one.change, one.sem] for one in declared.targets])
    off = [(found[f"change_{n + 1}"] - sem[n, 0]) / sem[n, 1] for n in range(10)]
    errors = np.concatenate([np.load(path)["E"] for path in sorted(whole[1].glob("part-*.npy"))])
    assert np.mean(np.square(off), axis=0) == pytest.approx(errors, rel=1e-12)


@pytest.fixture(scope="module")
def cluster():
    from distributed import Client, LocalCluster

    settings = {"threads_per_worker": 1, "dashboard_address": ":0", "silence_logs": 60}
    with LocalCluster(n_workers=2, **settings) as cluster, Client(cluster) as client:
        yield cluster.scheduler_address, client


@needs_dask
def test_with_half_the_workers_killed_in_mid_run_the_bytes_are_the_same(whole, tmp_path, cluster):
    address, client = cluster
    killed = client.run(os.getpid).popitem()[1]

    def kill():
        while not list(tmp_path.glob("part-*.npy")) and not stop.wait(0.01):
            pass
        os.kill(killed, signal.SIGKILL)

    stop = threading.Event()
    killer = threading.Thread(target=kill)
    killer.start()
    run(tmp_path, part=None, scheduler=address)
    stop.set()
    killer.join()
    while os.path.exists(f"/proc/{killed}"):  # who started it has not asked after it yet
        time.sleep(0.01)
    assert contents(tmp_path) == contents(whole[1])


@needs_dask
def test_the_starts_of_a_fit_run_over_dask_as_they_do_here(cluster):
    given = {"free": ["A3_plus", "tau_y"], "experiment": DATA, "starts": 4}
    here, there = fit(RULE, **given), fit(RULE, **given, scheduler=cluster[0])
    assert there.value.tolist() == here.value.tolist()
    assert there.notes == here.notes


def test_a_folder_of_another_sweep_is_refused_and_left_as_it_is(whole):
    before = contents(whole[1])
    for changes in (
        {"seed": 1},
        {"grid": 10},
        {"keep": "changes"},
        {"experiment": "sjostrom_2001"},
    ):
        with pytest.raises(BadInput, match="the folder of this sweep; it holds another one"):
            run(whole[1], **changes)
    assert contents(whole[1]) == before


@pytest.mark.parametrize(("changes", "said"), [
    ({"grid": None}, "grid or sample, one of both"),
    ({"sample": 5}, "grid or sample, one of both"),
    ({"part": "4/3"}, "K/N, K from 1 to N"),
    ({"scheduler": "slrum"}, "local, slurm, or a scheduler's address"),
    ({"vary": {"tau_z": ("1*ms", "2*ms")}}, "no such constant; did you mean tau_"),
    ({"vary": {"tau_y": ("5*ms", "1*ms")}}, "vary=tau_y=5\\*ms:1\\*ms: LOW:HIGH, LOW below"),
    ({"grid": 10**9}, "at most 1e"),
    ({"experiment": "bi_poo_1998"}, "these data have no standard errors to divide by"),
])  # fmt: skip
def test_what_cannot_be_swept_is_refused_and_nothing_is_written(tmp_path, changes, said):
    with pytest.raises(BadInput, match=said):
        run(tmp_path, **changes)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_other_files_is_refused(tmp_path):
    (tmp_path / "thesis.tex").write_text("all of it")
    with pytest.raises(BadInput, match="an empty folder, or one of a sweep"):
        run(tmp_path)


@needs_dask
def test_a_scheduler_that_does_not_answer_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("synplast.cluster.PATIENCE", 0.3)
    with pytest.raises(BadInput, match="no scheduler answers there"):
        run(tmp_path, scheduler="tcp://127.0.0.1:9", part=None)


@pytest.mark.skipif(not find_spec("dask_jobqueue"), reason="dask-jobqueue is missing: .[cluster]")
def test_a_job_of_slurm_is_one_core_2_gb_and_a_worker_that_imports_brian2_first():
    with slurm(["brian2"]) as cluster:
        asked, run = cluster.job_script().split("distributed.cli")
    lines = asked.splitlines()
    assert {"#SBATCH -n 1", "#SBATCH --cpus-per-task=1", "#SBATCH --mem=2G"} <= set(lines)
    words = run.split()
    assert words[words.index("--preload") + 1] == "brian2"
    assert words[words.index("--nthreads") + 1] == "1"
