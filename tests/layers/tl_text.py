"""TL schemas as this test reads them: the text of schema/layers, and the JSON and JavaScript of published packages.

It shares no code with tools/tlgen on purpose: what it finds in the bytes is a second opinion on the generated tables.
"""
import dataclasses
import functools
import json
import pathlib
import re
import tomllib
import zlib

_LINE = re.compile(r"([\w.]+)#([0-9a-f]{1,8})((?: [^=]*)?) = ([^;]+);")
_TYPE = re.compile(r"([Vv]ector)<(%?)([\w.]+)>")


@dataclasses.dataclass(frozen=True)
class Type:
    name: str               # "int", "Peer", "#", "true", "raw" (the bytes of a wrapped query)
    vector: str = ""        # "": no vector; "Vector": with its id on the wire; "vector": without

    @functools.cached_property
    def item(self):
        return Type(self.name)

    def __str__(self):
        return f"{self.vector}<{self.name}>" if self.vector else self.name


@dataclasses.dataclass(frozen=True)
class Field:
    name: str
    type: Type
    word: str = ""          # name of the flags word that says whether the field is there; "": it always is
    bit: int = 0


@dataclasses.dataclass(frozen=True)
class Line:
    name: str
    id: int
    is_method: bool
    fields: tuple[Field, ...]
    type: Type

    @property
    def key(self):
        return self.name, self.is_method

    @functools.cached_property
    def by_name(self):
        return {field.name: field for field in self.fields}

    @functools.cached_property
    def _bits(self):
        words = {}
        for field in self.fields:
            if field.word:
                words[field.word] = words.get(field.word, 0) | 1 << field.bit
        return words

    def bits(self, word):
        """The presence bits of that flags word that mean something."""
        return self._bits.get(word, 0)

    def crc(self):
        """What the id is meant to be: the CRC32 of the line, without brackets and `true` fields, bytes as string."""
        def text(type_):
            name = {"bytes": "string", "raw": "!X"}.get(type_.name, type_.name)
            return f"{type_.vector} {name}" if type_.vector else name
        words = [self.name] + (["X:Type"] if self.type.name == "X" else [])
        for field in self.fields:
            if field.type.name != "true":
                words.append(f"{field.name}:{f'{field.word}.{field.bit}?' if field.word else ''}{text(field.type)}")
        return zlib.crc32(" ".join([*words, "=", text(self.type)]).encode())

    def __str__(self):
        fields = "".join(f" {f.name}:{f'{f.word}.{f.bit}?' if f.word else ''}{f.type}" for f in self.fields)
        return f"{self.name}#{self.id:x}{fields} = {self.type};"


def parse_line(text, is_method):
    match = _LINE.fullmatch(text)
    if not match:
        raise ValueError(f"not a TL line: {text}")
    name, id_, fields, result = match.groups()
    return Line(name, int(id_, 16), is_method,
                tuple(_field(word) for word in fields.split() if not word.startswith("{")), _type(result))


def _field(text):
    name, type_ = text.split(":")
    if "?" not in type_:
        return Field(name, _type(type_))
    place, type_ = type_.split("?")
    word, bit = place.split(".")
    return Field(name, _type(type_), word, int(bit))


def _type(text):
    match = _TYPE.fullmatch(text)
    if match and match[2]:
        raise ValueError(f"no API type: {text}")
    return Type(match[3], match[1]) if match else Type("raw" if text == "!X" else text)


def lines_of_text(text):
    """The lines of a whole schema in TL; comments, blank lines and the polymorphic built-ins are no lines."""
    lines, is_method = [], False
    for row in text.splitlines():
        row = row.split("//")[0].strip()
        if row.startswith("---"):
            is_method = row == "---functions---"
        elif row and not row.startswith("vector#"):
            lines.append(parse_line(row, is_method))
    return lines


def lines_of_package(path):
    """The API lines of a published package: JSON of mtcute, or TL text in a JavaScript string (GramJS)."""
    text = pathlib.Path(path).read_text()
    if path.suffix == ".js":
        return lines_of_text(text.split("`")[1])
    entries = json.loads(text)
    entries = entries["e"] if isinstance(entries, dict) else entries
    return [_line_of_json(e) for e in entries if not e["name"].startswith("mtcute.")]


def _line_of_json(entry):
    fields = []
    for argument in entry["arguments"]:
        modifiers = argument.get("typeModifiers", {})
        word, _, bit = modifiers.get("predicate", "").partition(".")
        fields.append(Field(argument["name"], _type_of_json(argument["type"], modifiers), word, int(bit or 0)))
    return Line(entry["name"], entry["id"], entry["kind"] == "method", tuple(fields),
                _type_of_json(entry["type"], entry.get("typeModifiers", {})))


def _type_of_json(name, modifiers):
    vector = "Vector" if modifiers.get("isVector") else "vector" if modifiers.get("isBareVector") else ""
    return Type({"int53": "long", "!X": "raw"}.get(name, name), vector)   # int53: a long that JavaScript can hold


class History:
    """schema/layers: every line of every layer. `layers` is {number: source}."""

    def __init__(self, schema_folder):
        folder = pathlib.Path(schema_folder)
        package = lines_of_package(folder / "node_modules/@mtcute/core/tl/api-schema.json")
        ours = lines_of_text((folder / "api.tl").read_text())
        replaced = {line.name for line in ours}
        self.canonical = {line.key: line for line in package if line.name not in replaced}
        self.canonical |= {line.key: line for line in ours}
        sources = tomllib.loads((folder / "layers/sources.toml").read_text())["layers"]
        self.layers = {int(number): source for number, source in sources.items()}
        self._versions = self._read((folder / "layers/history.tl").read_text())

    def _read(self, text):
        versions, is_method = {}, False
        for row in text.splitlines():
            row = row.split("//")[0].strip()
            if row == "---functions---":
                is_method = True
            elif row:
                ranges, line = row.split(" ", 1)
                line = parse_line(line, is_method) if "#" in line else self.canonical[line, is_method]
                versions.setdefault(line.key, []).append((line, self._numbers(ranges)))
        return versions

    def _numbers(self, ranges):
        numbers = set()
        for part in ranges.split(","):
            first, dash, last = part.partition("-")
            last = last or (max(self.layers) if dash else first)
            numbers |= set(range(int(first), int(last) + 1)) & self.layers.keys()
        return numbers

    def lines(self, number):
        """{(name, is_method): Line} of that layer."""
        known = {key: line for key, line in self.canonical.items() if key not in self._versions}
        for key, versions in self._versions.items():
            for line, numbers in versions:
                if number in numbers:
                    if key in known:
                        raise ValueError(f"layer {number} has {key[0]} twice")
                    known[key] = line
        return known

    def all_lines(self):
        """Every line of any layer, once."""
        known = set(self.canonical.values())
        for versions in self._versions.values():
            known |= {line for line, _ in versions}
        return known
