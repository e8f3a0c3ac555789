#include "http/desk/refusals.h"

namespace botschaft::http {
namespace {

using desk::IdentityFault;

std::uint16_t status_of(IdentityFault fault) {
  switch (fault) {
    case IdentityFault::no_such_person:
    case IdentityFault::no_such_token:
      return 404;
    case IdentityFault::link_spent:
      return 410;
    case IdentityFault::revoked:
    case IdentityFault::no_challenge:
    case IdentityFault::unknown_passkey:
    case IdentityFault::bad_passkey:
      return 403;
    default:
      return 422;
  }
}

std::string_view said_of(IdentityFault fault) {
  switch (fault) {
    case IdentityFault::bad_name:
      return "a name has 1 to 120 bytes";
    case IdentityFault::bad_roles:
      return "these roles cannot be had together, or not for this";
    case IdentityFault::no_such_person:
      return "the desk has no such person";
    case IdentityFault::revoked:
      return "this person was shut out";
    case IdentityFault::link_spent:
      return "the link was used, or is too old: ask for another one";
    case IdentityFault::no_challenge:
      return "that took more than five minutes, or was tried before: begin again";
    case IdentityFault::unknown_passkey:
      return "nobody here has this passkey";
    case IdentityFault::bad_passkey:
      return "the passkey was refused: see \"passkey\"";
    case IdentityFault::bad_life:
      return "a token holds for 1 to 366 days and has a scope";
    case IdentityFault::no_such_token:
      return "this person has no such token";
    case IdentityFault::bad_certificate:
      return "that is no certificate with a subject and an issuer";
  }
  return "";
}

}  // namespace

Reply problem(const desk::NotShown& why) {
  auto reply = problem(status_of(why.fault), desk::name_of(why.fault), said_of(why.fault));
  if (why.fault == IdentityFault::bad_passkey) reply.body.as_object()["passkey"] = desk::name_of(why.passkey);
  return reply;
}

Reply no_site() {
  return problem(503, "no-address", "the server does not know its own address: set server.base_url");
}

Reply malformed_passkey() {
  return problem(422, "bad-passkey", "that is no PublicKeyCredential as browsers write it");
}

}  // namespace botschaft::http
