"""Reads the schemas: the JSON of the schema package, and our own overlay lines in TL."""
import dataclasses
import json
import pathlib
import re


@dataclasses.dataclass(frozen=True)
class Type:
    """A type of a field or result. `name` is as in TL: "int", "Bool", "messages.Chats"; vectors hold it."""
    name: str
    vector: bool = False
    bare_vector: bool = False   # no vector#1cb5c415 before the count
    bare_item: bool = False     # the vector's items carry no constructor id


@dataclasses.dataclass(frozen=True)
class Field:
    name: str
    type: Type
    flag: tuple[str, int] | None = None   # ("flags2", 3): present if that bit is set


@dataclasses.dataclass(frozen=True)
class Combinator:
    name: str
    id: int
    is_method: bool
    fields: tuple[Field, ...]
    type: Type


def read_json(path):
    """The combinators of one schema file of @mtcute/core, without its own inventions (mtcute.*)."""
    data = json.loads(pathlib.Path(path).read_text())
    entries = data["e"] if isinstance(data, dict) else data
    return [_from_json(e) for e in entries if not e["name"].startswith("mtcute.")]


def read_layer(path):
    """The number of the layer that a schema file of @mtcute/core is of."""
    return json.loads(pathlib.Path(path).read_text())["l"]


def _from_json(entry):
    fields = tuple(
        Field(a["name"], _json_type(a["type"], a.get("typeModifiers", {})),
              _predicate(a.get("typeModifiers", {}).get("predicate")))
        for a in entry["arguments"])
    return Combinator(entry["name"].removeprefix("mt_"), entry["id"], entry["kind"] == "method", fields,
                      _json_type(entry["type"], entry.get("typeModifiers", {})))


def _json_type(name, modifiers):
    vector = modifiers.get("isVector", False)
    bare_vector = modifiers.get("isBareVector", False)
    return Type(_plain_name(name), vector or bare_vector, bare_vector, modifiers.get("isBareType", False))


def _plain_name(name):
    # int53 is the package's word for longs that fit a JavaScript number; !X is a query, kept as its bytes.
    return {"int53": "long", "!X": "raw"}.get(name, name.removeprefix("mt_"))


def _predicate(text):
    if text is None:
        return None
    word, bit = text.split(".")
    return word, int(bit)


_LINE = re.compile(r"(?P<name>[\w.]+)#(?P<id>[0-9a-f]+)(?P<fields>[^=]*)=\s*(?P<type>[\w.<>%!]+);")
_VECTOR = re.compile(r"(?P<vector>[Vv])ector<(?P<bare>%?)(?P<item>[\w.]+)>")


def read_tl(path, lenient=False):
    """The combinators of TL text; `lenient` passes over what is no combinator, as in the schemas of clients."""
    out = []
    is_method = False
    for number, line in enumerate(pathlib.Path(path).read_text().splitlines(), 1):
        line = line.split("//")[0].strip()
        if line in ("---functions---", "---types---"):
            is_method = line == "---functions---"
        elif _LINE.fullmatch(line):
            out.append(parse_line(line, is_method))
        elif line and not lenient:
            raise SystemExit(f"{path}:{number}: not a TL line: {line}")
    return out


def parse_line(line, is_method):
    match = _LINE.fullmatch(line)
    fields = tuple(_tl_field(f) for f in match["fields"].split() if not f.startswith("{"))
    return Combinator(match["name"], int(match["id"], 16), is_method, fields, _tl_type(match["type"]))


def tl_line(combinator):
    fields = "".join(f" {f.name}:{_predicate_text(f.flag)}{tl_type(f.type)}" for f in combinator.fields)
    return f"{combinator.name}#{combinator.id:x}{fields} = {tl_type(combinator.type)};"


def tl_type(type_):
    name = "!X" if type_.name == "raw" else type_.name
    if not type_.vector:
        return name
    return f"{'vector' if type_.bare_vector else 'Vector'}<{'%' if type_.bare_item else ''}{name}>"


def _predicate_text(flag):
    return "" if flag is None else f"{flag[0]}.{flag[1]}?"


def _tl_field(text):
    name, type_ = text.split(":")
    flag = None
    if "?" in type_:
        predicate, type_ = type_.split("?")
        flag = _predicate(predicate)
    return Field(name, _tl_type(type_), flag)


def _tl_type(text):
    match = _VECTOR.fullmatch(text)
    if match:
        return Type(_plain_name(match["item"]), True, match["vector"] == "v", match["bare"] == "%")
    return Type(_plain_name(text))


def overlay(base, ours):
    """`base` with our lines added; a line of ours replaces the one of the same name."""
    names = {c.name for c in ours}
    return [c for c in base if c.name not in names] + ours
