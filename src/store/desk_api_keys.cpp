#include "store/desk_api_keys.h"

namespace botschaft::store {

std::optional<DeskApiKeyRow> find_desk_api_key(Transaction& tx, std::string_view scope,
                                               std::string_view key) {
  static constexpr Sql kFind{
      "SELECT digest, status, type, answer, records, at FROM desk_api_keys WHERE scope = ?1 AND key = ?2"};
  auto q = tx.run(kFind, scope, key);
  if (!q.next()) return std::nullopt;
  return DeskApiKeyRow{.scope = std::string(scope),
                       .key = std::string(key),
                       .digest = to_bytes(q.blob(0)),
                       .status = static_cast<std::uint16_t>(q.int32(1)),
                       .type = std::string(q.text(2)),
                       .answer = std::string(q.text(3)),
                       .records = std::string(q.text(4)),
                       .at = q.int64(5)};
}

void insert_desk_api_key(Transaction& tx, const DeskApiKeyRow& row) {
  static constexpr Sql kInsert{
      "INSERT INTO desk_api_keys (scope, key, digest, status, type, answer, records, at) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"};
  tx.run(kInsert, row.scope, row.key, row.digest, row.status, row.type, row.answer, row.records, row.at);
}

void forget_desk_api_keys(Transaction& tx, std::int64_t before) {
  static constexpr Sql kForget{"DELETE FROM desk_api_keys WHERE at < ?1"};
  tx.run(kForget, before);
}

}  // namespace botschaft::store
