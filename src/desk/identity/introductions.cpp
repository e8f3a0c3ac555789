#include "desk/identity/introductions.h"

#include "crypto/hash.h"
#include "desk/fields.h"

namespace botschaft::desk {
namespace {

constexpr std::size_t kWordsMax = 500;
constexpr std::string_view kKind = "botschaft-introduction/1";

}  // namespace

Bytes Introductions::challenge_of(std::string_view text) {
  return to_bytes(crypto::sha256(as_bytes(text)));
}

Outcome<std::string> Introductions::text(const NewIntroduction& made, const SignedIn& mediator) {
  const auto person = people_.find(made.person);
  if (!person || person->revoked_at != 0) return refuse(Why::no_such_case);
  // Nobody vouches for themselves, nor who was only vouched for.
  if (made.person == mediator.person.id || mediator.level < IdentityLevel::strong)
    return refuse(Why::unmet_condition, {Condition::level});
  if (person->roles.without(kOutsideRoles) == person->roles) return refuse(Why::bad_input);
  if (made.as.empty() || made.as.size() > kWordsMax || made.scope.empty() || made.scope.size() > kWordsMax ||
      made.until <= now_ || made.until > now_ + kIntroductionLifeMax)
    return refuse(Why::bad_input);
  std::string text;
  add_field(text, "kind", kKind);
  add_field(text, "desk", site_.origin);
  add_field(text, "mediator", std::to_string(mediator.person.id));
  add_field(text, "mediator-name", mediator.person.name);
  add_field(text, "introduces", std::to_string(person->id));
  add_field(text, "name", person->name);
  add_field(text, "as", made.as);
  add_field(text, "scope", made.scope);
  add_field(text, "until", std::to_string(made.until));
  return text;
}

Outcome<std::int64_t> Introductions::introduce(const NewIntroduction& made, const SignedIn& mediator,
                                               const PasskeyReply& reply) {
  const auto words = text(made, mediator);
  if (!words) return std::unexpected(words.error());
  const auto passkey = store::find_desk_passkey(tx_, reply.credential);
  if (!passkey || passkey->person != mediator.person.id)
    return refuse(Why::unmet_condition, {Condition::human});
  const store::DeskIntroductionRow row{.mediator = mediator.person.id,
                                       .person = made.person,
                                       .text = *words,
                                       .public_key = passkey->public_key,
                                       .scheme = passkey->scheme,
                                       .client_data = reply.assertion.client.raw,
                                       .authenticator_data = reply.assertion.authenticator_data,
                                       .signature = reply.assertion.signature,
                                       .made_at = now_,
                                       .until_at = made.until};
  const PasskeyKey key{.scheme = static_cast<crypto::SignatureScheme>(row.scheme),
                       .public_key = row.public_key};
  const auto counter = check_assertion(site_, challenge_of(*words), reply.assertion, key,
                                       static_cast<std::uint32_t>(passkey->counter));
  if (!counter) return refuse(Why::unmet_condition, {Condition::human});
  store::set_desk_passkey_used(tx_, passkey->credential, *counter, now_);
  const auto id = store::insert_desk_introduction(tx_, row);
  desk_.note(0, LogKind::identified, *words);
  return id;
}

Outcome<void> Introductions::revoke(std::int64_t introduction, const Actor& by) {
  const auto row = store::find_desk_introduction(tx_, introduction);
  if (!row) return refuse(Why::no_such_case);
  if (by.role != Role::operator_ && by.person != row->mediator) return refuse(Why::not_your_role);
  if (row->revoked_at != 0) return refuse(Why::no_such_step);
  store::revoke_desk_introduction(tx_, introduction, now_);
  std::string payload;
  add_field(payload, "introduction", std::to_string(introduction));
  add_field(payload, "revoked-by", std::to_string(by.person));
  desk_.note(0, LogKind::identified, payload + row->text);
  return {};
}

// What the authenticator signed: its data and the hash of the client data, in which the challenge is the hash
// of the text. The rest was checked when it was made.
bool Introductions::holds(const store::DeskIntroductionRow& row) const {
  const auto challenge = to_base64url(challenge_of(row.text));
  if (as_text(row.client_data).find("\"challenge\":\"" + challenge + "\"") == std::string_view::npos)
    return false;
  auto message = row.authenticator_data;
  const auto digest = crypto::sha256(row.client_data);
  message.insert(message.end(), digest.begin(), digest.end());
  return crypto::verify_signature(static_cast<crypto::SignatureScheme>(row.scheme), row.public_key, message,
                                  row.signature);
}

std::vector<Introduction> Introductions::of(std::int64_t person) {
  std::vector<Introduction> all;
  for (const auto& row : store::desk_introductions(tx_, person)) {
    const Fields fields(row.text);
    const auto mediator = people_.find(row.mediator);
    all.push_back({.id = row.id,
                   .mediator = mediator.value_or(Person{}),
                   .person = row.person,
                   .text = row.text,
                   .as = fields["as"],
                   .scope = fields["scope"],
                   .made_at = row.made_at,
                   .until = row.until_at,
                   .revoked_at = row.revoked_at,
                   .signature_holds = holds(row),
                   .in_force = row.revoked_at == 0 && row.until_at > now_});
  }
  return all;
}

}  // namespace botschaft::desk
