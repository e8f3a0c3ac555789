#!/usr/bin/env python3
"""Tests what is counted as served, and docs/methods.md. Usage: methods_test.py PACKAGE_TL_DIR SCHEMA_DIR

With BOTSCHAFT_WRITE_METHODS=1 the document is written instead of compared."""
import os
import pathlib
import sys
import tempfile
import unittest

import generate
import methods
import schema

PACKAGE, OWN = map(pathlib.Path, sys.argv[1:3])
DOCUMENT = OWN.parent / "docs/methods.md"


class Methods(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.model, _ = generate.read_model(PACKAGE, OWN)
        cls.served = methods.read(OWN / "methods.toml", cls.model, OWN.parent / "src/rpc")
        cls.known = methods.whole_schema(cls.model, cls.served)

    def state(self, name):
        return next(k.served for k in self.known if k.name == name)

    def test_the_document_is_the_schemas(self):
        text = methods.methods_md(schema.read_layer(PACKAGE / "api-schema.json"), self.served, self.known)
        if os.environ.get("BOTSCHAFT_WRITE_METHODS") == "1":
            DOCUMENT.write_text(text)
        self.assertEqual(DOCUMENT.read_text(), text, "methods have changed: run with BOTSCHAFT_WRITE_METHODS=1")

    def test_every_method_of_the_layer_is_known_once(self):
        names = [k.name for k in self.known]
        lines = [c.name for c in generate.read_canonical(PACKAGE, OWN) if c.is_method]
        self.assertEqual(sorted(names), sorted(lines))
        self.assertEqual(len(names), len(set(names)))

    def test_what_answers_that_there_is_none_is_no_service(self):
        self.assertEqual(self.state("messages.sendMessage"), "yes")
        self.assertEqual(self.state("initConnection"), "yes")
        self.assertEqual(self.state("invokeWithTakeout"), "no")
        self.assertEqual(self.state("upload.getCdnFile"), "no")
        self.assertEqual(self.state("messages.getQuickReplies"), "none")   # by the macro
        self.assertEqual(self.state("stories.getPeerStories"), "none")    # by its file
        self.assertEqual(self.state("account.getAutoDownloadSettings"), "yes")

    def test_a_handler_elsewhere_is_none_by_the_macro_alone(self):
        with tempfile.TemporaryDirectory() as folder:
            source = pathlib.Path(folder) / "help.cpp"
            source.write_text("BOTSCHAFT_EMPTY_VECTOR(help_getA)\nResult<bool> handle(Context&, const tl::help_getB& r) {")
            self.assertEqual(methods._answered_none(pathlib.Path(folder)), {"help_getA"})
            source.rename(source.with_name("empty_catalogues.cpp"))
            self.assertEqual(methods._answered_none(pathlib.Path(folder)), {"help_getA", "help_getB"})


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
