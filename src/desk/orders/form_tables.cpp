// DSA 9 and 10, TCO Annex I, and the letter that is none of these.
#include <algorithm>

#include "desk/orders/form_rows.h"

namespace botschaft::desk {
namespace {

using namespace rows;

// Reg. 2022/2065, Art. 9(2) and 10(2) have the same elements but for what is asked.
constexpr Field kDsaHead[] = {
    needed("", "authority", T::line, "DSA 9(2)(a)(iii), 10(2)(a)(ii)",
           {"Issuing authority", "Anordnende Behörde"}),
    needed("", "authority_type", T::choice, "DSA 9(2)(a)(iii), 10(2)(a)(ii)",
           {"Kind of authority", "Art der Behörde"}, kAuthorityTypes),
    needed("", "authority_country", T::country, "DSA 9(2)(a)(iii), 10(2)(a)(ii)",
           {"Member State of the authority", "Mitgliedstaat der Behörde"}),
    needed("", "official", T::line, "DSA 9(2)(a)(iii), 10(2)(a)(ii)",
           {"Name and post of the person who signs", "Name und Amt der unterzeichnenden Person"}),
    needed("", "official_mail", T::mail, "DSA 9(1), 10(1)",
           {"Official mail address", "Dienstliche E-Mail-Adresse"}),
    possible("", "official_phone", T::phone, "DSA 9(1), 10(1)",
             {"Telephone. Call-backs use the number of the register, not this one",
              "Telefon. Rückrufe nehmen die Nummer des Verzeichnisses, nicht diese"}),
    needed("", "reference", T::line, "DSA 9(2)(a), 10(2)(a)", {"File number", "Aktenzeichen"}),
    possible("", "issued_at", T::moment, "DSA 9(1), 10(1)",
             {"Date and time of issue", "Datum und Uhrzeit der Anordnung"}),
    needed("", "legal_basis", T::text, "DSA 9(2)(a)(i), 10(2)(a)(i)",
           {"Legal basis for the order in Union or national law",
            "Rechtsgrundlage der Anordnung im Unionsrecht oder nationalen Recht"}),
};

constexpr Field kDsaTail[] = {
    needed("", "redress", T::text, "DSA 9(2)(a)(v), 10(2)(a)(v)",
           {"Redress open to the operator and to the person concerned",
            "Rechtsbehelfe für den Betreiber und die betroffene Person"}),
    possible("", "effect_to", T::mail, "DSA 9(2)(a)(vi), 10(2)(a)(vi)",
             {"Authority that is to be told of the effect, if it is another one",
              "Behörde, die über die Ausführung zu unterrichten ist, falls es eine andere ist"}),
    possible("", "deadline", T::moment, "DSA 9(1), 10(1)",
             {"Time by which an answer is expected", "Zeitpunkt, bis zu dem eine Antwort erwartet wird"}),
    needed("", "language", T::language, "DSA 9(2)(c), 10(2)(c)",
           {"Language of this order", "Sprache dieser Anordnung"}),
    possible("", "translation", T::text, "DSA 9(2)(c), 10(2)(c)",
             {"Translation of the elements above, if the language is none of those the operator declared",
              "Übersetzung der obigen Angaben, falls die Sprache keine der vom Betreiber angegebenen ist"}),
    possible("", "non_disclosure", T::flag, "DSA 9(5), 10(5)",
             {"The person concerned must not be told yet",
              "Die betroffene Person darf noch nicht unterrichtet werden"}),
    when("non_disclosure", "true",
         possible("", "non_disclosure_until", T::moment, "DSA 9(5), 10(5)",
                  {"Until when not", "Bis wann nicht"})),
    when("non_disclosure", "true",
         possible("", "non_disclosure_basis", T::text, "DSA 9(5), 10(5), (6)",
                  {"Provision on which that rests", "Vorschrift, auf der das beruht"})),
};

constexpr Field kDsa9[] = {
    needed("", "reasons", T::text, "DSA 9(2)(a)(ii)",
           {"Why the information is illegal content, by provision of law",
            "Warum es sich um rechtswidrige Inhalte handelt, unter Angabe der Vorschrift"}),
    needed("", "content", T::lines, "DSA 9(2)(a)(iv)",
           {"Exact addresses (URL) of the content", "Genaue Adressen (URL) der Inhalte"}),
    possible("", "content_more", T::text, "DSA 9(2)(a)(iv)",
             {"Whatever else is needed to find it", "Was zum Auffinden sonst nötig ist"}),
    needed("", "territory", T::countries, "DSA 9(2)(b)",
           {"Countries in which it is to have effect, no more than strictly necessary",
            "Länder, in denen sie wirken soll, nicht mehr als unbedingt erforderlich"}),
};

constexpr Field kDsa10[] = {
    needed("", "data_categories", T::choices, "DSA 10(1), 10(2)(b)",
           {"Data asked for; only what has already been collected can be given",
            "Verlangte Daten; nur bereits erhobene können gegeben werden"},
           kDataCategories),
    needed("", "persons", T::lines, "DSA 10(2)(a)(iii)",
           {"Account names or other unique identifiers of the persons",
            "Kontonamen oder andere eindeutige Kennungen der Personen"}),
    possible("", "period_from", T::moment, "DSA 10(2)(a)(iii)", {"Period: from", "Zeitraum: von"}),
    possible("", "period_until", T::moment, "DSA 10(2)(a)(iii)", {"Period: until", "Zeitraum: bis"}),
    possible("", "criminal_investigation", T::flag, "DSA 10(2)(a)(iv)",
             {"Reasons cannot be given because of a criminal investigation",
              "Wegen strafrechtlicher Ermittlungen können keine Gründe angegeben werden"}),
    unless("criminal_investigation",
           possible("", "reasons", T::text, "DSA 10(2)(a)(iv)",
                    {"What it is needed for, and why it is necessary and proportionate",
                     "Wozu es benötigt wird und warum es notwendig und verhältnismäßig ist"})),
};

// Reg. 2021/784, Annex I.
constexpr Choice kTcoReasons[] = {
    {"incites",
     {"incites others to commit terrorist offences, as by glorifying them: Art. 2(7)(a)",
      "ruft zu terroristischen Straftaten auf, etwa durch Verherrlichung: Art. 2 Nr. 7 a"}},
    {"solicits-offences",
     {"solicits others to commit, or help to commit, terrorist offences: Art. 2(7)(b)",
      "bestimmt andere, terroristische Straftaten zu begehen oder dazu beizutragen: Art. 2 Nr. 7 b"}},
    {"solicits-group",
     {"solicits others to take part in a terrorist group: Art. 2(7)(c)",
      "bestimmt andere, sich an einer terroristischen Vereinigung zu beteiligen: Art. 2 Nr. 7 c"}},
    {"instructs",
     {"instructs in explosives, weapons, noxious substances or other methods: Art. 2(7)(d)",
      "leitet zu Sprengstoffen, Waffen, gefährlichen Stoffen oder anderen Methoden an: Art. 2 Nr. 7 d"}},
    {"threatens",
     {"threatens to commit terrorist offences: Art. 2(7)(e)",
      "droht mit terroristischen Straftaten: Art. 2 Nr. 7 e"}},
};

constexpr Field kTco[] = {
    needed("A", "authority_country", T::country, "TCO Annex I",
           {"Member State of the issuing authority", "Mitgliedstaat der erlassenden Behörde"}),
    needed("A", "addressee", T::line, "TCO Annex I, Art. 17",
           {"Addressee and, where there is one, legal representative",
            "Adressat und gegebenenfalls gesetzlicher Vertreter"}),
    possible("A", "contact_point", T::line, "TCO Annex I, Art. 15", {"Contact point", "Kontaktstelle"}),
    possible("A", "establishment", T::country, "TCO Annex I, Art. 4",
             {"Member State of the addressee's main establishment or representative",
              "Mitgliedstaat der Hauptniederlassung oder des Vertreters des Adressaten"}),
    needed("A", "issued_at", T::moment, "TCO 3(4)(e)",
           {"Time and date of issue", "Uhrzeit und Datum der Anordnung"}),
    needed("A", "reference", T::line, "TCO Annex I", {"Reference number", "Aktenzeichen der Anordnung"}),
    needed("B", "content", T::lines, "TCO 3(4)(c)",
           {"Exact addresses (URL) of the content", "Genaue Adressen (URL) der Inhalte"}),
    possible("B", "content_more", T::text, "TCO 3(4)(c)",
             {"Whatever else is needed to find it", "Was zum Auffinden sonst nötig ist"}),
    needed("B", "material", T::choices, "TCO 2(7), 3(4)(b)", {"The material", "Das Material"}, kTcoReasons),
    needed("B", "reasons", T::text, "TCO 3(4)(b)",
           {"Why it is terrorist content, in detail", "Ausführliche Begründung, warum es terroristisch ist"}),
    possible("C", "non_disclosure", T::flag, "TCO 3(4)(g), 11(3)",
             {"The content provider must not be told, for six weeks at most",
              "Der Inhalteanbieter darf nicht unterrichtet werden, höchstens sechs Wochen"}),
    when("non_disclosure", "true",
         possible("C", "non_disclosure_basis", T::text, "TCO 11(3)",
                  {"Reasons of public security for that", "Gründe der öffentlichen Sicherheit dafür"})),
    possible("C", "non_disclosure_until", T::moment, "TCO 11(3)",
             {"Until when, if sooner than in six weeks", "Bis wann, falls früher als in sechs Wochen"}),
    possible("D", "copied_to", T::line, "TCO 4(1)",
             {"Authority of the State of establishment that has a copy",
              "Behörde des Niederlassungsstaats, die eine Kopie hat"}),
    needed("E", "authority_type", T::choice, "TCO Annex I", {"Kind of authority", "Art der Behörde"},
           kAuthorityTypes),
    needed("E", "authority", T::line, "TCO 3(4)(a)", {"Issuing authority", "Erlassende Behörde"}),
    needed("E", "official", T::line, "TCO 3(4)(a)",
           {"Its representative and the post held", "Ihr Vertreter und dessen Amt"}),
    needed("E", "file_number", T::line, "TCO Annex I", {"File number", "Aktenzeichen"}),
    needed("E", "authority_address", T::text, "TCO 3(4)(a)", {"Address", "Anschrift"}),
    needed("E", "official_phone", T::phone, "TCO 3(4)(a)",
           {"Telephone. Call-backs use the number of the register, not this one",
            "Telefon. Rückrufe nehmen die Nummer des Verzeichnisses, nicht diese"}),
    needed("E", "official_mail", T::mail, "TCO 3(4)(a)", {"Mail address", "E-Mail-Adresse"}),
    possible("E", "signature", T::text, "TCO 3(4)(e)",
             {"Electronic signature (base64), unless it comes by an authenticated channel",
              "Elektronische Signatur (base64), außer auf einem authentifizierten Weg"}),
    possible("F", "follow_up", T::text, "TCO Annex I",
             {"Contacts for feedback and for clarification at any hour",
              "Kontakte für Rückmeldungen und Klärungen zu jeder Uhrzeit"}),
    needed("G", "redress_body", T::line, "TCO 3(4)(f)",
           {"Court or body before which the order can be challenged",
            "Gericht oder Stelle, vor der die Anordnung angefochten werden kann"}),
    needed("G", "redress_deadline", T::line, "TCO 3(4)(f)", {"Time limit for that", "Frist dafür"}),
    needed("G", "redress_law", T::text, "TCO 3(4)(f)", {"Provisions on it", "Vorschriften dazu"}),
    needed("G", "language", T::language, "TCO 15(2)", {"Language of this order", "Sprache dieser Anordnung"}),
};

constexpr Field kLetter[] = {
    needed("", "authority", T::line, "DSA 11", {"Authority", "Behörde"}),
    needed("", "authority_type", T::choice, "DSA 11", {"Kind of authority", "Art der Behörde"},
           kAuthorityTypes),
    needed("", "authority_country", T::country, "DSA 11", {"Country of the authority", "Land der Behörde"}),
    needed("", "official", T::line, "DSA 11",
           {"Name and post of who writes", "Name und Amt der schreibenden Person"}),
    needed("", "official_mail", T::mail, "DSA 11", {"Official mail address", "Dienstliche E-Mail-Adresse"}),
    possible("", "official_phone", T::phone, "DSA 11",
             {"Telephone. Call-backs use the number of the register, not this one",
              "Telefon. Rückrufe nehmen die Nummer des Verzeichnisses, nicht diese"}),
    possible("", "reference", T::line, "DSA 11", {"File number", "Aktenzeichen"}),
    needed("", "subject", T::line, "DSA 11", {"What it is about", "Worum es geht"}),
    needed("", "letter", T::text, "DSA 11", {"The letter", "Das Schreiben"}),
    possible("", "content", T::lines, "DSA 11",
             {"Addresses (URL) it is about", "Adressen (URL), um die es geht"}),
    possible("", "deadline", T::moment, "DSA 11",
             {"Time by which an answer is expected", "Zeitpunkt, bis zu dem eine Antwort erwartet wird"}),
    possible("", "language", T::language, "DSA 11(3)", {"Language of the letter", "Sprache des Schreibens"}),
};

std::vector<Form> make_forms() {
  std::vector<Form> forms;
  forms.push_back(
      {FormKind::dsa9,
       Instrument::dsa9_order,
       false,
       {"Order to act against illegal content", "Anordnung zum Vorgehen gegen rechtswidrige Inhalte"},
       "Reg. (EU) 2022/2065, Art. 9",
       fields_of(kDsaHead, kDsa9, kDsaTail)});
  forms.push_back({FormKind::dsa10,
                   Instrument::dsa10_order,
                   false,
                   {"Order to provide information", "Auskunftsanordnung"},
                   "Reg. (EU) 2022/2065, Art. 10",
                   fields_of(kDsaHead, kDsa10, kDsaTail)});
  forms.push_back({FormKind::tco,
                   Instrument::tco_removal,
                   false,
                   {"Removal order for terrorist content", "Entfernungsanordnung für terroristische Inhalte"},
                   "Reg. (EU) 2021/784, Annex I",
                   fields_of(kTco)});
  std::ranges::move(evidence_forms(), std::back_inserter(forms));
  forms.push_back({FormKind::letter,
                   Instrument::free_letter,
                   false,
                   {"Letter of an authority", "Schreiben einer Behörde"},
                   "Reg. (EU) 2022/2065, Art. 11",
                   fields_of(kLetter)});
  return forms;
}

}  // namespace

std::span<const Form> order_forms() {
  static const std::vector<Form> kForms = make_forms();
  return kForms;
}

const Form& order_form(FormKind kind) {
  return order_forms()[static_cast<std::size_t>(kind) - 1];
}

const Field* Form::find(std::string_view name) const {
  const auto found = std::ranges::find(fields, name, &Field::name);
  return found == fields.end() ? nullptr : &*found;
}

std::string_view value(const Values& values, std::string_view field) {
  const auto found = values.find(field);
  return found == values.end() || found->second.empty() ? std::string_view() : found->second.front();
}

bool says(const Values& values, std::string_view field, std::string_view word) {
  const auto found = values.find(field);
  return found != values.end() && std::ranges::find(found->second, word) != found->second.end();
}

}  // namespace botschaft::desk
