#pragma once
// What a client shows to get at a file: its access hash, and a reference that says that it has seen the file
// somewhere lately (docs/adr/0004-files.md, "Who may have a file"; core.telegram.org/api/file_reference).
// Nothing of it is stored: both are HMACs under a key of the server.
#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"
#include "rpc/services.h"
#include "store/files.h"

namespace botschaft::rpc {

inline constexpr std::int32_t kReferencePeriods = 3;  // its own and those after it in which it is good

std::int64_t file_access_hash(const FileServices& files, store::FileId id);

// The same for everybody, and for the whole period that `now` lies in. A server whose periods get another
// length counts them anew, and takes all that it has given out for expired.
std::string file_reference(const FileServices& files, store::FileId id, std::int32_t now);

// FILE_ID_INVALID: another access hash. FILE_REFERENCE_EMPTY, FILE_REFERENCE_INVALID: not one of ours for
// that file, FILE_REFERENCE_EXPIRED: one of ours.
Result<void> check_file_reference(const FileServices& files, store::FileId id, std::int64_t access_hash,
                                  std::string_view reference, std::int32_t now);

}  // namespace botschaft::rpc
