#include "server/methods_command.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <vector>

#include "rpc/method_table.h"
#include "tl/layer.h"

namespace botschaft::server {

namespace json = boost::json;

namespace {

struct Count {
  std::string_view name;
  int served = 0, none = 0, missing = 0;

  void add(rpc::Served state) {
    ++(state == rpc::Served::yes ? served : state == rpc::Served::none ? none : missing);
  }
  int schema() const { return served + none + missing; }
  json::object to_json() const {
    return {{"name", name}, {"served", served}, {"none", none}, {"missing", missing}, {"schema", schema()}};
  }
  std::string line() const {
    return fmt::format("{:<10}  {:>6}  {:>6}  {:>10}  {:>6}\n", name.empty() ? "(none)" : name, served, none,
                       missing, schema());
  }
};

// One per namespace, and the last of all together.
std::vector<Count> counts() {
  std::vector<Count> spaces;
  Count all{"all"};
  for (const auto& method : rpc::known_methods()) {
    if (spaces.empty() || spaces.back().name != method.name_space()) spaces.push_back({method.name_space()});
    spaces.back().add(method.served);
    all.add(method.served);
  }
  spaces.push_back(all);
  return spaces;
}

std::string_view word(rpc::Served state) {
  constexpr std::string_view kWords[] = {"no", "none", "yes"};
  return kWords[static_cast<std::size_t>(state)];
}

}  // namespace

std::string methods_by_namespace() {
  auto out =
      fmt::format("{:<10}  {:>6}  {:>6}  {:>10}  {:>6}   (layer {}; none: answers that there is none)\n",
                  "namespace", "served", "none", "not served", "schema", tl::kCanonicalLayer);
  for (const auto& count : counts()) out += count.line();
  return out;
}

std::string methods_list() {
  std::string out;
  for (const auto& method : rpc::known_methods()) {
    out += fmt::format("{:<4}  {}\n", word(method.served), method.name);
  }
  return out;
}

json::value methods_json(bool list) {
  json::array spaces;
  for (const auto& count : counts()) spaces.push_back(count.to_json());
  json::object out{{"layer", tl::kCanonicalLayer}};
  out["all"] = spaces.back();
  spaces.pop_back();
  out["namespaces"] = std::move(spaces);
  if (!list) return out;
  json::object methods;
  for (const auto& method : rpc::known_methods()) methods[method.name] = word(method.served);
  out["methods"] = std::move(methods);
  return out;
}

}  // namespace botschaft::server
