#include "desk/orders/locator.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "desk/report.h"
#include "store/channels.h"
#include "store/chat_invites.h"
#include "store/users.h"

namespace botschaft::desk {
namespace {

constexpr std::size_t kNameMin = 4, kNameMax = 32;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::int64_t number(std::string_view text) {  // 0: it is none
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && value > 0 ? value : 0;
}

bool is_name(std::string_view text) {
  return text.size() >= kNameMin && text.size() <= kNameMax && text.front() >= 'a' && text.front() <= 'z' &&
         std::ranges::all_of(
             text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

std::vector<std::string_view> split(std::string_view text, char by) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const auto end = std::min(text.find(by), text.size());
    if (end > 0) parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

std::string_view without_prefix(std::string_view text, std::string_view prefix) {
  return text.starts_with(prefix) ? text.substr(prefix.size()) : text;
}

// name, name/post, name/topic/post, c/channel/post, +invitation, joinchat/invitation
std::optional<Locator> of_path(std::string_view path) {
  const auto parts = split(path.substr(0, path.find_first_of("?#")), '/');
  Locator found;
  if (parts.empty() || parts.size() > 4) return std::nullopt;
  if (parts[0].starts_with('+') && parts[0].size() > 1) {
    found.invite = parts[0].substr(1);
    return found;
  }
  if (parts[0] == "joinchat" && parts.size() == 2) {
    found.invite = parts[1];
    return found;
  }
  const bool by_id = parts[0] == "c";
  if (by_id) {
    found.channel = parts.size() > 1 ? number(parts[1]) : 0;
    if (found.channel == 0) return std::nullopt;
  } else {
    found.name = lower(parts[0]);
    if (!is_name(found.name)) return std::nullopt;
  }
  if (parts.size() > (by_id ? 2u : 1u)) {
    found.post = number(parts.back());
    if (found.post == 0) return std::nullopt;
  }
  return found;
}

std::string query_word(std::string_view query, std::string_view key) {
  for (const auto pair : split(query, '&'))
    if (pair.starts_with(key) && pair.substr(key.size()).starts_with('='))
      return std::string(pair.substr(key.size() + 1));
  return {};
}

// tg://resolve?domain=name&post=5, tg://privatepost?channel=9&post=5, tg://join?invite=...
std::optional<Locator> of_scheme(std::string_view rest) {
  const auto what = rest.substr(0, rest.find('?'));
  const auto query = rest.substr(std::min(rest.size(), what.size() + 1));
  Locator found;
  if (const auto post = query_word(query, "post"); !post.empty()) {
    found.post = number(post);
    if (found.post == 0) return std::nullopt;
  }
  if (what == "resolve") {
    found.name = lower(query_word(query, "domain"));
    if (is_name(found.name)) return found;
    found.name.clear();
    found.phone = query_word(query, "phone");
    return found.phone.empty() ? std::nullopt : std::optional(found);
  }
  if (what == "privatepost") {
    found.channel = number(query_word(query, "channel"));
    return found.channel == 0 ? std::nullopt : std::optional(found);
  }
  found.invite = query_word(query, "invite");
  return what == "join" && !found.invite.empty() ? std::optional(found) : std::nullopt;
}

// "user:7", "channel:9", "channel:9/post:12"
std::optional<Locator> of_canonical(std::string_view text) {
  Locator found;
  const auto parts = split(text, '/');
  if (parts.empty() || parts.size() > 2) return std::nullopt;
  if (parts[0].starts_with("user:")) found.user = number(parts[0].substr(5));
  if (parts[0].starts_with("channel:")) found.channel = number(parts[0].substr(8));
  if (parts.size() == 2) {
    found.post = parts[1].starts_with("post:") ? number(parts[1].substr(5)) : 0;
    if (found.post == 0 || found.channel == 0) return std::nullopt;
  }
  return found.user + found.channel > 0 ? std::optional(found) : std::nullopt;
}

std::optional<Locator> of_phone(std::string_view text) {
  Locator found;
  for (const char c : text.substr(1)) {
    if (c >= '0' && c <= '9')
      found.phone += c;
    else if (!std::string_view(" -/().").contains(c))
      return std::nullopt;
  }
  return found.phone.size() >= 5 && found.phone.size() <= 15 ? std::optional(found) : std::nullopt;
}

}  // namespace

std::optional<Locator> parse_locator(std::string_view text, std::string_view base_url) {
  if (text.starts_with('@')) {
    Locator found{.name = lower(text.substr(1))};
    return is_name(found.name) ? std::optional(found) : std::nullopt;
  }
  if (text.starts_with("user:") || text.starts_with("channel:")) return of_canonical(text);
  if (text.starts_with('+')) return of_phone(text);
  if (text.starts_with("tg://")) return of_scheme(text.substr(5));
  if (!base_url.empty() && text.starts_with(base_url) && text.substr(base_url.size()).starts_with('/'))
    return of_path(text.substr(base_url.size() + 1));
  // Clients write links of any server so, and hosts without the scheme are what people paste.
  const auto bare = without_prefix(without_prefix(text, "https://"), "http://");
  const auto host = without_prefix(without_prefix(base_url, "https://"), "http://");
  for (const std::string_view ours : {std::string_view("t.me"), std::string_view("telegram.me"), host})
    if (!ours.empty() && bare.starts_with(ours) && bare.substr(ours.size()).starts_with('/'))
      return of_path(bare.substr(ours.size() + 1));
  return std::nullopt;
}

std::optional<std::string> target_of(store::Transaction& tx, const Locator& locator) {
  const auto with_post = [&](PeerId peer) {
    auto target = target_of(peer);
    if (locator.post != 0 && peer.is_channel()) target += "/post:" + std::to_string(locator.post);
    return target;
  };
  if (!locator.name.empty()) {
    const auto peer = store::find_peer_by_username(tx, locator.name);
    return peer ? std::optional(with_post(*peer)) : std::nullopt;
  }
  if (locator.channel != 0) {
    if (!store::find_channel(tx, locator.channel)) return std::nullopt;
    return with_post(PeerId::channel(locator.channel));
  }
  if (locator.user != 0)
    return store::find_user(tx, locator.user) ? std::optional(target_of(PeerId::user(locator.user)))
                                              : std::nullopt;
  if (!locator.phone.empty()) {
    const auto user = store::find_user_by_phone(tx, locator.phone);
    return user ? std::optional(target_of(PeerId::user(user->id))) : std::nullopt;
  }
  const auto invite = store::find_chat_invite(tx, locator.invite);
  return invite ? std::optional(target_of(invite->peer)) : std::nullopt;
}

}  // namespace botschaft::desk
