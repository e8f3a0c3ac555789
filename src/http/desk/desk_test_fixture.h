#pragma once
// For tests of what the desk serves: a real database, the whole table, and callers of whichever role. A
// request with the header "As: moderator" is one of that role; of strangers without.
#include <gtest/gtest.h>

#include <future>

#include "http/desk/service.h"
#include "store/sqlite/open.h"
#include "store/sqlite/temporary_directory.h"
#include "translog/proof.h"

namespace botschaft::http {

struct Answered {
  std::uint16_t status = 0;
  std::string text;
  Headers headers;

  json::object object() const {
    boost::system::error_code error;
    auto value = json::parse(text, error);
    return !error && value.is_object() ? value.get_object() : json::object();
  }
  std::string code() const {
    const auto body = object();
    const auto* code = body.if_contains("code");
    return code ? std::string(code->as_string()) : "";
  }
  std::string header(std::string_view name) const {
    for (const auto& [key, value] : headers)
      if (equal_ignoring_case(key, name)) return value;
    return {};
  }
};

class DeskApi : public testing::Test {
 protected:
  explicit DeskApi(std::span<const Endpoint* const> rows = desk_endpoints()) : rows_(rows) {
    key_ = translog::SignerKey::make("chat.example/desk/log", translog::Algorithm::ed25519, random_);
    store_ = std::move(*store::open_sqlite({.directory = directory_.data()}));
    restart({});
  }
  void restart(DeskLimits limits) {
    service_.emplace(DeskService::Parts{.store = *store_,
                                        .clock = clock_,
                                        .random = system_random(),
                                        .place = {.server_name = "Example",
                                                  .base_url = "https://chat.example",
                                                  .mails = true,
                                                  .settings = {},
                                                  .log = [](const std::string&) { return std::nullopt; },
                                                  .sign =
                                                      [this](const translog::Record& record) {
                                                        return translog::sign_receipt(key_, record,
                                                                                      record.time);
                                                      }},
                                        .identify = identify_,
                                        .rows = rows_,
                                        .limits = limits});
  }

  static std::optional<Caller> who(const Request& request) {
    const auto role = desk::named<desk::Role>(request.header("As"));
    if (!role) return std::nullopt;
    Caller caller;
    caller.roles = {*role};
    caller.person = 100 + static_cast<int>(*role);
    caller.level = desk::IdentityLevel::strong;
    caller.scope = "person:" + std::to_string(caller.person);
    caller.lane = *role == desk::Role::officer   ? desk::Lane::authorities
                  : *role == desk::Role::flagger ? desk::Lane::trusted_flaggers
                                                 : desk::Lane::users;
    caller.by_cookie = !request.header("Cookie").empty();
    return caller;
  }

  Answered ask(Method method, std::string target, std::string body = "", Headers headers = {}) {
    Request request{.method = method,
                    .target = target,
                    .path = decode_path(target),
                    .headers = {},
                    .body = std::move(body),
                    .address = "198.51.100.7"};
    request.headers = std::move(headers);
    if (!request.body.empty() && request.header("Content-Type").empty())
      request.headers.emplace_back("Content-Type", "application/json");
    const auto promise = std::make_shared<std::promise<Response>>();  // outlives set_value()
    service_->answer(std::move(request),
                     [promise](std::function<Response()> make) { promise->set_value(make()); });
    const auto response = promise->get_future().get();
    return {response.status, response.body ? *response.body : "", response.headers};
  }
  Answered get(std::string target, Headers headers = {}) {
    return ask(Method::get, std::move(target), "", std::move(headers));
  }
  Answered post(std::string target, const json::value& body, Headers headers = {}) {
    return ask(Method::post, std::move(target), json::serialize(body), std::move(headers));
  }

  template <class F>
  void with_desk(F f) {
    const auto done = store_->write_sync([&](store::Transaction& tx) -> Result<void> {
      const desk::Settings settings;
      desk::Desk desk(tx, settings, clock_.unix_us() / 1'000'000, system_random());
      f(desk, tx);
      return {};
    });
    ASSERT_TRUE(done);
  }

  Identification identify_ = {
      .presents = [](const Request& request) { return !request.header("As").empty(); },
      .find = [](store::Transaction&, const Request& request, desk::Seconds) { return who(request); }};
  std::span<const Endpoint* const> rows_;
  store::TemporaryDirectory directory_;
  SeededRandom random_{7};
  ManualClock clock_;
  translog::SignerKey key_;
  std::unique_ptr<store::Store> store_;
  std::optional<DeskService> service_;
};

}  // namespace botschaft::http
