#include "rpc/files/access.h"

#include <algorithm>

#include "rpc/files/reference.h"
#include "rpc/photos/location.h"
#include "rpc/views/file.h"

namespace botschaft::rpc {
namespace {

// What inputPhoto, inputDocument and both locations have in common.
template <class Input>
Result<domain::File> find(const Context& context, store::Transaction& tx, const Input& input,
                          domain::FileKind kind, Err other_kind) {
  TRY(check_file_reference(context.services.files, input.id, input.access_hash, input.file_reference,
                           context.now));
  auto file = domain::find_file(tx, input.id);
  if (!file) return fail(Err::FILE_ID_INVALID);  // collected
  if (file->kind != kind) return fail(other_kind);
  return *std::move(file);
}

Result<Located> locate_size(const domain::File& file, const std::string& type) {
  if (file.kind == domain::FileKind::photo && file.video && type == kMovingPhoto)
    return Located{file.content, "video/mp4", file.date};
  const auto size = std::ranges::find_if(
      file.sizes, [&](const domain::PhotoSize& s) { return type.size() == 1 && s.type == type[0]; });
  if (size == file.sizes.end()) return fail(Err::LOCATION_INVALID);
  return Located{.content = size->content, .mime = {}, .date = file.date};
}

}  // namespace

Result<domain::File> access_photo(const Context& context, store::Transaction& tx,
                                  const tl::Box<tl::InputPhoto>& input, Err missing) {
  const auto* named = input.as<tl::inputPhoto>();
  if (named == nullptr) return fail(missing);
  return find(context, tx, *named, domain::FileKind::photo, missing);
}

Result<domain::File> access_document(const Context& context, store::Transaction& tx,
                                     const tl::Box<tl::InputDocument>& input, Err missing) {
  const auto* named = input.as<tl::inputDocument>();
  if (named == nullptr) return fail(missing);
  return find(context, tx, *named, domain::FileKind::document, missing);
}

Result<Located> locate(const Context& context, store::Transaction& tx,
                       const tl::Box<tl::InputFileLocation>& location) {
  constexpr auto kOther = Err::LOCATION_INVALID;
  if (const auto* thumb = location.as<tl::inputStickerSetThumb>()) {
    TRY_ASSIGN(const auto file, access_set_thumb(context, tx, *thumb));
    return Located{file.content, file.mime, file.date};
  }
  if (const auto* photo = location.as<tl::inputPhotoFileLocation>()) {
    TRY_ASSIGN(const auto file, find(context, tx, *photo, domain::FileKind::photo, kOther));
    return locate_size(file, photo->thumb_size);
  }
  if (const auto* document = location.as<tl::inputDocumentFileLocation>()) {
    TRY_ASSIGN(const auto file, find(context, tx, *document, domain::FileKind::document, kOther));
    if (!document->thumb_size.empty()) return locate_size(file, document->thumb_size);
    return Located{file.content, file.mime, file.date};
  }
  if (const auto* photo = location.as<tl::inputPeerPhotoFileLocation>())
    return locate_peer_photo(context, tx, *photo);
  return fail(kOther);
}

}  // namespace botschaft::rpc
