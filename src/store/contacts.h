#pragma once
// Address books: whom an owner knows, which numbers wait for somebody to sign up, and who is blocked.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/transaction.h"

namespace botschaft::store {

struct ContactRow {
  UserId user = 0;
  std::string first_name;  // as the owner calls the contact
  std::string last_name;
  std::string phone;  // the number the owner knows; empty: none
  std::string note;
  std::int32_t added_at = 0;
  bool mutual = false;  // the contact has the owner in the address book, too
  bool close_friend = false;
};

std::optional<ContactRow> find_contact(Transaction& tx, UserId owner, UserId user);
bool is_contact(Transaction& tx, UserId owner, UserId user);
std::vector<ContactRow> list_contacts(Transaction& tx, UserId owner);   // by user id
std::vector<UserId> list_contact_owners(Transaction& tx, UserId user);  // who has `user` in the address book
std::int64_t count_contacts(Transaction& tx, UserId owner);
// `mutual` and `close_friend` are not written.
void put_contact(Transaction& tx, UserId owner, const ContactRow& row);
void set_close_friend(Transaction& tx, UserId owner, UserId user, bool close);
bool is_close_friend(Transaction& tx, UserId owner, UserId user);
bool delete_contact(Transaction& tx, UserId owner, UserId user);  // true: there was one

// Numbers from address books that belong to nobody here yet.
struct ImportedPhoneRow {
  UserId owner = 0;
  std::string phone;
  std::string first_name;
  std::string last_name;
};
void put_imported_phone(Transaction& tx, const ImportedPhoneRow& row);
void delete_imported_phone(Transaction& tx, UserId owner, std::string_view phone);
void delete_imported_phones(Transaction& tx, UserId owner);
std::int64_t count_imported_phones(Transaction& tx, UserId owner);
std::vector<ImportedPhoneRow> take_imported_phones(Transaction& tx, std::string_view phone);  // of all owners

struct BlockedRow {
  PeerId peer;
  std::int32_t blocked_at = 0;
};
bool is_blocked(Transaction& tx, UserId owner, PeerId peer);
bool block_peer(Transaction& tx, UserId owner, PeerId peer, std::int32_t now);  // false: was blocked already
bool unblock_peer(Transaction& tx, UserId owner, PeerId peer);                  // false: was not blocked
std::vector<BlockedRow> list_blocked(Transaction& tx, UserId owner, int offset, int limit);  // newest first
std::int64_t count_blocked(Transaction& tx, UserId owner);

// Everything both ways: what deleting an account takes along.
void delete_user_relations(Transaction& tx, UserId user);

}  // namespace botschaft::store
