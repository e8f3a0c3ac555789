#pragma once
// The sections [desk] and [contact] of botschaft.toml: what the desk promises, whom it wakes, whom it trusts,
// and who answers for the server.
#include <cstdint>
#include <expected>
#include <string>
#include <vector>

#include "base/ip_ranges.h"
#include "desk/contact.h"
#include "desk/desk.h"
#include "translog/note.h"

namespace botschaft::server {

struct Config;

struct DeskSettings {
  std::string tier = "hosting";
  std::int64_t manifest_hours = 24;
  std::int64_t other_days = 7;
  std::int64_t information_hours = 48;
  std::string withhold_in = "eu";
  std::string terms_version;
  std::string terms_url;
  std::vector<std::string> on_call;
  std::vector<std::string> on_call_command;
  std::vector<std::string> trusted_proxies;
  std::string trust_anchors;
  std::vector<std::string> certificate_proxies;
  std::string mail_server;
  std::string oidc_issuer;
  std::string oidc_client;
  std::string oidc_secret_file;
  std::string oidc_level = "domain";
  std::int64_t contact_days = 90;
  std::string probe = "auto";
  std::vector<std::string> witnesses;
  std::int64_t witness_quorum = 0;
  std::string time_stamps;
};

// As the rules of the desk take them. Of settings that check_desk_settings() finds nothing wrong with, as all
// below.
desk::Settings desk_rules(const DeskSettings& settings);

// Whom to wake: accounts by @username, phone number or id, and mail addresses ("mailto:a@b.example"), as the
// settings name them; and a program that gets the text on its standard input.
struct OnCall {
  std::vector<std::string> accounts;
  std::vector<std::string> mails;
  std::vector<std::string> command;
};
OnCall on_call(const DeskSettings& settings);

struct WitnessPlace {
  std::string url;  // without a slash at the end; `url`/add-checkpoint is asked
  translog::VerifierKey key;
};
std::vector<WitnessPlace> witnesses(const DeskSettings& settings);

IpRanges trusted_proxies(const DeskSettings& settings);

// The countries in which an order of the Union withholds: 27, or 30 with withhold_in = "eea".
std::vector<std::string_view> union_countries(const DeskSettings& settings);

// Whether the server can be reached by strangers, by what it listens on and is called: not on loopback, in
// private networks and under names that are nobody's (RFC 2606, RFC 6761, RFC 6762, RFC 9476).
bool is_public(const Config& config);

// Whether the desk writes to itself: desk.probe, which waits for the contact data if it is "auto".
bool is_probed(const Config& config);

// One sentence for each thing that is wrong, by itself.
std::vector<std::string> check_desk_settings(const DeskSettings& settings, const desk::Contact& contact);

// Registration is not opened to strangers by an operator who cannot be reached: one sentence that names what
// is to be filled in, or "".
std::string unreachable_operator(const Config& config);

}  // namespace botschaft::server
