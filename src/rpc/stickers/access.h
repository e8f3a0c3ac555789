#pragma once
// From what a client names to sticker sets and to files that it may use for them.
#include "domain/files/file.h"
#include "rpc/context.h"
#include "store/sticker_sets.h"
#include "tl/api.h"

namespace botschaft::rpc {

// By id and access hash, by short name, or one of those that come with the program. STICKERSET_INVALID.
Result<store::StickerSetRow> access_sticker_set(const Context& context, store::Transaction& tx,
                                                const tl::Box<tl::InputStickerSet>& input);

// A file that the caller was shown. `error`: the name the method documents.
Result<store::FileId> access_sticker_file(const Context& context, store::Transaction& tx,
                                          const tl::Box<tl::InputDocument>& input, Err error);

}  // namespace botschaft::rpc
