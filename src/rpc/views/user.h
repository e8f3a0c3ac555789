#pragma once
// People as TL, each as one viewer sees them.
#include <span>

#include "domain/accounts/person.h"
#include "rpc/context.h"
#include "store/users.h"
#include "tl/api.h"

namespace botschaft::rpc {

// For whom a view is made. Pushes are rendered without a request, hence without Context. User 0 is any member
// of a channel: what is rendered once for all of them has people and chats as `min`, without what differs
// between viewers.
struct Viewer {
  UserId user;
  std::int32_t now;  // unix seconds
  const Services& services;
};

inline Viewer viewer_of(const Context& context) {
  return {context.self(), context.now, context.services};
}

tl::Box<tl::User> user_view(const Viewer& viewer, store::Transaction& tx, const store::UserRow& row);

// userEmpty where nobody has that id.
tl::Box<tl::User> user_view(const Viewer& viewer, store::Transaction& tx, UserId id);

// In ascending order of ids, each once, for the `users` of an answer.
tl::Vec<tl::Box<tl::User>> user_views(const Viewer& viewer, store::Transaction& tx,
                                      std::span<const UserId> ids);

tl::Box<tl::UserStatus> status_view(const domain::LastSeen& last_seen);
tl::Box<tl::UserStatus> status_view(const Viewer& viewer, store::Transaction& tx, const store::UserRow& row);

tl::Box<tl::Peer> peer_view(PeerId peer);

domain::OnlineTime online_time(const Services& services, UserId user);

}  // namespace botschaft::rpc
