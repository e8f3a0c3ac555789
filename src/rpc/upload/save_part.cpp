// upload.saveFilePart, upload.saveBigFilePart. core.telegram.org/api/files, "Uploading files".
#include "blob/uploads.h"
#include "rpc/handler.h"
#include "rpc/outcome.h"
#include "store/files.h"

namespace botschaft::rpc {
namespace {

// Asked once per upload: with its first part, in whatever order the others come.
Result<void> check_quota(const Context& context, store::Store& store, std::int32_t part) {
  const auto quota = context.services.files.person_bytes;
  if (part != 0 || quota == 0) return {};
  TRY_ASSIGN(const auto stored, read(store, [&](store::Transaction& tx) -> Result<std::int64_t> {
               return store::stored_bytes(tx, context.self());
             }));
  if (stored >= quota) return fail(Err::STORAGE_QUOTA_EXCEEDED);
  return {};
}

Result<bool> save(const Context& context, store::Store& store, const blob::UploadPart& part) {
  TRY(check_quota(context, store, part.part));
  TRY(context.services.files.uploads->save_part(context.self(), part));
  return true;
}

}  // namespace

Result<bool> handle(Context& context, store::Store& store, const tl::upload_saveFilePart& request) {
  return save(context, store,
              {.file_id = request.file_id, .part = request.file_part, .bytes = as_bytes(request.bytes)});
}

Result<bool> handle(Context& context, store::Store& store, const tl::upload_saveBigFilePart& request) {
  return save(context, store,
              {.file_id = request.file_id,
               .part = request.file_part,
               .total = request.file_total_parts,
               .bytes = as_bytes(request.bytes)});
}

}  // namespace botschaft::rpc
