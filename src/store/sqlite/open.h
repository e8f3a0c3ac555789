#pragma once
// The store of a running server: a SQLite database in the data directory.
//
// Threads: one writer, one for checkpoints, `readers` for reading. Acknowledged means synced to disk. A
// database that turns out to be damaged stops the process.
#include <expected>
#include <filesystem>
#include <memory>
#include <string>

#include "store/data_directory.h"
#include "store/store.h"

namespace botschaft::store {

struct StoreOptions {
  std::filesystem::path directory;
  Access access = Access::exclusive;
  std::size_t readers = 2;
  std::size_t write_queue = 4096;  // commands waiting; more are refused with OVERLOADED
  std::size_t read_queue = 4096;
  int writer_cache_kib = 64 * 1024;
  int reader_cache_kib = 16 * 1024;
};

// Creates or migrates the database as needed. Destroying the store finishes what is queued.
// The error is a sentence for the operator.
std::expected<std::unique_ptr<Store>, std::string> open_sqlite(const StoreOptions& options);

}  // namespace botschaft::store
