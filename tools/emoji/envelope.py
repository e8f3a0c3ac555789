"""The stickers: a friendly envelope."""
from motion import Move, bounce, pulse, shiver, swing
from shapes import Part, Picture, drop, ellipse, heart, line, moved, path, polygon, rectangle, star

PAPER, EDGE, FLAP, INK, WHITE = '#fdf3df', '#c98b3f', '#f3dcb2', '#50371f', '#ffffff'
RED, BLUE, TEAR, PINK, GOLD, VIOLET = '#e5383b', '#3f8ae0', '#4aa8f0', '#ffa3b1', '#ffc22e', '#9b5de5'
LEFT, RIGHT, LEVEL = 196, 316, 300


def body(paper=PAPER, edge=EDGE, flap=FLAP):
    legs = (line('M 206 408 L 202 466', edge, 20), line('M 306 408 L 310 466', edge, 20),
            line('M 182 470 L 208 470', edge, 24), line('M 304 470 L 330 470', edge, 24))
    sheet = (rectangle(92, 150, 328, 262, 40, paper, edge, 14),
             path('M 104 170 Q 120 152 140 152 L 372 152 Q 392 152 408 170 L 284 252 Q 256 268 228 252 Z', flap,
                 edge, 14))
    return Part('body', legs + sheet, (256, 440))


def seal(color=RED):
    return Part('seal', (ellipse(256, 236, 32, fill=color), heart(256, 238, 18, WHITE)), (256, 236))


def cheeks():
    return (ellipse(154, 342, 24, 17, PINK), ellipse(358, 342, 24, 17, PINK))


def dots():
    return tuple(shape for x in (LEFT, RIGHT) for shape in (ellipse(x, LEVEL, 19, 26, INK),
        ellipse(x - 6, LEVEL - 10, 7, fill=WHITE)))


def arcs(turned=1):
    return tuple(line(f'M {x - 28} {LEVEL + 8 * turned} Q {x} {LEVEL - 30 * turned} {x + 28} {LEVEL + 8 * turned}',
        INK, 15) for x in (LEFT, RIGHT))


def smile():
    return line('M 222 344 Q 256 378 290 344', INK, 14)


def open_mouth():
    return (path('M 204 334 Q 256 348 308 334 Q 300 392 256 394 Q 212 392 204 334 Z', '#6d2a1c'),
        ellipse(256, 380, 26, 13, '#f25c6b'))


def face(eyes, *mouth, blush=True):
    return Part('face', (cheeks() if blush else ()) + tuple(eyes) + mouth, (256, 330))


def arm(d, name, pivot, edge=EDGE, hand=None):
    x, y = hand or [float(v) for v in d.split()[-2:]]
    return Part(name, (line(d, edge, 20), ellipse(x, y, 24, fill=PAPER, stroke=edge, width=12)), pivot)


def left_arm(d='M 96 320 Q 60 340 52 384'):
    return arm(d, 'left', (96, 320))


def right_arm(d='M 416 320 Q 452 340 460 384'):
    return arm(d, 'right', (416, 320))


BREATH = Move(size=((0, (1, 1)), (30, (1.02, 0.97)), (60, (1, 1))))
HOP = Move(place=bounce(26, 60, 2))


def hopping(*names):
    return {name: HOP for name in ('body', 'seal', 'face', 'left', 'right', *names)}


def hello():
    waves = Part('waves', (line('M 478 150 Q 500 180 494 214', BLUE, 13),
        line('M 384 104 Q 360 112 346 134', BLUE, 13)))
    return Picture('hello', (left_arm(), right_arm('M 410 310 Q 452 270 440 178'), body(), seal(),
        face(dots(), *open_mouth()), waves), moves={
        'right': Move(turn=swing(16, 60, 2)), 'waves': Move(seen=((0, 0), (15, 1), (30, 0), (45, 1), (60, 0))),
            'body': BREATH})


def love():
    hearts = Part('hearts', (heart(96, 104, 52, RED), heart(428, 118, 60, RED), heart(270, 66, 36, '#ff6b81')))
    return Picture('love', (left_arm('M 96 320 Q 50 290 48 236'), right_arm('M 416 320 Q 462 290 464 236'), body(),
        seal(),
                            face((heart(LEFT, LEVEL, 36, RED), heart(RIGHT, LEVEL, 36, RED)), smile()), hearts),
                                moves={
        'hearts': Move(place=bounce(22, 60), size=pulse(0.12, 60, 2)), 'face': Move(size=pulse(0.05, 60, 2)),
            'seal': Move(size=pulse(0.2, 60, 2))})


