#include "http/desk/decision_json.h"

#include <array>

namespace botschaft::http {
namespace {

constexpr std::array<std::string_view, 11> kStatementFaults = {
    "no-measure",     "bad-territory", "no-facts", "no-trigger",         "no-ground",   "no-provision",
    "no-explanation", "no-redress",    "too-long", "decided-by-program", "bad-platform"};
std::string_view name_of_fault(desk::StatementFault fault) {
  const auto at = static_cast<std::size_t>(fault) - 1;
  return at < kStatementFaults.size() ? kStatementFaults[at] : "bad-field";
}

std::string text_of(const json::object& said, std::string_view field) {
  const auto* value = said.if_contains(field);
  return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::vector<std::string> texts_of(const json::object& said, std::string_view field) {
  std::vector<std::string> texts;
  if (const auto* value = said.if_contains(field); value && value->is_array())
    for (const auto& text : value->get_array())
      if (text.is_string() && !text.get_string().empty()) texts.emplace_back(text.get_string());
  return texts;
}

// E{} for a word that was left out: the statement says what is missing.
template <class E>
E word_of(const json::object& said, std::string_view field, E otherwise = E{}) {
  return desk::named<E>(text_of(said, field)).value_or(otherwise);
}

std::expected<desk::Statement, std::vector<desk::StatementFault>> statement_of(const json::object& said) {
  desk::StatementFields fields;
  fields.measure = word_of<desk::Measure>(said, "measure");
  fields.territory = texts_of(said, "territory");
  fields.platforms = texts_of(said, "platforms");
  if (const auto* until = said.if_contains("until"); until && until->is_int64())
    fields.until = until->get_int64();
  fields.facts = text_of(said, "facts");
  fields.trigger = word_of<desk::Trigger>(said, "trigger");
  fields.detection = word_of(said, "detection", desk::Automation::none);
  fields.deciding = word_of(said, "deciding", desk::Automation::none);
  fields.ground = word_of<desk::Ground>(said, "ground");
  fields.provision = text_of(said, "provision");
  fields.explanation = text_of(said, "explanation");
  fields.redress = text_of(said, "redress");
  return desk::Statement::make(std::move(fields));
}

std::vector<std::string_view> faults_of(const desk::Disclosure& disclosure) {
  std::vector<std::string_view> faults;
  if (disclosure.data == desk::DataCategory{} || disclosure.data == desk::DataCategory::none)
    faults.push_back("no-data");
  if (disclosure.fields.empty()) faults.push_back("no-fields");
  if (disclosure.recipient.empty()) faults.push_back("no-recipient");
  if (disclosure.legal_basis.empty()) faults.push_back("no-legal-basis");
  return faults;
}

ReadDecision with_reasons(desk::Decision decision) {
  ReadDecision read;
  if (!desk::is_complete(decision)) read.faults.push_back("no-reasons");
  read.decision = std::move(decision);
  return read;
}

json::array texts(const std::vector<std::string>& of) {
  json::array out;
  for (const auto& text : of) out.push_back(json::string(text));
  return out;
}

}  // namespace

ReadDecision read_decision(const json::object& said) {
  const auto kind = text_of(said, "kind");
  if (kind == "no-action") return with_reasons(desk::NoAction{text_of(said, "reasons")});
  if (kind == "rejection") return with_reasons(desk::Rejection{text_of(said, "reasons")});
  if (kind == "reversal") return with_reasons(desk::Reversal{text_of(said, "reasons")});
  if (kind == "disclosure") {
    desk::Disclosure disclosure{.data = word_of<desk::DataCategory>(said, "data"),
                                .fields = texts_of(said, "fields"),
                                .recipient = text_of(said, "recipient"),
                                .legal_basis = text_of(said, "legal_basis")};
    auto faults = faults_of(disclosure);
    return {.decision = std::move(disclosure), .faults = std::move(faults)};
  }
  auto statement = statement_of(said);
  if (statement) return {.decision = desk::Restriction(*std::move(statement)), .faults = {}};
  ReadDecision read;
  for (const auto fault : statement.error()) read.faults.push_back(name_of_fault(fault));
  return read;
}

json::object decision_json(const desk::Decision& decision, bool in_full) {
  json::object out;
  if (const auto* restriction = std::get_if<desk::Restriction>(&decision)) {
    const auto& said = restriction->statement.fields();
    out = {{"kind", "restriction"}, {"measure", desk::name_of(said.measure)}};
    if (!in_full) return out;
    out["territory"] = texts(said.territory);
    if (!said.platforms.empty()) out["platforms"] = texts(said.platforms);
    if (said.until) out["until"] = *said.until;
    out["facts"] = said.facts;
    out["trigger"] = desk::name_of(said.trigger);
    out["detection"] = desk::name_of(said.detection);
    out["deciding"] = desk::name_of(said.deciding);
    out["ground"] = desk::name_of(said.ground);
    out["provision"] = said.provision;
    out["explanation"] = said.explanation;
    out["redress"] = said.redress;
  } else if (const auto* disclosure = std::get_if<desk::Disclosure>(&decision)) {
    out = {{"kind", "disclosure"}, {"data", desk::name_of(disclosure->data)}};
    if (!in_full) return out;
    out["fields"] = texts(disclosure->fields);
    out["recipient"] = disclosure->recipient;
    out["legal_basis"] = disclosure->legal_basis;
  } else {
    const auto* none = std::get_if<desk::NoAction>(&decision);
    const auto* rejection = std::get_if<desk::Rejection>(&decision);
    const auto* reversal = std::get_if<desk::Reversal>(&decision);
    out["kind"] = none ? "no-action" : rejection ? "rejection" : "reversal";
    if (in_full) out["reasons"] = none ? none->reasons : rejection ? rejection->reasons : reversal->reasons;
  }
  return out;
}

}  // namespace botschaft::http
