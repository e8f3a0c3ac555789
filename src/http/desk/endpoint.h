#pragma once
// One address of the desk as a row of a table: who may call it, what its body looks like, what is done. The
// access test, the OpenAPI document and the dispatch all read the same rows (endpoints.h).
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <boost/json.hpp>

#include "base/random.h"
#include "desk/desk.h"
#include "desk/language.h"
#include "http/desk/elsewhere.h"
#include "http/message.h"
#include "translog/tiles.h"

namespace botschaft::http {

namespace json = boost::json;

// Who calls. Strangers are reporters without a name.
struct Caller {
  desk::Role role = desk::Role::reporter;  // the one of `roles` in which the row admits them
  desk::Set<desk::Role> roles{desk::Role::reporter};
  std::int64_t person = 0;  // of the desk; 0: a stranger
  std::string name;
  desk::IdentityLevel level = desk::IdentityLevel::claimed;
  desk::Lane lane = desk::Lane::users;
  std::string scope = "web";  // whose idempotency keys: "web" of all strangers, "person:7", "token:3"
  bool by_cookie = false;     // then what changes something needs the header X-Desk

  desk::Actor actor() const { return {role, person, level}; }
};

// What endpoints have to know of the server. Outlives every call.
struct DeskPlace {
  std::string server_name;
  std::string base_url;  // without a slash at the end
  bool mails = false;    // there is a mail server to send them by
  desk::Settings settings;
  translog::ReadFile log;                                    // the published files of the contact log
  std::function<std::string(const translog::Record&)> sign;  // a receipt, of what is committed
  std::string mail_server;         // whose Authentication-Results are believed; "": nobody's
  std::string order_anchors;       // certificates (PEM) that make an order a signed one
  Elsewhere* elsewhere = nullptr;  // outlives every call; null: not offered
};

// One call, inside the transaction that its row asks for.
struct DeskCall {
  store::Transaction& tx;
  desk::Desk& desk;
  const Caller& caller;
  const Request& request;
  std::span<const std::string_view> path;  // what stood for the {parts} of the row's path
  const json::object& body;                // checked against the row's fields; empty for GET
  desk::Seconds now;
  Random& random;
  const DeskPlace& place;

  // A text of the body; "" if it was left out.
  std::string_view text(std::string_view field) const;
  bool flag(std::string_view field) const;
};

struct Reply {
  std::uint16_t status = 200;
  json::value body;  // sent as JSON; problem() makes those of refusals
  std::string type;  // instead: `text`, of this media type
  std::string text;
  Headers headers;
  // Receipts for these are signed once all is committed, and added as "signed_receipt" to the body; or, where
  // it has "submissions", to each of those.
  std::vector<translog::Record> receipts;
  bool undo = false;  // nothing that was written is kept
};

enum class FieldType : std::uint8_t { text, number, boolean, object, texts, objects, anything };

// A member of a JSON body. Members that no field names are refused.
struct Field {
  std::string_view name;
  FieldType type = FieldType::text;
  bool required = false;
  std::string_view summary = {};
  std::size_t max = 2'000;                       // bytes of a text, members of a list
  std::span<const Field> fields = {};            // of an object, and of each in a list
  std::span<const std::string_view> words = {};  // the only texts there are; empty: any
};

enum class Tx : std::uint8_t { read, write };

// What bounds how often strangers may POST there. Never asked of callers who show a credential.
enum class Door : std::uint8_t { intake, orders, sign_in };

inline constexpr std::size_t kDeskBodyMax = 256 << 10;
inline constexpr std::size_t kDeskAttachmentsMax = 25 << 20;  // bodies of orders

struct Endpoint {
  Method method = Method::get;
  std::string_view path;  // "/desk/api/v1/cases/{ref}"
  desk::Set<desk::Role> roles;
  Tx tx = Tx::read;
  Reply (*run)(DeskCall&) = nullptr;
  std::string_view summary;
  std::span<const Field> body = {};
  Door door = Door::intake;
  std::size_t body_max = kDeskBodyMax;
  bool keeps_keys = false;  // sees to Idempotency-Key by itself, as what files submissions does
  bool form = false;        // takes bodies of HTML forms, too
  // How to show a refusal to people, as a page. Null: as application/problem+json.
  Reply (*explain)(const DeskPlace& place, const Request& request, const Reply& problem) = nullptr;
};

inline constexpr desk::Set<desk::Role> kEveryone{
    desk::Role::reporter,        desk::Role::flagger,         desk::Role::officer,   desk::Role::moderator,
    desk::Role::second_reviewer, desk::Role::appeal_reviewer, desk::Role::operator_, desk::Role::auditor};
inline constexpr desk::Set<desk::Role> kStaff{desk::Role::moderator, desk::Role::second_reviewer,
                                              desk::Role::appeal_reviewer, desk::Role::operator_};

// RFC 9457. `code` is what programs look at, and never changes; `detail` is for people.
Reply problem(std::uint16_t status, std::string_view code, std::string_view detail);
Reply problem(const desk::Refusal& refusal);

// ?lang=, else the first of Accept-Language that is spoken here.
desk::Language language_of(const Request& request);

// One parameter of the query, decoded; "" if there is none.
std::string query_of(const Request& request, std::string_view name);

}  // namespace botschaft::http
