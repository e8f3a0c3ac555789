#!/usr/bin/env python3
"""Tests of the generator. Usage: tlgen_test.py PACKAGE_TL_DIR SCHEMA_DIR"""
import pathlib
import sys
import tempfile
import unittest
import zlib

import generate
import methods
import model
import schema
import tables

PACKAGE, OWN = map(pathlib.Path, sys.argv[1:3])


def canonical_line(combinator):
    """The text whose CRC32 is the constructor id, rebuilt from what was read."""
    def text(type_):
        name = {"raw": "!X", "bytes": "string"}.get(type_.name, type_.name)
        return f"Vector {name}" if type_.vector else name

    words = [combinator.name]
    if combinator.type.name == "X":
        words.append("X:Type")
    for field in combinator.fields:
        predicate = "" if field.flag is None else f"{field.flag[0]}.{field.flag[1]}?"
        if field.type.name != "true":
            words.append(f"{field.name}:{predicate}{text(field.type)}")
    return " ".join(words + ["=", text(combinator.type)])


class Schema(unittest.TestCase):
    def test_ids_are_the_crc32_of_the_lines_as_we_read_them(self):
        combinators = schema.read_json(PACKAGE / "api-schema.json")
        wrong = [c.name for c in combinators if zlib.crc32(canonical_line(c).encode()) != c.id]
        self.assertGreater(len(combinators), 2400)
        # A few ids never were their line's CRC32; a reading error would break hundreds.
        self.assertLessEqual(len(wrong), 10, wrong)

    def test_the_packages_own_entries_are_left_out(self):
        names = {c.name for c in schema.read_json(PACKAGE / "api-schema.json")}
        self.assertFalse([n for n in names if n.startswith("mtcute.")])

    def test_overlay_lines_win_and_are_methods_after_the_marker(self):
        merged = {c.name: c for c in schema.overlay(schema.read_json(PACKAGE / "mtp-schema.json"),
                                                    schema.read_tl(OWN / "mtproto.tl"))}
        self.assertTrue(merged["ping"].is_method)
        self.assertFalse(merged["pong"].is_method)
        self.assertEqual(merged["msg_container"].fields[0].type, schema.Type("message", True, True, True))

    def test_a_malformed_overlay_line_stops_the_build(self):
        with tempfile.NamedTemporaryFile("w", suffix=".tl") as file:
            file.write("nothing:int = Here")
            file.flush()
            with self.assertRaises(SystemExit):
                schema.read_tl(file.name)


class Model(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.model, _ = generate.read_model(PACKAGE, OWN)

    def member(self, struct, name):
        found = next(s for s in self.model.structs if s.cpp_name == struct)
        return next((s.kind, s.cpp_type, s.flag) for s in found.slots if s.name == name)

    def test_member_types(self):
        self.assertEqual(self.member("message", "from_id"), ("box", "Box<Peer>", 8))
        self.assertEqual(self.member("message", "out"), ("present", "bool", 1))
        self.assertEqual(self.member("message", "entities"),
                         ("vector_box", "std::optional<Vec<Box<MessageEntity>>>", 7))
        self.assertEqual(self.member("peerUser", "user_id"), ("int64", "std::int64_t", None))
        self.assertEqual(self.member("mt_future_salts", "salts")[:2], ("bare_vector_bare", "Vec<Box<mt_FutureSalt>>"))
        self.assertEqual(self.member("user", "stories_max_id")[2] // 32, 1)  # flags2

    def test_every_id_is_found_in_the_slots(self):
        slots = tables.slot_table([(struct.id, struct.index) for struct in self.model.structs])
        for struct in self.model.structs:
            at = ((struct.id * 0x9E3779B1 & 0xFFFFFFFF) >> 8) & (len(slots) - 1)
            while slots[at] not in (0, struct.index):
                at = (at + 1) % len(slots)
            self.assertEqual(slots[at], struct.index)

    def test_clashing_ids_stop_the_build(self):
        twice = [schema.Combinator(n, 7, False, (), schema.Type("T")) for n in ("a", "b")]
        with self.assertRaises(SystemExit):
            model.build({"api": twice})

    def policy(self, text):
        with tempfile.NamedTemporaryFile("w", suffix=".toml") as file:
            file.write(text)
            file.flush()
            return methods.read(file.name, self.model, OWN.parent / "src/rpc")

    def test_policy(self):
        served = self.policy('"messages.sendMessage" = { tx = "write", auth = "user", rate = "send" }\n'
                             '"users.getUsers" = { tx = "read", auth = "user" }')
        self.assertEqual([m.rate for m in served], ["send", "default"])
        declarations = methods.handlers_h(served)
        self.assertIn("Result<tl::Box<tl::Updates>> handle(Context& context, store::Transaction& tx, "
                      "const tl::messages_sendMessage& request);", declarations)
        self.assertIn("Result<tl::Vec<tl::Box<tl::User>>> handle(", declarations)

    def test_what_is_prepared_is_declared(self):
        served = self.policy('"messages.sendMedia" = { tx = "write", auth = "user", prepare = true }\n'
                             '"users.getUsers" = { tx = "read", auth = "user" }')
        declarations = methods.handlers_h(served)
        self.assertIn("bool names_uploads(const tl::messages_sendMedia& request);", declarations)
        self.assertIn("Result<Prepared> prepare(Context& context, store::Store& store, "
                      "const tl::messages_sendMedia& request);", declarations)
        self.assertNotIn("names_uploads(const tl::users_getUsers&", declarations)
        table = methods.method_table_cpp(served, [])
        self.assertIn("&names_uploads_of<tl::messages_sendMedia>, &prepare_for<tl::messages_sendMedia>", table)

    def test_policy_that_makes_no_sense_stops_the_build(self):
        for line in ('"messages.nope" = { tx = "read", auth = "user" }',
                     '"message" = { tx = "read", auth = "user" }',
                     '"messages.getAllChats" = { tx = "read", auth = "user" }',  # gone since layer 152
                     '"invokeWithLayer" = { tx = "none", auth = "none" }',
                     '"help.getConfig" = { tx = "sometimes", auth = "none" }',
                     '"help.getConfig" = { tx = "none" }',
                     '"help.getConfig" = { tx = "none", auth = "none", prepare = true }',
                     '"messages.sendMedia" = { tx = "write", auth = "user", prepare = false }',
                     '"help.getConfig" = { tx = "none", auth = "none", speed = "high" }'):
            with self.assertRaises(SystemExit, msg=line):
                self.policy(line)


class Output(unittest.TestCase):
    def test_same_input_same_bytes_and_no_needless_writes(self):
        with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
            for out in (first, second):
                generate.main(PACKAGE, OWN, out)
            written = {p.relative_to(first): p.stat().st_mtime_ns for p in pathlib.Path(first).rglob("*.*")}
            self.assertGreaterEqual(len(written), 8)
            for path in written:
                self.assertEqual((first / path).read_bytes(), (second / path).read_bytes(), path)
            generate.main(PACKAGE, OWN, first)
            self.assertEqual(written, {p: (first / p).stat().st_mtime_ns for p in written})


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
