// How much memory the server takes while many download large files at once, and how fast it is: the real
// program, a session for each. Half of them read as fast as they can, the other half not at all.
//
// LOAD_CLIENTS (200), LOAD_GIB (1), LOAD_SECONDS (10), LOAD_PIECE_KIB (1024), LOAD_AHEAD (4), LOAD_MEMORY_MIB
// (64: files.transfer_memory_mib): other numbers. `--quick` has small ones and is a test. It fails if the
// server grows beyond the bound that docs/adr/0004-files.md states.
#include <fcntl.h>
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <string_view>
#include <thread>

#include "base/check.h"
#include "base/clock.h"
#include "blob/blobs.h"
#include "domain/files/file.h"
#include "load/population.h"
#include "mtproto/server_keys.h"
#include "rpc/files/reference.h"
#include "store/sqlite/open.h"
#include "tests/support/server_process.h"
#include "tl/api.h"
#include "tl/codec.h"

namespace botschaft::load {
namespace {

using Clock = std::chrono::steady_clock;

std::int64_t number_of(const char* variable, std::int64_t otherwise) {
  const char* text = std::getenv(variable);
  return text ? std::strtoll(text, nullptr, 10) : otherwise;
}

struct Load {
  std::size_t clients = 200;
  std::int64_t size = std::int64_t{1} << 30;  // of each file
  std::int64_t piece = 1 << 20;
  std::int64_t ahead = 4;  // requests of one client under way
  std::int64_t memory_mib = 64;
  std::chrono::seconds time{10};

  // What the server may take beside what it took before: docs/adr/0004-files.md, "Bounded memory".
  std::int64_t bound() const {
    return (3 * memory_mib << 20) + (32 << 20) + static_cast<std::int64_t>(clients) * (64 << 10);
  }
  std::int64_t asked_for() const { return static_cast<std::int64_t>(clients) * ahead * piece; }
};

Load full() {
  Load load;
  load.clients = static_cast<std::size_t>(number_of("LOAD_CLIENTS", 200));
  load.size = number_of("LOAD_GIB", 1) << 30;
  load.piece = number_of("LOAD_PIECE_KIB", 1024) << 10;
  load.ahead = number_of("LOAD_AHEAD", 4);
  load.memory_mib = number_of("LOAD_MEMORY_MIB", 64);
  load.time = std::chrono::seconds(number_of("LOAD_SECONDS", 10));
  return load;
}

// What is asked for at once is several times the bound.
Load quick() {
  return {.clients = 30,
          .size = std::int64_t{1} << 30,
          .ahead = 8,
          .memory_mib = 8,
          .time = std::chrono::seconds(10)};
}

// A document whose bytes are a hole in the disk, under any name.
store::FileId add_file(const std::filesystem::path& data, UserId uploader, std::uint8_t number,
                       std::int64_t size) {
  blob::Hash hash{number};
  const auto name = to_hex(hash);
  const auto path = data / "blobs" / name.substr(0, 2) / name.substr(2, 2) / name;
  std::filesystem::create_directories(path.parent_path());
  CHECK(blob::OpenFile::open(path, O_WRONLY | O_CREAT)->truncate(size));
  const auto store = *store::open_sqlite({.directory = data});
  store::FileId id = 0;
  CHECK(store->write_sync([&](store::Transaction& tx) -> Result<void> {
    store::keep_blob(tx, {hash, size});
    const domain::File file{.uploader = uploader, .content = {hash, size}, .mime = "video/mp4"};
    id = domain::add_file(tx, file, system_clock().unix_us() / 1000, number);
    return {};
  }));
  return id;
}

// One who downloads, with some requests under way at any time.
class Downloader {
 public:
  Downloader(const Load& load, std::uint16_t port, const test::ClientKey& key, Random& random,
             const rpc::FileServices& files, store::FileId id)
      : load_(load), client_({.port = port}, random) {
    client_.set_key(key);
    CHECK(client_.connect());
    auto location = tl::make<tl::inputDocumentFileLocation>();
    location->id = id;
    location->access_hash = rpc::file_access_hash(files, id);
    location->file_reference = rpc::file_reference(files, id, system_clock().unix_seconds());
    request_.location = std::move(location);
    request_.limit = static_cast<std::int32_t>(load_.piece);
  }

