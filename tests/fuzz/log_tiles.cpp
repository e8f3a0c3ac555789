// Files of a log as a mirror can serve them: the first byte says as what the rest is read.
#include "base/check.h"
#include "translog/tiles.h"
#include "translog/verify.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace botschaft;
  using namespace botschaft::translog;
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const int width = data[0] + 1;
  if (const auto name = parse_tile_path(bytes))
    CHECK(tile_path(name->level, name->index, name->width) == bytes);
  if (const auto tile = parse_tile(bytes, width)) CHECK(tile->size() == static_cast<std::size_t>(width));
  if (const auto entries = parse_bundle(bytes, width)) {
    std::string again;
    for (const auto& entry : *entries) append_to_bundle(again, entry);
    CHECK(again == bytes);
  }
  // A signed checkpoint over files that are all these bytes.
  static const SignerKey key{.name = "chat.example/desk/log", .seed = {1}};
  const auto note = sign_checkpoint(key, {.origin = key.name, .size = width, .root = empty_root()});
  const auto verified = verify_log(
      {.log = [&](const std::string& path) { return path == "checkpoint" ? note : std::string(bytes); },
       .key = key.verifier(),
       .receipts = {},
       .checkpoints = {},
       .mirror = {},
       .now = 0});
  CHECK(!verified.findings.empty());
  return 0;
}
