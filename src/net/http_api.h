#pragma once
// Which HTTP requests carry MTProto packets, and what is said to those that do not as they should.
// core.telegram.org/mtproto/transports, "URI format" and "HTTP".
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http/message.h"

namespace botschaft::net {

struct HttpService;

// A request to an address of the API, as far as its header goes.
struct ApiRequest {
  http::Method method = http::Method::other;
  std::string_view origin;
  std::string_view host;
  std::optional<std::uint64_t> content_length;
  std::uint64_t limit = 0;  // on the body
};

// The part of a request target that begins with '/'. Clients of proxies send all of the URI.
std::string_view origin_form(std::string_view target);

// POSTs to /api[w][1][_test][_premium] carry packets. The name says nothing but that with a 'w' pages of
// other origins, where allowed, want to read the response.
bool is_api_path(std::string_view path);
bool is_api_path_for_pages(std::string_view path);

// The answer to a request that carries no packet; nullopt if its body is one.
std::optional<http::Response> answer_without_packet(const HttpService& service, std::string_view path,
                                                    const ApiRequest& request);

// The headers of a response with a packet, or a transport error, as body. `origin`: "" if no page of another
// origin asked.
http::Headers api_headers(std::string_view origin);

}  // namespace botschaft::net
