"""The animations that a reaction consists of (core.telegram.org/constructor/availableReaction)."""
import math

from lottie import MIDDLE, animation
from motion import Move, pulse, repeated, slowed, strengthened
from shapes import Part, ellipse, moved

APPEAR, LOOP, ACTIVATE, AROUND, EFFECT = 36, 60, 100, 60, 90
CALM = Move(size=pulse(0.06, LOOP))


def appear(picture):
    whole = Move(size=((0, 0), (14, 1.12), (24, 0.95), (APPEAR, 1)), turn=((0, -20), (20, 6), (APPEAR, 0)))
    return animation(picture.parts, {}, APPEAR, whole)


def select(picture):
    """Played while the menu is open, again and again."""
    return animation(picture.parts, picture.moves, LOOP, None if picture.moves else CALM)


def activate(picture):
    """Played once where the reaction was chosen: larger movements, then rest. Room is left for what moves."""
    moves = {name: repeated(slowed(strengthened(move, 1.2), 40 / LOOP), 40, 2) for name,
        move in picture.moves.items()}
    whole = Move(size=((0, 0.86), (12, 0.7), (26, 0.98), (40, 0.86), (ACTIVATE, 0.86)))
    return animation(picture.parts, moves, ACTIVATE, whole)


def center(picture):
    """Beside the message's count."""
    return animation(picture.parts, picture.moves, LOOP, Move(size=((0, 0.5), (12, 0.95), (24, 0.88), (LOOP, 0.88))))


def spark_of(picture, scale):
    if picture.spark is None:
        return (ellipse(MIDDLE, MIDDLE, 46 * scale, fill=picture.glow),)
    return tuple(moved(s, scale=scale, about=(MIDDLE, MIDDLE)) for s in picture.spark.shapes)


def flight(picture, number, reach, frames, scale, first=0):
    """Sparks from the middle outwards; every second one smaller and later."""
    parts, moves = [], {}
    for i in range(number):
        angle = math.tau * (i + first) / number
        small = i % 2
        distance = reach * (0.72 if small else 1)
        x, y = distance * math.sin(angle), -distance * math.cos(angle)
        name, start = f's{i}', 6 * small
        parts.append(Part(name, spark_of(picture, scale * (0.7 if small else 1))))
        moves[name] = Move(
            place=((start, (x * 0.25, y * 0.25)), (round(frames * 0.7) + start, (x, y))),
            size=((start, 0), (start + 12, 1), (round(frames * 0.6), 1), (frames, 0)),
            turn=((start, 0), (frames, 40 if i % 3 else -40)))
    return tuple(parts), moves


def around(picture):
    """A small burst around the reaction."""
    parts, moves = flight(picture, 8, 190, AROUND, 0.5)
    ring = Part('ring', (ellipse(MIDDLE, MIDDLE, 120, stroke=picture.glow, width=14),))
    moves['ring'] = Move(size=((0, 0.4), (24, 1.5)), seen=((0, 0.9), (24, 0)))
    return animation((ring,) + parts, moves, AROUND)


def effect(picture):
    """A large burst over the chat."""
    parts, moves = flight(picture, 10, 186, EFFECT, 0.9, 0.35)
    return animation(parts, moves, EFFECT)


OF_A_REACTION = {'appear': appear, 'select': select, 'activate': activate, 'effect': effect, 'around': around,
                 'center': center}
