#pragma once
// Privacy: ordered rules per key, and the question they answer: may this viewer see or do that?
#include <cstdint>
#include <vector>

#include "base/error.h"
#include "store/privacy_rules.h"

namespace botschaft::domain {

// Numbers are stored: never reuse one. Names as in InputPrivacyKey.
enum class PrivacyKey : std::int32_t {
  status_timestamp = 1,
  chat_invite = 2,
  phone_call = 3,
  phone_p2p = 4,
  forwards = 5,
  profile_photo = 6,
  phone_number = 7,
  added_by_phone = 8,
  voice_messages = 9,
  about = 10,
  birthday = 11,
  star_gifts_auto_save = 12,
  no_paid_messages = 13,
  saved_music = 14,
};

// Numbers are stored. Names as in InputPrivacyRule.
enum class PrivacyRule : std::int32_t {
  allow_all = 1,
  allow_contacts = 2,
  allow_users = 3,
  disallow_all = 4,
  disallow_contacts = 5,
  disallow_users = 6,
  allow_chat_participants = 7,
  disallow_chat_participants = 8,
  allow_close_friends = 9,
  allow_premium = 10,
  allow_bots = 11,
  disallow_bots = 12,
};

inline constexpr std::size_t kMaxPrivacyRules = 20;
inline constexpr std::size_t kMaxPrivacyPeers = 1000;  // named by one rule

// As set, or the default of the key: everybody, except phone numbers, which contacts alone see.
std::vector<store::PrivacyRuleRow> privacy_rules(store::Transaction& tx, UserId user, PrivacyKey key);

// Replaces the rules and tells the user's devices. PRIVACY_TOO_LONG beyond the limits above.
Result<void> set_privacy(store::Transaction& tx, UserId user, PrivacyKey key,
                         const std::vector<store::PrivacyRuleRow>& rules);

// Whether `owner`'s rules let `viewer` through. Owners may always; whom the owner has blocked never.
bool privacy_allows(store::Transaction& tx, UserId owner, PrivacyKey key, UserId viewer);

}  // namespace botschaft::domain
