#pragma once
// From what somebody reports in a client to notices at the desk, and the receipt.
#include <vector>

#include "desk/report.h"
#include "desk/report_tree.h"
#include "rpc/context.h"
#include "store/messages.h"

namespace botschaft::rpc {

// What is reported; the reason comes with all of them.
struct Reported {
  desk::Subject subject = {};
  desk::Report report;
};

// One message that the caller sees.
Reported reported_message(store::Transaction& tx, const store::MessageRow& row);
// A person, group or channel. PEER_ID_INVALID: oneself, the server's own account.
Result<Reported> reported_peer(const Context& context, store::Transaction& tx, PeerId peer);

// A notice for each, and one message of the service account to the caller with their refs. What was reported
// in the same words within the day stays as it was, for clients send again what was not answered.
// MESSAGE_TOO_LONG.
Result<void> file_reports(const Context& context, store::Transaction& tx, std::vector<Reported> reported,
                          const desk::ReportOption& why, const std::string& comment);

}  // namespace botschaft::rpc
