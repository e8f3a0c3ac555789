#pragma once
// One text for one JSON value, so that it can be signed: RFC 8785 for what we write, which has no fractions.
#include <boost/json/value.hpp>
#include <string>

namespace botschaft::http {

// Members sorted by name, no blanks. Names are ASCII; numbers are whole.
std::string canonical_json(const boost::json::value& value);

}  // namespace botschaft::http
