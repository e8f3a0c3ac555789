#include "server/config.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>

#include "server/desk_tables.h"
#include "server/settings_table.h"

namespace botschaft::server {

namespace {

constexpr std::array kSettings = std::to_array<Setting<Config>>({
    {"server", "name", &Config::name, "Name of this server, shown to people."},
    {"server", "listen", &Config::listen, "IP address and port for all clients. `--listen` overrides it."},
    {"server", "public_ip", &Config::public_ip,
     "IP address that clients are told to dial, if it is not the one listened on (0.0.0.0, NAT)."},
    {"server", "public_port", &Config::public_port,
     "Port that clients are told to dial. 0: the one listened on."},
    {"server", "base_url", &Config::base_url,
     "Address of the web client as people type it, for links: https://chat.example. Empty: made of the "
     "above."},
    {"server", "web", &Config::web,
     "Folder of the built web client. Empty: `web` beside the program, if it is there."},
    {"server", "cores", &Config::cores, "Threads for connections. 0: one for each processor."},
    {"server", "allowed_origins", &Config::allowed_origins,
     "Pages of other origins that may connect by WebSocket, such as \"https://web.example\"; \"*\" for any."},
    {"server", "log_level", &Config::log_level, "debug, info, warn or error."},
    {"server", "link_previews", &Config::link_previews,
     "on or off: whether the server fetches the pages that messages link to, and shows their title and "
     "description. It connects to public addresses alone, but who owns the page sees that it was asked for."},
    {"media", "worker", &Config::media_worker,
     "Program that looks into files, for thumbnails and the sizes of photos. Empty: `botschaft-media` beside "
     "the "
     "server. off: none, then photos are refused and files have no thumbnails."},
    {"media", "jobs", &Config::media_jobs, "Files it looks into at once. 0: one for each processor."},
    {"accounts", "sign_up", &Config::sign_up,
     "Who may make an account: open (everybody who receives a code), invite (with a link of `botschaft "
     "invite`), "
     "closed (`botschaft user add` alone)."},
    {"delivery", "phone", &Config::phone_delivery,
     "How sign-in codes reach phone numbers: terminal (printed, for development), http, command, or none."},
    {"delivery", "email", &Config::email_delivery,
     "How sign-in codes reach e-mail addresses: terminal, smtp, http, command, or none."},
    {"delivery", "smtp_url", &Config::smtp_url,
     "Mail server: smtps://mail.example:465 or smtp://mail.example:587."},
    {"delivery", "smtp_user", &Config::smtp_user, "User name at the mail server."},
    {"delivery", "smtp_password_file", &Config::smtp_password_file,
     "File with the password, readable by the server alone."},
    {"delivery", "smtp_from", &Config::smtp_from, "Sender's address of the mails."},
    {"delivery", "http_url", &Config::http_url,
     "Gateway that is sent a POST with {\"to\", \"kind\", \"code\", \"text\", \"lifetime_s\"} for each "
     "code."},
    {"delivery", "http_token_file", &Config::http_token_file,
     "File with a token for `Authorization: Bearer`."},
    {"delivery", "command", &Config::command,
     "Program and arguments to run for each code; the code comes on standard input as the same JSON."},
    {"files", "max_file_mib", &Config::max_file_mib, "Largest file that may be sent, in MiB."},
    {"files", "person_gib", &Config::person_gib,
     "What the files of one person may take on the disk, in GiB. 0: as much as there is."},
    {"files", "uploading_mib", &Config::uploading_mib,
     "What one person may have in uploads that are not finished, in MiB. They are given up after a day."},
    {"files", "keep_free_mib", &Config::keep_free_mib,
     "What uploads leave free on the disk for everything else, in MiB."},
    {"files", "transfer_memory_mib", &Config::transfer_memory_mib,
     "Memory for pieces of files on their way to clients, and as much again for those that come, in MiB."},
    {"files", "reference_hours", &Config::reference_hours,
     "Period of file references, in hours: who can no longer see a message can still fetch its file for two "
     "or "
     "three of them. Another value ends all references given out before; clients then ask for new ones."},
    {"storage", "kind", &Config::storage,
     "Where the bytes of files are kept: disk (in the data directory) or s3 (an object store that speaks "
     "S3). "
     "What is being uploaded is on the disk in both cases."},
    {"storage", "s3_endpoint", &Config::s3_endpoint,
     "Address of the object store, without the bucket: https://s3.example:9000"},
    {"storage", "s3_bucket", &Config::s3_bucket, "Bucket, which has to be there. Paths are \"path style\"."},
    {"storage", "s3_region", &Config::s3_region, "Region that requests are signed for."},
    {"storage", "s3_prefix", &Config::s3_prefix,
     "What the names of objects begin with. Nobody else may use it, no other server either: objects under it "
     "that this server does not know are removed."},
    {"storage", "s3_key_file", &Config::s3_key_file,
     "File with the access key in its first line and the secret key in its second, readable by the server "
     "alone. Empty: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY of the environment."},
    {"limits", "flood", &Config::flood,
     "on or off: whether a person, or before sign-in an address, that asks too much is told to wait. The "
     "numbers "
     "below are calls at once, and calls per minute in the long run."},
    {"limits", "default_burst", &Config::default_burst, "All calls that have no limit of their own."},
    {"limits", "default_per_minute", &Config::default_per_minute, "The same, in the long run."},
    {"limits", "auth_burst", &Config::auth_burst, "Asking for codes, trying codes and passwords."},
    {"limits", "auth_per_minute", &Config::auth_per_minute, "The same, in the long run."},
    {"limits", "send_burst", &Config::send_burst,
     "Sending, editing and forwarding messages. Each message that is forwarded counts."},
    {"limits", "send_per_minute", &Config::send_per_minute, "The same, in the long run."},
    {"limits", "search_burst", &Config::search_burst, "Searching messages."},
    {"limits", "search_per_minute", &Config::search_per_minute, "The same, in the long run."},
    {"limits", "lookup_burst", &Config::lookup_burst, "Finding people and chats by name, number or link."},
    {"limits", "lookup_per_minute", &Config::lookup_per_minute, "The same, in the long run."},
    {"limits", "create_burst", &Config::create_burst, "Making groups, channels and topics."},
    {"limits", "create_per_minute", &Config::create_per_minute, "The same, in the long run."},
    {"limits", "invite_burst", &Config::invite_burst,
     "Adding people, each of whom counts, and making links by which they come."},
    {"limits", "invite_per_minute", &Config::invite_per_minute, "The same, in the long run."},
    {"limits", "join_burst", &Config::join_burst, "Joining groups and channels, by link or by name."},
    {"limits", "join_per_minute", &Config::join_per_minute, "The same, in the long run."},
    {"limits", "full_burst", &Config::full_burst,
     "All there is about a person, a group or a channel, and its lists."},
    {"limits", "full_per_minute", &Config::full_per_minute, "The same, in the long run."},
    {"limits", "download_burst", &Config::download_burst,
     "Pieces of files that are downloaded, of up to 1 MiB."},
    {"limits", "download_per_minute", &Config::download_per_minute, "The same, in the long run."},
    {"limits", "upload_burst", &Config::upload_burst, "Parts of files that are uploaded, of up to 512 KiB."},
    {"limits", "upload_per_minute", &Config::upload_per_minute, "The same, in the long run."},
    {"limits", "react_burst", &Config::react_burst, "Reactions and votes."},
    {"limits", "react_per_minute", &Config::react_per_minute, "The same, in the long run."},
    {"limits", "typing_burst", &Config::typing_burst,
     "Telling others that one is typing; in a large group all who are online are told."},
    {"limits", "typing_per_minute", &Config::typing_per_minute, "The same, in the long run."},
    {"limits", "manage_burst", &Config::manage_burst,
     "Changing groups, channels and topics: titles, rights, bans, pins, settings."},
    {"limits", "manage_per_minute", &Config::manage_per_minute, "The same, in the long run."},
    {"limits", "erase_burst", &Config::erase_burst,
     "Deleting messages, histories and chats. A hundred messages count as one call."},
    {"limits", "erase_per_minute", &Config::erase_per_minute, "The same, in the long run."},
    {"limits", "report_burst", &Config::report_burst,
     "Reports. Each page of what may be wrong with something counts, too."},
    {"limits", "report_per_minute", &Config::report_per_minute, "The same, in the long run."},
    {"limits", "profile_burst", &Config::profile_burst,
     "Changing one's name, username or privacy, of which thousands may have to be told."},
    {"limits", "profile_per_minute", &Config::profile_per_minute, "The same, in the long run."},
});

std::expected<void, std::string> read_part(Config& config, std::string_view section, const toml::node& node) {
  if (section == "desk") return read_section(config.desk, desk_table(), section, node);
  if (section == "contact") return read_section(config.contact, contact_table(), section, node);
  return read_section<Config>(config, kSettings, section, node);
}

bool one_of(std::string_view value, std::initializer_list<std::string_view> allowed) {
  return std::ranges::find(allowed, value) != allowed.end();
}

void check_delivery(const Config& config, std::vector<std::string>& wrong) {
  if (!one_of(config.phone_delivery, {"terminal", "http", "command", "none"}))
    wrong.push_back("delivery.phone must be terminal, http, command or none");
  if (!one_of(config.email_delivery, {"terminal", "smtp", "http", "command", "none"}))
    wrong.push_back("delivery.email must be terminal, smtp, http, command or none");
  const auto uses = [&](std::string_view way) {
    return config.phone_delivery == way || config.email_delivery == way;
  };
  if (uses("smtp") && (config.smtp_url.empty() || config.smtp_from.empty()))
    wrong.push_back("delivery by smtp needs delivery.smtp_url and delivery.smtp_from");
  if (uses("http") && config.http_url.empty()) wrong.push_back("delivery by http needs delivery.http_url");
  if (uses("command") && config.command.empty())
    wrong.push_back("delivery by command needs delivery.command");
  // Whoever can reach the server could otherwise read every code over the shoulder of its terminal.
  const auto listen = parse_listen(config.listen);
  if (uses("terminal") && listen && !listen->loopback() && !config.force_terminal_codes)
    wrong.push_back(
        fmt::format("sign-in codes would be shown on the terminal of a server open to the network ({}); set "
                    "delivery.phone and "
                    "delivery.email to another way or to none, or force it with --force-terminal-codes",
                    config.listen));
}

void check_files(const Config& config, std::vector<std::string>& wrong) {
  // Beyond that, the numbers of bytes and parts of clients run over.
  constexpr std::int64_t kMaxMib = 1 << 20;
  const auto between = [&](std::string_view name, std::int64_t value, std::int64_t least) {
    if (value < least || value > kMaxMib)
      wrong.push_back(fmt::format("files.{} must be between {} and {}", name, least, kMaxMib));
  };
  between("max_file_mib", config.max_file_mib, 1);
  between("person_gib", config.person_gib, 0);
  between("uploading_mib", config.uploading_mib, 1);
  between("keep_free_mib", config.keep_free_mib, 0);
  between("transfer_memory_mib", config.transfer_memory_mib, 4);
  constexpr std::int64_t kWeek = 7 * 24;
  if (config.reference_hours < 1 || config.reference_hours > kWeek)
    wrong.push_back(fmt::format("files.reference_hours must be between 1 and {}", kWeek));
}

void check_storage(const Config& config, std::vector<std::string>& wrong) {
  if (!one_of(config.storage, {"disk", "s3"})) wrong.push_back("storage.kind must be disk or s3");
  if (config.storage != "s3") return;
  const auto& endpoint = config.s3_endpoint;
  if ((!endpoint.starts_with("http://") && !endpoint.starts_with("https://")) || endpoint.ends_with('/'))
    wrong.push_back("storage.s3_endpoint must begin with http:// or https:// and end without a slash");
  const auto plain = [](std::string_view text) {
    return std::ranges::all_of(text, [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
             std::string_view("-._/").contains(c);
    });
  };
  if (config.s3_bucket.empty() || !plain(config.s3_bucket) || config.s3_bucket.contains('/'))
    wrong.push_back("storage.s3_bucket must be the name of a bucket");
  if (config.s3_region.empty() || !plain(config.s3_region))
    wrong.push_back("storage.s3_region must be the name of a region");
  if (!plain(config.s3_prefix) || config.s3_prefix.starts_with('/'))
    wrong.push_back("storage.s3_prefix must be of letters, digits and -._/ and not begin with a slash");
}

}  // namespace

bool HostPort::loopback() const {
  in_addr v4{};
  if (inet_pton(AF_INET, host.c_str(), &v4) == 1) return (ntohl(v4.s_addr) >> 24) == 127;
  return host == "::1";
}

std::expected<HostPort, std::string> parse_listen(const std::string& text) {
  const auto wrong = std::unexpected(fmt::format("\"{}\" is not IP:PORT", text));
  const auto colon = text.rfind(':');
  if (colon == std::string::npos) return wrong;
  HostPort parsed;
  parsed.host = text.substr(0, colon);
  if (parsed.host == "localhost") parsed.host = "127.0.0.1";
  if (parsed.host.starts_with('[') && parsed.host.ends_with(']'))
    parsed.host = parsed.host.substr(1, parsed.host.size() - 2);
  in6_addr ignored{};
  const bool ip = inet_pton(AF_INET, parsed.host.c_str(), &ignored) == 1 ||
                  inet_pton(AF_INET6, parsed.host.c_str(), &ignored) == 1;
  const auto* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data() + colon + 1, end, parsed.port);
  if (!ip || error != std::errc() || stop != end) return wrong;
  return parsed;
}

