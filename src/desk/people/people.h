#pragma once
// People of the desk over one transaction: they come by a one-time link, show who they are by a passkey, a
// certificate, a token or a sign-in elsewhere, and are gone at once when they are revoked. Every change
// leaves its entry in the contact log. Secrets are given out once and kept as digests.
#include <expected>
#include <utility>

#include "desk/desk.h"
#include "desk/people/person.h"
#include "desk/webauthn/webauthn.h"

namespace botschaft::desk {

inline constexpr Seconds kEnrolmentLife = 3 * kDay;
inline constexpr Seconds kChallengeLife = 5 * kMinute;
inline constexpr Seconds kSessionLife = 12 * kHour;
inline constexpr Seconds kSessionIdle = 30 * kMinute;
inline constexpr Seconds kTokenLifeMax = 366 * kDay;

enum class IdentityFault : std::uint8_t {
  bad_name = 1,  // empty, or more than 120 bytes
  bad_roles,     // none, or such as nobody has together
  no_such_person,
  revoked,
  link_spent,    // used, too old, or never given out
  no_challenge,  // likewise
  unknown_passkey,
  bad_passkey,  // `passkey` says why
  bad_life,     // of a token
  no_such_token,
  bad_certificate,
};
struct NotShown {
  IdentityFault fault = {};
  PasskeyFault passkey = {};
};
template <class T>
using Shown = std::expected<T, NotShown>;

struct NewPerson {
  std::string name;
  Set<Role> roles;
  std::int64_t authority = 0;  // of whose register
};

// Who sent a request.
struct SignedIn {
  Person person;
  Means means = {};
  IdentityLevel level = IdentityLevel::claimed;
  Set<TokenScope> scopes;  // of a token alone
};

struct Certificate {
  Bytes fingerprint;    // SHA-256 of the whole
  std::string subject;  // RFC 2253
  std::string issuer;
};

struct PasskeyReply {
  Bytes credential;
  Bytes challenge;  // as the client data has it
  Assertion assertion;
};

class People {
 public:
  // All of it outlives the object.
  People(store::Transaction& tx, Desk& desk, Seconds now, Random& random)
      : tx_(tx), desk_(desk), now_(now), random_(random) {}

  struct Invited {
    Person person;
    std::string link_token;  // for the link, once
  };
  // `by`: who of the desk does it; the console is {operator_, 0}.
  Shown<Invited> add(const NewPerson& made, const Actor& by);
  Shown<Invited> invite_again(std::int64_t person, const Actor& by);  // another passkey
  Shown<Person> revoke(std::int64_t person, const Actor& by);
  std::vector<Person> all();
  std::optional<Person> find(std::int64_t person);

  // A higher level that was shown of the person; never lowered.
  void raise_level(std::int64_t person, IdentityLevel level, const Actor& by);
  void set_authority(std::int64_t person, std::int64_t entry, const Actor& by);
  bool is_introduced(std::int64_t person);  // by a mediator, and that still holds

  struct Enrolling {
    Person person;
    Bytes challenge;
    std::vector<Bytes> credentials;  // which the person has already
  };
  Shown<Enrolling> begin_enrolment(std::string_view link_token);
  Shown<Person> finish_enrolment(std::string_view link_token, const RelyingParty& site, ByteView challenge,
                                 const ClientData& client, ByteView attestation_object);

  Bytes begin_sign_in();  // a challenge for whoever has a passkey
  Shown<SignedIn> finish_sign_in(const RelyingParty& site, const PasskeyReply& reply);

  std::string start_session(const SignedIn& who);  // -> the cookie's value
  // Nothing for one that is over. Marks it as seen where the transaction can write.
  std::optional<SignedIn> session(std::string_view cookie);
  void end_session(std::string_view cookie);

  struct NewToken {
    std::string name;  // which machine
    Set<TokenScope> scopes;
    Seconds life = 90 * kDay;
  };
  struct Issued {
    std::int64_t id = 0;
    std::string token;  // "bd_...", once
    Seconds expires_at = 0;
  };
  Shown<Issued> issue_token(std::int64_t person, const NewToken& made, const Actor& by);
  std::optional<SignedIn> by_token(std::string_view token);
  Shown<void> revoke_token(std::int64_t person, std::int64_t token, const Actor& by);

  // Without a fingerprint any certificate of that subject by that issuer, so that renewals need nobody.
  Shown<void> add_certificate(std::int64_t person, const Certificate& certificate, const Actor& by);
  std::optional<SignedIn> by_certificate(const Certificate& certificate);

  Shown<void> add_account_elsewhere(std::int64_t person, std::string_view issuer, std::string_view subject,
                                    const Actor& by);
  std::optional<SignedIn> by_account_elsewhere(std::string_view issuer, std::string_view subject,
                                               IdentityLevel vouched);

 private:
  Shown<Person> present(std::int64_t person);
  std::optional<SignedIn> signed_in(std::int64_t person, Means means, IdentityLevel vouched = {});
  IdentityLevel standing(const Person& person);
  std::string link(std::int64_t person);
  void log(const Person& person, std::string_view change, const Actor& by,
           std::initializer_list<std::pair<std::string_view, std::string_view>> more = {});

  store::Transaction& tx_;
  Desk& desk_;
  const Seconds now_;
  Random& random_;
};

std::string_view name_of(IdentityFault fault);  // as problem documents have it

}  // namespace botschaft::desk
