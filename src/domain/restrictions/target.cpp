#include "domain/restrictions/target.h"

#include <charconv>

#include "domain/messages/copies.h"
#include "store/channels.h"
#include "store/groups.h"
#include "store/threads.h"
#include "store/users.h"

namespace botschaft::domain {
namespace {

// "word:number" at the beginning, taken off.
std::optional<std::int64_t> take(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word) || text.size() <= word.size() || text[word.size()] != ':') return std::nullopt;
  const auto* begin = text.data() + word.size() + 1;
  const auto* end = text.data() + text.size();
  std::int64_t number = 0;
  const auto read = std::from_chars(begin, end, number);
  if (read.ec != std::errc() || number <= 0) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
  return number;
}

std::optional<PeerId> take_peer(std::string_view& text) {
  if (const auto id = take(text, "user")) return PeerId::user(*id);
  if (const auto id = take(text, "chat")) return PeerId::chat(*id);
  if (const auto id = take(text, "channel")) return PeerId::channel(*id);
  return std::nullopt;
}

std::vector<store::MessageRow> copies_in_group(store::Transaction& tx, PeerId chat, std::int32_t number) {
  std::vector<store::MessageRow> rows;
  for (const auto& copy : store::group_copies(tx, chat, number)) {
    if (auto row = store::find_message(tx, copy.owner, chat, copy.id)) rows.push_back(*std::move(row));
  }
  return rows;
}

std::vector<store::MessageRow> post_and_its_copy(store::Transaction& tx, PeerId channel, MessageId id) {
  std::vector<store::MessageRow> rows;
  auto post = store::find_message(tx, 0, channel, id);
  if (!post) return rows;
  rows.push_back(*std::move(post));
  const auto thread = store::find_thread_of_post(tx, channel, id);
  if (!thread) return rows;
  if (auto copy = store::find_message(tx, 0, thread->channel, thread->top)) rows.push_back(*std::move(copy));
  return rows;
}

}  // namespace

std::optional<Target> parse_target(std::string_view text) {
  const auto peer = take_peer(text);
  if (!peer) return std::nullopt;
  if (text.empty()) return Target{.peer = *peer};
  if (!text.starts_with('/')) return std::nullopt;
  text.remove_prefix(1);
  const auto message = take(text, peer->is_channel() ? "post" : "message");
  const auto photo = message ? std::nullopt : take(text, "photo");
  if (!text.empty() || (!message && !photo)) return std::nullopt;
  if (photo) return Target{.peer = *peer, .part = Target::Part::photo, .id = *photo};
  if (*message > INT32_MAX) return std::nullopt;
  return Target{.peer = *peer, .part = Target::Part::message, .id = *message};
}

std::vector<store::MessageRow> copies_of(store::Transaction& tx, const Target& target) {
  if (target.part != Target::Part::message) return {};
  const auto id = static_cast<MessageId>(target.id);
  if (target.peer.is_channel()) return post_and_its_copy(tx, target.peer, id);
  if (target.peer.is_chat()) return copies_in_group(tx, target.peer, id);
  const auto row = store::find_message(tx, target.peer.value, id);
  // A group's message is named by the group.
  if (!row || !row->peer.is_user()) return {};
  return all_copies(tx, *row);
}

UserId person_concerned(store::Transaction& tx, const Target& target) {
  if (target.part == Target::Part::message) {
    const auto copies = copies_of(tx, target);
    return copies.empty() || copies.front().author <= 0 ? 0 : copies.front().author;
  }
  if (target.peer.is_user()) return store::find_user(tx, target.peer.value) ? target.peer.value : 0;
  if (target.peer.is_channel()) {
    const auto channel = store::find_channel(tx, target.peer.bare());
    return channel ? channel->creator : 0;
  }
  const auto chat = store::find_chat(tx, target.peer.bare());
  return chat ? chat->creator : 0;
}

}  // namespace botschaft::domain
