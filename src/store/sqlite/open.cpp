#include "store/sqlite/open.h"

#include <fmt/format.h>

#include "base/clock.h"
#include "store/sqlite/migrate.h"
#include "store/sqlite/reader_pool.h"
#include "store/sqlite/writer.h"

namespace botschaft::store {
namespace {

using sqlite::Connection;
using sqlite::Job;

class SqliteStore final : public Store {
 public:
  SqliteStore(DataDirectory directory, std::unique_ptr<sqlite::Writer> writer,
              std::unique_ptr<sqlite::ReaderPool> readers)
      : directory_(std::move(directory)), readers_(std::move(readers)), writer_(std::move(writer)) {}

  void write(Command command, Done done) override {
    Job job{std::move(command), std::move(done)};
    if (!writer_->push(job)) job.done(fail(Err::OVERLOADED));
  }

  void read(Command command, Done done) override {
    Job job{std::move(command), std::move(done)};
    if (!readers_->push(job)) job.done(fail(Err::OVERLOADED));
  }

  void on_notices(std::function<void(std::vector<std::unique_ptr<Notice>>)> sink) override {
    writer_->set_sink(std::move(sink));
  }

 private:
  DataDirectory directory_;  // outlives the connections
  std::unique_ptr<sqlite::ReaderPool> readers_;
  std::unique_ptr<sqlite::Writer> writer_;  // first to end: its answers may still cause reads
};

std::expected<std::unique_ptr<Store>, std::string> open_database(const StoreOptions& options,
                                                                 DataDirectory directory) {
  const std::string path = directory.database().string();
  auto writing = Connection::open(path, {.cache_kib = options.writer_cache_kib});
  if (!writing) return std::unexpected(writing.error());
  // Beside a running server the database is as that server wants it, or not ours to use.
  const auto migrated = directory.locked()
                            ? sqlite::migrate(**writing, embedded_migrations(), system_clock().unix_seconds())
                            : sqlite::require_migrated(**writing, embedded_migrations());
  if (!migrated) return std::unexpected(fmt::format("{}: {}", path, migrated.error()));

  auto checkpoints = Connection::open(path, {});
  if (!checkpoints) return std::unexpected(checkpoints.error());
  std::vector<std::unique_ptr<Connection>> reading;
  for (std::size_t i = 0; i < options.readers; ++i) {
    auto reader = Connection::open(path, {.cache_kib = options.reader_cache_kib});
    if (!reader) return std::unexpected(reader.error());
    reading.push_back(std::move(*reader));
  }
  return std::make_unique<SqliteStore>(
      std::move(directory),
      std::make_unique<sqlite::Writer>(std::move(*writing), std::move(*checkpoints), options.write_queue),
      std::make_unique<sqlite::ReaderPool>(std::move(reading), options.read_queue));
}

}  // namespace

std::expected<std::unique_ptr<Store>, std::string> open_sqlite(const StoreOptions& options) {
  auto directory = DataDirectory::open(options.directory, options.access);
  if (!directory) return std::unexpected(directory.error());
  return open_database(options, std::move(*directory));
}

}  // namespace botschaft::store
