#!/usr/bin/env python3
"""Tests of the reader itself. Usage: reader_test.py SCHEMA_FOLDER"""
import pathlib
import random
import sys
import unittest

from random_values import RandomValues
from reader import Layer, TlError
from tl_text import History, Type, lines_of_text, parse_line

SCHEMA = pathlib.Path(sys.argv[1])

# Ids that are no CRC32 of their line. Seen in every published schema; the lines are right.
ODD_IDS = {
    # CRC32 of a line that has "Vector<bytes>" unreplaced
    "codeSettings", "inputMediaPoll", "messagePeerVoteMultiple", "messageUserVoteMultiple", "messages.sendVote",
    "secureValueErrorFiles", "secureValueErrorTranslationFiles", "updateGroupCallChainBlocks",
    "updateMessagePollVote",
    # the signed configuration, whose vectors are bare
    "accessPointRule", "help.configSimple", "ipPortSecret",
    # kept by the schema's package for old file ids; not Telegram's any more
    "inputPeerPhotoFileLocationLegacy", "inputStickerSetThumbLegacy",
}

SMALL = lines_of_text("""
// what the tests below read
peerUser#59511722 user_id:long = Peer;
peerChat#36c6019a chat_id:long = Peer;
thing#00000001 flags:# big:flags.0?true peer:flags.1?Peer names:Vector<string> blob:bytes = Thing;
bareList#00000002 ids:vector<Peer> half:double yes:Bool = BareList;
---functions---
ask#00000003 flags:# limit:flags.3?int note:flags.3?string = Vector<Peer>;
wrap#00000004 {X:Type} layer:int query:!X = X;
""")


class Reading(unittest.TestCase):
    def setUp(self):
        self.layer = Layer(1, {line.key: line for line in SMALL})
        self.thing = {"_": "thing", "big": True, "peer": {"_": "peerUser", "user_id": -2}, "names": ["ä", ""],
                      "blob": b"\1\2"}
        self.thing_bytes = bytes.fromhex(
            "01000000" "03000000" "22175159" "feffffffffffffff" "15c4b51c" "02000000" "02c3a400" "00000000"
            "02010200")

    def refused(self, data, union, text):
        with self.assertRaisesRegex(TlError, text):
            self.layer.decode(data, Type(union))

    def test_an_object_with_everything(self):
        self.assertEqual(self.layer.decode(self.thing_bytes, Type("Thing")), self.thing)
        self.assertEqual(self.layer.encode(self.thing, Type("Thing")), self.thing_bytes)

    def test_absent_fields_are_not_in_the_dict(self):
        data = bytes.fromhex("01000000" "00000000" "15c4b51c" "00000000" "00000000")
        self.assertEqual(self.layer.decode(data, Type("Thing")), {"_": "thing", "names": [], "blob": b""})

    def test_bare_vectors_doubles_and_booleans(self):
        data = bytes.fromhex("02000000" "01000000" "9a01c636" "0700000000000000" "000000000000e03f" "b5757299")
        value = {"_": "bareList", "ids": [{"_": "peerChat", "chat_id": 7}], "half": 0.5, "yes": True}
        self.assertEqual(self.layer.decode(data, Type("BareList")), value)
        self.assertEqual(self.layer.encode(value, Type("BareList")), data)

    def test_long_strings(self):
        for size in (253, 254, 255, 256, 70000):
            value = {"_": "thing", "names": ["n" * size], "blob": b"b" * size}
            self.assertEqual(self.layer.decode(self.layer.encode(value, Type("Thing")), Type("Thing")), value)

    def test_requests(self):
        data = bytes.fromhex("03000000" "08000000" "05000000" "01610000")
        self.assertEqual(self.layer.decode_method(data), {"_": "ask", "limit": 5, "note": "a"})
        self.assertEqual(self.layer.encode_method({"_": "ask", "limit": 5, "note": "a"}), data)
        wrapped = self.layer.decode_method(bytes.fromhex("04000000" "85000000") + data)
        self.assertEqual(wrapped, {"_": "wrap", "layer": 133, "query": data})

    def test_vectors_as_results(self):
        data = bytes.fromhex("15c4b51c" "01000000" "22175159" "0100000000000000")
        self.assertEqual(self.layer.decode(data, Type("Peer", "Vector")), [{"_": "peerUser", "user_id": 1}])

    def test_what_is_refused(self):
        whole = self.thing_bytes
        self.refused(b"\xff" + whole[1:], "Thing", "unknown constructor 0x000000ff")
        self.refused(whole, "Peer", "thing is no Peer")
        self.refused(whole + b"\0\0\0\0", "Thing", "4 bytes behind")
        self.refused(whole[:-4], "Thing", "cut short")
        self.refused(whole[:4] + b"\7" + whole[5:], "Thing", "bits 0x4 of flags mean nothing")
        self.refused(whole.replace(bytes.fromhex("15c4b51c"), bytes(4)), "Thing", "thing/names: no vector")
        self.refused(whole[:-1] + b"\1", "Thing", "padding that is not zero")
        self.refused(whole.replace(bytes.fromhex("c3a4"), bytes.fromhex("c3c3")), "Thing", "no UTF-8")
        self.refused(whole.replace(bytes.fromhex("15c4b51c02"), bytes.fromhex("15c4b51cff")), "Thing", "of 255 items")
        self.refused(bytes.fromhex("03000000" "00000000"), "Thing", "ask is no Thing")
        self.refused(bytes.fromhex("02000000" "00000000" "000000000000e03f" "00000000"), "BareList", "no Bool")
        with self.assertRaisesRegex(TlError, "thing is no method"):
            self.layer.decode_method(whole)


