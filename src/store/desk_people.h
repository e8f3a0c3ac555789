#pragma once
// People of the desk and their ways to sign in (migrations/0029_desk_people.sql). What the numbers mean is in
// src/desk/people.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/transaction.h"

namespace botschaft::store {

// Above every account, so that a person of the desk and somebody with an account are never taken for each
// other where either may stand (desk_submissions.sender, desk_acts.person). JSON numbers hold it exactly.
inline constexpr std::int64_t kFirstDeskPerson = 1'000'000'000'001;

struct DeskPersonRow {
  std::int64_t id = 0;
  std::string name;
  int roles = 0;
  int level = 0;
  std::int64_t authority = 0;
  std::int64_t created_at = 0;
  std::int64_t revoked_at = 0;
};
std::int64_t insert_desk_person(Transaction& tx, const DeskPersonRow& row);  // -> its id
std::optional<DeskPersonRow> find_desk_person(Transaction& tx, std::int64_t id);
std::vector<DeskPersonRow> desk_people(Transaction& tx, std::int64_t after, int limit);  // by id
void set_desk_person_level(Transaction& tx, std::int64_t id, int level);
void set_desk_person_authority(Transaction& tx, std::int64_t id, std::int64_t entry);
// Revokes the person and takes away every way to sign in; false: it was.
bool revoke_desk_person(Transaction& tx, std::int64_t id, std::int64_t at);

void insert_desk_enrolment(Transaction& tx, ByteView digest, std::int64_t person, std::int64_t expires_at);
std::optional<std::int64_t> find_desk_enrolment(Transaction& tx, ByteView digest, std::int64_t now);
void delete_desk_enrolment(Transaction& tx, ByteView digest);

// At most `most` are kept: the oldest make room.
void insert_desk_challenge(Transaction& tx, ByteView challenge, int purpose, std::int64_t person,
                           std::int64_t expires_at, std::int64_t now, int most);
// It is gone then, whatever comes of it. False: there is none for that.
bool take_desk_challenge(Transaction& tx, ByteView challenge, int purpose, std::int64_t person,
                         std::int64_t now);

struct DeskPasskeyRow {
  Bytes credential;
  std::int64_t person = 0;
  int scheme = 0;
  Bytes public_key;
  std::int64_t counter = 0;
  std::int64_t created_at = 0;
  std::int64_t used_at = 0;
};
bool insert_desk_passkey(Transaction& tx, const DeskPasskeyRow& row);  // false: there is such a credential
std::optional<DeskPasskeyRow> find_desk_passkey(Transaction& tx, ByteView credential);
std::vector<DeskPasskeyRow> desk_passkeys(Transaction& tx, std::int64_t person);
void set_desk_passkey_used(Transaction& tx, ByteView credential, std::int64_t counter, std::int64_t at);

struct DeskSessionRow {
  Bytes digest;
  std::int64_t person = 0;
  int means = 0;
  int level = 0;
  std::int64_t created_at = 0;
  std::int64_t seen_at = 0;
};
void insert_desk_session(Transaction& tx, const DeskSessionRow& row);
std::optional<DeskSessionRow> find_desk_session(Transaction& tx, ByteView digest);
void set_desk_session_seen(Transaction& tx, ByteView digest, std::int64_t at);
void delete_desk_session(Transaction& tx, ByteView digest);
void delete_desk_sessions_before(Transaction& tx, std::int64_t created_before);

struct DeskTokenRow {
  std::int64_t id = 0;
  Bytes digest;
  std::int64_t person = 0;
  std::string name;
  int scopes = 0;
  std::int64_t created_at = 0;
  std::int64_t expires_at = 0;
};
std::int64_t insert_desk_token(Transaction& tx, const DeskTokenRow& row);  // -> its id
std::optional<DeskTokenRow> find_desk_token(Transaction& tx, ByteView digest);
std::vector<DeskTokenRow> desk_tokens(Transaction& tx, std::int64_t person);
bool delete_desk_token(Transaction& tx, std::int64_t id);

struct DeskCertificateRow {
  std::int64_t id = 0;
  std::int64_t person = 0;
  Bytes fingerprint;
  std::string subject;
  std::string issuer;
  std::int64_t created_at = 0;
};
std::int64_t insert_desk_certificate(Transaction& tx, const DeskCertificateRow& row);  // -> its id
std::vector<DeskCertificateRow> desk_certificates(Transaction& tx, std::string_view subject,
                                                  std::string_view issuer);

void put_desk_account_elsewhere(Transaction& tx, std::string_view issuer, std::string_view subject,
                                std::int64_t person);
std::optional<std::int64_t> find_desk_account_elsewhere(Transaction& tx, std::string_view issuer,
                                                        std::string_view subject);

}  // namespace botschaft::store
