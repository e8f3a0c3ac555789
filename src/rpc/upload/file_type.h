#pragma once
// storage.FileType: the few kinds of files that have a constructor of their own; fileUnknown for all others.
#include <string>

#include "base/bytes.h"
#include "tl/api.h"

namespace botschaft::rpc {

tl::Box<tl::storage_FileType> file_type(ByteView first_bytes);
tl::Box<tl::storage_FileType> file_type(const std::string& mime);

}  // namespace botschaft::rpc
