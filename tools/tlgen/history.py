"""The life of every API line: which layers knew it. Reads and writes schema/layers/history.tl.

A line of that file is `LAYERS LINE`. Lines that are the canonical layer's own stand there by name alone; those that
every layer knows do not stand there at all. To take in a layer that has been published since:

    history.py NUMBER FILE SOURCE      FILE: a schema as JSON (@mtcute) or as TL text; SOURCE goes to sources.toml
"""
import dataclasses
import pathlib
import re
import sys
import tomllib

import schema

HEAD = """// The lines of the API schema that differ between layers: facts, merged from the sources named in sources.toml by
// tools/tlgen/history.py. `133-144,147 LINE` holds in those layers; `160-` also in those to come. A name alone is the
// line of the canonical layer. A line that is not here is the canonical one in every layer.
"""
_LAYERS = re.compile(r"(?P<layers>[\d,-]+) (?P<line>.+)")


@dataclasses.dataclass(frozen=True)
class History:
    layers: dict[int, str]                  # layer -> source, in order
    lines: dict[tuple, list]                # (name, is_method) -> [(Combinator, layers as a frozenset)]

    def layer(self, number):
        """What that layer knows: {(name, is_method): Combinator}."""
        return {key: c for key, versions in self.lines.items() for c, known_by in versions if number in known_by}


def read(folder, canonical):
    """`canonical`: the combinators of the canonical layer."""
    folder = pathlib.Path(folder)
    sources = tomllib.loads((folder / "sources.toml").read_text())["layers"]
    layers = {int(number): source for number, source in sorted(sources.items(), key=lambda item: int(item[0]))}
    own = {(c.name, c.is_method): c for c in canonical}
    lines = {}
    for text, line, is_method in _entries(folder / "history.tl"):
        key = (line.split("#")[0], is_method)
        combinator = schema.parse_line(line, is_method) if "#" in line else own[key]
        lines.setdefault(key, []).append((combinator, _known_by(text, layers)))
    for key, combinator in own.items():
        if key not in lines:
            lines[key] = [(combinator, frozenset(layers))]
    return History(layers, lines)


def _entries(path):
    is_method = False
    for number, text in enumerate(path.read_text().splitlines(), 1):
        text = text.split("//")[0].strip()
        if text == "---functions---":
            is_method = True
        elif text:
            match = _LAYERS.fullmatch(text)
            if not match:
                raise SystemExit(f"{path}:{number}: not LAYERS LINE: {text}")
            yield match["layers"], match["line"], is_method


def _known_by(text, layers):
    known = set()
    for part in text.split(","):
        first, dash, last = part.partition("-")
        last = int(last) if last else max(layers) if dash else int(first)
        known |= {n for n in layers if int(first) <= n <= last}
    return frozenset(known)


def _ranges(known_by, layers):
    """The shortest text that _known_by() reads back."""
    order, parts = list(layers), []
    for at, number in enumerate(order):
        if number in known_by and (at == 0 or order[at - 1] not in known_by):
            parts.append([number, number])
        elif number in known_by:
            parts[-1][1] = number
    return ",".join(f"{a}-" if b == order[-1] else f"{a}-{b}" if a != b else str(a) for a, b in parts)


def write(folder, history, canonical):
    own = {(c.name, c.is_method): c.id for c in canonical}
    sections = {False: [], True: []}
    for key in sorted(history.lines):
        versions = sorted(history.lines[key], key=lambda version: min(version[1]))
        if len(versions) == 1 and len(versions[0][1]) == len(history.layers):
            continue
        for combinator, known_by in versions:
            line = key[0] if combinator.id == own.get(key) else schema.tl_line(combinator)
            sections[key[1]].append(f"{_ranges(known_by, history.layers)} {line}\n")
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "history.tl").write_text(
        HEAD + "\n" + "".join(sections[False]) + "\n---functions---\n" + "".join(sections[True]))
    sources = "".join(f'{number} = "{source}"\n' for number, source in history.layers.items())
    (folder / "sources.toml").write_text(
        "# Where the lines of each layer in history.tl were read.\n[layers]\n" + sources)


def add(history, number, combinators, source):
    """The history with that layer in it, or with that layer read anew."""
    layers = dict(sorted({**history.layers, number: source}.items()))
    lines = {key: [(c, known_by - {number}) for c, known_by in versions] for key, versions in history.lines.items()}
    for combinator in combinators:
        versions = lines.setdefault((combinator.name, combinator.is_method), [])
        for at, (known, known_by) in enumerate(versions):
            if known.id == combinator.id:
                # flags.N?true is no part of what an id stands for: the line that has more of them speaks for both.
                fuller = max(known, combinator, key=lambda c: len(c.fields))
                versions[at] = (fuller, known_by | {number})
                break
        else:
            versions.append((combinator, frozenset({number})))
    lines = {key: [v for v in versions if v[1]] for key, versions in lines.items()}
    return History(layers, {key: versions for key, versions in lines.items() if versions})


def read_layer(path):
    """One whole schema, as JSON of @mtcute or as TL text of a client."""
    if str(path).endswith(".json"):
        return schema.read_json(path)
    return [c for c in schema.read_tl(path, lenient=True)]


def main(number, file, source):
    import generate
    root = pathlib.Path(__file__).parents[2] / "schema"
    canonical = generate.read_canonical(root / "node_modules/@mtcute/core/tl", root)
    write(root / "layers", add(read(root / "layers", canonical), int(number), read_layer(file), source), canonical)


if __name__ == "__main__":
    main(*sys.argv[1:4])
