#include "desk/decision.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "desk/fields.h"

namespace botschaft::desk {
namespace {

// Limits of the transparency database, so that every statement fits into it.
constexpr std::size_t kFactsMax = 5'000;
constexpr std::size_t kProvisionMax = 500;
constexpr std::size_t kExplanationMax = 2'000;
constexpr std::size_t kRedressMax = 2'000;

template <class E>
bool is_named(E value) {
  return static_cast<std::size_t>(value) - 1 < Names<E>::kAll.size();
}

bool is_country(const std::string& code) {
  return code.size() == 2 && std::ranges::all_of(code, [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool is_platform_name(const std::string& name) {
  return !name.empty() && name.size() <= 16 &&
         std::ranges::all_of(name, [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    out.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

}  // namespace

bool is_reversible(Measure measure) {
  return measure != Measure::remove && measure != Measure::suspend_account;
}

std::expected<Statement, std::vector<StatementFault>> Statement::make(StatementFields fields) {
  using enum StatementFault;
  std::vector<StatementFault> faults;
  const auto check = [&](bool good, StatementFault fault) {
    if (!good) faults.push_back(fault);
  };
  check(is_named(fields.measure), no_measure);
  check(std::ranges::all_of(fields.territory, is_country), bad_territory);
  check(std::ranges::all_of(fields.platforms, is_platform_name), bad_platform);
  check(!fields.facts.empty(), no_facts);
  check(is_named(fields.trigger), no_trigger);
  check(is_named(fields.ground), no_ground);
  check(!fields.provision.empty(), no_provision);
  check(!fields.explanation.empty(), no_explanation);
  check(!fields.redress.empty(), no_redress);
  check(characters(fields.facts) <= kFactsMax && characters(fields.provision) <= kProvisionMax &&
            characters(fields.explanation) <= kExplanationMax && characters(fields.redress) <= kRedressMax,
        too_long);
  check(fields.deciding != Automation::fully, decided_by_program);
  if (!faults.empty()) return std::unexpected(std::move(faults));
  return Statement(std::move(fields));
}

bool needs_second_person(const Decision& decision) {
  return std::holds_alternative<Disclosure>(decision);
}

Deed deed_of(const Decision& decision) {
  if (std::holds_alternative<Disclosure>(decision)) return Deed::disclose;
  return std::holds_alternative<Restriction>(decision) ? Deed::withhold : Deed::answer;
}

bool is_complete(const Decision& decision) {
  if (const auto* none = std::get_if<NoAction>(&decision)) return !none->reasons.empty();
  if (const auto* rejection = std::get_if<Rejection>(&decision)) return !rejection->reasons.empty();
  if (const auto* reversal = std::get_if<Reversal>(&decision)) return !reversal->reasons.empty();
  if (const auto* disclosure = std::get_if<Disclosure>(&decision))
    return is_named(disclosure->data) && !disclosure->fields.empty() && !disclosure->recipient.empty() &&
           !disclosure->legal_basis.empty();
  return true;
}

bool goes_to_database(Instrument instrument, Subject subject, OperatorTier tier, const Decision& decision) {
  return std::holds_alternative<Restriction>(decision) && is_platform(subject) &&
         tier >= OperatorTier::platform && instrument == Instrument::dsa16_notice;
}

std::string canonical(const Decision& decision) {
  std::string out;
  if (const auto* none = std::get_if<NoAction>(&decision)) {
    add_field(out, "decision", "no-action");
    add_field(out, "reasons", none->reasons);
  } else if (const auto* rejection = std::get_if<Rejection>(&decision)) {
    add_field(out, "decision", "rejection");
    add_field(out, "reasons", rejection->reasons);
  } else if (const auto* reversal = std::get_if<Reversal>(&decision)) {
    add_field(out, "decision", "reversal");
    add_field(out, "reasons", reversal->reasons);
  } else if (const auto* disclosure = std::get_if<Disclosure>(&decision)) {
    add_field(out, "decision", "disclosure");
    add_field(out, "data", name_of(disclosure->data));
    for (const auto& name : disclosure->fields) add_field(out, "field", name);
    add_field(out, "recipient", disclosure->recipient);
    add_field(out, "legal-basis", disclosure->legal_basis);
  } else {
    const auto& said = std::get<Restriction>(decision).statement.fields();
    add_field(out, "decision", "restriction");
    add_field(out, "measure", name_of(said.measure));
    add_field(out, "territory", fmt::format("{}", fmt::join(said.territory, " ")));
    if (!said.platforms.empty())
      add_field(out, "platforms", fmt::format("{}", fmt::join(said.platforms, " ")));
    add_field(out, "until", said.until ? fmt::format("{}", *said.until) : "");
    add_field(out, "facts", said.facts);
    add_field(out, "trigger", name_of(said.trigger));
    add_field(out, "detection", name_of(said.detection));
    add_field(out, "deciding", name_of(said.deciding));
    add_field(out, "ground", name_of(said.ground));
    add_field(out, "provision", said.provision);
    add_field(out, "explanation", said.explanation);
    add_field(out, "redress", said.redress);
  }
  return out;
}

std::optional<Decision> parse_decision(std::string_view text) {
  const Fields said(text);
  const auto what = said["decision"];
  if (what == "no-action") return NoAction{said["reasons"]};
  if (what == "rejection") return Rejection{said["reasons"]};
  if (what == "reversal") return Reversal{said["reasons"]};
  if (what == "disclosure")
    return Disclosure{.data = said.word<DataCategory>("data"),
                      .fields = said.every("field"),
                      .recipient = said["recipient"],
                      .legal_basis = said["legal-basis"]};
  if (what != "restriction") return std::nullopt;
  StatementFields fields{.measure = said.word<Measure>("measure"),
                         .territory = words(said["territory"]),
                         .platforms = words(said["platforms"]),
                         .until = {},
                         .facts = said["facts"],
                         .trigger = said.word<Trigger>("trigger"),
                         .detection = said.word<Automation>("detection"),
                         .deciding = said.word<Automation>("deciding"),
                         .ground = said.word<Ground>("ground"),
                         .provision = said["provision"],
                         .explanation = said["explanation"],
                         .redress = said["redress"]};
  const auto until = said["until"];
  Seconds at = 0;
  const auto read = std::from_chars(until.data(), until.data() + until.size(), at);
  if (!until.empty() && (read.ec != std::errc() || read.ptr != until.data() + until.size()))
    return std::nullopt;
  if (!until.empty()) fields.until = at;
  auto statement = Statement::make(std::move(fields));
  if (!statement) return std::nullopt;
  return Restriction(*std::move(statement));
}

}  // namespace botschaft::desk
