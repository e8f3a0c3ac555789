"""Hands and things."""
from motion import Move, blink, bounce, pulse, shiver, swing
from shapes import Part, Picture, all_moved, ellipse, heart, line, moved, path, polygon, rectangle, star

SKIN, RIM, INK, WHITE, RED, BLUE = '#ffcb3d', '#e8951a', '#50371f', '#ffffff', '#e5383b', '#3f8ae0'
GOLD, DARK_GOLD = '#ffc22e', '#e0951a'
HEART = Part('spark', (heart(256, 256, 74, RED),))
STAR = Part('spark', (star(256, 256, 80, 34, GOLD),))


def fingers(lines, width, color=SKIN, rim=RIM):
    """Thick lines, each with a rim, one over the other."""
    return tuple(shape for d in lines for shape in (line(d, rim, width + 26), line(d, color, width)))


def thumb():
    cuff = (rectangle(40, 232, 92, 226, 22, BLUE),)
    palm = (path('M 140 250 C 186 236 214 182 220 120 C 224 72 250 54 280 64 C 322 78 322 134 308 184 L 296 224 '
                 'L 360 224 L 360 446 L 216 446 C 186 446 160 438 140 428 Z', SKIN, RIM, 15),)
    rows = tuple(rectangle(x, y, w, 66, 33, SKIN, RIM, 15) for x, y,
        w in ((288, 210, 176), (292, 272, 182), (288, 334, 172), (284, 394, 150)))
    return cuff + palm + rows


def thumbs_up():
    return Picture('thumbs_up', (Part('hand', thumb(), (120, 400)),), SKIN, STAR,
                   {'hand': Move(turn=((0, 0), (14, 10), (30, -14), (46, 3), (60, 0)))})


def thumbs_down():
    down = all_moved(thumb(), turn=180, flip=True, about=(256, 256))
    return Picture('thumbs_down', (Part('hand', down, (120, 112)),), '#8a7f72', None,
                   {'hand': Move(turn=((0, 0), (14, -10), (30, 14), (46, -3), (60, 0)))})


def open_hand():
    tips = fingers(('M 196 280 L 168 130', 'M 240 270 L 228 92', 'M 286 270 L 294 94', 'M 328 284 L 356 136'), 44)
    side = fingers(('M 200 380 L 108 292',), 50)
    palm = (path('M 168 260 C 200 240 320 240 350 264 C 366 320 362 390 336 430 C 316 456 212 456 192 430 C 170 396 '
                 '160 320 168 260 Z', SKIN),
            line('M 176 300 C 170 360 176 410 192 430 C 212 456 316 456 336 430 C 362 390 366 330 352 284', RIM, 13))
    return side + tips + palm


def applause():
    back = Part('back', all_moved(open_hand(), scale=0.8, turn=28, about=(256, 256), x=62, y=18, flip=True),
        (330, 400))
    front = Part('front', all_moved(open_hand(), scale=0.8, turn=-2, about=(256, 256), x=-34, y=44), (220, 420))
    marks = Part('marks', tuple(line(d, '#ff7a1a', 20) for d in ('M 78 128 L 48 86', 'M 134 84 L 122 36',
        'M 56 190 L 14 172')), (110, 150))
    return Picture('applause', (back, front, marks), SKIN, STAR,
                   {'back': Move(turn=swing(-9, 60, 3)), 'front': Move(turn=swing(9, 60, 3)),
                       'marks': Move(size=pulse(0.3, 60, 3))})


def folded_hands():
    half = path('M 254 62 C 226 62 214 92 204 150 L 160 306 C 150 344 146 384 156 420 L 254 446 Z', SKIN, RIM, 15)
    sleeve = path('M 146 388 L 256 430 L 256 496 L 118 470 Z', BLUE)
    hands = (half, moved(half, flip=True, about=(256, 256)), sleeve, moved(sleeve, flip=True, about=(256, 256)),
        line('M 256 78 L 256 424', RIM, 13))
    rays = tuple(line(d, GOLD, 20) for d in ('M 118 150 L 70 116', 'M 394 150 L 442 116', 'M 98 240 L 42 232',
        'M 414 240 L 470 232'))
    return Picture('folded_hands', (Part('rays', rays), Part('hands', hands, (256, 440))), GOLD, None,
                   {'rays': Move(size=pulse(0.12, 60, 2)), 'hands': Move(place=bounce(12, 60))})


