// The stream of a connection. First byte: bit 0 puts the rest behind a good obfuscated header, the others
// choose how the stream is cut. However it is cut, the same packets and the same end must come out.
#include <algorithm>

#include "base/check.h"
#include "crypto/aes_ctr.h"
#include "mtproto/transport.h"

namespace {

using namespace botschaft;
using mtproto::Transport;

struct Outcome {
  std::vector<Bytes> packets;
  std::optional<mtproto::TransportError> error;
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

Outcome run(Bytes stream, std::size_t piece_size) {
  Transport transport;
  Outcome outcome;
  for (std::size_t at = 0; at < stream.size(); at += piece_size) {
    auto input = MutableByteView{stream}.subspan(at, std::min(piece_size, stream.size() - at));
    for (;;) {
      const auto packet = transport.next(input);
      if (!packet) {
        outcome.error = packet.error();
        return outcome;
      }
      if (!*packet) break;
      outcome.packets.push_back(to_bytes((*packet)->bytes));
      Bytes answer;
      SeededRandom random(1);
      transport.frame(Bytes(8), random, answer);
      transport.frame_quick_ack(0x80000000, answer);
    }
    CHECK(input.empty());
    CHECK(transport.buffered() <= 2 * stream.size() + 64);
  }
  return outcome;
}

// A header of zeros where keys are, and a tag that decrypts to padded intermediate; then `stream` encrypted.
Bytes obfuscated(ByteView stream) {
  Bytes out(64, 1);
  const auto key = std::span<const std::uint8_t>{out}.subspan<8, 32>();
  const auto iv = std::span<const std::uint8_t>{out}.subspan<40, 16>();
  crypto::AesCtr cipher(key, iv);
  Bytes plain(64, 0xdd);
  cipher.apply(plain);
  std::copy(plain.begin() + 56, plain.end(), out.begin() + 56);
  Bytes body = to_bytes(stream);
  cipher.apply(body);
  out.insert(out.end(), body.begin(), body.end());
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const ByteView rest{data + 1, size - 1};
  mtproto::sniff(rest);
  const Bytes stream = (data[0] & 1) != 0 ? obfuscated(rest) : to_bytes(rest);
  const auto whole = run(stream, stream.size() + 1);
  CHECK(whole == run(stream, 1 + (data[0] >> 1)));
  return 0;
}
