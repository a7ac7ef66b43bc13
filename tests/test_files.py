"""Files are there whole or not at all, and what is in the way is told with its name."""

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from synplast import cache
from synplast.whole_file import remove_strays, tolerate, whole


def write(path, text="new"):
    with whole(path) as beside:
        beside.write_text(text)


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_a_file_that_could_not_be_finished_is_as_it_was(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("old")
    with pytest.raises(ZeroDivisionError), whole(path) as beside:
        beside.write_text(str(1 / 0))
    assert [one.name for one in tmp_path.iterdir()] == ["a.csv"]
    assert path.read_text() == "old"


def test_a_new_file_has_the_mode_that_open_gives_and_an_old_one_keeps_its_own(tmp_path):
    old, new, opened = (tmp_path / name for name in ("old.csv", "new.csv", "opened.csv"))
    opened.touch()
    old.touch(mode=0o600)
    for path in (old, new):
        write(path)
    assert (mode(old), mode(new)) == (0o600, mode(opened))


def test_what_is_half_written_is_open_to_no_one_else_either(tmp_path):
    (tmp_path / "a.csv").touch(mode=0o600)
    with whole(tmp_path / "a.csv") as beside:
        assert mode(beside) == 0o600


def test_a_link_stays_and_what_it_links_to_is_written(tmp_path):
    (tmp_path / "there").mkdir()
    link, there = tmp_path / "a.csv", tmp_path / "there" / "b.csv"
    link.symlink_to("there/b.csv")
    for text in ("first", "second"):
        write(link, text)
        assert (link.is_symlink(), there.read_text()) == (True, text)
    assert len(list(there.parent.iterdir())) == 1


def test_a_pipe_is_written_to(tmp_path):
    os.mkfifo(tmp_path / "a.csv")
    found = []
    reader = threading.Thread(target=lambda: found.append((tmp_path / "a.csv").read_text()))
    reader.start()
    write(tmp_path / "a.csv")
    reader.join()
    assert found == ["new"]
    assert (tmp_path / "a.csv").is_fifo()


def test_standard_output_by_name_goes_on_where_it_was(tmp_path):
    code = (
        "from pathlib import Path; from synplast.whole_file import whole\n"
        "print('one', flush=True)\n"
        "with whole(Path('/dev/stdout')) as beside: beside.write_text('two\\n')\n"
        "print('three')"
    )
    with open(tmp_path / "out", "w") as file:
        subprocess.run([sys.executable, "-c", code], stdout=file, check=True)
    assert (tmp_path / "out").read_text() == "one\ntwo\nthree\n"


def test_numpy_adds_no_ending_of_its_own(tmp_path):
    with whole(tmp_path / "a.NPZ") as beside:
        np.savez(beside, x=np.arange(3))
    assert [one.name for one in tmp_path.iterdir()] == ["a.NPZ"]
    assert np.load(tmp_path / "a.NPZ")["x"].tolist() == [0, 1, 2]


def test_a_name_as_long_as_can_be_is_written(tmp_path):
    path = tmp_path / ("é" * 125 + ".csv")
    write(path)
    assert path.read_text() == "new"


@pytest.mark.parametrize("kind", ["full", "loop", "gone"])
def test_what_cannot_be_written_is_named_or_noted(tmp_path, kind):
    path = tmp_path / ("gone/a.csv" if kind == "gone" else "a.csv")
    if kind != "gone":
        path.symlink_to({"full": "/dev/full", "loop": "a.csv"}[kind])
    with pytest.raises(OSError, match=r"a\.csv") as raised:
        write(path)
    assert raised.value.filename == str(path)
    with tolerate([path]) as failed:
        write(path)
    assert failed[path].strerror == raised.value.strerror


def test_what_could_be_written_in_the_end_is_no_failure(tmp_path):
    path = tmp_path / "a.csv"
    path.symlink_to("/dev/full")
    with tolerate([path]) as failed:
        write(path)
        path.unlink()
        write(path)
    assert failed == {path: None}


def test_what_a_killed_process_left_is_removed_and_nothing_else(tmp_path):
    for name in (".a.en-123-0011aabb.svg", ".a-1234-0011aabb.csv", "a-123-0011aabb.svg", ".bashrc"):
        (tmp_path / name).touch()
    remove_strays(tmp_path, 123)
    left = {".a-1234-0011aabb.csv", "a-123-0011aabb.svg", ".bashrc"}
    assert {path.name for path in tmp_path.iterdir()} == left


def test_the_cache_is_made_for_its_owner_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("SYNPLAST_CACHE", str(tmp_path / "new" / "cache"))
    assert mode(cache.folder()) == 0o700


@pytest.mark.parametrize("bits", [0o777, 0o770, 0o1777])
def test_a_cache_that_others_may_write_is_not_used_and_that_is_said(
    tmp_path, monkeypatch, capsys, bits
):
    monkeypatch.setenv("SYNPLAST_CACHE", str(tmp_path))
    tmp_path.chmod(bits)
    assert not (cache.folder() / "anything").exists()
    assert "others may write it" in capsys.readouterr().err
    with pytest.raises(OSError, match="Not a directory"):
        cache.folder().mkdir(parents=True)


def test_a_cache_that_somebody_else_owns_is_not_used(monkeypatch):
    theirs = next(
        (
            path
            for path in Path("/").iterdir()
            if path.is_dir() and path.stat().st_uid != os.getuid()
        ),
        None,
    )
    if theirs is None:
        pytest.skip("every folder here is ours")
    monkeypatch.setenv("SYNPLAST_CACHE", str(theirs))
    assert cache.folder() == cache.NOWHERE
