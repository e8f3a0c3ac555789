#pragma once
// What a user decided about who may see or do something. Keys and rules are numbered in
// domain/accounts/privacy.h.
#include <cstdint>
#include <vector>

#include "store/transaction.h"

namespace botschaft::store {

struct PrivacyRuleRow {
  std::int32_t rule = 0;
  std::vector<PeerId> peers;  // empty where the rule names none
};

// In the order they were set; empty: never set, the default holds.
std::vector<PrivacyRuleRow> list_privacy_rules(Transaction& tx, UserId user, std::int32_t key);
void replace_privacy_rules(Transaction& tx, UserId user, std::int32_t key,
                           const std::vector<PrivacyRuleRow>& rules);
void delete_privacy_rules(Transaction& tx, UserId user);

}  // namespace botschaft::store
