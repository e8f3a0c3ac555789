#pragma once
// Entries of the desk's contact log (migrations/0024_desk.sql).
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/transaction.h"

namespace botschaft::store {

struct DeskLogRow {
  std::int64_t id = 0;
  std::int64_t case_id = 0;
  std::optional<std::int64_t> leaf;  // index in the tree
  std::string record;
  std::optional<Bytes> salt;  // gone with the payload when that is erased
  std::optional<Bytes> payload;
};

std::int64_t insert_desk_log(Transaction& tx, const DeskLogRow& row);  // -> its id
std::optional<DeskLogRow> find_desk_log(Transaction& tx, std::int64_t id);
std::vector<DeskLogRow> desk_log_of_case(Transaction& tx, std::int64_t case_id);
// Of one case beyond the entry `after`, in the order in which they were written.
std::vector<DeskLogRow> desk_log_of_case(Transaction& tx, std::int64_t case_id, std::int64_t after,
                                         int limit);
// What was done in a case: all but what was received, of which there may be very many.
std::vector<DeskLogRow> desk_log_deeds(Transaction& tx, std::int64_t case_id, int limit);
// Those with a leaf, from it on.
std::vector<DeskLogRow> desk_log_page(Transaction& tx, std::int64_t from_leaf, int limit);
void erase_desk_log(Transaction& tx, std::int64_t id);

// In the order in which they were written; without payloads.
struct DeskLeaf {
  std::int64_t id = 0;
  std::string record;
};
std::vector<DeskLeaf> waiting_desk_log(Transaction& tx, int limit);
std::vector<DeskLeaf> desk_log_leaves(Transaction& tx, std::int64_t from_leaf, int limit);  // id: the leaf
void set_desk_log_leaf(Transaction& tx, std::int64_t id, std::int64_t leaf);
std::int64_t next_desk_log_leaf(Transaction& tx);

}  // namespace botschaft::store
