#pragma once
#include <cstdint>
#include <expected>
#include <span>
#include <string>

#include "store/migrations.h"
#include "store/sqlite/connection.h"

namespace botschaft::store::sqlite {

// Marks the file as Botschaft's (PRAGMA application_id): "Bots".
inline constexpr std::int32_t kApplicationId = 0x426f7473;

// Brings the database to the last of `migrations`, each in a transaction of its own and recorded with it.
// Refuses a foreign database, one that a newer version has changed, and one whose applied migrations differ
// from ours. The error is a sentence for the operator.
std::expected<void, std::string> migrate(Connection& connection, std::span<const Migration> migrations,
                                         std::int32_t unix_seconds);

// The same refusals, and one more for a database that lacks a migration. Changes nothing.
std::expected<void, std::string> require_migrated(Connection& connection,
                                                  std::span<const Migration> migrations);

}  // namespace botschaft::store::sqlite
