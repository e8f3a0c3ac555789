#include "tl/layers/report_reason.h"

#include <algorithm>
#include <array>
#include <utility>

namespace botschaft::tl {

std::string_view word_of(const Box<ReportReason>& reason) {
  static constexpr std::array<std::pair<std::uint16_t, std::string_view>, 9> kWords{{
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
  const auto known = std::ranges::find(kWords, reason.index(), [](const auto& word) { return word.first; });
  return known != kWords.end() ? known->second : "other";
}

}  // namespace botschaft::tl
