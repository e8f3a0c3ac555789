#pragma once
// A report made inside a client, as it is kept: what was reported, as who reported it saw it, and why. The
// payload of its entry in the contact log.
#include <optional>
#include <string>

#include "base/ids.h"
#include "desk/states.h"

namespace botschaft::desk {

enum class ReportKind : std::uint8_t { message = 1, peer, profile_photo };

struct Report {
  ReportKind kind = {};
  std::string target;     // canonical, as Submission::target
  std::string option;     // a leaf of report_tree.h, whose category and keyword are kept, too
  std::string comment;    // words of who reports; "": none
  PeerId author = {};     // of a message
  Seconds sent_at = 0;    // of a message
  Seconds edited_at = 0;  // 0: never
  std::string text;       // of a message
  friend bool operator==(const Report&, const Report&) = default;
};

// The same report always the same text.
std::string canonical(const Report& report);
std::optional<Report> parse_report(std::string_view text);  // of canonical() alone

// "user:7", "chat:3", "channel:9": how a target names a person, group or channel.
std::string target_of(PeerId peer);

template <>
struct Names<ReportKind> {
  static constexpr std::array<std::string_view, 3> kAll = {"message", "peer", "profile-photo"};
};

}  // namespace botschaft::desk
