// HTTP requests as anybody can send them: parser, router, POSTs with packets, the change to a WebSocket. The
// first byte chooses how the stream is cut. However it is cut, the same answers must go out and the same
// packets come in.
#include <algorithm>

#include "base/check.h"
#include "http/well_known.h"
#include "net/wire.h"

namespace {

using namespace botschaft;
using net::Wire;

const http::Router& router() {
  static const auto made = [] {
    http::Router all;
    http::WellKnown server;
    server.name = "fuzz";
    server.port = 8080;
    server.dcs = {1};
    http::add_well_known(all, server);
    all.add(http::Method::post, "/echo",
            [](const http::Request& request) { return http::text(200, request.body); });
    all.add_later("/later/", {.body_max = [](http::Method, std::string_view) { return 16; }, .run = {}});
    all.set_fallback([](const http::Request& request) {
      CHECK(request.path.starts_with('/') && request.path.find("/../") == std::string::npos);
      return http::text(200, request.path);
    });
    return all;
  }();
  return made;
}

struct Outcome {
  std::string sent;
  std::vector<Bytes> packets;
  bool closed = false;
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

void drain(Wire& wire, std::string& into) {
  while (!wire.output().empty()) {
    iovec part;
    wire.output().gather(std::span(&part, 1));
    into.append(static_cast<const char*>(part.iov_base), part.iov_len);
    wire.output().consume(part.iov_len);
  }
}

Outcome run(Bytes stream, std::size_t piece_size) {
  static const ManualClock clock;
  static const net::HttpService service{router(), clock, {"https://friend.example"}};
  Wire wire({}, service);
  SeededRandom random(1);
  Outcome outcome;
  for (std::size_t at = 0; at < stream.size() && !outcome.closed; at += piece_size) {
    auto input = MutableByteView{stream}.subspan(at, std::min(piece_size, stream.size() - at));
    for (;;) {
      const auto event = wire.next(input);
      drain(wire, outcome.sent);
      if (event.status == Wire::Status::kPacket) outcome.packets.push_back(to_bytes(event.packet.bytes));
      if (event.status == Wire::Status::kLater) wire.respond_later(http::text(200, wire.take_request().body));
      while (event.status == Wire::Status::kOwing && wire.owed() > 0) wire.send(Bytes(8), random);
      if (event.status == Wire::Status::kHeld) wire.hold(std::exchange(input, {}));
      outcome.closed = event.status == Wire::Status::kClosed;
      if (outcome.closed || event.status == Wire::Status::kNeedMore) break;
    }
  }
  drain(wire, outcome.sent);
  return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  constexpr std::size_t kPieces[] = {1, 2, 3, 7, 16, 61, 256, 1024};
  const Bytes stream(data + 1, data + size);
  const auto whole = run(stream, std::max<std::size_t>(1, stream.size()));
  const auto cut = run(stream, kPieces[data[0] % std::size(kPieces)]);
  // A broken header may be noticed at once or when its end comes, so one run can be ahead of the other.
  if (whole.closed == cut.closed) CHECK(whole == cut);
  CHECK(whole.sent.starts_with(cut.sent) || cut.sent.starts_with(whole.sent));
  return 0;
}
