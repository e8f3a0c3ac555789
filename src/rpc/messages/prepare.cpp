// Uploads that messages are sent with become files before the messages are sent.
#include "rpc/files/prepare.h"

#include <algorithm>

#include "domain/messages/files.h"
#include "domain/messages/send.h"
#include "rpc/access.h"
#include "rpc/files/describe.h"
#include "rpc/handler.h"
#include "rpc/messages/reply.h"

namespace botschaft::rpc {
namespace {

// By what the client says of it.
domain::Deed deed_for(const tl::Box<tl::InputMedia>& media) {
  const auto* document = media.as<tl::inputMediaUploadedDocument>();
  if (document == nullptr) return domain::Deed::send_photo;
  const auto file = describe_document(*document, std::nullopt);
  return domain::deed_of(file ? domain::kind_of(*file) : store::MediaKind::document);
}

// Who may not send it is told so before the work is done, and not after it.
Result<void> check_worth(const Context& context, store::Store& store, const tl::Box<tl::InputPeer>& chat,
                         const tl::Box<tl::InputMedia>& media) {
  return store.read_sync([&](store::Transaction& tx) -> Result<void> {
    TRY_ASSIGN(const auto peer, visit_peer(context, tx, chat));
    return domain::check_can_send(tx, actor_told_by_push(context), peer, deed_for(media));
  });
}

template <class Request>
Result<Prepared> prepare_one(const Context& context, store::Store& store, const Request& r) {
  TRY(check_worth(context, store, r.peer, r.media));
  TRY_ASSIGN(const auto file, make_file(context, store, r.media));
  return Prepared{{file}};
}

}  // namespace

bool names_uploads(const tl::messages_sendMedia& r) {
  return is_upload(r.media);
}
Result<Prepared> prepare(Context& context, store::Store& store, const tl::messages_sendMedia& r) {
  return prepare_one(context, store, r);
}

bool names_uploads(const tl::messages_uploadMedia& r) {
  return is_upload(r.media);
}
Result<Prepared> prepare(Context& context, store::Store& store, const tl::messages_uploadMedia& r) {
  return prepare_one(context, store, r);
}

bool names_uploads(const tl::messages_editMessage& r) {
  return is_upload(r.media);
}
Result<Prepared> prepare(Context& context, store::Store& store, const tl::messages_editMessage& r) {
  return prepare_one(context, store, r);
}

bool names_uploads(const tl::messages_sendMultiMedia& r) {
  return std::ranges::any_of(r.multi_media, [](const auto& box) {
    return is_upload(box.template as<tl::inputSingleMedia>()->media);
  });
}
Result<Prepared> prepare(Context& context, store::Store& store, const tl::messages_sendMultiMedia& r) {
  if (r.multi_media.size() > domain::kAlbumMax) return fail(Err::MULTI_MEDIA_TOO_LONG);
  Prepared prepared;
  for (const auto& box : r.multi_media) {
    const auto& media = box.as<tl::inputSingleMedia>()->media;
    store::FileId file = 0;
    if (is_upload(media)) {
      TRY(check_worth(context, store, r.peer, media));
      TRY_ASSIGN(file, make_file(context, store, media));
    }
    prepared.files.push_back(file);
  }
  return prepared;
}

}  // namespace botschaft::rpc
