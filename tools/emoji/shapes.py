"""Pictures as data: paths with fills and strokes, in parts that can move. 512 units wide and high, y downwards."""
import math
import re
from dataclasses import dataclass, field, replace

SIZE = 512
# The distance of a Bézier handle that makes a quarter of a circle of radius 1.
KAPPA = 0.5523


@dataclass(frozen=True)
class Curve:
    """A chain of cubic Béziers: points[0], then (out handle, in handle, point) for each piece; absolute."""
    start: tuple
    pieces: tuple
    closed: bool


@dataclass(frozen=True)
class Shape:
    curves: tuple
    fill: str = ''      # '#rrggbb', '' for none
    stroke: str = ''
    width: float = 0
    opacity: float = 1


@dataclass(frozen=True)
class Part:
    """What moves together. Shapes are listed from the back to the front."""
    name: str
    shapes: tuple
    pivot: tuple = (256, 256)


@dataclass(frozen=True)
class Picture:
    """Parts from the back to the front. `glow` is the colour of what flies about when it is chosen."""
    name: str
    parts: tuple
    glow: str = '#ffc93c'
    spark: Part = None                            # what flies about; dots if there is none
    moves: dict = field(default_factory=dict)     # part name -> Move, see motion.py


def curves_of(d):
    """From SVG path data with the absolute commands M L H V C Q Z."""
    curves, start, pieces, at = [], None, [], None
    tokens = re.findall(r'[MLHVCQZ]|-?[\d.]+', d)
    position = 0

    def number():
        nonlocal position
        position += 1
        return float(tokens[position - 1])

    def point():
        return (number(), number())

    def finish(closed):
        if start is not None:
            curves.append(Curve(start, tuple(pieces), closed))

    command = ''
    while position < len(tokens):
        if tokens[position].isalpha():
            command = tokens[position]
            position += 1
        if command == 'Z':
            finish(True)
            start, pieces = None, []
            continue
        if command == 'M':
            finish(False)
            start = at = point()
            pieces = []
            command = 'L'
            continue
        if command == 'C':
            a, b, end = point(), point(), point()
        elif command == 'Q':
            c, end = point(), point()
            a = tuple(at[i] + (c[i] - at[i]) * 2 / 3 for i in (0, 1))
            b = tuple(end[i] + (c[i] - end[i]) * 2 / 3 for i in (0, 1))
        else:
            end = {'L': point, 'H': lambda: (number(), at[1]), 'V': lambda: (at[0], number())}[command]()
            a, b = at, end
        pieces.append((a, b, end))
        at = end
    finish(False)
    return tuple(curves)


def path(d, fill='', stroke='', width=0, opacity=1):
    return Shape(curves_of(d), fill, stroke, width, opacity)


def line(d, stroke, width):
    return path(d, '', stroke, width)


def ellipse(x, y, rx, ry=None, fill='', stroke='', width=0, opacity=1):
    ry = rx if ry is None else ry
    kx, ky = rx * KAPPA, ry * KAPPA
    pieces = (((x + kx, y - ry), (x + rx, y - ky), (x + rx, y)), ((x + rx, y + ky), (x + kx, y + ry), (x, y + ry)),
              ((x - kx, y + ry), (x - rx, y + ky), (x - rx, y)), ((x - rx, y - ky), (x - kx, y - ry), (x, y - ry)))
    return Shape((Curve((x, y - ry), pieces, True),), fill, stroke, width, opacity)


def rectangle(x, y, w, h, r, fill='', stroke='', width=0):
    k = r * (1 - KAPPA)
    right, low = x + w, y + h
    pieces = (((x + r, y), (right - r, y), (right - r, y)), ((right - k, y), (right, y + k), (right, y + r)),
              ((right, y + r), (right, low - r), (right, low - r)),
                  ((right, low - k), (right - k, low), (right - r, low)),
              ((right - r, low), (x + r, low), (x + r, low)), ((x + k, low), (x, low - k), (x, low - r)),
              ((x, low - r), (x, y + r), (x, y + r)), ((x, y + k), (x + k, y), (x + r, y)))
    return Shape((Curve((x + r, y), pieces, True),), fill, stroke, width)


def polygon(points, fill='', stroke='', width=0):
    pieces = tuple((points[i - 1], points[i], points[i]) for i in range(1, len(points)))
    return Shape((Curve(points[0], pieces + ((points[-1], points[0], points[0]),), True),), fill, stroke, width)


def star(x, y, outer, inner, fill, points=5, stroke='', width=0):
    corners = []
    for i in range(points * 2):
        radius, angle = (outer, inner)[i % 2], math.pi * i / points
        corners.append((x + radius * math.sin(angle), y - radius * math.cos(angle)))
    return polygon(corners, fill, stroke, width)


def heart(x, y, size, fill, stroke='', width=0):
    """`size`: half of its width."""
    d = ('M 0 90 C -30 62 -100 14 -100 -34 C -100 -68 -76 -90 -50 -90 C -28 -90 -10 -78 0 -58 '
         'C 10 -78 28 -90 50 -90 C 76 -90 100 -68 100 -34 C 100 14 30 62 0 90 Z')
    return moved(path(d, fill, stroke, width), x, y, size / 100)


def drop(x, y, size, fill):
    return moved(path('M 0 -60 C 20 -30 40 -4 40 22 C 40 46 22 62 0 62 C -22 62 -40 46 -40 22 C -40 -4 -20 -30 0 -60 Z',
                      fill), x, y, size / 60)


def mapped(shape, point_map):
    curves = tuple(Curve(point_map(c.start), tuple(tuple(map(point_map, piece)) for piece in c.pieces), c.closed)
                   for c in shape.curves)
    return replace(shape, curves=curves)


def moved(shape, x=0, y=0, scale=1, turn=0, about=(0, 0), flip=False):
    """Mirrored, scaled and turned by `turn` degrees (clockwise) about a point, then moved. Strokes keep their width."""
    sine, cosine = math.sin(math.radians(turn)), math.cos(math.radians(turn))

    def one(point):
        dx, dy = (point[0] - about[0]) * scale * (-1 if flip else 1), (point[1] - about[1]) * scale
        return (about[0] + dx * cosine - dy * sine + x, about[1] + dx * sine + dy * cosine + y)
    return mapped(shape, one)


def all_moved(shapes, **how):
    return tuple(moved(s, **how) for s in shapes)
