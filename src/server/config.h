#pragma once
// What an operator can set: botschaft.toml in the data directory (or --config FILE), overridden by flags of
// the command line. Every setting has one row in the table of config.cpp, with its documentation;
// docs/configuration.md is printed from it (`botschaft check --reference`).
#include <cstdint>
#include <expected>
#include <filesystem>
#include <string>
#include <unordered_map>
#include <vector>

#include "desk/contact.h"
#include "rpc/rate.h"
#include "server/desk_settings.h"

namespace botschaft::server {

struct Config {
  // [server]
  std::string name = "Botschaft";
  std::string listen = "127.0.0.1:8080";
  std::string public_ip;
  std::int64_t public_port = 0;
  std::string base_url;
  std::string web;
  std::int64_t cores = 0;
  std::vector<std::string> allowed_origins;
  std::string log_level = "info";

  std::string link_previews = "off";

  // [media]
  std::string media_worker;
  std::int64_t media_jobs = 0;

  // [accounts]
  std::string sign_up = "open";

  // [delivery]
  std::string phone_delivery = "terminal";
  std::string email_delivery = "terminal";
  std::string smtp_url;
  std::string smtp_user;
  std::string smtp_password_file;
  std::string smtp_from;
  std::string http_url;
  std::string http_token_file;
  std::vector<std::string> command;

  // [files]
  std::int64_t max_file_mib = 4'000;
  std::int64_t person_gib = 50;
  std::int64_t uploading_mib = 8'000;
  std::int64_t keep_free_mib = 512;
  std::int64_t transfer_memory_mib = 64;
  std::int64_t reference_hours = 12;

  // [storage]
  std::string storage = "disk";
  std::string s3_endpoint;
  std::string s3_bucket;
  std::string s3_region = "us-east-1";
  std::string s3_prefix = "blobs/";
  std::string s3_key_file;

  // [limits]: at once, and per minute in the long run
  std::string flood = "on";
  std::int64_t default_burst = 400;
  std::int64_t default_per_minute = 3000;
  std::int64_t auth_burst = 30;
  std::int64_t auth_per_minute = 20;
  std::int64_t send_burst = 200;
  std::int64_t send_per_minute = 1200;
  std::int64_t search_burst = 40;
  std::int64_t search_per_minute = 240;
  std::int64_t lookup_burst = 60;
  std::int64_t lookup_per_minute = 60;
  std::int64_t create_burst = 60;
  std::int64_t create_per_minute = 6;
  std::int64_t invite_burst = 100;
  std::int64_t invite_per_minute = 60;
  std::int64_t join_burst = 60;
  std::int64_t join_per_minute = 20;
  std::int64_t full_burst = 200;
  std::int64_t full_per_minute = 600;
  std::int64_t download_burst = 4'000;
  std::int64_t download_per_minute = 60'000;
  std::int64_t upload_burst = 4'000;
  std::int64_t upload_per_minute = 60'000;
  std::int64_t react_burst = 100;
  std::int64_t react_per_minute = 600;
  std::int64_t typing_burst = 60;
  std::int64_t typing_per_minute = 240;
  std::int64_t manage_burst = 200;
  std::int64_t manage_per_minute = 300;
  std::int64_t erase_burst = 100;
  std::int64_t erase_per_minute = 300;
  std::int64_t report_burst = 60;
  std::int64_t report_per_minute = 30;
  std::int64_t profile_burst = 30;
  std::int64_t profile_per_minute = 20;

  DeskSettings desk;
  desk::Contact contact;

  // Not in the file: flags of `serve` alone.
  std::filesystem::path data;
  bool force_terminal_codes = false;
};

// [limits] by rate class, as schema/methods.toml names them; empty when they are off.
std::unordered_map<std::string, rpc::RateLimit> flood_limits(const Config& config);

// Reads `file` over the defaults. The error is a sentence for the operator, with the line where there is one;
// an unknown setting is an error, so that a typing mistake does not pass for a decision.
std::expected<Config, std::string> read_config(const std::filesystem::path& file);

// botschaft.toml of the data directory if it exists, else the defaults.
std::expected<Config, std::string> read_config_of(const std::filesystem::path& data);

// What is wrong with the whole: one sentence each. Empty: nothing.
std::vector<std::string> check_config(const Config& config);

struct HostPort {
  std::string host;  // an IP address
  std::uint16_t port = 0;
  bool loopback() const;
};
std::expected<HostPort, std::string> parse_listen(const std::string& text);

// All settings with their defaults and meaning, as a TOML file to start from.
std::string config_reference();

}  // namespace botschaft::server
