// GET and POST /report: a notice of DSA Art. 16 by anybody, without an account and without scripts.
#include <fmt/format.h>

#include "desk/report_tree.h"
#include "http/desk/form.h"
#include "http/desk/intake.h"
#include "http/desk/page.h"
#include "http/desk/pages.h"

namespace botschaft::http {
namespace {

using desk::Bilingual;
using desk::Language;

constexpr std::string_view kPath = "/report";
constexpr std::size_t kKeyMin = 16;  // as of a header

constexpr Bilingual kTitle{"Report illegal content", "Rechtswidrige Inhalte melden"};
constexpr Bilingual kIntro{
    "Everybody can report here, with or without an account. A person will look at it. You get a receipt at "
    "once, and "
    "are told what was decided and how to complain about it.",
    "Hier kann jeder melden, mit und ohne Konto. Ein Mensch sieht es sich an. Du bekommst sofort eine "
    "Quittung und "
    "erfährst, was entschieden wurde und wie du dich darüber beschweren kannst."};
constexpr Bilingual kWhere{"Where is it?", "Wo ist es?"};
constexpr Bilingual kWhereHint{
    "One link per line, as the app copies it with “Copy link”, or @names. At most 20.",
    "Ein Link je Zeile, wie ihn die App mit „Link kopieren“ gibt, oder @Namen. Höchstens 20."};
constexpr Bilingual kWhat{"What is it?", "Was ist es?"};
constexpr Bilingual kChoose{"Please choose", "Bitte auswählen"};
constexpr Bilingual kWhy{"Why is it illegal?", "Warum ist es rechtswidrig?"};
constexpr Bilingual kWhyHint{
    "What is to be seen or read there, and which right or law it breaks, in your words.",
    "Was dort zu sehen oder zu lesen ist, und welches Recht es verletzt, in deinen Worten."};
constexpr Bilingual kName{"Your name", "Dein Name"};
constexpr Bilingual kMail{"Your mail address", "Deine E-Mail-Adresse"};
constexpr Bilingual kNameHint{
    "Needed, but for sexual abuse of children. The people you report are not told who you are, unless the "
    "law demands "
    "it.",
    "Nötig, außer bei sexuellem Missbrauch von Kindern. Die Gemeldeten erfahren nicht, wer du bist, es sei "
    "denn, das "
    "Gesetz verlangt es."};
constexpr Bilingual kFaith{
    "I believe in good faith that what I say here is right and complete.",
    "Ich bin nach bestem Wissen überzeugt, dass meine Angaben richtig und vollständig sind."};
constexpr Bilingual kSend{"Send the report", "Meldung abschicken"};
constexpr Bilingual kDone{"We have received your report", "Deine Meldung ist angekommen"};
constexpr Bilingual kDoneText{
    "Keep this receipt: it opens the page where you see what becomes of your report, answer questions, and "
    "complain. "
    "Whoever knows it can do the same.",
    "Bewahre diese Quittung auf: Sie öffnet die Seite, auf der du siehst, was aus deiner Meldung wird, "
    "Fragen "
    "beantwortest und dich beschweren kannst. Wer sie kennt, kann das auch."};
constexpr Bilingual kCase{"Case", "Vorgang"};
constexpr Bilingual kReceived{"Received", "Angekommen"};
constexpr Bilingual kAbout{"About", "Betrifft"};
constexpr Bilingual kReceipt{"Receipt", "Quittung"};
constexpr Bilingual kOpen{"Status, proof and messages", "Stand, Beweis und Nachrichten"};

std::span<const Field> form_fields() {
  static const auto fields = [] {
    std::vector<Field> all(notice_fields().begin(), notice_fields().end());
    all.push_back({"key", FieldType::text, false, "Under which a repetition is known.", 64});
    return all;
  }();
  return fields;
}

std::string value_of(const Pairs& filled, std::string_view name) {
  for (const auto& [key, value] : filled)
    if (key == name) return value;
  return {};
}

std::string options_below(std::string_view page, Language language, std::string_view chosen) {
  std::string out;
  for (const auto* option : desk::report_options_below(page)) {
    const auto text = escaped(option->text.in(language));
    if (option->is_leaf())
      out += fmt::format(R"(<option value="{}"{}>{}</option>)", option->option,
                         option->option == chosen ? " selected" : "", text);
    else if (page.empty())
      out += fmt::format(R"(<optgroup label="{}">{}</optgroup>)", text,
                         options_below(option->option, language, chosen));
    else  // groups do not nest in HTML
      out += options_below(option->option, language, chosen);
  }
  return out;
}

std::string input(std::string_view name, std::string_view type, std::string_view autocomplete,
                  Bilingual label, std::string_view hint_id, Language language, const Pairs& filled) {
  return fmt::format(
      R"(<label for="{0}">{1}</label><input id="{0}" name="{0}" type="{2}" autocomplete="{3}" )"
      R"(maxlength="200" value="{4}")"
      R"( aria-describedby="{5}">)",
      name, label.in(language), type, autocomplete, escaped(value_of(filled, name)), hint_id);
}

std::string form(Language language, const Pairs& filled, const std::string& key) {
  const auto where =
      fmt::format(R"(<label for="locations">{}</label><p class="hint" id="where-hint">{}</p>)"
                  R"(<textarea id="locations" name="locations" required maxlength="10000" )"
                  R"(aria-describedby="where-hint">{}</textarea>)",
                  kWhere.in(language), kWhereHint.in(language), escaped(value_of(filled, "locations")));
  const auto what = fmt::format(
      R"(<label for="category">{}</label><select id="category" name="category" required><option )"
      R"(value="">{}</option>{}</select>)",
      kWhat.in(language), kChoose.in(language), options_below("", language, value_of(filled, "category")));
  const auto why =
      fmt::format(R"(<label for="reasons">{}</label><p class="hint" id="why-hint">{}</p>)"
                  R"(<textarea id="reasons" name="reasons" required maxlength="4500" )"
                  R"(aria-describedby="why-hint">{}</textarea>)",
                  kWhy.in(language), kWhyHint.in(language), escaped(value_of(filled, "reasons")));
  const auto who = fmt::format(R"(<p class="hint" id="who-hint" style="margin-top:1.25rem">{}</p>)",
                               kNameHint.in(language)) +
                   input("name", "text", "name", kName, "who-hint", language, filled) +
                   input("mail", "email", "email", kMail, "who-hint", language, filled);
  return fmt::format(
      R"(<form method="post" action="/report?lang={0}"><input type="hidden" name="language" value="{0}">)"
      R"(<input type="hidden" name="key" value="{1}">{2}{3}{4}{5}<label class="check"><input )"
      R"(type="checkbox" )"
      R"(name="good_faith" required{6}><span>{7}</span></label><button>{8}</button></form>)",
      desk::code_of(language), escaped(key), where, what, why, who,
      value_of(filled, "good_faith").empty() ? "" : " checked", kFaith.in(language), kSend.in(language));
}

Reply report_page(std::uint16_t status, const DeskPlace& place, Language language, const Pairs& filled,
                  const std::string& key, const std::string& trouble) {
  auto main = "<p>" + std::string(kIntro.in(language)) + "</p>";
  if (!trouble.empty()) main += R"(<div class="trouble" role="alert">)" + paragraphs(trouble) + "</div>";
  main += form(language, filled, key);
  return page(status, language, place, kPath, kTitle.in(language), main);
}

Reply get_report(DeskCall& call) {
  Bytes key(16);
  call.random.fill(key);
  // A link may say what is to be reported.
  const Pairs filled{{"locations", query_of(call.request, "location")}};
  return report_page(200, call.place, language_of(call.request), filled, to_hex(key), "");
}

Reply explain_report(const DeskPlace& place, const Request& request, const Reply& problem) {
  const auto filled = parse_pairs(request.body).value_or(Pairs());
  const auto language = language_of(request);
  return report_page(problem.status, place, language, filled, value_of(filled, "key"),
                     trouble_text(language, problem));
}

Reply post_report(DeskCall& call) {
  const auto language = language_of(call.request);
  const auto key = call.text("key");
  const auto filed = file_notice(call, key.size() < kKeyMin ? "" : key);
  if (filed.status >= 400) return filed;
  auto main = "<p>" + std::string(kDoneText.in(language)) + "</p>";
  for (const auto& each : filed.body.at("submissions").as_array()) {
    const auto text = [&](std::string_view member) { return escaped(each.at(member).as_string()); };
    main += fmt::format(R"(<dl><dt>{}</dt><dd>{}</dd><dt>{}</dt><dd>{}</dd><dt>{}</dt><dd>{}</dd><dt>{}</dt>)"
                        R"(<dd class="code">{}</dd></dl><p><a href="/status?lang={}#{}">{}</a></p>)",
                        kCase.in(language), text("case"), kReceived.in(language),
                        time_text(language, each.at("received_at").as_int64()), kAbout.in(language),
                        text("target"), kReceipt.in(language), text("receipt"), desk::code_of(language),
                        text("receipt"), kOpen.in(language));
  }
  return page(202, language, call.place, kPath, kDone.in(language), main);
}

}  // namespace

std::span<const Endpoint> report_page_endpoints() {
  static const Endpoint kRows[] = {
      {.method = Method::get,
       .path = kPath,
       .roles = kEveryone,
       .tx = Tx::read,
       .run = get_report,
       .summary = "The form for notices."},
      {.method = Method::post,
       .path = kPath,
       .roles = kEveryone,
       .tx = Tx::write,
       .run = post_report,
       .summary = "A notice by the form.",
       .body = form_fields(),
       .keeps_keys = true,
       .form = true,
       .explain = explain_report},
  };
  return kRows;
}

}  // namespace botschaft::http
