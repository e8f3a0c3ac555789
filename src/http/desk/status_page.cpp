// /status: what has become of a submission, for whoever holds its receipt. The receipt travels in bodies
// alone, never in an address that would be logged or sent on.
#include <fmt/format.h>

#include "http/desk/form.h"
#include "http/desk/intake.h"
#include "http/desk/page.h"
#include "http/desk/pages.h"

namespace botschaft::http {
namespace {

using desk::Bilingual;
using desk::Language;

constexpr std::string_view kPath = "/status";

constexpr std::string_view kScript =
    "const field = document.getElementById('receipt');\n"
    "const receipt = decodeURIComponent(location.hash.slice(1));\n"
    "if (field && receipt && !field.value && field.form.dataset.open) {\n"
    "  field.value = receipt;\n"
    "  history.replaceState(null, '', location.pathname + location.search);\n"
    "  field.form.submit();\n"
    "}\n";

constexpr Bilingual kTitle{"What has become of it", "Was daraus geworden ist"};
constexpr Bilingual kReceipt{"Receipt", "Quittung"};
constexpr Bilingual kReceiptHint{"The 25 letters and digits you were given.",
                                 "Die 25 Buchstaben und Ziffern, die du bekommen hast."};
constexpr Bilingual kShow{"Show", "Zeigen"};
constexpr Bilingual kCase{"Case", "Vorgang"};
constexpr Bilingual kState{"State", "Stand"};
constexpr Bilingual kReceived{"Received", "Angekommen"};
constexpr Bilingual kAbout{"About", "Betrifft"};
constexpr Bilingual kSteps{"What was done", "Was geschehen ist"};
constexpr Bilingual kDecision{"The decision", "Die Entscheidung"};
constexpr Bilingual kMessages{"Messages", "Nachrichten"};
constexpr Bilingual kYou{"You", "Du"};
constexpr Bilingual kDesk{"The desk", "Die Meldestelle"};
constexpr Bilingual kErased{"erased", "gelöscht"};
constexpr Bilingual kWrite{"Write to the desk", "An die Meldestelle schreiben"};
constexpr Bilingual kSend{"Send", "Abschicken"};
constexpr Bilingual kComplain{"Complain about the decision", "Über die Entscheidung beschweren"};
constexpr Bilingual kComplainHint{"Until {}. Another person decides.",
                                  "Bis {}. Darüber entscheidet ein anderer Mensch."};
constexpr Bilingual kComplainSend{"Send the complaint", "Beschwerde abschicken"};
constexpr Bilingual kComplained{"Your complaint has been received. It has a receipt of its own:",
                                "Deine Beschwerde ist angekommen. Sie hat eine eigene Quittung:"};
constexpr Bilingual kWithdraw{"Withdraw", "Zurückziehen"};
constexpr Bilingual kProof{"Proof", "Beweis"};
constexpr Bilingual kProofText{
    "With these anybody can check, without asking us, that this came in, when, and what it said. The log "
    "proves as "
    "much as outsiders have mirrored or witnessed of it.",
    "Damit kann jeder, ohne uns zu fragen, prüfen, dass das angekommen ist, wann, und was darin stand. Das "
    "Protokoll "
    "beweist so viel, wie Außenstehende davon gespiegelt oder bezeugt haben."};
constexpr Bilingual kNotYet{
    "The entry is not in the public log yet; that takes a minute at most.",
    "Der Eintrag ist noch nicht im öffentlichen Protokoll; das dauert höchstens eine Minute."};

struct Word {
  std::string_view word;
  Bilingual text;
};
constexpr Word kStates[] = {
    {"received", {"received, nobody has looked at it yet", "angekommen, noch hat es niemand angesehen"}},
    {"viewed", {"being worked on", "in Arbeit"}},
    {"waiting", {"the desk waits for your answer", "die Meldestelle wartet auf deine Antwort"}},
    {"proposed", {"being worked on", "in Arbeit"}},
    {"decided", {"decided", "entschieden"}},
    {"conditional", {"decided", "entschieden"}},
    {"effected", {"decided and done", "entschieden und ausgeführt"}},
    {"closed", {"closed", "abgeschlossen"}},
    {"appealed",
     {"there is a complaint about the decision", "es gibt eine Beschwerde über die Entscheidung"}},
    {"reversed", {"the decision is being undone", "die Entscheidung wird rückgängig gemacht"}},
    {"withdrawn", {"withdrawn", "zurückgezogen"}},
};
constexpr Word kStepNames[] = {
    {"view", {"A person looked at it", "Ein Mensch hat es angesehen"}},
    {"ask-clarification", {"The desk asked something", "Die Meldestelle hat etwas gefragt"}},
    {"decide", {"Decided", "Entschieden"}},
    {"effect", {"Done as decided", "Wie entschieden ausgeführt"}},
    {"hand-over-conditionally", {"Done as decided", "Wie entschieden ausgeführt"}},
    {"release", {"Done as decided", "Wie entschieden ausgeführt"}},
    {"inform", {"Everybody was told", "Alle wurden benachrichtigt"}},
    {"appeal", {"A complaint came in", "Eine Beschwerde kam"}},
    {"uphold", {"The decision stands", "Die Entscheidung bleibt"}},
    {"reverse", {"The decision was wrong", "Die Entscheidung war falsch"}},
    {"restore", {"Undone", "Rückgängig gemacht"}},
    {"withdraw", {"Withdrawn", "Zurückgezogen"}},
};

std::string_view say(std::span<const Word> words, std::string_view word, Language language) {
  for (const auto& each : words)
    if (each.word == word) return each.text.in(language);
  return word;
}

std::string_view text_of(const json::object& of, std::string_view member) {
  const auto* value = of.if_contains(member);
  return value && value->is_string() ? std::string_view(value->get_string()) : std::string_view();
}

std::string pair_of(Bilingual name, Language language, std::string_view value) {
  return fmt::format("<dt>{}</dt><dd>{}</dd>", name.in(language), escaped(value));
}

std::string section(Bilingual title, Language language, std::string_view inside) {
  return fmt::format("<section><h2>{}</h2>{}</section>", title.in(language), inside);
}

std::string form_to(std::string_view deed, Language language, std::string_view receipt,
                    std::string_view inside) {
  return fmt::format(R"(<form method="post" action="/status{}?lang={}"><input type="hidden" name="receipt" )"
                     R"(value="{}">{}</form>)",
                     deed, desk::code_of(language), escaped(receipt), inside);
}

std::string area(std::string_view id, Bilingual label, Language language, std::string_view hint,
                 Bilingual button) {
  return fmt::format(
      R"(<label for="{0}">{1}</label><p class="hint">{2}</p><textarea id="{0}" name="text" required )"
      R"(maxlength="10000"></textarea>)"
      R"(<button>{3}</button>)",
      id, label.in(language), escaped(hint), button.in(language));
}

std::string steps_of(const json::object& status, Language language) {
  std::string out;
  for (const auto& step : status.at("steps").as_array())
    out += fmt::format("<dt>{}</dt><dd>{}</dd>", say(kStepNames, text_of(step.as_object(), "step"), language),
                       time_text(language, step.at("at").as_int64()));
  return out.empty() ? "" : section(kSteps, language, "<dl>" + out + "</dl>");
}

std::string messages_of(const json::object& status, Language language) {
  std::string out;
  for (const auto& each : status.at("messages").as_array()) {
    const auto& message = each.as_object();
    const bool mine = text_of(message, "from") == "you";
    const auto said = message.contains("erased") ? fmt::format("<p><em>{}</em></p>", kErased.in(language))
                                                 : paragraphs(text_of(message, "text"));
    out += fmt::format(R"(<article class="said {}"><p class="hint">{}, {}</p>{}</article>)",
                       mine ? "mine" : "desk", (mine ? kYou : kDesk).in(language),
                       time_text(language, message.at("at").as_int64()), said);
  }
  return out.empty() ? "" : section(kMessages, language, out);
}

std::string deeds_of(const json::object& status, Language language, std::string_view receipt) {
  const auto& may = status.at("may").as_object();
  std::string out;
  if (may.at("write").as_bool())
    out += form_to("/messages", language, receipt, area("words", kWrite, language, "", kSend));
  if (may.at("appeal").as_bool()) {
    const auto hint = fmt::format(fmt::runtime(kComplainHint.in(language)),
                                  time_text(language, status.at("appeal_until").as_int64()));
    out += form_to("/appeal", language, receipt, area("complaint", kComplain, language, hint, kComplainSend));
  }
  if (may.at("withdraw").as_bool())
    out += form_to("/withdraw", language, receipt,
                   fmt::format(R"(<button class="quiet">{}</button>)", kWithdraw.in(language)));
  return out;
}

std::string proof_of(const json::object& status, Language language) {
  const auto& proof = status.at("proof").as_object();
  auto inside = fmt::format("<p>{}</p>", kProofText.in(language));
  for (const auto* member : {"signed_receipt", "record", "salt", "payload", "tlog_proof"})
    if (const auto text = text_of(proof, member); !text.empty())
      inside += fmt::format("<details><summary>{}</summary><pre tabindex=\"0\">{}</pre></details>", member,
                            escaped(text));
  if (!proof.contains("tlog_proof")) inside += fmt::format("<p>{}</p>", kNotYet.in(language));
  return section(kProof, language, inside);
}

std::string status_of(const json::object& status, Language language, std::string_view receipt) {
  auto main = "<dl>" + pair_of(kCase, language, text_of(status, "case")) +
              pair_of(kState, language, say(kStates, text_of(status, "state"), language)) +
              pair_of(kReceived, language, time_text(language, status.at("received_at").as_int64()));
  if (const auto target = text_of(status, "target"); !target.empty())
    main += pair_of(kAbout, language, target);
  main += "</dl>" + steps_of(status, language);
  if (const auto* decision = status.if_contains("decision"))
    main += section(kDecision, language, paragraphs(text_of(decision->as_object(), "letter")));
  return main + messages_of(status, language) + deeds_of(status, language, receipt) +
         proof_of(status, language);
}

Reply empty_page(std::uint16_t status, const DeskPlace& place, Language language,
                 const std::string& trouble) {
  std::string main;
  if (!trouble.empty()) main += R"(<div class="trouble" role="alert">)" + paragraphs(trouble) + "</div>";
  main += fmt::format(
      R"(<form method="post" action="/status?lang={}"{}><label for="receipt">{}</label><p class="hint" )"
      R"(id="receipt-hint">{}</p>)"
      R"(<input id="receipt" name="receipt" required maxlength="40" autocomplete="off" spellcheck="false" )"
      R"(aria-describedby="receipt-hint"><button>{}</button></form><script src="/desk/status.js" )"
      R"(defer></script>)",
      desk::code_of(language), trouble.empty() ? R"( data-open="1")" : "", kReceipt.in(language),
      kReceiptHint.in(language), kShow.in(language));
  return page(status, language, place, kPath, kTitle.in(language), main);
}

Reply explain_status(const DeskPlace& place, const Request& request, const Reply& problem) {
  const auto language = language_of(request);
  return empty_page(problem.status, place, language, trouble_text(language, problem));
}

Reply get_page(DeskCall& call) {
  return empty_page(200, call.place, language_of(call.request), "");
}

// Receipts as people copy them.
std::string receipt_of(const DeskCall& call) {
  std::string receipt;
  for (char c : call.text("receipt")) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - ('a' - 'A'));
    if (c != ' ' && c != '-' && c != '\t') receipt += c;
  }
  return receipt;
}

