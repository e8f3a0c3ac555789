#include "desk/person_letters.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

namespace botschaft::desk {
namespace {

template <class... Args>
std::string say(const Bilingual& text, Language language, const Args&... args) {
  return fmt::format(fmt::runtime(text.in(language)), args...);
}

constexpr Bilingual kStatement{
    "{0} has restricted something of yours.\n"
    "Case: {1}\n\n"
    "What: {2}\n"
    "Measure: {3}\n"
    "Where: {4}\n"
    "Until: {5}\n"
    "Facts: {6}\n"
    "Because of: {7}\n"
    "Ground: {8}: {9}\n"
    "Why it applies: {10}\n"
    "{11}\n\n"
    "What you can do: {12}\n"
    "Answer this message within six months, and a person who had no part in the decision will look at it "
    "again, at no cost. You can also turn to a certified out-of-court dispute settlement body, or to a "
    "court.",
    "{0} hat etwas von dir eingeschränkt.\n"
    "Vorgang: {1}\n\n"
    "Was: {2}\n"
    "Maßnahme: {3}\n"
    "Wo: {4}\n"
    "Bis: {5}\n"
    "Sachverhalt: {6}\n"
    "Auf Grund von: {7}\n"
    "Grundlage: {8}: {9}\n"
    "Warum sie zutrifft: {10}\n"
    "{11}\n\n"
    "Was du tun kannst: {12}\n"
    "Antworte innerhalb von sechs Monaten auf diese Nachricht, und ein Mensch, der an der Entscheidung nicht "
    "beteiligt war, prüft sie kostenlos noch einmal. Du kannst dich auch an eine zertifizierte Stelle zur "
    "außergerichtlichen Streitbeilegung oder an ein Gericht wenden."};

constexpr Bilingual kDisclosed{
    "{0} has handed data about you to an authority, as it was ordered to.\n"
    "Case: {1}\n\n"
    "To whom: {2}\n"
    "What: {3} ({4})\n"
    "Legal basis: {5}\n\n"
    "You can turn to a court against this. Answer this message if you want to complain to us.",
    "{0} hat Daten über dich an eine Behörde herausgegeben, wie es angeordnet war.\n"
    "Vorgang: {1}\n\n"
    "An wen: {2}\n"
    "Was: {3} ({4})\n"
    "Rechtsgrundlage: {5}\n\n"
    "Dagegen kannst du dich an ein Gericht wenden. Antworte auf diese Nachricht, wenn du dich bei uns "
    "beschweren willst."};

constexpr Bilingual kRestored{
    "{0} has taken back what was decided. Everything is as it was before.\nCase: {1}",
    "{0} hat zurückgenommen, was entschieden war. Alles ist wieder wie zuvor.\nVorgang: {1}"};

constexpr Bilingual kComplaint{
    "Your complaint has reached {0}.\nCase: {2}\nAgainst the decision in case {1}\n\n"
    "A person who had no part in that decision will look at it, and you will be told here what came of it.",
    "Deine Beschwerde ist bei {0} angekommen.\nVorgang: {2}\nGegen die Entscheidung im Vorgang {1}\n\n"
    "Ein Mensch, der an der Entscheidung nicht beteiligt war, prüft sie, und du erfährst hier, was daraus "
    "wurde."};
constexpr Bilingual kTooLate{
    "The six months in which a complaint about case {0} was taken are over. You can still go to court.",
    "Die sechs Monate, in denen man sich über den Vorgang {0} beschweren konnte, sind vorbei. Ein Gericht "
    "kannst du "
    "weiterhin anrufen."};
constexpr Bilingual kNotNow{
    "There is nothing to complain about in case {0} now: it is not decided, or a complaint "
    "is being looked at.",
    "Im Vorgang {0} gibt es gerade nichts, worüber man sich beschweren könnte: er ist "
    "nicht entschieden, oder eine Beschwerde wird schon geprüft."};

constexpr Bilingual kUpheld{
    "Your complaint to {0} was decided by another person: the decision stands.\nCase: {1}\n\nReasons: {2}\n\n"
    "You can turn to a certified out-of-court dispute settlement body (DSA, Article 21), or to a court.",
    "Über deine Beschwerde bei {0} hat ein anderer Mensch entschieden: die Entscheidung bleibt.\nVorgang: "
    "{1}\n\nBegründung: {2}\n\nDu kannst dich an eine zertifizierte Stelle zur außergerichtlichen "
    "Streitbeilegung (DSA, Artikel 21) oder an ein Gericht wenden."};
constexpr Bilingual kReversed{
    "Your complaint to {0} was decided by another person: the decision is taken back.\nCase: {1}\n\nReasons: "
    "{2}",
    "Über deine Beschwerde bei {0} hat ein anderer Mensch entschieden: die Entscheidung wird "
    "zurückgenommen.\nVorgang: {1}\n\nBegründung: {2}"};

constexpr std::array<Bilingual, Names<Measure>::kAll.size()> kMeasures = {{
    {"not shown any more", "wird nicht mehr gezeigt"},
    {"removed", "entfernt"},
    {"not found by searches, and not forwarded", "wird nicht gefunden und nicht weitergeleitet"},
    {"shown to adults alone", "wird nur noch Erwachsenen gezeigt"},
    {"account frozen: you can read, and not write",
     "Konto eingefroren: du kannst lesen, aber nicht schreiben"},
    {"account suspended", "Konto gesperrt"},
}};
constexpr std::array<Bilingual, Names<Trigger>::kAll.size()> kTriggers = {{
    {"a notice", "einer Meldung"},
    {"a notice by a trusted flagger", "der Meldung eines vertrauenswürdigen Hinweisgebers"},
    {"an order by an authority", "der Anordnung einer Behörde"},
    {"our own examination", "eigener Prüfung"},
}};
constexpr Bilingual kIllegal{"the law", "das Gesetz"};
constexpr Bilingual kTerms{"the terms of service", "die Nutzungsbedingungen"};
constexpr Bilingual kEverywhere{"everywhere", "überall"};
constexpr Bilingual kFurtherNotice{"until further notice", "bis auf Weiteres"};
constexpr Bilingual kByPerson{"A person decided.", "Ein Mensch hat entschieden."};
constexpr Bilingual kWithHelp{"A person decided, with the help of a program.",
                              "Ein Mensch hat mit Hilfe eines Programms entschieden."};
constexpr Bilingual kFoundByProgram{" A program found it.", " Ein Programm hat es gefunden."};

std::string until_of(const StatementFields& said, Language language) {
  if (!said.until) return std::string(kFurtherNotice.in(language));
  return fmt::format("{:%Y-%m-%d %H:%M} UTC", fmt::gmtime(static_cast<std::time_t>(*said.until)));
}

std::string who_decided(const StatementFields& said, Language language) {
  const auto& by = said.deciding == Automation::partly ? kWithHelp : kByPerson;
  std::string text(by.in(language));
  if (said.detection == Automation::fully) text += kFoundByProgram.in(language);
  return text;
}

std::string statement_letter(Language language, std::string_view server, std::string_view ref,
                             std::string_view target, const StatementFields& said) {
  const auto& ground = said.ground == Ground::illegal ? kIllegal : kTerms;
  const auto where = said.territory.empty() ? std::string(kEverywhere.in(language))
                                            : fmt::format("{}", fmt::join(said.territory, ", "));
  return say(kStatement, language, server, ref, target,
             kMeasures[static_cast<std::size_t>(said.measure) - 1].in(language), where,
             until_of(said, language), said.facts,
             kTriggers[static_cast<std::size_t>(said.trigger) - 1].in(language), ground.in(language),
             said.provision, said.explanation, who_decided(said, language), said.redress);
}

}  // namespace

std::string person_letter(Language language, std::string_view server, std::string_view ref,
                          std::string_view target, const Decision& decision) {
  if (const auto* restriction = std::get_if<Restriction>(&decision))
    return statement_letter(language, server, ref, target, restriction->statement.fields());
  const auto* disclosure = std::get_if<Disclosure>(&decision);
  if (disclosure == nullptr) return {};
  return say(kDisclosed, language, server, ref, disclosure->recipient, name_of(disclosure->data),
             fmt::format("{}", fmt::join(disclosure->fields, ", ")), disclosure->legal_basis);
}

std::string restored_letter(Language language, std::string_view server, std::string_view ref) {
  return say(kRestored, language, server, ref);
}

std::string complaint_receipt(Language language, std::string_view server, std::string_view about,
                              std::string_view ref) {
  return say(kComplaint, language, server, about, ref);
}

std::string complaint_too_late(Language language, std::string_view about) {
  return say(kTooLate, language, about);
}

std::string complaint_not_now(Language language, std::string_view about) {
  return say(kNotNow, language, about);
}

std::string complaint_outcome(Language language, std::string_view server, std::string_view ref,
                              const Decision& decision) {
  if (const auto* reversal = std::get_if<Reversal>(&decision))
    return say(kReversed, language, server, ref, reversal->reasons);
  const auto* none = std::get_if<NoAction>(&decision);
  const auto* rejection = std::get_if<Rejection>(&decision);
  return say(kUpheld, language, server, ref,
             none != nullptr        ? std::string_view(none->reasons)
             : rejection != nullptr ? std::string_view(rejection->reasons)
                                    : std::string_view());
}

}  // namespace botschaft::desk
