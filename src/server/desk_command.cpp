#include "server/desk_command.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <functional>
#include <optional>

#include "crypto/certificate.h"
#include "desk/people/people.h"

namespace botschaft::server {

namespace json = boost::json;

namespace {

using desk::IdentityFault;
using desk::People;

constexpr desk::Actor kConsole{
    .role = desk::Role::operator_, .person = 0, .level = desk::IdentityLevel::strong};

json::value failed(std::string_view sentence) {
  return json::object{{"error", sentence}};
}

json::value failed(const desk::NotShown& why) {
  switch (why.fault) {
    case IdentityFault::bad_name:
      return failed("a name has 1 to 120 bytes");
    case IdentityFault::bad_roles:
      return failed(
          "these roles cannot be had together, or not for this: flagger, officer and auditor are had alone; "
          "moderator, second-reviewer, appeal-reviewer and operator in any combination");
    case IdentityFault::no_such_person:
      return failed("the desk has no such person; `botschaft desk list` shows their ids");
    case IdentityFault::revoked:
      return failed("that person was revoked; add them again");
    case IdentityFault::bad_life:
      return failed("a token holds for 1 to 366 days and is for at least one of: notices, orders, reading");
    case IdentityFault::bad_certificate:
      return failed("that is no certificate with a subject and an issuer");
    default:
      return failed(fmt::format("the command failed: {}", desk::name_of(why.fault)));
  }
}

std::string text_of(const json::object& request, std::string_view key) {
  const auto* value = request.if_contains(key);
  return value && value->is_string() ? std::string(value->as_string()) : std::string();
}

std::int64_t number_of(const json::object& request, std::string_view key, std::int64_t otherwise) {
  const auto* value = request.if_contains(key);
  return value && value->is_int64() ? value->as_int64() : otherwise;
}

json::object described(const desk::Person& person) {
  return {{"id", person.id},
          {"name", person.name},
          {"roles", desk::words_of(person.roles)},
          {"level", desk::level_name(person.level)},
          {"state", person.revoked_at != 0 ? "revoked" : "active"}};
}

json::object invitation(const DeskPlace& place, const People::Invited& invited) {
  auto out = described(invited.person);
  out["link"] = fmt::format("{}/desk/enrol#{}", place.base_url, invited.link_token);
  out["expires_at"] = place.clock.unix_seconds() + desk::kEnrolmentLife;
  return out;
}

// What `work` answers, if what it wrote is durable.
json::value change(const DeskPlace& place, const std::function<json::value(People&)>& work) {
  json::value answer;
  const auto now = place.clock.unix_seconds();
  const auto done = place.store.write_sync([&](store::Transaction& tx) -> Result<void> {
    const desk::Settings settings;
    desk::Desk desk(tx, settings, now, place.random);
    People people(tx, desk, now, place.random);
    answer = work(people);
    return {};
  });
  return done ? answer : failed("the database cannot be written: " + done.error().text());
}

json::value add(const DeskPlace& place, const json::object& request) {
  const auto roles = desk::roles_of(text_of(request, "roles"));
  if (!roles)
    return failed(
        "a role is one of: moderator, second-reviewer, appeal-reviewer, operator, "
        "auditor, officer, flagger");
  return change(place, [&](People& people) -> json::value {
    const auto added = people.add({.name = text_of(request, "name"), .roles = *roles}, kConsole);
    return added ? json::value(invitation(place, *added)) : failed(added.error());
  });
}

json::value list(const DeskPlace& place) {
  json::array out;
  const auto done = place.store.read_sync([&](store::Transaction& tx) -> Result<void> {
    const desk::Settings settings;
    desk::Desk desk(tx, settings, place.clock.unix_seconds(), place.random);
    People people(tx, desk, place.clock.unix_seconds(), place.random);
    out.clear();
    for (const auto& person : people.all()) {
      auto row = described(person);
      row["passkeys"] = store::desk_passkeys(tx, person.id).size();
      out.push_back(std::move(row));
    }
    return {};
  });
  return done ? json::value(out) : failed("the database cannot be read: " + done.error().text());
}

json::value issue_token(const DeskPlace& place, const json::object& request) {
  desk::Set<desk::TokenScope> scopes;
  const auto text = text_of(request, "scopes");
  std::string_view words = text;
  while (!words.empty()) {
    const auto end = std::min(words.find(','), words.size());
    const auto scope = desk::named<desk::TokenScope>(words.substr(0, end));
    if (!scope) return failed("a scope is one of: notices, orders, reading");
    scopes.add(*scope);
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  const People::NewToken made{.name = text_of(request, "name"),
                              .scopes = scopes,
                              .life = number_of(request, "days", 90) * desk::kDay};
  return change(place, [&](People& people) -> json::value {
    const auto issued = people.issue_token(number_of(request, "person", 0), made, kConsole);
    if (!issued) return failed(issued.error());
    return json::object{{"id", issued->id}, {"token", issued->token}, {"expires_at", issued->expires_at}};
  });
}

json::value add_certificate(const DeskPlace& place, const json::object& request) {
  const auto facts = crypto::parse_certificate(text_of(request, "pem"));
  if (!facts) return failed("the file has no certificate (PEM)");
  desk::Certificate certificate{
      .fingerprint = to_bytes(facts->fingerprint), .subject = facts->subject, .issuer = facts->issuer};
  if (number_of(request, "any_of_subject", 0) != 0) certificate.fingerprint.clear();
  return change(place, [&](People& people) -> json::value {
    const auto added = people.add_certificate(number_of(request, "person", 0), certificate, kConsole);
    if (!added) return failed(added.error());
    return json::object{
        {"subject", facts->subject}, {"issuer", facts->issuer}, {"fingerprint", to_hex(facts->fingerprint)}};
  });
}

json::value add_account(const DeskPlace& place, const json::object& request) {
  return change(place, [&](People& people) -> json::value {
    const auto person = number_of(request, "person", 0);
    const auto issuer = text_of(request, "issuer"), subject = text_of(request, "subject");
    if (issuer.empty() || subject.empty()) return failed("an account elsewhere has an issuer and a subject");
    const auto added = people.add_account_elsewhere(person, issuer, subject, kConsole);
    return added ? json::value(described(*people.find(person))) : failed(added.error());
  });
}

}  // namespace

json::value desk_command(const DeskPlace& place, const json::object& request) {
  const auto command = text_of(request, "command");
  const auto person = number_of(request, "person", 0);
  if (command == "desk add") return add(place, request);
  if (command == "desk list") return list(place);
  if (command == "desk invite")
    return change(place, [&](People& people) -> json::value {
      const auto invited = people.invite_again(person, kConsole);
      return invited ? json::value(invitation(place, *invited)) : failed(invited.error());
    });
  if (command == "desk revoke")
    return change(place, [&](People& people) -> json::value {
      const auto revoked = people.revoke(person, kConsole);
      return revoked ? json::value(described(*revoked)) : failed(revoked.error());
    });
  if (command == "desk token") return issue_token(place, request);
  if (command == "desk certificate") return add_certificate(place, request);
  if (command == "desk account") return add_account(place, request);
  return failed("there is no such command");
}

}  // namespace botschaft::server