def laugh():
    tears = Part('tears', (drop(134, 326, 40, TEAR), drop(378, 326, 40, TEAR)))
    return Picture('laugh', (left_arm('M 100 330 Q 70 372 128 390'), right_arm('M 412 330 Q 442 372 384 390'),
        body(), seal(), face(arcs(), *open_mouth()), tears), moves={
        **hopping(), 'tears': Move(place=bounce(44, 60, 2))})


def sad():
    tear = Part('tear', (drop(184, 352, 32, TEAR),), (184, 330))
    brows = (line('M 166 268 L 214 250', INK, 13), line('M 346 268 L 298 250', INK, 13))
    return Picture('sad', (left_arm('M 96 330 Q 66 372 70 420'), right_arm('M 416 330 Q 446 372 442 420'), body(),
        seal(),
                           face(dots() + brows, line('M 222 370 Q 256 338 290 370', INK, 14), blush=False), tear),
                               moves={
        'tear': Move(place=((0, (0, -10)), (44, (0, 64)), (60, (0, 64))), size=((0, 0), (14, 1), (60, 1)),
            seen=((0, 1), (40, 1), (54, 0), (60, 0))),
        'face': Move(place=shiver(3, 60, 4)), 'body': BREATH})


def angry():
    brows = (line('M 160 252 L 222 280', INK, 16), line('M 352 252 L 290 280', INK, 16))
    steam = Part('steam', tuple(ellipse(x, y, r, fill='#cfd6de') for x, y,
        r in ((92, 108, 34), (62, 74, 24), (420, 108, 34), (450, 74, 24))), (256, 130))
    return Picture('angry', (left_arm('M 96 320 Q 44 330 66 390'), right_arm('M 416 320 Q 468 330 446 390'),
        body('#ffb3a1', '#b93a24', '#ff8f78'), seal('#8c1c13'),
                             face(dots() + brows, line('M 218 368 Q 256 336 294 368', INK, 16), blush=False), steam),
                                 moves={
        'steam': Move(place=bounce(24, 60, 2), seen=((0, 0.2), (15, 1), (30, 0.2), (45, 1), (60, 0.2))),
            'face': Move(place=shiver(5, 60, 6)), 'body': Move(size=pulse(0.03, 60, 3))})


def asleep():
    letters = Part('letters', (line('M 372 76 L 432 76 L 372 140 L 432 140', BLUE, 17),
        line('M 448 26 L 484 26 L 448 66 L 484 66', BLUE, 13)), (410, 90))
    return Picture('asleep', (left_arm(), right_arm(), body(), seal(),
        face(arcs(-1), ellipse(256, 360, 16, 18, INK)), letters), moves={
        'letters': Move(place=bounce(20, 60), seen=((0, 0.3), (30, 1), (60, 0.3))),
            'body': Move(size=((0, (1, 1)), (30, (1.04, 0.93)), (60, (1, 1)))),
        'face': Move(place=((0, (0, 0)), (30, (0, 9)), (60, (0, 0)))),
            'seal': Move(place=((0, (0, 0)), (30, (0, 14)), (60, (0, 0))))})


def party():
    hat = Part('hat', (polygon(((196, 158), (316, 158), (256, 30)), VIOLET), line('M 214 126 L 298 126', GOLD, 16),
        ellipse(256, 34, 22, fill=GOLD)), (256, 440))
    spots = ((70, 92, RED), (130, 44, GOLD), (378, 60, BLUE), (450, 110, '#3aa76d'), (40, 190, BLUE), (470, 210, RED))
    bits = Part('bits', tuple(moved(rectangle(x - 17, y - 11, 34, 22, 5, c), turn=40 * i, about=(x, y)) for i,
        (x, y, c) in enumerate(spots)))
    return Picture('party', (bits, left_arm('M 96 320 Q 50 300 40 250'), right_arm('M 416 320 Q 462 300 472 250'),
        body(), seal(), hat, face(arcs(), *open_mouth())), moves={
        **hopping('hat'), 'bits': Move(turn=swing(8, 60, 1), size=pulse(0.1, 60, 2))})


def thanks():
    big = Part('heart', (heart(256, 430, 50, RED, WHITE, 8),), (256, 430))
    return Picture('thanks', (body(), seal(BLUE), face(arcs(), smile()),
        arm('M 96 330 Q 90 416 196 428', 'left', (96, 330)), arm('M 416 330 Q 422 416 316 428', 'right', (416, 330)),
        big), moves={
        'heart': Move(size=pulse(0.18, 60, 2)), 'face': Move(place=((0, (0, 0)), (30, (0, 12)), (60, (0, 0)))),
            'body': BREATH})


