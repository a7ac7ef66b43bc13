# Two commands for a newcomer: make demo, make test. Needs Python >= 3.11 and make.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
# Half of pip's time is compiling what nobody imports; what the commands import is imported once.
PIP = --quiet --disable-pip-version-check --no-compile
# Python writes down what it compiled, even where the user's own setting is against it: the many
# processes of the demo and of the tests read it.
export PYTHONDONTWRITEBYTECODE =

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-7s %s\n", $$1, $$2}' Makefile

demo: $(VENV)/installed ## the main job: the STDP window with its figure, then MNIST by vote
	@mkdir -p output
	$(BIN)/python -m protocols.stdp --pairs 60 --figure output/stdp_window.png
	$(BIN)/python -m readout.mnist --all --figure output/mnist_voting.png
	@echo "figures: output/stdp_window.png output/mnist_voting.png"

test: $(VENV)/installed ## all the tests, on all cores
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

oracle: $(VENV)/installed ## the same numbers from NEST, an independent simulator
	$(BIN)/python -m pip install $(PIP) --editable .[oracle]
	$(BIN)/python -m pytest tests/test_nest.py

lint: $(VENV)/installed ## style and format, checked
	$(BIN)/ruff check
	$(BIN)/ruff format --check

figures: $(VENV)/installed ## every figure of the course, into output/
	@mkdir -p output
	$(BIN)/python -m figures --output output

bench: $(VENV)/installed ## speed beside the alternatives, as ratios in one run
	$(BIN)/python -m benchmarks.stdp
	$(BIN)/python -m benchmarks.exact
	$(BIN)/python -m benchmarks.rules
	$(BIN)/python -m benchmarks.mnist
	$(BIN)/python -m benchmarks.assemblies

clean: ## remove the private environment and what was drawn
	rm -rf $(VENV) output build *.egg-info

$(VENV)/installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; $(PYTHON) is older. Name another: make PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install $(PIP) --editable .[test]
	@$(BIN)/python -c 'import brian2, hypothesis, numba, pylab, selenium.webdriver, sklearn.utils.estimator_checks'
	@touch $@

.PHONY: help demo test oracle lint figures bench clean
