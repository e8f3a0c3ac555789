#include "rpc/views/user.h"

#include <algorithm>

#include "domain/accounts/access_hash.h"
#include "rpc/views/photo.h"
#include "rpc/views/restriction.h"
#include "updates/presence.h"

namespace botschaft::rpc {
namespace {

std::optional<std::string> unless_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

}  // namespace

domain::OnlineTime online_time(const Services& services, UserId user) {
  const auto status = services.presence == nullptr ? std::nullopt : services.presence->find(user);
  if (!status) return {};
  return status->online ? domain::OnlineTime{.until = status->time}
                        : domain::OnlineTime{.last = status->time};
}

tl::Box<tl::UserStatus> status_view(const domain::LastSeen& last_seen) {
  using Kind = domain::LastSeen::Kind;
  switch (last_seen.kind) {
    case Kind::unknown:
      return tl::make<tl::userStatusEmpty>();
    case Kind::online: {
      auto status = tl::make<tl::userStatusOnline>();
      status->expires = last_seen.at;
      return status;
    }
    case Kind::offline: {
      auto status = tl::make<tl::userStatusOffline>();
      status->was_online = last_seen.at;
      return status;
    }
    case Kind::recently:
      return tl::make<tl::userStatusRecently>();
    case Kind::last_week:
      return tl::make<tl::userStatusLastWeek>();
    case Kind::last_month:
      return tl::make<tl::userStatusLastMonth>();
  }
  return nullptr;
}

tl::Box<tl::UserStatus> status_view(const Viewer& viewer, store::Transaction& tx, const store::UserRow& row) {
  return status_view(
      domain::last_seen_by(tx, viewer.user, row, online_time(viewer.services, row.id), viewer.now));
}

tl::Box<tl::User> user_view(const Viewer& viewer, store::Transaction& tx, const store::UserRow& row) {
  const auto person =
      domain::person_seen_by(tx, viewer.user, row, online_time(viewer.services, row.id), viewer.now);
  auto user = tl::make<tl::user>();
  user->id = person.id;
  user->min = viewer.user == 0;
  if (!user->min) {
    user->access_hash =
        domain::access_hash(viewer.services.access_hash_key, viewer.user, PeerId::user(person.id));
  }
  user->self = person.self;
  user->contact = person.contact;
  user->mutual_contact = person.mutual_contact;
  user->close_friend = person.close_friend;
  user->deleted = person.deleted;
  user->support = person.service;
  user->verified = person.service;
  user->first_name = unless_empty(person.first_name);
  user->last_name = unless_empty(person.last_name);
  user->username = unless_empty(person.username);
  if (user->min) return user;
  if (!person.self && (store::user_restricted(tx, row.id) & store::kUserShownWith) != 0) {
    const auto texts = restriction_texts(viewer, tx, {row.id, 0}, Restricted::person);
    user->restricted = !texts.empty();
    if (user->restricted) user->restriction_reason = restriction_view(texts);
  }
  user->phone = unless_empty(person.phone);
  if (!person.deleted) user->photo = profile_photo_view(viewer, tx, person.id);
  if (!person.deleted) user->status = status_view(person.last_seen);
  return user;
}

tl::Box<tl::User> user_view(const Viewer& viewer, store::Transaction& tx, UserId id) {
  if (const auto row = store::find_user(tx, id)) return user_view(viewer, tx, *row);
  auto empty = tl::make<tl::userEmpty>();
  empty->id = id;
  return empty;
}

tl::Vec<tl::Box<tl::User>> user_views(const Viewer& viewer, store::Transaction& tx,
                                      std::span<const UserId> ids) {
  std::vector<UserId> sorted(ids.begin(), ids.end());
  std::ranges::sort(sorted);
  const auto repeated = std::ranges::unique(sorted);
  sorted.erase(repeated.begin(), repeated.end());
  tl::Vec<tl::Box<tl::User>> users;
  users.reserve(sorted.size());
  for (const UserId id : sorted) users.push_back(user_view(viewer, tx, id));
  return users;
}

tl::Box<tl::Peer> peer_view(PeerId peer) {
  if (peer.is_channel()) {
    auto channel = tl::make<tl::peerChannel>();
    channel->channel_id = peer.bare();
    return channel;
  }
  if (peer.is_chat()) {
    auto chat = tl::make<tl::peerChat>();
    chat->chat_id = peer.bare();
    return chat;
  }
  auto user = tl::make<tl::peerUser>();
  user->user_id = peer.bare();
  return user;
}

}  // namespace botschaft::rpc
