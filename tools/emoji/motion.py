"""How parts move: keyframes of a part's own place, size, turn and opacity, in frames of 1/60 s."""
from dataclasses import dataclass

RATE = 60


@dataclass(frozen=True)
class Move:
    """Each track: ((frame, value), ...), or empty for at rest. Values are relative to the part as it is drawn."""
    place: tuple = ()     # (dx, dy)
    size: tuple = ()      # 1 is as drawn; a pair is (x, y)
    turn: tuple = ()      # degrees, clockwise
    seen: tuple = ()      # opacity, 0 to 1


def swing(amount, frames, times, rest=0):
    """There and back, `times` times, ending where it began."""
    step = frames / (times * 4)
    track = [(0, rest)]
    for i in range(times):
        track += [(round(step * (4 * i + 1)), rest + amount), (round(step * (4 * i + 3)), rest - amount)]
    return tuple(track + [(frames, rest)])


def bounce(height, frames, times=1):
    """Jumps: places."""
    track = [(0, (0, 0))]
    for i in range(times):
        track += [(round(frames * (i + 0.5) / times), (0, -height)), (round(frames * (i + 1) / times), (0, 0))]
    return tuple(track)


def pulse(amount, frames, times=1):
    """Grows and shrinks: sizes."""
    track = [(0, 1)]
    for i in range(times):
        track += [(round(frames * (i + 0.4) / times), 1 + amount), (round(frames * (i + 1) / times), 1)]
    return tuple(track)


def shiver(amount, frames, times):
    """Places, left and right."""
    return tuple((frame, (value, 0)) for frame, value in swing(amount, frames, times))


def blink(frames, at):
    """Sizes of eyes that close once."""
    return ((0, (1, 1)), (at, (1, 1)), (at + 4, (1, 0.1)), (at + 9, (1, 1)), (frames, (1, 1)))


def slowed(move, factor):
    def track(keys):
        return tuple((round(frame * factor), value) for frame, value in keys)
    return Move(track(move.place), track(move.size), track(move.turn), track(move.seen))


def strengthened(move, factor):
    """The same movement, further."""
    def scaled(value, rest):
        if isinstance(value, tuple):
            return tuple(rest + (v - rest) * factor for v in value)
        return rest + (value - rest) * factor
    return Move(tuple((f, scaled(v, 0)) for f, v in move.place), tuple((f, scaled(v, 1)) for f, v in move.size),
                tuple((f, scaled(v, 0)) for f, v in move.turn), move.seen)


def repeated(move, frames, times):
    """A loop of `frames`, played `times` times."""
    def track(keys):
        return tuple((f + frames * i, v) for i in range(times) for f, v in keys if f or i == 0)
    return Move(track(move.place), track(move.size), track(move.turn), track(move.seen))
