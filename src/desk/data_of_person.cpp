#include "desk/data_of_person.h"

#include <algorithm>

#include "desk/json_text.h"
#include "desk/report.h"
#include "store/authorizations.h"
#include "store/channel_messages.h"
#include "store/channels.h"
#include "store/desk_evidence.h"
#include "store/users.h"

namespace botschaft::desk {
namespace {

constexpr DataField kFields[] = {
    {DataCategory::subscriber, "phone"},
    {DataCategory::subscriber, "email"},
    {DataCategory::subscriber, "name"},
    {DataCategory::subscriber, "username"},
    {DataCategory::subscriber, "registered"},
    {DataCategory::identification_only, "addresses"},
    {DataCategory::identification_only, "devices"},
    {DataCategory::identification_only, "last-seen"},
    {DataCategory::traffic, "correspondence"},
    {DataCategory::content, "about"},
    {DataCategory::content, "messages"},
};

std::string text_or_null(std::string_view text) {
  return text.empty() ? "null" : json_string(text);
}

std::string of_subscriber(const store::UserRow& row, std::string_view field) {
  if (field == "phone") return text_or_null(row.phone);
  if (field == "email") return text_or_null(row.email);
  if (field == "username") return text_or_null(row.username);
  if (field == "registered") return std::to_string(row.created_at);
  if (field == "about") return text_or_null(row.about);
  if (field == "last-seen") return row.last_seen == 0 ? "null" : std::to_string(row.last_seen);
  return JsonObject().text("first", row.first_name).text("last", row.last_name).done();
}

std::string of_devices(store::Transaction& tx, std::int64_t person, bool addresses) {
  JsonArray list;
  for (const auto& device : store::list_authorizations(tx, person)) {
    JsonObject one;
    if (addresses)
      one.text("address", device.ip);
    else
      one.text("model", device.device_model)
          .text("system", device.system_version)
          .text("app", device.app_version);
    list.add(one.number("signed-in", device.created_at).number("last-active", device.active_at).done());
  }
  return list.done();
}

void add_message(JsonArray& list, const store::MessageRow& row, bool with_text) {
  JsonObject one;
  one.text("chat", target_of(row.peer)).number("id", row.id).number("date", row.date);
  one.text("direction", row.out() ? "out" : "in");
  if (with_text) one.text("text", row.body.text);
  list.add(one.done());
}

// Of the person's own box, and what he wrote in channels and supergroups.
std::string of_messages(store::Transaction& tx, std::int64_t person, bool with_text) {
  JsonArray list;
  int left = kDataRowsMax;
  for (const auto& place : store::messages_in_box(tx, person, left)) {
    if (const auto row = store::find_message(tx, person, place.peer, place.id)) {
      add_message(list, *row, with_text);
      --left;
    }
  }
  for (const auto& member : store::channels_of(tx, person)) {
    const auto channel = PeerId::channel(member.channel);
    for (const auto id : store::channel_messages_by(tx, channel, PeerId::user(person), std::max(left, 1))) {
      const auto row = left > 0 ? store::find_message(tx, person, channel, id) : std::nullopt;
      if (row) add_message(list, *row, with_text);
      --left;
    }
  }
  return list.done();
}

}  // namespace

std::span<const DataField> data_fields() {
  return kFields;
}

bool is_data_field(DataCategory data, std::string_view name) {
  return std::ranges::any_of(
      kFields, [&](const DataField& field) { return field.data == data && field.name == name; });
}

std::string data_of_person(store::Transaction& tx, std::int64_t person, std::string_view field) {
  const auto row = store::find_user(tx, person);
  if (!row) return "null";
  if (field == "addresses" || field == "devices") return of_devices(tx, person, field == "addresses");
  if (field == "correspondence" || field == "messages") return of_messages(tx, person, field == "messages");
  return of_subscriber(*row, field);
}

}  // namespace botschaft::desk
