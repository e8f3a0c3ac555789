#include "rpc/views/channel.h"

#include <algorithm>

#include "domain/accounts/access_hash.h"
#include "domain/channels/migration.h"
#include "domain/channels/send_as.h"
#include "domain/messages/scheduled.h"
#include "domain/messages/ttl.h"
#include "rpc/views/chat_invite.h"
#include "rpc/views/notify_settings.h"
#include "rpc/views/photo.h"
#include "rpc/views/reactions.h"
#include "rpc/views/restriction.h"
#include "rpc/views/rights.h"
#include "store/dialogs.h"
#include "store/discussions.h"
#include "store/events.h"
#include "store/messages.h"
#include "store/profile_photos.h"

namespace botschaft::rpc {
namespace {

using domain::Deed;
using domain::InChannel;

std::int64_t hash_of(const Viewer& viewer, std::int64_t id) {
  return domain::access_hash(viewer.services.access_hash_key, viewer.user, PeerId::channel(id));
}

tl::Box<tl::Chat> forbidden_view(const Viewer& viewer, store::Transaction& tx, std::int64_t id) {
  const auto channel = store::find_channel(tx, id);
  const auto member = store::find_channel_member(tx, id, viewer.user);
  auto view = tl::make<tl::channelForbidden>();
  view->id = id;
  view->access_hash = hash_of(viewer, id);
  if (!channel) return view;
  view->title = channel->title;
  view->broadcast = channel->broadcast();
  view->megagroup = !channel->broadcast();
  if (member && domain::kicked(*member)) view->until_date = member->banned_until;
  return view;
}

// What is the same for everybody who may see the channel.
tl::Ptr<tl::channel> common_view(const Viewer& viewer, store::Transaction& tx,
                                 const store::ChannelRow& channel) {
  auto view = tl::make<tl::channel>();
  view->id = channel.id;
  view->title = channel.title;
  view->photo = chat_photo_view(viewer, tx, channel.peer());
  view->date = channel.created_at;
  view->broadcast = channel.broadcast();
  view->megagroup = !channel.broadcast();
  view->signatures = channel.is(store::kSignatures);
  view->noforwards = channel.is(store::kContentProtected);
  view->join_to_send = channel.is(store::kJoinToSend);
  view->join_request = channel.is(store::kJoinRequest);
  view->slowmode_enabled = channel.slow_mode != 0;
  view->has_link = channel.is(store::kHasDiscussion);
  view->forum = channel.forum();
  view->forum_tabs = channel.is(store::kForumTabs);
  if (!channel.username.empty()) view->username = channel.username;
  if (!channel.broadcast()) {
    view->default_banned_rights = banned_rights_view(channel.banned_rights, INT32_MAX);
  }
  return view;
}

}  // namespace

tl::Box<tl::Chat> channel_view(const Viewer& viewer, store::Transaction& tx, std::int64_t id) {
  if (viewer.user == 0) {
    const auto channel = store::find_channel(tx, id);
    if (!channel) return forbidden_view(viewer, tx, id);
    auto view = common_view(viewer, tx, *channel);
    view->min = true;
    return view;
  }
  const auto in = domain::look_at_channel(tx, id, viewer.user, viewer.now);
  if (!in || !check_can_read_comments(*in)) return forbidden_view(viewer, tx, id);
  auto view = common_view(viewer, tx, in->channel);
  view->access_hash = hash_of(viewer, id);
  if ((in->channel.flags & store::kChannelRestricted) != 0) {
    const auto texts = restriction_texts(viewer, tx, {in->channel.peer().value, 0}, Restricted::channel);
    view->restricted = !texts.empty();
    if (view->restricted) view->restriction_reason = restriction_view(texts);
  }
  view->creator = in->creator();
  view->left = !in->self.inside;
  view->participants_count = in->channel.members;
  if (in->self.inside) view->date = in->self.joined_at;
  if (in->admin()) view->admin_rights = admin_rights_view(in->self.admin_rights);
  if (in->self.banned_rights != 0) {
    view->banned_rights = banned_rights_view(in->self.banned_rights, in->self.banned_until);
  }
  return view;
}

tl::Box<tl::ChatFull> channel_full_view(const Viewer& viewer, store::Transaction& tx, const InChannel& in,
                                        Mentioned& mentioned) {
  const auto& channel = in.channel;
  const auto box = channel.peer().value;
  auto view = tl::make<tl::channelFull>();
  view->id = channel.id;
  view->about = channel.about;
  view->can_view_participants = check_deed(in, Deed::list_members).has_value();
  view->can_set_username = in.creator();
  view->can_delete_channel = in.creator();
  if (const auto ttl = domain::history_ttl(tx, viewer.user, channel.peer()); ttl != 0) view->ttl_period = ttl;
  view->has_scheduled = domain::has_scheduled(tx, viewer.user, channel.peer(), viewer.now);
  view->participants_hidden = channel.is(store::kParticipantsHidden);
  view->hidden_prehistory = channel.is(store::kHistoryHidden);
  view->participants_count = channel.members;
  if (in.admin()) {
    view->admins_count = static_cast<std::int32_t>(store::channel_admins(tx, channel.id).size());
    const auto banned = store::channel_banned(tx, channel.id);
    const auto out = std::ranges::count_if(banned, domain::kicked);
    view->kicked_count = static_cast<std::int32_t>(out);
    view->banned_count = static_cast<std::int32_t>(std::ssize(banned) - out);
  }
  if (check_deed(in, Deed::manage_invites)) {
    view->exported_invite = current_invite(viewer, tx, channel.peer());
    const auto waiting = pending_requests(tx, channel.peer(), mentioned);
    if (waiting.count > 0) view->requests_pending = waiting.count;
    if (waiting.count > 0) view->recent_requesters = waiting.recent;
  }
  view->read_inbox_max_id = std::max(in.self.read_inbox, in.self.floor);
  view->read_outbox_max_id = channel.read_outbox(viewer.user);
  if (const auto dialog = store::find_dialog(tx, viewer.user, channel.peer())) {
    view->unread_count = dialog->unread;
    view->view_forum_as_messages = dialog->is(store::kViewAsMessages);
    if (dialog->folder != 0) view->folder_id = dialog->folder;
  }
  if (const auto origin = domain::origin_of(tx, channel, viewer.user)) {
    view->migrated_from_chat_id = origin->chat;
    view->migrated_from_max_id = origin->last;
    mentioned.add(PeerId::chat(origin->chat));
  }
  if (in.self.inside && !channel.broadcast()) {
    const auto send_as = domain::default_send_as(tx, in);
    view->default_send_as = peer_view(send_as);
    mentioned.add(send_as);
  }
  view->chat_photo = photo_view(viewer, tx, store::find_chat_photo(tx, channel.peer()));
  view->notify_settings = notify_settings_view(
      store::find_notify_settings(tx, viewer.user, store::NotifyKey::chat(channel.peer())));
  const bool reads = check_can_read(in).has_value();
  const auto pins = store::pinned_messages(tx, box, channel.peer(), 0, reads ? 1 : 0);
  if (!pins.empty() && pins.front() > in.self.floor) view->pinned_msg_id = pins.front();
  if (in.self.floor != 0) view->available_min_id = in.self.floor;
  const auto linked = channel.broadcast() ? store::find_discussion_group(tx, channel.id)
                                          : store::find_discussed_broadcast(tx, channel.id);
  if (linked) {
    view->linked_chat_id = *linked;
    mentioned.add(PeerId::channel(*linked));
  }
  if (channel.slow_mode != 0) {
    view->slowmode_seconds = channel.slow_mode;
    const auto next = in.self.posted_at + channel.slow_mode;
    if (!in.admin() && in.self.posted_at != 0 && next > viewer.now) view->slowmode_next_send_date = next;
  }
  const auto reactions = store::allowed_reactions(tx, channel.peer());
  view->available_reactions = allowed_reactions_view(reactions);
  if (reactions.unique_max != 0) view->reactions_limit = reactions.unique_max;
  view->pts = store::top_pts(tx, box);
  return view;
}

tl::Box<tl::ChannelParticipant> channel_participant_view(const Viewer& viewer,
                                                         const store::ChannelRow& channel,
                                                         const store::ChannelMemberRow& stored,
                                                         Mentioned& mentioned) {
  const auto row = domain::member_now(stored, viewer.now);
  const PeerId user{row.user};  // of a channel that is banned its own
  mentioned.add(user);
  const auto rank = row.rank.empty() ? std::nullopt : std::optional(row.rank);
  if (row.inside && row.user == channel.creator) {
    auto view = tl::make<tl::channelParticipantCreator>();
    view->user_id = row.user;
    view->admin_rights = admin_rights_view(row.admin_rights);
    view->rank = rank;
    return view;
  }
  if (row.inside && row.admin_rights != 0) {
    auto view = tl::make<tl::channelParticipantAdmin>();
    view->self = row.user == viewer.user;
    view->can_edit = row.acted_by == viewer.user || channel.creator == viewer.user;
    view->user_id = row.user;
    if (view->self) view->inviter_id = row.inviter;
    view->promoted_by = row.acted_by;
    mentioned.add(PeerId::user(row.acted_by));
    view->date = row.joined_at;
    view->admin_rights = admin_rights_view(row.admin_rights);
    view->rank = rank;
    return view;
  }
  if (row.banned_rights != 0) {
    auto view = tl::make<tl::channelParticipantBanned>();
    view->rank = rank;
    view->left = !row.inside;
    view->peer = peer_view(user);
    view->kicked_by = row.acted_by;
    mentioned.add(PeerId::user(row.acted_by));
    view->date = row.joined_at;
    view->banned_rights = banned_rights_view(row.banned_rights, row.banned_until);
    return view;
  }
  if (!row.inside) {
    auto view = tl::make<tl::channelParticipantLeft>();
    view->peer = peer_view(user);
    return view;
  }
  if (row.user == viewer.user) {
    auto view = tl::make<tl::channelParticipantSelf>();
    view->rank = rank;
    view->via_request = row.is(store::kByRequest);
    view->user_id = row.user;
    view->inviter_id = row.inviter != 0 ? row.inviter : row.user;
    mentioned.add(PeerId::user(view->inviter_id));
    view->date = row.joined_at;
    return view;
  }
  auto view = tl::make<tl::channelParticipant>();
  view->rank = rank;
  view->user_id = row.user;
  view->date = row.joined_at;
  return view;
}

}  // namespace botschaft::rpc
