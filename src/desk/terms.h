#pragma once
// The nouns of the desk. Stored numbers: never reuse one. Names are what the contact log and the JSON API
// write.
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace botschaft::desk {

using Seconds = std::int64_t;  // since 1970, or a length of time
inline constexpr Seconds kMinute = 60;
inline constexpr Seconds kHour = 60 * kMinute;
inline constexpr Seconds kDay = 24 * kHour;

// Who writes in. Each lane has its own limits and workers; that of authorities has no limits.
enum class Lane : std::uint8_t { users = 1, trusted_flaggers, authorities };

enum class CaseKind : std::uint8_t { notice = 1, order, contact_request, appeal };

// What the case rests on, and hence its clocks, its reply forms and whether the person concerned is told.
enum class Instrument : std::uint8_t {
  dsa16_notice = 1,   // Reg. 2022/2065, Art. 16; by a trusted flagger also Art. 22
  dsa9_order,         // to act against content
  dsa10_order,        // to give information
  dsa20_complaint,    // against a decision
  tco_removal,        // Reg. 2021/784, Art. 3
  epoc,               // Reg. 2023/1543, production
  epoc_emergency,     // Art. 10(4)
  epoc_preservation,  // EPOC-PR
  free_letter,        // an authority's letter that is none of these
  contact,            // a question, an introduction, a wish to meet
  threat_to_life,     // DSA 18, TCO 14(5): the operator tells the authorities
  data_subject,       // GDPR 12 to 20
};

// What it is about. DSA Section 3 (Art. 20 to 28) binds for `public_content` alone: Art. 3(i), (k).
enum class Subject : std::uint8_t { none = 1, public_content, private_content, account };
constexpr bool is_platform(Subject subject) {
  return subject == Subject::public_content;
}

// How large the operator is, DSA Art. 15(2), 19, 33. TCO and e-Evidence know no such exemption.
enum class OperatorTier : std::uint8_t { hosting = 1, micro_small_platform, platform, vlop };

// Who somebody was shown to be: L0 claimed, L1 mail domain and DKIM, L2 register and call-back, L3 passkey or
// mTLS, L4 signed order.
enum class IdentityLevel : std::uint8_t { claimed, domain, register_match, strong, signed_order };

enum class Role : std::uint8_t {
  system = 1,  // the program itself
  reporter,    // whoever sent a notice, or is concerned by a decision
  flagger,
  officer,  // of an authority
  moderator,
  second_reviewer,
  appeal_reviewer,
  operator_,
  auditor,  // reads, and sees no personal data
};

// Kinds of entries in the contact log.
enum class LogKind : std::uint8_t {
  received = 1,
  acked,
  viewed,
  clock_paused,
  clock_resumed,
  proposed,
  returned,
  decided,
  effected,
  notified,
  disclosed,
  preserved,
  appealed,
  reversed,
  replied,
  withdrawn,
  gag_set,
  gag_ended,
  escalated,
  meeting,
  contact_changed,
  erased,
  attempted,  // what was refused for want of a second person or a level
  evidence_viewed,
  expired,         // the time of somebody else is over: data need not be held, no objection came
  people_changed,  // of the desk: who may, and how they show it
  register_changed,
  identified,  // what was shown of who asks, and who was introduced
};

// Names in the order of the numbers, which begin at kFirst.
template <class E>
struct Names;
template <>
struct Names<Lane> {
  static constexpr std::array<std::string_view, 3> kAll = {"users", "trusted-flaggers", "authorities"};
};
template <>
struct Names<CaseKind> {
  static constexpr std::array<std::string_view, 4> kAll = {"notice", "order", "contact-request", "appeal"};
};
template <>
struct Names<Instrument> {
  static constexpr std::array<std::string_view, 12> kAll = {"dsa-16", "dsa-9",   "dsa-10",         "dsa-20",
                                                            "tco",    "epoc",    "epoc-emergency", "epoc-pr",
                                                            "letter", "contact", "threat-to-life", "gdpr"};
};
template <>
struct Names<Subject> {
  static constexpr std::array<std::string_view, 4> kAll = {"none", "public-content", "private-content",
                                                           "account"};
};
template <>
struct Names<OperatorTier> {
  static constexpr std::array<std::string_view, 4> kAll = {"hosting", "micro_small_platform", "platform",
                                                           "vlop"};
};
template <>
struct Names<Role> {
  static constexpr std::array<std::string_view, 9> kAll = {"system",          "reporter",  "flagger",
                                                           "officer",         "moderator", "second-reviewer",
                                                           "appeal-reviewer", "operator",  "auditor"};
};
template <>
struct Names<LogKind> {
  static constexpr std::array<std::string_view, 28> kAll = {
      "received",  "acked",          "viewed",           "clock-paused", "clock-resumed", "proposed",
      "returned",  "decided",        "effected",         "notified",     "disclosed",     "preserved",
      "appealed",  "reversed",       "replied",          "withdrawn",    "gag-set",       "gag-ended",
      "escalated", "meeting",        "contact-changed",  "erased",       "attempted",     "evidence-viewed",
      "expired",   "people-changed", "register-changed", "identified"};
};

template <class E>
constexpr std::string_view name_of(E value) {
  return Names<E>::kAll[static_cast<std::size_t>(value) - 1];
}

// The other way; nothing for a word that names none.
template <class E>
constexpr std::optional<E> named(std::string_view word) {
  for (std::size_t i = 0; i < Names<E>::kAll.size(); ++i)
    if (Names<E>::kAll[i] == word) return static_cast<E>(i + 1);
  return std::nullopt;
}

template <class E>
constexpr E each(std::size_t i) {  // 0, 1, ... Names<E>::kAll.size() - 1
  return static_cast<E>(i + 1);
}

}  // namespace botschaft::desk
