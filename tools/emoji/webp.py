"""Lossless WebP (VP8L) of small pictures with few colours: a palette, LZ77 and one set of prefix codes.

Own code, so that the same pixels are the same bytes on every machine. WebP Lossless Bitstream Specification.
"""
import struct
from collections import Counter

COLORS = 256
CODE_LENGTH_ORDER = (17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
LONGEST_MATCH = 4096


class Bits:
    def __init__(self):
        self.value, self.count, self.out = 0, 0, bytearray()

    def put(self, value, count):
        self.value |= value << self.count
        self.count += count
        while self.count >= 8:
            self.out.append(self.value & 255)
            self.value >>= 8
            self.count -= 8

    def done(self):
        if self.count:
            self.put(0, 8 - self.count)
        return bytes(self.out)


def reduced(pixels):
    """At most COLORS colours: rare ones, which are those of edges, are put in steps, then with their neighbours."""
    common = {color for color, n in Counter(pixels).most_common(24)}

    def stepped(pixel):
        if pixel in common:
            return pixel
        return tuple(min(255, (c + 8) // 17 * 17) for c in pixel) if pixel[3] else pixel
    pixels = [stepped(p) for p in pixels]
    kept = sorted(color for color, _ in sorted(Counter(pixels).items(),
        key=lambda item: (-item[1], item[0]))[:COLORS])
    nearest = {color: color for color in kept}

    def near(pixel):
        if pixel not in nearest:
            nearest[pixel] = min(kept, key=lambda c: (sum((x - y) ** 2 for x, y in zip(c, pixel)), c))
        return nearest[pixel]
    return [near(p) for p in pixels], kept


def code_lengths(frequencies, limit):
    """Of a prefix code no longer than `limit`; 0 for what does not occur."""
    used = [s for s, n in enumerate(frequencies) if n]
    least = 1
    while True:
        heap = sorted((max(frequencies[s], least), (s,)) for s in used)
        lengths = [0] * len(frequencies)
        while len(heap) > 1:
            (n0, s0), (n1, s1) = heap[:2]
            for symbol in s0 + s1:
                lengths[symbol] += 1
            heap = sorted(heap[2:] + [(n0 + n1, s0 + s1)])
        if max(lengths) <= limit:
            return lengths
        least *= 2


def codes_of(lengths):
    """symbol -> (bits as they are written, count)."""
    codes, code = {}, 0
    for length in range(1, max(lengths) + 1):
        for symbol, own in enumerate(lengths):
            if own == length:
                codes[symbol] = (int(f'{code:0{length}b}'[::-1], 2), length)
                code += 1
        code <<= 1
    return codes


def put_code(bits, frequencies):
    """Writes the prefix code of an alphabet and returns it."""
    used = [s for s, n in enumerate(frequencies) if n] or [0]
    if len(used) <= 2 and used[-1] < 256:
        bits.put(1, 1)
        bits.put(len(used) - 1, 1)
        bits.put(1, 1)
        for symbol in used:
            bits.put(symbol, 8)
        return {s: (i, len(used) - 1) for i, s in enumerate(used)}
    if len(used) == 1:            # two symbols make a complete code
        frequencies = [n or int(s == 0) for s, n in enumerate(frequencies)]
    lengths = code_lengths(frequencies, 15)
    bits.put(0, 1)
    tokens, at = [], 0            # (symbol, extra value, extra bits)
    while at < len(lengths):
        run = at
        while run < len(lengths) and lengths[run] == 0:
            run += 1
        zeros = run - at
        if zeros >= 11:
            tokens.append((18, min(zeros, 138) - 11, 7))
            at += min(zeros, 138)
        elif zeros >= 3:
            tokens.append((17, zeros - 3, 3))
            at += zeros
        else:
            tokens.append((lengths[at], 0, 0))
            at += 1
    counts = [0] * 19
    for symbol, _, _ in tokens:
        counts[symbol] += 1
    if sum(1 for n in counts if n) == 1:
        counts[0 if not counts[0] else 1] = 1
    own = code_lengths(counts, 7)
    number = max(i for i, s in enumerate(CODE_LENGTH_ORDER) if own[s]) + 1
    number = max(number, 4)
    bits.put(number - 4, 4)
    for symbol in CODE_LENGTH_ORDER[:number]:
        bits.put(own[symbol], 3)
    bits.put(0, 1)                # the lengths of the whole alphabet follow
    codes = codes_of(own)
    for symbol, extra, count in tokens:
        bits.put(*codes[symbol])
        bits.put(extra, count)
    return codes_of(lengths)


def prefix(value):
    """(symbol, extra value, extra bits) of a length or distance."""
    value -= 1
    if value < 4:
        return value, 0, 0
    high = value.bit_length() - 1
    second = value >> (high - 1) & 1
    return 2 * high + second, value - ((2 + second) << (high - 1)), high - 1


def matched(values):
    """[value] and [(length, distance)] in the order they are written."""
    tokens, at, seen = [], 0, {}
    while at < len(values):
        best = (0, 0)
        for start in reversed(seen.get(tuple(values[at:at + 3]), ())[-32:]):
            length = 3
            while (length < LONGEST_MATCH and at + length < len(values) and
                   values[start + length] == values[at + length]):
                length += 1
            best = max(best, (length, start - at))
        step = best[0] if best[0] >= 4 else 1
        tokens.append((best[0], -best[1]) if step > 1 else values[at])
        for i in range(at, at + step):
            seen.setdefault(tuple(values[i:i + 3]), []).append(i)
        at += step
    return tokens


def put_image(bits, greens, others):
    """`greens`: tokens of the green channel; `others`: (red, blue, alpha) per literal."""
    literals = [t for t in greens if not isinstance(t, tuple)]
    channels = [[0] * 280] + [[0] * 256 for _ in range(3)] + [[0] * 40]
    for value, rest in zip(literals, others):
        channels[0][value] += 1
        for channel, byte in zip(channels[1:4], rest):
            channel[byte] += 1
    for token in greens:
        if isinstance(token, tuple):
            channels[0][256 + prefix(token[0])[0]] += 1
            channels[4][prefix(token[1] + 120)[0]] += 1   # the first 120 codes name neighbours
    codes = [put_code(bits, channel) for channel in channels]
    rest = iter(others)
    for token in greens:
        if isinstance(token, tuple):
            for value, code, base in ((token[0], codes[0], 256), (token[1] + 120, codes[4], 0)):
                symbol, extra, count = prefix(value)
                bits.put(*code[base + symbol])
                bits.put(extra, count)
        else:
            bits.put(*codes[0][token])
            for byte, code in zip(next(rest), codes[1:4]):
                bits.put(*code[byte])


def encoded(pixels, width, height):
    """The file. `pixels`: (r, g, b, a) row by row."""
    pixels, palette = reduced(pixels)
    bits = Bits()
    bits.put(0x2f, 8)
    bits.put(width - 1, 14)
    bits.put(height - 1, 14)
    bits.put(1, 1)                # alpha is used
    bits.put(0, 3)
    bits.put(1, 1)
    bits.put(3, 2)                # transform: colour indexing
    bits.put(len(palette) - 1, 8)
    bits.put(0, 1)                # no colour cache
    steps = [tuple((c - p) & 255 for c, p in zip(color, before))
             for color, before in zip(palette, [(0, 0, 0, 0)] + palette)]
    put_image(bits, [g for _, g, _, _ in steps], [(r, b, a) for r, _, b, a in steps])
    bits.put(0, 1)                # no further transform
    bits.put(0, 1)                # no colour cache
    bits.put(0, 1)                # one set of codes
    place = {color: i for i, color in enumerate(palette)}
    tokens = matched(packed([place[p] for p in pixels], width, len(palette)))
    put_image(bits, tokens, [(0, 0, 255)] * len(tokens))
    data = bits.done()
    data += b'\0' * (len(data) & 1)
    return b'RIFF' + struct.pack('<I', len(data) + 12) + b'WEBPVP8L' + struct.pack('<I', len(data)) + data


def packed(indices, width, colors):
    """Palettes of at most 16 colours have several pixels in a byte."""
    each = 8 if colors <= 2 else 4 if colors <= 4 else 2 if colors <= 16 else 1
    bits = 8 // each
    rows = [indices[i:i + width] for i in range(0, len(indices), width)]
    return [sum(index << (bits * i) for i, index in enumerate(row[x:x + each])) for row in rows
            for x in range(0, width, each)]