def ok_hand():
    ring = (ellipse(178, 216, 78, stroke=RIM, width=74), ellipse(178, 216, 78, stroke=SKIN, width=48))
    palm = (line('M 292 350 L 266 470', RIM, 152), line('M 292 350 L 266 470', SKIN, 126))
    tips = fingers(('M 330 342 L 444 204', 'M 296 326 L 390 120', 'M 258 312 L 312 76'), 50)
    join = (path('M 220 290 C 250 240 340 300 356 350 L 330 470 L 206 460 C 200 400 196 330 220 290 Z', SKIN),)
    return Picture('ok', (Part('hand', all_moved(palm + tips + join + ring, x=-14, y=-6, scale=0.86,
        about=(256, 270)), (256, 440)),), SKIN, STAR,
                   {'hand': Move(turn=swing(8, 60, 1), size=pulse(0.05, 60, 2))})


def handshake():
    left = Part('left', (line('M 40 318 L 128 282', '#3f8ae0', 120), line('M 118 288 L 292 222', RIM, 122),
        line('M 118 288 L 292 222', SKIN, 96)))
    right = Part('right', (line('M 472 318 L 384 282', '#3aa76d', 120), line('M 394 288 L 252 222', RIM, 122),
        line('M 394 288 L 252 222', SKIN, 96))
                 + fingers(('M 248 304 L 214 344', 'M 292 328 L 254 366', 'M 334 338 L 300 376'), 40)
                 + (path('M 216 210 C 250 160 330 190 400 240 L 370 330 L 236 300 C 216 280 204 240 216 210 Z',
                     SKIN), line('M 228 196 L 180 252', RIM, 66), line('M 228 196 L 180 252', SKIN, 42)))
    return Picture('handshake', (left, right), GOLD, STAR, {'left': Move(place=bounce(22, 60, 3)),
        'right': Move(place=bounce(22, 60, 3))})


def red_heart():
    shape = (heart(256, 266, 208, RED, '#c1121f', 14), path('M 116 210 C 116 170 140 146 172 142', '', '#ff8f94', 24))
    return Picture('heart', (Part('heart', shape),), RED, HEART, {'heart': Move(size=pulse(0.14, 60, 2))})


def broken_heart():
    left = path('M 256 448 C 190 388 48 290 48 196 C 48 126 98 80 152 80 C 196 80 232 104 252 142 L 212 216 L 290 '
                '262 L 232 342 Z', RED)
    right = path('M 256 448 C 322 388 464 290 464 196 C 464 126 414 80 360 80 C 322 80 292 98 276 126 L 240 208 L '
                 '322 258 L 262 342 Z', '#c1121f')
    return Picture('broken_heart', (Part('left', (left,), (256, 440)), Part('right', (right,), (256, 440))), RED,
        None,
                   {'left': Move(turn=((0, 0), (20, -9), (44, -9), (60, 0))),
                       'right': Move(turn=((0, 0), (20, 9), (44, 9), (60, 0)))})


def flame(x, y, scale, color):
    return moved(path('M 8 -210 C 30 -130 140 -90 150 50 C 156 150 90 210 0 210 C -90 210 -156 150 -150 50 C -146 '
                      '-10 -112 -50 -84 -92 '
                      'C -76 -52 -60 -34 -40 -30 C -54 -100 -36 -170 8 -210 Z', color), x, y, scale)


def fire():
    return Picture('fire', (Part('outer', (flame(256, 262, 1.08, '#f4511e'),), (256, 470)),
        Part('middle', (flame(258, 318, 0.74, '#ff9800'),), (256, 470)),
                            Part('inner', (flame(256, 382, 0.42, '#ffe082'),), (256, 470))), '#ff7a1a',
                                Part('spark', (flame(256, 256, 0.4, '#ff7a1a'),)),
                   {'outer': Move(size=((0, (1, 1)), (15, (0.95, 1.06)), (30, (1.03, 0.96)), (45, (0.96, 1.05)),
                       (60, (1, 1)))),
                    'middle': Move(size=((0, (1, 1)), (12, (1.05, 0.92)), (30, (0.94, 1.1)), (48, (1.05, 0.95)),
                        (60, (1, 1)))),
                    'inner': Move(size=((0, (1, 1)), (20, (0.9, 1.15)), (40, (1.08, 0.9)), (60, (1, 1))))})


