// What something looked like when it was reported.
#include <fmt/format.h>

#include "desk/evidence.h"
#include "desk/fields.h"
#include "desk/report.h"
#include "domain/restrictions/target.h"
#include "store/channels.h"
#include "store/groups.h"
#include "store/profile_photos.h"
#include "store/users.h"

namespace botschaft::desk {
namespace {

constexpr int kContext = 3;  // messages on either side

template <class T>
void add_number(std::string& out, std::string_view key, T value) {
  add_field(out, key, fmt::format("{}", value));
}

std::string name_of_peer(store::Transaction& tx, PeerId peer) {
  if (peer.is_channel()) {
    const auto row = store::find_channel(tx, peer.bare());
    return row ? row->title : "";
  }
  if (peer.is_chat()) {
    const auto row = store::find_chat(tx, peer.bare());
    return row ? row->title : "";
  }
  const auto row = store::find_user(tx, peer.value);
  return !row ? "" : row->last_name.empty() ? row->first_name : row->first_name + " " + row->last_name;
}

void add_blobs(std::string& out, const std::vector<store::HeldBlob>& blobs) {
  for (const auto& held : blobs)
    add_field(out, "file", fmt::format("{} {} {}", held.file, to_hex(held.blob.hash), held.blob.size));
}

void add_message(store::Transaction& tx, std::string& out, const store::MessageRow& row) {
  const auto chat = row.peer.is_user() ? PeerId::user(row.owner) : row.peer;
  add_field(out, "chat", target_of(chat));
  if (row.peer.is_user()) add_field(out, "with", target_of(row.peer));
  if (!row.peer.is_user()) add_field(out, "title", name_of_peer(tx, row.peer));
  add_field(out, "shown-as", target_of(row.sender()));
  if (row.author > 0) add_field(out, "author", target_of(PeerId::user(row.author)));
  if (row.author > 0) add_field(out, "name", name_of_peer(tx, PeerId::user(row.author)));
  add_number(out, "sent-at", row.date);
  if (row.body.edit_date) add_number(out, "edited-at", *row.body.edit_date);
  if (row.reply_to) add_number(out, "answers", *row.reply_to);
  add_field(out, "text", row.body.text);
  if (!row.body.entities.empty()) add_field(out, "entities", to_hex(row.body.entities));
  if (!row.body.extra.empty()) add_field(out, "more", to_hex(row.body.extra));
  add_blobs(out, store::blobs_of_message(tx, store::key_of(row)));
}

// Only where everybody could have read it.
void add_context(store::Transaction& tx, std::string& out, const store::MessageRow& row) {
  const auto channel = row.peer.is_channel() ? store::find_channel(tx, row.peer.bare()) : std::nullopt;
  if (!channel || channel->username.empty()) return;
  auto before = store::messages_newest_first(tx, 0, row.peer, {.below = row.id}, kContext);
  const auto after = store::messages_oldest_first(tx, 0, row.peer, {.above = row.id}, kContext);
  std::reverse(before.begin(), before.end());
  before.insert(before.end(), after.begin(), after.end());
  for (const auto& each : before)
    add_field(out, "context",
              fmt::format("{} {} {} {}", each.id, target_of(each.sender()), each.date, each.body.text));
}

void add_whole(store::Transaction& tx, std::string& out, PeerId peer) {
  add_field(out, "name", name_of_peer(tx, peer));
  std::string username, about;
  std::optional<store::FileId> photo;
  if (peer.is_user()) {
    const auto row = *store::find_user(tx, peer.value);
    username = row.username;
    about = row.about;
    photo = store::newest_profile_photo(tx, peer.value, store::ProfilePhotoKind::shown);
  } else {
    photo = store::find_chat_photo(tx, peer);
    if (const auto channel = peer.is_channel() ? store::find_channel(tx, peer.bare()) : std::nullopt) {
      username = channel->username;
      about = channel->about;
    }
  }
  if (!username.empty()) add_field(out, "username", username);
  if (!about.empty()) add_field(out, "about", about);
  if (photo) add_blobs(out, store::blobs_of_file(tx, *photo));
}

bool is_there(store::Transaction& tx, PeerId peer) {
  if (peer.is_channel()) return store::find_channel(tx, peer.bare()).has_value();
  if (peer.is_chat()) return store::find_chat(tx, peer.bare()).has_value();
  return store::find_user(tx, peer.value).has_value();
}

}  // namespace

std::string snapshot_of(store::Transaction& tx, std::string_view target) {
  const auto what = domain::parse_target(target);
  std::string out;
  if (!what) return out;
  if (what->part == domain::Target::Part::message) {
    const auto copies = domain::copies_of(tx, *what);
    if (copies.empty()) return out;
    add_field(out, "target", target);
    add_message(tx, out, copies.front());
    add_context(tx, out, copies.front());
    return out;
  }
  if (!is_there(tx, what->peer)) return out;
  add_field(out, "target", target);
  add_whole(tx, out, what->peer);
  if (what->part == domain::Target::Part::photo) add_blobs(out, store::blobs_of_file(tx, what->id));
  return out;
}

}  // namespace botschaft::desk
