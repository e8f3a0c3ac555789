#include "server/storage_command.h"

#include <boost/json.hpp>

#include "crypto/hash.h"
#include "rpc/outcome.h"
#include "server/file_collector.h"
#include "store/files.h"

namespace botschaft::server {

namespace json = boost::json;

namespace {

constexpr int kPage = 500;
constexpr std::size_t kWrongShown = 100;
constexpr std::size_t kReadSize = 1 << 20;
constexpr int kCollectAtOnce = 100'000;

json::value failed(const Error& error) {
  return json::object{{"error", "the command failed: " + error.text()}};
}

// What is wrong with the bytes of a blob; empty: nothing.
Result<std::string> look_at(blob::Blobs& blobs, const store::BlobRow& row) {
  const auto file = blobs.open(row.hash);
  if (!file && file.error().err == Err::BLOB_MISSING) return "missing";
  if (!file) return std::unexpected(file.error());
  crypto::Digest<32> digest;
  Bytes buffer(kReadSize);
  for (std::int64_t offset = 0;;) {
    TRY_ASSIGN(const auto got, file->read(offset, buffer));
    digest.update(ByteView(buffer).first(got));
    offset += static_cast<std::int64_t>(got);
    if (got == buffer.size()) continue;
    return digest.finish() == row.hash && offset == row.size ? "" : "damaged";
  }
}

Result<std::int64_t> count_strays(const StoragePlace& place) {
  std::int64_t strays = 0;
  Result<void> looked;
  TRY(place.blobs.list([&](const blob::Hash& hash, std::int64_t) {
    looked = place.store.read_sync([&](store::Transaction& tx) -> Result<void> {
      strays += store::find_blob(tx, hash) || store::in_grave(tx, hash) ? 0 : 1;
      return {};
    });
    return looked.has_value();
  }));
  TRY(looked);
  return strays;
}

struct Verified {
  std::int64_t blobs = 0;
  std::int64_t bytes = 0;
  std::int64_t missing = 0;
  std::int64_t damaged = 0;
  json::array wrong;
};

Result<Verified> verify_all(const StoragePlace& place) {
  Verified found;
  store::BlobHash after{};
  for (;;) {
    TRY_ASSIGN(const auto page,
               rpc::read(place.store, [&](store::Transaction& tx) -> Result<std::vector<store::BlobRow>> {
                 return store::list_blobs(tx, after, kPage);
               }));
    for (const auto& row : page) {
      TRY_ASSIGN(const auto what, look_at(place.blobs, row));
      ++found.blobs;
      found.bytes += row.size;
      found.missing += what == "missing" ? 1 : 0;
      found.damaged += what == "damaged" ? 1 : 0;
      if (!what.empty() && found.wrong.size() < kWrongShown) {
        found.wrong.push_back(json::object{{"hash", to_hex(row.hash)}, {"what", what}});
      }
    }
    if (page.size() < kPage) return found;
    after = page.back().hash;
  }
}

}  // namespace

json::value storage_stats(const StoragePlace& place) {
  const auto counted = rpc::read(place.store, [](store::Transaction& tx) -> Result<store::FileCounts> {
    return store::count_files(tx);
  });
  if (!counted) return failed(counted.error());
  const auto uploads = place.uploads.total();
  return json::object{{"files", counted->files},         {"blobs", counted->blobs},
                      {"bytes", counted->bytes},         {"unused", counted->candidates},
                      {"graves", counted->graves},       {"uploads", uploads.uploads},
                      {"uploading_bytes", uploads.bytes}};
}

json::value storage_verify(const StoragePlace& place) {
  auto found = verify_all(place);
  if (!found) return failed(found.error());
  const auto strays = count_strays(place);
  if (!strays) return failed(strays.error());
  return json::object{{"blobs", found->blobs},     {"bytes", found->bytes},
                      {"missing", found->missing}, {"damaged", found->damaged},
                      {"strays", *strays},         {"wrong", std::move(found->wrong)}};
}

json::value storage_gc(const StoragePlace& place, bool dry_run) {
  FileCollector collector(place.store, place.blobs, place.pins, place.clock);
  const auto report = dry_run ? collector.rehearse(kCollectAtOnce) : collector.collect(kCollectAtOnce);
  if (!report) return failed(report.error());
  return json::object{{"files", report->files},
                      {"in_use", report->in_use},
                      {"blobs", report->blobs},
                      {"bytes", report->bytes}};
}

}  // namespace botschaft::server
