// Messages of channels: fetching, deleting, reading. Sending and the like are messages.* with an
// InputPeerChannel.
#include "domain/channels/comments.h"
#include "domain/channels/mentions.h"
#include "domain/channels/posts.h"
#include "domain/messages/reactions.h"
#include "domain/polls/unread_votes.h"
#include "rpc/channels/reply.h"
#include "rpc/handler.h"
#include "rpc/views/threads.h"
#include "store/events.h"

namespace botschaft::rpc {
namespace {

constexpr std::size_t kIdsMax = 200;

}  // namespace

Result<tl::Box<tl::messages_Messages>> handle(Context& context, store::Transaction& tx,
                                              const tl::channels_getMessages& r) {
  if (r.id.empty()) return fail(Err::MESSAGE_IDS_EMPTY);
  if (r.id.size() > kIdsMax) return fail(Err::LIMIT_INVALID);
  TRY_ASSIGN(const auto in, visited_channel(context, tx, r.channel));
  auto reply = tl::make<tl::messages_channelMessages>();
  Mentioned mentioned;
  mentioned.add(in.peer());
  struct Asked {
    MessageId id;
    std::optional<store::MessageRow> row;
  };
  std::vector<Asked> asked;
  const auto find = [&](MessageId id) {
    auto row = store::find_message(tx, context.self(), in.peer(), id);
    return row && may_see(tx, in, *row) ? row : std::nullopt;
  };
  for (const auto& input : r.id) {
    MessageId id = 0;
    if (const auto* by_id = input.as<tl::inputMessageID>()) {
      id = by_id->id;
    } else if (const auto* answer = input.as<tl::inputMessageReplyTo>()) {
      const auto answering = find(answer->id);
      id = answering ? answering->reply_to.value_or(0) : 0;
    } else if (input.is<tl::inputMessagePinned>()) {
      const auto pins = store::pinned_messages(tx, in.peer().value, in.peer(), 0, 1);
      id = pins.empty() ? 0 : pins.front();
    }
    asked.push_back({id, find(id)});
  }
  std::vector<store::MessageRow> rows;
  for (const auto& [id, row] : asked) {
    if (row) rows.push_back(*row);
  }
  PageFacts facts(viewer_of(context), tx, rows);
  for (const auto& [id, row] : asked) {
    if (row) {
      reply->messages.push_back(message_view(viewer_of(context), tx, facts, *row, mentioned));
      continue;
    }
    auto empty = tl::make<tl::messageEmpty>();
    empty->id = id;
    reply->messages.push_back(std::move(empty));
  }
  reply->pts = store::top_pts(tx, in.peer().value);
  reply->count = static_cast<std::int32_t>(reply->messages.size());
  reply->topics = topics_of(viewer_of(context), tx, in.peer(), rows, mentioned);
  mentioned.fill(*reply, viewer_of(context), tx);
  return reply;
}

Result<tl::Box<tl::messages_AffectedMessages>> handle(Context& context, store::Transaction& tx,
                                                      const tl::channels_deleteMessages& r) {
  TRY_ASSIGN(const auto id, access_channel(context, tx, r.channel));
  const auto before = boxes_before(context, tx, PeerId::channel(id));
  TRY(domain::delete_posts(tx, actor_told_by_reply(context), before.channel, r.id));
  return affected_posts(tx, before);
}

Result<tl::Box<tl::messages_AffectedHistory>> handle(Context& context, store::Transaction& tx,
                                                     const tl::channels_deleteParticipantHistory& r) {
  TRY_ASSIGN(const auto id, access_channel(context, tx, r.channel));
  TRY_ASSIGN(const auto sender, access_participant(context, tx, r.participant));
  const auto before = boxes_before(context, tx, PeerId::channel(id));
  TRY_ASSIGN(const bool more,
             domain::delete_posts_by(tx, actor_told_by_push(context), before.channel, sender));
  return affected_history(before.in_channel, more);
}

Result<tl::Box<tl::Updates>> handle(Context& context, store::Transaction& tx,
                                    const tl::channels_deleteHistory& r) {
  TRY_ASSIGN(const auto id, access_channel(context, tx, r.channel));
  const auto before = boxes_before(context, tx, PeerId::channel(id));
  TRY(domain::clear_channel(tx, actor_told_by_reply(context), before.channel, r.max_id, r.for_everyone));
  return updates_reply(context, tx, before);
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::channels_readHistory& r) {
  TRY_ASSIGN(const auto id, access_channel(context, tx, r.channel));
  TRY(domain::read_channel(tx, actor_told_by_push(context), PeerId::channel(id), r.max_id));
  return true;
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::channels_readMessageContents& r) {
  TRY_ASSIGN(const auto in, visited_channel(context, tx, r.channel));
  TRY(domain::see_mentions(tx, actor_told_by_push(context), in.peer(), r.id));
  TRY(domain::read_reactions_in_channel(tx, actor_told_by_push(context), in.peer(), r.id));
  domain::read_votes(tx, actor_told_by_push(context), in.peer(), r.id);
  return true;
}

}  // namespace botschaft::rpc
