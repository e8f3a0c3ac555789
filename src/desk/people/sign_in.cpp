// Passkeys and sessions: the half of people.h that people see in their browser.
#include "desk/people/people.h"
#include "desk/people/secrets.h"

namespace botschaft::desk {
namespace {

constexpr int kChallengesMax = 10'000;   // of all who are signing in at a time
constexpr Seconds kSeenEvery = kMinute;  // a session is not written at every request

enum class ChallengeFor : std::uint8_t { enrolment = 1, sign_in };

Bytes new_challenge(store::Transaction& tx, Random& random, ChallengeFor purpose, std::int64_t person,
                    Seconds now) {
  Bytes challenge(kChallengeSize);
  random.fill(challenge);
  store::insert_desk_challenge(tx, challenge, static_cast<int>(purpose), person, now + kChallengeLife, now,
                               kChallengesMax);
  return challenge;
}

}  // namespace

Shown<People::Enrolling> People::begin_enrolment(std::string_view link_token) {
  const auto digest = digest_of(link_token);
  const auto person = digest ? store::find_desk_enrolment(tx_, *digest, now_) : std::nullopt;
  if (!person) return not_shown(IdentityFault::link_spent);
  TRY_ASSIGN(const auto found, present(*person));
  Enrolling enrolling{.person = found,
                      .challenge = new_challenge(tx_, random_, ChallengeFor::enrolment, found.id, now_),
                      .credentials = {}};
  for (const auto& passkey : store::desk_passkeys(tx_, found.id))
    enrolling.credentials.push_back(passkey.credential);
  return enrolling;
}

Shown<Person> People::finish_enrolment(std::string_view link_token, const RelyingParty& site,
                                       ByteView challenge, const ClientData& client,
                                       ByteView attestation_object) {
  const auto digest = digest_of(link_token);
  const auto person = digest ? store::find_desk_enrolment(tx_, *digest, now_) : std::nullopt;
  if (!person) return not_shown(IdentityFault::link_spent);
  TRY_ASSIGN(const auto found, present(*person));
  if (!store::take_desk_challenge(tx_, challenge, static_cast<int>(ChallengeFor::enrolment), found.id, now_))
    return not_shown(IdentityFault::no_challenge);
  const auto made = check_registration(site, challenge, client, attestation_object);
  if (!made) return not_shown(IdentityFault::bad_passkey, made.error());
  if (!store::insert_desk_passkey(tx_, {.credential = made->id,
                                        .person = found.id,
                                        .scheme = static_cast<int>(made->key.scheme),
                                        .public_key = made->key.public_key,
                                        .counter = made->counter,
                                        .created_at = now_,
                                        .used_at = 0}))
    return not_shown(IdentityFault::bad_passkey, PasskeyFault::bad_key);  // somebody has it already
  store::delete_desk_enrolment(tx_, *digest);
  log(found, "passkey-added", {.role = Role::system, .person = found.id, .level = {}},
      {{"credential", to_base64url(made->id)}});
  return found;
}

Bytes People::begin_sign_in() {
  return new_challenge(tx_, random_, ChallengeFor::sign_in, 0, now_);
}

Shown<SignedIn> People::finish_sign_in(const RelyingParty& site, const PasskeyReply& reply) {
  if (!store::take_desk_challenge(tx_, reply.challenge, static_cast<int>(ChallengeFor::sign_in), 0, now_))
    return not_shown(IdentityFault::no_challenge);
  const auto passkey = store::find_desk_passkey(tx_, reply.credential);
  if (!passkey) return not_shown(IdentityFault::unknown_passkey);
  TRY_ASSIGN(const auto found, present(passkey->person));
  const PasskeyKey key{.scheme = static_cast<crypto::SignatureScheme>(passkey->scheme),
                       .public_key = passkey->public_key};
  const auto counter = check_assertion(site, reply.challenge, reply.assertion, key,
                                       static_cast<std::uint32_t>(passkey->counter));
  if (!counter) {
    if (counter.error() == PasskeyFault::counter_went_back)
      desk_.note(0, LogKind::attempted,
                 "sign-in: counter-went-back\nperson: " + std::to_string(found.id) + "\n");
    return not_shown(IdentityFault::bad_passkey, counter.error());
  }
  store::set_desk_passkey_used(tx_, passkey->credential, *counter, now_);
  return SignedIn{.person = found,
                  .means = Means::passkey,
                  .level = level_of(standing(found), Means::passkey),
                  .scopes = {}};
}

std::string People::start_session(const SignedIn& who) {
  store::delete_desk_sessions_before(tx_, now_ - kSessionLife);
  const auto secret = Secret::make(random_);
  store::insert_desk_session(tx_, {.digest = secret.digest,
                                   .person = who.person.id,
                                   .means = static_cast<int>(who.means),
                                   .level = static_cast<int>(who.level),
                                   .created_at = now_,
                                   .seen_at = now_});
  return secret.text;
}

std::optional<SignedIn> People::session(std::string_view cookie) {
  const auto digest = digest_of(cookie);
  const auto row = digest ? store::find_desk_session(tx_, *digest) : std::nullopt;
  if (!row || now_ >= row->created_at + kSessionLife || now_ >= row->seen_at + kSessionIdle)
    return std::nullopt;
  const auto found = present(row->person);
  if (!found) return std::nullopt;
  if (tx_.writable() && now_ >= row->seen_at + kSeenEvery) store::set_desk_session_seen(tx_, *digest, now_);
  // What was shown of the person since counts, except for a sign-in that rests on somebody else's word.
  const auto means = static_cast<Means>(row->means);
  const auto level =
      means == Means::elsewhere ? static_cast<IdentityLevel>(row->level) : level_of(standing(*found), means);
  return SignedIn{.person = *found, .means = means, .level = level, .scopes = {}};
}

void People::end_session(std::string_view cookie) {
  if (const auto digest = digest_of(cookie)) store::delete_desk_session(tx_, *digest);
}

}  // namespace botschaft::desk
