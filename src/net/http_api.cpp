#include "net/http_api.h"

#include "net/http_stream.h"

namespace botschaft::net {

using http::Method;

namespace {

// As the official servers send them.
void add_cors(std::string_view origin, http::Headers& headers) {
  if (origin.empty()) return;
  headers.emplace_back("Access-Control-Allow-Origin", origin);
  headers.emplace_back("Access-Control-Allow-Methods", "POST, OPTIONS");
  headers.emplace_back("Access-Control-Allow-Headers", "origin, content-type");
  headers.emplace_back("Access-Control-Max-Age", "1728000");
  headers.emplace_back("Vary", "Origin");
}

}  // namespace

std::string_view origin_form(std::string_view target) {
  const auto scheme = target.find("://");
  if (target.starts_with('/') || scheme == std::string_view::npos) return target;
  const auto path = target.find('/', scheme + 3);
  return path == std::string_view::npos ? "/" : target.substr(path);
}

bool is_api_path(std::string_view path) {
  if (!path.starts_with("/api")) return false;
  path.remove_prefix(4);
  for (const std::string_view part : {"w", "1", "_test", "_premium"})
    if (path.starts_with(part)) path.remove_prefix(part.size());
  return path.empty();
}

bool is_api_path_for_pages(std::string_view path) {
  return is_api_path(path) && path.starts_with("/apiw");
}

std::optional<http::Response> answer_without_packet(const HttpService& service, std::string_view path,
                                                    const ApiRequest& request) {
  if (!origin_allowed(service, request.origin, request.host))
    return http::failure(403, "pages of this origin may not connect here");
  if (request.method != Method::post) {
    auto response = request.method == Method::options ? http::Response{204, {}, nullptr}
                                                      : http::failure(405, "packets come by POST");
    response.set("Allow", "POST, OPTIONS");
    if (is_api_path_for_pages(path)) add_cors(request.origin, response.headers);
    return response;
  }
  if (!request.content_length) return http::failure(411, "a packet has a Content-Length");
  if (*request.content_length == 0) return http::failure(400, "the body must be one packet");
  if (*request.content_length > request.limit) return http::failure(413, "the packet is too large");
  return std::nullopt;
}

http::Headers api_headers(std::string_view origin) {
  http::Headers headers{{"Content-Type", "application/octet-stream"}, {"Cache-Control", "no-store"}};
  add_cors(origin, headers);
  return headers;
}

}  // namespace botschaft::net
