"""Reads and writes boxed TL values of one layer, strictly; objects are dicts: {"_": "peerUser", "user_id": 7}.

A field that hangs on a presence bit is in the dict if it is there; `true` fields are then True. Longs are int, bytes
are bytes, the query inside a wrapper (!X) is its bytes. Unlike a client, which skips what it does not know, a reader
here refuses everything the layer's lines do not describe.
"""
import struct

VECTOR, BOOL_TRUE, BOOL_FALSE = 0x1cb5c415, 0x997275b5, 0xbc799737


class TlError(Exception):
    """Bytes that are no value of the layer; the text says which and where."""


class Layer:
    """The lines one layer knows, as looked up by both directions."""

    def __init__(self, number, lines):
        """`lines`: {(name, is_method): Line}"""
        self.number = number
        self.methods = {line.name: line for line in lines.values() if line.is_method}
        self.constructors = {line.name: line for line in lines.values() if not line.is_method}
        self.by_id = {line.id: line for line in lines.values()}
        if len(self.by_id) != len(lines):
            raise ValueError(f"layer {number} uses an id twice")
        self.unions = {}
        for line in self.constructors.values():
            self.unions.setdefault(line.type.name, []).append(line)

    def decode(self, data, type_):
        """The value of that type; `data` holds nothing else."""
        reader = _Reader(self, data)
        value = reader.value(type_)
        reader.finish()
        return value

    def decode_method(self, data):
        """The request `data` holds."""
        reader = _Reader(self, data)
        value = reader.request()
        reader.finish()
        return value

    def encode(self, value, type_):
        out = []
        self._write(out, value, type_)
        return b"".join(out)

    def encode_method(self, request):
        out = []
        self._write_line(out, self.methods[request["_"]], request)
        return b"".join(out)

    def _write(self, out, value, type_):
        if type_.vector:
            out.append(struct.pack("<II", VECTOR, len(value)) if type_.vector == "Vector"
                       else struct.pack("<I", len(value)))
            item = type_.item
            for each in value:
                self._write(out, each, item)
        elif type_.name in _WRITE:
            out.append(_WRITE[type_.name](value))
        else:
            self._write_line(out, self.constructors[value["_"]], value)

    def _write_line(self, out, line, value):
        out.append(struct.pack("<I", line.id))
        for field in line.fields:
            if field.type.name == "#":
                out.append(struct.pack("<I", presence(line, field.name, value)))
            elif field.type.name != "true" and (not field.word or field.name in value):
                self._write(out, value[field.name], field.type)


def presence(line, word, value):
    """The flags word: every bit of whose fields the value has one (and then it has all but `true` ones)."""
    bits = 0
    for field in line.fields:
        if field.word == word and field.name in value:
            bits |= 1 << field.bit
    return bits


class _Reader:
    def __init__(self, layer, data):
        self._layer, self._data, self._at = layer, data, 0
        self._path = []

    def finish(self):
        if self._at != len(self._data):
            self._fail(f"{len(self._data) - self._at} bytes behind the value")

    def value(self, type_):
        if type_.vector:
            return self._vector(type_)
        scalar = _READ.get(type_.name)
        return scalar(self) if scalar else self._object(type_.name)

    def request(self):
        line = self._line()
        if not line.is_method:
            self._fail(f"{line.name} is no method")
        return self._fields(line)

    def _object(self, union):
        line = self._line()
        if line.is_method or line.type.name != union:
            self._fail(f"{line.name} is no {union}")
        return self._fields(line)

    def _line(self):
        number = self.uint()
        line = self._layer.by_id.get(number)
        if line is None:
            self._fail(f"unknown constructor {number:#010x}")
        return line

    def _fields(self, line):
        made, words = {"_": line.name}, {}
        self._path.append(line.name)
        for field in line.fields:
            if field.type.name == "#":
                words[field.name] = self._presence(line, field.name)
            elif not field.word or words[field.word] >> field.bit & 1:
                self._path.append(field.name)
                made[field.name] = True if field.type.name == "true" else self.value(field.type)
                self._path.pop()
        self._path.pop()
        return made

    def _presence(self, line, word):
        bits = self.uint()
        unknown = bits & ~line.bits(word)
        if unknown:
            self._fail(f"bits {unknown:#x} of {word} mean nothing")
        return bits

    def _vector(self, type_):
        if type_.vector == "Vector" and self.uint() != VECTOR:
            self._fail("no vector")
        count = self.uint()
        if count > len(self._data) - self._at:
            self._fail(f"vector of {count} items")
        item = type_.item
        return [self.value(item) for _ in range(count)]

    def _take(self, size):
        at = self._at
        if size > len(self._data) - at:
            self._fail("cut short")
        self._at = at + size
        return self._data[at:at + size]

    def uint(self):
        return int.from_bytes(self._take(4), "little")

    def int(self):
        return int.from_bytes(self._take(4), "little", signed=True)

    def long(self):
        return int.from_bytes(self._take(8), "little", signed=True)

    def double(self):
        return struct.unpack("<d", self._take(8))[0]

    def int128(self):
        return self._take(16)

    def int256(self):
        return self._take(32)

    def bytes(self):
        size, head = self._take(1)[0], 1
        if size == 254:
            size, head = int.from_bytes(self._take(3), "little"), 4
            if size < 254:
                self._fail("long form of a short string")
        elif size == 255:
            self._fail("no string")
        text = self._take(size)
        if any(self._take(-(head + size) % 4)):
            self._fail("padding that is not zero")
        return text

    def string(self):
        try:
            return str(self.bytes(), "utf-8")
        except UnicodeDecodeError:
            self._fail("no UTF-8")

    def bool(self):
        number = self.uint()
        if number not in (BOOL_TRUE, BOOL_FALSE):
            self._fail("no Bool")
        return number == BOOL_TRUE

    def rest(self):
        return self._take(len(self._data) - self._at)

    def _fail(self, text):
        place = "/".join(self._path) or "the value"
        raise TlError(f"{place}: {text}, at byte {self._at} in layer {self._layer.number}")


_READ = {"int": _Reader.int, "long": _Reader.long, "double": _Reader.double, "int128": _Reader.int128,
         "int256": _Reader.int256, "string": _Reader.string, "bytes": _Reader.bytes, "Bool": _Reader.bool,
         "raw": _Reader.rest}


def _wire_string(value):
    head = bytes([len(value)]) if len(value) < 254 else b"\xfe" + len(value).to_bytes(3, "little")
    return head + value + bytes(-(len(head) + len(value)) % 4)


_WRITE = {
    "int": lambda value: value.to_bytes(4, "little", signed=True),
    "long": lambda value: value.to_bytes(8, "little", signed=True),
    "double": lambda value: struct.pack("<d", value),
    "int128": lambda value: value,
    "int256": lambda value: value,
    "string": lambda value: _wire_string(value.encode()),
    "bytes": _wire_string,
    "Bool": lambda value: (BOOL_TRUE if value else BOOL_FALSE).to_bytes(4, "little"),
    "raw": lambda value: value,
}
