#include "domain/channels/discussion.h"

#include "domain/channels/admin_log.h"
#include "domain/channels/box.h"
#include "domain/messages/editing.h"
#include "domain/messages/extra.h"
#include "domain/messages/files.h"
#include "domain/polls/polls.h"
#include "store/discussions.h"
#include "store/groups.h"
#include "store/threads.h"

namespace botschaft::domain {
namespace {

// What is done in a group by the broadcast's own doing is in nobody's reply.
Actor beside_reply(const Actor& actor) {
  auto beside = actor;
  beside.session = {};
  return beside;
}

void set_linked(store::Transaction& tx, BoxWriter& boxes, const Actor& actor, std::int64_t id, bool linked) {
  auto row = store::find_channel(tx, id);
  if (!row) return;
  row->flags &= ~std::uint32_t{store::kHasDiscussion};
  if (linked) row->flags |= store::kHasDiscussion;
  if (!linked) row->flags &= ~std::uint32_t{store::kJoinToSend};
  store::update_channel(tx, *row);
  boxes.append(box_of(row->peer()), EventKind::channel, row->peer(), actor.now);
}

void unlink(store::Transaction& tx, BoxWriter& boxes, const Actor& actor, std::int64_t broadcast) {
  const auto group = store::find_discussion_group(tx, broadcast);
  if (!group) return;
  store::delete_discussion(tx, broadcast);
  set_linked(tx, boxes, actor, broadcast, false);
  set_linked(tx, boxes, actor, *group, false);
}

// The channel if the actor decides about its discussions.
Result<InChannel> decide(store::Transaction& tx, const Actor& actor, std::int64_t id, bool broadcast) {
  const auto error = broadcast ? Err::BROADCAST_ID_INVALID : Err::MEGAGROUP_ID_INVALID;
  auto in = look_at_channel(tx, id, actor.user, actor.now);
  if (!in || in->broadcast() != broadcast) return fail(error);
  TRY(check_can_read(*in));
  if (!in->admin()) return fail(Err::CHAT_ADMIN_REQUIRED);
  TRY(check_deed(*in, Deed::change_info));
  return *std::move(in);
}

void log_linked(store::Transaction& tx, const Actor& actor, std::int64_t channel,
                const std::optional<std::int64_t>& before, const std::optional<std::int64_t>& after) {
  log_admin(tx, actor, channel,
            {.action = AdminAction::linked_chat, .number = {before.value_or(0), after.value_or(0)}});
}

bool linkable(const InChannel& in) {
  return !in.broadcast() && !in.channel.forum() && in.admin() && check_deed(in, Deed::change_info);
}

}  // namespace

Result<void> set_discussion_group(store::Transaction& tx, const Actor& actor,
                                  std::optional<std::int64_t> broadcast,
                                  std::optional<std::int64_t> supergroup) {
  if (!broadcast && !supergroup) return fail(Err::LINK_NOT_MODIFIED);
  if (broadcast) TRY(decide(tx, actor, *broadcast, true));
  if (supergroup) {
    TRY_ASSIGN(const auto group, decide(tx, actor, *supergroup, false));
    if (group.channel.forum()) return fail(Err::MEGAGROUP_ID_INVALID);
    const bool hidden = group.channel.is(store::kHistoryHidden);
    if (broadcast && hidden) return fail(Err::MEGAGROUP_PREHISTORY_HIDDEN);
  }
  const auto group_now = broadcast ? store::find_discussion_group(tx, *broadcast) : std::nullopt;
  const auto broadcast_now = supergroup ? store::find_discussed_broadcast(tx, *supergroup) : std::nullopt;
  const bool nothing_new = broadcast ? group_now == supergroup : !broadcast_now.has_value();
  if (nothing_new) return fail(Err::LINK_NOT_MODIFIED);
  if (broadcast) log_linked(tx, actor, *broadcast, group_now, supergroup);
  if (supergroup) log_linked(tx, actor, *supergroup, broadcast_now, broadcast);
  BoxWriter boxes(tx, actor);
  if (broadcast) unlink(tx, boxes, actor, *broadcast);
  if (broadcast_now) unlink(tx, boxes, actor, *broadcast_now);
  if (!broadcast || !supergroup) return {};
  store::insert_discussion(tx, *broadcast, *supergroup);
  set_linked(tx, boxes, actor, *broadcast, true);
  set_linked(tx, boxes, actor, *supergroup, true);
  return {};
}

std::vector<PeerId> groups_for_discussion(store::Transaction& tx, const Actor& actor) {
  std::vector<PeerId> groups;
  for (const auto& member : store::channels_of(tx, actor.user)) {
    const auto in = look_at_channel(tx, member.channel, actor.user, actor.now);
    if (in && linkable(*in) && !in->channel.is(store::kHasDiscussion)) groups.push_back(in->peer());
  }
  for (const auto id : store::groups_of(tx, actor.user)) {
    const auto chat = store::find_chat(tx, id);
    if (chat && chat->creator == actor.user && !chat->is(store::kDeactivated)) groups.push_back(chat->peer());
  }
  return groups;
}

void end_discussion(store::Transaction& tx, const Actor& actor, const store::ChannelRow& channel) {
  const auto broadcast =
      channel.broadcast() ? std::optional(channel.id) : store::find_discussed_broadcast(tx, channel.id);
  BoxWriter boxes(tx, actor);
  if (broadcast) unlink(tx, boxes, actor, *broadcast);
}

void open_comments(store::Transaction& tx, const Actor& actor, PeerId broadcast, MessageId post) {
  const auto group = store::find_discussion_group(tx, broadcast.bare());
  const auto row = store::find_message(tx, box_of(broadcast), broadcast, post);
  if (!group || !row) return;
  const auto there = PeerId::channel(*group);
  const auto said = decode_extra(row->body.extra);
  auto body = row->body;
  body.extra = encode_extra({.forward = ForwardHeader{.from = broadcast,
                                                      .date = row->date,
                                                      .saved_from = broadcast,
                                                      .saved_from_id = post,
                                                      .channel_post = post,
                                                      .post_author = said.post_author},
                             .media = said.media,
                             .album = said.album});
  constexpr std::uint32_t kKept = store::kSilent | store::kNoWebPage | store::kInvertMedia | store::kHasLink |
                                  store::kNoForwards | store::kMediaKindMask;
  constexpr std::uint32_t kOfRoot =
      store::kForwarded | store::kPinned | store::kHasThread | store::kDiscussionRoot;
  auto as_broadcast = beside_reply(actor);
  as_broadcast.user = box_of(broadcast);
  BoxWriter boxes(tx, as_broadcast);
  const auto top =
      post_in_channel(tx, boxes, as_broadcast, there, (row->flags & kKept) | kOfRoot, std::nullopt, body);
  store::insert_pin(tx, box_of(there), there, top);
  if (const auto* poll = std::get_if<PollMedia>(&said.media))
    note_poll_place(tx, actor, there, top, poll->poll);
  store::put_thread(tx, {.channel = there, .top = top, .post_channel = broadcast, .post = post});
  store::set_message_flags(tx, *row, row->flags | store::kHasThread);
}

void edit_comments_root(store::Transaction& tx, const Actor& actor, const store::MessageRow& post) {
  const auto thread = store::find_thread_of_post(tx, post.peer, post.id);
  if (!thread) return;
  const auto root = store::find_message(tx, box_of(thread->channel), thread->channel, thread->top);
  if (!root) return;
  auto copied = post.body;
  auto extra = decode_extra(root->body.extra);
  extra.media = decode_extra(post.body.extra).media;
  copied.extra = encode_extra(extra);
  const auto flags = (root->flags & ~kEditedFlags) | (post.flags & kEditedFlags);
  store::set_message_body(tx, *root, copied);
  store::set_message_flags(tx, *root, flags);
  hold_files(tx, store::key_of(*root), flags, copied);
  const auto beside = beside_reply(actor);
  BoxWriter boxes(tx, beside);
  tell_edited(boxes, beside, thread->channel, thread->top);
}

}  // namespace botschaft::domain
