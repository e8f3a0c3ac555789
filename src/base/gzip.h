#pragma once
// Deflate as TL's gzip_packed carries it.
#include <optional>

#include "base/bytes.h"

namespace botschaft {

// Unpacks gzip (RFC 1952) or zlib (RFC 1950: TDLib sends it). nullopt: damaged, cut off, followed by other
// bytes, or larger than `limit` when unpacked. Allocates what comes out, not what was promised.
std::optional<Bytes> gunzip(ByteView packed, std::size_t limit);

// As gzip, which all clients read, and in the fastest way: level 1.
Bytes gzip(ByteView plain);

}  // namespace botschaft
