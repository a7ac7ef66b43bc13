"""The perceptron: what it can and cannot learn, from logic gates to MNIST."""
