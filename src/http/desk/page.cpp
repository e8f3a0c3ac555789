#include "http/desk/page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>

namespace botschaft::http {
namespace {

using desk::Bilingual;
using desk::Language;

constexpr std::string_view kStyle =
    ":root{color-scheme:light dark;--ink:#16202a;--soft:#51606e;--paper:#fff;--line:#8493a1;--deed:#0b5cad;"
    "--bad:#a3141f;--wash:#f1f5f9}"
    "@media(prefers-color-scheme:dark){:root{--ink:#e9eef3;--soft:#a9b6c2;--paper:#12181e;--line:#6f7e8c;"
    "--deed:#7ab8ff;--bad:#ff9aa2;--wash:#1b242c}}"
    "*{box-sizing:border-box}body{margin:0;font:1rem/1.5 "
    "system-ui,sans-serif;color:var(--ink);background:var(--paper)}"
    "header,main,footer{max-width:42rem;margin:0 auto;padding:1rem}"
    "header{display:flex;justify-content:space-between;gap:1rem;border-bottom:1px solid var(--line)}"
    "a{color:var(--deed)}h1{font-size:1.5rem;line-height:1.25}h2{font-size:1.15rem;margin-top:2rem}"
    "label{display:block;font-weight:600;margin-top:1.25rem}.hint{color:var(--soft);font-weight:400;margin:."
    "1rem 0}"
    "input:not([type=checkbox]),select,textarea{width:100%;font:inherit;color:inherit;background:var(--paper)"
    ";"
    "border:1px solid var(--line);border-radius:.4rem;padding:.6rem}"
    "textarea{min-height:7rem;resize:vertical}.check{display:flex;gap:.6rem;align-items:flex-start;font-"
    "weight:400}"
    ".check input{width:1.3rem;height:1.3rem;flex:none;margin-top:.1rem}"
    "button{font:inherit;font-weight:600;margin-top:1.25rem;padding:.7rem "
    "1.3rem;border:0;border-radius:.4rem;"
    "background:var(--deed);color:var(--paper);cursor:pointer}button.quiet{background:none;color:var(--deed);"
    "border:1px solid var(--deed)}"
    ":focus-visible{outline:3px solid var(--deed);outline-offset:2px}"
    ".trouble{border-left:4px solid var(--bad);background:var(--wash);padding:.75rem 1rem}"
    ".code{font:1.05rem/1.4 "
    "ui-monospace,monospace;overflow-wrap:anywhere;background:var(--wash);padding:.75rem 1rem;"
    "border-radius:.4rem}pre{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--wash);padding:."
    "75rem 1rem;"
    "border-radius:.4rem;font-size:.85rem}"
    ".said{background:var(--wash);border-radius:.4rem;padding:.5rem 1rem;margin:.75rem "
    "0}.said.mine{margin-left:2rem}"
    ".said.desk{margin-right:2rem}dt{font-weight:600;margin-top:.6rem}dd{margin:0;overflow-wrap:anywhere}"
    "footer{color:var(--soft);font-size:.9rem}";

// By the `code` of a problem; what is not here is said by its status.
struct Trouble {
  std::string_view code;
  Bilingual text;
};
constexpr Trouble kTroubles[] = {
    {"too-many",
     {"Too much is coming in at the moment. This has not been received yet: please send it again in {} "
      "seconds. What "
      "you wrote is still below.",
      "Im Moment kommt zu viel herein. Das hier ist noch nicht angekommen: Bitte schick es in {} Sekunden "
      "noch einmal "
      "ab. Was du geschrieben hast, steht noch unten."}},
    {"unavailable",
     {"The server cannot take it right now. It has not been received: please send it again in a moment.",
      "Der Server kann es gerade nicht annehmen. Es ist nicht angekommen: Bitte schick es gleich noch einmal "
      "ab."}},
    {"unknown-location",
     {"One of the links leads to nothing on this server. Please copy it again from the app.",
      "Einer der Links führt auf diesem Server zu nichts. Bitte kopiere ihn noch einmal aus der App."}},
    {"too-short",
     {"Please say in some more words why this is illegal.",
      "Bitte begründe mit ein paar Worten mehr, warum das rechtswidrig ist."}},
    {"missing-field", {"Something that is needed is missing.", "Etwas fehlt, das gebraucht wird."}},
    {"bad-field", {"Something cannot be read as it is.", "Etwas ist so nicht lesbar."}},
    {"no-such-submission",
     {"Nobody was given that receipt. Please check it.", "Diese Quittung gibt es nicht. Bitte prüfe sie."}},
    {"no-such-step",
     {"That cannot be done any more as the case stands now.", "Das geht beim jetzigen Stand nicht mehr."}},
    {"unmet-condition",
     {"That cannot be done any more as the case stands now.", "Das geht beim jetzigen Stand nicht mehr."}},
};

constexpr Bilingual kSomething{"It could not be done. It has not been received.",
                               "Es hat nicht geklappt. Es ist nicht angekommen."};

constexpr Bilingual kFooter{"Reports are read by people. <a href=\"/contact\">Contact</a>",
                            "Meldungen werden von Menschen gelesen. <a href=\"/contact\">Kontakt</a>"};

}  // namespace

std::string escaped(std::string_view text) {
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
      default:
        out += c;
    }
  }
  return out;
}

