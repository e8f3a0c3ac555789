#include "server/delivery/transfer.h"

#include "base/check.h"
#include "base/log.h"

namespace botschaft::server {
namespace {

constexpr long kConnectTimeout_s = 10;
constexpr long kTimeout_s = 30;

std::size_t discard(char*, std::size_t size, std::size_t count, void*) {
  return size * count;
}

// libcurl wants this once, before any thread uses it.
const CURLcode kInitialized = curl_global_init(CURL_GLOBAL_DEFAULT);

}  // namespace

Curl new_transfer(const std::string& url, const char* protocols) {
  CHECK(kInitialized == CURLE_OK);
  Curl transfer(curl_easy_init());
  CHECK(transfer != nullptr);
  curl_easy_setopt(transfer.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(transfer.get(), CURLOPT_PROTOCOLS_STR, protocols);
  curl_easy_setopt(transfer.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(transfer.get(), CURLOPT_CONNECTTIMEOUT, kConnectTimeout_s);
  curl_easy_setopt(transfer.get(), CURLOPT_TIMEOUT, kTimeout_s);
  curl_easy_setopt(transfer.get(), CURLOPT_WRITEFUNCTION, discard);
  return transfer;
}

void append(CurlList& list, const std::string& line) {
  auto* const longer = curl_slist_append(list.get(), line.c_str());
  CHECK(longer != nullptr);
  (void)list.release();
  list.reset(longer);
}

Result<void> perform(Curl& transfer, std::string_view who) {
  const CURLcode outcome = curl_easy_perform(transfer.get());
  if (outcome != CURLE_OK) {
    log::warn("delivery: {} failed: {}", who, curl_easy_strerror(outcome));
    return fail(Err::SMS_CODE_CREATE_FAILED);
  }
  long status = 0;
  curl_easy_getinfo(transfer.get(), CURLINFO_RESPONSE_CODE, &status);
  if (status < 200 || status > 299) {
    log::warn("delivery: {} answered {}", who, status);
    return fail(Err::SMS_CODE_CREATE_FAILED);
  }
  return {};
}

}  // namespace botschaft::server
