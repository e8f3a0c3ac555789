#pragma once
// Blobs as objects of an S3 bucket: <prefix><hash in hex>. Nobody else uses that prefix. An object appears
// whole or not at all, and the store checks the SHA-256 of what it is sent.
#include <atomic>
#include <expected>
#include <memory>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <string>

#include "blob/blobs.h"
#include "blob/s3/requests.h"

namespace botschaft::blob {

class S3Blobs final : public Blobs {
 public:
  struct Options {
    S3Place place;
    std::string prefix;                  // letters, digits and -._/ alone
    std::filesystem::path spool;         // folder for what open() fetches; emptied here
    std::int64_t part_bytes = 16 << 20;  // larger files go in parts; S3 wants 5 MiB at least
    int listed_at_once = 1'000;          // which is S3's limit
  };
  // Asks for the bucket. The error is a sentence for the operator: keys that are refused, no such bucket. A
  // store that does not answer is none, for it may come back.
  static std::expected<std::unique_ptr<S3Blobs>, std::string> open(Options options);

  Result<void> put(const Hash& hash, const std::filesystem::path& path) override;
  Result<void> put(const Hash& hash, ByteView bytes) override;
  Result<std::size_t> read(const Hash& hash, std::int64_t offset, MutableByteView out) override;
  // Fetched whole into a file without a name.
  Result<OpenFile> open(const Hash& hash) override;
  Result<std::int64_t> size(const Hash& hash) override;
  Result<void> remove(const Hash& hash) override;
  // Takes away, too, what earlier runs have left half sent.
  Result<void> list(const std::function<bool(const Hash&, std::int64_t size)>& each) override;

 private:
  explicit S3Blobs(Options options) : options_(std::move(options)), requests_(options_.place) {}
  std::string key_of(const Hash& hash) const { return options_.prefix + to_hex(hash); }
  Result<void> put_object(const std::string& key, const S3Payload& payload);
  Result<void> put_in_parts(const std::string& key, const OpenFile& file, std::int64_t size);
  Result<std::string> begin_parts(const std::string& key);
  Result<std::string> put_part(const std::string& key, const std::string& upload, const OpenFile& file,
                               std::int64_t number, std::int64_t offset, std::int64_t size);
  Result<void> complete_parts(const std::string& key, const std::string& upload,
                              const std::vector<std::string>& etags);
  Result<void> abort_parts(const std::string& key, const std::string& upload);
  Result<void> fetch(const std::string& key, std::int64_t size, const OpenFile& into);
  Result<void> abort_forgotten();

  const Options options_;
  S3Requests requests_;
  std::atomic<std::uint64_t> next_fetched_ = 0;
  // Ids of uploads in parts under way. Shared: one is being begun.
  std::shared_mutex beginning_;
  std::mutex mutex_;  // guards `under_way_`
  std::set<std::string> under_way_;
};

}  // namespace botschaft::blob
