#pragma once
// Service messages: what happened in a chat, said in the chat. Kept in MessageBody::extra (extra.h).
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "domain/appearance/wallpaper.h"

namespace botschaft::domain {

// Stored numbers: never reuse one. Beside each: which fields of Service it uses.
enum class ServiceAction : std::uint8_t {
  none = 0,
  history_clear = 1,
  pin_message = 2,
  contact_sign_up = 3,
  chat_create = 4,       // title, users: the first members
  chat_add_user = 5,     // users: who were added; oneself: joined a public channel
  chat_delete_user = 6,  // users: who was removed; oneself: left
  chat_edit_title = 7,   // title
  chat_delete_photo = 9,
  chat_joined_by_link = 10,  // users: who made the link
  chat_joined_by_request = 11,
  chat_migrate_to = 12,        // number: the supergroup's id
  channel_migrate_from = 13,   // title, number: the basic group's id
  channel_create = 14,         // title
  set_messages_ttl = 15,       // number: seconds, 0: off; users: whose wish for new chats it was
  change_creator = 20,         // users: who has it now
  topic_create = 30,           // title, topic
  topic_edit = 31,             // topic
  chat_edit_photo = 60,        // number: the photo's file
  suggest_profile_photo = 61,  // number: the photo's file
  set_chat_theme = 70,         // title: its emoji; empty: none any more
  set_chat_wallpaper = 71,     // wallpaper; number: WallpaperNote
};

// Bits.
enum WallpaperNote : std::int64_t {
  kSameWallpaper = 1,  // the one that the other had chosen
  kWallpaperForBoth = 2,
};

// What a topic was made with, or what of it was changed.
struct TopicChange {
  std::optional<std::string> title = {};
  std::int32_t icon_color = 0;                  // of a new one
  std::optional<std::int64_t> icon_emoji = {};  // document id; 0: none
  std::optional<bool> closed = {};
  std::optional<bool> hidden = {};
  friend bool operator==(const TopicChange&, const TopicChange&) = default;
};

struct Service {
  ServiceAction action = ServiceAction::none;
  std::string title = {};
  std::vector<UserId> users = {};
  std::int64_t number = 0;
  std::optional<TopicChange> topic = {};
  std::optional<Wallpaper> wallpaper = {};

  friend bool operator==(const Service&, const Service&) = default;
};

}  // namespace botschaft::domain
