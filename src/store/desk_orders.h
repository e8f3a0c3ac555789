#pragma once
// What belongs to orders alone, and calls of the people on call (migrations/0028_desk_orders.sql).
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/desk_cases.h"
#include "store/transaction.h"

namespace botschaft::store {

struct DeskTargetRow {
  std::int64_t case_id = 0;
  int position = 0;
  std::string locator;
  std::string target = {};
  std::int64_t effected_at = 0;
};
void insert_desk_target(Transaction& tx, const DeskTargetRow& row);
std::vector<DeskTargetRow> desk_targets(Transaction& tx, std::int64_t case_id);
void set_desk_target_effected(Transaction& tx, std::int64_t case_id, std::string_view target,
                              std::int64_t at);

// Whether a person (not 0) sent in what the case is made of.
bool desk_case_is_from(Transaction& tx, std::int64_t case_id, std::int64_t person);
// What a person sent in by a lane, the newest first, from below `before` on (0: from the newest).
std::vector<DeskSubmissionRow> desk_submissions_of(Transaction& tx, std::int64_t person, int lane,
                                                   std::int64_t before, int limit);
std::optional<DeskSubmissionRow> first_desk_submission(Transaction& tx, std::int64_t case_id);

struct DeskCallRow {
  std::int64_t id = 0;
  std::int64_t case_id = 0;
  int way = 0;
  std::string address;
  std::string text;
  std::int64_t made_at = 0;
  int tries = 0;
  std::int64_t try_at = 0;
  std::int64_t told_at = 0;
};
std::int64_t insert_desk_call(Transaction& tx, const DeskCallRow& row);  // -> its id
std::vector<DeskCallRow> waiting_desk_calls(Transaction& tx, std::int64_t now, int limit);
void set_desk_call_told(Transaction& tx, std::int64_t id, std::int64_t at);
void put_off_desk_call(Transaction& tx, std::int64_t id, std::int64_t try_at);  // one try more

}  // namespace botschaft::store
