#pragma once
// What the desk holds as evidence (migrations/0032_desk_evidence.sql). What the numbers mean is in src/desk.
#include <optional>
#include <string>
#include <vector>

#include "store/files.h"
#include "store/reactions.h"

namespace botschaft::store {

struct DeskEvidenceRow {
  std::int64_t id = 0;
  std::int64_t case_id = 0;
  int kind = 0;
  std::string target = {};
  std::int64_t recipient = 0;
  Bytes digest = {};
  std::optional<Bytes> content = {};  // filled by find_desk_evidence() alone
  std::int64_t taken_at = 0;
  std::int64_t look_at = 0;
  std::int64_t destroyed_at = 0;
  std::int64_t size = 0;  // of the content, filled by reading; 0: destroyed
};
std::int64_t insert_desk_evidence(Transaction&, const DeskEvidenceRow& row);  // -> its id
std::optional<DeskEvidenceRow> find_desk_evidence(Transaction&, std::int64_t id);
std::vector<DeskEvidenceRow> desk_evidence_of_case(Transaction&, std::int64_t case_id);
// What is held of a target and of all that is below it: of "user:7" also "user:7/message:5".
std::vector<DeskEvidenceRow> desk_evidence_about(Transaction&, std::string_view target);
bool is_desk_evidence(Transaction&, std::int64_t case_id, ByteView digest);
std::vector<DeskEvidenceRow> desk_evidence_to_look_at(Transaction&, std::int64_t now, int limit);
void set_desk_evidence_look(Transaction&, std::int64_t id, std::int64_t at);
// The content goes, and the files are let go.
void destroy_desk_evidence(Transaction&, std::int64_t id, std::int64_t at);

// Holds the files of a message, of a chat's photo or of somebody's profile photo.
void hold_desk_evidence_of(Transaction&, std::int64_t evidence, MessageKey message);
void hold_desk_evidence_file(Transaction&, std::int64_t evidence, FileId file);

struct HeldBlob {
  FileId file = 0;
  BlobRow blob;
};
std::vector<HeldBlob> blobs_of_message(Transaction&, MessageKey message);
std::vector<HeldBlob> blobs_of_file(Transaction&, FileId file);

// Newest first: where messages of private chats and basic groups are in somebody's box.
struct BoxPlace {
  PeerId peer;
  MessageId id = 0;
};
std::vector<BoxPlace> messages_in_box(Transaction&, UserId owner, int limit);

// Who sent the first of what is in a case; 0: nobody with an account.
std::int64_t desk_case_sender(Transaction&, std::int64_t case_id);

// Ids of the cases that are about the person, or about what that person has said; the latest last.
std::vector<std::int64_t> desk_cases_about(Transaction&, std::string_view target);
std::vector<std::int64_t> desk_cases_of_sender(Transaction&, std::int64_t sender);
// And those in which something of the person's was restricted.
std::vector<std::int64_t> desk_cases_restricting(Transaction&, UserId person);

}  // namespace botschaft::store
