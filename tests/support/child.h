#pragma once
// Child processes for tests of what a kill or a full disk leaves behind.
#include <sys/types.h>
#include <unistd.h>

#include <cstddef>
#include <filesystem>
#include <functional>
#include <vector>

namespace botschaft::test {

inline constexpr int kCannotRunHere = 77;  // exit status

// Runs it in a fork of this process; what it returns is the exit status. To be forked before threads are.
pid_t in_child(const std::function<int()>& run);
int wait_for(pid_t child);  // its exit status; 128 if a signal ended it

// A file system of its own for this process, without privileges where the kernel allows that.
bool mount_tmpfs(const std::filesystem::path& where, const char* options);

// Takes room on a disk. False: there is not so much.
bool fill(const std::filesystem::path& ballast, std::size_t bytes);

namespace detail {
struct Reporting {
  pid_t child;
  int reports;  // the end of the pipe to read from
};
Reporting start_reporting(const std::function<int(int report)>& run);
void kill_nine(pid_t child);
// False: it has ended by itself before.
bool was_killed(pid_t child);
}  // namespace detail

// Runs `forever` in a child, which writes an Entry to the descriptor it is given for each thing it was
// promised, and kills it after `count` of them. Returns all it has reported; empty: it ended by itself.
template <class Entry>
std::vector<Entry> reports_until_killed(std::size_t count, const std::function<int(int report)>& forever) {
  const auto [child, reports] = detail::start_reporting(forever);
  std::vector<Entry> entries;
  Entry entry;
  const auto next = [&] { return ::read(reports, &entry, sizeof entry) == sizeof entry; };
  while (entries.size() < count && next()) entries.push_back(entry);
  detail::kill_nine(child);
  while (next()) entries.push_back(entry);
  ::close(reports);
  if (!detail::was_killed(child)) entries.clear();
  return entries;
}

}  // namespace botschaft::test
