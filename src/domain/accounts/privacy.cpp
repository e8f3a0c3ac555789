#include "domain/accounts/privacy.h"

#include <algorithm>
#include <optional>

#include "domain/box.h"
#include "store/channels.h"
#include "store/contacts.h"
#include "store/groups.h"

namespace botschaft::domain {
namespace {

using store::PrivacyRuleRow;

PrivacyRuleRow bare(PrivacyRule rule) {
  return {static_cast<std::int32_t>(rule), {}};
}

// What one rule says of a viewer: let through, kept out, or nothing.
std::optional<bool> verdict(store::Transaction& tx, const PrivacyRuleRow& row, UserId owner, UserId viewer) {
  const auto names_viewer = [&] {
    return std::ranges::find(row.peers, PeerId::user(viewer)) != row.peers.end();
  };
  const auto shares_chat = [&] {
    return std::ranges::any_of(row.peers, [&](PeerId peer) {
      if (peer.is_channel()) {
        const auto in = store::find_channel_member(tx, peer.bare(), viewer);
        return in && in->inside;
      }
      const auto member = peer.is_chat() ? store::find_chat_member(tx, peer.bare(), viewer) : std::nullopt;
      return member && member->inside();
    });
  };
  switch (static_cast<PrivacyRule>(row.rule)) {
    case PrivacyRule::allow_all:
      return true;
    case PrivacyRule::disallow_all:
      return false;
    case PrivacyRule::allow_contacts:
      return store::is_contact(tx, owner, viewer) ? std::optional(true) : std::nullopt;
    case PrivacyRule::disallow_contacts:
      return store::is_contact(tx, owner, viewer) ? std::optional(false) : std::nullopt;
    case PrivacyRule::allow_users:
      return names_viewer() ? std::optional(true) : std::nullopt;
    case PrivacyRule::disallow_users:
      return names_viewer() ? std::optional(false) : std::nullopt;
    case PrivacyRule::allow_chat_participants:
      return shares_chat() ? std::optional(true) : std::nullopt;
    case PrivacyRule::disallow_chat_participants:
      return shares_chat() ? std::optional(false) : std::nullopt;
    case PrivacyRule::allow_close_friends:
      return store::is_close_friend(tx, owner, viewer) ? std::optional(true) : std::nullopt;
    case PrivacyRule::allow_premium:
    case PrivacyRule::allow_bots:
    case PrivacyRule::disallow_bots:
      return std::nullopt;  // nobody here is any of that yet
  }
  return std::nullopt;
}

// Rules that name people, or a kind of people, go before rules for all, whatever order the client sent.
int breadth(const PrivacyRuleRow& row) {
  switch (static_cast<PrivacyRule>(row.rule)) {
    case PrivacyRule::allow_users:
    case PrivacyRule::disallow_users:
      return 0;
    case PrivacyRule::allow_all:
    case PrivacyRule::disallow_all:
      return 2;
    default:
      return 1;
  }
}

}  // namespace

std::vector<PrivacyRuleRow> privacy_rules(store::Transaction& tx, UserId user, PrivacyKey key) {
  auto rules = store::list_privacy_rules(tx, user, static_cast<std::int32_t>(key));
  if (!rules.empty()) return rules;
  if (key == PrivacyKey::phone_number)
    return {bare(PrivacyRule::allow_contacts), bare(PrivacyRule::disallow_all)};
  return {bare(PrivacyRule::allow_all)};
}

Result<void> set_privacy(store::Transaction& tx, UserId user, PrivacyKey key,
                         const std::vector<PrivacyRuleRow>& rules) {
  if (rules.size() > kMaxPrivacyRules) return fail(Err::PRIVACY_TOO_LONG);
  for (const auto& rule : rules) {
    if (rule.peers.size() > kMaxPrivacyPeers) return fail(Err::PRIVACY_TOO_LONG);
  }
  // No rule at all lets nobody through; the stored form says so, because an empty one means "the default".
  const auto stored = rules.empty() ? std::vector{bare(PrivacyRule::disallow_all)} : rules;
  store::replace_privacy_rules(tx, user, static_cast<std::int32_t>(key), stored);
  tell(tx, user, EventKind::privacy, {}, static_cast<std::int64_t>(key));
  return {};
}

bool privacy_allows(store::Transaction& tx, UserId owner, PrivacyKey key, UserId viewer) {
  if (viewer == owner) return true;
  if (store::is_blocked(tx, owner, PeerId::user(viewer))) return false;
  const auto rules = privacy_rules(tx, owner, key);
  for (int broad = 0; broad <= 2; ++broad) {
    for (const auto& rule : rules) {
      if (breadth(rule) != broad) continue;
      if (const auto allowed = verdict(tx, rule, owner, viewer)) return *allowed;
    }
  }
  return false;
}

}  // namespace botschaft::domain
