"""The perceptron in scikit-learn's pipeline: digits of 8 x 8 pixels from scikit-learn itself."""

from sklearn.datasets import load_digits
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline

import synplast

X, y = load_digits(return_X_y=True)
readout = make_pipeline(synplast.Deskew(), synplast.Perceptron("averaged", epochs=5))

#: Mean accuracy of five folds.
accuracy = float(cross_val_score(readout, X, y, cv=5).mean())

if __name__ == "__main__":
    import matplotlib.pyplot as plt

    weights = readout.fit(X, y)[-1].coef_[0]
    plt.imshow(weights.reshape(8, 8))
    plt.title(f"weights of 0 against 1; accuracy {accuracy:.3f}")
    plt.savefig("pipeline.png")
