#pragma once
// `botschaft serve`: from flags to a running server, until a signal ends it.
#include <expected>
#include <string>

namespace botschaft::server {

struct ServeFlags {
  std::string data;
  std::string listen;  // these two: empty = as configured
  std::string web;
  std::string config_file;
  bool dev = false;
  bool force_terminal_codes = false;
  bool no_flood_limits = false;
};

// Returns after SIGTERM or SIGINT and an orderly end. The error is a sentence for the operator.
std::expected<void, std::string> serve(const ServeFlags& flags);

}  // namespace botschaft::server
