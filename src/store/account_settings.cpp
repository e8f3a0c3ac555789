#include "store/account_settings.h"

namespace botschaft::store {

std::optional<std::int64_t> find_setting(Transaction& tx, UserId user, Setting setting) {
  static constexpr Sql kFind{"SELECT value FROM account_settings WHERE user_id = ?1 AND setting = ?2"};
  auto q = tx.run(kFind, user, setting);
  if (!q.next()) return std::nullopt;
  return q.int64(0);
}

void put_setting(Transaction& tx, UserId user, Setting setting, std::int64_t value) {
  static constexpr Sql kPut{
      "INSERT INTO account_settings (user_id, setting, value) VALUES (?1, ?2, ?3) "
      "ON CONFLICT (user_id, setting) DO UPDATE SET value = excluded.value"};
  tx.run(kPut, user, setting, value);
}

void delete_settings(Transaction& tx, UserId user) {
  static constexpr Sql kDelete{"DELETE FROM account_settings WHERE user_id = ?1"};
  tx.run(kDelete, user);
}

}  // namespace botschaft::store
