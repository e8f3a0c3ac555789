#include "server/probe_command.h"

#include <boost/json.hpp>
#include <chrono>
#include <thread>

#include "server/probe_contact.h"

namespace botschaft::server {

namespace json = boost::json;

json::value probe_command(const std::string& url, const std::string& key, std::int64_t now) {
  ContactQuestion question{.base_url = url, .log = {}, .now = now, .pause = [] {
                             std::this_thread::sleep_for(std::chrono::seconds(1));
                             return true;
                           }};
  while (question.base_url.ends_with('/')) question.base_url.pop_back();
  if (!key.empty()) {
    question.log = translog::VerifierKey::parse(key);
    if (!question.log) return json::object{{"error", "that is no key of a log"}};
  }
  if (const auto probed = probe_contact(question); !probed)
    return json::object{{"answered", false}, {"failure", probed.error()}};
  return json::object{{"answered", true}};
}

}  // namespace botschaft::server
