#!/usr/bin/env python3
"""What published packages say of their layer, against schema/layers. Usage: packages_test.py SCHEMA_FOLDER"""
import pathlib
import re
import sys
import unittest

from tl_text import History, lines_of_package

SCHEMA = pathlib.Path(sys.argv[1])
HERE = pathlib.Path(__file__).parent / "node_modules"
CLIENTS = pathlib.Path(__file__).parent.parent / "interop/node_modules"

PACKAGES = {
    167: HERE / "layer-167/api-schema.json",
    181: HERE / "layer-181/api-schema.json",
    198: CLIENTS / "telegram/tl/apiTl.js",
    204: HERE / "layer-204/api-schema.json",
    214: CLIENTS / "teleproto/tl/apiTl.js",
    221: CLIENTS / "@mtcute/tl/api-schema.json",
    223: HERE / "layer-223/api-schema.json",
    228: HERE / "layer-228/tl/api-schema.json",
}
MTPROTO_CORE = 158, CLIENTS / "@mtproto/core/src/tl"

# Our additions, and what the packages add of their own: no package has the first, no history the second.
OURS = {"ipPort", "ipPortSecret", "accessPointRule", "help.configSimple", "inputPeerPhotoFileLocationLegacy",
        "inputStickerSetThumbLegacy"}
THEIRS = {"vector", "boolFalse", "boolTrue", "true", "null", "test.useError", "test.useConfigSimple",
          "test.parseInputAppEvent", "invokeWithBusinessConnectionPrefix", "invokeWithGooglePlayIntegrityPrefix",
          "invokeWithApnsSecretPrefix", "invokeWithReCaptchaPrefix"}

# Layer 181 grew after that package was made; other schemas of that number have these.
LATER = {181: {
    "foundStory", "geoPointAddress", "inputMediaPaidMedia", "inputStarsTransaction", "mediaAreaUrl",
    "messageActionPaymentRefunded", "messageMediaPaidMedia", "payments.starsRevenueAdsAccountUrl",
    "payments.starsRevenueStats", "payments.starsRevenueWithdrawalUrl", "starsRevenueStatus", "starsTransactionPeerAds",
    "stories.foundStories", "updateBusinessBotCallbackQuery", "updateStarsRevenueStatus",
    "payments.getStarsRevenueAdsAccountUrl", "payments.getStarsRevenueStats",
    "payments.getStarsRevenueWithdrawalUrl", "payments.getStarsTransactionsByID", "stories.searchPosts"}}

# `true` fields are no part of an id, so one line stands for all that had that id, and has what it has later. These
# were there once: no server need send them (stickers tell their kind themselves since layer 144), or set them.
GONE_BITS = {("stickerSet", "animated"), ("stickerSet", "videos"), ("stickers.createStickerSet", "animated"),
             ("stickers.createStickerSet", "videos"), ("channelParticipantSelf", "via_request"),
             ("messageActionGiftCode", "unclaimed"), ("messageService", "legacy_ios")}
# Layer 228 gave these ids more bits; the line is the canonical layer's.
NEWER_BITS = {("chatAdminRights", "manage_linked_peers"), ("chatBannedRights", "manage_linked_peers"),
              ("channels.getAdminedPublicChannels", "for_community_peer")}


def identity(line):
    return line.id, [field for field in line.fields if field.type.name != "true"], line.type


def bits(line):
    return {(field.name, field.word, field.bit) for field in line.fields if field.type.name == "true"}


class Packages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.history = History(SCHEMA)

    def test_every_line_of_a_package_is_ours_of_that_layer(self):
        for number, path in PACKAGES.items():
            with self.subTest(layer=number):
                ours = self.history.lines(number)
                theirs = {line.key: line for line in lines_of_package(path)}
                self.assertGreater(len(theirs), 1700)
                self.assertLessEqual({name for name, _ in theirs.keys() - ours.keys()}, THEIRS)
                self.assertLessEqual({name for name, _ in ours.keys() - theirs.keys()},
                                     OURS | LATER.get(number, set()))
                for key in ours.keys() & theirs.keys():
                    self.assertEqual(identity(ours[key]), identity(theirs[key]))
                    lost = {(key[0], name) for name, _, _ in bits(theirs[key]) - bits(ours[key])}
                    self.assertLessEqual(lost, GONE_BITS | NEWER_BITS)

    def test_the_ids_of_mtproto_core_are_ours(self):
        """That client has no schema, but code: a case for each constructor, a function for each name it can write."""
        number, folder = MTPROTO_CORE
        ours = self.history.lines(number)
        parsed = re.findall(r"\[(\d+), function\(\) \{\n(?:const result =|return) \{ _: '([\w.]+)'",
                            (folder / "parser/index.js").read_text())
        built = re.findall(r"'([\w.]+)': function\(params\) \{\s+this\.int32\((-?\d+)\)",
                           (folder / "builder/index.js").read_text())
        theirs = {(name, int(id_) % 2**32) for id_, name in parsed}
        methods = {(name, int(id_) % 2**32) for name, id_ in built}
        theirs = {pair for pair in theirs | methods if not pair[0].startswith("mt_")}
        self.assertGreater(len(theirs), 1500)
        known = {(line.name, line.id) for line in ours.values()}
        self.assertLessEqual({name for name, _ in theirs - known}, THEIRS)
        self.assertLessEqual({name for name, _ in known - theirs}, OURS | {"messages.getAllChats"})  # gone in 159


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
