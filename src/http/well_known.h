#pragma once
// GET /.well-known/botschaft.json: all a client needs to use this server, in one document.
#include <cstdint>
#include <string>
#include <vector>

#include "http/router.h"

namespace botschaft::http {

struct WellKnown {
  std::string name;      // of this server, chosen by its operator
  std::string version;   // of the program
  std::string base_url;  // "https://chat.example"; "" = http and what the request's Host header says
  std::string ip;        // where clients dial MTProto; "" = the host of the above
  std::uint16_t port = 0;
  std::vector<int> dcs;        // every DC id is served at ip:port
  std::string public_key_pem;  // PKCS#1
  std::string fingerprint;     // of the key as in resPQ, 16 hex digits
  std::vector<int> layers;     // TL layers served, newest last
  std::string sign_up;         // "open", "invite" or "closed"
  std::string proxy_secret;    // 32 hex digits: MTProxy secret of obfuscated2 connections
};

// The document for a client that reached us as `host_header` ("example.org:8080"; may be empty).
std::string well_known_json(const WellKnown& server, std::string_view host_header);

// tg://proxy link that points an unmodified client at this server.
std::string proxy_link(std::string_view host, std::uint16_t port, std::string_view secret);

// Adds the route, readable from any origin (CORS *), and /healthz.
void add_well_known(Router& router, WellKnown server);

}  // namespace botschaft::http
