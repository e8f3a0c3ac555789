#include "http/well_known.h"

#include <fmt/format.h>
#include <boost/json.hpp>

namespace botschaft::http {

namespace json = boost::json;

namespace {

bool plausible_host(std::string_view host) {
  return !host.empty() && host.size() <= 253 &&
         host.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]") ==
             std::string_view::npos;
}

// "http://host:port". What the client sent is repeated only if it can be a host name.
std::string base_url_of(const WellKnown& server, std::string_view host_header) {
  if (!server.base_url.empty()) return server.base_url;
  if (plausible_host(host_header)) return fmt::format("http://{}", host_header);
  return fmt::format("http://{}:{}", server.ip.empty() ? "127.0.0.1" : server.ip, server.port);
}

// The host of a base URL, without port; IPv6 without brackets.
std::string host_of(std::string_view base_url) {
  auto authority = base_url.substr(base_url.find("://") + 3);
  authority = authority.substr(0, authority.find('/'));
  if (authority.starts_with('[')) return std::string(authority.substr(1, authority.find(']') - 1));
  return std::string(authority.substr(0, authority.find(':')));
}

// http: -> ws:, https: -> wss:
std::string websocket_url(std::string_view base_url) {
  return fmt::format("ws{}/apiws", base_url.substr(4));
}

}  // namespace

std::string proxy_link(std::string_view host, std::uint16_t port, std::string_view secret) {
  return fmt::format("tg://proxy?server={}&port={}&secret={}", host, port, secret);
}

std::string well_known_json(const WellKnown& server, std::string_view host_header) {
  const auto base_url = base_url_of(server, host_header);
  const auto ip = server.ip.empty() ? host_of(base_url) : server.ip;
  json::array dcs;
  for (const int id : server.dcs) dcs.push_back(json::object{{"id", id}, {"ip", ip}, {"port", server.port}});
  const json::array layers(server.layers.begin(), server.layers.end());
  const json::object document{
      {"name", server.name},
      {"software", "botschaft"},
      {"version", server.version},
      {"layers", layers},
      {"dcs", dcs},
      {"pem", server.public_key_pem},
      {"fingerprint", server.fingerprint},
      {"web", base_url + "/"},
      {"websocket", websocket_url(base_url)},
      {"proxy", proxy_link(ip, server.port, server.proxy_secret)},
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
