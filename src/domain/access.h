#pragma once
// Who may do what where: the one table that all rules of groups and channels ask.
#include <cstdint>

#include "base/error.h"

namespace botschaft::domain {

enum class ChatKind : std::uint8_t { basic_group, supergroup, broadcast };

enum class Deed : std::uint8_t {
  read,           // everything that was said
  read_comments,  // what was said under the posts of the broadcast that is discussed there
  write,
  send_poll,
  send_photo,
  send_video,
  send_round_video,
  send_audio,
  send_voice,
  send_document,
  send_sticker,
  send_gif,
  react,
  edit_others,  // messages
  delete_others,
  pin,
  change_info,
  invite,
  manage_invites,   // links, and who asks to come in
  ban,              // others, and set what nobody may do
  appoint,          // admins
  limit_reactions,  // which ones may be given
  rank_oneself,
  rank_others,
  list_members,
  list_banned,
  read_log,
  create_topic,
  manage_topics,  // of others
  erase,          // the whole chat, or its history for all
  own,            // what else is the creator's alone: its name on the server, protecting it, giving it away
};

// One person in one chat.
struct Standing {
  ChatKind kind = ChatKind::basic_group;
  bool inside = false;
  bool creator = false;
  std::uint32_t admin_rights = 0;  // AdminRight
  std::uint32_t forbidden = 0;     // BannedRight: what plain members may not do, or this one
  bool open = false;               // everybody may read it: it has a username
  bool guest = false;              // takes part in comments without being in it
};

bool allowed(Deed deed, const Standing& who);

// Taking part in what is said: `write` to `react`, which guests may, too.
bool is_said(Deed deed);
// Of these: the BannedRights that forbid it to members of a group, and what they are told if it is not
// kBanSendMessages.
std::uint32_t forbidding(Deed deed);
Err refusal(Deed deed);

}  // namespace botschaft::domain
