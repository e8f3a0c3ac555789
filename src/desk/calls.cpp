#include "desk/calls.h"

#include <fmt/format.h>

#include "desk/orders/moment.h"

namespace botschaft::desk {
namespace {

constexpr std::array<Bilingual, Names<ClockKind>::kAll.size()> kClocks = {{
    {"receipt", "Eingangsbestätigung"},
    {"decision", "Entscheidung"},
    {"effect", "Ausführung"},
    {"reply form", "Rückmeldung"},
    {"holding of data", "Aufbewahrung der Daten"},
    {"time to complain", "Beschwerdefrist"},
    {"time to ask for scrutiny", "Frist für die Überprüfung"},
    {"clarification by the authority", "Klärung durch die Behörde"},
    {"time to refuse of the enforcing authority", "Widerspruchsfrist der Vollstreckungsbehörde"},
    {"validation of the emergency order", "Validierung der Notfallanordnung"},
    {"answer by the time that the order names", "Antwort zum Zeitpunkt, den die Anordnung nennt"},
}};

constexpr std::array<Bilingual, kEscalationQuarters.size()> kQuarters = {{
    {"the time has begun", "die Frist läuft"},
    {"a quarter of the time is over", "ein Viertel der Frist ist vorbei"},
    {"half of the time is over", "die Hälfte der Frist ist vorbei"},
    {"three quarters of the time are over", "drei Viertel der Frist sind vorbei"},
}};

std::string lines_in(Language language, const Case& about, const Call& call) {
  const bool german = language == Language::german;
  auto text = fmt::format(fmt::runtime(german ? "Vorgang {} ({}):\n" : "Case {} ({}):\n"), about.ref,
                          name_of(about.instrument));
  for (const auto& rung : call.rungs) {
    const auto what = kClocks[static_cast<std::size_t>(rung.clock) - 1].in(language);
    const auto quarter = kQuarters[static_cast<std::size_t>(rung.rung)].in(language);
    if (rung.due_at)
      text += fmt::format(fmt::runtime(german ? "- {}: {}, fällig {}\n" : "- {}: {}, due {}\n"), what,
                          quarter, spoken_moment(*rung.due_at, language));
    else
      text += fmt::format("- {}: {}\n", what, quarter);
  }
  for (const ClockKind ended : call.ended)
    text += fmt::format(fmt::runtime(german ? "- {}: abgelaufen\n" : "- {}: the time has run out\n"),
                        kClocks[static_cast<std::size_t>(ended) - 1].in(language));
  return text;
}

}  // namespace

bool wakes(const Case& about, int rung) {
  const bool urgent = about.lane == Lane::authorities || about.kind == CaseKind::order ||
                      about.instrument == Instrument::threat_to_life;
  return urgent || rung + 1 == static_cast<int>(kEscalationQuarters.size());
}

bool wakes(ClockKind ended) {
  return ended == ClockKind::clarify || ended == ClockKind::validate;
}

std::string call_text(const Case& about, const Call& call) {
  return lines_in(Language::english, about, call) + "\n" + lines_in(Language::german, about, call);
}

std::string call_subject(const Case& about) {
  return fmt::format("{}: {}", name_of(about.instrument), about.ref);
}

}  // namespace botschaft::desk
