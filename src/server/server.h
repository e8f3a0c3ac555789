#pragma once
// The composition root: every part of a running server, made in the order in which they need each other.
#include <expected>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "base/byte_budget.h"
#include "base/worker_pool.h"
#include "blob/blobs.h"
#include "blob/pins.h"
#include "blob/uploads.h"
#include "domain/accounts/delivery.h"
#include "domain/accounts/policy.h"
#include "domain/channels/message_counts.h"
#include "http/router.h"
#include "http/static_files.h"
#include "media/worker_client.h"
#include "mtproto/server_keys.h"
#include "net/admin_socket.h"
#include "net/runtime.h"
#include "rpc/channels/onlines.h"
#include "rpc/channels/renderer.h"
#include "rpc/dispatch.h"
#include "rpc/renderer.h"
#include "server/backend.h"
#include "server/config.h"
#include "server/contact_probe.h"
#include "server/contact_publisher.h"
#include "server/desk_api.h"
#include "server/desk_log.h"
#include "server/desk_mail.h"
#include "server/desk_runner.h"
#include "server/due_runner.h"
#include "server/key_vault.h"
#include "server/presence_feed.h"
#include "server/previews/link_previews.h"
#include "server/previews/page_fetcher.h"
#include "server/search_feed.h"
#include "server/time_stamps.h"
#include "server/witness_rounds.h"
#include "store/store.h"
#include "updates/mailboxes.h"
#include "updates/presence.h"

namespace botschaft::server {

// Shards of the mailboxes are the cores of the network.
class CoreExecutor final : public updates::Executor {
 public:
  explicit CoreExecutor(net::Runtime& runtime) : runtime_(runtime) {}
  std::size_t shards() const override { return runtime_.cores(); }
  void post(std::size_t shard, std::function<void()> function) override {
    runtime_.post(shard, std::move(function));
  }

 private:
  net::Runtime& runtime_;
};

class Server {
 public:
  // Opens the data directory, binds the port and serves. The error is a sentence for the operator.
  static std::expected<std::unique_ptr<Server>, std::string> start(const Config& config);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // What has no event to wait for: presence that ends, keys that expire. Every few seconds.
  void housekeep();

  // Stops accepting, lets requests under way be answered, sends what waits and closes. Then destroy it.
  void shut_down();

  const std::string& base_url() const { return base_url_; }  // http://host:port, without a slash at the end
  bool has_web_client() const { return web_.has_value(); }

 private:
  // What exists before the parts that refer to each other.
  struct Ground {
    Config config;
    HostPort listen;
    mtproto::ServerKeys keys;
    mtproto::ProxySecret proxy_secret;
    std::unique_ptr<store::Store> store;
    std::unique_ptr<blob::Blobs> blobs;
    std::unique_ptr<blob::Uploads> uploads;
    std::optional<http::StaticFiles> web;
  };
  static std::expected<Ground, std::string> prepare(const Config& config);

  explicit Server(Ground ground);
  std::expected<void, std::string> open();
  std::expected<void, std::string> open_desk_log();
  std::expected<void, std::string> open_contact();
  std::expected<void, std::string> open_desk_mail();
  std::expected<void, std::string> open_admin();
  void start_probe();
  std::expected<void, std::string> start_desk_runner();
  rpc::Services services();
  void add_routes();
  void sweep_files();
  std::string find_base_url() const;

  // In the order of use: what comes later refers to what comes before, and is destroyed first. The store and
  // the workers call back into the cores of the runtime, so they end before it.
  const Config config_;
  const HostPort listen_;
  const mtproto::ServerKeys keys_;
  const mtproto::ProxySecret proxy_secret_;
  std::optional<http::StaticFiles> web_;
  http::Router router_;
  std::unique_ptr<blob::Blobs> blobs_;
  std::unique_ptr<blob::Uploads> uploads_;
  blob::Pins pins_;
  ByteBudget downloads_;  // what connections still send
  ByteBudget incoming_parts_;
  Backend backend_;
  net::Runtime runtime_;
  std::string base_url_;
  CoreExecutor executor_{runtime_};
  domain::AccountPolicy policy_;
  std::unique_ptr<domain::CodeDelivery> delivery_;
  std::optional<media::WorkerClient> media_;
  std::optional<rpc::Services> services_;
  std::optional<updates::Mailboxes> mailboxes_;
  std::optional<updates::Presence> presence_;
  std::optional<rpc::ChannelOnlines> channel_onlines_;
  updates::PostViews post_views_;
  domain::MessageCounts message_counts_;
  std::optional<PresenceFeed> presence_feed_;
  std::optional<rpc::UpdateRenderer> renderer_;
  std::optional<rpc::ChannelUpdateRenderer> channel_renderer_;
  std::optional<rpc::RateLimiter> rates_;
  std::optional<rpc::KeyStates> key_states_;
  std::optional<KeyVault> vault_;
  std::optional<rpc::Dispatcher> dispatcher_;
  std::optional<DueRunner> due_;
  std::optional<SearchFeed> search_feed_;
  PageFetcher pages_;
  std::optional<LinkPreviews> previews_;
  std::unique_ptr<store::Store> store_;
  std::optional<DeskLog> desk_log_;
  std::unique_ptr<OidcSignIn> oidc_;
  std::optional<http::DeskService> desk_api_;
  std::optional<DeskRunner> desk_runner_;
  std::optional<ContactPublisher> contact_;
  std::optional<WitnessRounds> witness_rounds_;
  std::optional<TimeStamps> time_stamps_;
  std::optional<ContactProbe> probe_;
  std::optional<DeskMail> desk_mail_;
  std::optional<WorkerPool> workers_;
  std::optional<WorkerPool> file_workers_;
  std::unique_ptr<net::AdminSocket> admin_;
  std::int64_t next_sweep_us_ = 0;
  std::int64_t next_file_sweep_us_ = 0;
  std::int64_t next_stray_sweep_us_ = 0;  // sweep_files() alone
};

}  // namespace botschaft::server
