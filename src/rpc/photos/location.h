#pragma once
// Photos that are named by whose they are: small and big, as lists of people and chats show them.
#include "rpc/files/access.h"

namespace botschaft::rpc {

// PEER_ID_INVALID; LOCATION_INVALID: it has no such photo, or none that the caller may see.
Result<Located> locate_peer_photo(const Context& context, store::Transaction& tx,
                                  const tl::inputPeerPhotoFileLocation& location);

}  // namespace botschaft::rpc
