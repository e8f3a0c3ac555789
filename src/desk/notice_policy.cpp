#include "desk/notice_policy.h"

#include <algorithm>
#include <array>

namespace botschaft::desk {
namespace {

using I = Instrument;
using enum Telling;

constexpr Seconds kWeek = 7 * kDay;
// DSA 9(5), 10(5) leave the length of a delay to the authority and national law; without an end it would be
// for ever, so we end each after half a year unless it is asked for anew.
constexpr Seconds kCeiling = 183 * kDay;
constexpr int kRenewed = 1'000;

constexpr std::array kPolicies = {
    NoticePolicy{I::dsa16_notice, told, 0, 0, 0, "DSA 17"},
    NoticePolicy{I::dsa9_order, told, kCeiling, kCeiling, kRenewed, "DSA 9(5)"},
    NoticePolicy{I::dsa10_order, told, kCeiling, kCeiling, kRenewed, "DSA 10(5)"},
    NoticePolicy{I::dsa20_complaint, told, 0, 0, 0, "DSA 20(5)"},
    NoticePolicy{I::tco_removal, told, 6 * kWeek, 6 * kWeek, 1, "TCO 11(3)"},
    NoticePolicy{I::epoc, issuer_tells, 0, 0, 0, "e-Evidence 13"},
    NoticePolicy{I::epoc_emergency, issuer_tells, 0, 0, 0, "e-Evidence 13"},
    NoticePolicy{I::epoc_preservation, issuer_tells, 0, 0, 0, "e-Evidence 13"},
    NoticePolicy{I::free_letter, told, kCeiling, kCeiling, kRenewed, "our own rule"},
    NoticePolicy{I::contact, nobody, 0, 0, 0, "DSA 11, 12"},
    NoticePolicy{I::threat_to_life, told, kCeiling, kCeiling, kRenewed, "DSA 18"},
    NoticePolicy{I::data_subject, told, 0, 0, 0, "GDPR 12"},
};
static_assert(kPolicies.size() == Names<Instrument>::kAll.size());

}  // namespace

const NoticePolicy& notice_policy(Instrument instrument) {
  return kPolicies[static_cast<std::size_t>(instrument) - 1];
}

Outcome<Gag> make_gag(Instrument instrument, Seconds from, Seconds until, std::string basis,
                      const std::optional<Gag>& previous) {
  const auto& policy = notice_policy(instrument);
  if (policy.gag_first == 0) return refuse(Why::no_gag_here);
  if (basis.empty() || until <= from) return refuse(Why::bad_input);
  const int extension = previous ? previous->extension + 1 : 0;
  if (extension > policy.extensions) return refuse(Why::gag_too_long);
  const Seconds begin = previous ? previous->until : from;
  if (until - begin > (previous ? policy.gag_extension : policy.gag_first)) return refuse(Why::gag_too_long);
  return Gag{.from = begin, .until = until, .extension = extension, .basis = std::move(basis)};
}

std::optional<Seconds> tell_at(Instrument instrument, Seconds effect, const std::optional<Gag>& gag) {
  if (notice_policy(instrument).telling != told) return std::nullopt;
  return gag ? std::max(effect, gag->until) : effect;
}

}  // namespace botschaft::desk
