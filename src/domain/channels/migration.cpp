#include "domain/channels/migration.h"

#include "domain/channels/box.h"
#include "domain/channels/members.h"
#include "domain/groups/post.h"
#include "store/chat_invites.h"
#include "store/dialogs.h"
#include "store/history_ttls.h"
#include "store/notify_settings.h"
#include "store/profile_photos.h"

namespace botschaft::domain {
namespace {

std::uint32_t rights_of(store::ChatRole role) {
  if (role == store::ChatRole::creator) return kEveryAdminRight;
  return role == store::ChatRole::admin ? kGroupAdminRights : 0;
}

// The chat takes the old one's place in somebody's list, with everything he decided about it.
void move_dialog(store::Transaction& tx, UserId user, PeerId from, PeerId to) {
  auto old = store::find_dialog(tx, user, from);
  if (!old) return;
  store::put_dialog(tx,
                    {.owner = user, .peer = to, .flags = old->flags, .folder = old->folder, .pin = old->pin});
  old->flags = store::kMovedAway;
  old->pin = 0;
  old->read_inbox = old->top;
  old->unread = 0;
  store::put_dialog(tx, *old);
  store::delete_draft(tx, user, from);
  const auto settings = store::find_notify_settings(tx, user, store::NotifyKey::chat(from));
  store::put_notify_settings(tx, user, store::NotifyKey::chat(to), settings);
}

void move_member(store::Transaction& tx, BoxWriter& boxes, const Actor& actor,
                 const store::ChannelRow& channel, const store::ChatMemberRow& member) {
  // Who is in as many channels as one can be stays behind; a link brings him here when he has room.
  if (store::count_channels_of(tx, member.user) >= kChannelsMax) return;
  const auto rights = rights_of(member.role);
  let_in(tx, boxes, actor, channel,
         {.channel = channel.id,
          .user = member.user,
          .admin_rights = rights,
          .rank = member.rank,
          .acted_by = rights == 0 ? 0 : channel.creator},
         member.inviter);
  move_dialog(tx, member.user, PeerId::chat(member.chat), channel.peer());
}

void keep_out(store::Transaction& tx, const store::ChannelRow& channel, UserId user) {
  store::put_channel_member(tx, {.channel = channel.id,
                                 .user = user,
                                 .banned_rights = kBanViewMessages,
                                 .banned_until = INT32_MAX,
                                 .acted_by = channel.creator});
}

store::ChannelRow channel_like(const store::ChatRow& chat, std::int32_t now) {
  store::ChannelRow channel{.title = chat.title,
                            .about = chat.about,
                            .creator = chat.creator,
                            .created_at = now,
                            .flags = store::kHistoryHidden,
                            .banned_rights = chat.banned_rights,
                            .migrated_from = chat.id};
  if (chat.is(store::kGroupProtected)) channel.flags |= store::kContentProtected;
  return channel;
}

}  // namespace

Result<std::int64_t> migrate_group(store::Transaction& tx, const Actor& actor, std::int64_t id) {
  TRY_ASSIGN(auto membership, find_membership(tx, id, actor.user));
  auto& chat = membership.chat;
  if (chat.is(store::kDeactivated)) return fail(Err::CHAT_ID_INVALID);
  TRY(check_deed(membership, Deed::own));
  if (store::count_channels_of(tx, actor.user) >= kChannelsMax) return fail(Err::CHANNELS_TOO_MUCH);

  auto channel = channel_like(chat, actor.now);
  channel.id = store::insert_channel(tx, channel);
  if (const auto photo = store::find_chat_photo(tx, chat.peer()))
    store::put_chat_photo(tx, channel.peer(), *photo);
  BoxWriter boxes(tx, actor);
  say_in_group(tx, boxes, actor, id, {.action = ServiceAction::chat_migrate_to, .number = channel.id});
  for (const auto& member : store::list_chat_members(tx, id)) {
    move_member(tx, boxes, actor, channel, member);
  }
  for (const auto user : store::removed_chat_members(tx, id)) keep_out(tx, channel, user);
  const auto ttl = store::find_history_ttl(tx, 0, chat.peer());
  if (ttl != 0) store::put_history_ttl(tx, 0, channel.peer(), ttl);
  store::move_chat_invites(tx, chat.peer(), channel.peer());

  // Only now: until here the group is told as one that lives.
  chat = *store::find_chat(tx, id);
  chat.flags |= store::kDeactivated;
  chat.migrated_to = channel.id;
  ++chat.version;
  store::update_chat(tx, chat);
  tell_members(tx, boxes, id, EventKind::chat);
  say_in_channel(tx, boxes, actor, channel.peer(),
                 {.action = ServiceAction::channel_migrate_from, .title = chat.title, .number = id});
  return channel.id;
}

std::optional<Origin> origin_of(store::Transaction& tx, const store::ChannelRow& channel, UserId viewer) {
  if (channel.migrated_from == 0) return std::nullopt;
  const auto member = store::find_chat_member(tx, channel.migrated_from, viewer);
  if (!member || !member->inside()) return std::nullopt;
  const auto newest = store::messages_newest_first(tx, viewer, PeerId::chat(channel.migrated_from), {}, 1);
  return Origin{channel.migrated_from, newest.empty() ? 0 : newest.front().id};
}

}  // namespace botschaft::domain