class TheHistory(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.history = History(SCHEMA)

    def test_ids_are_the_crc32_of_their_lines(self):
        lines = self.history.all_lines()
        self.assertGreater(len(lines), 3200)
        self.assertEqual({line.name for line in lines if line.crc() != line.id}, ODD_IDS)

    def test_ids_are_no_ones_elses(self):
        ids = {}
        for line in self.history.all_lines():
            ids.setdefault(line.id, set()).add(line.key)
        self.assertEqual([keys for keys in ids.values() if len(keys) > 1], [])

    def test_every_type_of_every_layer_has_a_constructor(self):
        scalars = {"int", "long", "double", "int128", "int256", "string", "bytes", "Bool", "true", "#", "raw", "X"}
        unknown = set()
        for number in self.history.layers:
            layer = Layer(number, self.history.lines(number))
            known = layer.unions.keys() | scalars
            unknown |= {(number, line.name, type_.name) for line in layer.by_id.values()
                        for type_ in [line.type, *(field.type for field in line.fields)] if type_.name not in known}
        self.assertEqual(unknown, set())

    def test_the_newest_and_the_oldest_layer(self):
        self.assertEqual((min(self.history.layers), max(self.history.layers)), (133, 229))
        old, own = self.history.lines(133), self.history.lines(227)
        self.assertEqual(own, self.history.canonical)
        self.assertEqual(str(old["message", False]), str(parse_line(
            "message#85d6cbe2 flags:# out:flags.1?true mentioned:flags.4?true media_unread:flags.5?true "
            "silent:flags.13?true post:flags.14?true from_scheduled:flags.18?true legacy:flags.19?true "
            "edit_hide:flags.21?true pinned:flags.24?true noforwards:flags.26?true id:int from_id:flags.8?Peer "
            "peer_id:Peer fwd_from:flags.2?MessageFwdHeader via_bot_id:flags.11?long "
            "reply_to:flags.3?MessageReplyHeader date:int message:string media:flags.9?MessageMedia "
            "reply_markup:flags.6?ReplyMarkup entities:flags.7?Vector<MessageEntity> views:flags.10?int "
            "forwards:flags.10?int replies:flags.23?MessageReplies edit_date:flags.15?int "
            "post_author:flags.16?string grouped_id:flags.17?long "
            "restriction_reason:flags.22?Vector<RestrictionReason> ttl_period:flags.25?int = Message;", False)))
        self.assertNotIn(("messages.sendVote", False), old)

    def test_random_values_of_every_layer_are_read_as_written(self):
        for number in sorted(self.history.layers)[::9]:
            layer = Layer(number, self.history.lines(number))
            values = RandomValues(layer, random.Random(number))
            for name, line in sorted(layer.constructors.items())[::7]:
                value = values.object(name)
                self.assertEqual(layer.decode(layer.encode(value, line.type), line.type), value)
            for name in sorted(layer.methods)[::7]:
                request = values.request(name)
                self.assertEqual(layer.decode_method(layer.encode_method(request)), request)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