Reply show(DeskCall& call, std::string_view before) {
  const auto language = language_of(call.request);
  const auto receipt = receipt_of(call);
  std::vector<translog::Record> records;
  auto status = submission_status(call, receipt, language, records);
  if (!status) return problem(404, "no-such-submission", "nobody was given that receipt");
  if (!records.empty()) status->at("proof").as_object()["signed_receipt"] = call.place.sign(records.front());
  return page(200, language, call.place, kPath, kTitle.in(language),
              std::string(before) + status_of(*status, language, receipt));
}

Reply post_status(DeskCall& call) {
  return show(call, "");
}

Reply post_message(DeskCall& call) {
  auto written = write_message(call, receipt_of(call), call.text("text"));
  return written.status >= 400 ? std::move(written) : show(call, "");
}

Reply post_appeal(DeskCall& call) {
  auto filed = file_appeal(call, receipt_of(call), call.text("text"));
  if (filed.status >= 400) return filed;
  return show(call, fmt::format(R"(<p role="status">{}</p><p class="code">{}</p>)",
                                kComplained.in(language_of(call.request)),
                                text_of(filed.body.as_object(), "receipt")));
}

Reply post_withdrawal(DeskCall& call) {
  auto withdrawn = withdraw_submission(call, receipt_of(call));
  return withdrawn.status >= 400 ? std::move(withdrawn) : show(call, "");
}

