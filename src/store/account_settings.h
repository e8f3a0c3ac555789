#pragma once
// Small switches of an account that have one number each and that mostly its own clients read.
#include <cstdint>
#include <optional>

#include "store/transaction.h"

namespace botschaft::store {

// Numbers are stored: never reuse one.
enum class Setting : std::int32_t {
  account_ttl_days = 1,
  authorization_ttl_days = 2,
  contact_sign_up_silent = 3,  // 1: do not tell when a contact joins
  sensitive_enabled = 4,
  archive_and_mute_new_peers = 5,
  keep_archived_unmuted = 6,
  keep_archived_folders = 7,
  hide_read_marks = 8,
  top_peers_disabled = 9,
  open_external_browser = 10,
  display_close_button = 11,
  reactions_messages_from = 12,  // 0 nobody, 1 contacts, 2 all; the same for the next two
  reactions_stories_from = 13,
  reactions_poll_votes_from = 14,
  reactions_hide_previews = 15,
  default_reaction = 30,  // its number in domain/messages/reaction_catalogue.h
};

std::optional<std::int64_t> find_setting(Transaction& tx, UserId user, Setting setting);
void put_setting(Transaction& tx, UserId user, Setting setting, std::int64_t value);
void delete_settings(Transaction& tx, UserId user);

}  // namespace botschaft::store
