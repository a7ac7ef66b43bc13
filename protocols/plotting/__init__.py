"""The pictures of experiments that a few lines do not draw."""
