#pragma once
// What committed commands tell the rest of the program. Never the only record of anything: a lost notice is
// healed by the client's difference.
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "store/transaction.h"

namespace botschaft {

// One device's live session: the key its packets are encrypted with, and the session_id it chose.
struct SessionKey {
  AuthKeyId auth_key = 0;
  SessionId session = 0;
  friend auto operator<=>(const SessionKey&, const SessionKey&) = default;
};

namespace domain {

// A command has appended the events first..pts to the owner's log. `except` learns of them by the reply to
// its own request.
struct BoxNotice final : store::Notice {
  BoxNotice(UserId owner_id, std::int32_t first_pts, std::int32_t top_pts, SessionKey except_session = {})
      : owner(owner_id), first(first_pts), pts(top_pts), except(except_session) {}
  UserId owner;
  std::int32_t first;
  std::int32_t pts;
  SessionKey except;
};

// `from` is typing (or has stopped), for `to` to see: in their private chat, or in a group. Not durable.
struct TypingNotice final : store::Notice {
  TypingNotice(UserId from_id, UserId to_id, std::uint32_t action_id, PeerId group_id = {})
      : from(from_id), to(to_id), action(action_id), group(group_id) {}
  UserId from;
  UserId to;
  std::uint32_t action;  // constructor id of the SendMessageAction
  PeerId group;          // none: the private chat
};

// Somebody came into a channel, or left it: from now on he is told of its events after `joined_pts`, or of
// none. Messages up to `floor` are hidden from him.
struct MembershipNotice final : store::Notice {
  MembershipNotice(PeerId channel_id, UserId user_id, bool is_inside, std::int32_t joined, MessageId hidden)
      : channel(channel_id), user(user_id), inside(is_inside), joined_pts(joined), floor(hidden) {}
  PeerId channel;
  UserId user;
  bool inside;
  std::int32_t joined_pts;
  MessageId floor;
};

// Somebody read a channel further than anybody before: updateReadChannelOutbox to those who wrote there. Not
// durable; the channel's row is.
struct ChannelReadNotice final : store::Notice {
  ChannelReadNotice(PeerId channel_id, MessageId id, std::vector<UserId> writers)
      : channel(channel_id), max_id(id), authors(std::move(writers)) {}
  PeerId channel;
  MessageId max_id;
  std::vector<UserId> authors;
};

// What is beside a channel's message has changed: its reactions, or the counts of its poll. There is no event
// of it; whoever fetches the message sees the same.
struct ChannelMessageNotice final : store::Notice {
  enum class What : std::uint8_t { reactions, poll };
  ChannelMessageNotice(PeerId channel_id, MessageId message_id, What thing)
      : channel(channel_id), id(message_id), what(thing) {}
  PeerId channel;
  MessageId id;
  What what;
};

// The same of one thread or topic: updateReadChannelDiscussionOutbox.
struct ThreadReadNotice final : store::Notice {
  ThreadReadNotice(PeerId channel_id, MessageId top_id, MessageId id, std::vector<UserId> writers)
      : channel(channel_id), top(top_id), max_id(id), authors(std::move(writers)) {}
  PeerId channel;
  MessageId top;
  MessageId max_id;
  std::vector<UserId> authors;
};

// Somebody is typing in a supergroup. Not durable.
struct ChannelTypingNotice final : store::Notice {
  ChannelTypingNotice(PeerId channel_id, UserId from_id, std::uint32_t action_id, MessageId top_id = 0)
      : channel(channel_id), from(from_id), action(action_id), top(top_id) {}
  PeerId channel;
  UserId from;
  std::uint32_t action;  // constructor id of the SendMessageAction
  MessageId top;         // the thread or topic; 0: none
};

// Posts of a broadcast were seen or forwarded. Not durable; their counters are.
struct PostCountersNotice final : store::Notice {
  struct Post {
    MessageId id = 0;
    std::optional<std::int32_t> views = {};     // as they are now
    std::optional<std::int32_t> forwards = {};  // likewise
  };
  PostCountersNotice(PeerId channel_id, std::vector<Post> counted)
      : channel(channel_id), posts(std::move(counted)) {}
  PeerId channel;
  std::vector<Post> posts;
};

// A post was forwarded: its new number goes out with the next batch of views.
struct PostForwardedNotice final : store::Notice {
  PostForwardedNotice(PeerId channel_id, MessageId post_id) : channel(channel_id), id(post_id) {}
  PeerId channel;
  MessageId id;
};

// The QR token that this signed-out key shows was accepted by another device: updateLoginToken.
struct LoginTokenNotice final : store::Notice {
  explicit LoginTokenNotice(AuthKeyId key) : auth_key(key) {}
  AuthKeyId auth_key;
};

// A new device was signed in: updateNewAuthorization to the user's other devices. Not durable; the sessions
// list is.
struct NewAuthorizationNotice final : store::Notice {
  NewAuthorizationNotice(UserId user_id, std::int64_t authorization_hash, std::int32_t signed_in_at,
                         std::string model)
      : user(user_id), hash(authorization_hash), date(signed_in_at), device(std::move(model)) {}
  UserId user;
  std::int64_t hash;  // names it in the sessions list
  std::int32_t date;
  std::string device;
};

// A key was signed in (user != 0), signed out, or destroyed: cached state of the key is stale, and with
// `destroyed` its sessions end.
struct AuthorizationNotice final : store::Notice {
  AuthorizationNotice(AuthKeyId key, UserId user_id, bool key_destroyed = false)
      : auth_key(key), user(user_id), destroyed(key_destroyed) {}
  AuthKeyId auth_key;
  UserId user;
  bool destroyed;
};

}  // namespace domain
}  // namespace botschaft
