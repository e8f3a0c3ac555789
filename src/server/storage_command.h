#pragma once
// `botschaft storage`: what the files take, whether all bytes are there, and what would be collected.
#include <boost/json/value.hpp>

#include "base/clock.h"
#include "blob/pins.h"
#include "blob/uploads.h"
#include "store/store.h"

namespace botschaft::server {

struct StoragePlace {
  store::Store& store;
  blob::Blobs& blobs;
  blob::Uploads& uploads;
  blob::Pins& pins;
  const Clock& clock;
};

// -> {"files", "blobs", "bytes", "unused", "graves", "uploads", "uploading_bytes"}
boost::json::value storage_stats(const StoragePlace& place);

// Reads every blob that a row names. -> {"blobs", "bytes", "missing", "damaged", "strays": bytes without a
// row, which are harmless, "wrong": [{"hash", "what"}]}, of these the first hundred.
boost::json::value storage_verify(const StoragePlace& place);

// -> what FileCollector::Report has; with `dry_run` nothing is taken away.
boost::json::value storage_gc(const StoragePlace& place, bool dry_run);

}  // namespace botschaft::server
