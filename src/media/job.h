#pragma once
// What server and media worker say to each other.
//
// The server starts the worker with one end of a SOCK_SEQPACKET socket pair as descriptor 3. The worker says
// kReady when it has shut itself in, or a sentence why it cannot, and ends. Then each packet to it is a job
// with three descriptors: the file, a pipe for the answer, a pipe for how the child ended. The worker's end
// of the socket closing, or a pipe that ends without Ending, means that the worker is gone.
#include <cstdint>
#include <string>

#include "media/report.h"

namespace botschaft::media {

inline constexpr int kWorkerSocket = 3;
inline constexpr std::string_view kReady = "ready";
inline constexpr std::size_t kJobMax = 4096;         // bytes of a packet
inline constexpr std::size_t kAnswerMax = 16 << 20;  // bytes of an answer

struct Job {
  Task task = Task::document;
  std::string name;
  std::string mime;
};

// Names and types that are too long are cut.
Bytes write_job(const Job& job);
Result<Job> read_job(ByteView packet);

// How a job's child ended, as the worker saw it: two bytes.
struct Ending {
  enum class Kind : std::uint8_t { exited, killed, out_of_time, not_started };
  Kind kind = Kind::not_started;
  std::uint8_t number = 0;  // exit status or signal
};

// What the child found: a report, or one of the few errors that a file can cause.
Bytes write_answer(const Result<Report>& answer);
Result<Report> read_answer(ByteView bytes);

}  // namespace botschaft::media
