#pragma once
// From an upload to a file: what methods with prepare = true do before their handler runs. It takes seconds
// and runs on a worker; rows are committed as they are made.
#include "blob/uploads.h"
#include "domain/files/file.h"
#include "rpc/context.h"
#include "rpc/prepared.h"
#include "store/store.h"
#include "tl/api.h"

namespace botschaft::rpc {

bool is_upload(const tl::Box<tl::InputMedia>& media);

// What finish() of blob/uploads.h says; PHOTO_SAVE_FILE_INVALID (too large), PHOTO_EXT_INVALID,
// PHOTO_INVALID_DIMENSIONS, IMAGE_PROCESS_FAILED, MEDIA_INVALID.
Result<store::FileId> make_file(const Context& context, store::Store& store,
                                const tl::Box<tl::InputMedia>& media);

// A photo of a person or a chat: a picture, or a video, which shows its first picture unless there are both.
// PHOTO_CROP_SIZE_SMALL, VIDEO_FILE_INVALID, and the same.
Result<store::FileId> make_profile_photo(const Context& context, store::Store& store,
                                         const tl::Box<tl::InputFile>& picture,
                                         const tl::Box<tl::InputFile>& video);

// A picture or a pattern, as a document. WALLPAPER_MIME_INVALID: no such thing by what the client says,
// WALLPAPER_FILE_INVALID: by its content; what finish() of blob/uploads.h says.
Result<store::FileId> make_wallpaper(const Context& context, store::Store& store,
                                     const tl::Box<tl::InputFile>& upload, const std::string& mime);

}  // namespace botschaft::rpc
