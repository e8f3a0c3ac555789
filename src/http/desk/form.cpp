#include "http/desk/form.h"

#include <fmt/format.h>

#include <algorithm>

namespace botschaft::http {
namespace {

constexpr std::size_t kPairsMax = 256;
constexpr std::size_t kDepthMax = 16;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Boost.JSON reads nothing else as a string.
bool is_utf8(std::string_view text) {
  boost::system::error_code error;
  json::parse(json::serialize(json::string(text)), error);
  return !error;
}

std::optional<std::string> decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+') {
      out += ' ';
    } else if (text[i] != '%') {
      out += text[i];
    } else {
      const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
      const int low = high < 0 ? -1 : hex_digit(text[i + 2]);
      if (low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  if (out.find('\0') != out.npos || !is_utf8(out)) return std::nullopt;
  return out;
}

json::array lines_of(std::string_view text) {
  json::array lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    if (!line.empty()) lines.push_back(json::string(line));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

bool is_good_text(std::string_view text, const Field& field) {
  if (text.size() > field.max) return false;
  if (std::ranges::any_of(text, [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t';
      }))
    return false;
  return field.words.empty() || std::ranges::find(field.words, text) != field.words.end();
}

std::optional<Fault> find_fault(const json::object& body, std::span<const Field> fields,
                                const std::string& above);

std::optional<Fault> fault_of(const json::value& value, const Field& field, const std::string& name) {
  const Fault bad{"bad-field", name};
  switch (field.type) {
    case FieldType::anything:
      return std::nullopt;
    case FieldType::text:
      if (!value.is_string() || !is_good_text(value.get_string(), field)) return bad;
      if (field.required && value.get_string().empty()) return Fault{"missing-field", name};
      return std::nullopt;
    case FieldType::number:
      return value.is_int64() ? std::nullopt : std::optional(bad);
    case FieldType::boolean:
      return value.is_bool() ? std::nullopt : std::optional(bad);
    case FieldType::object:
      return value.is_object() ? find_fault(value.get_object(), field.fields, name + ".") : bad;
    case FieldType::texts:
    case FieldType::objects:
      break;
  }
  if (!value.is_array() || value.get_array().size() > field.max) return bad;
  if (field.required && value.get_array().empty()) return Fault{"missing-field", name};
  std::size_t index = 0;
  for (const auto& member : value.get_array()) {
    const auto here = fmt::format("{}[{}]", name, index++);
    const Field one{.name = field.name,
                    .type = field.type == FieldType::texts ? FieldType::text : FieldType::object,
                    .fields = field.fields,
                    .words = field.words};
    if (auto fault = fault_of(member, one, here)) return fault;
  }
  return std::nullopt;
}

std::optional<Fault> find_fault(const json::object& body, std::span<const Field> fields,
                                const std::string& above) {
  for (const auto& member : body) {
    const auto name = above + std::string(member.key());
    const auto field = std::ranges::find(fields, std::string_view(member.key()), &Field::name);
    if (field == fields.end()) return Fault{"unknown-field", name};
    if (auto fault = fault_of(member.value(), *field, name)) return fault;
  }
  for (const auto& field : fields)
    if (field.required && !body.contains(field.name))
      return Fault{"missing-field", above + std::string(field.name)};
  return std::nullopt;
}

bool is_media_type(const Request& request, std::string_view type) {
  const auto said = request.header("Content-Type");
  auto name = said.substr(0, said.find(';'));
  while (name.ends_with(' ')) name.remove_suffix(1);
  return equal_ignoring_case(name, type);
}

}  // namespace

std::optional<Pairs> parse_pairs(std::string_view text) {
  Pairs pairs;
  while (!text.empty()) {
    const auto end = std::min(text.find('&'), text.size());
    const auto pair = text.substr(0, end);
    const auto equals = std::min(pair.find('='), pair.size());
    auto key = decoded(pair.substr(0, equals));
    auto value = decoded(pair.substr(std::min(equals + 1, pair.size())));
    if (!key || !value || pairs.size() == kPairsMax) return std::nullopt;
    if (!pair.empty()) pairs.emplace_back(*std::move(key), *std::move(value));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return pairs;
}

json::object form_object(const Pairs& pairs, std::span<const Field> fields) {
  json::object body;
  for (const auto& [key, value] : pairs) {
    if (value.empty()) continue;
    const auto field = std::ranges::find(fields, std::string_view(key), &Field::name);
    const auto type = field == fields.end() ? FieldType::text : field->type;
    if (type == FieldType::texts)
      body[key] = lines_of(value);
    else if (type == FieldType::boolean)
      body[key] = value == "on" || value == "true";
    else
      body[key] = value;
  }
  return body;
}

std::optional<Fault> find_fault(const json::object& body, std::span<const Field> fields) {
  return find_fault(body, fields, "");
}

std::expected<json::object, Reply> read_body(const Endpoint& row, const Request& request) {
  json::object body;
  if (row.form && is_media_type(request, "application/x-www-form-urlencoded")) {
    const auto pairs = parse_pairs(request.body);
    if (!pairs) return std::unexpected(problem(400, "bad-form", "the form cannot be read"));
    body = form_object(*pairs, row.body);
  } else if (request.body.empty() && row.body.empty()) {
    return body;
  } else if (!is_media_type(request, "application/json")) {
    return std::unexpected(problem(415, "not-json", "the body must be application/json"));
  } else {
    boost::system::error_code error;
    json::parse_options options;
    options.max_depth = kDepthMax;
    auto value = json::parse(request.body, error, {}, options);
    if (error || !value.is_object())
      return std::unexpected(problem(400, "bad-json", "the body is not a JSON object"));
    body = std::move(value.get_object());
  }
  const auto fault = find_fault(body, row.body);
  if (!fault) return body;
  auto refusal = problem(422, fault->code, "the body is not as this address wants it: see \"field\"");
  refusal.body.as_object()["field"] = fault->field;
  return std::unexpected(std::move(refusal));
}

}  // namespace botschaft::http
