"""The MNIST digits, as their four original files."""
