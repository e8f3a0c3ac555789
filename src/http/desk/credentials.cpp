#include "http/desk/credentials.h"

#include <fmt/format.h>

#include <algorithm>

#include "crypto/certificate.h"

namespace botschaft::http {
namespace {

using desk::TokenScope;

constexpr std::string_view kBearer = "Bearer ";

// Where a machine may write, and for which scope. Reading its own is part of every one of them.
struct Reach {
  std::string_view prefix;
  desk::Set<TokenScope> scopes;
};
constexpr Reach kReach[] = {
    {"/desk/api/v1/notices", {TokenScope::notices}},
    {"/desk/api/v1/orders", {TokenScope::orders}},
    {"/desk/api/v1/contact-requests", {TokenScope::notices, TokenScope::orders}},
    {"/desk/api/v1/submissions/", {TokenScope::notices, TokenScope::orders}},
    {"/desk/api/v1/cases/", {TokenScope::notices, TokenScope::orders}},
};

bool reaches(desk::Set<TokenScope> scopes, const Request& request) {
  if (request.method == Method::get || request.method == Method::head) return !scopes.empty();
  return std::ranges::any_of(kReach, [&](const Reach& reach) {
    return request.path.starts_with(reach.prefix) && scopes.without(reach.scopes) != scopes;
  });
}

// Signing in and out asks for no credential: a browser with a cookie that is over has to get in.
bool is_door(std::string_view path) {
  return path.starts_with("/desk/api/v1/session/") || path.starts_with("/desk/api/v1/enrol/") ||
         path == "/desk/elsewhere";
}

std::string_view bearer(const Request& request) {
  const auto header = request.header("Authorization");
  return header.size() > kBearer.size() && equal_ignoring_case(header.substr(0, kBearer.size()), kBearer)
             ? header.substr(kBearer.size())
             : std::string_view();
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = text[i] == '%' && i + 2 < text.size() ? from_hex(text.substr(i + 1, 2)) : std::nullopt;
    out += byte ? static_cast<char>(byte->front()) : text[i];
    if (byte) i += 2;
  }
  return out;
}

bool shows_certificate(const CredentialSettings& settings, const Request& request) {
  return std::ranges::find(settings.certificate_proxies, request.address) !=
             settings.certificate_proxies.end() &&
         request.header("X-SSL-Client-Verify") == "SUCCESS";
}

std::optional<desk::SignedIn> by_certificate(desk::People& people, const Request& request,
                                             desk::Seconds now) {
  const auto facts = crypto::parse_certificate(percent_decoded(request.header("X-SSL-Client-Cert")));
  if (!facts || now < facts->not_before || now > facts->not_after) return std::nullopt;
  return people.by_certificate(
      {.fingerprint = to_bytes(facts->fingerprint), .subject = facts->subject, .issuer = facts->issuer});
}

Caller caller_of(const desk::SignedIn& who, bool by_cookie) {
  Caller caller;
  caller.roles = who.person.roles;
  caller.person = who.person.id;
  caller.name = who.person.name;
  caller.level = who.level;
  caller.lane = desk::lane_of(who.person.roles);
  caller.scope = fmt::format("person:{}", who.person.id);
  caller.by_cookie = by_cookie;
  return caller;
}

std::optional<Caller> find(const CredentialSettings& settings, desk::People& people, const Request& request,
                           desk::Seconds now) {
  if (const auto token = bearer(request); !token.empty()) {
    const auto who = people.by_token(token);
    return who && reaches(who->scopes, request) ? std::optional(caller_of(*who, false)) : std::nullopt;
  }
  if (const auto cookie = cookie_of(request, kSessionCookie); !cookie.empty())
    if (const auto who = people.session(cookie)) return caller_of(*who, true);
  if (!shows_certificate(settings, request)) return std::nullopt;
  const auto who = by_certificate(people, request, now);
  // A browser may show a certificate to whatever page asks: as with a cookie, changes need their header.
  return who ? std::optional(caller_of(*who, true)) : std::nullopt;
}

}  // namespace

Identification identification(CredentialSettings settings, const desk::Settings& desk_settings,
                              Random& random) {
  Identification made;
  made.presents = [settings](const Request& request) {
    return !is_door(request.path) &&
           (!bearer(request).empty() || !cookie_of(request, kSessionCookie).empty() ||
            shows_certificate(settings, request));
  };
  made.find = [settings, desk_settings, &random](store::Transaction& tx, const Request& request,
                                                 desk::Seconds now) {
    desk::Desk desk(tx, desk_settings, now, random);
    desk::People people(tx, desk, now, random);
    return find(settings, people, request, now);
  };
  return made;
}

std::string_view cookie_of(const Request& request, std::string_view name) {
  auto rest = request.header("Cookie");
  while (!rest.empty()) {
    const auto end = std::min(rest.find(';'), rest.size());
    auto pair = rest.substr(0, end);
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    if (pair.starts_with(name) && pair.substr(name.size()).starts_with('='))
      return pair.substr(name.size() + 1);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return {};
}

std::string set_session_cookie(std::string_view base_url, std::string_view value) {
  return fmt::format("{}={}; Path=/desk; Max-Age={}; HttpOnly; SameSite=Strict{}", kSessionCookie, value,
                     value.empty() ? 0 : desk::kSessionLife,
                     base_url.starts_with("https:") ? "; Secure" : "");
}

json::object described(const desk::SignedIn& who) {
  json::array roles;
  for (std::size_t i = 0; i < desk::Names<desk::Role>::kAll.size(); ++i)
    if (who.person.roles.has(desk::each<desk::Role>(i)))
      roles.push_back(json::string(desk::Names<desk::Role>::kAll[i]));
  return {{"person", who.person.id},
          {"name", who.person.name},
          {"roles", std::move(roles)},
          {"level", desk::level_name(who.level)},
          {"lane", desk::name_of(desk::lane_of(who.person.roles))}};
}

desk::SignedIn signed_in(const Caller& caller) {
  desk::SignedIn who;
  who.person.id = caller.person;
  who.person.name = caller.name;
  who.person.roles = caller.roles;
  who.level = caller.level;
  return who;
}

}  // namespace botschaft::http
