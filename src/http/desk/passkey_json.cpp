#include "http/desk/passkey_json.h"

#include <fmt/format.h>

namespace botschaft::http {
namespace {

constexpr int kTimeoutMs = static_cast<int>(desk::kChallengeLife) * 1'000;

std::optional<Bytes> bytes_at(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value && value->is_string() ? from_base64url(value->get_string()) : std::nullopt;
}

const json::object* object_at(const json::value& value, std::string_view name) {
  const auto* object = value.if_object();
  const auto* member = object ? object->if_contains(name) : nullptr;
  return member ? member->if_object() : nullptr;
}

std::optional<desk::ClientData> read_client(const json::object& response) {
  auto raw = bytes_at(response, "clientDataJSON");
  if (!raw) return std::nullopt;
  boost::system::error_code error;
  const auto parsed = json::parse(as_text(*raw), error);
  const auto* object = error ? nullptr : parsed.if_object();
  if (!object) return std::nullopt;
  const auto text = [&](std::string_view name) {
    const auto* value = object->if_contains(name);
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
  };
  const auto* cross = object->if_contains("crossOrigin");
  return desk::ClientData{.type = text("type"),
                          .challenge = text("challenge"),
                          .origin = text("origin"),
                          .cross_origin = cross && (!cross->is_bool() || cross->get_bool()),
                          .raw = *std::move(raw)};
}

}  // namespace

json::object creation_options(const desk::RelyingParty& site, std::string_view server_name,
                              const desk::People::Enrolling& enrolling) {
  json::array exclude;
  for (const auto& id : enrolling.credentials)
    exclude.push_back(json::object{{"type", "public-key"}, {"id", to_base64url(id)}});
  json::array algorithms;
  for (const int number : {-8, -7, -257})  // EdDSA, ES256, RS256
    algorithms.push_back(json::object{{"type", "public-key"}, {"alg", number}});
  const auto user = fmt::format("{}", enrolling.person.id);
  return {{"rp", json::object{{"id", site.id}, {"name", server_name}}},
          {"user", json::object{{"id", to_base64url(as_bytes(user))},
                                {"name", enrolling.person.name},
                                {"displayName", enrolling.person.name}}},
          {"challenge", to_base64url(enrolling.challenge)},
          {"pubKeyCredParams", std::move(algorithms)},
          {"excludeCredentials", std::move(exclude)},
          {"authenticatorSelection",
           json::object{
               {"residentKey", "required"}, {"requireResidentKey", true}, {"userVerification", "required"}}},
          {"attestation", "none"},
          {"timeout", kTimeoutMs}};
}

json::object request_options(const desk::RelyingParty& site, ByteView challenge) {
  return {{"rpId", site.id},
          {"challenge", to_base64url(challenge)},
          {"allowCredentials", json::array()},
          {"userVerification", "required"},
          {"timeout", kTimeoutMs}};
}

std::optional<PasskeyMade> read_created(const json::value& credential) {
  const auto* response = object_at(credential, "response");
  if (!response) return std::nullopt;
  auto client = read_client(*response);
  auto object = bytes_at(*response, "attestationObject");
  auto challenge = client ? from_base64url(client->challenge) : std::nullopt;
  if (!object || !challenge) return std::nullopt;
  return PasskeyMade{.challenge = *std::move(challenge),
                     .client = *std::move(client),
                     .attestation_object = *std::move(object)};
}

std::optional<desk::PasskeyReply> read_asserted(const json::value& credential) {
  const auto* response = object_at(credential, "response");
  if (!response) return std::nullopt;
  auto client = read_client(*response);
  auto id = bytes_at(credential.get_object(), "rawId");
  auto data = bytes_at(*response, "authenticatorData");
  auto signature = bytes_at(*response, "signature");
  auto challenge = client ? from_base64url(client->challenge) : std::nullopt;
  if (!id || !data || !signature || !challenge) return std::nullopt;
  return desk::PasskeyReply{.credential = *std::move(id),
                            .challenge = *std::move(challenge),
                            .assertion = {.client = *std::move(client),
                                          .authenticator_data = *std::move(data),
                                          .signature = *std::move(signature)}};
}

}  // namespace botschaft::http
