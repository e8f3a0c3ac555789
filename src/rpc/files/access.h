#pragma once
// From the names that clients have for files to the files. Whoever shows id, access hash and a good reference
// may have it: nobody is asked who he is.
#include "domain/files/file.h"
#include "rpc/context.h"
#include "tl/api.h"

namespace botschaft::rpc {

// `missing` where nothing is named (inputPhotoEmpty, inputDocumentEmpty) or the file is of the other kind.
// Else as check_file_reference().
Result<domain::File> access_photo(const Context& context, store::Transaction& tx,
                                  const tl::Box<tl::InputPhoto>& input, Err missing = Err::MEDIA_INVALID);
Result<domain::File> access_document(const Context& context, store::Transaction& tx,
                                     const tl::Box<tl::InputDocument>& input,
                                     Err missing = Err::MEDIA_INVALID);

// The picture of a sticker set (rpc/stickers/access.cpp). LOCATION_INVALID: it has none, or another by now.
Result<domain::File> access_set_thumb(const Context& context, store::Transaction& tx,
                                      const tl::inputStickerSetThumb& location);

// Bytes that upload.getFile and getFileHashes are asked for.
struct Located {
  domain::Content content;
  std::string mime;  // by the file's first bytes, when it was taken in; empty, of pictures: nobody has looked
  std::int32_t date = 0;
};
// LOCATION_INVALID: it has no such size; nothing of ours is at such a location.
Result<Located> locate(const Context& context, store::Transaction& tx,
                       const tl::Box<tl::InputFileLocation>& location);

}  // namespace botschaft::rpc
