#include "http/contact_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <chrono>

#include "http/canonical_json.h"

namespace botschaft::http {

namespace json = boost::json;

namespace {

constexpr std::string_view kHead = "{\"signed\":\n";
constexpr std::string_view kTail = ",\"algorithm\":\"Ed25519\"}\n";
constexpr std::size_t kFileMax = 64 << 10;

// RFC 8410, 4: SEQUENCE { SEQUENCE { OID 1.3.101.112 }, BIT STRING of 32 bytes }
constexpr std::array<std::uint8_t, 12> kDerHead = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03,
                                                   0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};

// Leaves out what is not known.
json::object filled(std::initializer_list<std::pair<std::string_view, std::string_view>> fields) {
  json::object object;
  for (const auto& [name, text] : fields)
    if (!text.empty()) object[name] = text;
  return object;
}

void put(json::object& into, std::string_view name, json::object object) {
  if (!object.empty()) into[name] = std::move(object);
}

json::object points_of(const desk::Contact& c, const std::string& base_url) {
  json::object points;
  put(points, "dsa_11", filled({{"mail", c.authorities_mail}, {"phone", c.authorities_phone}}));
  put(points, "dsa_12",
      filled({{"mail", c.users_mail}, {"phone", c.users_phone}, {"url", base_url + "/report"}}));
  put(points, "dsa_13",
      filled({{"name", c.representative},
              {"address", c.representative_address},
              {"mail", c.representative_mail},
              {"phone", c.representative_phone}}));
  put(points, "tco_15", filled({{"mail", c.tco_mail}, {"phone", c.tco_phone}}));
  put(points, "e_evidence",
      filled({{"name", c.evidence_addressee},
              {"address", c.evidence_address},
              {"mail", c.evidence_mail},
              {"phone", c.evidence_phone}}));
  put(points, "service_agent_de", filled({{"name", c.service_agent}, {"address", c.service_agent_address}}));
  return points;
}

json::object log_of(const ContactFacts& facts) {
  json::array witnesses;
  for (const auto& witness : facts.witnesses) witnesses.emplace_back(witness.text());
  return {{"key", facts.log_key},
          {"quorum", facts.quorum},
          {"url", facts.base_url + "/desk/log"},
          {"witnesses", std::move(witnesses)}};
}

// A line `,"name":"..."` of the file.
std::optional<Bytes> base64_line(std::string_view& text, std::string_view name) {
  const auto head = fmt::format(",\"{}\":\"", name);
  const auto end = text.find("\"\n");
  if (!text.starts_with(head) || end == text.npos) return std::nullopt;
  auto bytes = translog::from_base64(text.substr(head.size(), end - head.size()));
  text.remove_prefix(end + 2);
  return bytes;
}

std::optional<crypto::Ed25519Key> key_of_der(const Bytes& der) {
  crypto::Ed25519Key key{};
  if (der.size() != kDerHead.size() + key.size() ||
      !std::equal(kDerHead.begin(), kDerHead.end(), der.begin()))
    return std::nullopt;
  std::copy(der.begin() + kDerHead.size(), der.end(), key.begin());
  return key;
}

std::string text_at(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

}  // namespace

std::string utc_text(std::int64_t time) {
  const std::chrono::sys_seconds at{std::chrono::seconds(time)};
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(at - day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

std::optional<std::int64_t> parse_utc(std::string_view text) {
  constexpr std::string_view kForm = "0000-00-00T00:00:00Z";
  if (text.size() != kForm.size()) return std::nullopt;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kForm[i] == '0' ? !digit : text[i] != kForm[i]) return std::nullopt;
  }
  const auto number = [&](std::size_t at, std::size_t size) {
    int value = 0;
    for (const char c : text.substr(at, size)) value = value * 10 + (c - '0');
    return value;
  };
  const std::chrono::year_month_day date{std::chrono::year(number(0, 4)),
                                         std::chrono::month(static_cast<unsigned>(number(5, 2))),
                                         std::chrono::day(static_cast<unsigned>(number(8, 2)))};
  if (!date.ok()) return std::nullopt;
  const auto day = std::chrono::sys_days(date).time_since_epoch();
  const auto seconds = number(11, 2) * 3600 + number(14, 2) * 60 + number(17, 2);
  return std::chrono::duration_cast<std::chrono::seconds>(day).count() + seconds;
}

json::object contact_body(const ContactFacts& facts) {
  const auto& c = facts.contact;
  const auto& url = facts.base_url;
  json::object body{
      {"desk",
       {{"contact_requests", url + "/desk/api/v1/contact-requests"},
        {"page", url + "/contact"},
        {"url", url}}},
      {"format", kContactFormat},
      {"history", url + "/desk/contact/history.json"},
      {"languages", json::array(c.languages.begin(), c.languages.end())},
      {"log", log_of(facts)},
      {"operator", filled({{"name", c.operator_name}, {"address", c.address}, {"country", c.country}})},
      {"points", points_of(c, url)},
      {"service", facts.service}};
  if (!c.hours.empty()) body["hours"] = c.hours;
  put(body, "person", filled({{"name", c.person}, {"mail", c.person_mail}, {"phone", c.person_phone}}));
  put(body, "deputy", filled({{"name", c.deputy}, {"mail", c.deputy_mail}, {"phone", c.deputy_phone}}));
  put(body, "supervisor", filled({{"name", c.coordinator}, {"url", c.coordinator_url}}));
  put(body, "terms", filled({{"version", facts.terms_version}, {"url", facts.terms_url}}));
  return body;
}

std::string sign_contact(json::object body, const ContactDates& dates, const translog::SignerKey& key) {
  body["version"] = dates.version;
  body["issued"] = utc_text(dates.issued_at);
  body["expires"] = utc_text(dates.expires_at);
  const auto line = canonical_json(body) + "\n";
  return fmt::format("{}{},\"signature\":\"{}\"\n,\"key\":\"{}\"\n{}", kHead, line,
                     translog::to_base64(crypto::ed25519_sign(key.seed, as_bytes(line))),
                     translog::to_base64(as_bytes(public_key_der(key.verifier().key))), kTail);
}

std::expected<OpenedContact, std::string> open_contact(std::string_view file) {
  const auto wrong = [](const char* sentence) { return std::unexpected(std::string(sentence)); };
  if (file.size() > kFileMax || !file.starts_with(kHead)) return wrong("it is no contact file");
  file.remove_prefix(kHead.size());
  OpenedContact opened;
  opened.signed_text = file.substr(0, file.find('\n') + 1);
  file.remove_prefix(opened.signed_text.size());
  const auto signature = base64_line(file, "signature");
  const auto der = signature ? base64_line(file, "key") : std::nullopt;
  const auto key = der ? key_of_der(*der) : std::nullopt;
  if (!key || file != kTail) return wrong("it has no signature of the form that is described");
  if (!crypto::ed25519_verify(*key, as_bytes(opened.signed_text), *signature))
    return wrong("its signature is wrong");
  boost::system::error_code error;
  const auto value = json::parse(opened.signed_text, error);
  if (error || !value.is_object()) return wrong("what is signed is no JSON object");
  opened.body = value.get_object();
  if (text_at(opened.body, "format") != kContactFormat) return wrong("it is of another format");
  const auto issued = parse_utc(text_at(opened.body, "issued"));
  const auto expires = parse_utc(text_at(opened.body, "expires"));
  const auto* version = opened.body.if_contains("version");
  if (!issued || !expires || !version || !version->is_int64()) return wrong("it has no version or no dates");
  opened.dates = {.version = version->get_int64(), .issued_at = *issued, .expires_at = *expires};
  const auto* log = opened.body.if_contains("log");
  const auto named = log && log->is_object() ? translog::VerifierKey::parse(text_at(log->get_object(), "key"))
                                             : std::nullopt;
  if (!named || named->key != *key) return wrong("it is not signed by the key of the log it names");
  opened.key = *named;
  for (const auto* name : {"version", "issued", "expires"}) opened.body.erase(name);
  return opened;
}

std::string public_key_der(const crypto::Ed25519Key& key) {
  std::string der(kDerHead.begin(), kDerHead.end());
  return der.append(key.begin(), key.end());
}

std::string public_key_pem(const crypto::Ed25519Key& key) {
  return fmt::format("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n",
                     translog::to_base64(as_bytes(public_key_der(key))));
}

}  // namespace botschaft::http
