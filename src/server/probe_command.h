#pragma once
// `botschaft probe`: the probe of a contact from wherever this runs, also from another machine.
#include <boost/json/value.hpp>
#include <string>

namespace botschaft::server {

// `key`: of the contact log, known from elsewhere; "": the contact file is believed.
// -> {"answered", "failure"?}
boost::json::value probe_command(const std::string& url, const std::string& key, std::int64_t now);

}  // namespace botschaft::server
