"""Digits drawn by code in some hundred kinds of pictures, as people make them and as they go wrong.

``draw_all(hand)`` yields (kind, digit, picture), the digit None where there is no single one.
"""

import functools
import io
from collections.abc import Callable, Iterator

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter
from scipy.interpolate import CubicSpline

SIDE = 280
# Strokes, as a hand moves: points of x and y from 0 to 1, downwards.
STROKES = {
    0: ["0.55,0.02 0.22,0.18 0.12,0.55 0.28,0.92 0.6,0.96 0.84,0.68 0.82,0.3 0.6,0.04 0.5,0.04"],
    1: ["0.53,0.0 0.5,0.35 0.48,0.7 0.46,1.0"],
    2: ["0.15,0.22 0.35,0.02 0.7,0.08 0.76,0.34 0.5,0.66 0.14,0.97",
        "0.14,0.97 0.5,0.95 0.88,0.95"],
    3: ["0.18,0.1 0.5,0.0 0.78,0.16 0.66,0.4 0.42,0.48 0.74,0.58 0.82,0.8 0.52,1.0 0.15,0.9"],
    4: ["0.28,0.02 0.2,0.3 0.16,0.54 0.45,0.56 0.84,0.5", "0.74,0.04 0.71,0.4 0.67,0.75 0.64,1.0"],
    5: ["0.8,0.03 0.55,0.04 0.27,0.06", "0.27,0.06 0.24,0.25 0.22,0.44 0.55,0.4 0.8,0.6 0.7,0.88 "
        "0.4,1.0 0.14,0.9"],
    6: ["0.68,0.0 0.36,0.26 0.2,0.62 0.32,0.93 0.62,0.97 0.78,0.76 0.6,0.56 0.32,0.64 0.23,0.74"],
    7: ["0.12,0.08 0.5,0.07 0.84,0.05", "0.84,0.05 0.66,0.36 0.52,0.68 0.42,1.0"],
    8: ["0.74,0.14 0.45,0.0 0.26,0.2 0.5,0.46 0.76,0.74 0.52,0.99 0.22,0.8 0.46,0.5 0.74,0.26 "
        "0.74,0.14"],
    9: ["0.76,0.2 0.5,0.02 0.24,0.2 0.34,0.44 0.62,0.42 0.77,0.2", "0.77,0.2 0.74,0.5 0.68,0.8 "
        "0.62,1.0"],
}  # fmt: skip
OTHERS = {
    "a letter A": ["0.1,1.0 0.3,0.5 0.5,0.0", "0.5,0.0 0.7,0.5 0.9,1.0", "0.25,0.62 0.75,0.62"],
    "a letter K": ["0.2,0.0 0.2,1.0", "0.8,0.0 0.22,0.5", "0.22,0.5 0.85,1.0"],
    "a letter M": ["0.1,1.0 0.15,0.0", "0.15,0.0 0.5,0.6", "0.5,0.6 0.85,0.0", "0.85,0.0 0.9,1.0"],
    "a cross": ["0.5,0.05 0.5,0.95", "0.05,0.5 0.95,0.5"],
    "a star": ["0.5,0.0 0.8,1.0", "0.8,1.0 0.0,0.38", "0.0,0.38 1.0,0.38", "1.0,0.38 0.2,1.0",
               "0.2,1.0 0.5,0.0"],
    "an arrow": ["0.0,0.5 1.0,0.5", "0.7,0.2 1.0,0.5", "1.0,0.5 0.7,0.8"],
    "a house": ["0.1,1.0 0.1,0.4", "0.1,0.4 0.5,0.0", "0.5,0.0 0.9,0.4", "0.9,0.4 0.9,1.0",
                "0.9,1.0 0.1,1.0", "0.4,1.0 0.4,0.65", "0.4,0.65 0.6,0.65", "0.6,0.65 0.6,1.0"],
    "a face": ["0.5,0.0 0.1,0.2 0.0,0.6 0.3,1.0 0.7,1.0 1.0,0.6 0.9,0.2 0.5,0.0",
               "0.3,0.3 0.32,0.4",
               "0.7,0.3 0.68,0.4", "0.3,0.65 0.5,0.78 0.7,0.65"],
    "a scribble": ["0.0,0.5 0.2,0.0 0.3,1.0 0.5,0.1 0.55,0.9 0.7,0.0 0.8,1.0 1.0,0.3"],
    "an equals sign": ["0.1,0.35 0.9,0.35", "0.1,0.65 0.9,0.65"],
}  # fmt: skip


