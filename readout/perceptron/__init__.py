"""The perceptron: its rule, its classifier and algorithms, and what is separable. Of no digits."""
