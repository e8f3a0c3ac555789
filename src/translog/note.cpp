#include "translog/note.h"

#include <fmt/format.h>

#include <algorithm>

namespace botschaft::translog {
namespace {

constexpr std::string_view kDash = "\xE2\x80\x94 ";  // em dash and blank
constexpr std::string_view kPrivate = "PRIVATE+KEY+";
constexpr std::size_t kIdSize = 4;

template <class T>
Bytes big_endian(T value) {
  Bytes out;
  for (int shift = 8 * (sizeof value - 1); shift >= 0; shift -= 8)
    out.push_back(static_cast<std::uint8_t>(value >> shift));
  return out;
}

std::uint64_t read_big_endian(ByteView bytes) {
  std::uint64_t value = 0;
  for (const auto byte : bytes) value = value << 8 | byte;
  return value;
}

Bytes with_algorithm(Algorithm algorithm, ByteView key) {
  Bytes bytes = {static_cast<std::uint8_t>(algorithm)};
  bytes.insert(bytes.end(), key.begin(), key.end());
  return bytes;
}

struct KeyText {
  std::string name;
  std::uint32_t id = 0;
  Algorithm algorithm = {};
  std::array<std::uint8_t, 32> bytes{};
};

std::optional<KeyText> parse_key(std::string_view text) {
  const auto first = text.find('+');
  const auto second = first == text.npos ? text.npos : text.find('+', first + 1);
  if (second == text.npos) return std::nullopt;
  KeyText key{.name = std::string(text.substr(0, first))};
  const auto id = from_hex(text.substr(first + 1, second - first - 1));
  const auto bytes = from_base64(text.substr(second + 1));
  if (!is_key_name(key.name) || !id || id->size() != kIdSize || !bytes || bytes->size() != 33)
    return std::nullopt;
  key.id = static_cast<std::uint32_t>(read_big_endian(*id));
  key.algorithm = static_cast<Algorithm>(bytes->front());
  if (key.algorithm != Algorithm::ed25519 && key.algorithm != Algorithm::cosignature) return std::nullopt;
  std::copy(bytes->begin() + 1, bytes->end(), key.bytes.begin());
  return key;
}

std::string cosigned_text(std::string_view checkpoint, std::int64_t time) {
  return fmt::format("cosignature/v1\ntime {}\n{}", time, checkpoint);
}

}  // namespace

bool is_key_name(std::string_view name) {
  return !name.empty() &&
         std::ranges::all_of(name, [](char c) { return c > ' ' && c != '+' && c != '\x7F'; });
}

std::uint32_t VerifierKey::id() const {
  const auto hash = crypto::sha256({as_bytes(name), as_bytes("\n"), with_algorithm(algorithm, key)});
  return static_cast<std::uint32_t>(read_big_endian(ByteView(hash).first(kIdSize)));
}

std::string VerifierKey::text() const {
  return fmt::format("{}+{:08x}+{}", name, id(), to_base64(with_algorithm(algorithm, key)));
}

std::optional<VerifierKey> VerifierKey::parse(std::string_view text) {
  const auto read = parse_key(text);
  if (!read) return std::nullopt;
  VerifierKey key{.name = read->name, .algorithm = read->algorithm, .key = read->bytes};
  return key.id() == read->id ? std::optional(key) : std::nullopt;
}

VerifierKey SignerKey::verifier() const {
  return {.name = name, .algorithm = algorithm, .key = crypto::ed25519_public(seed)};
}

std::string SignerKey::text() const {
  return fmt::format("{}{}+{:08x}+{}", kPrivate, name, verifier().id(),
                     to_base64(with_algorithm(algorithm, seed)));
}

std::optional<SignerKey> SignerKey::parse(std::string_view text) {
  if (!text.starts_with(kPrivate)) return std::nullopt;
  const auto read = parse_key(text.substr(kPrivate.size()));
  if (!read) return std::nullopt;
  SignerKey key{.name = read->name, .algorithm = read->algorithm, .seed = read->bytes};
  return key.verifier().id() == read->id ? std::optional(key) : std::nullopt;
}

SignerKey SignerKey::make(std::string name, Algorithm algorithm, Random& random) {
  SignerKey key{.name = std::move(name), .algorithm = algorithm};
  random.fill(key.seed);
  return key;
}

std::optional<Note> parse_note(std::string_view bytes) {
  if (bytes.size() > kNoteMax) return std::nullopt;
  const auto gap = bytes.rfind("\n\n");
  if (gap == bytes.npos || !bytes.ends_with('\n')) return std::nullopt;
  for (const char c : bytes)
    if (static_cast<unsigned char>(c) < ' ' && c != '\n') return std::nullopt;
  Note note{.text = std::string(bytes.substr(0, gap + 1)), .signatures = {}};
  auto rest = bytes.substr(gap + 2);
  while (!rest.empty()) {
    const auto line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(line.size() + 1);
    const auto blank = line.rfind(' ');
    if (!line.starts_with(kDash) || blank < kDash.size() || blank == line.npos) return std::nullopt;
    const auto name = line.substr(kDash.size(), blank - kDash.size());
    auto signature = from_base64(line.substr(blank + 1));
    if (!is_key_name(name) || !signature || signature->size() <= kIdSize) return std::nullopt;
    const auto id = static_cast<std::uint32_t>(read_big_endian(ByteView(*signature).first(kIdSize)));
    note.signatures.push_back({std::string(name), id, {signature->begin() + kIdSize, signature->end()}});
    if (note.signatures.size() > kNoteSignaturesMax) return std::nullopt;
  }
  return note.signatures.empty() ? std::nullopt : std::optional(std::move(note));
}

std::string write_signatures(const std::vector<NoteSignature>& signatures) {
  std::string out;
  for (const auto& signature : signatures) {
    auto bytes = big_endian(signature.id);
    bytes.insert(bytes.end(), signature.bytes.begin(), signature.bytes.end());
    out += fmt::format("{}{} {}\n", kDash, signature.name, to_base64(bytes));
  }
  return out;
}

std::string write_note(const Note& note) {
  return note.text + "\n" + write_signatures(note.signatures);
}

NoteSignature sign_note(const SignerKey& key, std::string_view text) {
  return {key.name, key.verifier().id(), to_bytes(crypto::ed25519_sign(key.seed, as_bytes(text)))};
}

bool verify_note(const Note& note, const VerifierKey& key) {
  if (key.algorithm != Algorithm::ed25519) return false;
  return std::ranges::any_of(note.signatures, [&](const NoteSignature& signature) {
    return signature.name == key.name && signature.id == key.id() &&
           crypto::ed25519_verify(key.key, as_bytes(note.text), signature.bytes);
  });
}

std::string checkpoint_text(const Checkpoint& checkpoint) {
  return fmt::format("{}\n{}\n{}\n", checkpoint.origin, checkpoint.size, to_base64(checkpoint.root));
}

std::optional<Checkpoint> parse_checkpoint_text(std::string_view text) {
  std::array<std::string_view, 3> lines;
  for (auto& line : lines) {
    const auto end = text.find('\n');
    if (end == text.npos) return std::nullopt;
    line = text.substr(0, end);
    text.remove_prefix(end + 1);
  }
  const auto size = parse_number(lines[1]);
  const auto root = hash_from_base64(lines[2]);
  if (lines[0].empty() || !size || !root) return std::nullopt;
  return Checkpoint{.origin = std::string(lines[0]), .size = *size, .root = *root};
}

std::string sign_checkpoint(const SignerKey& key, const Checkpoint& checkpoint) {
  const auto text = checkpoint_text(checkpoint);
  return write_note({.text = text, .signatures = {sign_note(key, text)}});
}

std::optional<Checkpoint> open_checkpoint(const Note& note, const VerifierKey& log) {
  if (!verify_note(note, log)) return std::nullopt;
  auto checkpoint = parse_checkpoint_text(note.text);
  return checkpoint && checkpoint->origin == log.name ? checkpoint : std::nullopt;
}

NoteSignature cosign(const SignerKey& witness, std::string_view checkpoint_text, std::int64_t time) {
  const auto signature = crypto::ed25519_sign(witness.seed, as_bytes(cosigned_text(checkpoint_text, time)));
  auto bytes = big_endian(static_cast<std::uint64_t>(time));
  bytes.insert(bytes.end(), signature.begin(), signature.end());
  return {witness.name, witness.verifier().id(), std::move(bytes)};
}

std::optional<std::int64_t> cosigned_at(const Note& note, const VerifierKey& witness) {
  if (witness.algorithm != Algorithm::cosignature) return std::nullopt;
  for (const auto& signature : note.signatures) {
    if (signature.name != witness.name || signature.id != witness.id() || signature.bytes.size() != 8 + 64)
      continue;
    const auto time = static_cast<std::int64_t>(read_big_endian(ByteView(signature.bytes).first(8)));
    if (time >= 0 && crypto::ed25519_verify(witness.key, as_bytes(cosigned_text(note.text, time)),
                                            ByteView(signature.bytes).subspan(8)))
      return time;
  }
  return std::nullopt;
}

}  // namespace botschaft::translog
