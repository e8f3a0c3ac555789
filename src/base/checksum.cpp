#include "base/checksum.h"

#include <zlib.h>

namespace botschaft {

std::uint32_t crc32(ByteView bytes) {
  return static_cast<std::uint32_t>(::crc32_z(0, bytes.data(), bytes.size()));
}

}  // namespace botschaft
