#include "base/gzip.h"

#include <zlib.h>

#include <algorithm>

#include "base/check.h"

namespace botschaft {
namespace {

constexpr int kDetectFormat = 15 + 32;
constexpr int kGzipFormat = 15 + 16;

Bytef* in(ByteView bytes) {
  return const_cast<Bytef*>(bytes.data());
}  // zlib reads it only

}  // namespace

std::optional<Bytes> gunzip(ByteView packed, std::size_t limit) {
  z_stream stream{};
  CHECK(inflateInit2(&stream, kDetectFormat) == Z_OK);
  stream.next_in = in(packed);
  stream.avail_in = static_cast<uInt>(packed.size());
  const std::size_t most = limit + 1;  // one more tells a too large result from one that just fits
  Bytes plain(std::min(most, std::max<std::size_t>(1024, packed.size() * 4)));
  std::size_t size = 0;
  int status = Z_OK;
  while (status == Z_OK) {
    if (size == most) break;
    if (size == plain.size()) plain.resize(std::min(most, size * 2));
    stream.next_out = plain.data() + size;
    stream.avail_out = static_cast<uInt>(plain.size() - size);
    status = inflate(&stream, Z_NO_FLUSH);
    size = static_cast<std::size_t>(stream.next_out - plain.data());
  }
  const bool complete = status == Z_STREAM_END && stream.avail_in == 0 && size <= limit;
  inflateEnd(&stream);
  if (!complete) return std::nullopt;
  plain.resize(size);
  return plain;
}

Bytes gzip(ByteView plain) {
  z_stream stream{};
  CHECK(deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, kGzipFormat, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  Bytes packed(deflateBound(&stream, plain.size()));
  stream.next_in = in(plain);
  stream.avail_in = static_cast<uInt>(plain.size());
  stream.next_out = packed.data();
  stream.avail_out = static_cast<uInt>(packed.size());
  CHECK(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  packed.resize(static_cast<std::size_t>(stream.next_out - packed.data()));
  deflateEnd(&stream);
  return packed;
}

}  // namespace botschaft
