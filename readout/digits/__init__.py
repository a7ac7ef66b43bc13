"""Handwritten digits: the data, what is read of an image, and the 45 perceptrons of all pairs."""
