#pragma once
// Answers of the desk's API that a repetition gets again (migrations/0027_desk_intake.sql).
#include <cstdint>
#include <optional>
#include <string>

#include "store/transaction.h"

namespace botschaft::store {

struct DeskApiKeyRow {
  std::string scope;
  std::string key;
  Bytes digest;
  std::uint16_t status = 0;
  std::string type;
  std::string answer;
  std::string records;
  std::int64_t at = 0;
};
std::optional<DeskApiKeyRow> find_desk_api_key(Transaction& tx, std::string_view scope, std::string_view key);
void insert_desk_api_key(Transaction& tx, const DeskApiKeyRow& row);
void forget_desk_api_keys(Transaction& tx, std::int64_t before);

}  // namespace botschaft::store
