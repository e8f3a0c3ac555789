"""Random values of a layer's lines, for what the writer of reader.py then encodes."""

_WHOLE_DEPTH = 3        # from this depth on: nothing optional, empty vectors, the flattest constructors
_BITS_OF_A_FIELD = 2    # a presence bit is set once in that many times
_TEXTS = ("", "a", "Zoë", "€", "😀", "\n\"", "x" * 253, "y" * 254, "1234567")


class RandomValues:
    """`may_use(line)` narrows what is drawn; None: every constructor of the layer."""

    def __init__(self, layer, random, may_use=None):
        self._layer, self._random = layer, random
        self._unions = {union: [line for line in lines if may_use is None or may_use(line)]
                        for union, lines in layer.unions.items()}
        self._heights = self._measure()

    def request(self, method):
        """A request of that method, by name; None if none can be made."""
        return self._fields(self._layer.methods[method], 0) if self.can_make(self._layer.methods[method]) else None

    def object(self, constructor):
        return self._fields(self._layer.constructors[constructor], 0)

    def can_make(self, line):
        """Whether every field that must be there has a constructor to be drawn."""
        return all(field.word or self._height_of(field.type) is not None for field in line.fields)

    def _measure(self):
        """{name: the least nesting an object of that constructor needs}"""
        heights, changed = {}, True
        while changed:
            changed = False
            self._heights = heights
            for lines in self._unions.values():
                for line in lines:
                    needed = [self._height_of(f.type) for f in line.fields if not f.word]
                    if None not in needed:
                        height = 1 + max(needed, default=0)
                        if height < heights.get(line.name, 1000):
                            heights[line.name], changed = height, True
        return heights

    def _height_of(self, type_):
        if type_.vector or type_.name not in self._unions:
            return 0
        return min((self._heights[line.name] for line in self._unions[type_.name] if line.name in self._heights),
                   default=None)

    def _fields(self, line, depth):
        made, bits = {"_": line.name}, {}
        for field in line.fields:
            if field.word:
                key = field.word, field.bit
                if key not in bits:
                    bits[key] = self._whole(line, key, depth)
                if not bits[key]:
                    continue
            if field.type.name != "#":
                made[field.name] = self._value(field.type, depth + 1)
        return made

    def _whole(self, line, bit, depth):
        """Whether that presence bit is set: then every field that hangs on it is there."""
        if depth >= _WHOLE_DEPTH or self._random.randrange(_BITS_OF_A_FIELD):
            return False
        return all(self._height_of(f.type) is not None for f in line.fields if (f.word, f.bit) == bit)

    def _value(self, type_, depth):
        if type_.vector:
            makes = self._height_of(type_.item) is not None
            count = self._random.randrange(3) if makes and depth < _WHOLE_DEPTH else 0
            return [self._value(type_.item, depth) for _ in range(count)]
        scalar = _SCALARS.get(type_.name)
        return scalar(self._random) if scalar else self._object(type_.name, depth)

    def _object(self, union, depth):
        lines = [line for line in self._unions[union] if line.name in self._heights]
        if depth >= _WHOLE_DEPTH:
            least = min(self._heights[line.name] for line in lines)
            lines = [line for line in lines if self._heights[line.name] == least]
        return self._fields(self._random.choice(lines), depth)


_SCALARS = {
    "int": lambda random: random.randrange(-2**31, 2**31),
    "long": lambda random: random.randrange(-2**63, 2**63),
    "double": lambda random: random.randrange(-2**31, 2**31) / 8,
    "int128": lambda random: random.randbytes(16),
    "int256": lambda random: random.randbytes(32),
    "string": lambda random: random.choice(_TEXTS),
    "bytes": lambda random: random.randbytes(random.choice((0, 1, 2, 3, 4, 16, 253, 254))),
    "Bool": lambda random: random.randrange(2) == 1,
    "true": lambda random: True,
    "raw": lambda random: bytes.fromhex("6b18f9c4"),  # help.getConfig, as it stands in a wrapper
}
