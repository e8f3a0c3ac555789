#pragma once
// People: one row per account, and the names they are found by.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/transaction.h"

namespace botschaft::store {

// Sends service notices: sign-ins on other devices and the like. Made by migration 0002.
inline constexpr UserId kServiceUser = 777000;
inline constexpr UserId kFirstUserId = 1'000'001;

struct UserRow {
  UserId id = 0;
  std::string phone;  // digits of the international number; empty: an account by e-mail
  std::string email;  // lower case; empty: none
  std::string first_name;
  std::string last_name;
  std::string about;
  std::string username;  // empty: none
  std::int32_t created_at = 0;
  std::int32_t last_seen = 0;  // 0: never online
  bool deleted = false;

  bool is_service() const { return id == kServiceUser; }
  friend bool operator==(const UserRow&, const UserRow&) = default;
};

std::optional<UserRow> find_user(Transaction& tx, UserId id);
std::optional<UserRow> find_user_by_phone(Transaction& tx, std::string_view digits);
std::optional<UserRow> find_user_by_email(Transaction& tx, std::string_view email);
std::optional<UserRow> find_user_by_username(Transaction& tx, std::string_view username);  // in any case

// Accounts that are not deleted, the service user excepted, by id.
std::vector<UserRow> list_users(Transaction& tx, UserId after, int limit);
std::int64_t count_users(Transaction& tx);

// Those whose username begins with `folded_prefix` (lower case), in its order.
std::vector<UserRow> search_usernames(Transaction& tx, std::string_view folded_prefix, int limit);

// Returns the new user's id. Phone and e-mail must be free.
UserId insert_user(Transaction& tx, const UserRow& row);

void update_user_name(Transaction& tx, UserId id, std::string_view first_name, std::string_view last_name,
                      std::string_view about);
void update_user_phone(Transaction& tx, UserId id, std::string_view digits);
void update_user_email(Transaction& tx, UserId id, std::string_view email);  // empty: none
void update_last_seen(Transaction& tx, UserId id, std::int32_t at);

// Empties everything personal and marks the row deleted.
void erase_user(Transaction& tx, UserId id);

// Channels whose username begins with `folded_prefix`, in its order.
std::vector<PeerId> search_channel_usernames(Transaction& tx, std::string_view folded_prefix, int limit);
// The peer that bears a username, in any case.
std::optional<PeerId> find_peer_by_username(Transaction& tx, std::string_view username);
void set_username(Transaction& tx, PeerId peer, std::string_view username);  // empty: gives it up

}  // namespace botschaft::store
