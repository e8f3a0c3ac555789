#include "http/canonical_json.h"

#include <boost/json.hpp>
#include <map>

namespace botschaft::http {

namespace json = boost::json;

std::string canonical_json(const json::value& value) {
  if (const auto* list = value.if_array()) {
    std::string out = "[";
    for (const auto& item : *list) out += (out.size() > 1 ? "," : "") + canonical_json(item);
    return out + "]";
  }
  if (const auto* object = value.if_object()) {
    std::map<std::string_view, const json::value*> members;
    for (const auto& member : *object) members.emplace(member.key(), &member.value());
    std::string out = "{";
    for (const auto& [name, member] : members)
      out += (out.size() > 1 ? "," : "") + json::serialize(json::value(name)) + ":" + canonical_json(*member);
    return out + "}";
  }
  return json::serialize(value);
}

}  // namespace botschaft::http