  void ask() {
    request_.offset = offset_;
    offset_ = (offset_ + load_.piece) % load_.size;
    tl::invokeWithLayer layer;
    layer.layer = tl::kCanonicalLayer;
    const auto query = tl::to_bytes(request_).value();
    layer.query = query;
    client_.send(tl::to_bytes(layer).value());
  }

  // Until then; returns the bytes that came.
  std::int64_t read_until(Clock::time_point end) {
    std::int64_t bytes = 0;
    while (Clock::now() < end) {
      const auto message = client_.receive(1'000);
      if (!message) continue;
      if (static_cast<std::int64_t>(message->body.size()) > load_.piece) bytes += load_.piece;
      ask();
    }
    return bytes;
  }

 private:
  const Load& load_;
  test::Client client_;
  tl::upload_getFile request_;
  std::int64_t offset_ = 0;
};

// What was seen of the server.
struct Seen {
  std::size_t before = 0;  // bytes of memory
  std::size_t most = 0;
  std::int64_t bytes = 0;  // that came
  double processor_s = 0;
};

Seen download(const Load& load, test::ServerProcess& server,
              std::vector<std::unique_ptr<Downloader>>& downloaders) {
  Seen seen{.before = server.resident_bytes(), .most = server.resident_bytes()};
  for (auto& each : downloaders) {
    for (std::int64_t n = 0; n < load.ahead; ++n) each->ask();
  }
  const auto cpu = server.cpu_seconds();
  const auto end = Clock::now() + load.time;
  std::atomic<std::int64_t> bytes = 0;
  std::vector<std::thread> readers;
  for (std::size_t i = 0; i < downloaders.size(); i += 2) {
    readers.emplace_back([&, i] { bytes += downloaders[i]->read_until(end); });
  }
  while (Clock::now() < end) {
    seen.most = std::max(seen.most, server.resident_bytes());
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  for (auto& reader : readers) reader.join();
  seen.bytes = bytes;
  seen.processor_s = server.cpu_seconds() - cpu;
  return seen;
}

int run(const Load& load) {
  constexpr double kMega = 1e6;
  test::ServerProcess server(BOTSCHAFT_PROGRAM, {"--no-flood-limits"});
  CHECK(server.started() && server.terminate() == 0);
  SeededRandom random(1);
  const auto people = populate(server.data(), static_cast<std::int64_t>(load.clients), load.clients, random);
  std::vector<store::FileId> ids;
  for (std::uint8_t n = 1; n <= 8; ++n)
    ids.push_back(add_file(server.data(), people.first_user, n, load.size));
  const rpc::FileServices files{.key = mtproto::ServerKeys::load_or_create(server.data())->sub_key("files")};
  std::ofstream(server.data() / "botschaft.toml")
      << "[files]\ntransfer_memory_mib = " << load.memory_mib << "\n";
  server.start();
  CHECK(server.started());

  std::vector<std::unique_ptr<Downloader>> downloaders;
  for (std::size_t i = 0; i < load.clients; ++i) {
    downloaders.push_back(std::make_unique<Downloader>(load, server.port(), people.keys[i], random, files,
                                                       ids[i % ids.size()]));
  }
  const auto seen = download(load, server, downloaders);
  const auto seconds = static_cast<double>(load.time.count());
  const auto grown = static_cast<std::int64_t>(seen.most - seen.before);
  fmt::print(
      "{} downloads of {} MiB, half of them stalled, {:.0f} MB asked for at once: {:.0f} MB/s; memory {:.0f} "
      "MB "
      "before, {:.0f} MB at most, so {:.0f} MB more, of {:.0f} MB that are allowed; {:.1f} s of processor in "
      "{:.0f} s\n",
      load.clients, load.size >> 20, static_cast<double>(load.asked_for()) / kMega,
      static_cast<double>(seen.bytes) / kMega / seconds, static_cast<double>(seen.before) / kMega,
      static_cast<double>(seen.most) / kMega, static_cast<double>(grown) / kMega,
      static_cast<double>(load.bound()) / kMega, seen.processor_s, seconds);
  if (seen.bytes == 0) fmt::print("nothing came\n");
  if (grown > load.bound()) fmt::print("the server has grown beyond its bound\n");
  return seen.bytes > 0 && grown <= load.bound() ? 0 : 1;
}

}  // namespace
}  // namespace botschaft::load

int main(int argc, char** argv) {
  using namespace botschaft::load;
  return run(argc > 1 && std::string_view(argv[1]) == "--quick" ? quick() : full());
}
