#include "media/worker_client.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "tests/support/media/plain.h"

namespace botschaft::media {
namespace {

using namespace std::chrono_literals;

WorkerClient::Options options() {
  return {.program = BOTSCHAFT_MEDIA, .jobs_max = 2, .limits = {.time = 20s, .memory_mib = 1024}};
}

Result<Report> look_at(WorkerClient& client, const Bytes& bytes, Task task = Task::photo) {
  const auto file = samples::file_of(bytes);
  auto report = client.look(task, file.get(), "name", "image/png");
  EXPECT_EQ(lseek(file.get(), 0, SEEK_CUR), static_cast<off_t>(bytes.size()));  // nobody moved it
  return report;
}

Err error_of(const Result<Report>& result) {
  EXPECT_FALSE(result.has_value());
  return result ? Err::INTERNAL : result.error().err;
}

// A PNG that keeps libvips busy for long: the largest photo there may be.
Bytes slow_picture() {
  return samples::png(5000, 5000);
}

TEST(WorkerClient, starts_the_worker_when_it_is_needed) {
  WorkerClient client(options());
  EXPECT_FALSE(client.worker_pid());
  const auto report = look_at(client, samples::png(1000, 500));
  ASSERT_TRUE(report.has_value());
  EXPECT_EQ(report->mime, "image/png");
  EXPECT_EQ(report->width, 1000);
  EXPECT_EQ(report->pictures.size(), 4u);
  const auto pid = client.worker_pid();
  ASSERT_TRUE(pid);
  EXPECT_TRUE(look_at(client, samples::png(10, 10)).has_value());
  EXPECT_EQ(client.worker_pid(), pid);
}

TEST(WorkerClient, says_what_is_wrong_with_a_file) {
  WorkerClient client(options());
  EXPECT_EQ(error_of(look_at(client, to_bytes(as_bytes("no image")))), Err::IMAGE_PROCESS_FAILED);
  EXPECT_EQ(error_of(look_at(client, samples::png(9999, 2))), Err::PHOTO_INVALID_DIMENSIONS);
  const auto document = look_at(client, to_bytes(as_bytes("no image")), Task::document);
  ASSERT_TRUE(document.has_value());
  EXPECT_EQ(document->mime, "application/octet-stream");
}

TEST(WorkerClient, the_worker_stops_when_nobody_needs_it) {
  auto o = options();
  o.idle_max = 50ms;
  WorkerClient client(o);
  ASSERT_TRUE(look_at(client, samples::png(10, 10)).has_value());
  const auto pid = *client.worker_pid();
  client.housekeep();
  EXPECT_TRUE(client.worker_pid());
  std::this_thread::sleep_for(60ms);
  client.housekeep();
  EXPECT_FALSE(client.worker_pid());
  EXPECT_EQ(kill(pid, 0), -1);  // not even a zombie
  EXPECT_TRUE(look_at(client, samples::png(10, 10)).has_value());
}

TEST(WorkerClient, a_worker_that_died_idle_is_replaced_unnoticed) {
  WorkerClient client(options());
  ASSERT_TRUE(look_at(client, samples::png(10, 10)).has_value());
  const auto pid = *client.worker_pid();
  kill(pid, SIGKILL);
  siginfo_t ended{};
  ASSERT_EQ(waitid(P_PID, static_cast<id_t>(pid), &ended, WEXITED | WNOWAIT), 0);
  EXPECT_TRUE(look_at(client, samples::png(10, 10)).has_value());
  EXPECT_NE(client.worker_pid(), pid);
}

TEST(WorkerClient, jobs_die_with_their_worker_and_later_ones_do_not) {
  auto o = options();
  o.retry_after = 0ms;  // a kill may also meet it while it starts
  WorkerClient client(o);
  const auto picture = slow_picture();
  std::atomic<int> failed = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i) {
    threads.emplace_back([&] {
      auto report = look_at(client, picture);
      while (report) report = look_at(client, picture);
      EXPECT_EQ(report.error().err, Err::MEDIA_WORKER_FAILED);
      ++failed;
    });
  }
  while (failed < 2) {
    std::this_thread::sleep_for(100ms);
    if (const auto pid = client.worker_pid()) kill(*pid, SIGKILL);
  }
  for (auto& thread : threads) thread.join();
  EXPECT_TRUE(look_at(client, samples::png(10, 10)).has_value());
}

TEST(WorkerClient, a_job_has_so_much_time_and_no_more) {
  auto o = options();
  o.limits.time = 100ms;
  WorkerClient client(o);
  const auto picture = slow_picture();
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(error_of(look_at(client, picture)), Err::MEDIA_WORKER_FAILED);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 20s);
  EXPECT_TRUE(client.worker_pid());  // the worker lives
  // A loaded machine takes the time of a small one, too, but not every time.
  bool done = false;
  for (int i = 0; i < 50 && !done; ++i) done = look_at(client, samples::png(10, 10)).has_value();
  EXPECT_TRUE(done);
}

