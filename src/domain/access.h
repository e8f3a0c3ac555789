#pragma once
// Who may do what where: the one table that all rules of groups and channels ask.
#include <cstdint>

namespace botschaft::domain {

enum class ChatKind : std::uint8_t { basic_group, supergroup, broadcast };

enum class Deed : std::uint8_t {
  read,           // everything that was said
  read_comments,  // what was said under the posts of the broadcast that is discussed there
  write,
  send_poll,
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

}  // namespace botschaft::domain
