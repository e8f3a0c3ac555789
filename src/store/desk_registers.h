#pragma once
// Registers, proofs, call-backs and introductions (migrations/0030_desk_registers.sql). What the numbers mean
// is in src/desk/people.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/transaction.h"

namespace botschaft::store {

struct DeskRegisterEntryRow {
  std::int64_t id = 0;
  int register_ = 0;
  std::string key;
  std::string facts;
  std::int64_t since_at = 0;
  std::int64_t until_at = 0;
};
std::int64_t insert_desk_register_entry(Transaction& tx, const DeskRegisterEntryRow& row);  // -> its id
void end_desk_register_entry(Transaction& tx, std::int64_t id, std::int64_t at);            // and its domains
void insert_desk_register_domain(Transaction& tx, std::string_view domain, std::int64_t entry);
std::optional<DeskRegisterEntryRow> find_desk_register_entry(Transaction& tx, std::int64_t id);
std::vector<DeskRegisterEntryRow> desk_register_entries(Transaction& tx, int register_);  // in force, by key
std::vector<std::int64_t> desk_register_entries_of_domain(Transaction& tx, std::string_view domain);

struct DeskRegisterChangeRow {
  std::int64_t id = 0;
  int register_ = 0;
  std::string key;
  int kind = 0;
  std::string facts;
  std::int64_t proposed_by = 0;
  std::int64_t proposed_at = 0;
  int state = 0;
  std::int64_t decided_by = 0;
  std::int64_t decided_at = 0;
};
std::int64_t insert_desk_register_change(Transaction& tx, const DeskRegisterChangeRow& row);  // -> its id
std::optional<DeskRegisterChangeRow> find_desk_register_change(Transaction& tx, std::int64_t id);
std::vector<DeskRegisterChangeRow> waiting_desk_register_changes(Transaction& tx, int register_, int limit);
// Of the one change, or of all that wait where `id` is 0; false: none of them waits.
bool settle_desk_register_changes(Transaction& tx, int register_, std::int64_t id, int state, std::int64_t by,
                                  std::int64_t at);

struct DeskProofRow {
  std::int64_t case_id = 0;
  int proof = 0;
  std::int64_t entry = 0;
  std::int64_t person = 0;
  std::int64_t at = 0;
  std::string detail;
};
void put_desk_proof(Transaction& tx, const DeskProofRow& row);
std::vector<DeskProofRow> desk_proofs(Transaction& tx, std::int64_t case_id);

struct DeskCallBackRow {
  std::int64_t id = 0;
  std::int64_t case_id = 0;
  std::int64_t person = 0;
  std::int64_t entry = 0;
  std::string number;
  std::int64_t due_at = 0;
  std::int64_t asked_at = 0;
  int result = 0;
  std::int64_t caller = 0;
  std::int64_t called_at = 0;
  std::string spoke_with;
};
std::int64_t insert_desk_call_back(Transaction& tx, const DeskCallBackRow& row);  // -> its id
std::optional<DeskCallBackRow> find_desk_call_back(Transaction& tx, std::int64_t id);
std::vector<DeskCallBackRow> open_desk_call_backs(Transaction& tx, int limit);  // the most urgent first
std::vector<DeskCallBackRow> desk_call_backs(Transaction& tx, std::int64_t case_id);
void set_desk_call_back_result(Transaction& tx, const DeskCallBackRow& row);

struct DeskIntroductionRow {
  std::int64_t id = 0;
  std::int64_t mediator = 0;
  std::int64_t person = 0;
  std::string text;
  Bytes public_key;
  int scheme = 0;
  Bytes client_data;
  Bytes authenticator_data;
  Bytes signature;
  std::int64_t made_at = 0;
  std::int64_t until_at = 0;
  std::int64_t revoked_at = 0;
};
std::int64_t insert_desk_introduction(Transaction& tx, const DeskIntroductionRow& row);  // -> its id
std::optional<DeskIntroductionRow> find_desk_introduction(Transaction& tx, std::int64_t id);
std::vector<DeskIntroductionRow> desk_introductions(Transaction& tx, std::int64_t person);  // all there were
bool has_desk_introduction(Transaction& tx, std::int64_t person, std::int64_t now);         // one in force
void revoke_desk_introduction(Transaction& tx, std::int64_t id, std::int64_t at);

}  // namespace botschaft::store
