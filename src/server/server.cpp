#include "server/server.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "base/log.h"
#include "http/contact_routes.h"
#include "http/log_files.h"
#include "http/well_known.h"
#include "server/admin.h"
#include "server/call_delivery.h"
#include "server/counter_feed.h"
#include "server/delivery/delivery.h"
#include "server/desk_letters.h"
#include "server/desk_outcomes.h"
#include "server/file_collector.h"
#include "server/files.h"
#include "server/housekeeping.h"
#include "server/proxy_secret.h"
#include "server/shipped.h"
#include "server/version.h"
#include "store/auth_keys.h"
#include "store/sqlite/open.h"
#include "store/users.h"
#include "tl/layer.h"

namespace botschaft::server {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kSecond_us = 1'000'000;
constexpr std::int64_t kSweep_us = 60 * kSecond_us;
constexpr std::int64_t kAnswersWithin_us = 10 * kSecond_us;  // at shutdown
constexpr std::size_t kWorkers = 4;                          // SRP and the delivery of codes
constexpr std::size_t kWorkerQueue = 256;
constexpr std::int64_t kFileSweep_us = 5 * 60 * kSecond_us;
constexpr std::int64_t kStraySweep_us = 24 * 60 * 60 * kSecond_us;
constexpr int kFilesAtOnce = 1'000;
constexpr std::size_t kFileWorkers = 8;     // that wait for disks rather than compute
constexpr std::size_t kFileQueue = 16'384;  // pieces that wait for memory, or for a thread
constexpr std::int64_t kTransferShare = 4;  // of that memory one person gets a fourth at most

constexpr std::array kDcs = {1, 2, 3, 4, 5};

// The folder that was named, or `web` beside the program, or build/web of a build tree; nothing if there is
// none.
std::optional<fs::path> web_folder(const Config& config) {
  if (!config.web.empty()) return fs::path(config.web);
  std::error_code error;
  const auto program = fs::read_symlink("/proc/self/exe", error);
  if (error) return std::nullopt;
  for (const auto& folder :
       {program.parent_path() / "web", program.parent_path().parent_path().parent_path() / "web"})
    if (fs::exists(folder / "index.html", error)) return folder;
  return std::nullopt;
}

net::Options network_options(const Config& config, const HostPort& listen,
                             const mtproto::ProxySecret& secret) {
  net::Options options;
  options.host = listen.host;
  options.port = listen.port;
  options.cores = static_cast<unsigned>(config.cores);
  options.proxy_secrets = {secret};
  options.allowed_origins = config.allowed_origins;
  return options;
}

// Beside the program, unless another was named.
media::WorkerClient::Options media_options(const Config& config) {
  media::WorkerClient::Options options;
  options.jobs_max = config.media_jobs > 0 ? static_cast<std::size_t>(config.media_jobs)
                                           : std::max(1u, std::thread::hardware_concurrency());
  if (config.media_worker == "off") return options;
  std::error_code error;
  options.program = config.media_worker.empty()
                        ? fs::read_symlink("/proc/self/exe", error).parent_path() / "botschaft-media"
                        : fs::path(config.media_worker);
  if (!fs::exists(options.program, error))
    log::warn("media: {} does not exist: photos are refused and files have no thumbnails",
              options.program.string());
  return options;
}

std::int64_t transfer_memory(const Config& config) {
  return config.transfer_memory_mib << 20;
}

DeliverySettings delivery_settings(const Config& config) {
  return {.server_name = config.name,
          .phone = config.phone_delivery,
          .email = config.email_delivery,
          .smtp_url = config.smtp_url,
          .smtp_user = config.smtp_user,
          .smtp_password_file = config.smtp_password_file,
          .smtp_from = config.smtp_from,
          .http_url = config.http_url,
          .http_token_file = config.http_token_file,
          .command = config.command};
}

domain::SignUp sign_up_policy(const std::string& text) {
  if (text == "invite") return domain::SignUp::invite;
  if (text == "closed") return domain::SignUp::closed;
  return domain::SignUp::open;
}

}  // namespace

