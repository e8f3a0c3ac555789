#include "server/desk_settings.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

#include "desk/union_states.h"
#include "previews/public_address.h"
#include "server/config.h"

namespace botschaft::server {
namespace {

constexpr std::string_view kMailTo = "mailto:";

bool is_web_address(std::string_view text) {
  return text.starts_with("https://") || text.starts_with("http://");
}

bool is_mail_address(std::string_view text) {
  const auto at = text.find('@');
  return at != text.npos && at > 0 && at + 1 < text.size() && text.find_first_of(" \t\r\n<>,;") == text.npos;
}

// "https://witness.example/abc name+id+key"
std::optional<WitnessPlace> read_witness(const std::string& text) {
  const auto blank = text.find(' ');
  if (blank == text.npos || !is_web_address(text)) return std::nullopt;
  auto key = translog::VerifierKey::parse(std::string_view(text).substr(blank + 1));
  if (!key || key->algorithm != translog::Algorithm::cosignature) return std::nullopt;
  auto url = text.substr(0, blank);
  while (url.ends_with('/')) url.pop_back();
  return WitnessPlace{.url = std::move(url), .key = *std::move(key)};
}

// Nothing: it is a name.
std::optional<bool> is_public_address(const std::string& host) {
  in_addr v4{};
  in6_addr v6{};
  if (inet_pton(AF_INET, host.c_str(), &v4) == 1) {
    previews::Ipv4 bytes;
    std::memcpy(bytes.data(), &v4, bytes.size());
    return previews::is_public(bytes);
  }
  if (inet_pton(AF_INET6, host.c_str(), &v6) != 1) return std::nullopt;
  previews::Ipv6 bytes;
  std::memcpy(bytes.data(), &v6, bytes.size());
  return previews::is_public(bytes);
}

bool is_nobodys_name(std::string_view name) {
  if (name == "localhost" || !name.contains('.')) return true;
  constexpr std::array<std::string_view, 7> kNobodys = {".localhost", ".local",   ".internal", ".test",
                                                        ".example",   ".invalid", ".home.arpa"};
  return std::ranges::any_of(kNobodys, [&](std::string_view end) { return name.ends_with(end); });
}

std::string host_of(std::string_view url) {
  url.remove_prefix(std::min(url.size(), url.find("://") + 3));
  url = url.substr(0, url.find_first_of("/?#"));
  if (url.starts_with('[')) return std::string(url.substr(1, url.find(']') - 1));
  return std::string(url.substr(0, url.find(':')));
}

void check_contact(const desk::Contact& contact, std::vector<std::string>& wrong) {
  const auto mail = [&](std::string_view setting, const std::string& text) {
    if (!text.empty() && !is_mail_address(text))
      wrong.push_back(fmt::format("contact.{} is no mail address", setting));
  };
  mail("person_mail", contact.person_mail);
  mail("deputy_mail", contact.deputy_mail);
  mail("authorities_mail", contact.authorities_mail);
  mail("users_mail", contact.users_mail);
  mail("representative_mail", contact.representative_mail);
  mail("tco_mail", contact.tco_mail);
  mail("evidence_mail", contact.evidence_mail);
  mail("security_mail", contact.security_mail);
  const auto is_code = [](std::string_view text, char from, char to) {
    return text.size() == 2 && std::ranges::all_of(text, [&](char c) { return c >= from && c <= to; });
  };
  if (!contact.country.empty() && !is_code(contact.country, 'A', 'Z'))
    wrong.push_back("contact.country must be two capital letters (ISO 3166-1), such as DE");
  for (const auto& language : contact.languages)
    if (!is_code(language, 'a', 'z'))
      wrong.push_back("contact.languages must be of codes of two small letters (ISO 639-1), such as de");
  if (!contact.coordinator_url.empty() && !is_web_address(contact.coordinator_url))
    wrong.push_back("contact.coordinator_url must begin with http:// or https://");
}

void check_trust(const DeskSettings& settings, std::vector<std::string>& wrong) {
  if (const auto ranges = IpRanges::parse(settings.trusted_proxies); !ranges)
    wrong.push_back("desk.trusted_proxies: " + ranges.error());
  if (const auto& file = settings.trust_anchors; !file.empty() && access(file.c_str(), R_OK) != 0)
    wrong.push_back(fmt::format("desk.trust_anchors: {} cannot be read", file));
  for (const auto& text : settings.witnesses)
    if (!read_witness(text))
      wrong.push_back(fmt::format(
          "desk.witnesses: \"{}\" is not an address, a blank and the key of a witness (name+id+base64)",
          text));
  const auto number = static_cast<std::int64_t>(settings.witnesses.size());
  if (settings.witness_quorum < 0 || settings.witness_quorum > number)
    wrong.push_back("desk.witness_quorum must be between 0 and the number of witnesses");
  if (!settings.time_stamps.empty() && !is_web_address(settings.time_stamps))
    wrong.push_back("desk.time_stamps must begin with http:// or https://");
}

}  // namespace

desk::Settings desk_rules(const DeskSettings& settings) {
  return {.tier = desk::named<desk::OperatorTier>(settings.tier).value_or(desk::OperatorTier::hosting),
          .eu_is_eea = settings.withhold_in == "eea",
          .levels = {.manifest = settings.manifest_hours * desk::kHour,
                     .other = settings.other_days * desk::kDay,
                     .information = settings.information_hours * desk::kHour}};
}

OnCall on_call(const DeskSettings& settings) {
  OnCall people{.accounts = {}, .mails = {}, .command = settings.on_call_command};
  for (const auto& one : settings.on_call) {
    if (one.starts_with(kMailTo))
      people.mails.push_back(one.substr(kMailTo.size()));
    else
      people.accounts.push_back(one);
  }
  return people;
}

std::vector<WitnessPlace> witnesses(const DeskSettings& settings) {
  std::vector<WitnessPlace> places;
  for (const auto& text : settings.witnesses)
    if (auto place = read_witness(text)) places.push_back(*std::move(place));
  return places;
}

IpRanges trusted_proxies(const DeskSettings& settings) {
  return IpRanges::parse(settings.trusted_proxies).value_or(IpRanges{});
}

std::vector<std::string_view> union_countries(const DeskSettings& settings) {
  std::vector<std::string_view> countries(desk::kUnionStates.begin(), desk::kUnionStates.end());
  if (settings.withhold_in == "eea")
    countries.insert(countries.end(), desk::kOtherEeaStates.begin(), desk::kOtherEeaStates.end());
  return countries;
}

bool is_public(const Config& config) {
  const auto listen = parse_listen(config.listen);
  const bool any = listen && (listen->host == "0.0.0.0" || listen->host == "::");
  if (listen && !any && is_public_address(listen->host).value_or(false)) return true;
  // What it is called by says more: behind a proxy it listens on loopback, and in a container on everything.
  if (!config.base_url.empty()) {
    const auto host = host_of(config.base_url);
    return is_public_address(host).value_or(!is_nobodys_name(host));
  }
  if (!config.public_ip.empty()) return is_public_address(config.public_ip).value_or(false);
  return any;
}

bool is_probed(const Config& config) {
  if (config.desk.probe == "auto") return desk::missing_settings(config.contact).empty();
  return config.desk.probe == "on";
}

std::vector<std::string> check_desk_settings(const DeskSettings& settings, const desk::Contact& contact) {
  std::vector<std::string> wrong;
  if (!desk::named<desk::OperatorTier>(settings.tier))
    wrong.push_back("desk.tier must be hosting, micro_small_platform, platform or vlop");
  constexpr std::int64_t kYear_h = 365 * 24;
  const auto between = [&](std::string_view setting, std::int64_t value, std::int64_t least,
                           std::int64_t most) {
    if (value < least || value > most)
      wrong.push_back(fmt::format("desk.{} must be between {} and {}", setting, least, most));
  };
  between("manifest_hours", settings.manifest_hours, 0, kYear_h);
  between("other_days", settings.other_days, 0, 365);
  between("information_hours", settings.information_hours, 0, kYear_h);
  between("contact_days", settings.contact_days, 1, 365);
  if (settings.withhold_in != "eu" && settings.withhold_in != "eea")
    wrong.push_back("desk.withhold_in must be eu or eea");
  if (settings.probe != "auto" && settings.probe != "on" && settings.probe != "off")
    wrong.push_back("desk.probe must be auto, on or off");
  if (!settings.terms_url.empty() && !is_web_address(settings.terms_url))
    wrong.push_back("desk.terms_url must begin with http:// or https://");
  for (const auto& mail : on_call(settings).mails)
    if (!is_mail_address(mail)) wrong.push_back(fmt::format("desk.on_call: {} is no mail address", mail));
  if (settings.oidc_level != "claimed" && settings.oidc_level != "domain" &&
      settings.oidc_level != "register-match")
    wrong.push_back("desk.oidc_level must be claimed, domain or register-match");
  if (!settings.oidc_issuer.empty() && settings.oidc_client.empty())
    wrong.push_back("desk.oidc_issuer needs desk.oidc_client");
  check_trust(settings, wrong);
  check_contact(contact, wrong);
  return wrong;
}

std::string unreachable_operator(const Config& config) {
  if (config.sign_up == "closed" || !is_public(config)) return {};
  const auto missing = desk::missing_settings(config.contact);
  if (missing.empty()) return {};
  return fmt::format(
      "strangers could sign up on a server whose operator cannot be reached: fill in {}, or set "
      "accounts.sign_up to closed",
      fmt::join(missing, ", "));
}

}  // namespace botschaft::server
