#pragma once
// Passkeys as browsers write them: PublicKeyCredential.toJSON() and its options (Web Authentication, Level 3,
// 5.1.8 to 5.1.10).
#include <boost/json.hpp>
#include <optional>

#include "desk/people/people.h"

namespace botschaft::http {

namespace json = boost::json;

json::object creation_options(const desk::RelyingParty& site, std::string_view server_name,
                              const desk::People::Enrolling& enrolling);
json::object request_options(const desk::RelyingParty& site, ByteView challenge);

struct PasskeyMade {
  Bytes challenge;
  desk::ClientData client;
  Bytes attestation_object;
};
std::optional<PasskeyMade> read_created(const json::value& credential);
std::optional<desk::PasskeyReply> read_asserted(const json::value& credential);

}  // namespace botschaft::http
