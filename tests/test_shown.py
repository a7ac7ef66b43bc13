"""A result in a person's hands: in a line, in a notebook, on a terminal, in a data frame."""

import io
import pickle
import sys
import time

import numpy as np
import pytest

import synplast
from protocols.engine.spike_trains import spike_trains
from protocols.stdp import Window, stdp
from synplast import waiting
from synplast.bad_input import BadInput
from synplast.table import as_csv, as_table


@pytest.fixture(scope="module")
def window():
    return stdp(lag="-50:50:5", engine="exact")


@pytest.fixture(scope="module")
def compared():
    return stdp(rule=["pair", "triplet"], lag="-50:50:5", engine="exact")


@pytest.fixture(scope="module")
def uneven():
    """A column for each cue that there is."""
    return synplast.conditioning(design="10A+ / 10AB+ / 1B")


def test_a_result_is_told_in_a_line(window, compared, uneven):
    assert repr(window) == "<Window of pair:bi_wang_2002: 21 rows, lag (ms), change>"
    assert repr(compared).count("pair:bi_wang_2002") == 1
    assert repr(uneven) == "<Conditioning: 21 rows, phase, trial, shown, prediction, A, B>"
    assert repr(pickle.loads(pickle.dumps(window))) == repr(window)
    assert repr(synplast.find("pair")) == "<Card pair:bi_wang_2002>"
    assert repr(spike_trains([[0, 1]], [[0.5]])) == "<Trains: 1 conditions, spikes: 2 pre, 1 post>"


def test_a_notebook_shows_the_first_rows_with_units_and_rules_and_the_picture(compared, uneven):
    for result in (compared, uneven):
        page = result._repr_html_()
        assert page.count("<tr><td>") == 8
        assert "data:image/png;base64," in page
    assert "<th>lag (ms)</th>" in compared._repr_html_()
    assert f"{len(compared.lag) - 8} more rows" in compared._repr_html_()


@pytest.mark.parametrize(("lang", "sign", "label"), [("en", ".", "lag"), ("fr", ",", "décalage")])
def test_a_picture_is_drawn_in_either_language(window, lang, sign, label):
    figure = window.plot(lang=lang)
    axes = figure.axes[0]
    assert label in axes.get_xlabel()
    assert axes.xaxis.get_major_formatter()(0.5, 0) == f"0{sign}5"  # drawn whenever it is


def test_a_picture_in_a_third_language_is_refused(window):
    with pytest.raises(BadInput, match="lang=de: en or fr"):
        window.plot("de")


def test_a_frame_has_the_columns_of_the_table(window, compared, uneven):
    pandas = pytest.importorskip("pandas")
    for result in (window, compared, uneven):
        frame = result.to_frame()
        read = pandas.read_csv(io.StringIO(as_csv(result)))
        assert list(frame.columns) == list(read.columns)
        pandas.testing.assert_frame_equal(frame, read, check_dtype=False, rtol=1e-8)


def test_pandas_takes_no_columns_for_rows(window):
    pandas = pytest.importorskip("pandas")
    with pytest.raises(TypeError, match="to_frame"):
        pandas.DataFrame(window)


def test_without_pandas_it_is_named(window, monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match="pip install pandas"):
        window.to_frame()


def test_a_result_is_unpacked_as_any_tuple(window):
    rule, lag, change = window
    assert len(rule) == len(lag) == len(change)
    assert window._replace(lag=-lag).change is change


@pytest.mark.parametrize(
    "lags",
    [np.linspace(-20, 20, 7), 0.1 * np.arange(-5, 5), np.arange(-1, 1, 0.1),
     np.float32([0.1, 0.2]), [0.1 * n for n in range(4)]],
)  # fmt: skip
def test_lags_come_as_numpy_makes_them(lags):
    """A run by its grid takes what is meant, and agrees with the one that needs no grid."""
    results = [stdp(lag=lags, pairs=3, engine=engine) for engine in ("brian2", "exact")]
    np.testing.assert_allclose(results[0].lag, lags, atol=1e-6)
    np.testing.assert_allclose(results[0].change, results[1].change, rtol=1e-9)


def test_lags_without_a_common_step_need_the_exact_engine():
    lags = np.random.default_rng(0).uniform(-20, 20, 5)
    found = stdp(lag=lags, engine="exact")
    np.testing.assert_allclose(found.lag, lags, rtol=1e-11)
    order = np.argsort(lags[lags > 0])
    assert (np.diff(found.change[lags > 0][order]) < 0).all()  # the window falls off
    with pytest.raises(BadInput, match="or engine exact for a rule that has it"):
        stdp(lag=lags)


def test_an_error_speaks_of_the_parameter_from_python_and_of_the_option_on_the_command_line(call):
    with pytest.raises(BadInput, match="lag=1500: less than 1000 ms"):
        stdp(lag=[1500])
    assert "--lag 1500: less than 1000 ms" in call("protocols.stdp", "--lag", 1500).stderr
    error = BadInput("pairs", 3, "only with --ap5-blocked x")
    assert str(error) == "pairs=3: only with ap5_blocked x"


def test_a_long_table_is_cut_for_a_terminal_and_whole_in_a_pipe():
    many = Window(np.full(12_000, "pair"), np.arange(12_000.0), np.zeros(12_000))
    lines = as_table(many).splitlines()
    assert len(lines) < 30
    assert (lines[2].split()[0], lines[-1].split()[0]) == ("0", "1.2e+04")
    assert any("11980 more rows" in line for line in lines)
    assert len(as_csv(many).splitlines()) == 12_001


@pytest.mark.parametrize("no_color", ["", "1"])
def test_no_color_is_respected(window, monkeypatch, no_color):
    from synplast.command import wants_colour

    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", no_color)
    assert wants_colour() == (no_color == "")
    assert ("\x1b[" in as_table(window, wants_colour())) == (no_color == "")


def test_what_takes_long_is_told_where_somebody_looks(monkeypatch):
    seen = io.StringIO()
    seen.isatty = lambda: True
    monkeypatch.setattr(sys, "stderr", seen)
    monkeypatch.setattr(waiting, "LONG", 0.1)
    with waiting.waiting("simulating this network"):
        time.sleep(1.3)
    assert "simulating this network: 00:0" in seen.getvalue()
