// Links to messages of channels: channels.exportMessageLink.
#include <fmt/format.h>

#include "domain/channels/comments.h"
#include "domain/messages/extra.h"
#include "rpc/channels/reply.h"
#include "rpc/handler.h"
#include "store/messages.h"

namespace botschaft::rpc {
namespace {

// As in core.telegram.org/api/links#message-links: by the username, or for members alone by the id.
std::string place_of(const store::ChannelRow& channel) {
  return channel.username.empty() ? fmt::format("c/{}", channel.id) : channel.username;
}

}  // namespace

// There is no widget to embed a message with, so there is no `html`.
Result<tl::Box<tl::ExportedMessageLink>> handle(Context& context, store::Transaction& tx,
                                                const tl::channels_exportMessageLink& r) {
  TRY_ASSIGN(const auto in, visited_channel(context, tx, r.channel));
  const auto row = store::find_message(tx, context.self(), in.peer(), r.id);
  if (!row) return fail(Err::MESSAGE_ID_INVALID);
  TRY(check_may_see(tx, in, std::span(&r.id, 1)));
  auto view = tl::make<tl::exportedMessageLink>();
  view->link = fmt::format("{}/{}", context.services.address.base_url, place_of(in.channel));
  const bool in_topic = in.channel.forum() && row->topic > store::kGeneralTopic && row->topic != r.id;
  if (in_topic) view->link += fmt::format("/{}", row->topic);
  view->link += fmt::format("/{}", r.id);
  const bool single = !r.grouped && domain::decode_extra(row->body.extra).album != 0;
  if (r.thread && row->top != 0) {
    view->link += fmt::format("?thread={}", row->top);
  }
  if (single) view->link += r.thread && row->top != 0 ? "&single" : "?single";
  return view;
}

}  // namespace botschaft::rpc
