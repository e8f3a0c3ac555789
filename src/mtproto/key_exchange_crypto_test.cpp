#include "mtproto/key_exchange_crypto.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "crypto/dh.h"
#include "crypto/hash.h"
#include "tl/codec.h"
#include "tl/mtproto.h"

namespace botschaft::mtproto {
namespace {

template <class T>
T array_of(std::string_view hex) {
  const auto bytes = from_hex(hex);
  T out{};
  EXPECT_TRUE(bytes && bytes->size() == out.size());
  std::ranges::copy(*bytes, out.begin());
  return out;
}

// One real exchange with Telegram's servers, published in core.telegram.org/mtproto/samples-auth_key.
const auto kNewNonce = array_of<NewNonce>("bf8cb5bd9c5b4fe7cf24d64d281f89311576d53c0da65a83267e57315414c9a6");
const auto kServerNonce = array_of<Nonce>("63248f6748214eab8a2f4cc876e11974");

TEST(KeyExchangeCrypto, TemporaryCipherOfThePublishedExample) {
  const auto cipher = temporary_cipher(kNewNonce, kServerNonce);
  EXPECT_EQ(to_hex(cipher.key), "16f548177058e8d39c41cbad4d419446beb12eb9b8f5ad28ea824b8015f17d81");
  EXPECT_EQ(to_hex(cipher.iv), "c4d14166c1378e35c698460047dbb6075441be9984611c28837357ebbf8cb5bd");
}

// Also a known answer for AES-256-IGE and for the prime.
TEST(KeyExchangeCrypto, TelegramsAnswerOfThePublishedExampleOpens) {
  Bytes answer = *from_hex(
      "c334d313064174f443ce90e13c835faea6ae9677089a0781cc8c17adc8ff5b5072934c1dfb1f2b9222197de8"
      "06186e6612e0cfa2593809b4b91b49f006ffbbd9eaaade1eedca046f500a77bb538e3c2f02a4a6814df0bc779"
      "93e493b7f2c98344f674455a90a541070740f4b811fff4b80b161737e0e867ff20d03be6b52ba66f7319d03b62"
      "1732e1c880202eaf61df31de831e7ac97b0ffdbffffa7019d399553f37b645913238443f4c560a59a5ba6aa6b"
      "faeb159fd2291fcda49a23e8009196b8062dd424f45d3b43538c68b2c070a845c260052dd3c266659fa6c0c6a8"
      "ff36fbff8dab36e06beb5e18afe38027fda45e65884a503402840e21c1869101f4c613e9eda61c2eb0aa987046"
      "f8069c2c002ee48a95844dd62e0e4b612257391b014d3b043d7c193f936352f9d799cc4017ca544896bb09b3b5"
      "b8b70c2c5e48295a82cf13bcf5fb0ba52991ec5c25188ab783cbced3573babb255e82741eaf4941609aeff960a"
      "4f2b41f92e78595141ebc73677e09104b8690d3e3c30fca78bb0f97b4336e925bcb0c85a805458ee7b8dad7599"
      "388c338394fb317c0c6bd5ec2cd564177ec059e9705efaf2048ed0b014ea89c60ee48cc547fe51ce4d0f13dea2"
      "abea9f2425b3fa2987d960edef619b67921b2e92219c81f709c2924414932257d5f3eeb12d0aaf2b29511988dac"
      "c966792d7e26f04ef5f78cc18f8a9c620668fd76a668ac6e6d43474bfb5cfc927c15b5d1fd531f50b7edffcd50"
      "f6f04a0884566cc858d05a2b846d69a8799d36022112accca567d6b5efe799ac93de439a7d16ce61c16b02f89ad"
      "9acbd045111bc5f1");
  crypto::aes_ige_decrypt(temporary_cipher(kNewNonce, kServerNonce), answer);
  tl::Reader in(ByteView(answer).subspan(20));
  const auto inner = tl::decode<tl::mt_server_DH_inner_data>(in, tl::Trailing::allow);
  ASSERT_TRUE(inner);
  EXPECT_EQ(crypto::sha1(ByteView(answer).subspan(20, in.position())),
            array_of<crypto::Sha1>(to_hex(ByteView(answer).first(20))));
  EXPECT_EQ((*inner)->server_nonce, kServerNonce);
  EXPECT_EQ((*inner)->g, crypto::kDhGenerator);
  EXPECT_EQ((*inner)->dh_prime, as_text(crypto::dh_prime()));
}

TEST(KeyExchangeCrypto, NewNonceHashOfThePublishedExample) {
  const auto auth_key = array_of<crypto::AuthKey>(
      "8e1081a1b5ca1b399a9a9d7e08bb9a9182ab634f8c03f2a49f944e2f944a9c7"
      "1edba61a32a70d3dadeb33752ae515b16b2d8e75039c40ebe18136775c37273"
      "72a8df486606d671fd63842df0a44acc31e68b7b1ec6a731a1dc5c748f0cb46"
      "ac00fde363f0520b51d9b59eae519ea511a8e8591fc7010df0b07cdbab0401"
      "3dd85172cb54555dc5c982ea0a5dcf4411e798d338b823161fd8c93100b7a4"
      "26186b4c16f9113521081c8d2075872f4a0cf238034843dc01f2c26828721a2"
      "e2ffd93a9b0142b8df6355c43d9aef5b448f1cc0d84e0e72a7ff494d4cc3b1"
      "650050ddec5dc321ada68e420f45098280ceab58a1cbfaa60fff3218e56b474"
      "1143ac5a6f0");
  EXPECT_EQ(to_hex(new_nonce_hash(DhGen::kOk, kNewNonce, auth_key_aux_hash(auth_key))),
            "aa404b58df404d8f363772b14ce5a56f");
}

TEST(KeyExchangeCrypto, FirstSaltIsTheXorOfTheNonces) {
  EXPECT_EQ(first_salt(kNewNonce, kServerNonce),
            static_cast<std::int64_t>(0xe74f5b9cbdb58cbfULL ^ 0xab4e2148678f2463ULL));
}

}  // namespace
}  // namespace botschaft::mtproto
