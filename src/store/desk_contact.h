#pragma once
// The published versions of the contact file, and the desk's probes (migrations/0034_desk_contact.sql).
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/transaction.h"

namespace botschaft::store {

struct DeskContactRow {
  std::int64_t version = 0;
  std::int64_t issued_at = 0;
  std::int64_t expires_at = 0;
  std::string document;
  std::int64_t entry = 0;
};
void insert_desk_contact(Transaction& tx, const DeskContactRow& row);
std::optional<DeskContactRow> last_desk_contact(Transaction& tx);
std::vector<DeskContactRow> desk_contacts(Transaction& tx, int limit);  // the newest first

struct DeskProbeRow {
  std::int64_t id = 0;
  std::int64_t at = 0;
  std::string failure;  // "": all was answered
  std::int64_t entry = 0;
};
std::int64_t insert_desk_probe(Transaction& tx, const DeskProbeRow& row);  // -> its id
std::optional<DeskProbeRow> last_desk_probe(Transaction& tx);
std::optional<DeskProbeRow> last_answered_desk_probe(Transaction& tx);
// The first of those that failed since one was answered.
std::optional<DeskProbeRow> first_failed_desk_probe(Transaction& tx);
void delete_desk_probes(Transaction& tx, std::int64_t before);  // but the last one that was answered

}  // namespace botschaft::store
