// What an authorised client can send. The input is a row of messages, each two bytes of length (in words) and
// flags and then the body, which are encrypted and given to a session; then the whole input as one packet
// that nobody encrypted. All that the session sends must be well-formed, and its memory bounded.
#include "base/check.h"
#include "mtproto/session.h"
#include "mtproto/session_test_client.h"

namespace {

using namespace botschaft;
using namespace botschaft::mtproto;

enum Flags : std::uint8_t { kContent = 1, kAnswer = 2, kReconnect = 4, kRepeat = 8, kPush = 16, kWait = 32 };

void talk_through(ByteView input) {
  test::Conversation talk({.unacked_count = 16, .received_ids = 32, .unpacked_bytes = 1 << 16});
  std::int64_t last_id = 0;
  while (input.size() >= 2) {
    const std::size_t size = std::min<std::size_t>(input[0] * 4u, (input.size() - 2) & ~std::size_t{3});
    const auto flags = input[1];
    Bytes body = to_bytes(input.subspan(2, size));
    input = input.subspan(2 + size);
    // Ids in the input name recent messages: 8 bytes of 0xff and a number become one.
    for (std::size_t at = 0; at + 8 <= body.size(); at += 4) {
      if (load_le<std::uint32_t>(body.data() + at) == 0xffffffff) store_le(body.data() + at, last_id);
    }
    if ((flags & kWait) != 0) talk.clock.advance_us(400'000'000);
    if ((flags & kRepeat) == 0) last_id = talk.client_id();
    if ((flags & kReconnect) != 0) talk.reconnect();
    talk.send({last_id, (flags & kContent) != 0 ? talk.content_seqno() : 0, body});
    if ((flags & kAnswer) != 0) {
      for (const auto& request : talk.events.requests) {
        talk.session.answer(request.msg_id, test::object_message(1));
      }
      talk.events.requests.clear();
    }
    if ((flags & kPush) != 0) talk.session.push(std::make_shared<const Bytes>(test::object_message(2)));
    talk.session.take_updates_lost();
    talk.flush();
    CHECK(talk.session.heap_bytes() < 64 * 1024);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  talk_through({data, size});
  Bytes packet(data, data + size);
  CHECK(!open_envelope(test::test_key(), packet).has_value());
  return 0;
}