std::expected<Server::Ground, std::string> Server::prepare(const Config& config) {
  if (const auto wrong = check_config(config); !wrong.empty()) return std::unexpected(wrong.front());
  auto store = store::open_sqlite({.directory = config.data});
  if (!store) return std::unexpected(store.error());
  auto storage = open_files(config);
  if (!storage) return std::unexpected(storage.error());
  auto keys = mtproto::ServerKeys::load_or_create(config.data);
  if (!keys) return std::unexpected(keys.error());
  const auto secret = load_or_create_proxy_secret(config.data, system_random());
  if (!secret) return std::unexpected(secret.error());
  std::optional<http::StaticFiles> web;
  if (const auto folder = web_folder(config)) {
    auto files = http::StaticFiles::load(*folder);
    if (!files) return std::unexpected("web client: " + files.error());
    web = *std::move(files);
  }
  return Ground{.config = config,
                .listen = *parse_listen(config.listen),
                .keys = *std::move(keys),
                .proxy_secret = *secret,
                .store = *std::move(store),
                .blobs = std::move(storage->blobs),
                .uploads = std::move(storage->uploads),
                .web = std::move(web)};
}

std::expected<std::unique_ptr<Server>, std::string> Server::start(const Config& config) {
  auto ground = prepare(config);
  if (!ground) return std::unexpected(ground.error());
  std::unique_ptr<Server> server(new Server(*std::move(ground)));
  if (auto opened = server->open(); !opened) return std::unexpected(opened.error());
  return server;
}

Server::Server(Ground ground)
    : config_(std::move(ground.config)),
      listen_(std::move(ground.listen)),
      keys_(std::move(ground.keys)),
      proxy_secret_(ground.proxy_secret),
      web_(std::move(ground.web)),
      blobs_(std::move(ground.blobs)),
      uploads_(std::move(ground.uploads)),
      downloads_(transfer_memory(config_), transfer_memory(config_) / kTransferShare, kFileQueue),
      incoming_parts_(transfer_memory(config_), transfer_memory(config_) / kTransferShare, 0),
      runtime_(network_options(config_, listen_, proxy_secret_),
               {backend_, router_, keys_.rsa(), system_clock(), system_random()}),
      store_(std::move(ground.store)) {}

Server::~Server() {
  shut_down();
}

std::expected<void, std::string> Server::open() {
  if (auto bound = runtime_.listen(); !bound) return bound;
  base_url_ = find_base_url();
  policy_.sign_up = sign_up_policy(config_.sign_up);
  policy_.code_key = keys_.sub_key("login-codes");
  auto delivery = make_delivery(delivery_settings(config_));
  if (!delivery) return std::unexpected(delivery.error());
  delivery_ = *std::move(delivery);

  presence_.emplace(system_clock(), [this](UserId user, const updates::Status& status) {
    presence_feed_->changed(user, status);
  });
  channel_onlines_.emplace(*presence_);
  media_.emplace(media_options(config_));
  vault_.emplace(*store_, keys_, system_clock(), system_random());
  services_.emplace(services());
  renderer_.emplace(*store_, *services_);
  channel_renderer_.emplace(*store_, *services_);
  mailboxes_.emplace(executor_, *renderer_, backend_, &*channel_renderer_);
  presence_feed_.emplace(*store_, *mailboxes_, system_clock());
  rates_.emplace(system_clock(), flood_limits(config_));
  key_states_.emplace(*store_);
  workers_.emplace(kWorkers, kWorkerQueue);
  file_workers_.emplace(kFileWorkers, kFileQueue);
  dispatcher_.emplace(rpc::Dispatcher::Parts{
      .services = *services_,
      .store = *store_,
      .workers = *workers_,
      .file_workers = *file_workers_,
      .rates = *rates_,
      .keys = *key_states_,
      .downloads = downloads_,
      .uploads = incoming_parts_,
      .wants_updates = [this](const SessionKey& session, UserId user,
                              std::int32_t layer) { backend_.wants_updates(session, user, layer); },
      .told = [this](const SessionKey& session, UserId user,
                     std::int32_t pts) { backend_.told(session, user, pts); },
  });
  if (config_.link_previews == "on") previews_.emplace(*store_, system_clock(), pages_);
  due_.emplace(*store_, system_clock(), domain::run_due);
  search_feed_.emplace(*store_);
  backend_.connect({*vault_, *key_states_, *dispatcher_, *mailboxes_, *presence_, *due_, *search_feed_,
                    post_views_, previews_ ? &*previews_ : nullptr});
  backend_.connect(runtime_);
  store_->on_notices([this](std::vector<std::unique_ptr<store::Notice>> notices) {
    backend_.on_notices(std::move(notices));
  });
  if (const auto shipped = ship_emoji(*store_, *blobs_, pins_, system_clock(), system_random()); !shipped)
    return std::unexpected("the emoji that come with the program cannot be stored: " +
                           shipped.error().text());
  if (const auto opened = open_desk_log(); !opened) return opened;
  if (const auto opened = open_desk_mail(); !opened) return opened;
  if (const auto opened = open_contact(); !opened) return opened;
  add_routes();
  if (const auto opened = open_admin(); !opened) return opened;
  runtime_.start();
  due_->start();
  search_feed_->start();
  if (const auto started = start_desk_runner(); !started) return started;
  start_probe();
  return {};
}

