#include "tl/codec.h"

#include <gtest/gtest.h>

#include "tl/api.h"
#include "tl/mtproto.h"

namespace botschaft::tl {
namespace {

std::string hex(const Object& object) { return to_hex(to_bytes(object).value()); }

TEST(Codec, MessageRoundTrip) {
  auto m = make<message>();
  m->id = 5;
  m->peer_id = make<peerUser>({.user_id = 7});
  m->message = "hello";
  m->out = true;
  m->date = 9;
  const auto bytes = to_bytes(*m).value();
  auto back = decode<message>(ByteView(bytes));
  ASSERT_TRUE(back);
  EXPECT_EQ(hex(**back), hex(*m));
  EXPECT_EQ((*back)->peer_id.as<peerUser>()->user_id, 7);
  EXPECT_EQ(dump(**back, Secrets::show),
            R"({"_":"message","out":true,"id":5,"peer_id":{"_":"peerUser","user_id":"7"},"date":9,"message":"hello"})");
}

TEST(Codec, PeerUserBytes) {
  EXPECT_EQ(hex(*make<peerUser>({.user_id = 7})), "22175159" "0700000000000000");
}

}  // namespace
}  // namespace botschaft::tl
