#pragma once
// Cases of the desk and what belongs to them (migrations/0024_desk.sql). What the numbers mean is in
// src/desk.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/transaction.h"

namespace botschaft::store {

struct DeskCaseRow {
  std::int64_t id = 0;
  std::string ref;
  int kind = 0;
  int lane = 0;
  int instrument = 0;
  int subject = 0;
  std::string target;
  int state = 0;
  int level = 0;
  std::int64_t received_at = 0;
  std::int64_t next_seq = 0;
  std::int64_t submissions = 0;
  std::int64_t untold = 0;
  std::optional<std::int64_t> appeal_of;
  Bytes asked;
  std::string decision;
  std::int64_t proposer = 0;
  std::int64_t effected_at = 0;
  std::int64_t person_told_at = 0;
};
std::int64_t insert_desk_case(Transaction& tx, const DeskCaseRow& row);  // -> its id
void update_desk_case(Transaction& tx, const DeskCaseRow& row);          // what can change
std::optional<DeskCaseRow> find_desk_case(Transaction& tx, std::int64_t id);
std::optional<DeskCaseRow> find_desk_case(Transaction& tx, std::string_view ref);
std::optional<DeskCaseRow> open_desk_notice(Transaction& tx, std::string_view target);
std::vector<DeskCaseRow> desk_queue(Transaction& tx, int state, int lane,
                                    int limit);  // longest waiting first
// Cases, but for orders, that are decided (desk::State 5, 7, 8) and have senders who were not told; by id.
std::vector<DeskCaseRow> desk_cases_to_tell(Transaction& tx, std::int64_t after, int limit);

// Cases in effect (7, 8) whose person concerned is still to be told, but for those where the issuer tells; by
// id.
std::vector<DeskCaseRow> desk_persons_to_tell(Transaction& tx, std::int64_t after, int limit);
// Appeals that are decided and not yet answered; by id.
std::vector<DeskCaseRow> desk_appeals_to_tell(Transaction& tx, std::int64_t after, int limit);
std::vector<DeskCaseRow> desk_cases_in_state(Transaction& tx, int state, int limit);  // desk::State; by id

struct DeskSubmissionRow {
  std::int64_t id = 0;
  std::int64_t case_id = 0;
  std::string receipt;
  std::int64_t entry = 0;
  int lane = 0;
  std::int64_t sender = 0;
  std::string scope;
  std::optional<std::string> idempotency_key;
  Bytes digest;
  std::string language;
  std::string reply_to;
  std::int64_t received_at = 0;
  std::int64_t told_at = 0;
};
void insert_desk_submission(Transaction& tx, const DeskSubmissionRow& row);
std::optional<DeskSubmissionRow> find_desk_submission(Transaction& tx, std::string_view receipt);
std::optional<DeskSubmissionRow> find_desk_submission(Transaction& tx, std::string_view scope,
                                                      std::string_view idempotency_key);
std::optional<DeskSubmissionRow> find_desk_submission(Transaction& tx, std::int64_t id);
// Of a case, by id, after the one named.
std::vector<DeskSubmissionRow> desk_submissions_of_case(Transaction& tx, std::int64_t case_id,
                                                        std::int64_t after, int limit);
std::vector<DeskSubmissionRow> untold_desk_submissions(Transaction& tx, std::int64_t case_id, int limit);
std::vector<DeskSubmissionRow> desk_submissions(Transaction& tx, std::int64_t case_id, int limit);
std::vector<DeskSubmissionRow> desk_submissions_by(Transaction& tx, std::int64_t case_id,
                                                   std::int64_t sender);
// All of a case count as untold again. Returns how many there are.
std::int64_t forget_desk_telling(Transaction& tx, std::int64_t case_id);
bool set_desk_submission_told(Transaction& tx, std::int64_t id, std::int64_t at);  // false: it was

struct DeskActRow {
  std::int64_t case_id = 0;
  std::int64_t seq = 0;
  int action = 0;
  int role = 0;
  std::int64_t person = 0;
  std::int64_t at = 0;
};
void insert_desk_act(Transaction& tx, const DeskActRow& row);
std::vector<DeskActRow> desk_acts(Transaction& tx, std::int64_t case_id);

struct DeskClockRow {
  std::int64_t case_id = 0;
  int kind = 0;
  bool statutory = false;
  std::int32_t amount = 0;
  std::int64_t started_at = 0;
  std::optional<std::int64_t> due_at;
  int rung = 0;
  std::optional<std::int64_t> rung_at;
  std::int64_t stopped_at = 0;
};
void put_desk_clock(Transaction& tx, const DeskClockRow& row);
std::vector<DeskClockRow> desk_clocks(Transaction& tx, std::int64_t case_id);
std::vector<DeskClockRow> desk_rungs(Transaction& tx, std::int64_t now, int limit);  // the earliest first
// Those of others (desk::ClockKind 5 to 10) whose time is over.
std::vector<DeskClockRow> ending_desk_clocks(Transaction& tx, std::int64_t now, int limit);
// The next rung of an escalation, end of a gag, or end of such a clock.
std::optional<std::int64_t> next_desk_due(Transaction& tx);

struct DeskPauseRow {
  std::int64_t from_at = 0;
  int reason = 0;
  std::optional<std::int64_t> until_at;
};
void begin_desk_pause(Transaction& tx, std::int64_t case_id, const DeskPauseRow& row);
void end_desk_pause(Transaction& tx, std::int64_t case_id, std::int64_t at);
std::vector<DeskPauseRow> desk_pauses(Transaction& tx, std::int64_t case_id);

struct DeskGagRow {
  std::int64_t case_id = 0;
  int extension = 0;
  std::int64_t from_at = 0;
  std::int64_t until_at = 0;
  std::string basis;
  std::int64_t ended_at = 0;
};
void insert_desk_gag(Transaction& tx, const DeskGagRow& row);
std::optional<DeskGagRow> last_desk_gag(Transaction& tx, std::int64_t case_id);
std::vector<DeskGagRow> ending_desk_gags(Transaction& tx, std::int64_t now, int limit);
void end_desk_gag(Transaction& tx, std::int64_t case_id, std::int64_t at);

}  // namespace botschaft::store
