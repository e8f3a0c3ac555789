#include "server/backend.h"

#include "tl/api.h"
#include "tl/codec.h"

namespace botschaft::server {
namespace {

SessionKey session_key(const net::SessionAddress& address) {
  return {address.key_id, address.session_id};
}
net::SessionAddress address(const SessionKey& key) {
  return {key.auth_key, key.session};
}

}  // namespace

void Backend::dispatch(net::RpcRequest request, Answered answer) {
  parts_->dispatcher.dispatch({.session = session_key(request.session),
                               .msg_id = request.msg_id,
                               .body = std::move(request.body),
                               .ip = std::move(request.ip)},
                              std::move(answer));
}

void Backend::drop_request(const net::SessionAddress&, std::int64_t) {
  // A request under way is not stopped: its command may be committed already. The session drops the answer.
}

void Backend::session_connected(const net::SessionAddress&) {}

void Backend::session_disconnected(const net::SessionAddress& session) {
  if (const UserId user = parts_->dispatcher.user_of(session_key(session)); user != 0) {
    parts_->presence.go_offline(user, session_key(session));
  }
}

void Backend::session_gone(const net::SessionAddress& session) {
  const auto joined = parts_->dispatcher.forget_session(session_key(session));
  if (joined.user == 0) return;
  parts_->mailboxes.leave(joined.user, joined.session);
  parts_->presence.go_offline(joined.user, joined.session);
}

void Backend::updates_lost(const net::SessionAddress& session) {
  if (const UserId user = parts_->dispatcher.user_of(session_key(session)); user != 0) {
    parts_->mailboxes.lost(user, session_key(session));
  }
}

void Backend::push(const SessionKey& session, updates::SharedBytes update) {
  runtime_->push(address(session), std::move(update));
}

void Backend::wants_updates(const SessionKey& session, UserId user, std::int32_t layer) {
  parts_->mailboxes.join(user, {session, layer});
}

void Backend::told(const SessionKey& session, UserId user, std::int32_t pts) {
  parts_->mailboxes.told(user, session, pts);
}

void Backend::on_notices(std::vector<std::unique_ptr<store::Notice>> notices) {
  for (const auto& notice : notices) {
    if (const auto* grown = dynamic_cast<const domain::BoxNotice*>(notice.get())) {
      if (const PeerId channel{grown->owner}; channel.is_channel()) parts_->search_feed.noticed(channel);
    }
    if (parts_->mailboxes.deliver(*notice)) continue;
    if (const auto* forwarded = dynamic_cast<const domain::PostForwardedNotice*>(notice.get())) {
      parts_->post_views.note_forward({forwarded->channel, forwarded->id});
    } else if (const auto* changed = dynamic_cast<const domain::AuthorizationNotice*>(notice.get())) {
      on_authorization(*changed);
    } else if (const auto* accepted = dynamic_cast<const domain::LoginTokenNotice*>(notice.get())) {
      on_login_token(*accepted);
    } else if (const auto* due = dynamic_cast<const domain::DueNotice*>(notice.get())) {
      parts_->due.noticed(*due);
    } else if (const auto* page = dynamic_cast<const domain::WebPageNotice*>(notice.get())) {
      if (parts_->previews != nullptr) parts_->previews->wanted(*page);
    }
  }
}

void Backend::on_authorization(const domain::AuthorizationNotice& notice) {
  parts_->keys.changed(notice.auth_key, notice.user, notice.destroyed);
  for (const auto& stranger : parts_->dispatcher.take_strangers(notice.auth_key, notice.user)) {
    parts_->mailboxes.leave(stranger.user, stranger.session);
    parts_->presence.go_offline(stranger.user, stranger.session);
  }
  if (notice.destroyed) runtime_->forget_key(notice.auth_key);
}

// The device that shows the QR code is signed in by nobody yet, so no mailbox knows it.
void Backend::on_login_token(const domain::LoginTokenNotice& notice) {
  tl::updateShort update;
  update.update = tl::make<tl::updateLoginToken>();
  auto bytes = tl::to_bytes(update);
  if (!bytes) return;
  const auto shared = std::make_shared<const Bytes>(*std::move(bytes));
  for (const auto& session : parts_->dispatcher.sessions_of(notice.auth_key)) push(session, shared);
}

}  // namespace botschaft::server
