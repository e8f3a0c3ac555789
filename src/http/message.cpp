#include "http/message.h"

#include <algorithm>

namespace botschaft::http {

namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (lower(c) >= 'a' && lower(c) <= 'f') return lower(c) - 'a' + 10;
  return -1;
}

bool refused_by_quality(std::string_view parameters) {
  const auto q = parameters.find("q=");
  if (q == std::string_view::npos) return false;
  const auto value = trim(parameters.substr(q + 2));
  return !value.empty() && value.find_first_not_of("0.") == std::string_view::npos;
}

bool has_dot_segment(std::string_view path) {
  for (std::size_t at = 0; at < path.size();) {
    const auto end = std::min(path.find('/', at + 1), path.size());
    const auto segment = path.substr(at + 1, end - at - 1);
    if (segment == "." || segment == "..") return true;
    at = end;
  }
  return false;
}

Response with_body(std::uint16_t status, std::string_view type, std::string body) {
  Response response;
  response.status = status;
  response.set("Content-Type", type);
  response.set("Cache-Control", "no-store");
  response.body = std::make_shared<const std::string>(std::move(body));
  return response;
}

}  // namespace

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view Request::header(std::string_view name) const {
  for (const auto& [key, value] : headers)
    if (equal_ignoring_case(key, name)) return value;
  return {};
}

void Response::set(std::string_view name, std::string_view value) {
  for (auto& [key, old] : headers) {
    if (!equal_ignoring_case(key, name)) continue;
    old = value;
    return;
  }
  headers.emplace_back(name, value);
}

std::string_view reason(std::uint16_t status) {
  static constexpr std::pair<std::uint16_t, std::string_view> kReasons[] = {
      {101, "Switching Protocols"},
      {200, "OK"},
      {201, "Created"},
      {202, "Accepted"},
      {204, "No Content"},
      {303, "See Other"},
      {304, "Not Modified"},
      {400, "Bad Request"},
      {401, "Unauthorized"},
      {403, "Forbidden"},
      {404, "Not Found"},
      {405, "Method Not Allowed"},
      {408, "Request Timeout"},
      {409, "Conflict"},
      {410, "Gone"},
      {411, "Length Required"},
      {413, "Content Too Large"},
      {415, "Unsupported Media Type"},
      {422, "Unprocessable Content"},
      {426, "Upgrade Required"},
      {429, "Too Many Requests"},
      {431, "Request Header Fields Too Large"},
      {500, "Internal Server Error"},
      {501, "Not Implemented"},
      {502, "Bad Gateway"},
      {503, "Service Unavailable"},
      {505, "HTTP Version Not Supported"},
  };
  const auto* const found = std::ranges::find(kReasons, status, [](const auto& each) { return each.first; });
  return found == std::end(kReasons) ? "Unknown" : found->second;
}

Response text(std::uint16_t status, std::string_view body) {
  return with_body(status, "text/plain; charset=utf-8", std::string(body));
}

Response json_document(std::uint16_t status, std::string body) {
  return with_body(status, "application/json; charset=utf-8", std::move(body));
}

Response failure(std::uint16_t status, std::string_view detail) {
  // Details are our own sentences: ASCII without quotes or backslashes, so they need no escaping.
  std::string body = "{\"error\":\"";
  body.append(reason(status)).append("\",\"detail\":\"").append(detail).append("\"}\n");
  return json_document(status, std::move(body));
}

std::string decode_path(std::string_view target) {
  const auto raw = target.substr(0, target.find_first_of("?#"));
  if (raw.empty() || raw.front() != '/') return {};
  std::string path;
  path.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    char c = raw[i];
    if (c == '%') {
      const int high = i + 2 < raw.size() ? hex_digit(raw[i + 1]) : -1;
      const int low = high < 0 ? -1 : hex_digit(raw[i + 2]);
      if (low < 0) return {};
      c = static_cast<char>(high * 16 + low);
      i += 2;
    }
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == '\\') return {};
    path += c;
  }
  return has_dot_segment(path) ? std::string() : path;
}

bool list_contains(std::string_view value, std::string_view token) {
  while (!value.empty()) {
    const auto comma = std::min(value.find(','), value.size());
    const auto member = value.substr(0, comma);
    const auto semicolon = std::min(member.find(';'), member.size());
    if (equal_ignoring_case(trim(member.substr(0, semicolon)), token))
      return !refused_by_quality(member.substr(semicolon));
    value.remove_prefix(std::min(comma + 1, value.size()));
  }
  return false;
}

}  // namespace botschaft::http
