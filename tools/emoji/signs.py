"""Custom emoji: small signs that are written into text."""
from motion import Move, bounce, pulse, shiver, swing
from shapes import Part, Picture, ellipse, heart, line, path, polygon, rectangle, star
from things import rocket

GREEN, RED, BLUE, GOLD, DARK_GOLD = '#3aa76d', '#e5383b', '#3f8ae0', '#ffc22e', '#e0951a'
WHITE, STEEL = '#ffffff', '#6b7a8f'
TURN = {'sign': Move(turn=swing(10, 60, 2))}
BEAT = {'sign': Move(size=pulse(0.1, 60, 2))}


def sign(name, moves, *shapes, pivot=(256, 256)):
    return lambda: Picture(name, (Part('sign', shapes, pivot),), moves=moves)


def envelope():
    return Picture('letter', (Part('sign', (rectangle(50, 116, 412, 290, 46, '#fdf3df', '#c98b3f', 22),
        line('M 70 146 L 232 268 Q 256 284 280 268 L 442 146', '#c98b3f', 22),
                                            ellipse(256, 276, 46, fill=RED), heart(256, 280, 25, WHITE)),
                                                (256, 256)),), moves=BEAT)


SIGNS = {
    '✅': sign('check', BEAT, rectangle(56, 56, 400, 400, 92, GREEN),
        line('M 150 262 L 226 342 L 366 180', WHITE, 52)),
    '❌': sign('cross', {'sign': Move(place=shiver(10, 60, 4))}, line('M 112 112 L 400 400', RED, 76),
        line('M 400 112 L 112 400', RED, 76)),
    '⭐': sign('star', TURN, star(256, 270, 214, 92, GOLD, stroke=DARK_GOLD, width=22)),
    '🔔': sign('bell', {'sign': Move(turn=swing(16, 60, 3))}, ellipse(256, 424, 48, fill=DARK_GOLD),
        ellipse(256, 72, 30, fill=DARK_GOLD),
              path('M 256 70 C 166 70 128 136 124 220 C 120 308 100 344 68 388 L 444 388 C 412 344 392 308 388 220 C '
                   '384 136 346 70 256 70 Z', GOLD, DARK_GOLD, 18), pivot=(256, 60)),
    '🔑': sign('key', TURN, line('M 240 272 L 96 416', DARK_GOLD, 52), line('M 130 382 L 190 442', DARK_GOLD, 44),
        ellipse(322, 190, 98, stroke=GOLD, width=64)),
    '🔒': sign('lock', BEAT, path('M 158 246 L 158 176 C 158 44 354 44 354 176 L 354 246', '', STEEL, 50),
        rectangle(92, 224, 328, 242, 48, GOLD, DARK_GOLD, 16),
              ellipse(256, 326, 36, fill=STEEL), line('M 256 340 L 256 396', STEEL, 30)),
    '📌': sign('pin', {'sign': Move(place=bounce(24, 60, 2))}, line('M 256 330 L 256 484', STEEL, 24),
              path('M 172 44 L 340 44 Q 360 44 354 70 L 336 120 L 346 220 Q 418 252 420 330 L 92 330 Q 94 252 166 '
                   '220 L 176 120 L 158 70 Q 152 44 172 44 Z', RED, '#b3181b', 16)),
    '💡': sign('idea', {'sign': Move(size=pulse(0.08, 60, 2))},
        path('M 256 40 C 156 40 92 112 92 200 C 92 290 168 314 176 392 L 336 392 C 344 314 420 290 420 200 C 420 112 '
             '356 40 256 40 Z', GOLD, DARK_GOLD, 18),
              line('M 196 428 L 316 428', STEEL, 36), line('M 226 474 L 286 474', STEEL, 36),
                  line('M 214 230 L 256 276 L 298 230', DARK_GOLD, 22)),
    '📅': sign('calendar', BEAT, rectangle(64, 92, 384, 372, 52, WHITE, STEEL, 20),
        path('M 66 196 L 66 150 Q 66 94 122 94 L 390 94 Q 446 94 446 150 L 446 196 Z', RED),
              line('M 160 54 L 160 126', STEEL, 36), line('M 352 54 L 352 126', STEEL, 36),
              *(rectangle(x, y, 62, 56, 12, BLUE if (x, y) == (336, 346) else '#c5cedb') for x in (116, 226,
                  336) for y in (256, 346))),
    '✉': envelope,
    '🚀': rocket,
}
