// Texts of a contact log as anybody can hand them in: notes, checkpoints, receipts, proofs, requests to a
// witness, records, keys. What is read is written again as it was; nothing is believed that was not signed.
#include "base/check.h"
#include "translog/proof.h"
#include "translog/witness.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace botschaft;
  using namespace botschaft::translog;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static const SignerKey key{.name = "chat.example/desk/log", .seed = {1}};
  static const auto log = key.verifier();

  if (const auto note = parse_note(text)) {
    CHECK(write_note(*note) == text);
    CHECK(note->signatures.size() <= kNoteSignaturesMax);
    if (const auto checkpoint = parse_checkpoint_text(note->text))
      CHECK(note->text.starts_with(checkpoint_text(*checkpoint)));
    open_checkpoint(*note, log);
    cosigned_at(*note, {.name = "w", .algorithm = Algorithm::cosignature, .key = log.key});
  }
  open_receipt(text, log);
  if (const auto proof = parse_proof(text)) {
    CHECK(parse_proof(write_proof(*proof)).has_value());
    verify_proof(*proof, "entry", log);
  }
  if (const auto request = parse_add_checkpoint(text)) CHECK(write_add_checkpoint(*request) == text);
  Witness witness({.name = "w", .algorithm = Algorithm::cosignature, .seed = {2}}, {log}, {},
                  [](const Checkpoint&) { return true; });
  CHECK(witness.add_checkpoint(text, 5).status != 500);
  if (const auto record = parse_record(text)) CHECK(canonical(*record) == text);
  if (const auto verifier = VerifierKey::parse(text)) CHECK(VerifierKey::parse(verifier->text()).has_value());
  SignerKey::parse(text);
  return 0;
}
