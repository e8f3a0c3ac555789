// Single bad packets, and what the protocol says the answer to each is
// (core.telegram.org/mtproto/service_messages_about_messages, /mtproto/mtproto-transports).
#include <gtest/gtest.h>
#include <zlib.h>

#include "tests/support/client.h"
#include "tests/support/server_process.h"
#include "tl/reader.h"
#include "tl/writer.h"

namespace botschaft::test {
namespace {

constexpr std::uint32_t kBadMsgNotification = 0xa7eff811;
constexpr std::uint32_t kRpcError = 0x2144ca19;
constexpr std::int64_t kSecond = std::int64_t{1} << 32;  // in message ids

ServerProcess& server() {
  static ServerProcess process(BOTSCHAFT_PROGRAM);
  return process;
}

Bytes ping_body(std::int64_t number = 7) {
  tl::Writer out;
  out.id(0x7abe77ec);
  out.int64(number);
  return out.take();
}

class BadPackets : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(server().started());
    ASSERT_TRUE(client.connect());
    ASSERT_TRUE(client.exchange_key(server().modulus()));
    ASSERT_TRUE(client.ping());
  }
  void TearDown() override {
    // Whatever was sent, the server goes on, and so does this client on a new connection.
    ASSERT_TRUE(server().running());
    ASSERT_TRUE(client.connect());
    client.new_session();  // forged packets have used up numbers of the old one
    EXPECT_TRUE(client.ping());
  }
  bool send_forged(Client::Forged header, ByteView body = ping_body()) {
    return client.link().send(client.seal(header, body));
  }
  Client::Forged good() { return {client.key().salt, client.session(), client.next_msg_id(), 101}; }

  // The error code of the bad_msg_notification that comes next, or 0.
  std::int32_t notification() {
    while (const auto message = client.receive(2'000)) {
      tl::Reader in(message->body);
      if (in.id() != kBadMsgNotification) continue;
      in.int64();
      in.int32();
      return in.int32();
    }
    return 0;
  }
  bool closed() {
    while (client.receive(2'000)) {
    }
    return client.link().closed();
  }

  SeededRandom random{1};
  Client client{{.kind = LinkKind::kIntermediate, .port = server().port()}, random};
};

TEST_F(BadPackets, WrongKeyClosesTheConnection) {
  auto key = client.key();
  const auto right = key;
  key.key[100] ^= 1;
  client.set_key(key);
  send_forged(good());
  EXPECT_TRUE(closed());
  client.set_key(right);
}

TEST_F(BadPackets, UnknownKeyIsAnswered404) {
  const auto right = client.key();
  auto key = right;
  key.id ^= 0x1234567;
  client.set_key(key);
  send_forged(good());
  EXPECT_FALSE(client.receive(2'000));
  EXPECT_EQ(client.transport_error(), -404);
  client.set_key(right);
}

TEST_F(BadPackets, ADamagedPacketClosesTheConnection) {
  auto packet = client.seal(good(), ping_body());
  packet[packet.size() / 2] ^= 1;
  client.link().send(packet);
  EXPECT_TRUE(closed());
}

TEST_F(BadPackets, ATruncatedPacketClosesTheConnection) {
  auto packet = client.seal(good(), ping_body());
  packet.resize(28);
  client.link().send(packet);
  EXPECT_TRUE(closed());
}

TEST_F(BadPackets, WrongSaltIsCorrected) {
  auto header = good();
  header.salt ^= 1;
  client.set_key({client.key().key, client.key().id, header.salt});
  EXPECT_TRUE(client.ping()) << "bad_server_salt carries the right one";
  EXPECT_NE(client.key().salt, header.salt);
}

TEST_F(BadPackets, MessageIdsOutsideTheWindow) {
  auto header = good();
  header.msg_id -= 400 * kSecond;
  send_forged(header);
  EXPECT_EQ(notification(), 16);
  header = good();
  header.msg_id += 60 * kSecond;
  send_forged(header);
  EXPECT_EQ(notification(), 17);
}

TEST_F(BadPackets, MessageIdsOfServers) {
  auto header = good();
  header.msg_id += 1;
  send_forged(header);
  EXPECT_EQ(notification(), 18);
}

TEST_F(BadPackets, AReplayedPacketIsNotDoneTwice) {
  const auto packet = client.seal(good(), ping_body(4711));
  int pongs = 0;
  for (int i = 0; i < 5; ++i) client.link().send(packet);
  while (const auto message = client.receive(500))
    pongs += load_le<std::uint32_t>(message->body.data()) == 0x347773c5;
  EXPECT_EQ(pongs, 1);
}

TEST_F(BadPackets, AnUnknownMethodIs400) {
  tl::Writer body;
  body.id(0xdeadbeef);
  const auto answer = client.call(body.view());
  ASSERT_TRUE(answer);
  tl::Reader in(*answer);
  EXPECT_EQ(in.id(), kRpcError);
  EXPECT_EQ(in.int32(), 400);
}

TEST_F(BadPackets, TruncatedMethodsAre400) {
  // invokeWithLayer(227, initConnection(...)) cut anywhere.
  tl::Writer body;
  body.id(0xda9b0d0d);
  body.int32(227);
  body.id(0xc1cd5ea9);
  body.int32(0);
  body.int32(1);
  for (int i = 0; i < 6; ++i) body.string(std::string_view("x"));
  body.id(0xc4f9186b);
  for (std::size_t size = 4; size < body.size(); size += 4) {
    const auto answer = client.call(body.view().first(size));
    ASSERT_TRUE(answer) << size;
    tl::Reader in(*answer);
    EXPECT_EQ(in.id(), kRpcError) << size;
    EXPECT_EQ(in.int32(), 400) << size;
  }
  EXPECT_TRUE(client.call(body.view()));
}

TEST_F(BadPackets, AContainerInsideAContainer) {
  tl::Writer inner;
  inner.id(0x73f1f8dc);
  inner.int32(0);
  tl::Writer outer;
  outer.id(0x73f1f8dc);
  outer.int32(1);
  outer.int64(client.next_msg_id());
  outer.int32(0);
  outer.int32(static_cast<std::int32_t>(inner.size()));
  outer.raw(inner.view());
  auto header = good();
  header.seqno = 100;
  send_forged(header, outer.view());
  EXPECT_EQ(notification(), 64);
}

TEST_F(BadPackets, AGzipBombIsRefusedWithinBounds) {
  // 64 MiB of zeros pack into 64 KiB.
  const Bytes bomb = [] {
    Bytes raw(64u << 20);
    Bytes packed(compressBound(raw.size()));
    uLongf size = packed.size();
    compress2(packed.data(), &size, raw.data(), raw.size(), 9);
    packed.resize(size);
    return packed;
  }();
  tl::Writer body;
  body.id(0x3072cfa1);
  body.string(ByteView(bomb));
  const auto before = server().resident_bytes();
  for (int i = 0; i < 20; ++i) client.send(body.view());
  while (client.receive(500)) {
  }
  EXPECT_LT(server().resident_bytes(), before + (64u << 20));
}

TEST_F(BadPackets, LengthsThatAreTooLargeOrSenseless) {
  for (const std::uint32_t length : {0x7fffffffu, 0x40000000u, 0u, 3u, (16u << 20) + 4}) {
    ASSERT_TRUE(client.connect());
    Bytes raw(4);
    store_le(raw.data(), length);
    client.link().socket().write(raw);
    Bytes got;
    while (client.link().socket().read(got, 2'000)) {
    }
    EXPECT_TRUE(client.link().socket().closed()) << length;
  }
}

}  // namespace
}  // namespace botschaft::test
