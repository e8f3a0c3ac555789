#include "desk/letters.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

namespace botschaft::desk {
namespace {

constexpr Bilingual kReceipt{
    "Your report has reached {0}.\n"
    "Case: {1}\n\n"
    "A person will look at it, and you will be told here what was decided. The people you reported are not "
    "told "
    "who you are, unless the law demands it.",
    "Deine Meldung ist bei {0} angekommen.\n"
    "Vorgang: {1}\n\n"
    "Ein Mensch sieht sie sich an, und du erfährst hier, was entschieden wurde. Die Gemeldeten erfahren "
    "nicht, wer du "
    "bist, es sei denn, das Gesetz verlangt es."};

constexpr Bilingual kReceipts{
    "Your reports have reached {0}.\n"
    "Cases: {1}\n\n"
    "A person will look at each, and you will be told here what was decided. The people you reported are not "
    "told "
    "who you are, unless the law demands it.",
    "Deine Meldungen sind bei {0} angekommen.\n"
    "Vorgänge: {1}\n\n"
    "Ein Mensch sieht sich jede an, und du erfährst hier, was entschieden wurde. Die Gemeldeten erfahren "
    "nicht, wer "
    "du bist, es sei denn, das Gesetz verlangt es."};

constexpr Bilingual kOutcome{
    "What you reported to {0} has been decided.\n"
    "Case: {1}\n\n"
    "{2}\n\n"
    "{3}\n"
    "If you disagree, answer this message within six months, and another person will look at it again. You "
    "can also complain to the Digital Services Coordinator of your country, or go to court.",
    "Über deine Meldung an {0} ist entschieden.\n"
    "Vorgang: {1}\n\n"
    "{2}\n\n"
    "{3}\n"
    "Wenn du anderer Meinung bist, antworte innerhalb von sechs Monaten auf diese Nachricht, und ein anderer "
    "Mensch sieht es sich noch einmal an. Du kannst dich auch beim Koordinator für digitale Dienste deines "
    "Landes "
    "beschweren oder "
    "vor Gericht gehen."};

constexpr Bilingual kByPerson{"A person decided.", "Ein Mensch hat entschieden."};
constexpr Bilingual kWithHelp{"A person decided, with the help of a program.",
                              "Ein Mensch hat mit Hilfe eines Programms entschieden."};

constexpr Bilingual kNoAction{"Nothing was done about it. Reasons: {}",
                              "Es wurde nichts unternommen. Begründung: {}"};
constexpr Bilingual kRejection{"It could not be dealt with. Reasons: {}",
                               "Sie konnte nicht bearbeitet werden. Begründung: {}"};
constexpr Bilingual kMeasure{"It was acted upon: {}.", "Es wurde gehandelt: {}."};
constexpr Bilingual kReversed{"It was acted upon; this was taken back after a complaint.",
                              "Es wurde gehandelt; nach einer Beschwerde wurde das zurückgenommen."};

constexpr Bilingual kReconsidered{
    "The decision to do nothing was taken back after a complaint.",
    "Die Entscheidung, nichts zu tun, wurde nach einer Beschwerde zurückgenommen."};

constexpr std::array<Bilingual, Names<Measure>::kAll.size()> kMeasures = {{
    {"it is not shown any more where that was decided",
     "es wird dort nicht mehr gezeigt, wo das entschieden wurde"},
    {"it was removed", "es wurde entfernt"},
    {"it is shown to fewer people, or with a warning",
     "es wird weniger Menschen oder mit einer Warnung gezeigt"},
    {"it is shown to adults alone", "es wird nur noch Erwachsenen gezeigt"},
    {"the account was frozen", "das Konto wurde eingefroren"},
    {"the account was suspended", "das Konto wurde gesperrt"},
}};

std::string what_was_done(Language language, const Decision& decision, bool reversed) {
  const bool nothing =
      std::holds_alternative<NoAction>(decision) || std::holds_alternative<Rejection>(decision);
  if (reversed && nothing) return std::string(kReconsidered.in(language));
  if (reversed || std::holds_alternative<Reversal>(decision)) return std::string(kReversed.in(language));
  if (const auto* none = std::get_if<NoAction>(&decision))
    return fmt::format(fmt::runtime(kNoAction.in(language)), none->reasons);
  if (const auto* rejection = std::get_if<Rejection>(&decision))
    return fmt::format(fmt::runtime(kRejection.in(language)), rejection->reasons);
  const auto* restriction = std::get_if<Restriction>(&decision);
  if (restriction == nullptr) return {};  // a disclosure, which is nobody's business but the authority's
  const auto measure = static_cast<std::size_t>(restriction->statement.fields().measure) - 1;
  return fmt::format(fmt::runtime(kMeasure.in(language)), kMeasures[measure].in(language));
}

bool helped_by_program(const Decision& decision) {
  const auto* restriction = std::get_if<Restriction>(&decision);
  return restriction != nullptr && restriction->statement.fields().deciding == Automation::partly;
}

}  // namespace

std::string receipt_letter(Language language, std::string_view server, const std::vector<std::string>& refs) {
  const auto& letter = refs.size() == 1 ? kReceipt : kReceipts;
  return fmt::format(fmt::runtime(letter.in(language)), server, fmt::join(refs, ", "));
}

std::string outcome_letter(Language language, std::string_view server, std::string_view ref,
                           const Decision& decision, bool reversed) {
  const auto& by = helped_by_program(decision) ? kWithHelp : kByPerson;
  return fmt::format(fmt::runtime(kOutcome.in(language)), server, ref,
                     what_was_done(language, decision, reversed), by.in(language));
}

}  // namespace botschaft::desk
