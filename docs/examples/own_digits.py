"""Digits of one's own: a 3 drawn with Pillow, and two of them on one sheet, read and doubted."""

import tempfile
from pathlib import Path

from PIL import Image, ImageDraw

from readout.mnist import mnist


def draw_three(picture: Image.Image, left: int) -> None:
    pen = ImageDraw.Draw(picture)
    for top in (40, 100):
        pen.arc((left, top, left + 70, top + 65), 210, 90 + 60, fill=20, width=11)


one, two = (Image.new("L", (wide, 210), 250) for wide in (160, 260))
draw_three(one, 40)
draw_three(two, 30)
draw_three(two, 150)
with tempfile.TemporaryDirectory() as folder:
    paths = [Path(folder) / "one.png", Path(folder) / "two.png"]
    for picture, path in zip((one, two), paths, strict=True):
        picture.save(path)
    seen = mnist(all=True, features="deskewed", algorithm="averaged", epochs=2, predict=paths)

#: What the first picture shows.
digit = int(seen.digit[0])

if __name__ == "__main__":
    for name, answer, doubt in zip(("one", "two"), seen.digit, seen.doubt, strict=True):
        print(f"{name}: {answer} {doubt}")
    seen.plot().savefig("own_digits.png")
