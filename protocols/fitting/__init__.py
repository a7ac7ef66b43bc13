"""Fits a rule to experiments: least squares from many starts, and what the data determine."""
