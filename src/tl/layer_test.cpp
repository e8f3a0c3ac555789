// Single conversions, by example; tests/layers holds every type of every layer against an independent reader.
#include "tl/layer.h"

#include <gtest/gtest.h>

#include "tl/api.h"
#include "tl/codec.h"
#include "tl/result.h"
#include "tl/table.h"

namespace botschaft::tl {
namespace {

std::uint32_t id_of(const Bytes& bytes) {
  return load_le<std::uint32_t>(bytes.data());
}

updates update_list(Box<Update> update) {
  updates whole;
  whole.updates.push_back(std::move(update));
  return whole;
}

TEST(Layer, CanonicalAndNewerAreAsTheyAre) {
  const nearestDc dc{.country = "DE", .this_dc = 2, .nearest_dc = 3};
  EXPECT_EQ(to_bytes(dc, Layer(133)).value(), to_bytes(dc).value());
  EXPECT_EQ(to_bytes(dc, Layer(9999)).value(), to_bytes(dc).value());
}

TEST(Layer, WritesTheFormThatHeldInIt) {
  message m;
  m.peer_id = make<peerUser>();
  EXPECT_EQ(id_of(to_bytes(m, Layer(133)).value()), 0x85d6cbe2u);
  EXPECT_EQ(id_of(to_bytes(m).value()), message::kId);
}

TEST(Layer, BetweenTwoKnownLayersTheLowerHolds) {
  user u;
  EXPECT_EQ(to_bytes(u, Layer(153)).value(), to_bytes(u, Layer(152)).value());
  EXPECT_EQ(to_bytes(u, Layer(1)).value(), to_bytes(u, Layer(133)).value());
}

TEST(Layer, UnknownMediaBecomesUnsupported) {
  message m;
  m.peer_id = make<peerUser>();
  m.message = "with media";
  m.media = make<messageMediaToDo>({{}, make<todoList>({.title = make<textWithEntities>()})});
  const auto bytes = to_bytes(m, Layer(144)).value();
  auto plain = make<message>();
  plain->peer_id = make<peerUser>();
  plain->message = "with media";
  plain->media = make<messageMediaUnsupported>();
  EXPECT_EQ(bytes, to_bytes(*plain, Layer(144)).value());
}

TEST(Layer, UnknownEntitiesAreLeftOutOfTheirVector) {
  message m;
  m.peer_id = make<peerUser>();
  auto& entities = m.entities.emplace();
  entities.push_back(make<messageEntityBold>({{}, 0, 4}));
  const auto without = to_bytes(m, Layer(143)).value();
  entities.push_back(make<messageEntityCustomEmoji>({{}, 4, 2, 77}));
  EXPECT_EQ(to_bytes(m, Layer(143)).value(), without);
  EXPECT_NE(to_bytes(m, Layer(144)).value(), to_bytes(m, Layer(143)).value());
}

TEST(Layer, AnUpdateThatCannotBeToldStillAdvancesPts) {
  auto unknown = make<updateTranscribedAudio>();
  unknown->peer = make<peerUser>();
  EXPECT_EQ(to_bytes(update_list(std::move(unknown)), Layer(133)).value(),
            to_bytes(updates(), Layer(133)).value());

  auto page = make<updateReadMonoForumInbox>();
  EXPECT_TRUE(expressible(update_list(std::move(page)), Layer(133)));

  auto deletion = make<updateDeleteMessages>();
  deletion->pts = 7;
  deletion->pts_count = 1;
  EXPECT_EQ(to_bytes(*deletion, Layer(133)).value(), to_bytes(*deletion).value());
}

TEST(Layer, WhatHoldsSomethingInexpressibleInARequiredFieldGoesWithIt) {
  auto privacy = make<updatePrivacy>();
  privacy->key = make<privacyKeyBirthday>();
  EXPECT_FALSE(expressible(*privacy, Layer(176)));
  EXPECT_TRUE(expressible(*privacy, Layer(177)));
  Writer older{Layer(176)};
  EXPECT_EQ(encode(*privacy, older).error().err, Err::CONNECTION_LAYER_INVALID);
  EXPECT_EQ(older.size(), 0u);
  EXPECT_FALSE(to_bytes(*privacy, Layer(176)));
  EXPECT_EQ(to_bytes(update_list(std::move(privacy)), Layer(176)).value(),
            to_bytes(updates(), Layer(176)).value());
}

TEST(Layer, AStoryOfNoUserIsLeftOutWhereStoriesWereOfUsers) {
  draftMessage draft;
  const auto without = to_bytes(draft, Layer(170)).value();
  draft.reply_to = make<inputReplyToStory>({{}, make<inputPeerChat>(), 1});
  EXPECT_EQ(to_bytes(draft, Layer(170)).value(), without);
  draft.reply_to = make<inputReplyToStory>({{}, make<inputPeerSelf>(), 1});
  EXPECT_NE(to_bytes(draft, Layer(170)).value(), without);
}

TEST(Layer, WhatSharesABitWithSomethingInexpressibleIsLeftOutWithIt) {
  starsTransaction paid;
  paid.amount = make<starsAmount>();
  paid.peer = make<starsTransactionPeerAppStore>();
  const auto without = to_bytes(paid, Layer(205)).value();
  paid.starref_peer = make<peerUser>();
  paid.starref_amount = make<starsTonAmount>();
  EXPECT_EQ(to_bytes(paid, Layer(205)).value(), without);
}

TEST(Layer, ConvertsFieldsBothWays) {
  auto poll = make<tl::poll>();
  poll->question = make<textWithEntities>({.text = "Which?"});
  const auto bytes = to_bytes(*poll, Layer(178)).value();
  EXPECT_EQ(id_of(bytes), 0x86e18161u);
  Reader in(bytes);
  const auto back = decode<tl::poll>(in);
  ASSERT_TRUE(back);
  EXPECT_EQ((*back)->question.as<textWithEntities>()->text, "Which?");
}

TEST(Layer, TakesRepliesOfOlderRequests) {
  Writer out;
  out.id(0x520c3870);  // messages.sendMessage, layers 133 to 134
  out.id(1);           // flags: reply_to_msg_id
  EXPECT_TRUE(encode(inputPeerSelf(), out));
  out.int32(41);
  out.string("hello");
  out.int64(5);
  Reader in(out.view());
  const auto request = decode<messages_sendMessage>(in);
  ASSERT_TRUE(request);
  EXPECT_EQ((*request)->message, "hello");
  EXPECT_EQ((*request)->reply_to.as<inputReplyToMessage>()->reply_to_msg_id, 41);
}

TEST(Layer, AnswersAsTheLineOfTheRequestExpects) {
  Box<auth_LoggedOut> result = make<auth_loggedOut>();
  Writer today, before;
  EXPECT_TRUE(encode_result<auth_logOut>(result, auth_logOut::kId, today));
  EXPECT_TRUE(encode_result<auth_logOut>(result, 0x5717da40, before));
  EXPECT_EQ(today.size(), 8u);
  EXPECT_EQ(to_hex(before.view()), "b5757299");
}

}  // namespace
}  // namespace botschaft::tl
