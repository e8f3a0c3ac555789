#!/usr/bin/env python3
"""Schema and policy in, C++ out. Usage: generate.py PACKAGE_TL_DIR SCHEMA_DIR OUT_DIR"""
import pathlib
import sys


import forms
import history
import layers
import methods
import model
import schema
import structs
import tables


def write_if_changed(path, text):
    if not path.exists() or path.read_text() != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def read_canonical(package, own):
    return schema.overlay(schema.read_json(package / "api-schema.json"), schema.read_tl(own / "api.tl"))


def read_model(package, own):
    """(Model, History)"""
    canonical = read_canonical(package, own)
    past = history.read(own / "layers", canonical)
    known = {(c.name, c.is_method) for c in canonical}
    renamed = layers.Rules(own / "layers/rules.toml").renamed
    # The newest line stands for the struct; older ones become forms of it.
    foreign = {key: max(versions, key=lambda version: max(version[1]))[0]
               for key, versions in past.lines.items() if key not in known and key[0] not in renamed}
    mtproto = schema.overlay(schema.read_json(package / "mtp-schema.json"), schema.read_tl(own / "mtproto.tl"))
    return model.build({"api": canonical + list(foreign.values()), "mtproto": mtproto}, frozenset(foreign)), past


def main(package_dir, schema_dir, out_dir):
    package, own, out = pathlib.Path(package_dir), pathlib.Path(schema_dir), pathlib.Path(out_dir)
    built, past = read_model(package, own)
    served = methods.read(own / "methods.toml", built, own.parent / "src/rpc")
    known = methods.whole_schema(built, served)
    derived = layers.derive(built, past, layers.Rules(own / "layers/rules.toml"), {m.struct.tl_name for m in served})
    pools = tables.Pools()
    outputs = {
        "tl/unions.h": structs.unions_h(built),
        "tl/api.h": structs.structs_h(built, "api"),
        "tl/mtproto.h": structs.structs_h(built, "mtproto"),
        "tl/forms.cpp": forms.forms_cpp(built, derived, pools),
        "tl/tables.cpp": tables.tables_cpp(built, derived, pools),
        "rpc/handlers.h": methods.handlers_h(served),
        "rpc/method_table.h": methods.method_table_h(served),
        "rpc/method_table.cpp": methods.method_table_cpp(served, known),
        "methods.md": methods.methods_md(schema.read_layer(package / "api-schema.json"), served, known),
    }
    for name, text in outputs.items():
        write_if_changed(out / name, text)


if __name__ == "__main__":
    main(*sys.argv[1:4])
