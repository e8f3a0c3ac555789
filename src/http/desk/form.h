#pragma once
// Bodies as they come: JSON, or application/x-www-form-urlencoded of an HTML form; and whether they are what
// the fields of a row ask for.
#include <expected>
#include <utility>

#include "http/desk/endpoint.h"

namespace botschaft::http {

// The pairs of a query or a form, decoded; nothing for a bad escape, a NUL, or text that is not UTF-8.
using Pairs = std::vector<std::pair<std::string, std::string>>;
std::optional<Pairs> parse_pairs(std::string_view text);

// A form as the JSON that it stands for: a text field that is empty was left out, a list has one member per
// line, a box that is ticked is true.
json::object form_object(const Pairs& pairs, std::span<const Field> fields);

// What is wrong with a body, in the terms of problem().
struct Fault {
  std::string code;   // "unknown-field", "missing-field", "bad-field"
  std::string field;  // "who.mail", "targets[2]"
};
std::optional<Fault> find_fault(const json::object& body, std::span<const Field> fields);

// The body of a request to this row, or the refusal.
std::expected<json::object, Reply> read_body(const Endpoint& row, const Request& request);

}  // namespace botschaft::http