CONFETTI = ((306, 92, RED), (420, 96, BLUE), (230, 68, '#3aa76d'), (440, 206, GOLD), (362, 172, '#9b5de5'),
    (462, 316, RED), (156, 116, GOLD))


def party():
    cone = (polygon(((60, 462), (170, 196), (318, 344)), '#9b5de5'),
        polygon(((104, 356), (132, 288), (216, 388), (158, 418)), GOLD), ellipse(244, 270, 36, 104, '#c77dff'),)
    cone = (cone[0], cone[1], moved(cone[2], turn=-45, about=(244, 270)))
    bits = tuple(moved(rectangle(x - 20, y - 13, 40, 26, 6, c), turn=37 * i, about=(x, y)) for i,
        (x, y, c) in enumerate(CONFETTI))
    ribbons = (line('M 262 240 C 250 180 320 170 290 128', BLUE, 16),
        line('M 300 286 C 350 250 370 320 420 270', RED, 16))
    spark = Part('spark', (rectangle(226, 236, 60, 40, 8, '#9b5de5'),))
    return Picture('party', (Part('bits', bits + ribbons, (244, 270)), Part('cone', cone, (70, 456))), '#9b5de5',
        spark,
                   {'bits': Move(size=((0, 0.5), (24, 1.1), (60, 1)), turn=((0, -12), (60, 0))),
                       'cone': Move(turn=swing(6, 60, 2))})


def hundred():
    def zero(x, y):
        return moved(ellipse(x, y, 50, 78, stroke=RED, width=44), turn=14, about=(x, y))
    digits = Part('digits', (line('M 66 150 L 118 112 L 90 288', RED, 46), zero(222, 196), zero(378, 180)))
    lines = Part('lines', (line('M 68 372 Q 250 326 432 336', RED, 34), line('M 112 448 Q 250 408 388 414', RED, 34)))
    return Picture('hundred', (digits, lines), RED, STAR, {'digits': Move(size=pulse(0.08, 60, 2)),
        'lines': Move(place=shiver(12, 60, 3))})


def lightning():
    bolt = polygon(((300, 36), (96, 284), (234, 284), (186, 476), (416, 206), (272, 206)), GOLD, DARK_GOLD, 20)
    return Picture('lightning', (Part('bolt', (bolt,)),), GOLD, Part('spark',
        (moved(polygon(((300, 36), (96, 284), (234, 284), (186, 476), (416, 206), (272, 206)), GOLD), scale=0.4,
        about=(256, 256)),)),
                   {'bolt': Move(place=shiver(8, 60, 4), seen=((0, 1), (10, 0.5), (16, 1), (24, 0.5), (32, 1),
                       (60, 1)))})


def trophy():
    cup = (path('M 132 120 C 40 100 40 260 164 268', '', DARK_GOLD, 30),
        path('M 380 120 C 472 100 472 260 348 268', '', DARK_GOLD, 30),
           path('M 120 66 L 392 66 C 396 210 360 310 256 318 C 152 310 116 210 120 66 Z', GOLD, DARK_GOLD, 16),
           rectangle(228, 310, 56, 80, 6, DARK_GOLD), rectangle(140, 384, 232, 76, 16, '#7a4a21'),
               star(256, 176, 74, 32, WHITE))
    return Picture('trophy', (Part('cup', cup, (256, 450)),), GOLD, STAR,
        {'cup': Move(turn=swing(7, 60, 2), place=bounce(12, 60, 2))})


