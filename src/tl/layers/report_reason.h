#pragma once
// The ten reasons of ReportReason in words: what the older line of messages.report says as its option.
#include <string_view>

#include "tl/api.h"

namespace botschaft::tl {

std::string_view word_of(const Box<ReportReason>& reason);  // "spam", "child_abuse"...; "other" for the rest

}  // namespace botschaft::tl
