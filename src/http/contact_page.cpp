#include "http/contact_page.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace botschaft::http {
namespace {

using desk::Bilingual;
using desk::Language;

constexpr std::string_view kStyle =
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1b1b1f;"
    "background:#fff}h1{font-size:1.6rem}h2{font-size:1.15rem;margin:2rem 0 .5rem;border-top:1px solid "
    "#c8c8d0;"
    "padding-top:1rem}dl{display:grid;grid-template-columns:minmax(9rem,auto) 1fr;gap:.25rem 1rem;margin:0}"
    "dt{color:#55555f}dd{margin:0;overflow-wrap:anywhere;white-space:pre-line}code,pre{font:.85rem/1.4 "
    "ui-monospace,monospace;overflow-wrap:anywhere;white-space:pre-wrap}a{color:#0b57b0}"
    ".alarm{border:2px solid #a3170b;padding:.75rem 1rem;color:#7a1108}"
    "@media(prefers-color-scheme:dark){body{background:#16161a;color:#ececf1}dt{color:#a9a9b5}a{color:#"
    "8fbfff}"
    "h2{border-color:#44444e}.alarm{color:#ffb4a8;border-color:#ff8a7a}}"
    "@media print{body{margin:0;max-width:none;color:#000;background:#fff}a{color:#000}nav{display:none}}";

constexpr Bilingual kTitle{"How to reach {}", "So ist {} zu erreichen"};
constexpr Bilingual kOther{"Deutsch", "English"};
constexpr Bilingual kIntro{
    "Everybody can write here: people, trusted flaggers, authorities. Whatever comes in gets a receipt at "
    "once, "
    "and both sides can prove later that it came.",
    "Hier kann jeder schreiben: Menschen, vertrauenswürdige Hinweisgeber, Behörden. Was eingeht, wird sofort "
    "bestätigt, und beide Seiten können später beweisen, dass es eingegangen ist."};
constexpr Bilingual kUnfilled{
    "The operator has not filled in the contact data yet. As long as that is so, strangers cannot sign up "
    "here.",
    "Der Betreiber hat die Kontaktangaben noch nicht ausgefüllt. Solange das so ist, können sich Fremde hier "
    "nicht "
    "anmelden."};
constexpr Bilingual kOperator{"Operator", "Betreiber"};
constexpr Bilingual kName{"Name", "Name"};
constexpr Bilingual kAddress{"Address", "Anschrift"};
constexpr Bilingual kCountry{"Country", "Land"};
constexpr Bilingual kMail{"E-mail", "E-Mail"};
constexpr Bilingual kPhone{"Phone", "Telefon"};
constexpr Bilingual kLanguages{"Languages", "Sprachen"};
constexpr Bilingual kHours{"Hours", "Zeiten"};
constexpr Bilingual kPerson{"Person in charge", "Ansprechpartner"};
constexpr Bilingual kDeputy{"Deputy", "Vertretung"};
constexpr Bilingual kAuthorities{"Authorities (DSA, Article 11)", "Behörden (DSA, Artikel 11)"};
constexpr Bilingual kUsers{"People who use the server (DSA, Article 12)",
                           "Menschen, die den Server benutzen (DSA, Artikel 12)"};
constexpr Bilingual kRepresentative{"Legal representative in the Union (DSA, Article 13)",
                                    "Gesetzlicher Vertreter in der Union (DSA, Artikel 13)"};
constexpr Bilingual kTco{
    "Removal orders against terrorist content (Regulation 2021/784, Article 15)",
    "Entfernungsanordnungen gegen terroristische Inhalte (Verordnung 2021/784, Artikel 15)"};
constexpr Bilingual kEvidence{"Production and preservation orders (Regulation 2023/1543)",
                              "Herausgabe- und Sicherungsanordnungen (Verordnung 2023/1543)"};
constexpr Bilingual kAgent{"Service of documents in Germany", "Zustellung in Deutschland"};
constexpr Bilingual kSupervisor{"Digital Services Coordinator", "Koordinator für digitale Dienste"};
constexpr Bilingual kOnline{"On line", "Online"};
constexpr Bilingual kReport{"Report something", "Etwas melden"};
constexpr Bilingual kStatus{"Follow a case", "Einen Vorgang verfolgen"};
constexpr Bilingual kApi{"For programs", "Für Programme"};
constexpr Bilingual kProbe{"Does it work?", "Funktioniert es?"};
constexpr Bilingual kAnswered{
    "The server writes to this address every hour as a stranger would. Last answered: {}.",
    "Der Server schreibt jede Stunde an diese Adresse wie ein Fremder. Zuletzt beantwortet: {}."};
constexpr Bilingual kNotYet{"not yet", "noch nicht"};
constexpr Bilingual kFailing{
    "Attention: since {} the server's own test messages have not been answered. Use the addresses above, and "
    "do not "
    "rely on the forms.",
    "Achtung: Seit {} werden die eigenen Testnachrichten des Servers nicht beantwortet. Benutze die Adressen "
    "oben, "
    "und verlass dich nicht auf die Formulare."};
constexpr Bilingual kUnprobed{"The server does not test this by itself.",
                              "Der Server prüft das nicht selbst."};
constexpr Bilingual kFile{"Contact file", "Kontaktdatei"};
constexpr Bilingual kSigned{"Version {} of {}, valid until {}", "Fassung {} vom {}, gültig bis {}"};
constexpr Bilingual kVersions{"All versions", "Alle Fassungen"};
constexpr Bilingual kLog{"Contact log", "Kontaktprotokoll"};
constexpr Bilingual kLogText{
    "Every message to the desk and everything that was done about it has an entry, of which outsiders see "
    "when, "
    "where and of what kind. What was written stays hidden. No entry can be altered or taken away unnoticed "
    "by those "
    "who keep a receipt or a mirror.",
    "Jede Nachricht und alles, was daraufhin geschah, hat einen Eintrag, von dem Außenstehende sehen, wann, "
    "wo und "
    "welcher Art er ist. Was geschrieben wurde, bleibt verborgen. Kein Eintrag lässt sich unbemerkt ändern "
    "oder "
    "entfernen, wenn jemand eine Bestätigung oder eine Kopie hat."};
constexpr Bilingual kKey{"Key of the log, which signs the contact file, too",
                         "Schlüssel des Protokolls, der auch die Kontaktdatei unterschreibt"};
constexpr Bilingual kState{"Signed state", "Unterschriebener Stand"};
constexpr Bilingual kWitnesses{"Witnesses", "Zeugen"};
constexpr Bilingual kNoWitnesses{
    "There are none. Without witnesses outside the operator's house the log proves only what somebody holds "
    "a "
    "receipt or a mirror for.",
    "Es gibt keine. Ohne Zeugen außerhalb des Betreibers beweist das Protokoll nur das, wofür jemand eine "
    "Bestätigung oder eine Kopie hat."};
constexpr Bilingual kQuorum{"{} of {} must have signed for a state to count as witnessed.",
                            "{} von {} müssen unterschrieben haben, damit ein Stand als bezeugt gilt."};
constexpr Bilingual kWitnessed{"{} entries, {}", "{} Einträge, {}"};

class Page {
 public:
  explicit Page(Language language) : language_(language) {}

