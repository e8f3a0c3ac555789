"""The die of 🎲: one animation per value, and one that is shown until the value is known."""
from lottie import animation
from motion import Move
from shapes import Part, ellipse, rectangle

PIPS = {1: (4,), 2: (2, 6), 3: (2, 4, 6), 4: (0, 2, 6, 8), 5: (0, 2, 4, 6, 8), 6: (0, 2, 3, 5, 6, 8)}
FRAMES = 120


def die(name, value):
    pips = tuple(ellipse(156 + 100 * (place % 3), 156 + 100 * (place // 3), 34,
        fill='#c1121f' if value == 1 else '#2b2b33')
                 for place in PIPS[value])
    return Part(name, (rectangle(66, 66, 380, 380, 76, '#ffffff', '#b9c2cc', 20),) + pips)


def thrown(value):
    """Tumbles through other values, then lies still."""
    faces, moves, at = [], {}, 0
    for i, shown in enumerate([(value + step) % 6 + 1 for step in (2, 4, 1, 3)]):
        faces.append(die(f'd{i}', shown))
        moves[f'd{i}'] = Move(seen=((0, 1),) if i == 0 else ((at - 1, 0), (at, 1)))
        at += 14
    faces.append(die('last', value))
    moves['last'] = Move(seen=((at - 1, 0), (at, 1)))
    whole = Move(turn=((0, -360), (at, 0), (at + 12, 8), (at + 24, 0)),
        place=((0, (0, -60)), (28, (0, 40)), (42, (0, -30)), (at, (0, 0))),
                 size=((0, 0.5), (at, 0.9), (at + 12, 1), (at + 24, 0.92), (FRAMES, 0.92)))
    return animation(tuple(faces), moves, FRAMES, whole)


def waiting():
    return animation((die('d', 5),), {}, 60, Move(turn=((0, 0), (60, 360)), size=((0, 0.7), (30, 0.8), (60, 0.7))))


def animations():
    return {0: waiting(), **{value: thrown(value) for value in PIPS}}
