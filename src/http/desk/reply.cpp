// Refusals, and what a call says of itself.
#include <algorithm>
#include <array>

#include "http/desk/endpoint.h"
#include "http/desk/form.h"

namespace botschaft::http {
namespace {

struct Said {
  std::uint16_t status;
  std::string_view code;
  std::string_view detail;
};

// In the order of desk::Why.
constexpr std::array<Said, 9> kRefusals = {{
    {404, "no-such-case", "there is no such case"},
    {409, "no-such-step", "nothing of that kind can be done to the case as it stands"},
    {403, "not-your-role", "this is for others to do"},
    {409, "unmet-condition", "what has to hold first does not: see \"missing\""},
    {422, "key-reused", "the Idempotency-Key came before with another body"},
    {422, "bad-input", "what was sent does not fit together"},
    {422, "gag-too-long", "the law does not let anybody be kept in the dark for so long"},
    {422, "no-gag-here", "nobody may be kept in the dark under this instrument"},
    {409, "held", "it must be kept"},
}};

}  // namespace

std::string_view DeskCall::text(std::string_view field) const {
  const auto* value = body.if_contains(field);
  return value && value->is_string() ? std::string_view(value->get_string()) : std::string_view();
}

bool DeskCall::flag(std::string_view field) const {
  const auto* value = body.if_contains(field);
  return value && value->is_bool() && value->get_bool();
}

Reply problem(std::uint16_t status, std::string_view code, std::string_view detail) {
  return {.status = status,
          .body = json::object{{"type", "about:blank"},
                               {"title", std::string_view(reason(status))},
                               {"status", status},
                               {"code", code},
                               {"detail", detail}}};
}

Reply problem(const desk::Refusal& refusal) {
  const auto& said = kRefusals[static_cast<std::size_t>(refusal.why) - 1];
  auto reply = problem(said.status, said.code, said.detail);
  json::array missing;
  for (const auto condition : desk::all_conditions())
    if (refusal.missing.has(condition)) missing.push_back(json::string(desk::name_of(condition)));
  if (!missing.empty()) reply.body.as_object()["missing"] = std::move(missing);
  return reply;
}

std::string query_of(const Request& request, std::string_view name) {
  const auto at = request.target.find('?');
  if (at == std::string::npos) return {};
  const auto pairs = parse_pairs(std::string_view(request.target).substr(at + 1));
  if (!pairs) return {};
  for (const auto& [key, value] : *pairs)
    if (key == name) return value;
  return {};
}

desk::Language language_of(const Request& request) {
  if (const auto asked = query_of(request, "lang"); !asked.empty()) return desk::language_of(asked);
  auto accepted = request.header("Accept-Language");
  while (!accepted.empty()) {
    const auto end = std::min(accepted.find(','), accepted.size());
    auto tag = accepted.substr(0, end);
    tag.remove_prefix(std::min(tag.find_first_not_of(' '), tag.size()));
    if (tag.starts_with("de") || tag.starts_with("en")) return desk::language_of(tag.substr(0, 2));
    accepted.remove_prefix(std::min(end + 1, accepted.size()));
  }
  return desk::Language::english;
}

}  // namespace botschaft::http
