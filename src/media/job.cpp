#include "media/job.h"

#include <algorithm>

#include "media/wire.h"

namespace botschaft::media {
namespace {

constexpr std::size_t kNameMax = 1024;
constexpr std::size_t kMimeMax = 256;

// What a worker may make the server say. Position is the number on the wire.
constexpr Err kErrors[] = {
    Err::MEDIA_WORKER_FAILED,    Err::IMAGE_PROCESS_FAILED, Err::PHOTO_INVALID_DIMENSIONS,
    Err::PHOTO_CROP_SIZE_SMALL,  Err::STICKER_FILE_INVALID, Err::STICKER_MIME_INVALID,
    Err::STICKER_PNG_DIMENSIONS, Err::STICKER_PNG_NOPNG,    Err::STICKER_TGS_NOTGS,
    Err::STICKER_VIDEO_BIG,      Err::STICKER_VIDEO_NOWEBM, Err::STICKER_GIF_DIMENSIONS,
    Err::VIDEO_FILE_INVALID,
};
constexpr std::uint8_t kReport = 0xff;

}  // namespace

Bytes write_job(const Job& job) {
  WireWriter out;
  out.number(static_cast<std::uint8_t>(job.task));
  out.text(job.name.substr(0, kNameMax));
  out.text(job.mime.substr(0, kMimeMax));
  return out.take();
}

Result<Job> read_job(ByteView packet) {
  WireReader in(packet);
  Job job;
  job.task = static_cast<Task>(in.number<std::uint8_t>(1, static_cast<std::uint8_t>(kLastTask)));
  job.name = in.text(kNameMax);
  job.mime = in.text(kMimeMax);
  if (!in.ended()) return fail(Err::MEDIA_WORKER_FAILED);
  return job;
}

Bytes write_answer(const Result<Report>& answer) {
  if (answer) {
    auto bytes = write_report(*answer);
    bytes.insert(bytes.begin(), kReport);
    return bytes;
  }
  const auto* found = std::ranges::find(kErrors, answer.error().err);
  return {found == std::end(kErrors) ? std::uint8_t{0} : static_cast<std::uint8_t>(found - kErrors)};
}

Result<Report> read_answer(ByteView bytes) {
  if (bytes.empty()) return fail(Err::MEDIA_WORKER_FAILED);
  if (bytes[0] == kReport) return read_report(bytes.subspan(1));
  return fail(bytes[0] < std::size(kErrors) ? kErrors[bytes[0]] : Err::MEDIA_WORKER_FAILED);
}

}  // namespace botschaft::media
