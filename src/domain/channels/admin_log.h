#pragma once
// The log of what admins did in a channel (core.telegram.org/api/recent-actions), for its admins and for two
// days. Whatever changes a channel says so here with log_admin(); an entry holds what it tells of as it was,
// for afterwards it may be gone.
#include <optional>
#include <string>
#include <vector>

#include "domain/box_writer.h"
#include "store/channels.h"
#include "store/chat_invites.h"
#include "store/messages.h"
#include "store/reactions.h"
#include "store/topics.h"

namespace botschaft::domain {

inline constexpr std::int32_t kAdminLogKept = 48 * 60 * 60;  // seconds
inline constexpr int kAdminLogPage = 100;

// Stored numbers: never reuse one. Beside each: which fields of AdminEvent it uses.
enum class AdminAction : std::int32_t {
  change_title = 1,       // text
  change_about = 2,       // text
  change_username = 3,    // text
  toggle_signatures = 4,  // number
  toggle_prehistory = 5,  // number: 1 hidden
  toggle_noforwards = 6,  // number
  slow_mode = 7,          // number: seconds
  default_rights = 8,     // number: what is forbidden
  linked_chat = 9,        // number: id
  history_ttl = 10,       // number: seconds
  pin_message = 11,       // message.after
  unpin_message = 12,     // message.after
  edit_message = 13,      // message
  delete_message = 14,    // message.before
  join = 15,
  leave = 16,
  invite = 17,  // member.after
  ban = 18,     // member, as in all to `demote`
  unban = 19,
  kick = 20,
  unkick = 21,
  promote = 22,
  demote = 23,
  join_by_link = 24,     // invite.after
  join_by_request = 25,  // invite.after, none: asked without a link; number: who let him in
  invite_edit = 26,      // invite
  invite_revoke = 27,    // invite.after
  invite_delete = 28,    // invite.before
  edit_rank = 29,        // text; number.after: whose
  toggle_forum = 40,     // number
  create_topic = 41,     // topic.after
  edit_topic = 42,       // topic
  delete_topic = 43,     // topic.before
  pin_topic = 44,        // topic
  reactions = 50,        // reactions: which are allowed
  stop_poll = 51,        // message.after
  change_photo = 70,     // number: files, 0: none
};

template <class T>
struct Change {
  T before = {};
  T after = {};
};

struct AdminEvent {
  AdminAction action;
  Change<std::string> text = {};
  Change<std::int64_t> number = {};
  Change<std::optional<store::MessageRow>> message = {};
  Change<std::optional<store::ChannelMemberRow>> member = {};
  Change<std::optional<store::ChatInviteRow>> invite = {};
  Change<std::optional<store::TopicRow>> topic = {};
  Change<std::optional<store::AllowedReactions>> reactions = {};

  // Filled by reading.
  std::int64_t id = 0;
  std::int32_t date = 0;
  UserId user = 0;
};

void log_admin(store::Transaction& tx, const Actor& actor, std::int64_t channel, const AdminEvent& event);

// Ban, unban, kick, unkick, promote or demote: what has become of a member. Nothing if nothing has.
void log_member_change(store::Transaction& tx, const Actor& actor, const store::ChannelMemberRow& before,
                       const store::ChannelMemberRow& after);

struct AdminLogQuery {
  std::optional<std::vector<AdminAction>> actions = {};
  std::optional<std::vector<UserId>> admins = {};
  std::string text = {};   // words of the entry, or of the name of who did it
  std::int64_t below = 0;  // ids, 0: no bound
  std::int64_t above = 0;
  int limit = 0;
};
// Newest first. CHAT_ADMIN_REQUIRED, CHANNEL_PRIVATE.
Result<std::vector<AdminEvent>> admin_events(store::Transaction& tx, const Actor& actor, std::int64_t channel,
                                             const AdminLogQuery& query);

}  // namespace botschaft::domain
