// What it costs to look into files: the real worker, one file after the other.
#include <benchmark/benchmark.h>

#include <fstream>
#include <string>

#include "base/check.h"
#include "media/worker/image.h"
#include "media/worker_client.h"
#include "tests/support/media/images.h"
#include "tests/support/media/plain.h"
#include "tests/support/media/recordings.h"

namespace {

using namespace botschaft;

media::WorkerClient::Options options() {
  return {.program = BOTSCHAFT_MEDIA, .jobs_max = 2, .limits = {}};
}

void look(media::WorkerClient& client, media::Task task, const Bytes& bytes) {
  const auto file = samples::file_of(bytes);
  const auto report = client.look(task, file.get(), "", "");
  CHECK(report.has_value());
  benchmark::DoNotOptimize(report->pictures.size());
}

double resident_mib(pid_t pid) {
  std::ifstream status("/proc/" + std::to_string(pid) + "/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmRSS:")) return std::stod(line.substr(6)) / 1024;
  return 0;
}

void start(benchmark::State& state) {
  const auto tiny = samples::png(8, 8);
  for ([[maybe_unused]] auto _ : state) {
    media::WorkerClient client(options());
    look(client, media::Task::document, tiny);
    state.counters["worker_MiB"] = resident_mib(*client.worker_pid());
  }
}

void jobs(benchmark::State& state, media::Task task, const Bytes& bytes) {
  media::WorkerClient client(options());
  look(client, task, bytes);
  for ([[maybe_unused]] auto _ : state) look(client, task, bytes);
  state.counters["file_KiB"] = static_cast<double>(bytes.size()) / 1024;
}

void tiny_document(benchmark::State& state) {
  jobs(state, media::Task::document, samples::png(8, 8));
}
void photo_12_megapixels(benchmark::State& state) {
  jobs(state, media::Task::photo, samples::jpeg(4000, 3000));
}
void photo_of_a_client(benchmark::State& state) {
  jobs(state, media::Task::photo, samples::jpeg(1280, 960));
}
void thumbnail_12_megapixels(benchmark::State& state) {
  jobs(state, media::Task::document, samples::jpeg(4000, 3000));
}
void video_10_seconds(benchmark::State& state) {
  jobs(state, media::Task::document, samples::recording({.width = 1280, .height = 720, .seconds = 10}));
}
void voice_60_seconds(benchmark::State& state) {
  jobs(state, media::Task::voice, samples::voice_note(60));
}
void sticker(benchmark::State& state) {
  jobs(state, media::Task::sticker, samples::tgs(samples::lottie(512, 180, 60)));
}

BENCHMARK(start)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(tiny_document)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(photo_12_megapixels)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(photo_of_a_client)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(thumbnail_12_megapixels)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(video_10_seconds)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(voice_60_seconds)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(sticker)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace

int main(int argc, char** argv) {
  botschaft::media::start_images();
  botschaft::samples::be_quiet();
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}
