#include "net/http_stream.h"

// The program compiles Beast's parser here and nowhere else, header-only: its separate compilation would
// build all of Beast.
#undef BOOST_BEAST_SEPARATE_COMPILATION
#include <algorithm>
#include <ctime>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>

#include "mtproto/transport.h"
#include "mtproto/websocket.h"
#include "net/http_api.h"

namespace botschaft::net {

namespace beast = boost::beast::http;
using botschaft::http::Method;
using botschaft::http::Request;
using botschaft::http::Response;

// What is to be sent for a request that has been read, and what comes then.
struct Answer {
  bool to_packet = false;
  std::optional<Request> later;  // what is answered later
  Response response;
  bool keep_alive = false;
  bool with_body = true;
  HttpStream::State then = HttpStream::State::kClosed;
};

struct HttpStream::Parser {
  using Head = beast::request_parser<beast::empty_body>;

  std::optional<Head> head;
  Bytes body;                 // grows with what arrives, not with what was announced
  std::uint64_t missing = 0;  // of the body
  std::string path;           // with the query
  std::optional<Answer> answer;

  Head& begin() {
    if (!head) {
      head.emplace();
      head->header_limit(kHeaderLimit);
      head->body_limit(boost::none);
      head->skip(true);  // bodies are read here
    }
    return *head;
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

Request to_request(const beast::request<beast::empty_body>& message) {
  Request request;
  request.method = method_of(message.method());
  request.target = origin_form(plain(message.target()));
  for (const auto& field : message)
    request.headers.emplace_back(plain(field.name_string()), plain(field.value()));
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

std::string head_of(std::uint16_t status, const http::Headers& headers, bool keep_alive,
                    std::optional<std::size_t> length, const Clock& clock) {
  auto head = fmt::format("HTTP/1.1 {} {}\r\nDate: {}\r\n", status, http::reason(status),
                          http_date(clock.unix_seconds()));
  if (status != 101) head += keep_alive ? "Connection: keep-alive\r\n" : "Connection: close\r\n";
  for (const auto& [name, value] : headers) head.append(name).append(": ").append(value).append("\r\n");
  // The last one: Telethon takes the body to begin after it.
  if (length) head += fmt::format("Content-Length: {}\r\n", *length);
  head += "\r\n";
  return head;
}

void write(const Answer& answer, const Clock& clock, OutputQueue& out) {
  const auto& response = answer.response;
  std::optional<std::size_t> length;
  if (response.status != 304 && response.status != 204 && response.status != 101)
    length = response.body ? response.body->size() : 0;
  out.append(std::string_view(head_of(response.status, response.headers, answer.keep_alive, length, clock)));
  if (answer.with_body) out.append(response.body);
}

// What the client is told about a request that cannot be read.
Response refusal(beast::error error) {
  switch (error) {
    case beast::error::header_limit:
      return http::failure(431, "the header is larger than 16 KiB");
    case beast::error::bad_version:
      return http::failure(505, "only HTTP/1.0 and HTTP/1.1 are spoken here");
    case beast::error::bad_transfer_encoding:
      return http::failure(501, "requests with a Transfer-Encoding are not served");
    default:
      return http::failure(400, "the request is malformed");
  }
}

std::string_view without_query(std::string_view target) {
  return target.substr(0, target.find('?'));
}

bool is_websocket_path(std::string_view path) {
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
    : service_(&service),
      parser_(std::make_unique<Parser>()),
      packet_limit_(mtproto::Transport::kUnauthenticatedLimit) {}
HttpStream::~HttpStream() = default;
HttpStream::HttpStream(HttpStream&&) noexcept = default;
HttpStream& HttpStream::operator=(HttpStream&&) noexcept = default;

bool HttpStream::in_request() const {
  return parser_->head.has_value() && !parser_->answer;
}

bool HttpStream::has_answer() const {
  return parser_->answer.has_value();
}

MutableByteView HttpStream::packet() {
  return parser_->body;
}

void HttpStream::release_packet() {
  if (!parser_->head) parser_->body = Bytes();
}

HttpStream::State HttpStream::receive(Bytes& buffer, OutputQueue& out) {
  if (last_) {
    buffer = Bytes();
    return done() ? State::kClosed : State::kOpen;
  }
  std::size_t used = 0;
  auto state = State::kOpen;
  while (state == State::kOpen && out.size() < kOutputLimit) {
    if (!parser_->answer) used += read(ByteView(buffer).subspan(used));
    if (!parser_->answer) break;
    state = answer(out);
  }
  buffer.erase(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(used));
  if (buffer.empty()) buffer = Bytes();
  return state;
}

// Returns how much was used: all of it, or what belongs to one request, to which there is an answer then.
std::size_t HttpStream::read(ByteView input) {
  std::size_t used = 0;
  auto& parser = *parser_;
  release_packet();
  if (input.empty()) return 0;
  if (!parser.head || !parser.head->is_done()) {
    boost::system::error_code error;
    used = parser.begin().put(boost::asio::const_buffer(input.data(), input.size()), error);
    if (error == beast::error::need_more) return used;
    if (error) {
      const auto code = error.category() == beast::make_error_code(beast::error::bad_value).category()
                            ? static_cast<beast::error>(error.value())
                            : beast::error::bad_value;
      parser.answer = Answer{.response = refusal(code)};
      return used;
    }
    on_header();
  }
  if (parser.answer) return used;
  const auto rest = input.subspan(used);
  const auto taken =
      rest.first(static_cast<std::size_t>(std::min<std::uint64_t>(parser.missing, rest.size())));
  parser.body.insert(parser.body.end(), taken.begin(), taken.end());
  parser.missing -= taken.size();
  if (parser.missing == 0) on_request();
  return used + taken.size();
}

// Refuses here what need not be read to its end.
void HttpStream::on_header() {
  auto& parser = *parser_;
  const auto& message = parser.head->get();
  const auto length = parser.head->content_length();
  parser.missing = length.value_or(0);
  parser.path = without_query(origin_form(plain(message.target())));
  if (message.find(beast::field::transfer_encoding) != message.end()) {
    // No client of ours sends chunks.
    parser.answer = Answer{.response = refusal(beast::error::bad_transfer_encoding)};
    return;
  }
  if (!is_api_path(parser.path)) {
    const auto path = http::decode_path(parser.path);
    const auto* later = service_->router.find_later(path);
    if (parser.missing > (later ? later->body_max(method_of(message.method()), path) : kBodyLimit))
      parser.answer = Answer{.response = http::failure(413, "the body is larger than this address takes")};
    return;
  }
  ApiRequest request{.method = method_of(message.method()),
                     .origin = plain(message[beast::field::origin]),
                     .host = plain(message[beast::field::host]),
                     .content_length = std::nullopt,
                     .limit = packet_limit_};
  if (length) request.content_length = *length;
  auto response = answer_without_packet(*service_, parser.path, request);
  if (!response) return;
  const bool keep_alive = parser.head->keep_alive() && parser.missing == 0;
  parser.answer = Answer{.response = *std::move(response),
                         .keep_alive = keep_alive,
                         .with_body = request.method != Method::head,
                         .then = keep_alive ? State::kOpen : State::kClosed};
}

void HttpStream::on_request() {
  auto& parser = *parser_;
  const bool keep_alive = parser.head->keep_alive();
  const auto then = keep_alive ? State::kOpen : State::kClosed;
  if (is_api_path(parser.path)) {
    parser.answer = Answer{.to_packet = true, .keep_alive = keep_alive, .then = State::kPacket};
    return;
  }
  Request request = to_request(parser.head->get());
  request.body = as_text(parser.body);
  parser.answer = Answer{.keep_alive = keep_alive, .with_body = request.method != Method::head, .then = then};
  if (is_websocket_path(parser.path)) {
    parser.answer->response = upgrade(*service_, request);
    if (parser.answer->response.status == 101) parser.answer->then = State::kUpgraded;
  } else if (service_->router.find_later(http::decode_path(parser.path))) {
    parser.answer->later = std::move(request);
    parser.body = Bytes();
  } else {
    parser.answer->response = service_->router.handle(request);
  }
}

HttpStream::State HttpStream::answer(OutputQueue& out) {
  auto& parser = *parser_;
  const auto& answer = *parser.answer;
  if (answer.later) return owed_.empty() ? State::kLater : State::kOwing;
  const auto then = answer.then;
  if (answer.to_packet) {
    Owed owed{.keep_alive = answer.keep_alive, .origin = {}};
    if (is_api_path_for_pages(parser.path)) owed.origin = plain(parser.head->get()[beast::field::origin]);
    last_ = !owed.keep_alive;
    owed_.push_back(std::move(owed));
  } else {
    if (!owed_.empty()) return State::kOwing;
    write(answer, service_->clock, out);
  }
  parser.answer.reset();
  parser.head.reset();
  return then;
}

Request HttpStream::take_request() {
  return *std::move(parser_->answer->later);
}

void HttpStream::respond_later(Response response, OutputQueue& out) {
  auto& answer = *parser_->answer;
  answer.response = std::move(response);
  last_ = !answer.keep_alive;
  write(answer, service_->clock, out);
  parser_->answer.reset();
  parser_->head.reset();
}

void HttpStream::respond(Bytes packet, OutputQueue& out) {
  if (owed_.empty()) return;
  const auto owed = std::move(owed_.front());
  owed_.erase(owed_.begin());
  out.append(std::string_view(
      head_of(200, api_headers(owed.origin), owed.keep_alive, packet.size(), service_->clock)));
  out.append(std::move(packet));
}

void HttpStream::refuse(std::int32_t code, OutputQueue& out) {
  Bytes body(4);
  store_le(body.data(), code);
  for (const auto& owed : std::exchange(owed_, {})) {
    out.append(std::string_view(head_of(static_cast<std::uint16_t>(-code), api_headers(owed.origin), false,
                                        body.size(), service_->clock)));
    out.append(Bytes(body));
  }
  last_ = true;
}

}  // namespace botschaft::net
