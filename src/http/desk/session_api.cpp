// People of the desk come in: one-time links, passkeys, sessions.
#include "http/desk/credentials.h"
#include "http/desk/endpoints.h"
#include "http/desk/passkey_json.h"
#include "http/desk/refusals.h"

namespace botschaft::http {
namespace {

using desk::People;

Reply signed_in_reply(DeskCall& call, People& people, const desk::SignedIn& who) {
  Reply reply{.status = 200, .body = described(who)};
  reply.headers.emplace_back("Set-Cookie",
                             set_session_cookie(call.place.base_url, people.start_session(who)));
  return reply;
}

Reply enrol_options(DeskCall& call) {
  const auto site = desk::relying_party(call.place.base_url);
  if (!site) return no_site();
  People people(call.tx, call.desk, call.now, call.random);
  const auto enrolling = people.begin_enrolment(call.text("token"));
  if (!enrolling) return problem(enrolling.error());
  return {.status = 200, .body = creation_options(*site, call.place.server_name, *enrolling)};
}

Reply enrol_verify(DeskCall& call) {
  const auto site = desk::relying_party(call.place.base_url);
  if (!site) return no_site();
  const auto made = read_created(call.body.at("credential"));
  if (!made) return malformed_passkey();
  People people(call.tx, call.desk, call.now, call.random);
  const auto person = people.finish_enrolment(call.text("token"), *site, made->challenge, made->client,
                                              made->attestation_object);
  if (!person) return problem(person.error());
  return signed_in_reply(call, people,
                         {.person = *person,
                          .means = desk::Means::passkey,
                          .level = desk::level_of(person->level, desk::Means::passkey),
                          .scopes = {}});
}

Reply passkey_options(DeskCall& call) {
  const auto site = desk::relying_party(call.place.base_url);
  if (!site) return no_site();
  People people(call.tx, call.desk, call.now, call.random);
  return {.status = 200, .body = request_options(*site, people.begin_sign_in())};
}

Reply passkey_verify(DeskCall& call) {
  const auto site = desk::relying_party(call.place.base_url);
  if (!site) return no_site();
  const auto reply = read_asserted(call.body.at("credential"));
  if (!reply) return malformed_passkey();
  People people(call.tx, call.desk, call.now, call.random);
  const auto who = people.finish_sign_in(*site, *reply);
  if (!who) return problem(who.error());
  return signed_in_reply(call, people, *who);
}

Reply end_session(DeskCall& call) {
  People people(call.tx, call.desk, call.now, call.random);
  people.end_session(cookie_of(call.request, kSessionCookie));
  Reply reply{.status = 200, .body = json::object{{"ended", true}}};
  reply.headers.emplace_back("Set-Cookie", set_session_cookie(call.place.base_url, ""));
  return reply;
}

Reply me(DeskCall& call) {
  return {.status = 200, .body = described(signed_in(call.caller))};
}

constexpr desk::Set<desk::Role> kSignedIn{
    desk::Role::flagger,         desk::Role::officer,   desk::Role::moderator, desk::Role::second_reviewer,
    desk::Role::appeal_reviewer, desk::Role::operator_, desk::Role::auditor};

constexpr Field kLink[] = {{"token", FieldType::text, true, "What the one-time link has after its #", 100}};
constexpr Field kLinkAndCredential[] = {
    {"token", FieldType::text, true, "What the one-time link has after its #", 100},
    {"credential", FieldType::anything, true,
     "PublicKeyCredential.toJSON() of navigator.credentials.create()"}};
constexpr Field kCredential[] = {
    {"credential", FieldType::anything, true, "PublicKeyCredential.toJSON() of navigator.credentials.get()"}};

constexpr Endpoint kRows[] = {
    {Method::post, "/desk/api/v1/enrol/options", kEveryone, Tx::write, enrol_options,
     "Options for navigator.credentials.create(), for whoever has a one-time link.", kLink, Door::sign_in},
    {Method::post, "/desk/api/v1/enrol/verify", kEveryone, Tx::write, enrol_verify,
     "Keeps the passkey, spends the link, and begins a session.", kLinkAndCredential, Door::sign_in},
    {Method::post,
     "/desk/api/v1/session/passkey/options",
     kEveryone,
     Tx::write,
     passkey_options,
     "Options for navigator.credentials.get().",
     {},
     Door::sign_in},
    {Method::post, "/desk/api/v1/session/passkey/verify", kEveryone, Tx::write, passkey_verify,
     "Begins a session: a cookie for twelve hours, or half an hour without a call.", kCredential,
     Door::sign_in},
    {Method::post,
     "/desk/api/v1/session/end",
     kEveryone,
     Tx::write,
     end_session,
     "Ends the session.",
     {},
     Door::sign_in},
    {Method::get, "/desk/api/v1/me", kSignedIn, Tx::write, me,
     "Who is signed in, with which roles and at which level. Keeps the session alive."},
};

}  // namespace

std::span<const Endpoint> session_endpoints() {
  return kRows;
}

}  // namespace botschaft::http
