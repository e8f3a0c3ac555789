#pragma once
// What the desk has restricted, as one viewer sees it: the one place where it is decided who sees a text
// instead of a message, channel or person (restriction_reason in TL).
#include <vector>

#include "domain/restrictions/restriction.h"
#include "rpc/views/user.h"

namespace botschaft::rpc {

enum class Restricted : std::uint8_t { message, channel, person };

struct RestrictionText {
  std::string platform;  // "all", or as clients name themselves, joined by "-"
  std::string reason;    // one word; clients know "sensitive"
  std::string text;
  bool hides = false;  // the viewer gets nothing of the thing itself
};
// Empty: the viewer sees it as it is. User 0, who stands for many, is told what anybody might be told.
std::vector<RestrictionText> restriction_texts(const Viewer& viewer, store::Transaction& tx,
                                               store::MessageKey on, Restricted thing);

class PageFacts;
// Of a message: what is on it, or on its channel as a whole where that is hidden from the viewer.
std::vector<RestrictionText> restriction_texts(const Viewer& viewer, store::Transaction& tx, PageFacts& facts,
                                               const store::MessageRow& row);

tl::Vec<tl::Box<tl::RestrictionReason>> restriction_view(const std::vector<RestrictionText>& texts);

// Where a viewer counts as being: by the number of his account. Nothing: nobody knows.
std::optional<std::string> country_of(const Viewer& viewer, store::Transaction& tx);

}  // namespace botschaft::rpc
