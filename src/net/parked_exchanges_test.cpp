#include "net/parked_exchanges.h"

#include <gtest/gtest.h>

#include "base/clock.h"
#include "crypto/rsa.h"

namespace botschaft::net {
namespace {

class Parked : public testing::Test {
 protected:
  std::shared_ptr<mtproto::KeyExchange> exchange() {
    return std::make_shared<mtproto::KeyExchange>(rsa, clock, random);
  }
  // A packet of the exchange with this server_nonce, as the client or the server sends it.
  static Bytes packet(std::uint64_t server_nonce, std::size_t size = 100) {
    Bytes bytes(size);
    if (size >= 48) store_le(bytes.data() + 40, server_nonce);
    return bytes;
  }

  crypto::RsaKey rsa = crypto::RsaKey::generate();
  ManualClock clock;
  SeededRandom random{1};
  ParkedExchanges parked;
};

TEST_F(Parked, OnePacketGetsTheExchange) {
  const auto one = exchange();
  const auto other = exchange();
  parked.park(packet(1), one);
  parked.park(packet(2), other);
  EXPECT_EQ(parked.take(packet(3)), nullptr);
  EXPECT_EQ(parked.take(packet(2)), other);
  EXPECT_EQ(parked.take(packet(2)), nullptr) << "nobody else may use it meanwhile";
  EXPECT_EQ(parked.take(packet(1)), one);
}

TEST_F(Parked, PacketsOfNoExchange) {
  parked.park({}, exchange());
  parked.park(packet(0, 55), exchange());
  EXPECT_EQ(parked.take(packet(0, 55)), nullptr);
  EXPECT_EQ(parked.take(packet(0, 56)), nullptr);
  EXPECT_EQ(parked.take({}), nullptr);
}

TEST_F(Parked, ThoseUnusedLongestAreForgotten) {
  const auto one = exchange();
  for (std::uint64_t i = 0; i <= ParkedExchanges::kMax; ++i) parked.park(packet(i), one);
  EXPECT_EQ(parked.take(packet(0)), nullptr);
  EXPECT_EQ(parked.take(packet(1)), one);
}

}  // namespace
}  // namespace botschaft::net
