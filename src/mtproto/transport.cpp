#include "mtproto/transport.h"

#include <zlib.h>

#include <algorithm>

#include "base/check.h"
#include "crypto/aes_ctr.h"
#include "crypto/hash.h"

namespace botschaft::mtproto {
namespace {

constexpr std::uint8_t kAbridgedTag = 0xef;
constexpr std::uint32_t kIntermediateTag = 0xeeeeeeee;
constexpr std::uint32_t kPaddedTag = 0xdddddddd;
constexpr std::uint32_t kQuickAckBit = 0x80000000;
constexpr std::size_t kObfuscatedHeader = 64;
// Length and packet number in front, CRC32 behind; the length counts them.
constexpr std::uint32_t kFullOverhead = 12;
// Room for transport padding, which the limit on packets does not count.
constexpr std::uint32_t kMaxPadding = 16;

void put(Bytes& out, std::uint32_t word) {
  out.resize(out.size() + 4);
  store_le(out.data() + out.size() - 4, word);
}

std::uint32_t crc(std::uint32_t start, ByteView bytes) {
  return static_cast<std::uint32_t>(crc32(start, bytes.data(), static_cast<uInt>(bytes.size())));
}

Framing framing_of_tag(std::uint32_t tag) {
  switch (tag) {
    case 0xefefefef:
      return Framing::kAbridged;
    case kIntermediateTag:
      return Framing::kIntermediate;
    case kPaddedTag:
      return Framing::kPaddedIntermediate;
    default:
      return Framing::kUnknown;
  }
}

using Header = std::array<std::uint8_t, kObfuscatedHeader>;

// Key in bytes 8..39 and IV in 40..55 of the header; a proxy secret is hashed into the key.
crypto::AesCtr cipher(const Header& header, const ProxySecret* secret) {
  const auto key = ByteView{header}.subspan<8, 32>();
  const auto iv = std::span{header}.subspan<40, 16>();
  if (secret == nullptr) return {key, iv};
  return {crypto::sha256({key, *secret}), iv};
}

}  // namespace

struct Transport::Obfuscation {
  crypto::AesCtr decrypt;
  crypto::AesCtr encrypt;
};

std::string_view to_text(TransportError error) {
  switch (error) {
    case TransportError::kUnknownProtocol:
      return "unknown protocol";
    case TransportError::kBadLength:
      return "bad packet length";
    case TransportError::kBadChecksum:
      return "bad checksum";
    case TransportError::kBadSequence:
      return "bad packet number";
  }
  return "unknown";
}

Sniff sniff(ByteView first) {
  if (first.empty()) return Sniff::kNeedMore;
  if (first[0] == kAbridgedTag) return Sniff::kMtproto;
  if (first.size() < 4) return Sniff::kNeedMore;
  // An obfuscated header never begins with the first four of these ("Transport obfuscation"). It could with
  // the others, once in 2^32 connections, and would then be answered in HTTP.
  static constexpr std::string_view kVerbs[] = {"GET ", "POST", "HEAD", "OPTI", "PUT ", "PATC", "DELE"};
  const auto word = as_text(first.first(4));
  if (std::ranges::find(kVerbs, word) != std::end(kVerbs)) return Sniff::kHttp;
  // A TLS handshake record. The document excludes 16030102 only; the rest may begin an obfuscated header.
  if (word == std::string_view("\x16\x03\x01\x02", 4)) return Sniff::kGarbage;
  return Sniff::kMtproto;
}

Transport::Transport(std::span<const ProxySecret> secrets) : secrets_(secrets) {}
Transport::~Transport() = default;
Transport::Transport(Transport&&) noexcept = default;
Transport& Transport::operator=(Transport&&) noexcept = default;

std::expected<std::optional<Packet>, TransportError> Transport::next(MutableByteView& input) {
  if (delivered_) {
    partial_ = Bytes();  // frees it: an idle connection holds no buffer
    delivered_ = false;
  }
  if (stage_ == Stage::kFirstBytes) {
    const auto started = start(input);
    if (!started) return std::unexpected(started.error());
    if (!*started) return std::nullopt;
  }
  if (stage_ == Stage::kHeader) {
    const auto complete = read_header(input);
    if (!complete) return std::unexpected(complete.error());
    if (!*complete) return std::nullopt;
    stage_ = Stage::kBody;
  }
  return read_body(input);
}

MutableByteView Transport::take(MutableByteView& input, std::size_t count) {
  const auto taken = input.first(std::min(count, input.size()));
  input = input.subspan(taken.size());
  if (obfuscation_) obfuscation_->decrypt.apply(taken);
  return taken;
}

// Reads just as many first bytes as the decision needs: 1 for abridged, 4 for the intermediate ones, 8 for
// full, whose second word is the packet number 0, else the 64 of an obfuscated header.
std::expected<bool, TransportError> Transport::start(MutableByteView& input) {
  for (const std::size_t want : {std::size_t{1}, std::size_t{4}, std::size_t{8}, kObfuscatedHeader}) {
    if (partial_.size() > want) continue;
    const auto taken = take(input, want - partial_.size());
    partial_.insert(partial_.end(), taken.begin(), taken.end());
    if (partial_.size() < want) return false;
    if (want == 1 && partial_[0] == kAbridgedTag) framing_ = Framing::kAbridged;
    if (want == 4) framing_ = framing_of_tag(load_le<std::uint32_t>(partial_.data()));
    if (want == 8 && load_le<std::uint32_t>(partial_.data() + 4) == 0) {
      framing_ = Framing::kFull;
      std::copy_n(partial_.data(), 4, header_.data());
      header_size_ = 4;
      partial_.erase(partial_.begin(), partial_.begin() + 4);  // the packet number belongs to the body
      stage_ = Stage::kHeader;
      return true;
    }
    if (want == kObfuscatedHeader) return open_obfuscated();
    if (framing_ != Framing::kUnknown) break;
  }
  partial_ = Bytes();
  stage_ = Stage::kHeader;
  return true;
}

// "Transport obfuscation": the client's cipher comes from the header, the server's from the header reversed.
// With an MTProxy secret both keys are hashed with it; only trying tells which secret, if any, was used.
std::expected<bool, TransportError> Transport::open_obfuscated() {
  Header header;
  std::copy_n(partial_.data(), header.size(), header.data());
  Header reversed = header;
  std::ranges::reverse(reversed);
  for (std::size_t i = 0; i <= secrets_.size(); ++i) {
    const ProxySecret* secret = i == 0 ? nullptr : &secrets_[i - 1];
    auto decrypt = cipher(header, secret);
    Header plain = header;
    decrypt.apply(plain);
    framing_ = framing_of_tag(load_le<std::uint32_t>(plain.data() + 56));
    if (framing_ == Framing::kUnknown) continue;
    dc_ = load_le<std::int16_t>(plain.data() + 60);
    obfuscation_ = std::make_unique<Obfuscation>(std::move(decrypt), cipher(reversed, secret));
    partial_ = Bytes();
    stage_ = Stage::kHeader;
    return true;
  }
  return std::unexpected(TransportError::kUnknownProtocol);
}

std::expected<bool, TransportError> Transport::read_header(MutableByteView& input) {
  const bool abridged = framing_ == Framing::kAbridged;
  const auto wanted = [&] {
    return abridged && (header_size_ == 0 || (header_[0] & 0x7f) != 0x7f) ? 1u : 4u;
  };
  while (header_size_ < wanted()) {
    const auto taken = take(input, wanted() - header_size_);
    if (taken.empty()) return false;
    std::ranges::copy(taken, header_.begin() + header_size_);
    header_size_ = static_cast<std::uint8_t>(header_size_ + taken.size());
  }
  const auto word = load_le<std::uint32_t>(header_.data());
  quick_ack_ = false;
  std::uint32_t payload = 0;
  if (abridged) {
    quick_ack_ = (header_[0] & 0x80) != 0;
    payload = (header_size_ == 1 ? header_[0] & 0x7fu : word >> 8) * 4;
    body_size_ = payload;
  } else if (framing_ == Framing::kFull) {
    if (word < kFullOverhead || word % 4 != 0) return std::unexpected(TransportError::kBadLength);
    payload = word - kFullOverhead;
    body_size_ = word - 4;
  } else {
    quick_ack_ = (word & kQuickAckBit) != 0;
    payload = word & ~kQuickAckBit;
    body_size_ = payload;
    if (framing_ == Framing::kIntermediate && payload % 4 != 0) {
      return std::unexpected(TransportError::kBadLength);
    }
  }
  header_size_ = 0;
  if (payload == 0 || payload > limit_ + kMaxPadding) return std::unexpected(TransportError::kBadLength);
  return true;
}

std::expected<std::optional<Packet>, TransportError> Transport::read_body(MutableByteView& input) {
  MutableByteView body;
  if (partial_.empty() && input.size() >= body_size_) {
    body = take(input, body_size_);
  } else {
    // Grows with what arrives, not with what was announced.
    const auto taken = take(input, body_size_ - partial_.size());
    partial_.insert(partial_.end(), taken.begin(), taken.end());
    if (partial_.size() < body_size_) return std::nullopt;
    body = partial_;
    delivered_ = true;
  }
  stage_ = Stage::kHeader;
  const auto packet = finish(body);
  if (!packet) return std::unexpected(packet.error());
  return *packet;
}

std::expected<Packet, TransportError> Transport::finish(MutableByteView body) {
  if (framing_ != Framing::kFull) return Packet{body, quick_ack_};
  const auto covered = body.first(body.size() - 4);
  if (crc(crc(0, header_), covered) != load_le<std::uint32_t>(body.data() + covered.size())) {
    return std::unexpected(TransportError::kBadChecksum);
  }
  if (load_le<std::int32_t>(body.data()) != received_) return std::unexpected(TransportError::kBadSequence);
  ++received_;
  return Packet{covered.subspan(4), false};
}

// The bytes before a packet. -> bits of the padding behind it: how many bytes in the lowest two, then those.
std::uint32_t Transport::put_head(std::size_t packet_size, Random& random, Bytes& out) {
  CHECK(framing_ != Framing::kUnknown);
  const auto size = static_cast<std::uint32_t>(packet_size);
  std::uint32_t padding = 0;
  switch (framing_) {
    case Framing::kAbridged:
      CHECK(size % 4 == 0);
      if (size / 4 < 0x7f) {
        out.push_back(static_cast<std::uint8_t>(size / 4));
      } else {
        put(out, 0x7f | size / 4 << 8);
      }
      break;
    case Framing::kPaddedIntermediate:
      // Fewer than four bytes although the document allows 15: Telethon takes the size modulo 4 for the
      // padding. A transport error has to stay recognisable by its size.
      padding = size == 4 ? 0 : random.next<std::uint32_t>();
      put(out, size + (padding & 3));
      break;
    case Framing::kFull:
      put(out, size + kFullOverhead);
      put(out, static_cast<std::uint32_t>(sent_++));
      break;
    default:
      put(out, size);
  }
  return padding;
}

void Transport::put_tail(std::uint32_t padding, std::uint32_t checksum, Bytes& out) {
  for (auto left = padding & 3; left > 0; --left) {
    padding >>= 8;
    out.push_back(static_cast<std::uint8_t>(padding));
  }
  if (framing_ == Framing::kFull) put(out, checksum);
}

void Transport::frame(ByteView packet, Random& random, Bytes& out) {
  const auto start = out.size();
  out.reserve(start + packet.size() + kFullOverhead);
  const auto padding = put_head(packet.size(), random, out);
  out.insert(out.end(), packet.begin(), packet.end());
  const bool summed = framing_ == Framing::kFull;
  put_tail(padding, summed ? crc(0, ByteView{out}.subspan(start)) : 0, out);
  encrypt_from(start, out);
}

void Transport::frame_in_place(Bytes& packet, Random& random, Bytes& head) {
  const auto start = head.size();
  const auto padding = put_head(packet.size(), random, head);
  const bool summed = framing_ == Framing::kFull;
  put_tail(padding, summed ? crc(crc(0, ByteView{head}.subspan(start)), packet) : 0, packet);
  encrypt_from(start, head);
  encrypt_from(0, packet);
}

// "Quick ack": the token's top bit is set, where a length has none; abridged reads the first byte first.
void Transport::frame_quick_ack(std::uint32_t token, Bytes& out) {
  if (framing_ == Framing::kFull) return;
  const auto start = out.size();
  out.resize(start + 4);
  store_le(out.data() + start, framing_ == Framing::kAbridged ? __builtin_bswap32(token) : token);
  encrypt_from(start, out);
}

void Transport::frame_error(std::int32_t code, Bytes& out) {
  std::array<std::uint8_t, 4> packet;
  store_le(packet.data(), code);
  frame(packet, system_random(), out);
}

void Transport::encrypt_from(std::size_t start, Bytes& out) {
  if (obfuscation_) obfuscation_->encrypt.apply(MutableByteView{out}.subspan(start));
}

}  // namespace botschaft::mtproto
