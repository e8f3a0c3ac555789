#include "desk/report.h"

#include <fmt/format.h>

#include <charconv>

#include "desk/fields.h"
#include "desk/report_tree.h"

namespace botschaft::desk {
namespace {

std::int64_t number(const std::string& text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

std::string target_of(PeerId peer) {
  const auto* kind = peer.is_user() ? "user" : peer.is_chat() ? "chat" : "channel";
  return fmt::format("{}:{}", kind, peer.bare());
}

std::string canonical(const Report& report) {
  std::string out;
  add_field(out, "report", name_of(report.kind));
  add_field(out, "target", report.target);
  add_field(out, "option", report.option);
  if (const auto* option = find_report_option(report.option)) {
    add_field(out, "category", option->category);
    add_field(out, "keyword", option->keyword);
  }
  add_field(out, "comment", report.comment);
  if (report.kind != ReportKind::message) return out;
  add_field(out, "author", fmt::format("{}", report.author.value));
  add_field(out, "sent-at", fmt::format("{}", report.sent_at));
  add_field(out, "edited-at", fmt::format("{}", report.edited_at));
  add_field(out, "text", report.text);
  return out;
}

std::optional<Report> parse_report(std::string_view text) {
  const Fields said(text);
  const auto kind = named<ReportKind>(said["report"]);
  if (!kind) return std::nullopt;
  return Report{.kind = *kind,
                .target = said["target"],
                .option = said["option"],
                .comment = said["comment"],
                .author = PeerId{number(said["author"])},
                .sent_at = number(said["sent-at"]),
                .edited_at = number(said["edited-at"]),
                .text = said["text"]};
}

}  // namespace botschaft::desk
