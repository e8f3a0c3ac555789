#include "server/serve.h"

#include <fmt/format.h>
#include <pthread.h>
#include <signal.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>

#include "base/log.h"
#include "server/server.h"
#include "server/version.h"

namespace botschaft::server {

namespace fs = std::filesystem;

namespace {

constexpr timespec kHousekeeping{.tv_sec = 2, .tv_nsec = 0};

// The data of `serve --dev` without --data: gone with the process.
class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    auto pattern = (fs::temp_directory_path() / "botschaft-dev-XXXXXX").string();
    if (mkdtemp(pattern.data())) path_ = pattern;
  }
  ~TemporaryDirectory() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

std::expected<Config, std::string> configure(const ServeFlags& flags, const fs::path& data) {
  auto config = flags.config_file.empty() ? read_config_of(data) : read_config(flags.config_file);
  if (!config) return config;
  config->data = data;
  config->force_terminal_codes = flags.force_terminal_codes;
  if (flags.no_flood_limits) config->flood = "off";
  if (!flags.listen.empty()) config->listen = flags.listen;
  if (!flags.web.empty()) config->web = flags.web;
  return config;
}

// Every connection is a descriptor.
void raise_descriptor_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

void set_up_log(const std::string& level) {
  spdlog::set_default_logger(spdlog::stderr_color_mt("botschaft"));
  spdlog::set_level(spdlog::level::from_str(level));
  spdlog::set_pattern("%Y-%m-%dT%H:%M:%S.%e %^%l%$ %v");
}

void greet(const Server& server, const Config& config) {
  fmt::print("\n  {} is running (botschaft {}).\n\n", config.name, kVersion);
  fmt::print("  open      {}/\n", server.base_url());
  if (!server.has_web_client()) fmt::print("            (no web client is installed; see --web)\n");
  if (config.phone_delivery == "terminal" || config.email_delivery == "terminal")
    fmt::print(
        "  sign in   with any phone number or e-mail address; the code appears here, and in\n"
        "            botschaft codes --data {}\n",
        config.data.string());
  fmt::print("  clients   {}/.well-known/botschaft.json\n", server.base_url());
  fmt::print("  data      {}\n", config.data.string());
  if (!desk::missing_settings(config.contact).empty())
    fmt::print(
        "  contact   not filled in: not needed {}\n",
        is_public(config) ? "while registration is closed" : "until others than this machine can sign up");
  fmt::print("\n");
  std::fflush(stdout);
}

}  // namespace

std::expected<void, std::string> serve(const ServeFlags& flags) {
  std::optional<TemporaryDirectory> temporary;
  if (flags.data.empty()) {
    if (!flags.dev)
      return std::unexpected("--data is needed: the directory that holds everything the server stores");
    temporary.emplace();
    if (temporary->path().empty()) return std::unexpected("cannot make a temporary directory");
  }
  const auto config = configure(flags, temporary ? temporary->path() : fs::path(flags.data));
  if (!config) return std::unexpected(config.error());
  set_up_log(config->log_level);
  raise_descriptor_limit();

  // Blocked before any thread begins, so that the wait below is the only place that gets them.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  signal(SIGPIPE, SIG_IGN);

  auto server = Server::start(*config);
  if (!server) return std::unexpected(server.error());
  greet(**server, *config);
  while (sigtimedwait(&signals, nullptr, &kHousekeeping) < 0) (*server)->housekeep();
  log::info("server: stopping");
  (*server)->shut_down();
  log::info("server: stopped");
  return {};
}

}  // namespace botschaft::server