def eyes():
    balls = tuple(ellipse(x, 256, 106, 150, WHITE, '#b9c2cc', 14) for x in (142, 370))
    pupils = tuple(shape for x in (170, 398) for shape in (ellipse(x, 268, 54, 72, '#2b2b33'),
        ellipse(x - 14, 240, 16, fill=WHITE)))
    return Picture('eyes', (Part('balls', balls), Part('pupils', pupils, (284, 268))), '#8fa3b8', None,
                   {'pupils': Move(place=((0, (0, 0)), (14, (-62, 0)), (34, (-62, 0)), (48, (0, 0)), (60, (0, 0))),
                       size=blink(60, 50)), 'balls': Move(size=blink(60, 50))})


def ghost():
    body = Part('body', (path('M 256 48 C 150 48 96 130 96 240 L 84 446 Q 92 476 120 456 L 164 420 L 208 464 L 256 '
                              '424 L 304 464 L 348 420 L 392 456 '
                              'Q 420 476 428 446 L 416 240 C 416 130 362 48 256 48 Z', '#f3f5fb', '#b7bfdd', 16),))
    face = Part('face', (ellipse(202, 206, 26, 38, '#343a55'), ellipse(310, 206, 26, 38, '#343a55'),
        ellipse(256, 304, 38, 48, '#343a55'), ellipse(256, 326, 24, 18, '#f25c6b'),
                         ellipse(150, 268, 24, 16, '#ffb3c1'), ellipse(362, 268, 24, 16, '#ffb3c1')), (256, 260))
    return Picture('ghost', (body, face), '#b7bfdd', None, {'body': Move(place=bounce(20, 60), turn=swing(4, 60, 1)),
        'face': Move(place=bounce(26, 60), size=pulse(0.06, 60))})


def rocket():
    hull = (polygon(((214, 300), (120, 330), (96, 430), (190, 380)), RED),
        polygon(((214, 300), (180, 396), (82, 418), (132, 322)), RED),
            path('M 300 400 L 310 470 L 396 420 L 400 300 Z', RED),
                path('M 112 212 L 42 202 L 92 116 L 212 112 Z', RED),
            path('M 456 56 C 470 180 420 300 276 400 L 112 236 C 212 92 332 42 456 56 Z', '#eef1f6', '#9aa7b8', 14),
                ellipse(326, 186, 52, fill='#58b4f0', stroke='#5d6b7d', width=16))
    flames = (path('M 150 300 C 90 310 62 370 50 462 C 142 450 202 422 212 362 Z', '#ff9800'),
        path('M 160 330 C 122 342 104 376 98 414 C 136 408 170 390 182 352 Z', '#ffe082'))
    return Picture('rocket', (Part('flames', flames, (180, 332)), Part('hull', hull[2:])), '#ff9800', STAR,
                   {'flames': Move(size=pulse(0.25, 60, 4)), 'hull': Move(place=((0, (0, 0)), (15, (6, -8)),
                       (30, (0, 0)), (45, (6, -8)), (60, (0, 0))))})


def dove():
    body = Part('body', (path('M 470 190 L 420 166 C 396 120 330 124 312 176 C 300 230 250 262 160 286 L 44 316 L 92 '
                              '344 L 48 384 L 130 384 C 210 440 340 420 392 320 C 412 280 412 240 424 212 '
                              'Z', '#f3f7fc', '#9db4cc', 14),
                         ellipse(376, 176, 12, fill='#343a55')))
    wing = Part('wing', (path('M 318 268 C 330 160 250 70 130 60 C 150 100 150 120 144 136 C 160 150 166 164 164 180 '
                              'C 186 196 196 214 196 236 C 220 286 280 310 318 268 '
                              'Z', '#dfeaf6', '#9db4cc', 14),), (300, 280))
    return Picture('dove', (body, wing), '#9db4cc', None, {'wing': Move(turn=swing(14, 60, 2)),
        'body': Move(place=bounce(12, 60, 2))})


THINGS = {'👍': thumbs_up, '👎': thumbs_down, '❤': red_heart, '🔥': fire, '👏': applause, '🎉': party, '🙏': folded_hands,
    '👌': ok_hand, '🕊': dove,
          '💯': hundred, '⚡': lightning, '🏆': trophy, '💔': broken_heart, '👀': eyes, '👻': ghost, '🤝': handshake}
