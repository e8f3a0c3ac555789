#include "translog/record.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/check.h"

namespace botschaft::translog {
namespace {

constexpr std::string_view kMagic = "botschaft/1";
constexpr std::size_t kWordMax = 64;

bool is_word(std::string_view text) {
  return !text.empty() && text.size() <= kWordMax && std::ranges::all_of(text, [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  });
}

}  // namespace

Hash commit(const Salt& salt, ByteView payload) {
  return crypto::sha256({salt, payload});
}

std::string canonical(const Record& record) {
  CHECK(is_word(record.case_ref) && is_word(record.kind) && is_word(record.lane));
  CHECK(record.seq >= 0 && record.time >= 0);
  return fmt::format("{} {} {} {} {} {} {}", kMagic, record.case_ref, record.seq, record.kind, record.time,
                     record.lane, to_base64(record.commitment));
}

std::optional<Record> parse_record(std::string_view text) {
  std::array<std::string_view, 7> words;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto end = i + 1 < words.size() ? text.find(' ') : text.size();
    if (end == text.npos) return std::nullopt;
    words[i] = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  const auto seq = parse_number(words[2]);
  const auto time = parse_number(words[4]);
  const auto commitment = hash_from_base64(words[6]);
  if (words[0] != kMagic || !is_word(words[1]) || !is_word(words[3]) || !is_word(words[5]))
    return std::nullopt;
  if (!seq || !time || !commitment) return std::nullopt;
  return Record{.case_ref = std::string(words[1]),
                .seq = *seq,
                .kind = std::string(words[3]),
                .time = *time,
                .lane = std::string(words[5]),
                .commitment = *commitment};
}

std::string to_base64(ByteView bytes) {
  auto text = to_base64url(bytes);
  std::ranges::replace(text, '-', '+');
  std::ranges::replace(text, '_', '/');
  text.append((4 - text.size() % 4) % 4, '=');
  return text;
}

std::optional<Bytes> from_base64(std::string_view text) {
  std::string url(text.substr(0, text.find('=')));
  if (text.find_first_of("-_") != text.npos) return std::nullopt;
  std::ranges::replace(url, '+', '-');
  std::ranges::replace(url, '/', '_');
  auto bytes = from_base64url(url);
  if (!bytes || to_base64(*bytes) != text) return std::nullopt;
  return bytes;
}

std::optional<Hash> hash_from_base64(std::string_view text) {
  const auto bytes = from_base64(text);
  Hash hash;
  if (!bytes || bytes->size() != hash.size()) return std::nullopt;
  std::ranges::copy(*bytes, hash.begin());
  return hash;
}

std::optional<std::int64_t> parse_number(std::string_view text) {
  std::int64_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  if (text[0] == '-' || (text[0] == '0' && text.size() > 1)) return std::nullopt;
  return value;
}

}  // namespace botschaft::translog
