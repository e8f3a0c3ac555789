// How much memory the server takes while many download large files at once, and how fast it is: the real
// program, a session for each. Half of them read as fast as they can, the other half not at all.
//
// LOAD_CLIENTS (200), LOAD_GIB (1), LOAD_SECONDS (10), LOAD_PIECE_KIB (1024), LOAD_AHEAD (4): other numbers.
#include <fcntl.h>
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
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
const auto kClients = static_cast<std::size_t>(number_of("LOAD_CLIENTS", 200));
const std::int64_t kSize = number_of("LOAD_GIB", 1) << 30;
const std::int64_t kPiece = number_of("LOAD_PIECE_KIB", 1024) << 10;
const std::int64_t kAhead = number_of("LOAD_AHEAD", 4);
const std::chrono::seconds kTime{number_of("LOAD_SECONDS", 10)};

// A document whose bytes are a hole in the disk, under any name.
store::FileId add_file(const std::filesystem::path& data, UserId uploader, std::uint8_t number) {
  blob::Hash hash{number};
  const auto name = to_hex(hash);
  const auto path = data / "blobs" / name.substr(0, 2) / name.substr(2, 2) / name;
  std::filesystem::create_directories(path.parent_path());
  CHECK(blob::OpenFile::open(path, O_WRONLY | O_CREAT)->truncate(kSize));
  const auto store = *store::open_sqlite({.directory = data});
  store::FileId id = 0;
  CHECK(store->write_sync([&](store::Transaction& tx) -> Result<void> {
    store::keep_blob(tx, {hash, kSize});
    const domain::File file{.uploader = uploader, .content = {hash, kSize}, .mime = "video/mp4"};
    id = domain::add_file(tx, file, system_clock().unix_us() / 1000, number);
    return {};
  }));
  return id;
}

// One who downloads, with some requests under way at any time.
class Downloader {
 public:
  Downloader(std::uint16_t port, const test::ClientKey& key, Random& random, const rpc::FileServices& files,
             store::FileId id)
      : client_({.port = port}, random) {
    client_.set_key(key);
    CHECK(client_.connect());
    auto location = tl::make<tl::inputDocumentFileLocation>();
    location->id = id;
    location->access_hash = rpc::file_access_hash(files, id);
    location->file_reference = rpc::file_reference(files, id, system_clock().unix_seconds());
    request_.location = std::move(location);
    request_.limit = static_cast<std::int32_t>(kPiece);
  }

  void ask() {
    request_.offset = offset_;
    offset_ = (offset_ + kPiece) % kSize;
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
      if (static_cast<std::int64_t>(message->body.size()) > kPiece) bytes += kPiece;
      ask();
    }
    return bytes;
  }

 private:
  test::Client client_;
  tl::upload_getFile request_;
  std::int64_t offset_ = 0;
};

int run() {
  test::ServerProcess server(BOTSCHAFT_PROGRAM, {"--no-flood-limits"});
  CHECK(server.started() && server.terminate() == 0);
  SeededRandom random(1);
  const auto people = populate(server.data(), static_cast<std::int64_t>(kClients), kClients, random);
  std::vector<store::FileId> ids;
  for (std::uint8_t n = 1; n <= 8; ++n) ids.push_back(add_file(server.data(), people.first_user, n));
  const rpc::FileServices files{.key = mtproto::ServerKeys::load_or_create(server.data())->sub_key("files")};
  server.start();
  const auto before = server.resident_bytes();

  std::vector<std::unique_ptr<Downloader>> downloaders;
  for (std::size_t i = 0; i < kClients; ++i) {
    downloaders.push_back(
        std::make_unique<Downloader>(server.port(), people.keys[i], random, files, ids[i % ids.size()]));
    for (std::int64_t n = 0; n < kAhead; ++n) downloaders.back()->ask();
  }
  const auto cpu = server.cpu_seconds();
  const auto end = Clock::now() + kTime;
  std::atomic<std::int64_t> bytes = 0;
  std::vector<std::thread> readers;
  for (std::size_t i = 0; i < kClients; i += 2) {
    readers.emplace_back([&, i] { bytes += downloaders[i]->read_until(end); });
  }
  std::size_t most = before;
  while (Clock::now() < end) {
    most = std::max(most, server.resident_bytes());
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  for (auto& reader : readers) reader.join();
  const auto seconds = static_cast<double>(kTime.count());
  fmt::print(
      "{} downloads of {} GiB, half of them stalled: {:.0f} MB/s; memory {:.0f} MB before, {:.0f} MB at "
      "most; "
      "{:.1f} s of processor in {:.0f} s\n",
      kClients, kSize >> 30, static_cast<double>(bytes) / 1e6 / seconds, static_cast<double>(before) / 1e6,
      static_cast<double>(most) / 1e6, server.cpu_seconds() - cpu, seconds);
  return 0;
}

}  // namespace
}  // namespace botschaft::load

int main() {
  return botschaft::load::run();
}
