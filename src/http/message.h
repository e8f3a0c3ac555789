#pragma once
// HTTP requests and responses as plain values. No sockets, no parser: `net` makes the one and sends the
// other.
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace botschaft::http {

enum class Method : std::uint8_t { get, head, post, options, other };

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Request {
  Method method = Method::get;
  std::string target;  // as sent: path and query, still percent-encoded
  std::string path;    // decoded and checked by the router; starts with '/'
  Headers headers;
  std::string body;
  std::string address;  // of the peer, as text; only where the answer comes later

  // The first header of this name (any case), or "".
  std::string_view header(std::string_view name) const;
};

// The body is shared: a static file is held once, however many connections are sending it.
struct Response {
  std::uint16_t status = 200;
  Headers headers;  // without Content-Length, Connection and Date, which belong to the connection
  std::shared_ptr<const std::string> body;

  void set(std::string_view name, std::string_view value);
};

// Gives the answer to one request, once, from any thread. `make` runs on the thread of the connection;
// nowhere if that is closed by then.
using Respond = std::function<void(std::function<Response()> make)>;

std::string_view reason(std::uint16_t status);
Response text(std::uint16_t status, std::string_view body);       // text/plain, not cached
Response json_document(std::uint16_t status, std::string body);   // application/json, not cached
Response failure(std::uint16_t status, std::string_view detail);  // {"error": ..., "detail": ...}

// The path of a request target, percent-decoded; "" if it must not be served: not absolute, a bad escape, a
// control character, a backslash, or a "." or ".." segment.
std::string decode_path(std::string_view target);

bool equal_ignoring_case(std::string_view a, std::string_view b);

// True if the comma-separated header value contains the token (any case, parameters after ';' ignored; a
// member with q=0 counts as absent).
bool list_contains(std::string_view value, std::string_view token);

}  // namespace botschaft::http
