#include "tl/layers/fields.h"

#include <array>
#include <string_view>
#include <utility>

namespace botschaft::tl::layers::fields {

void report_option::set(messages_report& s, Box<ReportReason>&& reason) {
  static constexpr std::array<std::pair<std::uint16_t, std::string_view>, 9> kOptions{{
      {inputReportReasonSpam::kIndex, "spam"},
      {inputReportReasonViolence::kIndex, "violence"},
      {inputReportReasonPornography::kIndex, "pornography"},
      {inputReportReasonChildAbuse::kIndex, "child_abuse"},
      {inputReportReasonCopyright::kIndex, "copyright"},
      {inputReportReasonGeoIrrelevant::kIndex, "geo_irrelevant"},
      {inputReportReasonFake::kIndex, "fake"},
      {inputReportReasonIllegalDrugs::kIndex, "illegal_drugs"},
      {inputReportReasonPersonalDetails::kIndex, "personal_details"},
  }};
  const auto known =
      std::ranges::find(kOptions, reason.index(), [](const auto& option) { return option.first; });
  s.option = known != kOptions.end() ? known->second : "other";
}

}  // namespace botschaft::tl::layers::fields
