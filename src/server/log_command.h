#pragma once
// `botschaft log verify`: a contact log, from its files alone; with a data directory also the database
// against it.
#include <boost/json/value.hpp>
#include <string>
#include <vector>

namespace botschaft::server {

struct LogQuestion {
  std::string directory;  // a data directory, or a folder with the files of the log
  std::string key;        // "": the one the folder itself shows, which an outsider should not trust
  std::vector<std::string> receipts;     // files
  std::vector<std::string> checkpoints;  // files
  std::string mirror;                    // folder
};

// -> {"entries", "receipts", "key", "ok", "first_bad_entry"?, "findings": [{"entry"?, "what"}]}
boost::json::value verify_log_command(const LogQuestion& question, std::int64_t now);

}  // namespace botschaft::server
