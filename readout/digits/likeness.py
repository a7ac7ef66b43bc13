"""How like the learned images a new one is, so that an answer that nothing bears out is doubted.

The distance is that of two deskewed images at half resolution, each of length 1, 0 to sqrt(2).
What counts as far is set on images that are held back.
"""

import numpy as np

from readout.digits.dataset import Images
from readout.digits.deskew import deskew

LEARNED = 20_000  # images to compare with
HELD_BACK = 3000  # images that set what is far
FAR = 0.98  # of the held back images of a digit are nearer
AS_LIKE = 0.95  # of the distance to any other digit: the answer has to be nearer
BLOCK = 500  # images at a time, to bound the memory


def doubt_answers(images: Images, answers: np.ndarray, train: Images) -> list[list[str]]:
    """For each image, why its answer is to be doubted.

    Parameters
    ----------
    images : Images
        Their labels are not looked at.
    answers : array (images,)
        Digits.
    train : Images
        Of all digits, also of those that could not be answered.
    """
    held = min(HELD_BACK, len(train.labels) // 5)
    learned = Images(*(part[: min(LEARNED, len(part) - held)] for part in train))
    back = Images(*(part[len(part) - held :] for part in train))
    vectors, digits = describe(learned.pixels), learned.labels
    known = {digit: vectors[digits == digit] for digit in np.unique(digits)}
    far = measure_far(describe(back.pixels), back.labels, known)
    doubts = []
    for near, answer in zip(find_nearest(images.pixels, known), answers, strict=True):
        others = np.where(np.arange(len(near)) == answer, np.inf, near)
        doubts.append([f"unlike any {answer} that was learned"] * bool(near[answer] > far[answer]))
        if near[answer] > AS_LIKE * others.min():
            doubts[-1].append(f"as like a {others.argmin()}")
    return doubts


def measure_far(
    vectors: np.ndarray, labels: np.ndarray, known: dict[int, np.ndarray]
) -> np.ndarray:
    """For each digit, how near the nearest of its own is for all but a few: array (10,)."""
    far = np.full(10, np.inf)
    for digit in np.unique(labels):
        if digit in known:
            far[digit] = np.quantile(find_distance(vectors[labels == digit], known[digit]), FAR)
    return far


def find_nearest(pixels: np.ndarray, known: dict[int, np.ndarray]) -> np.ndarray:
    """The distance from each image to the nearest of each digit: array (images, 10)."""
    vectors = describe(pixels)
    nearest = np.full((len(vectors), 10), np.inf)
    for digit, own in known.items():
        nearest[:, digit] = find_distance(vectors, own)
    return nearest


def find_distance(vectors: np.ndarray, others: np.ndarray) -> np.ndarray:
    """The distance from each vector to the nearest of the others: array (vectors,)."""
    blocks = (vectors[start : start + BLOCK] for start in range(0, len(vectors), BLOCK))
    alike = np.concatenate([(block @ others.T).max(axis=1) for block in blocks])
    return np.sqrt(np.maximum(2 - 2 * alike, 0))


def describe(pixels: np.ndarray) -> np.ndarray:
    """Images as vectors of length 1: array of float32 (images, pixels)."""
    if min(pixels.shape[1:]) >= 20:
        high, wide = (side // 2 * 2 for side in pixels.shape[1:])
        four = [pixels[:, i:high:2, j:wide:2].astype(np.uint16) for i in (0, 1) for j in (0, 1)]
        pixels = (sum(four) // 4).astype(np.uint8)
    vectors = deskew(pixels).reshape(len(pixels), -1).astype(np.float32)
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
