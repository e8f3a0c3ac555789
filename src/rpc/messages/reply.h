#pragma once
// What handlers of the messages namespace share: who acts, and how a reply tells what a command did.
#include <optional>
#include <span>
#include <vector>

#include "domain/box_writer.h"
#include "domain/messages/history.h"
#include "domain/messages/send.h"
#include "rpc/context.h"
#include "rpc/views/message.h"
#include "tl/api.h"

namespace botschaft::rpc {

// The reply carries the pts of everything the command does, so this device needs no push.
inline domain::Actor actor_told_by_reply(const Context& context) {
  return {.user = context.self(), .now = context.now, .session = context.caller.session_key()};
}

// The reply is just boolTrue: this device, too, is told by a push.
inline domain::Actor actor_told_by_push(const Context& context) {
  return {.user = context.self(), .now = context.now, .session = {}};
}

// Where the boxes stood before a command.
struct BoxesBefore {
  std::int32_t own = 0;
  PeerId channel = {};  // none where the command concerns no channel
  std::int32_t in_channel = 0;
};
BoxesBefore boxes_before(const Context& context, store::Transaction& tx, PeerId peer);

// Everything the command has appended to both.
tl::Ptr<tl::updates> updates_reply(const Context& context, store::Transaction& tx, const BoxesBefore& before);

// Everything the command has appended to the caller's log after `before`.
tl::Ptr<tl::updates> updates_reply(const Context& context, store::Transaction& tx, std::int32_t before);

// The same where the command has said something in the chat: service messages, too, are headed by an
// updateMessageID, under a random_id that the server makes up. TDLib takes a new group for failed without it.
tl::Ptr<tl::updates> said_reply(const Context& context, store::Transaction& tx, const BoxesBefore& before);
tl::Ptr<tl::updates> said_reply(const Context& context, store::Transaction& tx, std::int32_t before);

tl::Box<tl::messages_AffectedMessages> affected_messages(const Context& context, store::Transaction& tx,
                                                         std::int32_t before);

// For commands on whole chats, where the reply could not name every message: the caller's device learns of
// them by the push, and the reply moves no pts. `more`: the client is to ask again for the rest.
tl::Box<tl::messages_AffectedHistory> affected_history(std::int32_t pts, bool more = false);

// updates_reply() for new messages, headed by the updateMessageID of each. Those that were sent before are
// told again as they are now.
tl::Ptr<tl::updates> sent_reply(const Context& context, store::Transaction& tx, const BoxesBefore& before,
                                std::span<const std::optional<domain::Sent>> sent,
                                std::span<const std::int64_t> random_ids);

// messages.messages where `rows` is all there is, else messages.messagesSlice; messages.channelMessages for a
// channel.
tl::Box<tl::messages_Messages> messages_reply(const Context& context, store::Transaction& tx,
                                              std::span<const store::MessageRow> rows, std::int64_t total,
                                              PeerId channel = {});

// A page as requests describe it. LIMIT_INVALID, OFFSET_INVALID.
template <class Request>
Result<domain::HistoryPage> page_of_request(const Request& r) {
  domain::HistoryPage page{.offset_id = r.offset_id,
                           .add_offset = r.add_offset,
                           .limit = r.limit,
                           .max_id = r.max_id,
                           .min_id = r.min_id};
  if constexpr (requires { r.offset_date; }) page.offset_date = r.offset_date;
  if constexpr (requires { r.min_date; }) page.min_date = r.min_date;
  if constexpr (requires { r.max_date; }) page.max_date = r.max_date;
  return domain::check_page(page);
}

}  // namespace botschaft::rpc
