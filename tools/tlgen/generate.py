#!/usr/bin/env python3
"""Schema and policy in, C++ out. Usage: generate.py PACKAGE_TL_DIR SCHEMA_DIR OUT_DIR"""
import pathlib
import sys

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
    return model.build({
        "api": read_canonical(package, own),
        "mtproto": schema.overlay(schema.read_json(package / "mtp-schema.json"), schema.read_tl(own / "mtproto.tl")),
    })


def main(package_dir, schema_dir, out_dir):
    package, own, out = pathlib.Path(package_dir), pathlib.Path(schema_dir), pathlib.Path(out_dir)
    built = read_model(package, own)
    served = methods.read(own / "methods.toml", built)
    outputs = {
        "tl/unions.h": structs.unions_h(built),
        "tl/api.h": structs.structs_h(built, "api"),
        "tl/mtproto.h": structs.structs_h(built, "mtproto"),
        "tl/tables.cpp": tables.tables_cpp(built),
        "rpc/handlers.h": methods.handlers_h(served),
        "rpc/method_table.h": methods.method_table_h(served),
        "rpc/method_table.cpp": methods.method_table_cpp(served),
        "methods.md": methods.methods_md(served),
    }
    for name, text in outputs.items():
        write_if_changed(out / name, text)


if __name__ == "__main__":
    main(*sys.argv[1:4])
