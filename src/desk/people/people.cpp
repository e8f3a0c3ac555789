#include "desk/people/people.h"

#include <algorithm>

#include "desk/fields.h"
#include "desk/people/secrets.h"
#include "store/desk_registers.h"

namespace botschaft::desk {
namespace {

constexpr std::size_t kNameMax = 120;
constexpr std::size_t kPageSize = 500;

}  // namespace

Shown<Person> People::present(std::int64_t person) {
  const auto row = store::find_desk_person(tx_, person);
  if (!row) return not_shown(IdentityFault::no_such_person);
  if (row->revoked_at != 0) return not_shown(IdentityFault::revoked);
  return person_of(*row);
}

void People::log(const Person& person, std::string_view change, const Actor& by,
                 std::initializer_list<std::pair<std::string_view, std::string_view>> more) {
  std::string payload;
  add_field(payload, "change", change);
  add_field(payload, "person", std::to_string(person.id));
  add_field(payload, "name", person.name);
  add_field(payload, "roles", words_of(person.roles));
  add_field(payload, "level", level_name(person.level));
  add_field(payload, "by", std::to_string(by.person));
  for (const auto& [key, value] : more) add_field(payload, key, value);
  desk_.note(0, LogKind::people_changed, payload);
}

std::string People::link(std::int64_t person) {
  const auto secret = Secret::make(random_);
  store::insert_desk_enrolment(tx_, secret.digest, person, now_ + kEnrolmentLife);
  return secret.text;
}

Shown<People::Invited> People::add(const NewPerson& made, const Actor& by) {
  if (made.name.empty() || made.name.size() > kNameMax) return not_shown(IdentityFault::bad_name);
  if (!may_have(made.roles)) return not_shown(IdentityFault::bad_roles);
  // Whom the operator takes into the house the operator knows. Who comes from outside claims it.
  const bool ours = made.roles.without(kOutsideRoles) == made.roles;
  Person person{.name = made.name,
                .roles = made.roles,
                .level = ours ? IdentityLevel::register_match : IdentityLevel::claimed,
                .authority = made.authority,
                .created_at = now_};
  person.id = store::insert_desk_person(tx_, {.name = person.name,
                                              .roles = bits_of(person.roles),
                                              .level = static_cast<int>(person.level),
                                              .authority = person.authority,
                                              .created_at = now_});
  log(person, "added", by);
  return Invited{.person = person, .link_token = link(person.id)};
}

Shown<People::Invited> People::invite_again(std::int64_t person, const Actor& by) {
  TRY_ASSIGN(const auto found, present(person));
  log(found, "invited", by);
  return Invited{.person = found, .link_token = link(found.id)};
}

Shown<Person> People::revoke(std::int64_t person, const Actor& by) {
  TRY_ASSIGN(auto found, present(person));
  store::revoke_desk_person(tx_, person, now_);
  found.revoked_at = now_;
  log(found, "revoked", by);
  return found;
}

std::vector<Person> People::all() {
  std::vector<Person> people;
  std::int64_t after = 0;
  for (;;) {
    const auto page = store::desk_people(tx_, after, kPageSize);
    for (const auto& row : page) people.push_back(person_of(row));
    if (page.size() < kPageSize) return people;
    after = page.back().id;
  }
}

std::optional<Person> People::find(std::int64_t person) {
  const auto row = store::find_desk_person(tx_, person);
  return row ? std::optional(person_of(*row)) : std::nullopt;
}

void People::raise_level(std::int64_t person, IdentityLevel level, const Actor& by) {
  auto found = present(person);
  if (!found || found->level >= level) return;
  found->level = level;
  store::set_desk_person_level(tx_, person, static_cast<int>(level));
  log(*found, "level", by);
}

void People::set_authority(std::int64_t person, std::int64_t entry, const Actor& by) {
  const auto found = present(person);
  if (!found || found->authority == entry) return;
  store::set_desk_person_authority(tx_, person, entry);
  log(*found, "authority", by, {{"entry", std::to_string(entry)}});
}

bool People::is_introduced(std::int64_t person) {
  return store::has_desk_introduction(tx_, person, now_);
}

// An introduction is worth what a mail domain is, while it lasts.
IdentityLevel People::standing(const Person& person) {
  return person.level == IdentityLevel::claimed && is_introduced(person.id) ? IdentityLevel::domain
                                                                            : person.level;
}

std::optional<SignedIn> People::signed_in(std::int64_t person, Means means, IdentityLevel vouched) {
  const auto found = present(person);
  if (!found) return std::nullopt;
  return SignedIn{
      .person = *found, .means = means, .level = level_of(standing(*found), means, vouched), .scopes = {}};
}

Shown<People::Issued> People::issue_token(std::int64_t person, const NewToken& made, const Actor& by) {
  TRY_ASSIGN(const auto found, present(person));
  if (made.name.empty() || made.name.size() > kNameMax) return not_shown(IdentityFault::bad_name);
  if (made.life <= 0 || made.life > kTokenLifeMax || made.scopes.empty())
    return not_shown(IdentityFault::bad_life);
  // A token is of a machine; nobody moderates or operates by one.
  if (!found.roles.without(kOutsideRoles).empty()) return not_shown(IdentityFault::bad_roles);
  const auto secret = Secret::make(random_);
  const auto expires_at = now_ + made.life;
  const auto id = store::insert_desk_token(tx_, {.digest = secret.digest,
                                                 .person = person,
                                                 .name = made.name,
                                                 .scopes = bits_of(made.scopes),
                                                 .created_at = now_,
                                                 .expires_at = expires_at});
  log(found, "token-issued", by, {{"token", std::to_string(id)}, {"machine", made.name}});
  return Issued{.id = id, .token = std::string(kTokenPrefix) + secret.text, .expires_at = expires_at};
}

std::optional<SignedIn> People::by_token(std::string_view token) {
  if (!token.starts_with(kTokenPrefix)) return std::nullopt;
  const auto digest = digest_of(token.substr(kTokenPrefix.size()));
  const auto row = digest ? store::find_desk_token(tx_, *digest) : std::nullopt;
  if (!row || row->expires_at <= now_) return std::nullopt;
  auto who = signed_in(row->person, Means::token);
  if (who) who->scopes = set_of<TokenScope>(row->scopes);
  return who;
}

Shown<void> People::revoke_token(std::int64_t person, std::int64_t token, const Actor& by) {
  TRY_ASSIGN(const auto found, present(person));
  const auto tokens = store::desk_tokens(tx_, person);
  if (std::ranges::find(tokens, token, &store::DeskTokenRow::id) == tokens.end())
    return not_shown(IdentityFault::no_such_token);
  store::delete_desk_token(tx_, token);
  log(found, "token-revoked", by, {{"token", std::to_string(token)}});
  return {};
}

Shown<void> People::add_certificate(std::int64_t person, const Certificate& certificate, const Actor& by) {
  TRY_ASSIGN(const auto found, present(person));
  if (certificate.subject.empty() || certificate.issuer.empty())
    return not_shown(IdentityFault::bad_certificate);
  store::insert_desk_certificate(tx_, {.person = person,
                                       .fingerprint = certificate.fingerprint,
                                       .subject = certificate.subject,
                                       .issuer = certificate.issuer,
                                       .created_at = now_});
  log(found, "certificate-added", by, {{"subject", certificate.subject}, {"issuer", certificate.issuer}});
  return {};
}

std::optional<SignedIn> People::by_certificate(const Certificate& certificate) {
  for (const auto& row : store::desk_certificates(tx_, certificate.subject, certificate.issuer))
    if (row.fingerprint.empty() || row.fingerprint == certificate.fingerprint)
      return signed_in(row.person, Means::certificate);
  return std::nullopt;
}

Shown<void> People::add_account_elsewhere(std::int64_t person, std::string_view issuer,
                                          std::string_view subject, const Actor& by) {
  TRY_ASSIGN(const auto found, present(person));
  store::put_desk_account_elsewhere(tx_, issuer, subject, person);
  log(found, "account-elsewhere", by, {{"issuer", issuer}, {"subject", subject}});
  return {};
}

std::optional<SignedIn> People::by_account_elsewhere(std::string_view issuer, std::string_view subject,
                                                     IdentityLevel vouched) {
  const auto person = store::find_desk_account_elsewhere(tx_, issuer, subject);
  return person ? signed_in(*person, Means::elsewhere, vouched) : std::nullopt;
}

std::string_view name_of(IdentityFault fault) {
  static constexpr std::array<std::string_view, 11> kNames = {
      "bad-name",        "bad-roles",   "no-such-person", "revoked",       "link-spent",     "no-challenge",
      "unknown-passkey", "bad-passkey", "bad-life",       "no-such-token", "bad-certificate"};
  return kNames[static_cast<std::size_t>(fault) - 1];
}

}  // namespace botschaft::desk
