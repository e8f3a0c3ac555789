"""Round faces, put together of eyes, mouths and what belongs to them."""
from motion import Move, blink, bounce, pulse, shiver, swing
from shapes import Part, Picture, all_moved, drop, ellipse, heart, line, moved, path, rectangle, star

YELLOW, RIM, INK, WHITE = '#ffcb3d', '#f2a31f', '#50371f', '#ffffff'
RED, TONGUE, TEAR, PINK, MOUTH = '#e5383b', '#f25c6b', '#4aa8f0', '#ff8fa3', '#6d2a1c'
LEFT, RIGHT = (184, 218), (328, 218)


def skin(color=YELLOW, rim=RIM):
    return Part('skin', (ellipse(256, 256, 204, fill=color, stroke=rim, width=16),))


def dots(rx=26, ry=36, y=0):
    return tuple(ellipse(x, ey + y, rx, ry, INK) for x, ey in (LEFT, RIGHT))


def eyes(shapes, y=218):
    return Part('eyes', tuple(shapes), (256, y))


def arcs(turned=1, width=20, y=222):
    """Laughing (1) or sleeping (-1) eyes."""
    return tuple(line(f'M {x - 40} {y + 14 * turned} Q {x} {y - 42 * turned} {x + 40} {y + 14 * turned}', INK, width)
                 for x, _ in (LEFT, RIGHT))


def brows(inner, outer, width=18):
    """Heights of the inner and outer ends."""
    return Part('brows', (line(f'M 140 {outer} L 222 {inner}', INK, width),
        line(f'M 372 {outer} L 290 {inner}', INK, width)),
                (256, (inner + outer) / 2))


def mouth(*shapes, y=330):
    return Part('mouth', shapes, (256, y))


def laughing_mouth(y=290, half=100, depth=110):
    left, right, low = 256 - half, 256 + half, y + depth
    tongue = (256 - half * 0.55, 256 + half * 0.55, y + depth * 0.78)
    return (path(f'M {left} {y} Q 256 {y + 24} {right} {y} Q {256 + half * 0.9} {low} 256 {low} '
                 f'Q {256 - half * 0.9} {low} {left} {y} Z', MOUTH),
            path(f'M {tongue[0]} {tongue[2]} Q 256 {y + depth * 0.4} {tongue[1]} {tongue[2]} '
                 f'Q 256 {y + depth * 1.15} {tongue[0]} {tongue[2]} Z', TONGUE))


def smile(y=312, half=74, depth=54, width=22):
    return line(f'M {256 - half} {y} Q 256 {y + depth} {256 + half} {y}', INK, width)


BOB = Move(place=bounce(10, 60))
DOUBLE_BOB = Move(place=bounce(14, 60, 2))
BLINK = Move(size=blink(60, 30))
TEARS = Part('spark', (drop(256, 256, 70, TEAR),))
HEART = Part('spark', (heart(256, 256, 74, RED),))
STAR = Part('spark', (star(256, 256, 80, 34, '#ffc22e'),))


def hearts_smile():
    hearts = Part('hearts', (heart(404, 150, 62, RED, WHITE, 10), heart(96, 316, 52, RED, WHITE, 10),
                             heart(392, 400, 44, RED, WHITE, 10)))
    cheeks = Part('cheeks', (ellipse(140, 290, 34, 26, PINK), ellipse(372, 290, 34, 26, PINK)))
    return Picture('smile_with_hearts', (skin(), cheeks, eyes(arcs()), mouth(smile()), hearts), RED, HEART,
                   {'hearts': Move(size=pulse(0.14, 60, 2)), 'eyes': BOB, 'mouth': BOB})


def grin():
    teeth = (path('M 146 286 Q 256 306 366 286 Q 362 388 256 392 Q 150 388 146 286 Z', WHITE, INK, 16),
             line('M 152 334 Q 256 350 360 334', INK, 10))
    return Picture('grin', (skin(), eyes(arcs()), mouth(*teeth)), RIM, None,
        {'eyes': DOUBLE_BOB, 'mouth': DOUBLE_BOB})