#if !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer)
TEST(WorkerClient, a_job_has_so_much_memory_and_no_more) {
  auto o = options();
  o.limits.memory_mib = 64;
  WorkerClient client(o);
  EXPECT_FALSE(look_at(client, slow_picture()).has_value());
  EXPECT_TRUE(look_at(client, samples::png(10, 10)).has_value());
}
#endif

TEST(WorkerClient, so_many_jobs_at_once_and_no_more) {
  auto o = options();
  o.jobs_max = 1;
  o.wait_max = 50ms;
  WorkerClient client(o);
  ASSERT_TRUE(look_at(client, samples::png(10, 10)).has_value());
  const auto picture = slow_picture();
  std::atomic<bool> refused = false;
  std::thread busy([&] {
    while (!refused) (void)look_at(client, picture);
  });
  while (!refused) {
    const auto report = look_at(client, samples::png(10, 10));
    refused = !report && report.error().err == Err::MEDIA_WORKER_FAILED;
  }
  busy.join();
  EXPECT_TRUE(look_at(client, samples::png(10, 10)).has_value());
}

TEST(WorkerClient, that_has_finished_starts_nothing) {
  WorkerClient client(options());
  ASSERT_TRUE(look_at(client, samples::png(10, 10)).has_value());
  client.finish();
  EXPECT_FALSE(client.worker_pid());
  EXPECT_EQ(error_of(look_at(client, samples::png(10, 10))), Err::MEDIA_WORKER_FAILED);
}

TEST(WorkerClient, without_a_program_everything_fails) {
  for (const auto* program : {"", "/nonexistent", "/bin/false"}) {
    auto o = options();
    o.program = program;
    o.retry_after = 0ms;
    WorkerClient client(o);
    EXPECT_EQ(error_of(look_at(client, samples::png(10, 10))), Err::MEDIA_WORKER_FAILED) << program;
  }
}

// The worker has nothing of the server's but its socket.
TEST(WorkerClient, the_worker_inherits_no_files_and_no_environment) {
  setenv("BOTSCHAFT_SECRET", "1234", 1);
  const int leaked = open("/dev/null", O_RDONLY);  // without O_CLOEXEC
  WorkerClient client(options());
  ASSERT_TRUE(look_at(client, samples::png(10, 10)).has_value());
  const auto proc = std::filesystem::path("/proc") / std::to_string(*client.worker_pid());
  close(leaked);
  std::error_code error;
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(proc / "fd", error)) {
    std::error_code ignored;
    const auto target = std::filesystem::read_symlink(entry.path(), ignored).string();
    if (std::stoi(entry.path().filename()) > 2)
      files += !target.starts_with("socket:") && !target.starts_with("anon_inode:[signalfd]");
  }
  EXPECT_EQ(files, 0);
  std::ifstream environment(proc / "environ");
  const std::string words((std::istreambuf_iterator<char>(environment)), {});
  EXPECT_EQ(words.find("1234"), std::string::npos);
}

}  // namespace
}  // namespace botschaft::media
