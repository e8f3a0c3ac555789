// Sign-in at an OpenID provider. The state is bound to the browser by a cookie of its own, which has to come
// along when the provider sends the browser back: SameSite=Lax.
#include <fmt/format.h>

#include "http/desk/credentials.h"
#include "http/desk/elsewhere.h"
#include "http/desk/endpoints.h"

namespace botschaft::http {
namespace {

constexpr std::string_view kStateCookie = "desk_elsewhere";

std::string set_state_cookie(std::string_view base_url, std::string_view state) {
  return fmt::format("{}={}; Path=/desk; Max-Age={}; HttpOnly; SameSite=Lax{}", kStateCookie, state,
                     state.empty() ? 0 : desk::kChallengeLife,
                     base_url.starts_with("https:") ? "; Secure" : "");
}

Reply not_offered() {
  return problem(404, "not-offered", "there is no sign-in elsewhere here");
}

Reply begin(DeskCall& call) {
  if (!call.place.elsewhere) return not_offered();
  const auto begun = call.place.elsewhere->begin();
  if (!begun) return problem(503, "no-provider", "the provider does not answer: try again");
  Reply reply{.body = json::object{{"url", begun->url}}};
  reply.headers.emplace_back("Set-Cookie", set_state_cookie(call.place.base_url, begun->state));
  return reply;
}

Reply come_back(DeskCall& call) {
  if (!call.place.elsewhere) return not_offered();
  const auto state = query_of(call.request, "state");
  if (state.empty() || state != cookie_of(call.request, kStateCookie))
    return problem(403, "not-begun-here", "this sign-in was not begun in this browser");
  call.place.elsewhere->arrive(state, query_of(call.request, "code"));
  Reply reply{.status = 303, .body = json::object{}};
  reply.headers.emplace_back("Location", call.place.base_url + "/desk/#elsewhere");
  return reply;
}

Reply finish(DeskCall& call) {
  if (!call.place.elsewhere) return not_offered();
  const auto outcome = call.place.elsewhere->finish(cookie_of(call.request, kStateCookie));
  if (outcome.progress == Elsewhere::Progress::waiting)
    return {.status = 202, .body = json::object{{"waiting", true}}};
  if (outcome.progress == Elsewhere::Progress::refused)
    return problem(403, "refused-elsewhere", "the provider did not say who that is: begin again");
  desk::People people(call.tx, call.desk, call.now, call.random);
  const auto who = people.by_account_elsewhere(outcome.issuer, outcome.subject, outcome.level);
  if (!who) {
    auto refusal = problem(403, "nobody-here",
                           "the provider knows you, the desk does not: an operator has to "
                           "let this account in");
    refusal.body.as_object()["subject"] = outcome.subject;
    return refusal;
  }
  Reply reply{.body = described(*who)};
  reply.headers.emplace_back("Set-Cookie",
                             set_session_cookie(call.place.base_url, people.start_session(*who)));
  reply.headers.emplace_back("Set-Cookie", set_state_cookie(call.place.base_url, ""));
  return reply;
}

constexpr Endpoint kRows[] = {
    {Method::post,
     "/desk/api/v1/session/elsewhere/options",
     kEveryone,
     Tx::read,
     begin,
     "Where to go to sign in at the OpenID provider.",
     {},
     Door::sign_in},
    {Method::get,
     "/desk/elsewhere",
     kEveryone,
     Tx::read,
     come_back,
     "Where the provider sends the browser back to.",
     {},
     Door::sign_in},
    {Method::post,
     "/desk/api/v1/session/elsewhere/finish",
     kEveryone,
     Tx::write,
     finish,
     "Begins a session once the provider has said who it is; 202 while it is asked.",
     {},
     Door::sign_in},
};

}  // namespace

std::span<const Endpoint> elsewhere_endpoints() {
  return kRows;
}

}  // namespace botschaft::http
