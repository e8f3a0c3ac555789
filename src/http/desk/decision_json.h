#pragma once
// Decisions of the desk as people fill them in, and as they are shown.
#include <expected>

#include "desk/decision.h"
#include "http/desk/endpoint.h"

namespace botschaft::http {

// The members of a decision in a body.
inline constexpr std::array<std::string_view, 5> kDecisionKinds = {"no-action", "rejection", "restriction",
                                                                   "disclosure", "reversal"};
inline constexpr std::size_t kDecisionTextMax =
    24'000;  // bytes; of characters the statement knows its limits

inline constexpr Field kDecisionFields[] = {
    {.name = "kind", .required = true, .summary = "what is decided", .words = kDecisionKinds},
    {.name = "reasons", .summary = "of all but restrictions and disclosures", .max = kDecisionTextMax},
    {.name = "measure", .words = desk::Names<desk::Measure>::kAll},
    {.name = "territory",
     .type = FieldType::texts,
     .summary = "countries, or EU; none: everywhere",
     .max = 300},
    {.name = "platforms", .type = FieldType::texts, .summary = "ios, android...; none: all", .max = 20},
    {.name = "until", .type = FieldType::number, .summary = "unix seconds; none: until further notice"},
    {.name = "facts", .max = kDecisionTextMax},
    {.name = "trigger", .words = desk::Names<desk::Trigger>::kAll},
    {.name = "detection", .words = desk::Names<desk::Automation>::kAll},
    {.name = "deciding", .words = desk::Names<desk::Automation>::kAll},
    {.name = "ground", .words = desk::Names<desk::Ground>::kAll},
    {.name = "provision", .summary = "the law, or the clause of the terms and their version", .max = 2'500},
    {.name = "explanation", .summary = "why it applies", .max = kDecisionTextMax},
    {.name = "redress", .summary = "what whoever is concerned can do", .max = kDecisionTextMax},
    {.name = "data", .words = desk::Names<desk::DataCategory>::kAll},
    {.name = "fields", .type = FieldType::texts, .summary = "what is handed over", .max = 100},
    {.name = "recipient", .max = 500},
    {.name = "legal_basis", .max = 2'000},
};

struct ReadDecision {
  std::optional<desk::Decision> decision;  // nothing: a restriction with faults
  std::vector<std::string_view> faults;    // "no-facts", "no-reasons", ...: everything that is wrong with it
};
ReadDecision read_decision(const json::object& said);

// Everything for those who work on the case. Others learn what kind it is, and of a restriction the measure.
json::object decision_json(const desk::Decision& decision, bool in_full);

}  // namespace botschaft::http