def thinking():
    # The hand below the chin is behind nothing: thumb and finger of the same yellow with a darker rim.
    hand = Part('hand', (
        path('M 118 500 C 96 440 104 404 138 390 L 306 352 C 336 346 344 388 314 396 L 232 418 '
             'C 262 430 260 462 236 470 L 180 506 Z', '#ffb52b', '#d98512', 14),
        line('M 168 420 L 232 418', '#d98512', 12)), (150, 480))
    return Picture('thinking', (skin(), eyes((ellipse(184, 224, 24, 32, INK), ellipse(328, 216, 24, 32, INK))),
                                Part('brows', (line('M 138 168 L 216 176', INK, 18),
                                    line('M 290 146 Q 330 118 374 150', INK, 18))),
                                mouth(line('M 196 322 Q 250 300 310 318', INK, 20)), hand), RIM, None,
                   {'hand': Move(turn=swing(4, 60, 1)), 'brows': Move(place=bounce(14, 60)),
                    'eyes': Move(place=((0, (0, 0)), (18, (16, -6)), (42, (16, -6)), (60, (0, 0))))})


def scream():
    pale = Part('pale', (path('M 64 226 C 74 124 158 60 256 60 C 354 60 438 124 448 226 C 400 190 330 250 256 214 '
                              'C 182 250 112 190 64 226 Z', '#8ec5f5'),))
    looks = tuple(shape for x in (178, 334) for shape in (ellipse(x, 214, 46, fill=WHITE),
        ellipse(x, 218, 16, fill=INK)))
    hands = Part('hands', tuple(moved(path('M 60 470 C 40 400 60 330 84 318 C 104 308 112 326 112 350 C 122 330 142 '
        '336 140 360 '
                                           'C 160 352 168 372 160 392 C 150 440 120 480 100 500 Z', '#ffb52b',
                                               '#d98512', 12),
                                      flip=flip, about=(256, 256)) for flip in (False, True)))
    return Picture('scream', (skin(), pale, eyes(looks), mouth(ellipse(256, 362, 46, 70, MOUTH)), hands), '#8ec5f5',
        None,
                   {'hands': Move(place=shiver(5, 60, 6)), 'mouth': Move(size=pulse(0.14, 60, 3)),
                       'eyes': Move(size=pulse(0.1, 60, 3))})


def tear():
    fall = Part('tear', (drop(168, 320, 52, TEAR),), (168, 280))
    return Picture('tear', (skin(), brows(160, 186), eyes(dots(24, 30, 10)),
        mouth(line('M 190 366 Q 256 312 322 366', INK, 22)), fall),
                   TEAR, TEARS, {'tear': Move(place=((0, (0, -20)), (40, (0, 60)), (60, (0, 60))),
                       size=((0, 0), (14, 1), (60, 1)),
                                              seen=((0, 1), (40, 1), (52, 0), (60, 0))),
                                 'mouth': Move(place=shiver(4, 60, 4))})


def star_struck():
    stars = eyes((star(172, 214, 74, 34, '#ff7a1a', stroke='#ff7a1a', width=12),
        star(340, 214, 74, 34, '#ff7a1a', stroke='#ff7a1a', width=12)))
    return Picture('star_struck', (skin(), mouth(*laughing_mouth()), stars), '#ff9d2e', STAR,
                   {'eyes': Move(size=pulse(0.16, 60, 2)), 'mouth': BOB})


def heart_eyes():
    hearts = eyes((heart(170, 216, 70, RED), heart(342, 216, 70, RED)))
    return Picture('heart_eyes', (skin(), mouth(*laughing_mouth(300, 92, 96)), hearts), RED, HEART,
                   {'eyes': Move(size=pulse(0.18, 60, 2)), 'mouth': BOB})


def rofl():
    face = (skin(), eyes(tuple(line(d, INK, 22) for d in ('M 136 180 L 222 216 L 140 246',
        'M 376 180 L 290 216 L 372 246'))),
            mouth(*laughing_mouth(272, 112, 128)), Part('tears', (drop(86, 286, 56, TEAR), drop(426, 286, 56, TEAR))))
    turned = tuple(Part(p.name, all_moved(p.shapes, turn=-18, about=(256, 256)), p.pivot) for p in face)
    return Picture('rofl', turned, TEAR, TEARS, {'mouth': Move(size=pulse(0.08, 60, 3)),
        'tears': Move(place=bounce(12, 60, 3)),
                                                 'eyes': Move(place=bounce(8, 60, 3)),
                                                     'skin': Move(turn=swing(3, 60, 3))})


def neutral():
    return Picture('neutral', (skin(), eyes(dots()), mouth(line('M 176 340 L 336 340', INK, 22))), RIM, None,
        {'eyes': BLINK})


