#include "http/well_known.h"

#include <charconv>

#include <fmt/format.h>
#include <boost/json.hpp>

namespace botschaft::http {

namespace json = boost::json;

namespace {

struct Address {
  std::string host;  // IPv6 without brackets
  std::uint16_t port = 0;
};

bool plausible_host(std::string_view host) {
  return !host.empty() && host.size() <= 253 &&
         host.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:_") ==
             std::string_view::npos;
}

// "host", "host:port", "[v6]:port". What the client sent is used only if it can be a host name.
Address address_of(const WellKnown& server, std::string_view header) {
  if (!server.host.empty()) return {server.host, server.port};
  const auto bracket = header.find(']');
  const auto colon = header.find(':', bracket == std::string_view::npos ? 0 : bracket);
  auto host = header.substr(0, colon);
  if (bracket != std::string_view::npos && header.front() == '[') host = header.substr(1, bracket - 1);
  if (!plausible_host(host)) return {"127.0.0.1", server.port};
  std::uint16_t port = server.secure ? 443 : 80;
  if (colon != std::string_view::npos) {
    const auto digits = header.substr(colon + 1);
    std::from_chars(digits.data(), digits.data() + digits.size(), port);
  }
  return {std::string(host), port};
}

std::string authority(const Address& address, bool secure) {
  const bool v6 = address.host.find(':') != std::string::npos;
  auto text = v6 ? fmt::format("[{}]", address.host) : address.host;
  if (address.port != (secure ? 443 : 80)) text += fmt::format(":{}", address.port);
  return text;
}

}  // namespace

std::string proxy_link(std::string_view host, std::uint16_t port, std::string_view secret) {
  return fmt::format("tg://proxy?server={}&port={}&secret={}", host, port, secret);
}

std::string well_known_json(const WellKnown& server, std::string_view host_header) {
  const auto address = address_of(server, host_header);
  const auto place = authority(address, server.secure);
  json::array dcs;
  for (const int id : server.dcs)
    dcs.push_back(json::object{{"id", id}, {"host", address.host}, {"port", address.port}});
  json::array layers(server.layers.begin(), server.layers.end());
  json::array sign_in;
  for (const auto& kind : server.sign_in) sign_in.emplace_back(kind);
  json::object key{{"fingerprint", fmt::format("{:016x}", server.fingerprint)},
                   {"pem", server.public_key_pem}};
  const json::object document{
      {"name", server.name},
      {"software", "botschaft"},
      {"version", server.version},
      {"layers", layers},
      {"dcs", dcs},
      {"public_keys", json::array{std::move(key)}},
      {"web", fmt::format("{}://{}/", server.secure ? "https" : "http", place)},
      {"websocket", fmt::format("{}://{}/apiws", server.secure ? "wss" : "ws", place)},
      {"proxy", proxy_link(address.host, address.port, server.proxy_secret)},
      {"sign_in", sign_in},
      {"sign_up", server.sign_up},
  };
  return json::serialize(document);
}

void add_well_known(Router& router, WellKnown server) {
  router.add(Method::get, "/.well-known/botschaft.json",
             [server = std::move(server)](const Request& request) {
               auto response = json_document(200, well_known_json(server, request.header("Host")));
               response.set("Access-Control-Allow-Origin", "*");
               response.set("Cache-Control", "public, max-age=60");
               response.set("Vary", "Host");
               return response;
             });
  router.add(Method::get, "/healthz", [](const Request&) { return text(200, "ok\n"); });
}

}  // namespace botschaft::http
