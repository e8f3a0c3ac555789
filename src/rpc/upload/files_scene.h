#pragma once
// For tests of handlers: a scene whose server has a disk for files.
#include "blob/disk.h"
#include "blob/pins.h"
#include "blob/temporary_directory.h"
#include "blob/uploads.h"
#include "rpc/messages/scene.h"

namespace botschaft::rpc {

// Storage for any fixture that has services.
struct FileStorage {
  void serve(Services& services, const Clock& clock, const blob::UploadLimits& limits = {}) {
    blobs = *blob::DiskBlobs::open(directory.path() / "blobs");
    uploads = *blob::Uploads::open(directory.path() / "uploads", limits, *blobs, clock);
    services.files = {
        .uploads = uploads.get(), .blobs = blobs.get(), .pins = &pins, .parts_max = limits.parts_max()};
  }

  blob::TemporaryDirectory directory;
  std::unique_ptr<blob::Blobs> blobs;
  std::unique_ptr<blob::Uploads> uploads;
  blob::Pins pins;
};

class FilesScene : public Scene {
 protected:
  FilesScene() { storage_.serve(services_, clock_); }

  FileStorage storage_;
};

}  // namespace botschaft::rpc
