#!/usr/bin/env python3
"""What every layer is sent and what it sends, judged by a second reader.

Usage: layers_test.py SCHEMA_FOLDER PROGRAM [TEST ...]; PROGRAM is layer_samples. Another seed than the fixed
one: environment variable BOTSCHAFT_SEED.
"""
import os
import pathlib
import random
import struct
import subprocess
import sys
import tomllib
import unittest

from comparison import Comparison, Mismatch, Rules
from random_values import RandomValues
from reader import Layer, TlError
from tl_text import History

SCHEMA, PROGRAM = map(pathlib.Path, sys.argv[1:3])
SEED = int(os.environ.get("BOTSCHAFT_SEED", "227"))
OBJECTS_PER_CONSTRUCTOR = 12
REQUESTS_PER_METHOD = 2
DEPTH = 5    # nesting of random objects, before everything is as small as it can be


class Samples:
    """The library, in a process of its own; layer_samples.cpp says what it understands."""

    def __init__(self):
        self._process = subprocess.Popen([PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                         stderr=subprocess.DEVNULL)

    def close(self):
        self._process.stdin.close()
        self._process.stdout.close()
        assert self._process.wait() == 0

    def make(self, ids):
        """Canonical bytes of a random object per id."""
        self._ask(b"make" + struct.pack(f"<qi{len(ids)}I", SEED, DEPTH, *ids))
        return [self._frame() for _ in ids]

    def send(self, layer, count):
        """Those objects in that layer; None: it cannot say them."""
        self._ask(b"send" + struct.pack("<i", layer))
        frames = [self._frame() for _ in range(count)]
        return [frame[1:] if frame[0] else None for frame in frames]

    def answer(self, layer, method_id, sample, in_vector):
        """That object, or a vector of it, as the answer to a request that was sent with that id."""
        self._ask(b"answ" + struct.pack("<iIIi", layer, method_id, sample, in_vector))
        frame = self._frame()
        return frame[1:] if frame[0] else None

    def read(self, request):
        """(done, the request in canonical bytes, or the error)"""
        self._ask(b"read" + request)
        frame = self._frame()
        return frame[0] == 1, frame[1:]

    def _ask(self, frame):
        self._process.stdin.write(struct.pack("<I", len(frame)) + frame)
        self._process.stdin.flush()

    def _frame(self):
        return self._process.stdout.read(struct.unpack("<I", self._process.stdout.read(4))[0])


class Problems:
    """What was found, each kind once with its layers."""

    def __init__(self):
        self._found = {}

    def note(self, layer, what):
        """`what`: the place, a colon, and what is wrong there."""
        self._found.setdefault(what.split(":")[0], (set(), what))[0].add(layer)

    def check(self):
        if self._found:
            lines = [f"layers {min(layers)}..{max(layers)}, {len(layers)}: {text[:300]}"
                     for layers, text in self._found.values()]
            raise AssertionError(f"seed {SEED}: {len(lines)} kinds of differences\n" + "\n".join(lines))


class Layers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.history = History(SCHEMA)
        cls.layers = {number: Layer(number, cls.history.lines(number)) for number in cls.history.layers}
        cls.canonical = cls.layers[227]
        cls.rules = Rules(SCHEMA / "layers/rules.toml")
        cls.served = tomllib.loads((SCHEMA / "methods.toml").read_text()).keys()
        cls.library = Samples()
        served = [cls.canonical.methods[name] for name in cls.served]
        cls.answers = cls._reach(["Updates"] + [line.type.name for line in served])
        cls.questions = cls._reach([field.type.name for line in served for field in line.fields])
        lines = [line for union in sorted(cls.answers) for line in cls.canonical.unions[union]]
        cls.lines = lines * OBJECTS_PER_CONSTRUCTOR
        made = cls.library.make([line.id for line in cls.lines])
        cls.objects = [cls.canonical.decode(data, line.type) for data, line in zip(made, cls.lines)]

    @classmethod
    def tearDownClass(cls):
        cls.library.close()

    @classmethod
    def _reach(cls, todo):
        """The types that a value of these types may hold, and these."""
        seen = set()
        while todo:
            union = todo.pop()
            if union in cls.canonical.unions and union not in seen:
                seen.add(union)
                todo += [field.type.name for line in cls.canonical.unions[union] for field in line.fields]
        return seen

    def test_there_is_a_random_object_of_every_constructor(self):
        self.assertGreater(len(self.lines), 1000 * OBJECTS_PER_CONSTRUCTOR)
        self.assertTrue({"message", "updateNewMessage", "config"} <= {v["_"] for v in self.objects})

    def test_what_is_sent_is_of_the_layer_and_true(self):
        problems = Problems()
        for number, layer in self.layers.items():
            comparison = Comparison(self.canonical, layer, self.rules, True, lambda line: True)
            sent = self.library.send(number, len(self.objects))
            for line, value, data in zip(self.lines, self.objects, sent):
                try:
                    if data is None:
                        comparison.refused(line.type, value)
                    else:
                        comparison.values(line.type, value, layer.decode(data, line.type))
                except (TlError, Mismatch) as problem:
                    problems.note(number, str(problem))
        problems.check()

    def test_answers_are_of_the_type_the_method_had(self):
        """Some methods answered with another type; that goes by the id of the request."""
        problems, older = Problems(), set()
        for number, layer in self.layers.items():
            comparison = Comparison(self.canonical, layer, self.rules, True, lambda line: True)
            for name in self.served:
                line, own = self._line_of(layer, name), self.canonical.methods[name]
                if line is None or own.type.name not in self.answers or own.type == line.type:
                    continue
                older.add(f"{name}:{line.type}")
                for sample in self._samples_of(own.type.name):
                    data = self.library.answer(number, line.id, sample, own.type.vector != "")
                    try:
                        if data is None:
                            comparison.refused(own.type.item, self.objects[sample])
                        else:
                            layer.decode(data, line.type)
                    except (TlError, Mismatch) as problem:
                        problems.note(number, f"{name}: {problem}")
        problems.check()
        self.assertEqual(older, {rule for rule in self.rules.results if rule.split(":")[0] in self.served})

    def test_requests_are_understood(self):
        """Ids of every layer are understood in every layer, so that what is read is written again in one schema that
        has them all: canonical where there is such a line, else the newest one there was."""
        every, problems, total = self._every_line(), Problems(), 0
        for number, layer in self.layers.items():
            values = RandomValues(layer, random.Random(SEED + number))
            comparison = Comparison(layer, every, self.rules, False, self._is_handled)
            for line in layer.methods.values():
                for _ in range(REQUESTS_PER_METHOD):
                    request = values.request(line.name)
                    done, answer = self.library.read(layer.encode_method(request))
                    try:
                        self._check_read(comparison, every, line, request, done, answer)
                    except (TlError, Mismatch) as problem:
                        problems.note(number, str(problem))
                    total += 1
        problems.check()
        self.assertGreater(total, 50000 * REQUESTS_PER_METHOD)

    def _check_read(self, comparison, every, line, request, done, answer):
        if done:
            comparison.requests(request, every.decode_method(answer))
        # Read, but what is new in the line has no value and cannot be written again: it was not said, and is no
        # matter for a method that is not served.
        elif answer != b"INTERNAL" or self._is_handled(line):
            raise Mismatch(f"{line.name}: {answer.decode()}, of {request}")

    def test_a_method_of_no_layer_is_named_so(self):
        self.assertEqual(self.library.read(bytes.fromhex("01020304")), (False, b"INPUT_METHOD_INVALID"))

    def _line_of(self, layer, name):
        names = [name, *self.rules.names_there.get(name, [])]
        return next((layer.methods[there] for there in names if there in layer.methods), None)

    def _samples_of(self, union):
        return [at for at, line in enumerate(self.lines) if line.type.name == union]

    def _is_handled(self, line):
        if line.is_method:
            return self.rules.renamed.get(line.name, line.name) in self.served
        return line.type.name in self.questions

    def _every_line(self):
        lines = dict(self.history.canonical)
        lines |= {(old, True): None for old in self.rules.renamed}
        for number in sorted(self.history.layers, reverse=True):
            for key, line in self.history.lines(number).items():
                lines.setdefault(key, line)
        return Layer("canonical and foreign", {key: line for key, line in lines.items() if line})


if __name__ == "__main__":
    print(f"seed {SEED}")
    unittest.main(argv=sys.argv[:1] + sys.argv[3:])
