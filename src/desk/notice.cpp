#include "desk/notice.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "desk/fields.h"
#include "desk/report_tree.h"

namespace botschaft::desk {
namespace {

constexpr std::array<std::string_view, 3> kNameless = {"CHILD_SEXUAL_ABUSE_MATERIAL",
                                                       "CHILD_SEXUAL_ABUSE_MATERIAL_DEEPFAKE",
                                                       "GROOMING_SEXUAL_ENTICEMENT_MINORS"};

}  // namespace

std::string canonical(const Notice& notice) {
  std::string out;
  add_field(out, "notice", "dsa-16");
  add_field(out, "target", notice.target);
  for (const auto& location : notice.locations) add_field(out, "location", location);
  add_field(out, "option", notice.option);
  if (const auto* option = find_report_option(notice.option)) {
    add_field(out, "category", option->category);
    add_field(out, "keyword", option->keyword);
  }
  add_field(out, "reasons", notice.reasons);
  add_field(out, "name", notice.name);
  add_field(out, "mail", notice.mail);
  add_field(out, "good-faith", notice.good_faith ? "yes" : "no");
  return out;
}

std::optional<Notice> parse_notice(std::string_view text) {
  const Fields said(text);
  if (said["notice"] != "dsa-16") return std::nullopt;
  return Notice{.target = said["target"],
                .locations = said.every("location"),
                .option = said["option"],
                .reasons = said["reasons"],
                .name = said["name"],
                .mail = said["mail"],
                .good_faith = said["good-faith"] == "yes"};
}

bool may_be_nameless(std::string_view option) {
  const auto* found = find_report_option(option);
  return found != nullptr && std::ranges::find(kNameless, found->keyword) != kNameless.end();
}

std::string canonical(const ContactRequest& request) {
  std::string out;
  add_field(out, "contact-request", request.subject);
  add_field(out, "text", request.text);
  add_field(out, "name", request.name);
  add_field(out, "organisation", request.organisation);
  add_field(out, "mail", request.mail);
  return out;
}

std::optional<ContactRequest> parse_contact_request(std::string_view text) {
  if (!text.starts_with("contact-request: ")) return std::nullopt;
  const Fields said(text);
  return ContactRequest{.subject = said["contact-request"],
                        .text = said["text"],
                        .name = said["name"],
                        .organisation = said["organisation"],
                        .mail = said["mail"]};
}

std::string text_of_step(std::string_view payload) {
  constexpr std::string_view kText = "\ntext: ";
  constexpr std::string_view kBytes = " bytes\n";
  const auto at = payload.find(kText);
  if (at == payload.npos) return {};
  const auto rest = payload.substr(at + kText.size());
  std::size_t size = 0;
  const auto read = std::from_chars(rest.data(), rest.data() + rest.size(), size);
  const auto begin = static_cast<std::size_t>(read.ptr - rest.data());
  if (read.ec != std::errc() || !rest.substr(begin).starts_with(kBytes)) return {};
  return std::string(rest.substr(begin + kBytes.size(), size));
}

}  // namespace botschaft::desk
