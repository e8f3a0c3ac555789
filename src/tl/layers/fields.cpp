#include "tl/layers/fields.h"

#include "tl/layers/report_reason.h"

namespace botschaft::tl::layers::fields {

void report_option::set(messages_report& s, Box<ReportReason>&& reason) {
  s.option = word_of(reason);
}

}  // namespace botschaft::tl::layers::fields
