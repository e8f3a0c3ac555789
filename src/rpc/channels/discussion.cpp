// Discussion groups of broadcasts: channels.setDiscussionGroup, getGroupsForDiscussion.
#include "domain/channels/discussion.h"

#include "rpc/channels/reply.h"
#include "rpc/handler.h"
#include "rpc/views/chat.h"

namespace botschaft::rpc {
namespace {

// Without value for inputChannelEmpty: there is to be none.
Result<std::optional<std::int64_t>> channel_or_none(const Context& context, store::Transaction& tx,
                                                    const tl::Box<tl::InputChannel>& input) {
  if (input.is<tl::inputChannelEmpty>()) return std::nullopt;
  TRY_ASSIGN(const auto id, access_channel(context, tx, input));
  return id;
}

}  // namespace

Result<bool> handle(Context& context, store::Transaction& tx, const tl::channels_setDiscussionGroup& r) {
  TRY_ASSIGN(const auto broadcast, channel_or_none(context, tx, r.broadcast));
  TRY_ASSIGN(const auto group, channel_or_none(context, tx, r.group));
  TRY(domain::set_discussion_group(tx, actor_told_by_push(context), broadcast, group));
  return true;
}

Result<tl::Box<tl::messages_Chats>> handle(Context& context, store::Transaction& tx,
                                           const tl::channels_getGroupsForDiscussion&) {
  auto reply = tl::make<tl::messages_chats>();
  for (const auto peer : domain::groups_for_discussion(tx, actor_told_by_push(context))) {
    reply->chats.push_back(chat_view(viewer_of(context), tx, peer));
  }
  return reply;
}

}  // namespace botschaft::rpc
