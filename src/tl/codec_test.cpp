// Encodings checked by hand against the schema's lines.
#include "tl/codec.h"

#include <gtest/gtest.h>

#include "tl/api.h"
#include "tl/mtproto.h"
#include "tl/table.h"

namespace botschaft::tl {
namespace {

std::string hex(const Object& object) {
  return to_hex(to_bytes(object).value());
}

Bytes bytes_of(std::string_view hex) {
  return from_hex(hex).value();
}

template <class T>
Result<Ptr<T>> decode_hex(std::string_view hex) {
  const auto bytes = bytes_of(hex);
  return decode<T>(ByteView(bytes));
}

// The CRC32 that TL ids are defined by: of the line without id, with <> and {} removed and bytes written as
// string.
std::uint32_t crc32(std::string_view line) {
  std::uint32_t crc = 0xffffffff;
  for (const char c : line) {
    crc ^= static_cast<std::uint8_t>(c);
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (0xedb88320 & (0 - (crc & 1)));
  }
  return ~crc;
}

TEST(Ids, AreTheCrc32OfTheirLines) {
  EXPECT_EQ(crc32("boolTrue = Bool"), kBoolTrueId);
  EXPECT_EQ(crc32("boolFalse = Bool"), kBoolFalseId);
  EXPECT_EQ(crc32("vector t:Type # [ t ] = Vector t"), kVectorId);
  EXPECT_EQ(crc32("peerUser user_id:long = Peer"), peerUser::kId);
  EXPECT_EQ(crc32("inputPeerEmpty = InputPeer"), inputPeerEmpty::kId);
  EXPECT_EQ(crc32("ping ping_id:long = Pong"), mt_ping::kId);
  EXPECT_EQ(crc32("req_pq nonce:int128 = ResPQ"), mt_req_pq::kId);
  EXPECT_EQ(crc32("invokeWithLayer X:Type layer:int query:!X = X"), invokeWithLayer::kId);
  EXPECT_EQ(crc32("help.getNearestDc = NearestDc"), help_getNearestDc::kId);
}

TEST(Ids, EveryShapeIsFoundByItsId) {
  for (const Shape& shape : kShapes.subspan(1)) EXPECT_EQ(find_shape(shape.id), &shape) << name_of(shape);
  EXPECT_EQ(find_shape(0), nullptr);
  EXPECT_EQ(find_shape(kVectorId), nullptr);
}

TEST(Codec, ScalarsAndObjectInsideObject) {
  EXPECT_EQ(hex(*make<peerUser>({.user_id = 7})),
            "22175159"
            "0700000000000000");
  EXPECT_EQ(hex(nearestDc{.country = "DE", .this_dc = 2, .nearest_dc = -1}),
            "75171a8e"
            "02444500"
            "02000000"
            "ffffffff");
  EXPECT_EQ(
      hex(mt_bad_server_salt{.bad_msg_id = 1, .bad_msg_seqno = 2, .error_code = 48, .new_server_salt = 3}),
      "7b44abed"
      "0100000000000000"
      "02000000"
      "30000000"
      "0300000000000000");
}

TEST(Codec, FlagsFollowFromWhatIsThere) {
  messages_setTyping typing{.peer = make<inputPeerSelf>(), .action = make<sendMessageTypingAction>()};
  EXPECT_EQ(hex(typing),
            "e23e9458"
            "00000000"
            "c97ea07d"
            "4e74bf16");
  typing.top_msg_id = 9;
  EXPECT_EQ(hex(typing),
            "e23e9458"
            "01000000"
            "c97ea07d"
            "09000000"
            "4e74bf16");
  const auto back = decode_hex<messages_setTyping>(
      "e23e9458"
      "01000000"
      "c97ea07d"
      "09000000"
      "4e74bf16");
  ASSERT_TRUE(back);
  EXPECT_EQ((*back)->top_msg_id, 9);
  EXPECT_TRUE((*back)->peer.is<inputPeerSelf>());
}

TEST(Codec, ASharedFlagBitMakesAllItsFieldsPresent) {
  pollAnswerVoters voters{
      .correct = true, .option = "\1", .voters = 5};  // recent_voters hangs on the same bit
  EXPECT_EQ(hex(voters),
            "0a234536"
            "06000000"
            "01010000"
            "05000000"
            "15c4b51c"
            "00000000");
}

TEST(Codec, VectorsOfScalarsObjectsAndBareObjects) {
  mt_msgs_ack ack;
  ack.msg_ids.push_back(1);
  ack.msg_ids.push_back(-2);
  EXPECT_EQ(hex(ack),
            "59b4d662"
            "15c4b51c"
            "02000000"
            "0100000000000000"
            "feffffffffffffff");

  mt_future_salts salts{.req_msg_id = 1, .now = 2};
  salts.salts.push_back(make<mt_future_salt>({.valid_since = 3, .valid_until = 4, .salt = 5}));
  EXPECT_EQ(hex(salts),
            "950850ae"
            "0100000000000000"
            "02000000"
            "01000000"
            "03000000"
            "04000000"
            "0500000000000000");

  accessPointRule rule{.phone_prefix_rules = "", .dc_id = 2};
  rule.ips.push_back(make<ipPort>({.ipv4 = 0x7f000001, .port = 443}));
  EXPECT_EQ(hex(rule),
            "5fb67946"
            "00000000"
            "02000000"
            "01000000"
            "73ad33d4"
            "0100007f"
            "bb010000");
}

TEST(Codec, ContainersKeepTheirMessagesRaw) {
  const auto body = bytes_of(
      "ec77be7a"
      "0900000000000000");
  mt_msg_container container;
  container.messages.push_back(make<mt_message>({.msg_id = 4, .seqno = 1, .body = body}));
  const auto* const wire =
      "dcf8f173"
      "01000000"
      "0400000000000000"
      "01000000"
      "0c000000"
      "ec77be7a"
      "0900000000000000";
  EXPECT_EQ(hex(container), wire);
  const auto input = bytes_of(wire);
  const auto back = decode<mt_msg_container>(ByteView(input));
  ASSERT_TRUE(back);
  const auto inner = (*back)->messages[0].as<mt_message>()->body;
  EXPECT_EQ(inner.data(), input.data() + 24);
  EXPECT_EQ(decode<mt_ping>(inner).value()->ping_id, 9);
}

TEST(Codec, QueriesOfWrappersStayBytes) {
  const auto input = bytes_of(
      "0d0d9bda"
      "e3000000"
      "2630b31f");
  const auto wrapper = decode<invokeWithLayer>(ByteView(input));
  ASSERT_TRUE(wrapper);
  EXPECT_EQ((*wrapper)->layer, 227);
  EXPECT_TRUE(decode<help_getNearestDc>((*wrapper)->query));
}

TEST(Codec, StringLengths) {
  for (const std::size_t size : {0u, 1u, 2u, 3u, 4u, 252u, 253u, 254u, 255u, 256u, 257u, (1u << 24) - 1}) {
    const std::string text(size, 'x');
    Writer out;
    out.string(std::string_view(text));
    EXPECT_EQ(out.size() % 4, 0u);
    EXPECT_EQ(out.size(), string_wire_size(size));
    EXPECT_EQ(out.view()[0], size < 254 ? size : 254);
    Reader in(out.view());
    EXPECT_EQ(as_text(in.string()), text) << size;
    EXPECT_TRUE(in.at_end());
    Reader cut(out.view().first(out.size() - 1));
    EXPECT_TRUE(cut.string().empty());
    EXPECT_FALSE(cut.ok());
  }
  Writer out;
  out.string(std::string_view("abcd"));
  EXPECT_EQ(to_hex(out.view()), "0461626364000000");
  const auto reserved_form = bytes_of("ff000000");
  Reader reserved(reserved_form);
  reserved.string();
  EXPECT_FALSE(reserved.ok());
}

TEST(Codec, AbsentBoxesAndLongStringsAreOurBugs) {
  Writer out;
  out.int32(1);
  EXPECT_EQ(encode(messages_setTyping{}, out).error().err, Err::INTERNAL);
  users_getUsers get_users;
  get_users.id.push_back(nullptr);
  EXPECT_EQ(encode(get_users, out).error().err, Err::INTERNAL);
  EXPECT_EQ(encode(nearestDc{.country = std::string(1 << 24, 'x')}, out).error().err, Err::INTERNAL);
  EXPECT_EQ(out.size(), 4u);
}

TEST(Codec, DecodeTellsUnknownMethodsFromBadRequests) {
  const auto error_of = [](std::string_view hex) {
    const auto bytes = bytes_of(hex);
    Reader in(bytes);
    return decode_method(in).error().err;
  };
  EXPECT_EQ(error_of("11111111"), Err::INPUT_METHOD_INVALID);
  EXPECT_EQ(error_of(""), Err::INPUT_METHOD_INVALID);
  EXPECT_EQ(error_of("22175159"
                     "0700000000000000"),
            Err::INPUT_METHOD_INVALID);  // peerUser is no method
  EXPECT_EQ(error_of("2630b31f"
                     "00000000"),
            Err::INPUT_REQUEST_INVALID);  // bytes behind the request
  EXPECT_EQ(error_of("e23e9458"
                     "00000000"
                     "22175159"
                     "0700000000000000"
                     "4e74bf16"),
            Err::INPUT_REQUEST_INVALID);
}

TEST(Codec, TextMustBeUtf8AndBytesNeedNot) {
  EXPECT_TRUE(
      decode_hex<mt_rpc_error>("19ca4421"
                               "01000000"
                               "02c3a900"));
  EXPECT_FALSE(
      decode_hex<mt_rpc_error>("19ca4421"
                               "01000000"
                               "02c328ff"));
  EXPECT_TRUE(
      decode_hex<mt_gzip_packed>("a1cf7230"
                                 "02c32800"));
}

TEST(Codec, BoolsAreBoxedInFields) {
  EXPECT_EQ(hex(account_updateStatus{.offline = true}),
            "2c562866"
            "b5757299");
  EXPECT_FALSE(
      decode_hex<account_updateStatus>("2c562866"
                                       "01000000"));
}

TEST(Codec, DumpHidesTextUnlessAsked) {
  auto m = make<message>({.out = true, .id = 5, .date = 9, .message = "a\"\n"});
  m->peer_id = make<peerUser>({.user_id = 7});
  EXPECT_EQ(dump(*m), R"({"_":"message","out":true,"id":5,"peer_id":{"_":"peerUser","user_id":"7"},"date":9,)"
                      R"("message":"<3 chars>"})");
  EXPECT_NE(dump(*m, Secrets::show).find(R"("message":"a\"\u000a")"), std::string::npos);
  EXPECT_EQ(name(*m), "message");
  EXPECT_EQ(constructor_id(*m), message::kId);
}

TEST(Codec, CloneIsDeep) {
  auto m = make<message>({.message = "x"});
  m->peer_id = make<peerUser>({.user_id = 7});
  m->entities.emplace().push_back(make<messageEntityBold>({.offset = 1, .length = 2}));
  auto copy = clone(*m);
  EXPECT_EQ(hex(*copy), hex(*m));
  copy->peer_id.as<peerUser>()->user_id = 8;
  copy->entities->front().as<messageEntityBold>()->length = 3;
  EXPECT_EQ(m->peer_id.as<peerUser>()->user_id, 7);
  EXPECT_EQ(m->entities->front().as<messageEntityBold>()->length, 2);
}

}  // namespace
}  // namespace botschaft::tl
