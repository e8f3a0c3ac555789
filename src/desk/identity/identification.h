#pragma once
// Who asks in a case, shown step by step: by the mail it came with, a register, a call to the number the
// register has (never the one in the request), a sign-in, a signature on the order itself. Each proof is kept
// with who recorded it, leaves its entry in the log, and raises the level of the case as the table says.
#include <string>
#include <vector>

#include "crypto/signed_message.h"
#include "desk/identity/registers.h"
#include "desk/people/people.h"

namespace botschaft::desk {

enum class Proof : std::uint8_t {
  mail = 1,         // the domain it came from, by DKIM
  introduced,       // by a mediator, whose introduction is in force
  elsewhere,        // signed in where the operator trusts the issuer with a register's word
  register_match,   // a person found the authority in a register
  call_back,        // and it confirmed, on the register's number, that it asks
  strong_sign_in,   // passkey or certificate of somebody whom a register knows
  order_signature,  // the order is signed by a certificate that leads to a configured anchor
};

// Mailboxes are stolen and passkeys are claimed: what shows an office is a register together with something
// only that office can do.
IdentityLevel level_of_proofs(Set<Proof> proofs);

// The domains whose DKIM signature held, by the Authentication-Results (RFC 8601) of the server `authority`;
// none where another server speaks.
std::vector<std::string> dkim_domains(std::string_view authentication_results, std::string_view authority);
// The address's domain is the signing one or below it.
bool is_aligned(std::string_view address, std::string_view dkim_domain);
std::string_view domain_of_address(std::string_view address);  // "" if it is none

enum class CallResult : std::uint8_t { confirmed = 1, denied, nobody_reached };

struct CallBack {
  std::int64_t id = 0;
  std::int64_t case_id = 0;  // or
  std::int64_t person = 0;
  RegisterEntry entry;
  std::string number;
  Seconds due_at = 0;
  std::optional<CallResult> result;
  std::int64_t caller = 0;
  Seconds called_at = 0;
  std::string spoke_with;
};

// Until when somebody has to have called: a day, and an hour where life may hang on it.
Seconds call_due(Instrument instrument, Seconds now);

class Identification {
 public:
  // All of it outlives the object.
  Identification(store::Transaction& tx, Desk& desk, People& people, Seconds now)
      : tx_(tx), desk_(desk), people_(people), registers_(tx, desk, now), now_(now) {}

  struct Mail {
    std::string from;  // the address
    std::string authentication_results;
    std::string authority;  // whose results are believed: the operator's own mail server
  };
  // A mail that DKIM shows to be of its domain is worth `domain`, and where a register has that domain a call
  // back is asked for at once. Refused (bad_input) where DKIM shows nothing.
  Outcome<void> note_mail(std::int64_t case_id, const Mail& mail, const Actor& by);

  // A person of the desk says which entry of a register this is.
  Outcome<void> match_register(std::int64_t case_id, std::int64_t entry, const Actor& by);

  // -> the task. Bad input where the register has no number.
  Outcome<std::int64_t> ask_call_back(std::int64_t case_id, std::int64_t entry, const Actor& by);
  Outcome<std::int64_t> ask_call_back_of_person(std::int64_t person, std::int64_t entry, const Actor& by);
  // By the person who called. Once; who could not be reached is called again by a new task.
  Outcome<void> answer_call_back(std::int64_t task, CallResult result, std::string spoke_with,
                                 const Actor& by);

  // Somebody signed in takes part in the case as its officer.
  Outcome<void> note_sign_in(std::int64_t case_id, const SignedIn& who);

  // The order as signed by its issuer. A register that knows the domain of the signer's address makes it a
  // signed order; else a person has to find the entry.
  Outcome<void> note_signature(std::int64_t case_id, const crypto::CertificateFacts& signer, const Actor& by);

  std::vector<store::DeskProofRow> proofs(std::int64_t case_id);
  std::vector<CallBack> call_backs(std::int64_t case_id);
  std::vector<CallBack> open_call_backs(int limit);

 private:
  Outcome<void> may_record(const Actor& by) const;
  void prove(std::int64_t case_id, Proof proof, std::int64_t entry, std::int64_t by, std::string detail);
  Outcome<std::int64_t> ask(std::int64_t case_id, std::int64_t person, std::int64_t entry, Seconds due,
                            const Actor& by);
  CallBack call_of(const store::DeskCallBackRow& row);

  store::Transaction& tx_;
  Desk& desk_;
  People& people_;
  Registers registers_;
  const Seconds now_;
};

template <>
struct Names<Proof> {
  static constexpr std::array<std::string_view, 7> kAll = {
      "mail", "introduced", "elsewhere", "register-match", "call-back", "strong-sign-in", "order-signature"};
};
template <>
struct Names<CallResult> {
  static constexpr std::array<std::string_view, 3> kAll = {"confirmed", "denied", "nobody-reached"};
};

}  // namespace botschaft::desk
