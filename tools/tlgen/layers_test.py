#!/usr/bin/env python3
"""Tests of the layer tables: facts, and that no rule can be taken away. Usage: layers_test.py PACKAGE_TL_DIR SCHEMA_DIR"""
import copy
import pathlib
import sys
import tempfile
import tomllib
import unittest
import zlib

import generate
import history
import layers
import schema

PACKAGE, OWN = map(pathlib.Path, sys.argv[1:3])

# Wrappers of a query, and lines older than the rule that an id is the CRC32 of its line.
NEVER_A_CRC32 = {
    "initConnection", "invokeAfterMsg", "invokeAfterMsgs", "invokeWithApnsSecret", "invokeWithBusinessConnection",
    "invokeWithGooglePlayIntegrity", "invokeWithLayer", "invokeWithMessagesRange", "invokeWithReCaptcha",
    "invokeWithTakeout", "invokeWithoutUpdates", "ipPortSecret", "accessPointRule", "help.configSimple",
    "inputPeerPhotoFileLocationLegacy", "inputStickerSetThumbLegacy",
}


def line_of_id(combinator):
    """The text whose CRC32 is the id: without the id, the presence bits that are values, and angle brackets."""
    kept = tuple(f for f in combinator.fields if f.type.name != "true")
    name, _, rest = schema.tl_line(schema.Combinator(combinator.name, 0, False, kept, combinator.type)).partition("#0")
    text = (name + rest.rstrip(";")).replace("<", " ").replace(">", "").replace("%", "")
    return text.replace(":bytes", ":string").replace("?bytes", "?string")


class Case(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.canonical = generate.read_canonical(PACKAGE, OWN)
        cls.model, cls.history = generate.read_model(PACKAGE, OWN)
        with open(OWN / "methods.toml", "rb") as file:
            cls.served = set(tomllib.load(file))
        cls.rules = layers.Rules(OWN / "layers/rules.toml")

    def derive(self, rules, served=None):
        return layers.derive(self.model, self.history, rules, served or self.served)

    def complaint(self, rules, served=None):
        with self.assertRaises(SystemExit) as stopped:
            self.derive(rules, served)
        return str(stopped.exception)


class Facts(Case):
    def test_every_id_is_the_crc32_of_its_line(self):
        lines = {c for versions in self.history.lines.values() for c, _ in versions}
        wrong = {c.name for c in lines if zlib.crc32(line_of_id(c).encode()) != c.id}
        self.assertGreater(len(lines), 3200)
        self.assertEqual(wrong, NEVER_A_CRC32)

    def test_an_id_means_one_line_in_every_layer(self):
        by_id = {}
        for versions in self.history.lines.values():
            for combinator, _ in versions:
                self.assertIs(by_id.setdefault(combinator.id, combinator), combinator)

    def test_a_layer_knows_a_name_once(self):
        for key, versions in self.history.lines.items():
            layers_of = [number for _, known_by in versions for number in known_by]
            self.assertEqual(len(layers_of), len(set(layers_of)), key)

    def test_reading_and_writing_changes_nothing(self):
        with tempfile.TemporaryDirectory() as folder:
            history.write(folder, self.history, self.canonical)
            for name in ("history.tl", "sources.toml"):
                self.assertEqual((pathlib.Path(folder) / name).read_text(), (OWN / "layers" / name).read_text())

    def test_a_new_layer_is_taken_in(self):
        number = max(self.history.layers) + 1
        lines = [c for c in self.history.layer(228).values() if c.name != "peerUser"]
        more = history.add(self.history, number, lines, "here")
        self.assertEqual(more.layer(number), {(c.name, c.is_method): c for c in lines})
        self.assertEqual(more.layer(133), self.history.layer(133))


class Rules(Case):
    def without(self, *removed):
        rules = copy.deepcopy(self.rules)
        for section, key in removed:
            rules.values.discard(key) if section == "values" else getattr(rules, section).pop(key)
        return rules

    def test_they_suffice(self):
        derived = self.derive(copy.deepcopy(self.rules))
        self.assertEqual(derived.differing[227], (0, 0, 0))
        self.assertGreater(len(derived.forms), 700)

    def test_the_build_stops_for_each_that_is_taken_away(self):
        # With every method served, so that rules of those to come count too; these lack others, not yet written.
        everything = {s.tl_name for s in self.model.structs
                      if s.is_method and s.part == "api" and not s.foreign and s.result != "ByteView"}
        before = self.complaint(copy.deepcopy(self.rules), everything)
        for section in ("values", "fields", "new", "results"):
            keys = getattr(self.rules, section)
            without = self.complaint(self.without(*((section, key) for key in keys)), everything)
            for key in keys:
                self.assertTrue(key in without and f"  {key}:" not in before, key)

    def test_the_build_stops_for_one_constructor_without_a_word_for_older_layers(self):
        complaint = self.complaint(self.without(("absent", "MessageMedia")))
        self.assertIn("messageMediaToDo: unknown there", complaint)
        self.assertIn("(layers 133..204)", complaint)

    def test_the_build_stops_for_a_rule_that_nothing_needs(self):
        rules = copy.deepcopy(self.rules)
        rules.fields["message.colour:int"] = 3
        self.assertIn("message.colour:int", self.complaint(rules))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