  template <class... Args>
  std::string say(const Bilingual& text, const Args&... args) const {
    return html_text(fmt::format(fmt::runtime(text.in(language_)), args...));
  }
  void heading(const Bilingual& text) { out_ += fmt::format("<h2>{}</h2>\n", say(text)); }
  void paragraph(const std::string& html) { out_ += fmt::format("<p>{}</p>\n", html); }
  void begin_list() { out_ += "<dl>\n"; }
  void end_list() { out_ += "</dl>\n"; }
  void row(const std::string& name, const std::string& html) {
    out_ += fmt::format("<dt>{}</dt><dd>{}</dd>\n", name, html);
  }
  void text_row(const Bilingual& name, const std::string& text) {
    if (!text.empty()) row(say(name), html_text(text));
  }
  void mail_row(const std::string& mail) {
    if (!mail.empty()) row(say(kMail), fmt::format("<a href=\"mailto:{0}\">{0}</a>", html_text(mail)));
  }
  void link_row(const Bilingual& name, const std::string& url) {
    row(say(name), fmt::format("<a href=\"{0}\">{0}</a>", html_text(url)));
  }
  void add(const std::string& html) { out_ += html; }
  Language language() const { return language_; }
  std::string take() { return std::move(out_); }

 private:
  const Language language_;
  std::string out_;
};

struct Reach {
  const Bilingual& title;
  const std::string& name;
  const std::string& address;
  const std::string& mail;
  const std::string& phone;
};

void add_reach(Page& page, const Reach& reach) {
  if (reach.name.empty() && reach.mail.empty() && reach.phone.empty()) return;
  page.heading(reach.title);
  page.begin_list();
  page.text_row(kName, reach.name);
  page.text_row(kAddress, reach.address);
  page.mail_row(reach.mail);
  page.text_row(kPhone, reach.phone);
  page.end_list();
}

void add_operator(Page& page, const desk::Contact& c) {
  const std::string none;
  page.heading(kOperator);
  page.begin_list();
  page.text_row(kName, c.operator_name);
  page.text_row(kAddress, c.address);
  page.text_row(kCountry, c.country);
  page.text_row(kLanguages, fmt::format("{}", fmt::join(c.languages, ", ")));
  page.text_row(kHours, c.hours);
  page.end_list();
  add_reach(page, {kAuthorities, none, none, c.authorities_mail, c.authorities_phone});
  add_reach(page, {kTco, none, none, c.tco_mail, c.tco_phone});
  add_reach(page, {kEvidence, c.evidence_addressee, c.evidence_address, c.evidence_mail, c.evidence_phone});
  add_reach(page, {kUsers, none, none, c.users_mail, c.users_phone});
  add_reach(page, {kPerson, c.person, none, c.person_mail, c.person_phone});
  add_reach(page, {kDeputy, c.deputy, none, c.deputy_mail, c.deputy_phone});
  add_reach(page, {kRepresentative, c.representative, c.representative_address, c.representative_mail,
                   c.representative_phone});
  add_reach(page, {kAgent, c.service_agent, c.service_agent_address, none, none});
  if (c.coordinator.empty()) return;
  page.heading(kSupervisor);
  page.begin_list();
  page.text_row(kName, c.coordinator);
  if (!c.coordinator_url.empty()) page.link_row(kOnline, c.coordinator_url);
  page.end_list();
}

void add_online(Page& page, const ContactShown& shown) {
  const auto& url = shown.facts.base_url;
  page.heading(kOnline);
  page.begin_list();
  page.link_row(kReport, url + "/report");
  page.link_row(kStatus, url + "/status");
  page.link_row(kApi, url + "/desk/api/openapi.json");
  page.end_list();
}

void add_probe(Page& page, const ContactShown& shown) {
  page.heading(kProbe);
  if (!shown.probed) return page.paragraph(page.say(kUnprobed));
  if (shown.failing_since != 0)
    page.add(fmt::format("<p class=\"alarm\" role=\"alert\">{}</p>\n",
                         page.say(kFailing, utc_text(shown.failing_since))));
  const auto when =
      shown.answered_at == 0 ? std::string(kNotYet.in(page.language())) : utc_text(shown.answered_at);
  page.paragraph(page.say(kAnswered, when));
}

void add_file(Page& page, const ContactShown& shown) {
  const auto& url = shown.facts.base_url;
  page.heading(kFile);
  page.paragraph(page.say(kSigned, shown.dates.version, utc_text(shown.dates.issued_at),
                          utc_text(shown.dates.expires_at)));
  page.begin_list();
  page.link_row(kFile, url + std::string(kContactPath));
  page.link_row(kVersions, url + "/desk/contact/history.json");
  page.end_list();
}

void add_log(Page& page, const ContactShown& shown, std::string_view checkpoint) {
  page.heading(kLog);
  page.paragraph(page.say(kLogText));
  const auto key = translog::VerifierKey::parse(shown.facts.log_key);
  page.paragraph(page.say(kKey));
  page.add(fmt::format("<pre>{}\n{}</pre>\n", html_text(shown.facts.log_key),
                       key ? html_text(public_key_pem(key->key)) : ""));
  page.paragraph(page.say(kState));
  page.add(fmt::format("<pre>{}</pre>\n", html_text(checkpoint)));
  page.heading(kWitnesses);
  if (shown.witnesses.empty()) return page.paragraph(page.say(kNoWitnesses));
  page.paragraph(page.say(kQuorum, shown.facts.quorum, shown.witnesses.size()));
  page.begin_list();
  for (const auto& witness : shown.witnesses)
    page.row(html_text(witness.name), witness.signed_at == 0
                                          ? page.say(kNotYet)
                                          : page.say(kWitnessed, witness.size, utc_text(witness.signed_at)));
  page.end_list();
}

}  // namespace

std::string html_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string contact_page(const ContactShown& shown, std::string_view checkpoint, Language language) {
  Page page(language);
  const auto other = language == Language::german ? Language::english : Language::german;
  const auto title = page.say(kTitle, shown.facts.service);
  page.add(fmt::format(
      "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
      "content=\"width=device-width\">\n<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n"
      "<nav><a href=\"?lang={}\" hreflang=\"{}\" lang=\"{}\">{}</a></nav>\n<main>\n<h1>{}</h1>\n",
      desk::code_of(language), title, kStyle, desk::code_of(other), desk::code_of(other),
      desk::code_of(other), page.say(kOther), title));
  page.paragraph(page.say(kIntro));
  if (!shown.missing.empty()) {
    page.paragraph(page.say(kUnfilled));
  } else {
    add_operator(page, shown.facts.contact);
    add_online(page, shown);
    add_probe(page, shown);
    add_file(page, shown);
  }
  add_log(page, shown, checkpoint);
  page.add("</main>\n</body>\n</html>\n");
  return page.take();
}

}  // namespace botschaft::http
