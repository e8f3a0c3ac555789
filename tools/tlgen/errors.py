#!/usr/bin/env python3
"""Writes the catalogue of RPC errors: an enum and the table of (code, name) behind base/error.h."""
import json
import pathlib
import sys
import tomllib


def load(raw_path, own_path):
    """name -> RPC code, from the schema package and our own file; ours wins."""
    names = {name: entry["code"] for name, entry in json.loads(pathlib.Path(raw_path).read_text())["errors"].items()}
    names.update(tomllib.loads(pathlib.Path(own_path).read_text())["errors"])
    # The schema lists server-side codes below zero and names that are no identifiers: neither can be an answer of ours.
    return {n: c for n, c in sorted(names.items()) if 300 <= c <= 599 and identifier(n).isidentifier()}


def identifier(name):
    ident = name.replace("_%d", "_X").replace("%d", "X").replace("_%s", "").replace(" ", "_").replace("-", "_")
    return f"E_{ident}" if ident[:1].isdigit() else ident


def write_if_changed(path, text):
    if not path.exists() or path.read_text() != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def main(raw_path, own_path, out_dir):
    names = load(raw_path, own_path)
    out = pathlib.Path(out_dir)
    enum = "".join(f"  {identifier(n)},\n" for n in names)
    rows = "".join(f'{{{c}, "{n}"}},\n' for n, c in names.items())
    write_if_changed(out / "error_table.inc", rows)
    write_if_changed(out / "error_names.h",
                     "#pragma once\n#include <cstdint>\n\nnamespace botschaft {\n\n"
                     f"enum class Err : std::uint16_t {{\n{enum}}};\n\n}}  // namespace botschaft\n")


if __name__ == "__main__":
    main(*sys.argv[1:4])