def agreed():
    thumb = Part('right', (line('M 412 330 Q 450 330 448 270', EDGE, 20), line('M 438 226 L 446 182', EDGE, 46),
        line('M 438 226 L 446 182', PAPER, 24),
                           rectangle(404, 218, 84, 70, 26, PAPER, EDGE, 12), line('M 466 244 L 482 244', EDGE, 8),
                               line('M 466 264 L 482 264', EDGE, 8)), (412, 330))
    return Picture('agreed', (left_arm(), body(), seal(), face((dots()[0], dots()[1], arcs()[1]), smile()), thumb),
        moves={
        'right': Move(turn=((0, 0), (14, 12), (30, -12), (44, 4), (60, 0))), 'body': BREATH})


def thinking():
    mark = Part('mark', (line('M 392 74 C 396 20 478 26 474 84 C 470 120 436 120 434 154', BLUE, 22),
        ellipse(432, 196, 15, fill=BLUE)), (432, 120))
    brows = (line('M 166 262 L 220 262', INK, 12), line('M 292 250 Q 318 236 344 252', INK, 12))
    return Picture('thinking', (left_arm(), body(), seal(), face(dots() + brows,
        line('M 226 356 Q 260 344 288 354', INK, 13), blush=False),
        arm('M 416 330 Q 430 410 306 388', 'right', (416, 330)), mark), moves={
        'mark': Move(turn=swing(12, 60, 1), place=bounce(10, 60)), 'right': Move(turn=swing(3, 60, 2)),
            'body': BREATH})


def on_its_way():
    def feathers(flip):
        return moved(path('M 110 250 C 40 240 10 180 14 110 C 60 120 90 140 112 176 C 116 150 108 128 96 108 C 150 '
                          '130 172 180 160 250 Z', '#eaf3ff', '#7fa6d6', 12), flip=flip, about=(256, 256))
    wings = (Part('wing_left', (feathers(False),), (120, 250)), Part('wing_right', (feathers(True),), (392, 250)))
    lines = Part('lines', (line('M 150 446 L 150 494', BLUE, 13), line('M 256 456 L 256 504', BLUE, 13),
        line('M 362 446 L 362 494', BLUE, 13)))
    flying = Part('body', body().shapes[4:], (256, 440))
    return Picture('on_its_way', (lines,) + wings + (flying, seal(), face(dots(), *open_mouth())), moves={
        'wing_left': Move(turn=swing(18, 60, 3)), 'wing_right': Move(turn=swing(-18, 60, 3)),
            'lines': Move(place=bounce(-18, 60, 3), seen=((0, 0), (10, 1), (30, 0), (40, 1), (60, 0))),
        'body': Move(place=bounce(12, 60, 3)), 'face': Move(place=bounce(12, 60, 3)),
            'seal': Move(place=bounce(12, 60, 3))})


def coffee():
    steam = Part('steam', (line('M 424 220 Q 408 196 424 172 Q 440 148 424 124', '#b9c2cc', 12),
        line('M 460 220 Q 444 196 460 172 Q 476 148 460 124', '#b9c2cc', 12)), (442, 230))
    cup = Part('cup', (line('M 412 340 Q 424 352 430 330', EDGE, 20),
        path('M 482 262 C 520 256 520 316 476 312', '', '#2f6fbf', 13),
        path('M 398 244 L 486 244 L 478 316 Q 474 332 458 332 L 426 332 Q 410 332 406 316 Z', BLUE, '#2f6fbf', 11),
                       ellipse(404, 308, 22, fill=PAPER, stroke=EDGE, width=11)), (412, 340))
    return Picture('coffee', (left_arm(), body(), seal('#7a4a21'), face(arcs(), smile()), cup, steam), moves={
        'steam': Move(place=bounce(14, 60), seen=((0, 0.2), (30, 1), (60, 0.2))), 'cup': Move(place=bounce(7, 60)),
            'body': BREATH})


def good_night():
    moon = Part('moon', (path('M 92 40 C 40 58 18 112 42 158 C 64 202 120 214 160 186 C 116 186 80 158 76 116 C 72 '
                              '86 78 60 92 40 '
                              'Z', GOLD, '#e0951a', 8), star(196, 70, 30, 13, GOLD), star(440, 92, 38, 16, GOLD), star(348, 44, 24, 10, GOLD)))
    return Picture('good_night', (moon, left_arm(), right_arm(), body('#dfe4fb', '#5b66a8', '#c3cbf3'),
        seal('#5b66a8'), face(arcs(-1), smile())), moves={
        'moon': Move(turn=swing(4, 60, 1), seen=((0, 1), (30, 0.75), (60, 1))), 'body': BREATH,
            'face': Move(place=((0, (0, 0)), (30, (0, 7)), (60, (0, 0))))})


STICKERS = {'👋': hello, '❤': love, '😂': laugh, '😢': sad, '😡': angry, '😴': asleep, '🎉': party, '🙏': thanks,
    '👍': agreed, '🤔': thinking,
            '📨': on_its_way, '☕': coffee, '🌙': good_night}
