#include "mtproto/transport.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>

#include "crypto/aes_ctr.h"
#include "crypto/hash.h"

namespace botschaft::mtproto {
namespace {

constexpr ProxySecret kSecret{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
constexpr ProxySecret kOtherSecret{0xaa};

// How a client puts packets on the wire, written from the document and independent of Transport.
class ClientWire {
 public:
  struct Options {
    Framing framing = Framing::kAbridged;
    bool obfuscated = false;
    const ProxySecret* secret = nullptr;
    std::int16_t dc = 2;
  };

  ClientWire(Options options, std::uint64_t seed) : options_(options), random_(seed) {
    if (options.obfuscated) {
      start_obfuscation();
    } else if (options.framing == Framing::kAbridged) {
      out = {0xef};
    } else if (options.framing == Framing::kIntermediate) {
      out.assign(4, 0xee);
    } else if (options.framing == Framing::kPaddedIntermediate) {
      out.assign(4, 0xdd);
    }
  }

  void send(ByteView packet, bool quick_ack = false) {
    const auto start = out.size();
    const auto size = static_cast<std::uint32_t>(packet.size());
    const std::uint32_t bit = quick_ack ? 0x80000000u : 0;
    std::uint32_t padding = 0;
    switch (options_.framing) {
      case Framing::kAbridged:
        if (size / 4 < 127) {
          out.push_back(static_cast<std::uint8_t>(size / 4 | bit >> 24));
        } else {
          word((quick_ack ? 0xffu : 0x7fu) | size / 4 << 8);
        }
        break;
      case Framing::kPaddedIntermediate:
        padding = static_cast<std::uint32_t>(random_.below(16));
        [[fallthrough]];
      case Framing::kIntermediate:
        word((size + padding) | bit);
        break;
      default:
        word(size + 12);
        word(number_++);
    }
    out.insert(out.end(), packet.begin(), packet.end());
    out.resize(out.size() + padding);
    if (options_.framing == Framing::kFull) {
      word(static_cast<std::uint32_t>(crc32(0, out.data() + start, static_cast<uInt>(out.size() - start))));
    }
    if (encrypt_) encrypt_->apply(MutableByteView{out}.subspan(start));
  }

  // Takes a server's frame apart; empty: not exactly one packet.
  Bytes receive(Bytes bytes) {
    if (decrypt_) decrypt_->apply(bytes);
    std::size_t head = 4;
    std::size_t size = 0;
    std::size_t tail = 0;
    switch (options_.framing) {
      case Framing::kAbridged:
        head = bytes[0] == 0x7f ? 4 : 1;
        size = head == 1 ? bytes[0] * 4u : (load_le<std::uint32_t>(bytes.data()) >> 8) * 4;
        break;
      case Framing::kFull:
        EXPECT_EQ(load_le<std::uint32_t>(bytes.data() + 4), received_++);
        EXPECT_EQ(crc32(0, bytes.data(), static_cast<uInt>(bytes.size() - 4)),
                  load_le<std::uint32_t>(bytes.data() + bytes.size() - 4));
        head = 8;
        tail = 4;
        size = load_le<std::uint32_t>(bytes.data()) - 12;
        break;
      default:
        size = load_le<std::uint32_t>(bytes.data());
    }
    if (bytes.size() != head + size + tail) return {};
    return {bytes.begin() + static_cast<std::ptrdiff_t>(head),
            bytes.end() - static_cast<std::ptrdiff_t>(tail)};
  }

  Bytes receive_raw(Bytes bytes) {
    if (decrypt_) decrypt_->apply(bytes);
    return bytes;
  }

  Bytes out;

 private:
  void word(std::uint32_t value) {
    out.resize(out.size() + 4);
    store_le(out.data() + out.size() - 4, value);
  }

  void start_obfuscation() {
    const std::uint8_t tag = options_.framing == Framing::kAbridged       ? 0xef
                             : options_.framing == Framing::kIntermediate ? 0xee
                                                                          : 0xdd;
    out.resize(64);
    do random_.fill(out);
    while (out[0] == 0xef || load_le<std::uint32_t>(out.data() + 4) == 0);
    std::fill_n(out.begin() + 56, 4, tag);
    store_le(out.data() + 60, options_.dc);
    const Bytes reversed(out.rbegin(), out.rend());  // key and IV of both directions lie in bytes 8..55
    encrypt_ = cipher(out);
    decrypt_ = cipher(reversed);
    Bytes encrypted = out;
    encrypt_->apply(encrypted);
    std::copy(encrypted.begin() + 56, encrypted.end(), out.begin() + 56);
  }

  std::unique_ptr<crypto::AesCtr> cipher(const Bytes& header) const {
    const auto key = std::span<const std::uint8_t>{header}.subspan<8, 32>();
    const auto iv = std::span<const std::uint8_t>{header}.subspan<40, 16>();
    if (options_.secret == nullptr) return std::make_unique<crypto::AesCtr>(key, iv);
    return std::make_unique<crypto::AesCtr>(crypto::sha256({key, *options_.secret}), iv);
  }

  Options options_;
  SeededRandom random_;
  std::unique_ptr<crypto::AesCtr> encrypt_;
  std::unique_ptr<crypto::AesCtr> decrypt_;
  std::uint32_t number_ = 0;
  std::uint32_t received_ = 0;
};

struct Received {
  Bytes bytes;
  bool quick_ack;
  friend bool operator==(const Received&, const Received&) = default;
};

// Feeds `pieces` one after the other and collects packets.
std::expected<std::vector<Received>, TransportError> run(Transport& transport, std::vector<Bytes> pieces) {
  std::vector<Received> packets;
  for (auto& piece : pieces) {
    MutableByteView input = piece;
    for (;;) {
      const auto packet = transport.next(input);
      if (!packet) return std::unexpected(packet.error());
      if (!*packet) break;
      packets.push_back({to_bytes((*packet)->bytes), (*packet)->quick_ack});
    }
    EXPECT_TRUE(input.empty());
  }
  return packets;
}

Bytes pattern(std::size_t size) {
  Bytes bytes(size);
  SeededRandom(size).fill(bytes);
  return bytes;
}

std::vector<ClientWire::Options> all_wires() {
  std::vector<ClientWire::Options> wires;
  for (const auto framing :
       {Framing::kAbridged, Framing::kIntermediate, Framing::kPaddedIntermediate, Framing::kFull}) {
    wires.push_back({.framing = framing});
    if (framing == Framing::kFull) continue;
    wires.push_back({.framing = framing, .obfuscated = true, .dc = 3});
    wires.push_back({.framing = framing, .obfuscated = true, .secret = &kSecret, .dc = -4});
  }
  return wires;
}

class TransportWires : public testing::TestWithParam<ClientWire::Options> {};

TEST_P(TransportWires, SplitAtEveryPosition) {
  const std::vector<ProxySecret> secrets{kOtherSecret, kSecret};
  ClientWire client(GetParam(), 7);
  const bool full = GetParam().framing == Framing::kFull;
  const std::vector<Received> sent{
      {pattern(40), false}, {pattern(8), !full}, {pattern(508), false}, {pattern(4096), !full}};
  for (const auto& packet : sent) client.send(packet.bytes, packet.quick_ack);
  const Bytes stream = client.out;
  for (std::size_t at = 0; at <= stream.size(); ++at) {
    Transport transport(secrets);
    const auto middle = stream.begin() + static_cast<std::ptrdiff_t>(at);
    auto packets = run(transport, {{stream.begin(), middle}, {middle, stream.end()}});
    ASSERT_TRUE(packets.has_value()) << "split at " << at << ": " << to_text(packets.error());
    ASSERT_EQ(packets->size(), sent.size()) << "split at " << at;
    for (std::size_t i = 0; i < sent.size(); ++i) {
      (*packets)[i].bytes.resize(sent[i].bytes.size());  // without padding
      EXPECT_EQ((*packets)[i], sent[i]) << "split at " << at;
    }
    EXPECT_EQ(transport.framing(), GetParam().framing);
    EXPECT_EQ(transport.dc(), GetParam().obfuscated ? GetParam().dc : 0);
  }
}

TEST_P(TransportWires, RandomPackets) {
  const std::vector<ProxySecret> secrets{kSecret};
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    SeededRandom random(seed);
    ClientWire client(GetParam(), seed);
    std::vector<Bytes> sent;
    for (int i = 0; i < 20; ++i) {
      sent.push_back(pattern(4 + random.below(i == 7 ? 40000 : 600) * 4));
      client.send(sent.back());
    }
    std::vector<Bytes> pieces;
    for (auto at = client.out.begin(); at != client.out.end();) {
      const auto left = static_cast<std::size_t>(client.out.end() - at);
      const auto n = static_cast<std::ptrdiff_t>(std::min<std::size_t>(left, 1 + random.below(3000)));
      pieces.emplace_back(at, at + n);
      at += n;
    }
    Transport transport(secrets);
    auto packets = run(transport, std::move(pieces));
    ASSERT_TRUE(packets.has_value()) << "seed " << seed;
    ASSERT_EQ(packets->size(), sent.size()) << "seed " << seed;
    for (std::size_t i = 0; i < sent.size(); ++i) {
      (*packets)[i].bytes.resize(sent[i].size());
      EXPECT_EQ((*packets)[i].bytes, sent[i]) << "seed " << seed;
    }
  }
}

TEST_P(TransportWires, ServerFramesAreReadByTheClient) {
  const std::vector<ProxySecret> secrets{kSecret};
  ClientWire client(GetParam(), 9);
  client.send(pattern(40));
  Transport transport(secrets);
  ASSERT_TRUE(run(transport, {client.out}).has_value());
  SeededRandom random(1);
  for (const std::size_t size : {4u, 40u, 504u, 508u, 512u, 100'000u}) {
    for (const bool in_place : {false, true}) {
      const Bytes packet = pattern(size);
      Bytes wire;
      if (in_place) {
        Bytes rest = packet;
        transport.frame_in_place(rest, random, wire);
        wire.insert(wire.end(), rest.begin(), rest.end());
      } else {
        transport.frame(packet, random, wire);
      }
      Bytes got = client.receive(wire);
      ASSERT_GE(got.size(), size);
      const auto padding = got.size() - size;
      EXPECT_LT(padding, GetParam().framing == Framing::kPaddedIntermediate ? 4u : 1u);
      got.resize(size);
      EXPECT_EQ(got, packet);
    }
  }
  Bytes wire;
  transport.frame_error(kAuthKeyNotFound, wire);
  const Bytes error = client.receive(wire);
  ASSERT_EQ(error.size(), 4u);
  EXPECT_EQ(load_le<std::int32_t>(error.data()), -404);
}

TEST_P(TransportWires, QuickAckBytes) {
  const std::vector<ProxySecret> secrets{kSecret};
  ClientWire client(GetParam(), 9);
  client.send(pattern(40));
  Transport transport(secrets);
  ASSERT_TRUE(run(transport, {client.out}).has_value());
  Bytes wire;
  transport.frame_quick_ack(0x84030201, wire);
  const Bytes plain = client.receive_raw(wire);
  switch (GetParam().framing) {
    case Framing::kFull:
      EXPECT_TRUE(plain.empty());
      break;
    case Framing::kAbridged:
      EXPECT_EQ(to_hex(plain), "84030201");
      break;
    default:
      EXPECT_EQ(to_hex(plain), "01020384");
  }
}

TEST_P(TransportWires, LimitsPacketsAndHoldsNothingWhenIdle) {
  const std::vector<ProxySecret> secrets{kSecret};
  ClientWire client(GetParam(), 11);
  client.send(pattern(2000));
  {
    Transport transport(secrets);
    Bytes stream = client.out;
    stream.pop_back();
    ASSERT_TRUE(run(transport, {stream}).has_value());
    EXPECT_GE(transport.buffered(), 1999u);
    Bytes rest{client.out.back()};
    MutableByteView input = rest;
    const auto packet = transport.next(input);
    ASSERT_TRUE(packet && *packet);
    const auto none = transport.next(input);
    ASSERT_TRUE(none && !*none);
    EXPECT_EQ(transport.buffered(), 0u);
  }
  Transport transport(secrets);
  transport.set_packet_limit(1000);
  EXPECT_EQ(run(transport, {client.out}).error(), TransportError::kBadLength);
}

std::string wire_name(const testing::TestParamInfo<ClientWire::Options>& info) {
  static constexpr const char* kNames[] = {"Unknown", "Abridged", "Intermediate", "Padded", "Full"};
  return std::string(kNames[static_cast<int>(info.param.framing)]) +
         (info.param.obfuscated ? "Obfuscated" : "") + (info.param.secret != nullptr ? "Secret" : "");
}

INSTANTIATE_TEST_SUITE_P(All, TransportWires, testing::ValuesIn(all_wires()), wire_name);

TEST(Transport, WholePacketIsNotCopied) {
  ClientWire client({.framing = Framing::kIntermediate}, 1);
  client.send(pattern(64));
  Bytes stream = client.out;
  Transport transport;
  MutableByteView input = stream;
  const auto packet = transport.next(input);
  ASSERT_TRUE(packet && *packet);
  EXPECT_EQ((*packet)->bytes.data(), stream.data() + 8);
}

// Byte vectors written by hand from the document.
TEST(Transport, Vectors) {
  const auto packets = [](const char* hex) {
    Transport transport;
    return run(transport, {*from_hex(hex)});
  };
  EXPECT_EQ(packets("ef"
                    "01"
                    "aabbccdd"),
            (std::vector<Received>{{*from_hex("aabbccdd"), false}}));
  EXPECT_EQ(packets("ef"
                    "81"
                    "aabbccdd"),
            (std::vector<Received>{{*from_hex("aabbccdd"), true}}));
  EXPECT_EQ(packets("ef"
                    "7f010000"
                    "aabbccdd"),
            (std::vector<Received>{{*from_hex("aabbccdd"), false}}));
  EXPECT_EQ(packets("ef"
                    "ff010000"
                    "aabbccdd"),
            (std::vector<Received>{{*from_hex("aabbccdd"), true}}));
  EXPECT_EQ(packets("eeeeeeee"
                    "04000000"
                    "aabbccdd"),
            (std::vector<Received>{{*from_hex("aabbccdd"), false}}));
  EXPECT_EQ(packets("eeeeeeee"
                    "04000080"
                    "aabbccdd"),
            (std::vector<Received>{{*from_hex("aabbccdd"), true}}));
  EXPECT_EQ(packets("dddddddd"
                    "05000000"
                    "aabbccdd11"),
            (std::vector<Received>{{*from_hex("aabbccdd11"), false}}));
}

TEST(Transport, BadStreams) {
  const auto error = [](const char* hex) {
    Transport transport;
    return run(transport, {*from_hex(hex)}).error();
  };
  EXPECT_EQ(error("ef"
                  "00"),
            TransportError::kBadLength);
  EXPECT_EQ(error("ef"
                  "7fffffff"),
            TransportError::kBadLength);
  EXPECT_EQ(error("eeeeeeee"
                  "05000000"),
            TransportError::kBadLength);
  EXPECT_EQ(error("eeeeeeee"
                  "ffffff7f"),
            TransportError::kBadLength);
  EXPECT_EQ(error("08000000"
                  "00000000"),
            TransportError::kBadLength);
  EXPECT_EQ(error("10000000"
                  "00000000"
                  "aabbccdd"
                  "00000000"),
            TransportError::kBadChecksum);
  EXPECT_EQ(error(std::string(128, '5').c_str()), TransportError::kUnknownProtocol);
}

TEST(Transport, FullCountsPackets) {
  ClientWire client({.framing = Framing::kFull}, 1);
  client.send(pattern(8));
  const Bytes first = client.out;
  Transport transport;
  EXPECT_EQ(run(transport, {first, first}).error(), TransportError::kBadSequence);
}

TEST(Transport, SecretMustMatch) {
  const std::vector<ProxySecret> secrets{kOtherSecret};
  ClientWire client({.framing = Framing::kIntermediate, .obfuscated = true, .secret = &kSecret}, 3);
  client.send(pattern(40));
  Transport transport(secrets);
  EXPECT_EQ(run(transport, {client.out}).error(), TransportError::kUnknownProtocol);
}

TEST(Transport, IsSmall) {
  EXPECT_LE(sizeof(Transport), 88u);
}

TEST(Sniff, TellsProtocolsApart) {
  EXPECT_EQ(sniff({}), Sniff::kNeedMore);
  EXPECT_EQ(sniff(as_bytes("GET")), Sniff::kNeedMore);
  EXPECT_EQ(sniff(as_bytes("GET / HTTP/1.1")), Sniff::kHttp);
  EXPECT_EQ(sniff(as_bytes("POST /x")), Sniff::kHttp);
  EXPECT_EQ(sniff(as_bytes("HEAD /")), Sniff::kHttp);
  EXPECT_EQ(sniff(as_bytes("OPTIONS /")), Sniff::kHttp);
  EXPECT_EQ(sniff(Bytes{0xef}), Sniff::kMtproto);
  EXPECT_EQ(sniff(Bytes{0xee, 0xee, 0xee, 0xee}), Sniff::kMtproto);
  EXPECT_EQ(sniff(Bytes{0x16, 0x03, 0x01, 0x02}), Sniff::kGarbage);
}

}  // namespace
}  // namespace botschaft::mtproto
