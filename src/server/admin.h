#pragma once
// What an operator can do to a data directory: list codes, invite, add, list and delete accounts, look after
// files. The same function runs inside a running server, asked through its socket, and in a command that
// opened the directory itself.
#include <string>
#include <string_view>

#include <boost/json/value.hpp>

#include "base/clock.h"
#include "base/random.h"
#include "blob/pins.h"
#include "blob/uploads.h"
#include "store/store.h"

namespace botschaft::server {

struct AdminPlace {
  store::Store& store;
  const Clock& clock;
  Random& random;
  std::string base_url;  // for links, without a slash at the end
  blob::Blobs& blobs;
  blob::Uploads& uploads;
  blob::Pins& pins;
};

// {"command": "codes"}                                       -> [{"phone" | "email", "code", "expires_at"}]
// {"command": "invite", "uses", "days", "note"}              -> {"token", "url", "expires_at"}
// {"command": "user add", "address", "first_name", "last_name"} -> a user
// {"command": "user list"}                                   -> [users: {"id", "phone" | "email",
// "first_name", ...}]
// {"command": "user delete", "user"}                         -> the user as it was; an id, address or
// @username
// {"command": "storage stats" | "storage verify" | "storage gc", "dry_run"} -> see storage_command.h
// {"command": "desk ..."}                                    -> see desk_command.h
// Whatever fails: {"error": a sentence}. Blocks; never call it on an I/O thread.
boost::json::value administer(const AdminPlace& place, const boost::json::value& request);

// The same over text, for the socket.
std::string administer_line(const AdminPlace& place, std::string_view line);

}  // namespace botschaft::server
