#include "desk/report_tree.h"

#include <algorithm>
#include <array>
#include <utility>

namespace botschaft::desk {
namespace {

using enum Comment;

constexpr std::string_view kNothing;
constexpr std::string_view kFraud = "SCAMS_AND_FRAUD";
constexpr std::string_view kViolence = "VIOLENCE";
constexpr std::string_view kSecurity = "RISK_FOR_PUBLIC_SECURITY";
constexpr std::string_view kMinors = "PROTECTION_OF_MINORS";
constexpr std::string_view kSpeech = "ILLEGAL_OR_HARMFUL_SPEECH";
constexpr std::string_view kCyber = "CYBER_VIOLENCE";
constexpr std::string_view kWomen = "CYBER_VIOLENCE_AGAINST_WOMEN";
constexpr std::string_view kPrivacy = "DATA_PROTECTION_AND_PRIVACY_VIOLATIONS";
constexpr std::string_view kProducts = "UNSAFE_AND_PROHIBITED_PRODUCTS";
constexpr std::string_view kProperty = "INTELLECTUAL_PROPERTY_INFRINGEMENTS";
constexpr std::string_view kSelfHarm = "SELF_HARM";
constexpr std::string_view kCivic = "NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS";
constexpr std::string_view kConsumer = "CONSUMER_INFORMATION";
constexpr std::string_view kAnimals = "ANIMAL_WELFARE";
constexpr std::string_view kTerms = "OTHER_VIOLATION_TC";
constexpr std::string_view kUnspecified = "NOT_SPECIFIED_NOTICE";
constexpr std::string_view kOther = "OTHER";

constexpr std::array kOptions = std::to_array<ReportOption>({
    {"spam", kTerms, kOther, optional, {"Spam", "Spam"}},

    {"fraud", kNothing, kNothing, optional, {"Scam or fraud", "Betrug"}},
    {"fraud/phishing",
     kFraud,
     "PHISHING",
     optional,
     {"It is after passwords or data", "Will an Passwörter oder Daten"}},
    {"fraud/impersonation",
     kFraud,
     "IMPERSONATION_ACCOUNT_HIJACKING",
     optional,
     {"It pretends to be somebody else", "Gibt sich für jemand anderen aus"}},
    {"fraud/account", kFraud, "INAUTHENTIC_ACCOUNTS", optional, {"Fake account", "Falsches Konto"}},
    {"fraud/pyramid", kFraud, "PYRAMID_SCHEMES", optional, {"Pyramid scheme", "Schneeballsystem"}},
    {"fraud/other", kFraud, kOther, optional, {"Another scam", "Anderer Betrug"}},

    {"violence", kNothing, kNothing, optional, {"Violence", "Gewalt"}},
    {"violence/incitement",
     kViolence,
     "INCITEMENT_VIOLENCE_HATRED",
     optional,
     {"Calls for violence", "Aufruf zu Gewalt"}},
    {"violence/coordinated",
     kViolence,
     "COORDINATED_HARM",
     optional,
     {"Plans to harm somebody", "Plan, jemandem zu schaden"}},
    {"violence/trafficking",
     kViolence,
     "HUMAN_TRAFFICKING",
     optional,
     {"Human trafficking", "Menschenhandel"}},
    {"violence/exploitation",
     kViolence,
     "HUMAN_EXPLOITATION",
     optional,
     {"Exploitation of people", "Ausbeutung von Menschen"}},
    {"violence/other", kViolence, kOther, optional, {"Other violence", "Andere Gewalt"}},

    {"security",
     kNothing,
     kNothing,
     optional,
     {"Terrorism or danger to the public", "Terrorismus oder Gefahr für viele"}},
    {"security/terrorism", kSecurity, "TERRORIST_CONTENT", optional, {"Terrorism", "Terrorismus"}},
    {"security/organisation",
     kSecurity,
     "ILLEGAL_ORGANIZATIONS",
     optional,
     {"Forbidden organisation", "Verbotene Organisation"}},
    {"security/health",
     kSecurity,
     "RISK_PUBLIC_HEALTH",
     optional,
     {"Danger to public health", "Gefahr für die Gesundheit vieler"}},
    {"security/environment",
     kSecurity,
     "RISK_ENVIRONMENTAL_DAMAGE",
     optional,
     {"Danger to the environment", "Gefahr für die Umwelt"}},
    {"security/other", kSecurity, kOther, optional, {"Another danger", "Andere Gefahr"}},

    {"minors", kNothing, kNothing, optional, {"Children and minors", "Kinder und Jugendliche"}},
    {"minors/abuse",
     kMinors,
     "CHILD_SEXUAL_ABUSE_MATERIAL",
     optional,
     {"Sexual abuse of children", "Sexueller Missbrauch von Kindern"}},
    {"minors/deepfake",
     kMinors,
     "CHILD_SEXUAL_ABUSE_MATERIAL_DEEPFAKE",
     optional,
     {"The same, made by a computer", "Dasselbe, vom Computer gemacht"}},
    {"minors/grooming",
     kMinors,
     "GROOMING_SEXUAL_ENTICEMENT_MINORS",
     optional,
     {"An adult seeks sexual contact", "Erwachsener sucht sexuellen Kontakt"}},
    {"minors/challenge",
     kMinors,
     "UNSAFE_CHALLENGES",
     optional,
     {"Dangerous challenge", "Gefährliche Mutprobe"}},
    {"minors/age",
     kMinors,
     "AGE_SPECIFIC_RESTRICTIONS_MINORS",
     optional,
     {"Not for this age", "Nicht für dieses Alter"}},
    {"minors/other",
     kMinors,
     kOther,
     optional,
     {"Other harm to minors", "Anderer Schaden für Minderjährige"}},

    {"speech", kNothing, kNothing, optional, {"Hatred or insult", "Hass oder Beleidigung"}},
    {"speech/hate", kSpeech, "HATE_SPEECH", optional, {"Hate speech", "Hassrede"}},
    {"speech/discrimination", kSpeech, "DISCRIMINATION", optional, {"Discrimination", "Diskriminierung"}},
    {"speech/defamation",
     kSpeech,
     "DEFAMATION",
     required,
     {"Insult or slander", "Beleidigung oder Verleumdung"}},
    {"speech/other", kSpeech, kOther, optional, {"Other illegal speech", "Andere rechtswidrige Äußerung"}},

    {"cyber", kNothing, kNothing, optional, {"Bullying or harassment", "Mobbing oder Belästigung"}},
    {"cyber/bullying",
     kCyber,
     "CYBER_BULLYING_INTIMIDATION",
     optional,
     {"Bullying, intimidation", "Mobbing, Einschüchterung"}},
    {"cyber/harassment", kCyber, "CYBER_HARASSMENT", optional, {"Harassment", "Belästigung"}},
    {"cyber/stalking", kCyber, "CYBER_STALKING", optional, {"Stalking", "Stalking"}},
    {"cyber/images",
     kCyber,
     "NON_CONSENSUAL_IMAGE_SHARING",
     optional,
     {"Intimate pictures without consent", "Intime Bilder ohne Einwilligung"}},
    {"cyber/deepfake",
     kCyber,
     "NON_CONSENSUAL_MATERIAL_DEEPFAKE",
     optional,
     {"Faked pictures of somebody", "Gefälschte Bilder von jemandem"}},
    {"cyber/women", kNothing, kNothing, optional, {"Against women or girls", "Gegen Frauen oder Mädchen"}},
    {"cyber/women/bullying",
     kWomen,
     "BULLYING_AGAINST_GIRLS",
     optional,
     {"Bullying of girls", "Mobbing von Mädchen"}},
    {"cyber/women/harassment",
     kWomen,
     "CYBER_HARASSMENT_AGAINST_WOMEN",
     optional,
     {"Harassment", "Belästigung"}},
    {"cyber/women/stalking", kWomen, "CYBER_STALKING_AGAINST_WOMEN", optional, {"Stalking", "Stalking"}},
    {"cyber/women/incitement",
     kWomen,
     "INCITEMENT_AGAINST_WOMEN",
     optional,
     {"Calls for violence or hatred", "Aufruf zu Gewalt oder Hass"}},
    {"cyber/women/images",
     kWomen,
     "NON_CONSENSUAL_IMAGE_SHARING_AGAINST_WOMEN",
     optional,
     {"Intimate pictures without consent", "Intime Bilder ohne Einwilligung"}},
    {"cyber/other", kCyber, kOther, optional, {"Something else of the kind", "Anderes dieser Art"}},

    {"products",
     kNothing,
     kNothing,
     optional,
     {"Drugs, weapons, other goods", "Drogen, Waffen, andere Waren"}},
    {"products/drugs", kProducts, "PROHIBITED_PRODUCTS", optional, {"Drugs", "Drogen"}},
    {"products/prohibited",
     kProducts,
     "PROHIBITED_PRODUCTS",
     optional,
     {"Weapons, other forbidden goods", "Waffen, andere verbotene Waren"}},
    {"products/unsafe", kProducts, "UNSAFE_PRODUCTS", optional, {"Unsafe goods", "Gefährliche Waren"}},
    {"products/animals",
     kAnimals,
     "UNLAWFUL_SALE_ANIMALS",
     optional,
     {"Unlawful sale of animals", "Verbotener Verkauf von Tieren"}},
    {"products/traders",
     kConsumer,
     "INSUFFICIENT_INFORMATION_ON_TRADERS",
     optional,
     {"It is not said who sells", "Verkäufer nicht genannt"}},
    {"products/advertisement",
     kConsumer,
     "HIDDEN_ADVERTISEMENT",
     optional,
     {"Hidden advertisement", "Versteckte Werbung"}},
    {"products/misleading",
     kConsumer,
     "MISLEADING_INFO_GOODS_SERVICES",
     optional,
     {"Misleading offer", "Irreführendes Angebot"}},

    {"privacy", kNothing, kNothing, optional, {"Personal data", "Persönliche Daten"}},
    {"privacy/published",
     kPrivacy,
     "MISSING_PROCESSING_GROUND",
     optional,
     {"Published without being allowed to", "Unerlaubt veröffentlicht"}},
    {"privacy/forget",
     kPrivacy,
     "RIGHT_TO_BE_FORGOTTEN",
     required,
     {"Data about me that is to go", "Daten über mich, die weg sollen"}},
    {"privacy/false", kPrivacy, "DATA_FALSIFICATION", required, {"False data", "Falsche Daten"}},
    {"privacy/biometric",
     kPrivacy,
     "BIOMETRIC_DATA_BREACH",
     optional,
     {"Faces, fingerprints and the like", "Gesichter, Fingerabdrücke und Ähnliches"}},

    {"property", kNothing, kNothing, optional, {"Copyright, trademark", "Urheberrecht, Marke"}},
    {"property/copyright", kProperty, "COPYRIGHT_INFRINGEMENT", required, {"Copyright", "Urheberrecht"}},
    {"property/trademark", kProperty, "TRADEMARK_INFRINGEMENT", required, {"Trademark", "Marke"}},
    {"property/other",
     kProperty,
     kOther,
     required,
     {"Design, patent, trade secret", "Design, Patent, Geheimnis"}},

    {"self", kNothing, kNothing, optional, {"Suicide or self-harm", "Suizid oder Selbstverletzung"}},
    {"self/suicide", kSelfHarm, "SUICIDE", optional, {"Suicide", "Suizid"}},
    {"self/mutilation", kSelfHarm, "SELF_MUTILATION", optional, {"Self-injury", "Selbstverletzung"}},
    {"self/eating",
     kSelfHarm,
     "CONTENT_PROMOTING_EATING_DISORDERS",
     optional,
     {"Eating disorders", "Essstörungen"}},

    {"civic", kNothing, kNothing, optional, {"Elections, disinformation", "Wahlen, Desinformation"}},
    {"civic/disinformation",
     kCivic,
     "MISINFORMATION_DISINFORMATION",
     optional,
     {"Disinformation", "Desinformation"}},
    {"civic/law",
     kCivic,
     "VIOLATION_NATIONAL_LAW",
     required,
     {"Breaks the law on elections", "Verstößt gegen Wahlrecht"}},

    {"adult", kNothing, kNothing, optional, {"Pornography, nudity", "Pornografie, Nacktheit"}},
    {"adult/sexual", kTerms, "ADULT_SEXUAL_MATERIAL", optional, {"Pornography", "Pornografie"}},
    {"adult/nudity", kTerms, "NUDITY", optional, {"Nudity", "Nacktheit"}},

    {"animals", kAnimals, "ANIMAL_HARM", optional, {"Cruelty to animals", "Tierquälerei"}},
    {"place",
     kTerms,
     "GEOGRAPHICAL_REQUIREMENTS",
     optional,
     {"Does not belong to this place", "Gehört nicht an diesen Ort"}},
    {"law", kUnspecified, kNothing, required, {"Illegal in my country", "In meinem Land verboten"}},
    {"other", kUnspecified, kNothing, required, {"Something else", "Etwas anderes"}},
});

constexpr std::array kReasons = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"spam", "spam"},
    {"violence", "violence/other"},
    {"pornography", "adult/sexual"},
    {"child_abuse", "minors/abuse"},
    {"copyright", "property/copyright"},
    {"geo_irrelevant", "place"},
    {"fake", "fraud/impersonation"},
    {"illegal_drugs", "products/drugs"},
    {"personal_details", "privacy/published"},
    {"other", "other"},
});

constexpr std::string_view parent_of(std::string_view option) {
  const auto slash = option.rfind('/');
  return slash == option.npos ? std::string_view() : option.substr(0, slash);
}

}  // namespace

std::span<const ReportOption> report_options() {
  return kOptions;
}

const ReportOption* find_report_option(std::string_view option) {
  const auto* found = std::ranges::find(kOptions, option, &ReportOption::option);
  return found == kOptions.end() ? nullptr : found;
}

std::vector<const ReportOption*> report_options_below(std::string_view option) {
  std::vector<const ReportOption*> below;
  for (const auto& each : kOptions)
    if (parent_of(each.option) == option) below.push_back(&each);
  return below;
}

std::string_view report_page_title(std::string_view option, Language language) {
  static constexpr Bilingual kFirst{"What is wrong with it?", "Was ist daran falsch?"};
  const auto* page = find_report_option(option);
  return page == nullptr ? kFirst.in(language) : page->text.in(language);
}

const ReportOption& report_option_of_reason(std::string_view reason) {
  const auto* found = std::ranges::find(kReasons, reason, [](const auto& pair) { return pair.first; });
  return *find_report_option(found == kReasons.end() ? "other" : found->second);
}

}  // namespace botschaft::desk
