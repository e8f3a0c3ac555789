// What files are, out of a column that may be damaged: reading ends, and what was understood is understood
// again.
#include "base/check.h"
#include "domain/files/file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace botschaft::domain;
  File file;
  decode_file({data, size}, file);
  const auto once = encode_file(file);
  File again;
  decode_file(once, again);
  CHECK(encode_file(again) == once);
  return 0;
}
