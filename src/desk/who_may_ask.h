#pragma once
// Which authority may ask for which data under which instrument, and how sure we must be who it is.
#include <optional>

#include "desk/states.h"

namespace botschaft::desk {

enum class AuthorityType : std::uint8_t {
  judge = 1,
  court,
  investigating_judge,
  prosecutor,
  law_enforcement,
  administrative,  // a regulator; for TCO whoever the register of Art. 12(4) names
};

enum class DataCategory : std::uint8_t {
  none = 1,  // the order asks for a measure, not for data
  subscriber,
  identification_only,  // IP addresses and the like, asked for only to identify: Reg. 2023/1543, Art. 3(10)
  traffic,
  content,
};

struct Asked {
  Instrument instrument = {};
  AuthorityType issuer = {};
  std::optional<AuthorityType> validator;  // who signed it off; counts in place of the issuer
  DataCategory data = DataCategory::none;
  bool serious_offence = false;     // at least three years at most, or listed: Reg. 2023/1543, Art. 5(4)
  bool validation_follows = false;  // the issuer says so: Reg. 2023/1543, Art. 4(5)
  Set<DataCategory> also = {};      // less sensitive than `data`, and asked for as well
};

enum class Verdict : std::uint8_t {
  in_order = 1,
  needs_validation,  // in order once one who may ask has signed it off; in emergencies within 48 h, Art. 4(5)
  offence_too_small,
  wrong_instrument,  // this instrument does not give that
};
Verdict may_ask(const Asked& asked);

// An emergency in which data that only says who somebody is may be given before the validation is there,
// which follows within 48 hours: Reg. 2023/1543, Art. 4(5).
bool waits_for_validation(const Asked& asked);

// What has to be known of the asker before it is done. Interim: what can be undone at once.
enum class Deed : std::uint8_t { answer = 1, withhold_interim, withhold, preserve, disclose };
IdentityLevel needed_level(Deed deed);

template <>
struct Names<AuthorityType> {
  static constexpr std::array<std::string_view, 6> kAll = {
      "judge", "court", "investigating-judge", "prosecutor", "law-enforcement", "administrative"};
};
template <>
struct Names<DataCategory> {
  static constexpr std::array<std::string_view, 5> kAll = {"none", "subscriber", "identification-only",
                                                           "traffic", "content"};
};
template <>
struct Names<Verdict> {
  static constexpr std::array<std::string_view, 4> kAll = {"in-order", "needs-validation",
                                                           "offence-too-small", "wrong-instrument"};
};

}  // namespace botschaft::desk
