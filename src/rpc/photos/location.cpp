#include "rpc/photos/location.h"

#include <algorithm>

#include "domain/accounts/photos.h"
#include "rpc/access.h"

namespace botschaft::rpc {
namespace {

// Pixels of the sides: core.telegram.org/api/files, "Downloading files".
constexpr std::int32_t kSmall = 160;
constexpr std::int32_t kBig = 640;

}  // namespace

Result<Located> locate_peer_photo(const Context& context, store::Transaction& tx,
                                  const tl::inputPeerPhotoFileLocation& location) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, location.peer));
  if (!domain::is_photo_of(tx, context.self(), peer, location.photo_id)) return fail(Err::LOCATION_INVALID);
  const auto file = domain::find_file(tx, location.photo_id);
  if (!file || file->sizes.empty()) return fail(Err::LOCATION_INVALID);
  // The smallest that is large enough, else the largest there is.
  const auto side = location.big ? kBig : kSmall;
  auto size = std::ranges::find_if(file->sizes, [&](const auto& s) { return s.width >= side; });
  if (size == file->sizes.end()) --size;
  return Located{.content = size->content, .mime = {}, .date = file->date};
}

}  // namespace botschaft::rpc
