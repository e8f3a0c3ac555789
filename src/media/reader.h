#pragma once
// Has files looked at by somebody else. `server` implements it by the worker process; tests by what they
// like.
#include "base/error.h"
#include "media/report.h"

namespace botschaft::media {

class FileReader {
 public:
  virtual ~FileReader() = default;
  // Blocks until the job is done or its time is over. `file`: an open descriptor, read by pread; stays the
  // caller's. `name` and `mime` are what the client says: hints at most. IMAGE_PROCESS_FAILED when a photo is
  // no image; MEDIA_WORKER_FAILED when the worker died, ran out of time or is not there.
  virtual Result<Report> look(Task task, int file, const std::string& name, const std::string& mime) = 0;
};

}  // namespace botschaft::media
