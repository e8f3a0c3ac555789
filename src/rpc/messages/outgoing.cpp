#include "rpc/messages/outgoing.h"

namespace botschaft::rpc {

Result<std::optional<domain::ReplyTo>> reply_of(const Context& context, store::Transaction& tx, PeerId to,
                                                const tl::Box<tl::InputReplyTo>& box) {
  const auto* input = box.as<tl::inputReplyToMessage>();
  if (input == nullptr) return std::nullopt;
  domain::ReplyTo reply{.id = input->reply_to_msg_id, .top = input->top_msg_id.value_or(0), .chat = to};
  if (input->reply_to_peer_id) {
    TRY_ASSIGN(reply.chat, access_peer(context, tx, input->reply_to_peer_id));
  }
  if (input->quote_text && !input->quote_text->empty()) {
    TRY_ASSIGN(auto entities, entities_of(context, tx, input->quote_entities));
    reply.quote = domain::Quote{.text = {*input->quote_text, std::move(entities)},
                                .offset = input->quote_offset.value_or(0)};
  }
  return reply;
}

Result<std::optional<PeerId>> send_as_of(const Context& context, store::Transaction& tx,
                                         const tl::Box<tl::InputPeer>& input) {
  if (!input) return std::nullopt;
  const auto peer = access_peer(context, tx, input);
  if (!peer) return fail(Err::SEND_AS_PEER_INVALID);
  return *peer;
}

}  // namespace botschaft::rpc
