#include "store/privacy_rules.h"

namespace botschaft::store {

std::vector<PrivacyRuleRow> list_privacy_rules(Transaction& tx, UserId user, std::int32_t key) {
  static constexpr Sql kList{
      "SELECT position, rule, peer FROM privacy_rules WHERE user_id = ?1 AND key = ?2 ORDER BY position, "
      "peer"};
  std::vector<PrivacyRuleRow> rules;
  std::int64_t position = -1;
  auto q = tx.run(kList, user, key);
  while (q.next()) {
    if (q.int64(0) != position) {
      position = q.int64(0);
      rules.push_back({q.int32(1), {}});
    }
    if (q.int64(2) != 0) rules.back().peers.push_back(PeerId{q.int64(2)});
  }
  return rules;
}

void replace_privacy_rules(Transaction& tx, UserId user, std::int32_t key,
                           const std::vector<PrivacyRuleRow>& rules) {
  static constexpr Sql kClear{"DELETE FROM privacy_rules WHERE user_id = ?1 AND key = ?2"};
  static constexpr Sql kInsert{
      "INSERT INTO privacy_rules (user_id, key, position, rule, peer) VALUES (?1, ?2, ?3, ?4, ?5) "
      "ON CONFLICT (user_id, key, position, peer) DO NOTHING"};
  tx.run(kClear, user, key);
  for (std::size_t position = 0; position < rules.size(); ++position) {
    const auto& rule = rules[position];
    tx.run(kInsert, user, key, position, rule.rule, 0);
    for (const PeerId peer : rule.peers) tx.run(kInsert, user, key, position, rule.rule, peer);
  }
}

void delete_privacy_rules(Transaction& tx, UserId user) {
  static constexpr Sql kDelete{"DELETE FROM privacy_rules WHERE user_id = ?1"};
  tx.run(kDelete, user);
}

}  // namespace botschaft::store