class Hand:
    """A hand of its own: every point of a stroke moved a little, the whole leaning a little."""

    def __init__(self, number: int):
        self.rng = np.random.default_rng(number)
        self.lean = self.rng.uniform(-0.12, 0.2)
        self.wide = self.rng.uniform(0.6, 0.85)

    def trace(self, strokes) -> list[np.ndarray]:
        """Smooth curves through the points: arrays (points, 2)."""
        found = []
        for stroke in strokes:
            points = np.array([[float(x) for x in p.split(",")] for p in stroke.split()])
            if len(points) > 2:
                points += self.rng.normal(0, 0.015, points.shape)
                along = np.linspace(0, len(points) - 1, 80)
                points = CubicSpline(np.arange(len(points)), points)(along)
            x, y = points.T
            found.append(np.stack([self.wide * (x - 0.5) + self.lean * (0.5 - y), y - 0.5], 1))
        return found


def write(strokes, hand, size=SIDE, height=0.6, at=(0.5, 0.5), pen=0.09, turn=0.0, stretch=(1, 1)):
    """Strokes as opaque as they are drawn, 0 to 255, on a page of ``size``.

    The height is a fraction of the page's, the pen one of the digit's height; turned to the left
    by so many degrees.
    """
    wide, high = size if isinstance(size, tuple) else (size, size)
    fine = 3 if high < 700 else 1
    page = Image.new("L", (fine * wide, fine * high))
    draw, tall = ImageDraw.Draw(page), height * fine * high
    angle = np.radians(turn)
    rotation = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    half = max(pen * tall / 2, 1)
    for curve in hand.trace(strokes):
        moved = tall * (curve * stretch) @ rotation.T + fine * np.array([wide, high]) * at
        draw.line([*map(tuple, moved)], fill=255, width=round(2 * half), joint="curve")
        for x, y in (moved[0], moved[-1]):
            draw.ellipse((x - half, y - half, x + half, y + half), fill=255)
    return page.resize((wide, high), Image.Resampling.BOX)


def put(ink, paper=255, colour=20):
    """Ink of one colour on paper, a shade, a colour or a picture."""
    if not isinstance(paper, Image.Image):
        paper = Image.new("L" if isinstance(paper, int) else "RGB", ink.size, paper)
    mode = "RGB" if isinstance(colour, tuple) or paper.mode == "RGB" else "L"
    paper = paper.convert(mode)
    return Image.composite(Image.new(mode, ink.size, colour), paper, ink)


def shaded(values) -> Image.Image:
    """A picture of shades given as numbers."""
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))


def across(size=SIDE):
    """x and y from 0 to 1 over a page."""
    return np.meshgrid(*[np.linspace(0, 1, size)] * 2)


def together(*inks):
    """Several on one page."""
    return put(functools.reduce(ImageChops.lighter, inks))


def lighten(picture, by):
    """The picture in a light that is ``by`` as strong, array (rows, columns)."""
    return shaded(np.asarray(picture.convert("L"), float) * by)


def lined(ink, lines, shade, width=2, colour=20, paper=255):
    """Ink over lines (x0, y0, x1, y1) in pixels."""
    page = Image.new("L", ink.size, paper)
    draw = ImageDraw.Draw(page)
    for line in lines:
        draw.line(line, fill=shade, width=width)
    return put(ink, page, colour)


def framed(ink, shade=20, width=4, inset=0, rounded=0):
    page = Image.new("L", ink.size, 255)
    box = (inset, inset, ink.width - 1 - inset, ink.height - 1 - inset)
    ImageDraw.Draw(page).rounded_rectangle(box, rounded, outline=shade, width=width)
    return put(ink, page)


def ruled(step, both=False, start=20):
    """Lines across the page, downwards too for squared paper."""
    places = range(start, SIDE, step)
    return [(0, y, SIDE, y) for y in places] + [(x, 0, x, SIDE) for x in places if both]


