#pragma once
// `botschaft desk ...`: people of the desk, from the operator's console.
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <string>

#include "base/clock.h"
#include "base/random.h"
#include "store/store.h"

namespace botschaft::server {

struct DeskPlace {
  store::Store& store;
  const Clock& clock;
  Random& random;
  std::string base_url;  // for links, without a slash at the end
};

// {"command": "desk add", "name", "roles": "moderator,..."}  -> {"id", "name", "roles", "link", "expires_at"}
// {"command": "desk invite", "person"}                       -> the same: another link, for another passkey
// {"command": "desk list"}                                   -> [{"id", "name", "roles", "level", "passkeys",
//                                                                 "state"}]
// {"command": "desk revoke", "person"}                       -> the person, gone at once
// {"command": "desk token", "person", "name", "scopes", "days"} -> {"id", "token", "expires_at"}
// {"command": "desk certificate", "person", "pem", "any_of_subject"} -> {"subject", "issuer", "fingerprint"}
// {"command": "desk account", "person", "issuer", "subject"} -> the person: may sign in there
// Whatever fails: {"error": a sentence}.
boost::json::value desk_command(const DeskPlace& place, const boost::json::object& request);

}  // namespace botschaft::server
