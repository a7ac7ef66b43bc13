"""Plasticity experiments, one a file: a function that is also a command."""
