"""Animations as clients play them: Lottie of the kind that may be a .tgs.

core.telegram.org/stickers#animation-requirements
"""
import gzip
import json

from shapes import SIZE

RATE = 60
MIDDLE = SIZE // 2
FRAMES_MAX = 180
BYTES_MAX = 64 * 1024


def number(value):
    value = round(value, 1)
    return int(value) if value == int(value) else value


def pair(point):
    return [number(point[0]), number(point[1])]


def color(text):
    return [round(int(text[i:i + 2], 16) / 255, 2) for i in (1, 3, 5)] + [1]


def still(value):
    return {'a': 0, 'k': value}


def track(keys, rest, value_of):
    """An animated value; `rest` if there are no keys."""
    if not keys:
        return still(value_of(rest))
    if len(keys) == 1:
        return still(value_of(keys[0][1]))
    frames = [{'t': frame, 's': as_list(value_of(value)), 'i': {'x': .5, 'y': 1}, 'o': {'x': .5, 'y': 0}}
              for frame, value in keys[:-1]]
    for frame, (_, value) in zip(frames, keys[1:]):
        frame['e'] = as_list(value_of(value))      # players before Lottie 5.5 want the end too
    return {'a': 1, 'k': frames + [{'t': keys[-1][0], 's': as_list(value_of(keys[-1][1]))}]}


def as_list(value):
    return value if isinstance(value, list) else [value]


def transform(move, pivot):
    return {
        'o': track(move.seen if move else (), 1, lambda v: number(v * 100)),
        'r': track(move.turn if move else (), 0, number),
        'p': track(move.place if move else (), (0, 0), lambda v: pair((pivot[0] + v[0], pivot[1] + v[1])) + [0]),
        'a': still(pair(pivot) + [0]),
        's': track(move.size if move else (), 1,
                   lambda v: [number(c * 100) for c in (v if isinstance(v, tuple) else (v, v))] + [100]),
    }


def bezier(curve):
    points = [curve.start] + [end for _, _, end in curve.pieces]
    outs = [a for a, _, _ in curve.pieces] + [points[-1]]
    ins = [points[0]] + [b for _, b, _ in curve.pieces]
    if curve.closed and len(points) > 1 and close(points[0], points[-1]):
        ins[0] = ins[-1]
        points, outs, ins = points[:-1], outs[:-1], ins[:-1]

    def relative(handles):
        return [pair((h[0] - p[0], h[1] - p[1])) for h, p in zip(handles, points)]
    return {'i': relative(ins), 'o': relative(outs), 'v': [pair(p) for p in points], 'c': curve.closed}


def close(a, b):
    return abs(a[0] - b[0]) < 0.05 and abs(a[1] - b[1]) < 0.05


def group(shape):
    items = [{'ty': 'sh', 'ks': still(bezier(c))} for c in shape.curves]
    opacity = still(number(shape.opacity * 100))
    if shape.stroke:
        items.append({'ty': 'st', 'c': still(color(shape.stroke)), 'o': opacity, 'w': still(number(shape.width)),
            'lc': 2,
                      'lj': 2})
    if shape.fill:
        items.append({'ty': 'fl', 'c': still(color(shape.fill)), 'o': opacity, 'r': 1})
    items.append({'ty': 'tr', 'p': still([0, 0]), 'a': still([0, 0]), 's': still([100, 100]), 'r': still(0),
                  'o': still(100)})
    return {'ty': 'gr', 'it': items}


def layer(index, part, move, frames, parent):
    out = {'ddd': 0, 'ind': index, 'ty': 4, 'sr': 1, 'ks': transform(move, part.pivot), 'ao': 0,
           'shapes': [group(s) for s in reversed(part.shapes)], 'ip': 0, 'op': frames, 'st': 0, 'bm': 0}
    if parent:
        out['parent'] = parent
    return out


def animation(parts, moves, frames, whole=None):
    """`moves`: Move per part's name; `whole`: of all parts together, about the middle."""
    layers = []
    if whole:
        layers.append({'ddd': 0, 'ind': 1, 'ty': 3, 'sr': 1, 'ks': transform(whole, (MIDDLE, MIDDLE)), 'ao': 0,
            'ip': 0,
                       'op': frames, 'st': 0, 'bm': 0})
    for i, part in enumerate(reversed(parts)):
        layers.append(layer(i + 2, part, moves.get(part.name), frames, 1 if whole else 0))
    return {'tgs': 1, 'v': '5.5.2', 'fr': RATE, 'ip': 0, 'op': frames, 'w': SIZE, 'h': SIZE, 'ddd': 0, 'assets': [],
            'layers': layers}


def text_of(document):
    return json.dumps(document, separators=(',', ':')).encode()


def packed(document):
    check(document)
    data = gzip.compress(text_of(document), 9, mtime=0)
    assert len(data) <= BYTES_MAX
    return data


def check(document):
    """What a .tgs must be, and what may not be in it."""
    assert document['fr'] == RATE and document['w'] == document['h'] == SIZE
    assert 0 < document['op'] <= FRAMES_MAX and not document['assets']
    for own in document['layers']:
        assert own['ty'] in (3, 4)                 # no images, solids, texts, compositions
        assert not {'tm', 'masksProperties', 'ef',
            'tt'} & own.keys() and own['sr'] == 1 and not own['ao'] and not own['ddd']
        for shape in own.get('shapes', ()):
            assert shape['ty'] == 'gr' and all(item['ty'] in ('sh', 'st', 'fl', 'tr') for item in shape['it'])
