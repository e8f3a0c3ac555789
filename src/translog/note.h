#pragma once
// C2SP signed-note and tlog-checkpoint: a text, and lines of signatures below it. c2sp.org/signed-note,
// c2sp.org/tlog-checkpoint, c2sp.org/tlog-cosignature.
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "crypto/ed25519.h"
#include "translog/tree.h"

namespace botschaft::translog {

enum class Algorithm : std::uint8_t { ed25519 = 1, cosignature = 4 };

// Of a log or a witness. Written "<name>+<id as 8 hex digits>+<base64 of algorithm and key>".
struct VerifierKey {
  std::string name;
  Algorithm algorithm = Algorithm::ed25519;
  crypto::Ed25519Key key{};

  std::uint32_t id() const;  // first 4 bytes of SHA-256(name || \n || algorithm || key), big-endian
  std::string text() const;
  static std::optional<VerifierKey> parse(std::string_view text);
};

// Written "PRIVATE+KEY+<name>+<id>+<base64 of algorithm and seed>".
struct SignerKey {
  std::string name;
  Algorithm algorithm = Algorithm::ed25519;
  crypto::Ed25519Seed seed{};

  VerifierKey verifier() const;
  std::string text() const;
  static std::optional<SignerKey> parse(std::string_view text);
  static SignerKey make(std::string name, Algorithm algorithm, Random& random);
};

// Not empty, and without blanks and '+'.
bool is_key_name(std::string_view name);

struct NoteSignature {
  std::string name;
  std::uint32_t id = 0;
  Bytes bytes;
};
struct Note {
  std::string text;  // ends with \n
  std::vector<NoteSignature> signatures;
};
inline constexpr std::size_t kNoteMax = 64 << 10;
inline constexpr std::size_t kNoteSignaturesMax = 64;

std::optional<Note> parse_note(std::string_view bytes);  // of at most kNoteMax bytes
std::string write_note(const Note& note);
std::string write_signatures(const std::vector<NoteSignature>& signatures);  // the lines below the text
NoteSignature sign_note(const SignerKey& key, std::string_view text);        // Ed25519 over the text
bool verify_note(const Note& note, const VerifierKey& key);  // has a good signature of an Ed25519 key

struct Checkpoint {
  std::string origin;
  std::int64_t size = 0;
  Hash root{};
  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};
std::string checkpoint_text(const Checkpoint& checkpoint);
std::optional<Checkpoint> parse_checkpoint_text(std::string_view text);
std::string sign_checkpoint(const SignerKey& key, const Checkpoint& checkpoint);

// The checkpoint of a note that this log signed; the origin is the key's name.
std::optional<Checkpoint> open_checkpoint(const Note& note, const VerifierKey& log);

// cosignature/v1: a witness saw the checkpoint, and nothing that contradicts it, at `time`.
NoteSignature cosign(const SignerKey& witness, std::string_view checkpoint_text, std::int64_t time);
std::optional<std::int64_t> cosigned_at(const Note& note, const VerifierKey& witness);

}  // namespace botschaft::translog
