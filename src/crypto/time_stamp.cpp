#include "crypto/time_stamp.h"

#include <openssl/ts.h>

#include <algorithm>
#include <ctime>
#include <memory>

#include "base/check.h"

namespace botschaft::crypto {
namespace {

struct End {
  void operator()(TS_REQ* request) const { TS_REQ_free(request); }
  void operator()(TS_RESP* response) const { TS_RESP_free(response); }
  void operator()(TS_MSG_IMPRINT* imprint) const { TS_MSG_IMPRINT_free(imprint); }
  void operator()(X509_ALGOR* algorithm) const { X509_ALGOR_free(algorithm); }
  void operator()(ASN1_INTEGER* number) const { ASN1_INTEGER_free(number); }
};
template <class T>
using Owned = std::unique_ptr<T, End>;

constexpr long kVersion = 1;

}  // namespace

Bytes time_stamp_query(const Sha256& hash, std::uint64_t nonce) {
  const Owned<TS_REQ> request(TS_REQ_new());
  const Owned<TS_MSG_IMPRINT> imprint(TS_MSG_IMPRINT_new());
  const Owned<X509_ALGOR> algorithm(X509_ALGOR_new());
  const Owned<ASN1_INTEGER> number(ASN1_INTEGER_new());
  CHECK(request && imprint && algorithm && number);
  auto copy = hash;
  CHECK(X509_ALGOR_set0(algorithm.get(), OBJ_nid2obj(NID_sha256), V_ASN1_NULL, nullptr) == 1 &&
        TS_MSG_IMPRINT_set_algo(imprint.get(), algorithm.get()) == 1 &&
        TS_MSG_IMPRINT_set_msg(imprint.get(), copy.data(), static_cast<int>(copy.size())) == 1 &&
        ASN1_INTEGER_set_uint64(number.get(), nonce) == 1 &&
        TS_REQ_set_version(request.get(), kVersion) == 1 &&
        TS_REQ_set_msg_imprint(request.get(), imprint.get()) == 1 &&
        TS_REQ_set_nonce(request.get(), number.get()) == 1 && TS_REQ_set_cert_req(request.get(), 1) == 1);
  unsigned char* der = nullptr;
  const int size = i2d_TS_REQ(request.get(), &der);
  CHECK(size > 0);
  Bytes bytes(der, der + size);
  OPENSSL_free(der);
  return bytes;
}

std::expected<std::int64_t, std::string> stamped_at(ByteView response, const Sha256& hash,
                                                    std::uint64_t nonce) {
  const auto wrong = [](const char* sentence) { return std::unexpected(std::string(sentence)); };
  const auto* bytes = response.data();
  const Owned<TS_RESP> read(d2i_TS_RESP(nullptr, &bytes, static_cast<long>(response.size())));
  if (!read) return wrong("the answer is no time stamp");
  const auto status = ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(TS_RESP_get_status_info(read.get())));
  TS_TST_INFO* info = TS_RESP_get_tst_info(read.get());
  if ((status != TS_STATUS_GRANTED && status != TS_STATUS_GRANTED_WITH_MODS) || info == nullptr)
    return wrong("the time stamp was refused");
  const auto* said = TS_MSG_IMPRINT_get_msg(TS_TST_INFO_get_msg_imprint(info));
  if (!std::ranges::equal(
          std::span(ASN1_STRING_get0_data(said), static_cast<std::size_t>(ASN1_STRING_length(said))), hash))
    return wrong("the time stamp is for something else");
  std::uint64_t number = 0;
  const auto* echoed = TS_TST_INFO_get_nonce(info);
  if (echoed == nullptr || ASN1_INTEGER_get_uint64(&number, echoed) != 1 || number != nonce)
    return wrong("the time stamp answers another query");
  std::tm time{};
  if (ASN1_TIME_to_tm(TS_TST_INFO_get_time(info), &time) != 1) return wrong("the time stamp has no time");
  return timegm(&time);
}

}  // namespace botschaft::crypto
