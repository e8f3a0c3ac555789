#include "net/http_stream.h"

// The program compiles Beast's parser here and nowhere else, header-only: its separate compilation would
// build all of Beast.
#undef BOOST_BEAST_SEPARATE_COMPILATION
#include <ctime>
#include <optional>

#include <fmt/format.h>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include "mtproto/websocket.h"

namespace botschaft::net {

namespace beast = boost::beast::http;
using botschaft::http::Method;
using botschaft::http::Request;
using botschaft::http::Response;

struct HttpStream::Parser {
  std::optional<beast::request_parser<beast::string_body>> current;

  beast::request_parser<beast::string_body>& begin() {
    if (!current) {
      current.emplace();
      current->header_limit(kHeaderLimit);
      current->body_limit(kBodyLimit);
    }
    return *current;
  }
};

namespace {

std::string_view plain(boost::core::string_view text) {
  return {text.data(), text.size()};
}

Method method_of(beast::verb verb) {
  switch (verb) {
    case beast::verb::get:
      return Method::get;
    case beast::verb::head:
      return Method::head;
    case beast::verb::post:
      return Method::post;
    case beast::verb::options:
      return Method::options;
    default:
      return Method::other;
  }
}

Request to_request(beast::request<beast::string_body>& message) {
  Request request;
  request.method = method_of(message.method());
  request.target = plain(message.target());
  for (const auto& field : message)
    request.headers.emplace_back(plain(field.name_string()), plain(field.value()));
  request.body = std::move(message.body());
  return request;
}

// RFC 9110 section 5.6.7.
std::string http_date(std::int32_t unix_seconds) {
  const std::time_t time = unix_seconds;
  std::tm utc{};
  gmtime_r(&time, &utc);
  std::array<char, 40> text;
  return {text.data(), std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &utc)};
}

struct Framing {
  bool keep_alive = false;
  bool with_body = true;
};

void write(const Response& response, Framing framing, const Clock& clock, OutputQueue& out) {
  const auto length = response.body ? response.body->size() : 0;
  auto head = fmt::format("HTTP/1.1 {} {}\r\nDate: {}\r\n", response.status, http::reason(response.status),
                          http_date(clock.unix_seconds()));
  if (response.status != 304 && response.status != 204 && response.status != 101)
    head += fmt::format("Content-Length: {}\r\n", length);
  if (response.status != 101)
    head += framing.keep_alive ? "Connection: keep-alive\r\n" : "Connection: close\r\n";
  for (const auto& [name, value] : response.headers)
    head.append(name).append(": ").append(value).append("\r\n");
  head += "\r\n";
  out.append(std::string_view(head));
  if (framing.with_body) out.append(response.body);
}

// What the client is told about a request that cannot be read.
Response refusal(beast::error error) {
  switch (error) {
    case beast::error::header_limit:
      return http::failure(431, "the header is larger than 16 KiB");
    case beast::error::body_limit:
      return http::failure(413, "the body is larger than 64 KiB");
    case beast::error::bad_version:
      return http::failure(505, "only HTTP/1.0 and HTTP/1.1 are spoken here");
    case beast::error::bad_transfer_encoding:
      return http::failure(501, "requests with a Transfer-Encoding are not served");
    default:
      return http::failure(400, "the request is malformed");
  }
}

bool is_websocket_path(std::string_view target) {
  const auto path = target.substr(0, target.find('?'));
  // The suffixes are those of the official web clients for test servers and premium accounts.
  return path == "/apiws" || path == "/apiws_test" || path == "/apiws_premium";
}

// RFC 6455 section 4.2.1. Status 101 or the reason why not.
Response upgrade(const HttpService& service, const Request& request) {
  if (request.method != Method::get || !http::list_contains(request.header("Connection"), "upgrade") ||
      !http::list_contains(request.header("Upgrade"), "websocket") ||
      request.header("Sec-WebSocket-Version") != "13") {
    auto response = http::failure(426, "this address speaks WebSocket, version 13");
    response.set("Upgrade", "websocket");
    response.set("Sec-WebSocket-Version", "13");
    return response;
  }
  const auto key = request.header("Sec-WebSocket-Key");
  constexpr std::size_t kKeySize = 24;  // 16 bytes in base64
  if (key.size() != kKeySize || !key.ends_with("=="))
    return http::failure(400, "Sec-WebSocket-Key is malformed");
  if (!origin_allowed(service, request.header("Origin"), request.header("Host")))
    return http::failure(403, "pages of this origin may not connect here");
  Response response;
  response.status = 101;
  response.set("Upgrade", "websocket");
  response.set("Connection", "Upgrade");
  response.set("Sec-WebSocket-Accept", mtproto::websocket_accept(key));
  // Browsers fail the connection unless the sub-protocol they asked for is confirmed.
  if (http::list_contains(request.header("Sec-WebSocket-Protocol"), "binary"))
    response.set("Sec-WebSocket-Protocol", "binary");
  return response;
}

}  // namespace

bool origin_allowed(const HttpService& service, std::string_view origin, std::string_view host) {
  if (origin.empty()) return true;
  if (const auto scheme = origin.find("://"); scheme != std::string_view::npos && !host.empty())
    if (http::equal_ignoring_case(origin.substr(scheme + 3), host)) return true;
  for (const auto& allowed : service.allowed_origins)
    if (allowed == "*" || http::equal_ignoring_case(allowed, origin)) return true;
  return false;
}

HttpStream::HttpStream(const HttpService& service)
    : service_(&service), parser_(std::make_unique<Parser>()) {}
HttpStream::~HttpStream() = default;
HttpStream::HttpStream(HttpStream&&) noexcept = default;
HttpStream& HttpStream::operator=(HttpStream&&) noexcept = default;

bool HttpStream::in_request() const {
  return parser_->current.has_value();
}

HttpStream::State HttpStream::receive(Bytes& buffer, OutputQueue& out) {
  std::size_t used = 0;
  auto state = State::kOpen;
  while (state == State::kOpen && used < buffer.size() && out.size() < kOutputLimit) {
    auto& parser = parser_->begin();
    boost::system::error_code error;
    used += parser.put(boost::asio::const_buffer(buffer.data() + used, buffer.size() - used), error);
    if (error == beast::error::need_more) break;
    if (!error && parser.is_header_done() && parser.chunked()) {
      // Beast 1.81's parser of chunks aborts on some malformed input, and no client of ours sends chunks.
      error = beast::error::bad_transfer_encoding;
    }
    if (error) {
      const auto code = error.category() == beast::make_error_code(beast::error::bad_value).category()
                            ? static_cast<beast::error>(error.value())
                            : beast::error::bad_value;
      write(refusal(code), {}, service_->clock, out);
      state = State::kClosed;
    } else if (parser.is_done()) {
      state = respond(out);
      parser_->current.reset();
    }
  }
  buffer.erase(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(used));
  if (buffer.empty()) buffer = Bytes();
  return state;
}

HttpStream::State HttpStream::respond(OutputQueue& out) {
  auto message = parser_->current->release();
  const bool keep_alive = message.keep_alive();
  Request request = to_request(message);
  if (is_websocket_path(request.target)) {
    const auto response = upgrade(*service_, request);
    write(response, {.keep_alive = keep_alive}, service_->clock, out);
    if (response.status == 101) return State::kUpgraded;
    return keep_alive ? State::kOpen : State::kClosed;
  }
  const auto response = service_->router.handle(request);
  write(response, {.keep_alive = keep_alive, .with_body = request.method != Method::head}, service_->clock,
        out);
  return keep_alive ? State::kOpen : State::kClosed;
}

}  // namespace botschaft::net
