#pragma once
// What can be decided. A restriction cannot be made without a statement of reasons, nor a statement without
// its fields: neither type has another way to come into being.
#include <expected>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "desk/terms.h"
#include "desk/who_may_ask.h"

namespace botschaft::desk {

enum class Measure : std::uint8_t {
  withhold = 1,  // for viewers of some countries or platforms
  remove,
  limit,  // shown less, or with a warning
  age_restrict,
  freeze_account,
  suspend_account,
};
bool is_reversible(Measure measure);

enum class Automation : std::uint8_t { none = 1, partly, fully };
enum class Trigger : std::uint8_t { notice = 1, trusted_flagger, order, own_initiative };
enum class Ground : std::uint8_t { illegal = 1, terms };

// The fields of DSA 17(3); those of DSA 9(5) and TCO 11 are among them.
struct StatementFields {
  Measure measure = {};
  std::vector<std::string> territory;  // ISO 3166-1 alpha-2, and "EU" for all its states; empty: everywhere
  std::vector<std::string> platforms = {};  // as clients name themselves: "ios", "android"; empty: all
  std::optional<Seconds> until;             // nothing: until further notice
  std::string facts;                        // <= 5000 characters; the notifier only if strictly necessary
  Trigger trigger = {};
  Automation detection = Automation::none;
  Automation deciding = Automation::none;  // never `fully`
  Ground ground = {};
  std::string provision;    // the law, or the clause and the version of the terms; <= 500
  std::string explanation;  // why it fits; <= 2000
  std::string redress;      // complaint, out-of-court body, court
};

enum class StatementFault : std::uint8_t {
  no_measure = 1,
  bad_territory,
  no_facts,
  no_trigger,
  no_ground,
  no_provision,
  no_explanation,
  no_redress,
  too_long,
  decided_by_program,  // DSA 20(6), and our own rule for the first decision too
  bad_platform,
};

class Statement {
 public:
  // All that is wrong with the fields, for a form to show at once.
  static std::expected<Statement, std::vector<StatementFault>> make(StatementFields fields);
  const StatementFields& fields() const { return fields_; }

 private:
  explicit Statement(StatementFields fields) : fields_(std::move(fields)) {}
  StatementFields fields_;
};

struct Restriction {
  explicit Restriction(Statement why) : statement(std::move(why)) {}
  Statement statement;
};

// Field by field what is handed over; the data itself is in the evidence store.
struct Disclosure {
  DataCategory data = {};
  std::vector<std::string> fields;
  std::string recipient;
  std::string legal_basis;
};

struct NoAction {
  std::string reasons;
};

// The order is not in order, or the notice is not one.
struct Rejection {
  std::string reasons;
};

// Of an appeal: the decision appealed against was wrong.
struct Reversal {
  std::string reasons;
};

using Decision = std::variant<NoAction, Rejection, Restriction, Disclosure, Reversal>;

bool needs_second_person(const Decision& decision);
Deed deed_of(const Decision& decision);
bool is_complete(const Decision& decision);  // reasons, or what and to whom, are there

// To the database of DSA 24(5): not where an authority ordered it (DSA 17(5)), nor below the tier.
bool goes_to_database(Instrument instrument, Subject subject, OperatorTier tier, const Decision& decision);

// As it is written into the log: the same decision always the same text.
std::string canonical(const Decision& decision);
std::optional<Decision> parse_decision(std::string_view text);  // of canonical() alone

template <>
struct Names<Measure> {
  static constexpr std::array<std::string_view, 6> kAll = {
      "withhold", "remove", "limit", "age-restrict", "freeze-account", "suspend-account"};
};
template <>
struct Names<Automation> {
  static constexpr std::array<std::string_view, 3> kAll = {"none", "partly", "fully"};
};
template <>
struct Names<Trigger> {
  static constexpr std::array<std::string_view, 4> kAll = {"notice", "trusted-flagger", "order",
                                                           "own-initiative"};
};
template <>
struct Names<Ground> {
  static constexpr std::array<std::string_view, 2> kAll = {"illegal", "terms"};
};

}  // namespace botschaft::desk
