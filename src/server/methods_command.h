#pragma once
// `botschaft methods`: which methods of the schema this program serves. docs/methods.md says the same.
#include <boost/json/value.hpp>
#include <string>

namespace botschaft::server {

// A line per namespace: how many methods are served, answer that there is none, are not served, and are in
// the schema.
std::string methods_by_namespace();

// A line per method of the schema, "yes", "none" or "no" before its name.
std::string methods_list();

// {"layer", "namespaces": [{"name", "served", "none", "missing", "schema"}], "all": {...}}, and with `list`
// "methods": {name: "yes" | "none" | "no"}.
boost::json::value methods_json(bool list);

}  // namespace botschaft::server