std::expected<Config, std::string> read_config(const std::filesystem::path& file) {
  const auto parsed = toml::parse_file(file.string());
  if (!parsed)
    return std::unexpected(fmt::format("{}: line {}: {}", file.string(), parsed.error().source().begin.line,
                                       parsed.error().description()));
  Config config;
  for (const auto& [section, node] : parsed.table())
    if (auto done = read_part(config, section.str(), node); !done)
      return std::unexpected(fmt::format("{}: {}", file.string(), done.error()));
  return config;
}

std::expected<Config, std::string> read_config_of(const std::filesystem::path& data) {
  const auto file = data / "botschaft.toml";
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) return Config{};
  return read_config(file);
}

std::unordered_map<std::string, rpc::RateLimit> flood_limits(const Config& config) {
  if (config.flood == "off") return {};
  const auto limit = [](std::int64_t burst, std::int64_t per_minute) {
    return rpc::RateLimit{static_cast<double>(burst), static_cast<double>(per_minute) / 60};
  };
  return {{"default", limit(config.default_burst, config.default_per_minute)},
          {"auth", limit(config.auth_burst, config.auth_per_minute)},
          {"send", limit(config.send_burst, config.send_per_minute)},
          {"search", limit(config.search_burst, config.search_per_minute)},
          {"lookup", limit(config.lookup_burst, config.lookup_per_minute)},
          {"create", limit(config.create_burst, config.create_per_minute)},
          {"invite", limit(config.invite_burst, config.invite_per_minute)},
          {"join", limit(config.join_burst, config.join_per_minute)},
          {"full", limit(config.full_burst, config.full_per_minute)},
          {"download", limit(config.download_burst, config.download_per_minute)},
          {"upload", limit(config.upload_burst, config.upload_per_minute)},
          {"react", limit(config.react_burst, config.react_per_minute)},
          {"typing", limit(config.typing_burst, config.typing_per_minute)},
          {"manage", limit(config.manage_burst, config.manage_per_minute)},
          {"erase", limit(config.erase_burst, config.erase_per_minute)},
          {"report", limit(config.report_burst, config.report_per_minute)},
          {"profile", limit(config.profile_burst, config.profile_per_minute)}};
}

