#include "media/worker/input.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace botschaft::media {

std::size_t Input::read(std::uint64_t offset, MutableByteView into) const {
  std::size_t done = 0;
  while (done < into.size()) {
    const auto got =
        pread(descriptor_, into.data() + done, into.size() - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    done += static_cast<std::size_t>(got);
  }
  return done;
}

Bytes Input::read(std::uint64_t offset, std::size_t size) const {
  const auto left = offset < size_ ? size_ - offset : 0;
  Bytes out(static_cast<std::size_t>(std::min<std::uint64_t>(size, left)));
  out.resize(read(offset, out));
  return out;
}

std::optional<Bytes> Input::read_all(std::size_t size_max) const {
  if (size_ > size_max) return std::nullopt;
  return read(0, static_cast<std::size_t>(size_));
}

}  // namespace botschaft::media
