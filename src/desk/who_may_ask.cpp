#include "desk/who_may_ask.h"

namespace botschaft::desk {
namespace {

using A = AuthorityType;
using D = DataCategory;
using I = Instrument;

constexpr Set<A> kJudges = {A::judge, A::court, A::investigating_judge};
constexpr Set<A> kJustice = {A::judge, A::court, A::investigating_judge, A::prosecutor};
constexpr Set<A> kAll = {A::judge,      A::court,           A::investigating_judge,
                         A::prosecutor, A::law_enforcement, A::administrative};

struct Row {
  Set<I> instruments;
  Set<D> data;
  Set<A> who;
  bool serious_only;
};

constexpr Row kMatrix[] = {
    {{I::epoc, I::epoc_emergency}, {D::subscriber, D::identification_only}, kJustice, false},  // Art. 4(1)
    {{I::epoc, I::epoc_emergency}, {D::traffic, D::content}, kJudges, true},  // Art. 4(2), 5(4)
    {{I::epoc_preservation},
     {D::subscriber, D::identification_only, D::traffic, D::content},
     kJustice,
     false},
    // DSA 10 leaves it to national law. Who reads letters needs a judge everywhere we know of.
    {{I::dsa10_order}, {D::subscriber, D::identification_only}, kAll, false},
    {{I::dsa10_order}, {D::traffic, D::content}, kJudges, false},
    {{I::dsa9_order, I::tco_removal}, {D::none}, kAll, false},
    {{I::free_letter, I::contact}, {D::none}, kAll, false},
};

}  // namespace

Verdict may_ask(const Asked& asked) {
  for (const Row& row : kMatrix) {
    if (!row.instruments.has(asked.instrument) || !row.data.has(asked.data)) continue;
    if (row.serious_only && !asked.serious_offence) return Verdict::offence_too_small;
    const bool may = row.who.has(asked.issuer) || (asked.validator && row.who.has(*asked.validator));
    return may ? Verdict::in_order : Verdict::needs_validation;
  }
  return Verdict::wrong_instrument;
}

bool waits_for_validation(const Asked& asked) {
  return asked.instrument == I::epoc_emergency && asked.issuer == A::law_enforcement &&
         asked.validation_follows && asked.data != D::none && asked.data <= D::identification_only &&
         may_ask(asked) == Verdict::needs_validation;
}

IdentityLevel needed_level(Deed deed) {
  switch (deed) {
    case Deed::answer:
    case Deed::preserve:
      return IdentityLevel::claimed;  // what may be false harms nobody
    case Deed::withhold_interim:
      return IdentityLevel::domain;
    case Deed::withhold:
      return IdentityLevel::register_match;
    case Deed::disclose:
      return IdentityLevel::strong;
  }
  return IdentityLevel::signed_order;
}

}  // namespace botschaft::desk