constexpr Field kReceiptFields[] = {{"receipt", FieldType::text, true, "Of the submission.", 64}};
constexpr Field kTextFields[] = {{"receipt", FieldType::text, true, "Of the submission.", 64},
                                 {"text", FieldType::text, true, "Words, or reasons.", 20'000}};

Endpoint row(std::string_view path, Tx tx, Reply (*run)(DeskCall&), std::string_view summary,
             std::span<const Field> body) {
  return {.method = Method::post,
          .path = path,
          .roles = kEveryone,
          .tx = tx,
          .run = run,
          .summary = summary,
          .body = body,
          .form = true,
          .explain = explain_status};
}

}  // namespace

std::span<const Endpoint> status_page_endpoints() {
  static const Endpoint kRows[] = {
      {.method = Method::get,
       .path = kPath,
       .roles = kEveryone,
       .tx = Tx::read,
       .run = get_page,
       .summary = "Asks for a receipt."},
      row("/status", Tx::read, post_status, "Shows the status of a submission.", kReceiptFields),
      row("/status/messages", Tx::write, post_message, "Writes inside the case.", kTextFields),
      row("/status/appeal", Tx::write, post_appeal, "Complains about the decision.", kTextFields),
      row("/status/withdraw", Tx::write, post_withdrawal, "Takes the submission back.", kReceiptFields),
  };
  return kRows;
}

void add_status_script(Router& router) {
  router.add(Method::get, "/desk/status.js", [](const Request&) {
    auto response = text(200, kScript);
    response.set("Content-Type", "text/javascript; charset=utf-8");
    response.set("Cache-Control", "max-age=3600");
    return response;
  });
}

}  // namespace botschaft::http