def noisy(picture, sigma=0.0, specks=0.0, seed=0):
    rng = np.random.default_rng(seed)
    values = np.asarray(picture.convert("L"), float)
    values = values + rng.normal(0, sigma, values.shape)
    hit = rng.random(values.shape)
    return shaded(np.where(hit < specks / 2, 0, np.where(hit > 1 - specks / 2, 255, values)))


def as_jpeg(picture, quality):
    kept = io.BytesIO()
    picture.convert("L").save(kept, "JPEG", quality=quality)
    return Image.open(io.BytesIO(kept.getvalue()))


def transparent(ink, colour, most=255):
    picture = Image.new("RGBA", ink.size, (*colour, 0))
    picture.putalpha(ink.point(lambda a: a * most // 255))
    return picture


def on_table(ink, table=40, paper=235, margin=30, turn=0.0):
    """A sheet that lies on a table, which the picture shows all around it."""
    sheet = put(ink, paper)
    page = Image.new("L", (SIDE + 2 * margin, SIDE + 2 * margin), table)
    mask = Image.new("L", sheet.size, 255).rotate(turn, expand=True)
    sheet = sheet.rotate(turn, Image.Resampling.BICUBIC, expand=True)
    place = [(a - b) // 2 for a, b in zip(page.size, sheet.size, strict=True)]
    page.paste(sheet, tuple(place), mask)
    return page


def texture(seed=0, rough=12.0, depth=20):
    """Crumpled paper: shades that vary slowly."""
    rng = np.random.default_rng(seed)
    noise = shaded(128 + 60 * rng.standard_normal((SIDE, SIDE)))
    soft = np.asarray(noise.filter(ImageFilter.GaussianBlur(rough)), float)
    return shaded(225 + depth * (soft - soft.mean()) / soft.std())


X, Y = across()


def away(x, y):
    """How far from a place, array (rows, columns)."""
    return np.hypot(X - x, Y - y)


NEAR = away(0.5, 0.5)
WHITE, BLACK, BLUE = (255, 255, 255), (0, 0, 0), (30, 50, 160)

Maker = Callable[..., Image.Image]
#: What must be read right: ``make(write)``, where ``write(**how)`` is the ink of a digit.
GOOD: dict[str, Maker] = {
    **{f"a pen of {p:.0%}": lambda w, p=p: put(w(pen=p)) for p in (0.015, 0.03, 0.05, 0.07, 0.1)},
    **{f"a pen of {p:.0%}": lambda w, p=p: put(w(pen=p)) for p in (0.13, 0.16, 0.2)},
    "a pencil": lambda w: noisy(put(w(pen=0.04), 250, 130), 12),
    "blue ink": lambda w: put(w(), (250, 250, 245), BLUE),
    "red ink": lambda w: put(w(), WHITE, (200, 30, 30)),
    "yellow ink": lambda w: put(w(), WHITE, (240, 220, 40)),
    "a soft brush": lambda w: put(w(pen=0.12).filter(ImageFilter.GaussianBlur(6))),
    "chalk": lambda w: noisy(put(w(), (40, 70, 50), (225, 225, 225)), 15),
    **{
        f"in the corner {x:.0%} {y:.0%}": lambda w, x=x, y=y: put(w(height=0.25, at=(x, y)))
        for x in (0.2, 0.8)
        for y in (0.2, 0.8)
    },
    "tiny on a large page": lambda w: put(w(size=900, height=0.08, at=(0.7, 0.3))),
    "filling the page": lambda w: put(w(height=0.86)),
    "on a wide page": lambda w: put(w(size=(800, 260))),
    "on a high page": lambda w: put(w(size=(260, 800), height=0.2)),
    "of 28 pixels": lambda w: put(w(size=28, height=0.7, pen=0.12), 0, 255),
    "of 50 pixels": lambda w: put(w(size=50)),
    "of 1500 pixels": lambda w: put(w(size=1500)),
    **{f"dark on {s}": lambda w, s=s: put(w(), s) for s in (255, 200, 128, 70)},
    **{f"light on {s}": lambda w, s=s: put(w(), s, 240) for s in (0, 60, 128, 190)},
    "on a yellow note": lambda w: put(w(), (250, 230, 90)),
    "on brown paper": lambda w: put(w(), (170, 130, 90)),
    "on a blue ground": lambda w: put(w(), (40, 60, 150), WHITE),
    "pale on white": lambda w: put(w(), 255, 215),
    "pale on black": lambda w: put(w(), 0, 40),
    "getting darker to the right": lambda w: lighten(put(w()), 1 - 0.5 * X),
    "getting darker downwards": lambda w: lighten(put(w()), 1 - 0.5 * Y),
    "getting darker to the corners": lambda w: lighten(put(w()), 1 - 0.9 * NEAR**2),
    "in a spot of light": lambda w: lighten(put(w()), 0.45 + 0.55 * np.exp(-((NEAR / 0.3) ** 2))),
    "light on dark that varies": lambda w: put(w(), shaded(30 + 60 * X), 240),
    **{f"noise of {s}": lambda w, s=s: noisy(put(w()), s) for s in (10, 25, 40)},
    "specks, 1 %": lambda w: noisy(put(w()), 0, 0.01),
    "specks, 5 %": lambda w: noisy(put(w()), 0, 0.05),
    "dust": lambda w: noisy(put(w()), 0, 0.002).filter(ImageFilter.MinFilter(3)),
    "blurred": lambda w: put(w()).filter(ImageFilter.GaussianBlur(5)),
    "crumpled paper": lambda w: put(w(), texture()),
    "rough paper": lambda w: put(w(), texture(rough=2, depth=10)),
    "a bad JPEG": lambda w: as_jpeg(put(w()), 8),
    "black and white": lambda w: put(w()).convert("1"),
    "black on nothing": lambda w: transparent(w(), BLACK),
    "white on nothing": lambda w: transparent(w(), WHITE),
    "blue on nothing": lambda w: transparent(w(), BLUE),
    "half opaque on nothing": lambda w: transparent(w(), WHITE, 120),
}  # fmt: skip

#: What may be read wrong, but not without a word.
HARD: dict[str, Maker] = {
    "half in shadow": lambda w: lighten(put(w()), np.where(X < 0.5, 1, 0.5)),
    "a shadow aslant": lambda w: lighten(put(w()), np.where(X + Y < 1, 1, 0.45)),
    "a soft shadow": lambda w: lighten(put(w()), 0.5 + 0.5 / (1 + np.exp(30 * (X - 0.5)))),
    "the shadow of a corner": lambda w: lighten(put(w()), np.where((X > 0.6) & (Y > 0.6), 0.4, 1)),
    "the shadow of a head": lambda w: lighten(put(w()), 1 - 0.5 * (away(0.1, 0.9) < 0.55)),
    "the shadow of a pen": lambda w: lighten(put(w()), np.where(abs(X - Y - 0.35) < 0.04, 0.6, 1)),
    "a flash": lambda w: shaded(
        np.asarray(put(w(), 128, 10)) + 160 * np.exp(-((away(0.3, 0.3) / 0.2) ** 2))
    ),
    "in a thin frame": lambda w: framed(w(), width=2),
    "in a thick frame": lambda w: framed(w(), width=14),
    "in a frame within the page": lambda w: framed(w(height=0.5), inset=30),
    "in a narrow frame": lambda w: framed(w(height=0.4), inset=65),
    "in a round frame": lambda w: framed(w(height=0.5), inset=20, rounded=40),
    "in a grey frame": lambda w: framed(w(), shade=150, width=8),
    "on a dark table": lambda w: on_table(w()),
    "on a table of wood": lambda w: on_table(w(), table=130),
    "aslant on a table": lambda w: on_table(w(), margin=60, turn=8),
    "bars beside it": lambda w: lined(w(), [(0, 0, 0, SIDE), (SIDE, 0, SIDE, SIDE)], 0, 60),
    "a corner folded": lambda w: lined(w(), [(SIDE - 60, 0, SIDE, 60)], 90, 4),
    "on ruled paper": lambda w: lined(w(), ruled(40), 190),
    "on ruled paper, dark": lambda w: lined(w(), ruled(40), 60),
    "on squared paper": lambda w: lined(w(), ruled(35, True), 190),
    "on squared paper, dark": lambda w: lined(w(), ruled(35, True), 60),
    "on squared paper, small": lambda w: lined(w(), ruled(14, True, 5), 170, 1),
    "on squared paper, as dark as ink": lambda w: lined(w(), ruled(56, True), 20, 3),
    "on dotted paper": lambda w: put(
        w(), shaded(255 - 150 * (np.maximum(X * 14 % 1, Y * 14 % 1) < 0.1))
    ),
    "beside a margin": lambda w: lined(w(), [(40, 0, 40, SIDE)], 120, 3),
    "underlined": lambda w: lined(w(), [(70, 255, 210, 255)], 20, 8),
    "on a line of its own": lambda w: lined(w(), [(0, 226, SIDE, 226)], 20, 3),
    "struck through": lambda w: lined(w(), [(60, 150, 220, 130)], 20, 12),
    "in a circle": lambda w: framed(w(height=0.4), inset=40, rounded=100, width=8),
    "two, apart": lambda w: together(
        w(at=(0.27, 0.5), height=0.5), w(3, at=(0.73, 0.5), height=0.5)
    ),
    "two, close": lambda w: together(w(at=(0.32, 0.5)), w(2, at=(0.68, 0.5))),
    "two that touch": lambda w: together(w(at=(0.36, 0.5)), w(5, at=(0.62, 0.5))),
    "two, one above the other": lambda w: together(
        w(at=(0.5, 0.26), height=0.38), w(7, at=(0.5, 0.74), height=0.38)
    ),
    "three": lambda w: together(
        *(w(n, at=(x, 0.5), height=0.4) for n, x in ((2, 0.2), (1, 0.5), (8, 0.8)))
    ),
    "with a small one above": lambda w: together(
        w(at=(0.4, 0.55)), w(2, at=(0.75, 0.2), height=0.2)
    ),
    "with a full stop": lambda w: together(w(), w("dot", at=(0.8, 0.8), pen=0.12)),
    "one over another": lambda w: together(w(), w(4)),
    **{f"turned by {a}°": lambda w, a=a: put(w(turn=a)) for a in (-90, -45, -30, -20, -10)},
    **{f"turned by {a}°": lambda w, a=a: put(w(turn=a)) for a in (10, 20, 30, 45, 90, 180)},
    "mirrored": lambda w: put(w(stretch=(-1, 1))),
    "wide": lambda w: put(w(height=0.45, stretch=(2, 1))),
    "narrow": lambda w: put(w(stretch=(0.4, 1))),
    "cut on the left": lambda w: put(w(at=(0.12, 0.5))),
    "cut on the right": lambda w: put(w(at=(0.88, 0.5))),
    "cut above": lambda w: put(w(at=(0.5, 0.15))),
    "cut below": lambda w: put(w(at=(0.5, 0.85))),
    "outlined": lambda w: put(ImageChops.subtract(w(pen=0.16), w(pen=0.09))),
    "dashed": lambda w: put(ImageChops.multiply(w(), shaded(255 * ((X + Y) * 16 % 1 < 0.6)))),
}  # fmt: skip
DOT = ["0.5,0.5 0.5,0.52"]
#: What a maker draws without a digit; so is every kind of `TWO`.
TWO = [n for n in HARD if n.startswith(("two", "three", "with a small", "one over"))]


def draw_all(
    hand: int, kinds=(GOOD, HARD), digits: int = 10
) -> Iterator[tuple[str, int | None, Image.Image]]:
    """So many digits in each kind of picture, by a hand of that number; then what is no digit."""
    for number, (kind, make) in enumerate((k, m) for one in kinds for k, m in one.items()):
        for place in range(digits):
            digit = (number + 3 * place) % 10
            own = Hand(1000 * hand + 10 * number + digit)

            def ink(what=digit, own=own, **how):
                return write({**STROKES, "dot": DOT}[what], own, **how)

            yield kind, None if kind in TWO else digit, make(ink)
    if HARD in kinds:
        for kind, strokes in OTHERS.items():
            yield kind, None, put(write(strokes, Hand(hand)))
        yield "a blot", None, shaded(255 - 235 * (NEAR < 0.25))
        yield "a block", None, shaded(255 - 235 * ((abs(X - 0.5) < 0.2) & (abs(Y - 0.5) < 0.2)))
        yield "nothing but noise", None, noisy(put(Image.new("L", (SIDE, SIDE))), 20)
