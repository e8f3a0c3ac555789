#include "server/web_request.h"

#include "server/delivery/transfer.h"

namespace botschaft::server {
namespace {

struct Body {
  std::string bytes;
  std::size_t max;
};

std::size_t take(char* data, std::size_t size, std::size_t count, void* into) {
  auto& body = *static_cast<Body*>(into);
  const auto bytes = size * count;
  if (bytes > body.max - body.bytes.size()) return 0;  // ends the transfer
  body.bytes.append(data, bytes);
  return bytes;
}

}  // namespace

std::expected<WebAnswer, std::string> ask(const WebRequest& request) {
  auto transfer = new_transfer(request.url, "http,https");
  Body body{.bytes = {}, .max = request.body_max};
  CurlList headers;
  for (const auto& header : request.headers) append(headers, header);
  if (!request.content_type.empty()) {
    append(headers, "Content-Type: " + request.content_type);
    append(headers, "Expect:");
    curl_easy_setopt(transfer.get(), CURLOPT_POSTFIELDS, request.body.data());
    curl_easy_setopt(transfer.get(), CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(request.body.size()));
  }
  curl_easy_setopt(transfer.get(), CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(transfer.get(), CURLOPT_WRITEFUNCTION, take);
  curl_easy_setopt(transfer.get(), CURLOPT_WRITEDATA, &body);
  const auto outcome = curl_easy_perform(transfer.get());
  if (outcome != CURLE_OK)
    return std::unexpected(request.url + " cannot be reached: " + curl_easy_strerror(outcome));
  WebAnswer answer{.status = 0, .content_type = {}, .body = std::move(body.bytes)};
  curl_easy_getinfo(transfer.get(), CURLINFO_RESPONSE_CODE, &answer.status);
  const char* type = nullptr;
  curl_easy_getinfo(transfer.get(), CURLINFO_CONTENT_TYPE, &type);
  if (type != nullptr) answer.content_type = type;
  return answer;
}

}  // namespace botschaft::server
