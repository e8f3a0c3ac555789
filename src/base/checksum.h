#pragma once
// CRC-32 (IEEE 802.3): finds what a crash has damaged, not what somebody has forged.
#include <cstdint>

#include "base/bytes.h"

namespace botschaft {

std::uint32_t crc32(ByteView bytes);

}  // namespace botschaft
