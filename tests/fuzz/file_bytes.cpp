// What of ours looks into strangers' files before a decoder does: the first bytes that tell a format, the
// boxes of an MP4, the segments of a JPEG, gzip. None of them reads beyond the file or goes on for ever.
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>

#include "base/check.h"
#include "base/gzip.h"
#include "media/worker/mime.h"
#include "media/worker/mp4.h"
#include "media/worker/strip_jpeg.h"
#include "media/worker/waveform.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace botschaft;
  const ByteView bytes(data, size);
  static const int file = memfd_create("file", MFD_CLOEXEC);
  CHECK(ftruncate(file, 0) == 0 && pwrite(file, data, size, 0) == static_cast<ssize_t>(size));
  const media::Input input(file, size);
  CHECK(!media::content_type(input).mime.empty());
  if (media::index_comes_first(input)) CHECK(as_text(bytes).find("moov") != std::string_view::npos);

  const auto stripped = media::strip_jpeg(bytes);
  CHECK(stripped.size() <= size + 3 && (stripped.empty() || stripped[0] == 1));

  constexpr std::size_t kUnpackedMax = 1 << 16;
  if (const auto unpacked = gunzip(bytes, kUnpackedMax)) CHECK(unpacked->size() <= kUnpackedMax);

  std::vector<std::uint16_t> peaks(size / 2);
  std::copy_n(data, peaks.size() * 2, reinterpret_cast<std::uint8_t*>(peaks.data()));
  CHECK(media::pack_waveform(peaks).size() == (peaks.empty() ? 0 : 63));
  return 0;
}