std::expected<void, std::string> Server::start_desk_runner() {
  auto people = on_call(config_.desk);
  auto mailer = make_mailer(delivery_settings(config_));
  if (!mailer) return std::unexpected(mailer.error());
  if (!*mailer && !people.mails.empty())
    log::warn("desk: mails to the people on call wait for a mail server");
  desk_runner_.emplace(DeskRunner::Parts{.store = *store_,
                                         .clock = system_clock(),
                                         .random = system_random(),
                                         .settings = desk_rules(config_.desk),
                                         .people = people,
                                         .deliver = deliver_calls_by(*std::move(mailer), people.command)});
  desk_runner_->start();
  return {};
}

// Once what it asks can be answered.
void Server::start_probe() {
  if (!is_probed(config_)) return;
  probe_.emplace(ContactProbe::Parts{.store = *store_,
                                     .clock = system_clock(),
                                     .base_url = base_url_,
                                     .server_name = config_.name,
                                     .log = desk_log_->key().verifier(),
                                     .on_call = on_call(config_.desk),
                                     .show = [this](std::int64_t answered_at, std::int64_t failing_since) {
                                       contact_->show_probe(answered_at, failing_since);
                                     }});
  probe_->start();
}

std::expected<void, std::string> Server::open_admin() {
  auto admin = net::AdminSocket::open(config_.data / "admin.sock", [this](std::string_view line) {
    return administer_line({*store_, system_clock(), system_random(), base_url_, *blobs_, *uploads_, pins_},
                           line);
  });
  if (!admin) return std::unexpected(admin.error());
  admin_ = *std::move(admin);
  return {};
}

std::expected<void, std::string> Server::open_desk_log() {
  auto key = load_or_create_log_key(config_.data, log_origin(base_url_), system_random());
  if (!key) return std::unexpected(key.error());
  auto publisher = desk::LogPublisher::open(*store_, config_.data / "desk-log", *key);
  if (!publisher) return std::unexpected(publisher.error());
  desk_log_.emplace(*std::move(publisher), *std::move(key));
  desk_log_->start();
  auto oidc = open_oidc(config_, base_url_);
  if (!oidc) return std::unexpected(oidc.error());
  oidc_ = *std::move(oidc);
  return {};
}

