// What a media worker can say that a stranger's file has taken over: an answer is refused, or is what it
// would be if it had been written here.
#include "base/check.h"
#include "media/job.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace botschaft;
  const ByteView bytes(data, size);
  if (const auto answer = media::read_answer(bytes)) CHECK(media::write_answer(answer) == to_bytes(bytes));
  (void)media::read_job(bytes);
  return 0;
}
