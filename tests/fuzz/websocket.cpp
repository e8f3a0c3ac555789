// Frames of a WebSocket client. First byte: how the stream is cut; the cuts must make no difference.
#include <algorithm>

#include "base/check.h"
#include "mtproto/websocket.h"

namespace {

using namespace botschaft;
using mtproto::WebSocket;

struct Outcome {
  Bytes data;
  std::vector<Bytes> controls;
  std::optional<mtproto::CloseCode> error;
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

Outcome run(Bytes stream, std::size_t piece_size) {
  WebSocket socket(1 << 16);
  Outcome outcome;
  for (std::size_t at = 0; at < stream.size(); at += piece_size) {
    auto input = MutableByteView{stream}.subspan(at, std::min(piece_size, stream.size() - at));
    for (;;) {
      const auto event = socket.next(input);
      if (!event) {
        outcome.error = event.error();
        return outcome;
      }
      if (!*event) break;
      const auto payload = (*event)->payload;
      if ((*event)->kind == WebSocket::Event::Kind::kData) {
        outcome.data.insert(outcome.data.end(), payload.begin(), payload.end());
      } else {
        CHECK(payload.size() <= mtproto::kMaxControlPayload);
        outcome.controls.push_back(to_bytes(payload));
      }
    }
    CHECK(input.empty());
  }
  return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const Bytes stream(data + 1, data + size);
  CHECK(run(stream, stream.size() + 1) == run(stream, 1 + data[0]));
  return 0;
}