std::string paragraphs(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    if (end > 0) out += "<p>" + escaped(text.substr(0, end)) + "</p>";
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::string time_text(Language language, desk::Seconds at) {
  constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto time = static_cast<std::time_t>(at);
  std::tm utc{};
  gmtime_r(&time, &utc);
  if (language == Language::german)
    return fmt::format("{:02}.{:02}.{}, {:02}:{:02} UTC", utc.tm_mday, utc.tm_mon + 1, utc.tm_year + 1900,
                       utc.tm_hour, utc.tm_min);
  return fmt::format("{} {} {}, {:02}:{:02} UTC", utc.tm_mday, kMonths[static_cast<std::size_t>(utc.tm_mon)],
                     utc.tm_year + 1900, utc.tm_hour, utc.tm_min);
}

Reply page(std::uint16_t status, Language language, const DeskPlace& place, std::string_view path,
           std::string_view title, std::string_view main) {
  const bool german = language == Language::german;
  const auto other = german ? R"(<a href="{}?lang=en" hreflang="en" lang="en">English</a>)"
                            : R"(<a href="{}?lang=de" hreflang="de" lang="de">Deutsch</a>)";
  Reply reply{.status = status, .body = {}, .type = "text/html; charset=utf-8", .text = {}};
  reply.text = fmt::format(
      "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
      "content=\"width=device-width, initial-scale=1\"><link rel=\"icon\" href=\"data:,\"><title>{} – "
      "{}</title><style>{}</style></head><body>"
      "<header><a "
      "href=\"/\">{}</a><nav>{}</nav></header><main><h1>{}</h1>{}</main><footer>{}</footer></body></html>\n",
      desk::code_of(language), escaped(title), escaped(place.server_name), kStyle, escaped(place.server_name),
      fmt::format(fmt::runtime(other), path), escaped(title), main, kFooter.in(language));
  reply.headers.emplace_back("Content-Language", desk::code_of(language));
  reply.headers.emplace_back("Vary", "Accept-Language");
  return reply;
}

std::string trouble_text(Language language, const Reply& problem) {
  const auto& body = problem.body.as_object();
  const auto found =
      std::ranges::find(kTroubles, std::string_view(body.at("code").as_string()), &Trouble::code);
  if (found == std::end(kTroubles)) return std::string(kSomething.in(language));
  std::string_view seconds = "30";
  for (const auto& [name, value] : problem.headers)
    if (name == "Retry-After") seconds = value;
  return fmt::format(fmt::runtime(found->text.in(language)), seconds);
}

}  // namespace botschaft::http
