#pragma once
// What is said inside a case, and mails of the desk that are to be sent (migrations/0027_desk_intake.sql).
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/transaction.h"

namespace botschaft::store {

struct DeskMessageRow {
  std::int64_t entry = 0;  // desk_log.id
  std::int64_t case_id = 0;
  std::int64_t submission = 0;  // 0: to all who wrote in
  bool from_desk = false;
};
void insert_desk_message(Transaction& tx, const DeskMessageRow& row);

struct DeskMessage {
  DeskMessageRow row;
  std::string record;
  std::optional<std::string> payload;  // nothing: erased
};
// Those that are for or of one who wrote in, oldest first; `submission` 0: all of the case.
std::vector<DeskMessage> desk_messages(Transaction& tx, std::int64_t case_id, std::int64_t submission);
// What the desk wrote and nobody was told of yet.
std::vector<DeskMessage> desk_messages_to_tell(Transaction& tx, int limit);
void set_desk_message_told(Transaction& tx, std::int64_t entry, std::int64_t at);

struct DeskMailRow {
  std::int64_t id = 0;
  std::string recipient;
  std::string subject;
  std::string body;
  int tries = 0;
  std::int64_t next_at = 0;
};
void insert_desk_mail(Transaction& tx, const DeskMailRow& row);
std::vector<DeskMailRow> desk_mails_due(Transaction& tx, std::int64_t now, int limit);
void delete_desk_mail(Transaction& tx, std::int64_t id);
void postpone_desk_mail(Transaction& tx, std::int64_t id, std::int64_t until);

// One more receipt is to go to that address (SHA-256 of it) on that day; how many that are with it.
int count_desk_receipt(Transaction& tx, ByteView recipient, std::int64_t day);

}  // namespace botschaft::store
