// People, as the operator of the desk sees to them.
#include <fmt/format.h>

#include "desk/identity/introductions.h"
#include "http/desk/credentials.h"
#include "http/desk/endpoints.h"
#include "http/desk/passkey_json.h"
#include "http/desk/refusals.h"

namespace botschaft::http {
namespace {

using desk::People;
using desk::Role;

std::int64_t person_of_path(const DeskCall& call) {
  return translog::parse_number(call.path[0]).value_or(0);
}

json::object person_json(const desk::Person& person) {
  auto out = described(desk::SignedIn{.person = person, .means = {}, .level = person.level, .scopes = {}});
  out["authority"] = person.authority;
  out["created_at"] = person.created_at;
  out["state"] = person.revoked_at != 0 ? "revoked" : "active";
  return out;
}

Reply invitation(const DeskCall& call, const People::Invited& invited) {
  auto out = person_json(invited.person);
  out["link"] = fmt::format("{}/desk/enrol#{}", call.place.base_url, invited.link_token);
  out["link_expires_at"] = call.now + desk::kEnrolmentLife;
  return {.status = 201, .body = std::move(out)};
}

template <class E>
std::optional<desk::Set<E>> words_of_body(const DeskCall& call, std::string_view field) {
  desk::Set<E> set;
  for (const auto& word : call.body.at(field).as_array()) {
    const auto value = desk::named<E>(word.as_string());
    if (!value) return std::nullopt;
    set.add(*value);
  }
  return set;
}

Reply list_people(DeskCall& call) {
  People people(call.tx, call.desk, call.now, call.random);
  json::array all;
  for (const auto& person : people.all()) {
    auto row = person_json(person);
    row["passkeys"] = store::desk_passkeys(call.tx, person.id).size();
    all.push_back(std::move(row));
  }
  return {.body = json::object{{"people", std::move(all)}}};
}

Reply add_person(DeskCall& call) {
  const auto roles = words_of_body<Role>(call, "roles");
  if (!roles) return problem(desk::NotShown{desk::IdentityFault::bad_roles});
  People people(call.tx, call.desk, call.now, call.random);
  const auto added =
      people.add({.name = std::string(call.text("name")), .roles = *roles}, call.caller.actor());
  return added ? invitation(call, *added) : problem(added.error());
}

Reply invite_person(DeskCall& call) {
  People people(call.tx, call.desk, call.now, call.random);
  const auto invited = people.invite_again(person_of_path(call), call.caller.actor());
  return invited ? invitation(call, *invited) : problem(invited.error());
}

Reply revoke_person(DeskCall& call) {
  People people(call.tx, call.desk, call.now, call.random);
  const auto revoked = people.revoke(person_of_path(call), call.caller.actor());
  return revoked ? Reply{.body = person_json(*revoked)} : problem(revoked.error());
}

Reply issue_token(DeskCall& call) {
  const auto scopes = words_of_body<desk::TokenScope>(call, "scopes");
  if (!scopes) return problem(desk::NotShown{desk::IdentityFault::bad_life});
  People::NewToken made{.name = std::string(call.text("name")), .scopes = *scopes};
  if (const auto* days = call.body.if_contains("days"))
    made.life = days->is_int64() && days->get_int64() < 1'000 ? days->get_int64() * desk::kDay : 0;
  People people(call.tx, call.desk, call.now, call.random);
  const auto issued = people.issue_token(person_of_path(call), made, call.caller.actor());
  if (!issued) return problem(issued.error());
  return {
      .status = 201,
      .body = json::object{{"id", issued->id}, {"token", issued->token}, {"expires_at", issued->expires_at}}};
}

Reply list_introductions(DeskCall& call) {
  const auto site = desk::relying_party(call.place.base_url);
  if (!site) return no_site();
  People people(call.tx, call.desk, call.now, call.random);
  desk::Introductions introductions(call.tx, call.desk, people, *site, call.now);
  json::array all;
  for (const auto& each : introductions.of(person_of_path(call)))
    all.push_back(json::object{{"id", each.id},
                               {"introduced_by", each.mediator.name},
                               {"mediator", each.mediator.id},
                               {"as", each.as},
                               {"scope", each.scope},
                               {"text", each.text},
                               {"made_at", each.made_at},
                               {"until", each.until},
                               {"revoked_at", each.revoked_at},
                               {"signature_holds", each.signature_holds},
                               {"in_force", each.in_force}});
  return {.body = json::object{{"introductions", std::move(all)}}};
}

desk::NewIntroduction introduction_of(const DeskCall& call) {
  const auto number = [&](std::string_view field) {
    const auto& value = call.body.at(field);
    return value.is_int64() ? value.get_int64() : 0;
  };
  return {.person = number("person"),
          .as = std::string(call.text("as")),
          .scope = std::string(call.text("scope")),
          .until = number("until")};
}

Reply introduction_options(DeskCall& call) {
  const auto site = desk::relying_party(call.place.base_url);
  if (!site) return no_site();
  People people(call.tx, call.desk, call.now, call.random);
  desk::Introductions introductions(call.tx, call.desk, people, *site, call.now);
  const auto text = introductions.text(introduction_of(call), signed_in(call.caller));
  if (!text) return problem(text.error());
  return {.body =
              json::object{{"text", *text},
                           {"options", request_options(*site, desk::Introductions::challenge_of(*text))}}};
}

Reply introduce(DeskCall& call) {
  const auto site = desk::relying_party(call.place.base_url);
  if (!site) return no_site();
  const auto reply = read_asserted(call.body.at("credential"));
  if (!reply) return malformed_passkey();
  People people(call.tx, call.desk, call.now, call.random);
  desk::Introductions introductions(call.tx, call.desk, people, *site, call.now);
  const auto id = introductions.introduce(introduction_of(call), signed_in(call.caller), *reply);
  if (!id) return problem(id.error());
  return {.status = 201, .body = json::object{{"id", *id}}};
}

Reply revoke_introduction(DeskCall& call) {
  const auto site = desk::relying_party(call.place.base_url);
  if (!site) return no_site();
  People people(call.tx, call.desk, call.now, call.random);
  desk::Introductions introductions(call.tx, call.desk, people, *site, call.now);
  const auto done = introductions.revoke(person_of_path(call), call.caller.actor());
  return done ? Reply{.body = json::object{{"revoked", true}}} : problem(done.error());
}

constexpr desk::Set<Role> kOperator{Role::operator_};
constexpr desk::Set<Role> kMediators{Role::operator_,       Role::moderator, Role::second_reviewer,
                                     Role::appeal_reviewer, Role::officer,   Role::flagger};

constexpr std::string_view kRoleWords[] = {"flagger",         "officer",  "moderator", "second-reviewer",
                                           "appeal-reviewer", "operator", "auditor"};
constexpr Field kPerson[] = {
    {"name", FieldType::text, true, "As the log and the others see it", 120},
    {"roles", FieldType::texts, true, "flagger, officer and auditor are had alone", 7, {}, kRoleWords}};
constexpr std::string_view kScopeWords[] = {"notices", "orders", "reading"};
constexpr Field kToken[] = {{"name", FieldType::text, true, "Which machine", 120},
                            {"scopes", FieldType::texts, true, "What it may do", 3, {}, kScopeWords},
                            {"days", FieldType::number, false, "For how long: 90, at most 366"}};
constexpr Field kIntroduction[] = {
    {"person", FieldType::number, true, "Who is introduced"},
    {"as", FieldType::text, true, "As whom: \"head of the reporting office\"", 500},
    {"scope", FieldType::text, true, "For what", 500},
    {"until", FieldType::number, true, "Unix seconds, at most 366 days from now"}};
constexpr Field kSignedIntroduction[] = {
    kIntroduction[0],
    kIntroduction[1],
    kIntroduction[2],
    kIntroduction[3],
    {"credential", FieldType::anything, true, "PublicKeyCredential.toJSON() over the hash of the text"}};

constexpr Endpoint kRows[] = {
    {Method::get, "/desk/api/v1/people", kOperator, Tx::read, list_people, "Everybody of the desk."},
    {Method::post, "/desk/api/v1/people", kOperator, Tx::write, add_person,
     "Takes somebody in; answers with the one-time link for their passkey.", kPerson},
    {Method::post, "/desk/api/v1/people/{person}/invite", kOperator, Tx::write, invite_person,
     "Another link, for another passkey."},
    {Method::post, "/desk/api/v1/people/{person}/revoke", kOperator, Tx::write, revoke_person,
     "Shuts somebody out, at once and for good."},
    {Method::post, "/desk/api/v1/people/{person}/tokens", kOperator, Tx::write, issue_token,
     "A token for a machine of a flagger or an authority; shown once.", kToken},
    {Method::get, "/desk/api/v1/people/{person}/introductions", kMediators, Tx::read, list_introductions,
     "Who introduced this person, for ever; with the signed texts."},
    {Method::post, "/desk/api/v1/introductions/options", kMediators, Tx::read, introduction_options,
     "The text of an introduction, and options for navigator.credentials.get() to sign it.", kIntroduction},
    {Method::post, "/desk/api/v1/introductions", kMediators, Tx::write, introduce,
     "Introduces somebody: one factor, shown for ever, never enough for a disclosure.", kSignedIntroduction},
    {Method::post, "/desk/api/v1/introductions/{introduction}/revoke", kMediators, Tx::write,
     revoke_introduction, "Takes an introduction back: by whoever made it, or an operator."},
};

}  // namespace

std::span<const Endpoint> people_endpoints() {
  return kRows;
}

}  // namespace botschaft::http
