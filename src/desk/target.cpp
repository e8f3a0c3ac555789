#include "desk/target.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <vector>

#include "desk/report.h"
#include "store/channels.h"
#include "store/chat_invites.h"
#include "store/users.h"

namespace botschaft::desk {
namespace {

constexpr std::size_t kLinkMax = 512;

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t value = 0;
  const auto end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  if (read.ec != std::errc() || read.ptr != end || value <= 0) return std::nullopt;
  return value;
}

bool is_word(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  return out;
}

std::vector<std::string_view> segments_of(std::string_view path) {
  path = path.substr(0, path.find_first_of("?#"));
  std::vector<std::string_view> segments;
  while (!path.empty()) {
    const auto end = std::min(path.find('/'), path.size());
    if (end > 0) segments.push_back(path.substr(0, end));
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return segments;
}

// A parameter of a tg: link; these are plain words.
std::string_view parameter(std::string_view link, std::string_view name) {
  auto query = link.substr(std::min(link.find('?'), link.size()));
  while (!query.empty()) {
    query.remove_prefix(1);
    const auto pair = query.substr(0, query.find('&'));
    if (pair.starts_with(name) && pair.substr(name.size()).starts_with('='))
      return pair.substr(name.size() + 1);
    query.remove_prefix(pair.size());
  }
  return {};
}

std::optional<Target> target_of_peer(store::Transaction& tx, PeerId peer,
                                     std::optional<std::int64_t> post = std::nullopt) {
  Target target{.canonical = target_of(peer), .subject = subject_of(tx, peer)};
  if (post && peer.is_channel()) target.canonical += fmt::format("/post:{}", *post);
  return target;
}

std::optional<Target> of_username(store::Transaction& tx, std::string_view name, std::string_view post) {
  const auto peer = is_word(name) ? store::find_peer_by_username(tx, name) : std::nullopt;
  if (!peer || (!post.empty() && !number(post))) return std::nullopt;
  return target_of_peer(tx, *peer, number(post));
}

std::optional<Target> of_invite(store::Transaction& tx, std::string_view hash) {
  const auto invite = is_word(hash) ? store::find_chat_invite(tx, hash) : std::nullopt;
  return invite ? target_of_peer(tx, invite->peer) : std::nullopt;
}

std::optional<Target> of_private(store::Transaction& tx, std::string_view channel, std::string_view post) {
  const auto id = number(channel);
  const auto number_of_post = number(post);
  if (!id || !number_of_post) return std::nullopt;
  return target_of_peer(tx, PeerId::channel(*id), number_of_post);
}

std::optional<Target> of_path(store::Transaction& tx, std::string_view path) {
  const auto segments = segments_of(path);
  if (segments.empty() || segments.size() > 4) return std::nullopt;
  const auto first = segments[0];
  if (first.starts_with('+')) return of_invite(tx, first.substr(1));
  if (first == "joinchat") return segments.size() == 2 ? of_invite(tx, segments[1]) : std::nullopt;
  if (first == "c") return segments.size() < 3 ? std::nullopt : of_private(tx, segments[1], segments.back());
  if (first == "s" && segments.size() > 1)
    return of_username(tx, segments[1], segments.size() > 2 ? segments.back() : "");
  return of_username(tx, first, segments.size() > 1 ? segments.back() : "");
}

std::optional<Target> of_tg(store::Transaction& tx, std::string_view link) {
  const auto deed = link.substr(0, link.find('?'));
  if (deed == "resolve") return of_username(tx, parameter(link, "domain"), parameter(link, "post"));
  if (deed == "join") return of_invite(tx, parameter(link, "invite"));
  if (deed == "privatepost") return of_private(tx, parameter(link, "channel"), parameter(link, "post"));
  if (deed != "user") return std::nullopt;
  const auto id = number(parameter(link, "id"));
  return id ? target_of_peer(tx, PeerId::user(*id)) : std::nullopt;
}

std::string_view without_scheme(std::string_view link) {
  const auto scheme = link.find("://");
  return scheme == link.npos ? link : link.substr(scheme + 3);
}

}  // namespace

Subject subject_of(store::Transaction& tx, PeerId peer) {
  if (peer.is_user()) return Subject::account;
  const auto channel = peer.is_channel() ? store::find_channel(tx, peer.bare()) : std::nullopt;
  return channel && !channel->username.empty() ? Subject::public_content : Subject::private_content;
}

std::optional<Target> target_of_link(store::Transaction& tx, std::string_view link,
                                     std::string_view base_url) {
  while (!link.empty() && (link.front() == ' ' || link.front() == '<')) link.remove_prefix(1);
  while (!link.empty() && (link.back() == ' ' || link.back() == '>' || link.back() == '/'))
    link.remove_suffix(1);
  if (link.empty() || link.size() > kLinkMax) return std::nullopt;
  if (link.front() == '@') return of_username(tx, link.substr(1), "");
  if (lowered(link.substr(0, 3)) == "tg:") {
    link.remove_prefix(3);
    while (link.starts_with('/')) link.remove_prefix(1);
    return of_tg(tx, link);
  }
  const auto rest = without_scheme(link);
  const auto slash = rest.find('/');
  if (slash == rest.npos) return std::nullopt;
  for (const auto host :
       {without_scheme(base_url), std::string_view("t.me"), std::string_view("telegram.me")}) {
    if (rest.size() <= host.size() || rest[host.size()] != '/') continue;
    if (lowered(rest.substr(0, host.size())) == lowered(host))
      return of_path(tx, rest.substr(host.size() + 1));
  }
  return std::nullopt;
}

}  // namespace botschaft::desk
