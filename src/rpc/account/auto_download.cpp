// account.getAutoDownloadSettings: what clients may load by themselves, in the three presets they offer.
#include "rpc/handler.h"

namespace botschaft::rpc {
namespace {

tl::Box<tl::AutoDownloadSettings> downloads(std::int32_t photo, std::int64_t video, std::int64_t file) {
  auto settings = tl::make<tl::autoDownloadSettings>();
  settings->photo_size_max = photo;
  settings->video_size_max = video;
  settings->file_size_max = file;
  settings->video_upload_maxbitrate = 100;
  settings->small_queue_active_operations_max = 5;
  settings->large_queue_active_operations_max = 2;
  return settings;
}

constexpr std::int32_t kMegabyte = 1 << 20;

}  // namespace

Result<tl::Box<tl::account_AutoDownloadSettings>> handle(Context&,
                                                         const tl::account_getAutoDownloadSettings&) {
  auto reply = tl::make<tl::account_autoDownloadSettings>();
  reply->low = downloads(kMegabyte, 0, 0);
  reply->medium = downloads(kMegabyte, 10 * kMegabyte, kMegabyte);
  reply->high = downloads(kMegabyte, 15 * kMegabyte, 3 * kMegabyte);
  return reply;
}

}  // namespace botschaft::rpc
