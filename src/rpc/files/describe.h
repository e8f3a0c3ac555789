#pragma once
// What is believed of a file: the client knows its name and what it is meant to be, the media worker what it
// is. Where both speak of the same thing, the worker is right.
#include <optional>

#include "domain/files/file.h"
#include "media/report.h"
#include "tl/api.h"

namespace botschaft::rpc {

// A document without bytes and thumbnails. Without a report, for nobody could look into it, the client's word
// stands. MEDIA_INVALID: attributes that no file can have.
Result<domain::File> describe_document(const tl::inputMediaUploadedDocument& said,
                                       const std::optional<media::Report>& found);

// The same for a photo: PHOTO_INVALID_DIMENSIONS, PHOTO_EXT_INVALID (no format that photos come in).
Result<void> check_photo(const media::Report& found);

// Of the files that have to be looked into more closely: voice notes, and GIFs that become films.
media::Task task_of(const tl::inputMediaUploadedDocument& said);

}  // namespace botschaft::rpc
