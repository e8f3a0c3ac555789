// The certificates of Reg. 2023/1543: EPOC (Annex I), EPOC-PR (Annex II) with its Annexes V and VI. Sections
// K and M of the EPOC are about the enforcing authority; M does not go to the addressee.
#include "desk/orders/form_rows.h"

namespace botschaft::desk::rows {
namespace {

constexpr Choice kIdentifierKinds[] = {
    {"account", {"account name or user id", "Kontoname oder Nutzerkennung"}},
    {"phone", {"telephone number", "Telefonnummer"}},
    {"mail", {"mail address", "E-Mail-Adresse"}},
    {"ip", {"IP address with date, time and time zone", "IP-Adresse mit Datum, Uhrzeit und Zeitzone"}},
    {"device", {"IMEI or MAC address", "IMEI oder MAC-Adresse"}},
    {"other", {"other", "anderes"}},
};

constexpr Choice kOffences[] = {
    {"three-years",
     {"punishable by a maximum of at least three years: Art. 5(4)(a)",
      "im Höchstmaß mit mindestens drei Jahren bedroht: Art. 5 Abs. 4 a"}},
    {"listed",
     {"listed, committed by means of an information system: Art. 5(4)(b)",
      "aufgeführt, mittels eines Informationssystems begangen: Art. 5 Abs. 4 b"}},
    {"terrorism", {"terrorist offence: Art. 5(4)(c)", "terroristische Straftat: Art. 5 Abs. 4 c"}},
    {"sentence",
     {"execution of a sentence of at least four months: Art. 5(4)(d)",
      "Vollstreckung einer Strafe von mindestens vier Monaten: Art. 5 Abs. 4 d"}},
    {"other", {"any other offence", "andere Straftat"}},
};

constexpr Field kAuthority[] = {
    needed("A", "authority_country", T::country, "e-Evidence 5(5)(a), 6(4)(a)",
           {"Issuing State", "Anordnungsstaat"}),
    needed("A", "authority", T::line, "e-Evidence 5(5)(a), 6(4)(a)",
           {"Issuing authority", "Anordnungsbehörde"}),
    needed("A", "authority_type", T::choice, "e-Evidence 4(1) to 4(3)",
           {"Kind of issuing authority", "Art der Anordnungsbehörde"}, kAuthorityTypes),
    possible("A", "validator", T::line, "e-Evidence 4(1) to 4(5)",
             {"Validating authority, where one is needed", "Validierende Behörde, wo eine nötig ist"}),
    possible("A", "validator_type", T::choice, "e-Evidence 4(1) to 4(5)",
             {"Kind of validating authority", "Art der validierenden Behörde"}, kAuthorityTypes),
    needed("A", "reference", T::line, "e-Evidence Annex I, II",
           {"File number of the order", "Aktenzeichen der Anordnung"}),
    possible("A", "validator_reference", T::line, "e-Evidence Annex I, II",
             {"File number of the validating authority", "Aktenzeichen der validierenden Behörde"}),
    needed("B", "addressee", T::line, "e-Evidence 5(5)(b), 6(4)(b), 7", {"Addressee", "Adressat"}),
    possible("D", "earlier_orders", T::text, "e-Evidence Annex I, D; 5(8)",
             {"Earlier orders or preservation orders in this matter",
              "Frühere Herausgabe- oder Sicherungsanordnungen in dieser Sache"}),
    needed("E", "identifier_kinds", T::choices, "e-Evidence 5(5)(c), 6(4)(c)",
           {"Kinds of identifiers", "Arten der Kennungen"}, kIdentifierKinds),
    needed("E", "persons", T::lines, "e-Evidence 5(5)(c), 6(4)(c)",
           {"Identifiers of the user, one on each line", "Kennungen des Nutzers, eine je Zeile"}),
    needed("E", "service", T::line, "e-Evidence Annex I, E", {"Service concerned", "Betroffener Dienst"}),
    possible("E", "period_from", T::moment, "e-Evidence 5(5)(e), 6(4)(e)", {"Period: from", "Zeitraum: von"}),
    possible("E", "period_until", T::moment, "e-Evidence 5(5)(e), 6(4)(e)",
             {"Period: until", "Zeitraum: bis"}),
    needed("F", "data_categories", T::choices, "e-Evidence 5(5)(d), 6(4)(d)",
           {"Categories of data", "Datenkategorien"}, kDataCategories),
    possible("F", "data_more", T::text, "e-Evidence Annex I, F", {"Data in detail", "Daten im Einzelnen"}),
};

constexpr Field kConditions[] = {
    needed("G", "offence", T::choice, "e-Evidence 5(3), 5(4)", {"The offence", "Die Straftat"}, kOffences),
    needed("G", "provisions", T::text, "e-Evidence 5(5)(f), 6(4)(f)",
           {"Its nature, legal classification and maximum penalty",
            "Ihre Art, rechtliche Einordnung und Höchststrafe"}),
    possible("G", "notified", T::flag, "e-Evidence 8",
             {"The enforcing authority is notified; the data is handed over when it has not refused in time",
              "Die Vollstreckungsbehörde wird unterrichtet; die Daten werden übergeben, wenn sie nicht "
              "fristgerecht "
              "widerspricht"}),
};

constexpr Field kEmergency[] = {
    needed("C", "emergency", T::text, "e-Evidence 3(18), 5(5)(g), 10(4)",
           {"Imminent threat to life, physical integrity, safety or critical infrastructure",
            "Unmittelbare Gefahr für Leben, körperliche Unversehrtheit, Sicherheit oder kritische "
            "Infrastruktur"}),
    possible("C", "without_validation", T::flag, "e-Evidence 4(5)",
             {"Validation could not be obtained in time and follows within 48 hours",
              "Die Validierung war nicht rechtzeitig zu erlangen und folgt binnen 48 Stunden"}),
};

constexpr Field kNamedDeadline[] = {
    possible("C", "deadline", T::moment, "e-Evidence Annex I, C",
             {"Earlier time, with reasons such as a procedural deadline",
              "Früherer Zeitpunkt, etwa wegen einer Verfahrensfrist"}),
};

constexpr Field kIssuer[] = {
    needed("I", "official", T::line, "e-Evidence Annex I, I",
           {"Name and post of who issues", "Name und Amt der anordnenden Person"}),
    needed("I", "official_mail", T::mail, "e-Evidence Annex I, I", {"Mail address", "E-Mail-Adresse"}),
    possible("I", "official_phone", T::phone, "e-Evidence Annex I, I",
             {"Telephone. Call-backs use the number of the register, not this one",
              "Telefon. Rückrufe nehmen die Nummer des Verzeichnisses, nicht diese"}),
    needed("I", "issued_at", T::moment, "e-Evidence Annex I, I", {"Date", "Datum"}),
    needed("I", "language", T::language, "e-Evidence 9, 27",
           {"Language of this certificate", "Sprache dieser Bescheinigung"}),
    when("validator_type", "*",
         possible("J", "validator_official", T::line, "e-Evidence Annex I, J",
                  {"Name and post of who validates", "Name und Amt der validierenden Person"})),
};

constexpr Field kTransfer[] = {
    when("notified", "true",
         possible("K", "enforcing_authority", T::line, "e-Evidence 8, Annex I, K",
                  {"Enforcing authority that is notified", "Unterrichtete Vollstreckungsbehörde"})),
    needed("L", "recipient", T::line, "e-Evidence Annex I, L",
           {"Authority to which the data is to go", "Behörde, an die die Daten gehen sollen"}),
    needed("L", "certificate", T::text, "IR (EU) 2025/1550",
           {"Its X.509 certificate (PEM), to which the data is encrypted",
            "Ihr X.509-Zertifikat (PEM), für das die Daten verschlüsselt werden"}),
    possible("L", "format", T::line, "e-Evidence Annex I, L", {"Preferred format", "Bevorzugtes Format"}),
};

constexpr Field kEarlier[] = {
    needed("", "earlier_case", T::line, "e-Evidence 11(1)",
           {"Case of the preservation order, as the operator named it",
            "Vorgang der Sicherungsanordnung, wie der Betreiber ihn nannte"}),
    needed("", "authority", T::line, "e-Evidence Annex V, VI", {"Issuing authority", "Anordnungsbehörde"}),
    needed("", "official", T::line, "e-Evidence Annex V, VI",
           {"Name and post of who signs", "Name und Amt der unterzeichnenden Person"}),
    needed("", "official_mail", T::mail, "e-Evidence Annex V, VI", {"Mail address", "E-Mail-Adresse"}),
    needed("", "reference", T::line, "e-Evidence Annex V, VI",
           {"File number of the preservation order", "Aktenzeichen der Sicherungsanordnung"}),
};

constexpr Field kReceipt[] = {
    possible("", "receipt", T::line, "e-Evidence 11(1)",
             {"Receipt of the preservation order, if it was sent without an account",
              "Beleg der Sicherungsanordnung, falls sie ohne Konto geschickt wurde"}),
};

constexpr Field kConfirmation[] = {
    needed("", "production_request", T::line, "e-Evidence Annex V",
           {"The request for production that has been issued, and its file number",
            "Das ergangene Herausgabeersuchen und sein Aktenzeichen"}),
    needed("", "issued_at", T::moment, "e-Evidence Annex V",
           {"Date of that request", "Datum dieses Ersuchens"}),
};

constexpr Field kExtension[] = {
    needed("", "reasons", T::text, "e-Evidence 11(1), Annex VI",
           {"Why another 30 days are needed", "Warum weitere 30 Tage nötig sind"}),
};

}  // namespace

std::vector<Form> evidence_forms() {
  std::vector<Form> forms;
  forms.push_back({FormKind::epoc,
                   Instrument::epoc,
                   false,
                   {"European Production Order Certificate (EPOC)", "Europäische Herausgabeanordnung (EPOC)"},
                   "Reg. (EU) 2023/1543, Annex I",
                   fields_of(kAuthority, kNamedDeadline, kConditions, kIssuer, kTransfer)});
  forms.push_back({FormKind::epoc_emergency,
                   Instrument::epoc_emergency,
                   false,
                   {"EPOC in an emergency", "EPOC im Notfall"},
                   "Reg. (EU) 2023/1543, Annex I, Art. 10(4)",
                   fields_of(kAuthority, kEmergency, kConditions, kIssuer, kTransfer)});
  forms.push_back(
      {FormKind::epoc_pr,
       Instrument::epoc_preservation,
       false,
       {"European Preservation Order Certificate (EPOC-PR)", "Europäische Sicherungsanordnung (EPOC-PR)"},
       "Reg. (EU) 2023/1543, Annex II",
       fields_of(kAuthority, std::span(kConditions, 2), kIssuer)});
  forms.push_back({FormKind::epoc_pr_confirmation,
                   Instrument::epoc_preservation,
                   true,
                   {"Confirmation that a request for production follows",
                    "Bestätigung, dass ein Herausgabeersuchen folgt"},
                   "Reg. (EU) 2023/1543, Annex V",
                   fields_of(kEarlier, kReceipt, kConfirmation)});
  forms.push_back({FormKind::epoc_pr_extension,
                   Instrument::epoc_preservation,
                   true,
                   {"Extension of the preservation by 30 days", "Verlängerung der Sicherung um 30 Tage"},
                   "Reg. (EU) 2023/1543, Annex VI",
                   fields_of(kEarlier, kReceipt, kExtension)});
  return forms;
}

}  // namespace botschaft::desk::rows
