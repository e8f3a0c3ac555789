#pragma once
// From what a client names to what it may touch. Every person or chat in a request passes through here: the
// id must exist and its access hash must be the one this caller was shown.
#include <span>

#include "domain/groups/access.h"
#include "rpc/context.h"
#include "store/users.h"
#include "tl/api.h"

namespace botschaft::rpc {

// Fails with `error`, the name the method documents for a person it cannot use.
Result<store::UserRow> access_user(const Context& context, store::Transaction& tx,
                                   const tl::Box<tl::InputUser>& input, Err error = Err::USER_ID_INVALID);

// Somebody or something known from a message in a chat alone, because a push had it as `min`: the message
// must be there for the caller and name `target`. PEER_ID_INVALID.
Result<PeerId> access_peer_in_message(const Context& context, store::Transaction& tx,
                                      const tl::Box<tl::InputPeer>& chat, MessageId message, PeerId target);

// A chat partner. PEER_ID_INVALID unless the peer exists and is the caller's to talk to. CHANNEL_PRIVATE is
// for channels that he can read nothing of: TDLib forgets a chat, and what is being sent there, on that word.
Result<PeerId> access_peer(const Context& context, store::Transaction& tx,
                           const tl::Box<tl::InputPeer>& input);

// The same, and also a private group in which the caller reads comments alone: for requests whose rules know
// of guests.
Result<PeerId> visit_peer(const Context& context, store::Transaction& tx,
                          const tl::Box<tl::InputPeer>& input);

// Whether the caller, who may visit it, reads comments alone there.
bool is_guest(const Context& context, store::Transaction& tx, PeerId peer);

// The same for requests about single messages: a guest names comments and nothing else. MSG_ID_INVALID.
Result<PeerId> access_messages(const Context& context, store::Transaction& tx,
                               const tl::Box<tl::InputPeer>& input, std::span<const MessageId> ids);

// The same for requests about a thread or topic; 0: about the whole chat, which is no guest's to ask for.
Result<PeerId> access_thread(const Context& context, store::Transaction& tx,
                             const tl::Box<tl::InputPeer>& input, MessageId top);

// A basic group that the caller is or was in; groups have no access hash. CHAT_ID_INVALID.
Result<domain::Membership> access_group(const Context& context, store::Transaction& tx, std::int64_t chat);

}  // namespace botschaft::rpc
