// Reading messages: messages.getHistory, getMessages, getUnreadMentions, and the like.
#include <algorithm>

#include "domain/channels/comments.h"
#include "domain/channels/mentions.h"
#include "domain/channels/message_counts.h"
#include "rpc/access.h"
#include "rpc/channels/onlines.h"
#include "rpc/handler.h"
#include "rpc/messages/reply.h"
#include "store/dialogs.h"
#include "store/events.h"

namespace botschaft::rpc {
namespace {

constexpr std::size_t kIdsMax = 200;
constexpr int kUnreadMentionsMax = 5000;

// What a guest sees of a discussion group as a whole: the posts and comments among its newest messages. What
// is further back he finds under its post. An error would not do: TDLib gives up a group, and all comment
// buttons that lead there, where reading it is refused.
Result<tl::Box<tl::messages_Messages>> history_of_guest(const Context& context, store::Transaction& tx,
                                                        PeerId peer, const tl::messages_getHistory& r) {
  TRY_ASSIGN(const auto page, page_of_request(r));
  const auto in = domain::look_at_channel(tx, peer.bare(), context.self(), context.now);
  auto rows = domain::newest_comments(tx, *in);
  std::vector<MessageId> ids;
  for (const auto& row : rows) ids.push_back(row.id);
  const auto wanted = domain::page_of(ids, page);
  std::erase_if(rows, [&](const auto& row) { return std::ranges::find(wanted, row.id) == wanted.end(); });
  return messages_reply(context, tx, rows, std::ssize(ids), peer);
}

}  // namespace

Result<tl::Box<tl::messages_Messages>> handle(Context& context, store::Transaction& tx,
                                              const tl::messages_getHistory& r) {
  TRY_ASSIGN(const auto peer, visit_peer(context, tx, r.peer));
  if (is_guest(context, tx, peer)) return history_of_guest(context, tx, peer, r);
  TRY_ASSIGN(const auto page, page_of_request(r));
  const auto rows = domain::history(tx, context.self(), peer, page);
  if (peer.is_channel()) {
    auto* counts = context.services.message_counts;
    const auto total = counts != nullptr ? counts->of(tx, peer, context.self())
                                         : store::count_messages(tx, context.self(), peer, {});
    return messages_reply(context, tx, rows, total, peer);
  }
  const auto dialog = store::find_dialog(tx, context.self(), peer);
  return messages_reply(context, tx, rows, dialog ? dialog->count : 0);
}

Result<tl::Box<tl::messages_Messages>> handle(Context& context, store::Transaction& tx,
                                              const tl::messages_getMessages& r) {
  if (r.id.size() > kIdsMax) return fail(Err::LIMIT_INVALID);
  auto reply = tl::make<tl::messages_messages>();
  Mentioned mentioned;
  for (const auto& input : r.id) {
    MessageId id = 0;
    std::optional<store::MessageRow> row;
    if (const auto* by_id = input.as<tl::inputMessageID>()) {
      id = by_id->id;
      row = store::find_message(tx, context.self(), id);
    } else if (const auto* answer = input.as<tl::inputMessageReplyTo>()) {
      const auto answering = store::find_message(tx, context.self(), answer->id);
      id = answering ? answering->reply_to.value_or(0) : 0;
      if (id != 0) row = store::find_message(tx, context.self(), id);
    }
    if (row) {
      reply->messages.push_back(message_view(viewer_of(context), tx, *row, mentioned));
    } else {
      auto empty = tl::make<tl::messageEmpty>();
      empty->id = id;
      reply->messages.push_back(std::move(empty));
    }
  }
  mentioned.fill(*reply, viewer_of(context), tx);
  return reply;
}

Result<tl::Box<tl::ChatOnlines>> handle(Context& context, store::Transaction& tx,
                                        const tl::messages_getOnlines& r) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  auto reply = tl::make<tl::chatOnlines>();
  reply->onlines = 1;  // the caller
  if (peer.is_channel() && context.services.channel_onlines != nullptr) {
    const auto channel = store::find_channel(tx, peer.bare());
    if (channel && !channel->broadcast())
      reply->onlines = std::max(1, context.services.channel_onlines->of(tx, *channel, context.now));
  }
  if (!peer.is_chat()) return reply;
  for (const auto& member : store::list_chat_members(tx, peer.bare())) {
    if (member.user != context.self() && online_time(context.services, member.user).until > context.now)
      ++reply->onlines;
  }
  return reply;
}

Result<tl::Box<tl::messages_Messages>> handle(Context& context, store::Transaction& tx,
                                              const tl::messages_getUnreadMentions& r) {
  const auto top = r.top_msg_id.value_or(0);
  TRY_ASSIGN(const auto peer, access_thread(context, tx, r.peer, top));
  TRY_ASSIGN(const auto page, page_of_request(r));
  const auto ids = peer.is_channel()
                       ? domain::unread_channel_mentions(tx, context.self(), peer, top, kUnreadMentionsMax)
                       : store::unread_mentions(tx, context.self(), peer, kUnreadMentionsMax);
  std::vector<store::MessageRow> rows;
  for (const auto id : domain::page_of(ids, page)) {
    if (auto row = store::find_message(tx, context.self(), peer, id)) rows.push_back(*std::move(row));
  }
  return messages_reply(context, tx, rows, std::ssize(ids), peer);
}

}  // namespace botschaft::rpc
