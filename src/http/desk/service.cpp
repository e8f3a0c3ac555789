#include "http/desk/service.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/log.h"
#include "crypto/hash.h"
#include "http/desk/form.h"
#include "http/desk/pages.h"
#include "store/desk_api_keys.h"

namespace botschaft::http {
namespace {

constexpr std::size_t kLargeThreads = 1;
constexpr std::size_t kLargeWaiting = 64;
constexpr std::size_t kKeyMax = 200;
// Of a stranger. All strangers share one scope, so that a key is known again from another address: it has to
// be one that nobody else would think of, such as a UUID.
constexpr std::size_t kStrangersKeyMin = 16;

bool is_good_key(std::string_view key, bool stranger) {
  return key.size() >= (stranger ? kStrangersKeyMin : 1) && key.size() <= kKeyMax &&
         std::ranges::all_of(key, [](char c) { return c > 0x20 && c < 0x7f; });
}

Reply too_many(std::string_view detail, int seconds) {
  auto reply = problem(429, "too-many", detail);
  reply.headers.emplace_back("Retry-After", fmt::format("{}", seconds));
  return reply;
}

Reply unavailable() {
  auto reply = problem(503, "unavailable", "the server cannot do it now: nothing has been received");
  reply.headers.emplace_back("Retry-After", "2");
  return reply;
}

Response response_of(Reply reply) {
  Response response;
  if (!reply.type.empty()) {
    response.body = std::make_shared<const std::string>(std::move(reply.text));
    response.set("Content-Type", reply.type);
  } else {
    response.body = std::make_shared<const std::string>(json::serialize(reply.body) + "\n");
    response.set("Content-Type", reply.status >= 400 ? "application/problem+json" : "application/json");
  }
  response.status = reply.status;
  response.set("Cache-Control", "no-store");
  for (const auto& [name, value] : reply.headers) response.headers.emplace_back(name, value);
  return response;
}

void add_receipts(Reply& reply, const std::function<std::string(const translog::Record&)>& sign) {
  if (!reply.body.is_object()) return;
  auto& body = reply.body.get_object();
  auto* submissions = body.if_contains("submissions");
  std::size_t i = 0;
  for (const auto& record : reply.receipts) {
    auto& of = submissions ? submissions->as_array().at(i++).as_object() : body;
    of["signed_receipt"] = sign(record);
  }
}

std::string joined(const std::vector<translog::Record>& records) {
  std::string lines;
  for (const auto& record : records) lines += translog::canonical(record) + "\n";
  return lines;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// The role in which a row admits somebody.
std::optional<desk::Role> role_for(const Caller& caller, const Endpoint& row) {
  for (std::size_t i = 0; i < desk::Names<desk::Role>::kAll.size(); ++i) {
    const auto role = desk::each<desk::Role>(i);
    if (caller.roles.has(role) && row.roles.has(role)) return role;
  }
  return std::nullopt;
}

}  // namespace

struct DeskService::Call {
  Request request;
  Respond respond;
  Match match;
  bool presented = false;
  // Why it cannot be read is told to those whom the row admits.
  std::expected<json::object, Reply> body;
  Reply reply;
};

DeskService::DeskService(Parts parts)
    : parts_(std::move(parts)),
      intake_(parts_.clock, parts_.limits.intake),
      orders_(parts_.clock, parts_.limits.orders),
      sign_in_(parts_.clock, parts_.limits.sign_in),
      strangers_(parts_.limits.at_once, parts_.limits.strangers_waiting),
      named_(parts_.limits.at_once, parts_.limits.named_waiting),
      large_of_strangers_(kLargeThreads, kLargeWaiting),
      large_(kLargeThreads, kLargeWaiting) {}

void DeskService::add_to(Router& router) {
  const Router::Later later{
      .body_max = [this](Method method, std::string_view path) { return body_max(method, path); },
      .run = [this](Request request, Respond respond) { answer(std::move(request), std::move(respond)); }};
  router.add_later("/desk/api/", later);
  add_status_script(router);
  for (const auto* row : parts_.rows)
    if (!row->path.starts_with("/desk/api/"))
      router.add_later(std::string(row->path.substr(0, row->path.find('{'))), later);
}

std::size_t DeskService::body_max(Method method, std::string_view path) const {
  const auto match = match_endpoint(parts_.rows, method, path);
  return match.row ? match.row->body_max : kDeskBodyMax;
}

void DeskService::answer(Request request, Respond respond) {
  const auto call =
      std::make_shared<Call>(Call{.request = std::move(request), .respond = std::move(respond)});
  call->match = match_endpoint(parts_.rows, call->request.method, call->request.path);
  if (auto refusal = admit(*call)) {
    call->reply = *std::move(refusal);
    return this->respond(call);
  }
  if (call->request.body.size() <= kDeskBodyMax) return enter(call);
  auto& readers = call->presented ? large_ : large_of_strangers_;
  if (readers.post([this, call] { enter(call); })) return;
  call->reply = unavailable();
  this->respond(call);
}

// What can be refused without the store.
std::optional<Reply> DeskService::admit(Call& call) {
  if (!call.match.row) {
    if (call.match.other_method)
      return problem(405, "no-such-method", "this address does not know that method");
    return problem(404, "no-such-address", "nothing is served at this address");
  }
  const auto& row = *call.match.row;
  // Pages with forms are for strangers: what a browser sends by itself counts for nothing there.
  call.presented = !row.form && parts_.identify.presents(call.request);
  if (!call.presented && !row.roles.has(desk::Role::reporter))
    return problem(401, "who-are-you", "sign in first");
  if (row.method != Method::post) return std::nullopt;
  const auto key = call.request.header("Idempotency-Key");
  if (!key.empty() && !is_good_key(key, !call.presented))
    return problem(400, "bad-key", "an Idempotency-Key is 16 to 200 characters without blanks");
  if (call.presented) return std::nullopt;
  auto& limits = row.door == Door::sign_in ? sign_in_ : row.door == Door::orders ? orders_ : intake_;
  if (const int seconds = limits.take(client_address(call.request, parts_.proxies)))
    return too_many("too much has come in from there, or in all: this was not received", seconds);
  return std::nullopt;
}

void DeskService::enter(const CallPtr& call) {
  const auto& row = *call->match.row;
  if (row.method == Method::post) {
    auto body = read_body(row, call->request);
    if (!body && !call->presented) {
      call->reply = std::move(body.error());
      return respond(call);
    }
    call->body = std::move(body);
  }
  auto& lane = call->presented ? named_ : strangers_;
  if (lane.post([this, call](std::function<void()> finished) { work(call, std::move(finished)); })) return;
  call->reply =
      call->presented ? unavailable() : too_many("too many write at once: this was not received", 1);
  respond(call);
}

void DeskService::work(const CallPtr& call, std::function<void()> finished) {
  const auto command = [this, call](store::Transaction& tx) -> Result<void> {
    run(*call, tx);
    if (call->reply.undo) return fail(Err::INTERNAL);
    return {};
  };
  const auto done = [this, call, finished = std::move(finished)](Result<void> result) {
    if (!result && !call->reply.undo) call->reply = unavailable();
    finished();
    respond(call);  // the last thing: whoever waited for the answer may end the service then
  };
  if (call->match.row->tx == Tx::write) return parts_.store.write(command, done);
  parts_.store.read(command, done);
}

void DeskService::run(Call& call, store::Transaction& tx) const {
  call.reply = {};
  const auto now = parts_.clock.unix_us() / 1'000'000;
  Caller caller;
  if (call.presented) {
    auto found = parts_.identify.find(tx, call.request, now);
    if (!found) {
      call.reply = problem(401, "bad-credential", "the session or token is good for nobody, or not any more");
      return;
    }
    caller = *std::move(found);
  }
  const auto& row = *call.match.row;
  const auto role = role_for(caller, row);
  if (!role) {
    call.reply = problem(403, "not-for-you", "this address is for others");
    return;
  }
  caller.role = *role;
  if (row.method == Method::post && caller.by_cookie && call.request.header("X-Desk") != "1") {
    call.reply =
        problem(403, "no-x-desk", "calls of a browser that change something need the header X-Desk: 1");
    return;
  }
  if (!call.body) {
    call.reply = call.body.error();
    return;
  }
  call.reply = run_as(call, tx, std::move(caller));
}

Reply DeskService::run_as(Call& call, store::Transaction& tx, Caller caller) const {
  const auto now = parts_.clock.unix_us() / 1'000'000;
  desk::Desk desk(tx, parts_.place.settings, now, parts_.random);
  DeskCall deed{.tx = tx,
                .desk = desk,
                .caller = caller,
                .request = call.request,
                .path = call.match.path,
                .body = *call.body,
                .now = now,
                .random = parts_.random,
                .place = parts_.place};
  const auto& row = *call.match.row;
  const bool once = row.tx == Tx::write && !row.keeps_keys && !call.request.header("Idempotency-Key").empty();
  return once ? run_once(deed, row) : row.run(deed);
}

// draft-ietf-httpapi-idempotency-key-header: the same call with the same key has its effect once, and the
// same answer each time.
Reply DeskService::run_once(DeskCall& call, const Endpoint& row) const {
  const std::string key(call.request.header("Idempotency-Key"));
  const auto digest = to_bytes(crypto::sha256(as_bytes(call.request.target + "\n" + call.request.body)));
  if (const auto before = store::find_desk_api_key(call.tx, call.caller.scope, key)) {
    if (before->digest != digest) return problem(desk::Refusal{desk::Why::key_reused, {}});
    Reply reply{.status = before->status, .body = {}, .type = before->type, .text = before->answer};
    if (reply.type.empty()) reply.body = json::parse(before->answer);
    for (const auto line : lines_of(before->records))
      if (const auto record = translog::parse_record(line)) reply.receipts.push_back(*record);
    return reply;
  }
  auto reply = row.run(call);
  const bool secret = std::ranges::any_of(
      reply.headers, [](const auto& header) { return equal_ignoring_case(header.first, "Set-Cookie"); });
  if (reply.status >= 500 || reply.undo || secret) return reply;
  store::forget_desk_api_keys(call.tx,
                              call.now - static_cast<desk::Seconds>(parts_.limits.key_days) * desk::kDay);
  store::insert_desk_api_key(call.tx,
                             {.scope = call.caller.scope,
                              .key = key,
                              .digest = digest,
                              .status = reply.status,
                              .type = reply.type,
                              .answer = reply.type.empty() ? json::serialize(reply.body) : reply.text,
                              .records = joined(reply.receipts),
                              .at = call.now});
  return reply;
}

// The rest is done where the connection is: signatures and JSON need not keep the store waiting.
void DeskService::respond(const CallPtr& call) const {
  call->respond([this, call] {
    auto& reply = call->reply;
    const auto* row = call->match.row;
    add_receipts(reply, parts_.place.sign);
    if (reply.status >= 400 && reply.type.empty() && row && row->explain) {
      auto page = row->explain(parts_.place, call->request, reply);
      for (const auto& header : reply.headers) page.headers.push_back(header);
      return response_of(std::move(page));
    }
    return response_of(std::move(reply));
  });
}

}  // namespace botschaft::http
