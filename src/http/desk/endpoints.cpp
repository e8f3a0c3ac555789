#include "http/desk/endpoints.h"

#include <algorithm>

#include "http/desk/intake.h"
#include "http/desk/pages.h"

namespace botschaft::http {
namespace {

std::vector<const Endpoint*> collect() {
  std::vector<const Endpoint*> all;
  for (const auto rows : {
           openapi_endpoints(),
           order_endpoints(),
           queue_endpoints(),
           case_endpoints(),
           intake_endpoints(),
           submission_endpoints(),
           report_page_endpoints(),
           status_page_endpoints(),
           session_endpoints(),
           people_endpoints(),
           identity_endpoints(),
           elsewhere_endpoints(),
           evidence_endpoints(),
       })
    for (const auto& row : rows) all.push_back(&row);
  return all;
}

// The parts of `path`, if it is one of `pattern`.
std::optional<std::vector<std::string_view>> parts_of(std::string_view pattern, std::string_view path) {
  std::vector<std::string_view> parts;
  while (!pattern.empty()) {
    if (pattern.front() != '{') {
      const auto fixed = pattern.substr(0, pattern.find('{'));
      if (!path.starts_with(fixed)) return std::nullopt;
      pattern.remove_prefix(fixed.size());
      path.remove_prefix(fixed.size());
      continue;
    }
    const auto part = path.substr(0, path.find('/'));
    if (part.empty()) return std::nullopt;
    parts.push_back(part);
    pattern.remove_prefix(pattern.find('}') + 1);
    path.remove_prefix(part.size());
  }
  if (!path.empty()) return std::nullopt;
  return parts;
}

}  // namespace

std::span<const Endpoint* const> desk_endpoints() {
  static const auto all = collect();
  return all;
}

Match match_endpoint(std::span<const Endpoint* const> rows, Method method, std::string_view path) {
  const auto wanted = method == Method::head ? Method::get : method;
  Match match;
  for (const auto* row : rows) {
    auto parts = parts_of(row->path, path);
    if (!parts) continue;
    // A fixed path goes before one with parts: "/cases/mine" before "/cases/{ref}".
    const bool better = !match.row || parts->size() < match.path.size();
    if (row->method != wanted)
      match.other_method = true;
    else if (better)
      match = {.row = row, .other_method = match.other_method, .path = *std::move(parts)};
  }
  return match;
}

}  // namespace botschaft::http
