#include "domain/channels/comments.h"

#include <algorithm>

#include "store/discussions.h"
#include "store/messages.h"
#include "store/threads.h"

namespace botschaft::domain {
namespace {

constexpr int kLookBack = 1000;

bool is_under_post(store::Transaction& tx, const InChannel& group, MessageId top) {
  if (group.broadcast() || !group.channel.is(store::kHasDiscussion) || top == 0) return false;
  const auto thread = store::find_thread(tx, group.peer(), top);
  const auto broadcast = store::find_discussed_broadcast(tx, group.channel.id);
  return thread && broadcast && thread->post_channel == PeerId::channel(*broadcast);
}

}  // namespace

bool is_comment(store::Transaction& tx, const InChannel& group, const store::MessageRow& row) {
  return is_under_post(tx, group, row.top != 0 ? row.top : row.id);
}

bool may_see(store::Transaction& tx, const InChannel& in, const store::MessageRow& row) {
  return check_can_read(in) || (check_can_read_comments(in) && is_comment(tx, in, row));
}

std::vector<store::MessageRow> newest_comments(store::Transaction& tx, const InChannel& group) {
  auto rows = store::messages_newest_first(tx, group.self.user, group.peer(), {}, kLookBack);
  std::erase_if(rows, [&](const auto& row) { return !is_comment(tx, group, row); });
  return rows;
}

Result<void> check_may_see(store::Transaction& tx, const InChannel& in, std::span<const MessageId> ids) {
  if (check_can_read(in)) return {};
  TRY(check_can_read_comments(in));
  const bool all = std::ranges::all_of(ids, [&](MessageId id) {
    const auto row = store::find_message(tx, in.self.user, in.peer(), id);
    return !row || is_comment(tx, in, *row);
  });
  if (!all) return fail(Err::MSG_ID_INVALID);
  return {};
}

bool takes_part(store::Transaction& tx, const InChannel& in, const store::MessageRow& row) {
  return in.self.inside || (check_deed(in, Deed::write) && is_comment(tx, in, row));
}

Result<void> check_place(store::Transaction& tx, const InChannel& in, const ThreadPlace& place) {
  if (in.self.inside || is_under_post(tx, in, place.top)) return {};
  return fail(Err::CHAT_GUEST_SEND_FORBIDDEN);
}

}  // namespace botschaft::domain
