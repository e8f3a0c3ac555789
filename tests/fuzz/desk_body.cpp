// Bodies of the desk as anybody can send them: forms and JSON. What is taken fits the fields of the row; what
// is kept of a notice is read again as it was written; what is shown on a page brings no markup along.
#include "base/check.h"
#include "desk/notice.h"
#include "http/desk/form.h"
#include "http/desk/intake.h"
#include "http/desk/page.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace botschaft;
  using namespace botschaft::http;
  const std::string text(reinterpret_cast<const char*>(data), size);
  static const Endpoint row{.method = Method::post, .body = notice_fields(), .form = true};

  for (const auto* type : {"application/json", "application/x-www-form-urlencoded"}) {
    Request request{.method = Method::post, .body = text};
    request.headers.emplace_back("Content-Type", type);
    const auto body = read_body(row, request);
    if (!body) {
      CHECK(body.error().status >= 400 && body.error().status < 500);
      CHECK(!trouble_text(desk::Language::german, body.error()).empty());
      continue;
    }
    CHECK(!find_fault(*body, notice_fields()));
    desk::Notice notice{.option = "spam", .reasons = std::string(body->at("reasons").as_string())};
    for (const auto& location : body->at("locations").as_array())
      notice.locations.emplace_back(location.as_string());
    CHECK(desk::parse_notice(canonical(notice)) == notice);
  }
  const auto shown = escaped(text);
  CHECK(shown.find_first_of("<>\"") == std::string::npos);
  CHECK(paragraphs(text).find("<script") == std::string::npos);
  query_of({.target = "/x?" + text}, "lang");
  if (const auto notice = desk::parse_notice(text)) CHECK(desk::parse_notice(canonical(*notice)) == notice);
  desk::text_of_step(text);
  return 0;
}
