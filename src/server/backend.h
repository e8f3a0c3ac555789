#pragma once
// Ties the network to dispatch, mailboxes and presence: who asks what, and who is told what.
#include "net/backend.h"
#include "net/runtime.h"
#include "rpc/dispatch.h"
#include "server/due_runner.h"
#include "server/key_vault.h"
#include "server/previews/link_previews.h"
#include "server/search_feed.h"
#include "updates/mailboxes.h"
#include "updates/post_views.h"
#include "updates/presence.h"

namespace botschaft::server {

class Backend final : public net::Backend, public updates::SessionSink {
 public:
  struct Parts {
    KeyVault& vault;
    rpc::KeyStates& keys;
    rpc::Dispatcher& dispatcher;
    updates::Mailboxes& mailboxes;
    updates::Presence& presence;
    DueRunner& due;
    SearchFeed& search_feed;
    updates::PostViews& post_views;
    LinkPreviews* previews;  // null: they are off
  };

  // Before the first request. Two steps, since the parts refer to the sink in turn.
  void connect(const Parts& parts) { parts_.emplace(parts); }
  void connect(net::Runtime& runtime) { runtime_ = &runtime; }

  // For Store::on_notices.
  void on_notices(std::vector<std::unique_ptr<store::Notice>> notices);

  // For rpc::Dispatcher::Parts.
  void wants_updates(const SessionKey& session, UserId user, std::int32_t layer);
  void told(const SessionKey& session, UserId user, std::int32_t pts);

 private:
  void find_key(AuthKeyId id, KeyFound found) override { parts_->vault.find(id, std::move(found)); }
  void save_key(const mtproto::NewAuthKey& key, KeyDone done) override {
    parts_->vault.save(key, std::move(done));
  }
  void remove_key(AuthKeyId id, std::function<void(mtproto::DestroyAuthKey)> removed) override {
    parts_->vault.remove(id, std::move(removed));
  }
  void dispatch(net::RpcRequest request, Answered answer) override;
  void drop_request(const net::SessionAddress& session, std::int64_t msg_id) override;
  void session_connected(const net::SessionAddress& session) override;
  void session_disconnected(const net::SessionAddress& session) override;
  void session_gone(const net::SessionAddress& session) override;
  void updates_lost(const net::SessionAddress& session) override;
  void push(const SessionKey& session, updates::SharedBytes update) override;

  void on_authorization(const domain::AuthorizationNotice& notice);
  void on_login_token(const domain::LoginTokenNotice& notice);

  std::optional<Parts> parts_;
  net::Runtime* runtime_ = nullptr;
};

}  // namespace botschaft::server
