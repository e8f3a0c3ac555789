#pragma once
// Notices and letters as anybody can send them: what the JSON API and the form of the web page share.
#include "http/desk/endpoint.h"

namespace botschaft::http {

std::span<const Endpoint> intake_endpoints();
std::span<const Endpoint> submission_endpoints();  // submissions.cpp

// The members of a notice.
std::span<const Field> notice_fields();

// Files a notice of DSA Art. 16, one submission for each target that its locations name. 202 with
// "submissions", or a refusal after which nothing is kept. `key`: of the caller, "" for none.
Reply file_notice(DeskCall& call, std::string_view key);

// What may be known of a submission by whoever has its receipt; nothing if there is none. `records`: gets the
// one that the receipt is signed for.
std::optional<json::object> submission_status(DeskCall& call, std::string_view receipt,
                                              desk::Language language,
                                              std::vector<translog::Record>& records);

// What can be done to it with the receipt. `text`: words, reasons.
Reply write_message(DeskCall& call, std::string_view receipt, std::string_view text);
Reply file_appeal(DeskCall& call, std::string_view receipt, std::string_view text);
Reply withdraw_submission(DeskCall& call, std::string_view receipt);

}  // namespace botschaft::http
