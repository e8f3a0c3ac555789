"""Random values of a layer's lines, for what the writer of reader.py then encodes."""

_WHOLE_DEPTH = 3    # from this depth on: nothing optional, empty vectors, the flattest constructors
_TEXTS = ("", "a", "Zoë", "€", "😀", "\n\"", "x" * 253, "y" * 254, "1234567")


class RandomValues:
    """Requests and objects of a layer whose types all have constructors."""

    def __init__(self, layer, random):
        self._layer, self._random = layer, random
        self._heights = self._measure()

    def request(self, method):
        return self._fields(self._layer.methods[method], 0)

    def object(self, constructor):
        return self._fields(self._layer.constructors[constructor], 0)

    def _measure(self):
        """{name: the least nesting an object of that constructor needs}"""
        heights, changed = dict.fromkeys(self._layer.constructors, 1000), True
        while changed:
            changed = False
            for line in self._layer.constructors.values():
                inner = [min(heights[choice.name] for choice in self._layer.unions[field.type.name])
                         for field in line.fields
                         if not field.word and not field.type.vector and field.type.name in self._layer.unions]
                height = 1 + max(inner, default=0)
                if height < heights[line.name]:
                    heights[line.name], changed = height, True
        return heights

    def _fields(self, line, depth):
        made, bits = {"_": line.name}, {}
        for field in line.fields:
            if field.word:
                key = field.word, field.bit
                if key not in bits:     # all that hang on a bit are there, or none
                    bits[key] = depth < _WHOLE_DEPTH and self._random.randrange(2)
                if not bits[key]:
                    continue
            if field.type.name != "#":
                made[field.name] = self._value(field.type, depth + 1)
        return made

    def _value(self, type_, depth):
        if type_.vector:
            count = self._random.randrange(3) if depth < _WHOLE_DEPTH else 0
            return [self._value(type_.item, depth) for _ in range(count)]
        scalar = _SCALARS.get(type_.name)
        return scalar(self._random) if scalar else self._object(type_.name, depth)

    def _object(self, union, depth):
        lines = self._layer.unions[union]
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