std::vector<std::string> check_config(const Config& config) {
  std::vector<std::string> wrong;
  if (const auto listen = parse_listen(config.listen); !listen)
    wrong.push_back("server.listen: " + listen.error());
  if (!config.base_url.empty() && !config.base_url.starts_with("http://") &&
      !config.base_url.starts_with("https://"))
    wrong.push_back("server.base_url must begin with http:// or https://");
  if (config.public_port < 0 || config.public_port > 65535)
    wrong.push_back("server.public_port is not a port");
  if (config.cores < 0 || config.cores > 256) wrong.push_back("server.cores must be between 0 and 256");
  if (config.media_jobs < 0 || config.media_jobs > 64) wrong.push_back("media.jobs must be between 0 and 64");
  if (!config.media_worker.empty() && config.media_worker != "off" &&
      access(config.media_worker.c_str(), X_OK) != 0)
    wrong.push_back(fmt::format("media.worker: {} is not a program", config.media_worker));
  if (config.name.empty() || config.name.size() > 100)
    wrong.push_back("server.name must have 1 to 100 bytes");
  if (!one_of(config.log_level, {"debug", "info", "warn", "error"}))
    wrong.push_back("server.log_level must be debug, info, warn or error");
  if (!one_of(config.sign_up, {"open", "invite", "closed"}))
    wrong.push_back("accounts.sign_up must be open, invite or closed");
  check_delivery(config, wrong);
  check_files(config, wrong);
  check_storage(config, wrong);
  if (!one_of(config.flood, {"on", "off"})) wrong.push_back("limits.flood must be on or off");
  if (!one_of(config.link_previews, {"on", "off"})) wrong.push_back("server.link_previews must be on or off");
  std::ranges::move(check_desk_settings(config.desk, config.contact), std::back_inserter(wrong));
  if (auto sentence = unreachable_operator(config); !sentence.empty()) wrong.push_back(std::move(sentence));
  for (const auto& [name, limit] : flood_limits(config)) {
    if (limit.burst < 1 || limit.per_second <= 0)
      wrong.push_back(fmt::format("limits.{}_burst and limits.{}_per_minute must be 1 or more", name, name));
  }
  return wrong;
}

std::string config_reference() {
  return reference_of<Config>(kSettings).substr(1) + reference_of(desk_table()) +
         reference_of(contact_table());
}

}  // namespace botschaft::server
