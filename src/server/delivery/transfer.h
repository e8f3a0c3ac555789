#pragma once
// One libcurl transfer, owned.
#include <curl/curl.h>

#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"

namespace botschaft::server {

struct CurlEnd {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Curl = std::unique_ptr<CURL, CurlEnd>;
using CurlList = std::unique_ptr<curl_slist, CurlEnd>;

// A handle with time limits, without redirects, for the given protocols only.
Curl new_transfer(const std::string& url, const char* protocols);

void append(CurlList& list, const std::string& line);

// Runs it. SMS_CODE_CREATE_FAILED on any failure, a status outside 200..299 included; `who` names it in the
// log.
Result<void> perform(Curl& transfer, std::string_view who);

}  // namespace botschaft::server