def sob():
    streams = Part('streams', (path('M 142 240 L 214 240 L 214 440 Q 178 466 142 424 Z', TEAR),
        path('M 298 240 L 370 240 L 370 424 Q 334 466 298 440 Z', TEAR)), (256, 240))
    return Picture('sob', (skin(), streams, eyes(arcs(-1, 20, 226)), brows(150, 180),
        mouth(path('M 196 400 Q 196 296 256 296 Q 316 296 316 400 Q 256 372 196 400 Z', MOUTH))),
                   TEAR, TEARS, {'streams': Move(size=((0, (1, 0.86)), (15, (1, 1.05)), (30, (1, 0.9)),
                       (45, (1, 1.05)), (60, (1, 0.86)))),
                                 'mouth': Move(size=pulse(0.1, 60, 3))})


def sunglasses():
    glasses = Part('glasses', (line('M 78 184 L 434 184', '#2b2b33', 24),
        path('M 96 184 L 244 184 C 248 262 222 288 176 288 C 126 288 96 256 96 184 Z', '#2b2b33'),
                               path('M 268 184 L 416 184 C 416 256 386 288 336 288 C 290 288 264 262 268 184 Z',
                                   '#2b2b33'),
                               line('M 128 214 L 150 250', '#8fa3b8', 14),
                                   line('M 300 214 L 322 250', '#8fa3b8', 14)))
    return Picture('sunglasses', (skin(), mouth(line('M 190 344 Q 270 396 332 326', INK, 22)), glasses), '#2b2b33',
        STAR,
                   {'glasses': Move(place=((0, (0, 0)), (18, (0, 22)), (40, (0, 0)), (60, (0, 0))),
                       turn=swing(4, 60, 1)), 'mouth': BOB})


def angry():
    return Picture('angry', (skin('#f4573d', '#cf3a24'), brows(226, 170, 22), eyes(dots(24, 28, 32)),
                             mouth(line('M 186 378 Q 256 322 326 378', INK, 22))), '#f4573d', None,
                   {'brows': Move(place=bounce(-12, 60, 2)), 'mouth': Move(place=shiver(6, 60, 5)),
                       'skin': Move(size=pulse(0.03, 60, 2))})


def mind_blown():
    cloud = Part('cloud', (ellipse(150, 120, 62, fill='#ff9d2e'), ellipse(362, 120, 62, fill='#ff9d2e'),
        ellipse(256, 80, 74, fill='#ffb84d'),
                           ellipse(206, 132, 60, fill='#ffd27a'), ellipse(310, 132, 60, fill='#ffd27a')), (256, 150))
    looks = tuple(shape for x in (184, 328) for shape in (ellipse(x, 268, 42, fill=WHITE),
        ellipse(x, 268, 15, fill=INK)))
    face = Part('skin', (path('M 56 226 C 120 190 180 236 256 200 C 332 236 392 190 456 226 C 470 380 380 464 256 '
                              '464 C 132 464 42 380 56 226 Z', YELLOW, RIM, 16),))
    return Picture('mind_blown', (cloud, face, eyes(looks, 268), mouth(ellipse(256, 388, 36, 42, MOUTH))), '#ff9d2e',
        None,
                   {'cloud': Move(size=pulse(0.14, 60, 2), place=bounce(14, 60, 2)),
                       'eyes': Move(size=pulse(0.12, 60, 2))})


def asleep():
    letters = Part('letters', (line('M 352 96 L 420 96 L 352 176 L 420 176', '#4f6bd8', 20),
        line('M 440 40 L 482 40 L 440 92 L 482 92', '#4f6bd8', 16)), (400, 110))
    return Picture('asleep', (skin(), eyes(arcs(-1)), mouth(ellipse(256, 348, 32, 36, MOUTH)), letters), '#4f6bd8',
        None,
                   {'letters': Move(place=bounce(18, 60), size=pulse(0.1, 60)), 'mouth': Move(size=pulse(0.25, 60))})


def halo():
    ring = Part('halo', (ellipse(256, 62, 130, 34, stroke='#5bb8f5', width=22),), (256, 62))
    return Picture('halo', (skin(), eyes(arcs()), mouth(smile()), ring), '#5bb8f5', STAR,
        {'halo': Move(place=bounce(16, 60)), 'eyes': BOB, 'mouth': BOB})


FACES = {'😁': grin, '🥰': hearts_smile, '🤔': thinking, '🤯': mind_blown, '😱': scream, '😢': tear, '🤩': star_struck,
    '😍': heart_eyes,
         '🤣': rofl, '😐': neutral, '😴': asleep, '😭': sob, '😇': halo, '😎': sunglasses, '😡': angry}
