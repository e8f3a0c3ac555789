#include "desk/mail_letters.h"

#include <fmt/format.h>

namespace botschaft::desk {
namespace {

constexpr Bilingual kReceived{"{}: we have received it", "{}: bei uns angekommen"};
constexpr Bilingual kDecided{"{}: it has been decided", "{}: es ist entschieden"};

constexpr Bilingual kWritten{"{}: a message about your case", "{}: eine Nachricht zu deinem Vorgang"};

constexpr Bilingual kMessage{"{0} writes about case {1}:\n\n{2}\n\nAnswer here: {3}\n",
                             "{0} schreibt zu Vorgang {1}:\n\n{2}\n\nAntworte hier: {3}\n"};

constexpr Bilingual kReceipt{
    "What you wrote has reached {0}. A person will look at it, and you will be told at this address what was "
    "decided.\n\n"
    "{1}\n"
    "The addresses above open its status for everybody who knows them: keep this mail to yourself. There you "
    "can "
    "also answer questions, withdraw, and complain about the decision, and there is a proof of what you sent "
    "and "
    "when.\n\n"
    "If it was not you who wrote, somebody gave your address: nothing else will be sent to it but what is "
    "decided.\n",
    "Was du geschrieben hast, ist bei {0} angekommen. Ein Mensch sieht es sich an, und du erfährst unter "
    "dieser "
    "Adresse, was entschieden wurde.\n\n"
    "{1}\n"
    "Die Adressen oben öffnen den Stand für alle, die sie kennen: Behalte diese Mail für dich. Dort kannst "
    "du auch "
    "Fragen beantworten, zurückziehen und dich über die Entscheidung beschweren, und dort liegt ein Beweis "
    "dafür, "
    "was du wann geschickt hast.\n\n"
    "Wenn du das nicht warst, hat jemand deine Adresse angegeben: Es kommt nur noch, was entschieden "
    "wird.\n"};

constexpr Bilingual kCase{"Case {}\n{}\n\n", "Vorgang {}\n{}\n\n"};

constexpr Bilingual kMore{"All of it, and how to complain for six months: {}\n",
                          "Alles dazu, und wie du dich sechs Monate lang beschweren kannst: {}\n"};

}  // namespace

std::string status_url(std::string_view base_url, std::string_view receipt) {
  return fmt::format("{}/status#{}", base_url, receipt);
}

Mail receipt_mail(Language language, std::string_view server, std::string_view base_url,
                  const std::vector<Reference>& references) {
  std::string cases;
  for (const auto& [ref, receipt] : references)
    cases += fmt::format(fmt::runtime(kCase.in(language)), ref, status_url(base_url, receipt));
  return {fmt::format(fmt::runtime(kReceived.in(language)), server),
          fmt::format(fmt::runtime(kReceipt.in(language)), server, cases)};
}

Mail outcome_mail(Language language, std::string_view server, std::string_view base_url,
                  const Reference& reference, std::string_view letter) {
  return {fmt::format(fmt::runtime(kDecided.in(language)), server),
          fmt::format("{}\n\n", letter) +
              fmt::format(fmt::runtime(kMore.in(language)), status_url(base_url, reference.receipt))};
}

Mail message_mail(Language language, std::string_view server, std::string_view base_url,
                  const Reference& reference, std::string_view text) {
  return {fmt::format(fmt::runtime(kWritten.in(language)), server),
          fmt::format(fmt::runtime(kMessage.in(language)), server, reference.case_ref, text,
                      status_url(base_url, reference.receipt))};
}

}  // namespace botschaft::desk
