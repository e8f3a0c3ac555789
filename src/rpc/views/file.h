#pragma once
// Photos and documents as TL. Not a word in them depends on the viewer.
#include "domain/files/file.h"
#include "rpc/services.h"
#include "tl/api.h"

namespace botschaft::rpc {

// Under which number of a data centre all files are. Clients who know this server by another one fetch files
// over a connection of its own, as they would anywhere.
inline constexpr std::int32_t kFileDataCentre = 2;

// core.telegram.org/api/files, "Video types": the size by which the film of a profile photo is fetched.
inline constexpr const char* kMovingPhoto = "u";

tl::Box<tl::Photo> photo_view(const FileServices& files, const domain::File& file, std::int32_t now);
tl::Box<tl::Document> document_view(const FileServices& files, const domain::File& file, std::int32_t now);

// Access hash of a sticker set, for inputStickerSetID.
std::int64_t sticker_set_access_hash(const FileServices& files, std::int64_t set);

}  // namespace botschaft::rpc
