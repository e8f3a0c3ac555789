#pragma once
// Whether and when the person concerned is told, per instrument, and how long a gag may hold. Every gag ends:
// by its own date, and at the latest when the law or our ceiling says so; then the person is told.
#include <optional>
#include <string>
#include <string_view>

#include "desk/states.h"

namespace botschaft::desk {

enum class Telling : std::uint8_t {
  told = 1,      // at the latest when the measure takes effect; a gag may put it off
  issuer_tells,  // never by us: Reg. 2023/1543, Art. 13
  nobody,        // nobody but the sender is concerned
};

struct NoticePolicy {
  Instrument instrument;
  Telling telling;
  Seconds gag_first;      // the longest first gag; 0: none is possible
  Seconds gag_extension;  // the longest each further one
  int extensions;
  std::string_view basis;
};
const NoticePolicy& notice_policy(Instrument instrument);

struct Gag {
  Seconds from = 0;
  Seconds until = 0;  // the first second without it
  int extension = 0;  // 0: the first
  std::string basis;  // the provision and who invoked it
  friend bool operator==(const Gag&, const Gag&) = default;
};

// A gag from `from` on; with `previous` one that goes on where that ends. Refused: where the instrument knows
// none, without a basis, longer than allowed, or one too many.
Outcome<Gag> make_gag(Instrument instrument, Seconds from, Seconds until, std::string basis,
                      const std::optional<Gag>& previous = {});

// When the person is to be told, given when the measure took effect. Nothing: not by us.
std::optional<Seconds> tell_at(Instrument instrument, Seconds effect, const std::optional<Gag>& gag);

}  // namespace botschaft::desk
