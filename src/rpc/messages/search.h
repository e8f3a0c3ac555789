#pragma once
// What the methods that search in messages share. They run with the whole store, for they catch the indexes
// up first: a few hundred events in each transaction.
#include <span>

#include "domain/messages/search.h"
#include "rpc/context.h"
#include "store/store.h"
#include "tl/api.h"

namespace botschaft::rpc {

// What a filter asks for: `none` where nothing here is of that kind; the kinds of media where it is `media`.
domain::SearchKind search_kind_of(const tl::Box<tl::MessagesFilter>& filter);
std::vector<store::MediaKind> media_kinds_of(const tl::Box<tl::MessagesFilter>& filter);

// The first one's whatever it takes. The others' together up to kEventsPerSearch, so that the call of who is
// in many channels takes no longer than that: they are kept up anyway, and what is left is so soon.
inline constexpr int kEventsPerSearch = 5'000;
Result<void> complete_indexes(store::Store& store, std::span<const UserId> owners);

// A search in one chat that the caller may read: `owner` is whose index is asked, the channel's or his own;
// what is below his floor is left out by the bounds of the page. With `top` it is to be kept to that thread,
// which is all that those search who read comments alone.
struct ChatSearch {
  UserId owner = 0;
  PeerId peer = {};
  domain::SearchQuery query = {};
};
Result<ChatSearch> search_in_chat(const Context& context, store::Transaction& tx,
                                  const tl::Box<tl::InputPeer>& chat,
                                  const tl::Box<tl::MessagesFilter>& filter,
                                  std::optional<MessageId> top = std::nullopt);

// Whether a filter alone is answered without the index of words.
bool asks_words(const tl::Box<tl::MessagesFilter>& filter);

// Completes the index that a search in that chat asks. PEER_ID_INVALID, CHANNEL_PRIVATE.
Result<void> complete_index_of(const Context& context, store::Store& store,
                               const tl::Box<tl::InputPeer>& chat);

// Runs `body` in a reader's snapshot.
template <class Reply, class Body>
Result<Reply> read_reply(store::Store& store, Body body) {
  Reply reply;
  TRY(store.read_sync([&](store::Transaction& tx) -> Result<void> {
    TRY_ASSIGN(reply, body(tx));
    return {};
  }));
  return reply;
}

}  // namespace botschaft::rpc
