// Threads and comments: messages.getReplies, getDiscussionMessage, readDiscussion.
#include "domain/channels/threads.h"

#include <algorithm>

#include "rpc/access.h"
#include "rpc/handler.h"
#include "rpc/messages/reply.h"
#include "store/events.h"

namespace botschaft::rpc {

Result<tl::Box<tl::messages_Messages>> handle(Context& context, store::Transaction& tx,
                                              const tl::messages_getReplies& r) {
  TRY_ASSIGN(const auto peer, visit_peer(context, tx, r.peer));
  TRY_ASSIGN(auto page, page_of_request(r));
  TRY_ASSIGN(const auto thread, domain::find_thread_at(tx, actor_told_by_push(context), peer, r.msg_id));
  const auto range = thread.key.range();
  page.thread = range.thread;
  page.topic = range.topic;
  const auto rows = domain::history(tx, context.self(), thread.key.channel, page);
  const auto total = store::count_messages(tx, context.self(), thread.key.channel, range);
  return messages_reply(context, tx, rows, total, thread.key.channel);
}

Result<tl::Box<tl::messages_DiscussionMessage>> handle(Context& context, store::Transaction& tx,
                                                       const tl::messages_getDiscussionMessage& r) {
  TRY_ASSIGN(const auto peer, visit_peer(context, tx, r.peer));
  TRY_ASSIGN(const auto thread, domain::find_thread_at(tx, actor_told_by_push(context), peer, r.msg_id));
  const auto& key = thread.key;
  const auto viewer = viewer_of(context);
  auto reply = tl::make<tl::messages_discussionMessage>();
  Mentioned mentioned;
  mentioned.add(peer);
  mentioned.add(key.channel);
  const auto root = store::find_message(tx, context.self(), key.channel, key.top);
  if (!root && !key.topic) return fail(Err::MSG_ID_INVALID);
  if (root) reply->messages.push_back(message_view(viewer, tx, *root, mentioned));
  if (const auto newest = store::newest_in_thread(tx, key); newest != 0) reply->max_id = newest;
  const auto read = domain::read_in_thread(tx, thread);
  if (read != 0) reply->read_inbox_max_id = read;
  auto outbox = thread.in.channel.read_outbox(context.self());
  if (const auto row = store::find_thread(tx, key.channel, key.top)) {
    outbox = std::max(outbox, row->read_outbox(context.self()));
  }
  if (outbox != 0) reply->read_outbox_max_id = outbox;
  reply->unread_count = store::count_thread_incoming(tx, key, context.self(), read);
  mentioned.fill(*reply, viewer, tx);
  return reply;
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::messages_readDiscussion& r) {
  TRY_ASSIGN(const auto peer, visit_peer(context, tx, r.peer));
  TRY(domain::read_thread(tx, actor_told_by_push(context), peer, r.msg_id, r.read_max_id));
  return true;
}

}  // namespace botschaft::rpc