std::expected<void, std::string> Server::open_contact() {
  http::ContactFacts facts{.service = config_.name,
                           .base_url = base_url_,
                           .contact = config_.contact,
                           .log_key = desk_log_->key().verifier().text(),
                           .quorum = config_.desk.witness_quorum,
                           .terms_version = config_.desk.terms_version,
                           .terms_url = config_.desk.terms_url};
  for (const auto& witness : witnesses(config_.desk)) facts.witnesses.push_back(witness.key);
  contact_.emplace(ContactPublisher::Parts{.store = *store_,
                                           .clock = system_clock(),
                                           .random = system_random(),
                                           .key = desk_log_->key(),
                                           .facts = std::move(facts),
                                           .valid_days = config_.desk.contact_days,
                                           .probed = is_probed(config_)});
  if (auto published = contact_->run(); !published) return published;
  witness_rounds_.emplace(WitnessRounds::Parts{
      .folder = config_.data / "desk-log",
      .log = desk_log_->key().verifier(),
      .witnesses = witnesses(config_.desk),
      .quorum = config_.desk.witness_quorum,
      .clock = system_clock(),
      .cosigned = [this](const std::string& text,
                         const auto& signatures) { desk_log_->add_cosignatures(text, signatures); },
      .show = [this](auto witnesses) { contact_->show_witnesses(std::move(witnesses)); }});
  witness_rounds_->start();
  time_stamps_.emplace(TimeStamps::Parts{.folder = config_.data / "desk-log",
                                         .url = config_.desk.time_stamps,
                                         .clock = system_clock(),
                                         .random = system_random()});
  time_stamps_->start();
  return {};
}

std::expected<void, std::string> Server::open_desk_mail() {
  auto mailer = make_mailer(delivery_settings(config_));
  if (!mailer) return std::unexpected(mailer.error());
  if (!*mailer) return {};
  desk_mail_.emplace(*store_, *std::move(mailer), system_clock());
  desk_mail_->start();
  return {};
}

rpc::Services Server::services() {
  rpc::Services services{.clock = system_clock(),
                         .random = system_random(),
                         .access_hash_key = keys_.access_hash(),
                         .address = {}};
  services.address.name = config_.name;
  services.address.host = config_.public_ip.empty() ? listen_.host : config_.public_ip;
  services.address.port =
      config_.public_port == 0 ? runtime_.port() : static_cast<std::uint16_t>(config_.public_port);
  services.address.base_url = base_url_;
  services.presence = &*presence_;
  services.channel_onlines = &*channel_onlines_;
  services.post_views = &post_views_;
  services.message_counts = &message_counts_;
  services.code_delivery = delivery_.get();
  services.account_policy = &policy_;
  services.files = {.uploads = uploads_.get(),
                    .blobs = blobs_.get(),
                    .pins = &pins_,
                    .reader = &*media_,
                    .key = keys_.sub_key("files"),
                    .person_bytes = config_.person_gib << 30,
                    .parts_max = uploads_->limits().parts_max(),
                    .reference_period_s = static_cast<std::int32_t>(config_.reference_hours) * 3600};
  services.link_previews = config_.link_previews == "on";
  services.bind_temp_key = [this](store::Transaction& tx, const rpc::TempKeyBinding& binding) {
    return vault_->bind(tx, binding);
  };
  return services;
}

std::string Server::find_base_url() const {
  if (!config_.base_url.empty())
    return config_.base_url.ends_with('/') ? config_.base_url.substr(0, config_.base_url.size() - 1)
                                           : config_.base_url;
  const auto& host = config_.public_ip.empty() ? listen_.host : config_.public_ip;
  const bool v6 = host.find(':') != std::string::npos;
  return fmt::format("http://{}{}{}:{}", v6 ? "[" : "", host, v6 ? "]" : "", runtime_.port());
}

