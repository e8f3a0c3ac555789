#include "server/file_collector.h"

#include <vector>

#include "rpc/outcome.h"
#include "store/files.h"

namespace botschaft::server {
namespace {

using Candidates = std::vector<store::FileCandidate>;

Result<Candidates> due(store::Store& store, std::int32_t now, int limit) {
  return rpc::commit(store, [&](store::Transaction& tx) -> Result<Candidates> {
    return store::due_candidates(tx, now, now - FileCollector::kKept_s, limit);
  });
}

}  // namespace

Result<FileCollector::Report> FileCollector::collect(int limit) {
  Report report;
  TRY(collect_files(limit, report));
  TRY(empty_graves(limit, report));
  return report;
}

Result<void> FileCollector::collect_files(int limit, Report& report) {
  TRY_ASSIGN(const auto candidates, due(store_, clock_.unix_seconds(), limit));
  for (const auto& candidate : candidates) {
    const auto deleted = store_.write_sync([&](store::Transaction& tx) -> Result<void> {
      (void)store::delete_file(tx, candidate.file);
      return {};
    });
    if (deleted) {
      ++report.files;
      continue;
    }
    if (deleted.error().err != Err::ROW_REFERENCED) return deleted;
    ++report.in_use;
    TRY(store_.write_sync([&](store::Transaction& tx) -> Result<void> {
      return store::forget_candidate(tx, candidate), Result<void>();
    }));
  }
  return {};
}

Result<void> FileCollector::empty_graves(int limit, Report& report) {
  TRY_ASSIGN(const auto graves,
             rpc::read(store_, [&](store::Transaction& tx) -> Result<std::vector<store::BlobRow>> {
               return store::graves(tx, limit);
             }));
  for (const auto& grave : graves) {
    const auto claim = pins_.try_claim(grave.hash);
    if (!claim) continue;  // an upload of the same bytes: the next time, if it is still a grave then
    TRY_ASSIGN(const bool still, rpc::read(store_, [&](store::Transaction& tx) -> Result<bool> {
                 return store::in_grave(tx, grave.hash);
               }));
    if (!still) continue;
    TRY(blobs_.remove(grave.hash));
    TRY(store_.write_sync([&](store::Transaction& tx) -> Result<void> {
      return store::close_grave(tx, grave.hash), Result<void>();
    }));
    ++report.blobs;
    report.bytes += grave.size;
  }
  return {};
}

Result<FileCollector::Report> FileCollector::rehearse(int limit) {
  Report report;
  TRY_ASSIGN(const auto candidates, due(store_, clock_.unix_seconds(), limit));
  for (const auto& candidate : candidates) {
    std::vector<store::BlobRow> buried;
    const auto done = store_.write_sync([&](store::Transaction& tx) -> Result<void> {
      buried = store::delete_file(tx, candidate.file);
      return fail(Err::MSG_WAIT_FAILED);  // undone
    });
    if (done.error().err == Err::ROW_REFERENCED) {
      ++report.in_use;
      continue;
    }
    if (done.error().err != Err::MSG_WAIT_FAILED) return std::unexpected(done.error());
    ++report.files;
    for (const auto& blob : buried) {
      ++report.blobs;
      report.bytes += blob.size;
    }
  }
  return report;
}

// Under the claim: nobody is about to commit a row for these bytes, for he would have them pinned.
Result<void> FileCollector::remove_stray(const blob::Hash& hash, Report& report) {
  const auto claim = pins_.try_claim(hash);
  if (!claim) return {};
  TRY_ASSIGN(const bool known, rpc::read(store_, [&](store::Transaction& tx) -> Result<bool> {
               return store::find_blob(tx, hash).has_value() || store::in_grave(tx, hash);
             }));
  if (known) return {};
  TRY_ASSIGN(const auto size, blobs_.size(hash));
  TRY(blobs_.remove(hash));
  ++report.strays;
  report.bytes += size;
  return {};
}

Result<FileCollector::Report> FileCollector::collect_strays() {
  Report report;
  std::vector<blob::Hash> unknown;
  Result<void> looked;
  TRY(blobs_.list([&](const blob::Hash& hash, std::int64_t) {
    looked = store_.read_sync([&](store::Transaction& tx) -> Result<void> {
      if (!store::find_blob(tx, hash) && !store::in_grave(tx, hash)) unknown.push_back(hash);
      return {};
    });
    return looked.has_value();
  }));
  TRY(looked);
  for (const auto& hash : unknown) TRY(remove_stray(hash, report));
  return report;
}

}  // namespace botschaft::server
