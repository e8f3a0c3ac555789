#include "rpc/views/restriction.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "desk/language.h"
#include "rpc/help/phone_country.h"
#include "rpc/views/page_facts.h"
#include "store/authorizations.h"

namespace botschaft::rpc {
namespace {

using desk::Bilingual;
using desk::Language;
using domain::Measure;

constexpr std::array<Bilingual, 3> kWithheld = {{
    {"This message is not shown in your country ({0}). Case {1}.",
     "Diese Nachricht wird in deinem Land nicht gezeigt ({0}). Vorgang {1}."},
    {"This channel is not shown in your country ({0}). Case {1}.",
     "Dieser Kanal wird in deinem Land nicht gezeigt ({0}). Vorgang {1}."},
    {"This profile is not shown in your country ({0}). Case {1}.",
     "Dieses Profil wird in deinem Land nicht gezeigt ({0}). Vorgang {1}."},
}};
constexpr std::array<Bilingual, 3> kRemoved = {{
    {"This message was removed ({0}). Case {1}.", "Diese Nachricht wurde entfernt ({0}). Vorgang {1}."},
    {"This channel was removed ({0}). Case {1}.", "Dieser Kanal wurde entfernt ({0}). Vorgang {1}."},
    {"This profile was removed ({0}). Case {1}.", "Dieses Profil wurde entfernt ({0}). Vorgang {1}."},
}};
constexpr Bilingual kSuspended{"This account was suspended ({0}). Case {1}.",
                               "Dieses Konto wurde gesperrt ({0}). Vorgang {1}."};
constexpr Bilingual kSensitive{"For adults alone ({0}). Case {1}.", "Nur für Erwachsene ({0}). Vorgang {1}."};

const Bilingual& wording(const store::RestrictionRow& row, Restricted thing) {
  const auto at = static_cast<std::size_t>(thing);
  switch (static_cast<Measure>(row.measure)) {
    case Measure::suspend_account:
      return kSuspended;
    case Measure::age_restrict:
      return kSensitive;
    case Measure::withhold:
      return row.territory.empty() ? kRemoved[at] : kWithheld[at];
    default:
      return kRemoved[at];
  }
}

std::string reason_of(const store::RestrictionRow& row) {
  // The one word that clients act upon: they blur it, and show it to whoever says to be of age.
  if (static_cast<Measure>(row.measure) == Measure::age_restrict) return "sensitive";
  return row.by_law ? "law" : "terms";
}

Language language_of_viewer(store::Transaction& tx, UserId user) {
  if (user == 0) return Language::english;
  const auto devices = store::list_authorizations(tx, user);
  return devices.empty() ? Language::english : desk::language_of(devices.front().lang_code);
}

}  // namespace

std::optional<std::string> country_of(const Viewer& viewer, store::Transaction& tx) {
  if (viewer.user == 0) return std::nullopt;
  const auto row = store::find_user(tx, viewer.user);
  const auto by_phone = row ? country_of_phone(row->phone) : std::nullopt;
  return by_phone ? std::optional<std::string>(*by_phone) : std::nullopt;
}

std::vector<RestrictionText> restriction_texts(const Viewer& viewer, store::Transaction& tx,
                                               store::MessageKey on, Restricted thing) {
  const auto rows = domain::restrictions_for(tx, on, country_of(viewer, tx), viewer.now);
  std::vector<RestrictionText> texts;
  if (rows.empty()) return texts;
  const auto language = language_of_viewer(tx, viewer.user);
  for (const auto& row : rows) {
    auto platform = row.platforms.empty() ? std::string("all") : row.platforms;
    std::ranges::replace(platform, ' ', '-');
    texts.push_back(
        {.platform = std::move(platform),
         .reason = reason_of(row),
         .text = fmt::format(fmt::runtime(wording(row, thing).in(language)), row.provision, row.case_ref),
         .hides = domain::hides_content(row)});
  }
  return texts;
}

std::vector<RestrictionText> restriction_texts(const Viewer& viewer, store::Transaction& tx, PageFacts& facts,
                                               const store::MessageRow& row) {
  if (row.peer.is_channel()) {
    const auto& in = facts.in(row.peer);
    if (in && (in->channel.flags & store::kChannelRestricted) != 0) {
      auto whole = restriction_texts(viewer, tx, {row.peer.value, 0}, Restricted::channel);
      std::erase_if(whole, [](const RestrictionText& each) { return !each.hides; });
      if (!whole.empty()) return whole;
    }
  }
  if (!store::is_restricted(row)) return {};
  return restriction_texts(viewer, tx, store::key_of(row), Restricted::message);
}

tl::Vec<tl::Box<tl::RestrictionReason>> restriction_view(const std::vector<RestrictionText>& texts) {
  tl::Vec<tl::Box<tl::RestrictionReason>> reasons;
  for (const auto& each : texts) {
    auto reason = tl::make<tl::restrictionReason>();
    reason->platform = each.platform;
    reason->reason = each.reason;
    reason->text = each.text;
    reasons.push_back(std::move(reason));
  }
  return reasons;
}

}  // namespace botschaft::rpc