void Server::add_routes() {
  http::WellKnown well_known;
  well_known.name = config_.name;
  well_known.version = kVersion;
  well_known.base_url = config_.base_url.empty() ? "" : base_url_;
  // A wildcard address is nothing to dial: the host the client reached us by is.
  const bool wildcard = listen_.host == "0.0.0.0" || listen_.host == "::";
  well_known.ip = wildcard ? config_.public_ip : services_->address.host;
  well_known.port = services_->address.port;
  well_known.dcs.assign(kDcs.begin(), kDcs.end());
  well_known.public_key_pem = keys_.rsa().public_pem();
  well_known.fingerprint = keys_.fingerprint_hex();
  for (const auto& layer : tl::kLayers) well_known.layers.push_back(layer.number);
  well_known.sign_up = config_.sign_up;
  well_known.proxy_secret = to_hex(proxy_secret_);
  http::add_well_known(router_, std::move(well_known));
  http::add_log_files(router_, desk_log_->files());
  desk_api_.emplace(
      desk_api_parts(*store_, *desk_log_, config_, base_url_, desk_mail_.has_value(), oidc_.get()));
  desk_api_->add_to(router_);
  http::add_contact_routes(router_, [this] { return contact_->shown(); }, desk_log_->files());
  if (web_) {
    router_.set_fallback([this](const http::Request& request) { return web_->respond(request); });
  } else {
    router_.set_fallback([](const http::Request& request) {
      if (request.path != "/") return http::failure(404, "nothing is served at this address");
      return http::text(200, "This is a Botschaft server. No web client is installed with it.\n");
    });
  }
}

void Server::housekeep() {
  presence_->expire();
  media_->housekeep();
  write_post_views(*store_, post_views_);
  search_feed_->run();
  contact_->housekeep();
  write_desk_letters(*store_, desk_rules(config_.desk), system_clock().unix_seconds(), system_random(),
                     config_.name);
  tell_outcomes(*store_, system_clock().unix_seconds(), system_random(),
                {config_.name, base_url_, desk_mail_.has_value()});
  const auto now_us = system_clock().monotonic_us();
  if (now_us >= next_file_sweep_us_) {
    next_file_sweep_us_ = now_us + kFileSweep_us;
    if (!file_workers_->post([this] { sweep_files(); })) log::warn("server: files were not swept");
  }
  if (now_us < next_sweep_us_) return;
  next_sweep_us_ = now_us + kSweep_us;
  presence_feed_->save(*presence_);
  sweep_expired(*store_, system_clock().unix_seconds());
}

// On a file worker.
void Server::sweep_files() {
  uploads_->collect();
  FileCollector collector(*store_, *blobs_, pins_, system_clock());
  auto report = collector.collect(kFilesAtOnce);
  const auto now_us = system_clock().monotonic_us();
  if (report && now_us >= next_stray_sweep_us_) {
    if (next_stray_sweep_us_ != 0) report = collector.collect_strays();
    next_stray_sweep_us_ = now_us + kStraySweep_us;
  }
  if (!report) return log::warn("server: collecting files failed error={}", report.error().text());
  if (report->blobs + report->strays > 0) {
    log::info("server: files collected files={} blobs={} bytes={} strays={}", report->files, report->blobs,
              report->bytes, report->strays);
  }
}

void Server::shut_down() {
  if (!services_) return;
  admin_.reset();
  if (probe_) probe_->stop();
  due_->stop();
  if (desk_runner_) desk_runner_->stop();
  search_feed_->stop();
  runtime_.stop_accepting();
  const auto until_us = system_clock().monotonic_us() + kAnswersWithin_us;
  while (runtime_.total(&net::Counters::requests_in_flight) > 0 && system_clock().monotonic_us() < until_us)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  if (runtime_.total(&net::Counters::requests_in_flight) > 0)
    log::warn("server: requests unanswered at the end count={}",
              runtime_.total(&net::Counters::requests_in_flight));
  runtime_.stop();
  downloads_.close();
  if (presence_feed_) presence_feed_->save(*presence_);
  if (media_) media_->finish();  // what waits for it need not
  workers_.reset();
  file_workers_.reset();
  write_last_post_views(*store_, post_views_);
  if (previews_) previews_->finish();
  if (witness_rounds_) witness_rounds_->stop();
  if (time_stamps_) time_stamps_->stop();
  if (desk_mail_) desk_mail_->stop();
  if (desk_log_) desk_log_->stop();
  store_.reset();
  services_.reset();
}

}  // namespace botschaft::server
