#pragma once
// Refusals of who somebody is, as problem documents.
#include "desk/people/people.h"
#include "http/desk/endpoint.h"

namespace botschaft::http {

Reply problem(const desk::NotShown& why);
Reply no_site();            // the server does not know its own address
Reply malformed_passkey();  // what came is no PublicKeyCredential

}  // namespace botschaft::http
