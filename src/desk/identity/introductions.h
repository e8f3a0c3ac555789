#pragma once
// A mediator whom the operator knows vouches for somebody: "this is the person responsible there". They sign
// who, for what and until when with their passkey; it counts as one factor (what a mail domain is worth, and
// never more), is shown for ever as "introduced by", can be taken back, and discloses nothing.
#include "desk/people/people.h"
#include "store/desk_registers.h"

namespace botschaft::desk {

inline constexpr Seconds kIntroductionLifeMax = 366 * kDay;

struct NewIntroduction {
  std::int64_t person = 0;  // who is introduced: an officer or flagger of the desk
  std::string as;           // as whom: "head of the reporting office"
  std::string scope;        // for what
  Seconds until = 0;
};

struct Introduction {
  std::int64_t id = 0;
  Person mediator;
  std::int64_t person = 0;
  std::string text;  // what was signed
  std::string as;
  std::string scope;
  Seconds made_at = 0;
  Seconds until = 0;
  Seconds revoked_at = 0;
  bool signature_holds = false;  // checked again whenever it is shown
  bool in_force = false;
};

class Introductions {
 public:
  // All of it outlives the object.
  Introductions(store::Transaction& tx, Desk& desk, People& people, const RelyingParty& site, Seconds now)
      : tx_(tx), desk_(desk), people_(people), site_(site), now_(now) {}

  // The text the mediator signs; its SHA-256 is the challenge for their passkey. The same words give the same
  // text, so that nothing is kept until it is signed.
  Outcome<std::string> text(const NewIntroduction& made, const SignedIn& mediator);
  static Bytes challenge_of(std::string_view text);

  // -> its id. Refused unless the passkey is the mediator's own and signed that very text.
  Outcome<std::int64_t> introduce(const NewIntroduction& made, const SignedIn& mediator,
                                  const PasskeyReply& reply);

  // By the mediator, or somebody of the desk with the role operator.
  Outcome<void> revoke(std::int64_t introduction, const Actor& by);

  std::vector<Introduction> of(std::int64_t person);  // all there ever were

 private:
  bool holds(const store::DeskIntroductionRow& row) const;

  store::Transaction& tx_;
  Desk& desk_;
  People& people_;
  const RelyingParty& site_;
  const Seconds now_;
};

}  // namespace botschaft::desk
