"""The schema as the emitters see it: numbered combinators, unions, C++ names, field kinds."""
import collections
import dataclasses
import functools

# TL scalar -> (kind in tl/table.h, C++ type, least bytes on the wire)
SCALARS = {
    "int": ("int32", "std::int32_t", 4),
    "long": ("int64", "std::int64_t", 8),
    "double": ("float64", "double", 8),
    "int128": ("int128", "Int128", 16),
    "int256": ("int256", "Int256", 32),
    "string": ("string", "std::string", 4),
    "bytes": ("bytes", "std::string", 4),
    "Bool": ("boolean", "bool", 4),
    "raw": ("raw", "ByteView", 0),
    "sized_raw": ("sized_raw", "ByteView", 4),
}
VECTOR_ITEMS = ("int", "long", "string", "bytes")

KEYWORDS = frozenset("""alignas alignof and asm auto bool break case catch char class concept const continue decltype
    default delete do double else enum explicit export extern false final float for friend goto if import inline int
    long module mutable namespace new not operator or override private protected public register requires return
    short signed sizeof static struct switch template this throw true try typedef typeid typename union unsigned
    using virtual void volatile while xor major minor unix linux errno""".split())

# What src/tl itself declares in botschaft::tl; a schema name must not meet these.
RESERVED = frozenset("""Object Indexed AnyBox Box Ptr BoxVec Vec Reader Writer Layer Field Shape Kind Int128 Int256
    make clone clone_object clone_items new_object delete_object decode decode_box encode encoded_size to_bytes dump
    name constructor_id member""".split())


@dataclasses.dataclass(frozen=True)
class Slot:
    """A row of the field table. `flag` is word * 32 + bit, or None; `union` limits a boxed field."""
    name: str
    kind: str
    cpp_type: str
    flag: int | None
    union: int
    least_size: int

    @property
    def is_member(self):
        return self.kind != "flags"

    @property
    def owns_memory(self):
        return self.kind in ("string", "bytes", "box") or "vector" in self.kind


@dataclasses.dataclass(frozen=True)
class Struct:
    index: int
    tl_name: str
    cpp_name: str
    id: int
    is_method: bool
    part: str               # "api" or "mtproto"
    tag: str                # union tag; None for methods
    union: int
    result: str | None      # C++ type of a method's result; None for constructors and foreign methods
    slots: tuple[Slot, ...]
    foreign: bool           # only other layers know it; understood where it comes in, never sent

    @property
    def least_size(self):
        """Bytes of the shortest body, without the constructor id."""
        return sum(s.least_size for s in self.slots if s.flag is None)


@dataclasses.dataclass(frozen=True)
class Model:
    structs: tuple[Struct, ...]         # structs[i].index == i + 1
    tags: dict[str, int]                # union tag -> number, from 1

    @functools.cached_property
    def tag_names(self):
        return {number: tag for tag, number in self.tags.items()}

    @functools.cached_property
    def _by_tl_name(self):
        return {s.tl_name: s for s in reversed(self.structs) if s.part == "api"}

    def by_tl_name(self, name):
        return self._by_tl_name.get(name)


def cpp_name(tl_name, part):
    return ("mt_" if part == "mtproto" else "") + tl_name.replace(".", "_")


def field_name(name):
    return name + "_" if name in KEYWORDS else name


def build(parts, foreign=frozenset()):
    """`parts`: {"api": [Combinator], "mtproto": [Combinator]} -> Model. Numbering depends on names alone. `foreign`:
    (name, is_method) of those the canonical layer does not have."""
    entries = sorted(((c, part) for part, combinators in parts.items() for c in combinators),
                     key=lambda e: (e[1], e[0].is_method, e[0].name))
    tags = {cpp_name(c.type.name, part) for c, part in entries if not c.is_method}
    tags = {tag: number for number, tag in enumerate(sorted(tags), 1)}
    items = {cpp_name(c.name, part): (i, cpp_name(c.type.name, part)) for i, (c, part) in enumerate(entries, 1)}
    structs = tuple(_struct(i, c, part, tags, items, part == "api" and (c.name, c.is_method) in foreign)
                    for i, (c, part) in enumerate(entries, 1))
    _check(structs, tags)
    return Model(structs, tags)


def _check(structs, tags):
    names = collections.Counter([s.cpp_name for s in structs] + list(tags))
    ids = collections.Counter(s.id for s in structs)
    clashes = {n for n in names if names[n] > 1 or n in RESERVED or n in KEYWORDS}
    clashes |= {f"{s.cpp_name}#{s.id:x}" for s in structs if ids[s.id] > 1}
    if clashes:
        raise SystemExit(f"names or ids of the schema clash: {sorted(clashes)}")


def _struct(index, combinator, part, tags, items, foreign):
    words = [f.name for f in combinator.fields if f.type.name == "#"]
    slots = tuple(slot(f, part, words, tags, items) for f in combinator.fields)
    tag = None if combinator.is_method else cpp_name(combinator.type.name, part)
    result = _result_type(combinator.type, part, tags) if combinator.is_method and not foreign else None
    return Struct(index, combinator.name, cpp_name(combinator.name, part), combinator.id, combinator.is_method, part,
                  tag, tags.get(tag, 0), result, slots, foreign)


def slot(field, part, words, tags, items):
    if field.type.name == "#":
        return Slot(field.name, "flags", "", words.index(field.name) * 32, 0, 4)
    flag = None if field.flag is None else words.index(field.flag[0]) * 32 + field.flag[1]
    kind, cpp_type, union, least = _value(field.type, part, tags, items)
    if flag is not None and not cpp_type.startswith("Box<") and kind != "present":
        cpp_type = f"std::optional<{cpp_type}>"
    return Slot(field.name, kind, cpp_type, flag, union, least)


def _value(type_, part, tags, items):
    """(kind, C++ type, number of the union or of the bare item, least bytes) of a value that is present."""
    if type_.name == "true":
        return "present", "bool", 0, 0
    if type_.vector and type_.name in VECTOR_ITEMS:
        kind, cpp_type, _ = SCALARS[type_.name]
        return "vector_" + kind, f"Vec<{cpp_type}>", 0, 8
    if type_.vector and type_.bare_item:
        index, tag = items[cpp_name(type_.name, part)]
        return "bare_vector_bare", f"Vec<Box<{tag}>>", index, 4
    if type_.vector:
        tag = cpp_name(type_.name, part)
        if type_.bare_vector:
            return "bare_vector_box", f"Vec<Box<{tag}>>", tags[tag], 4
        return "vector_box", f"Vec<Box<{tag}>>", tags[tag], 8
    if type_.name in SCALARS:
        kind, cpp_type, least = SCALARS[type_.name]
        return kind, cpp_type, 0, least
    tag = cpp_name(type_.name, part)
    return "box", f"Box<{tag}>", tags[tag], 4


def _result_type(type_, part, tags):
    if type_.name == "X":
        return "ByteView"
    return _value(type_, part, tags, {})[1]
