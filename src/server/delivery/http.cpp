#include "server/delivery/http.h"

#include "server/delivery/message_text.h"
#include "server/delivery/transfer.h"

namespace botschaft::server {

Result<void> HttpDelivery::deliver(const domain::CodeMessage& message) {
  const std::string body = message_json(message, server_name_);
  CurlList headers;
  append(headers, "Content-Type: application/json");
  if (!token_.empty()) append(headers, "Authorization: Bearer " + token_);
  auto transfer = new_transfer(url_, "http,https");
  curl_easy_setopt(transfer.get(), CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(transfer.get(), CURLOPT_POSTFIELDS, body.data());
  curl_easy_setopt(transfer.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
  return perform(transfer, "the gateway");
}

}  // namespace botschaft::server
