#include "tests/outsiders/documented_errors.h"

#include <boost/json.hpp>
#include <fstream>
#include <regex>
#include <sstream>

namespace botschaft::outsiders {
namespace {

std::string content(const char* path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

DocumentedErrors::DocumentedErrors() {
  const auto facts = boost::json::parse(content(DOCUMENTED_ERRORS)).as_object();
  for (const auto& [method, names] : facts.at("throws").as_object()) {
    for (const auto& name : names.as_array()) {
      known_.insert(std::string(method) + " " + std::string(name.as_string()));
    }
  }
  const auto schema = boost::json::parse(content(SCHEMA)).as_object();
  for (const auto& entry : schema.at("e").as_array()) {
    const auto* names = entry.as_object().if_contains("throws");
    if (names == nullptr) continue;
    const std::string method(entry.at("name").as_string());
    for (const auto& name : names->as_array())
      known_.insert(method + " " + std::string(name.at("name").as_string()));
  }
  // [answers]: "method" = ["NAME", ...], and "*" for those of all methods.
  const auto own = content(OWN_ERRORS);
  const std::regex line(R"re(\n"([\w.*]+)" = \[([^\]]*)\])re"), word(R"re("([A-Z0-9_%d]+)")re");
  for (std::sregex_iterator entry(own.begin(), own.end(), line), none; entry != none; ++entry) {
    const auto method = (*entry)[1].str(), names = (*entry)[2].str();
    for (std::sregex_iterator name(names.begin(), names.end(), word); name != none; ++name) {
      method == "*" ? general_.insert((*name)[1].str()) : known_.insert(method + " " + (*name)[1].str());
    }
  }
}

bool DocumentedErrors::allows(std::string_view method, std::string text) const {
  text = std::regex_replace(text, std::regex("_[0-9]+$"), "_%d");
  return general_.contains(text) || known_.contains(std::string(method) + " " + text);
}

}  // namespace botschaft::outsiders
