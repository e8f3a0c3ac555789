#include "http/desk/endpoints.h"

namespace botschaft::http {
namespace {

json::object schema_of(std::span<const Field> fields);

json::object schema_of(const Field& field) {
  json::object schema;
  switch (field.type) {
    case FieldType::text:
      schema = {{"type", "string"}, {"maxLength", field.max}};
      break;
    case FieldType::number:
      schema = {{"type", "integer"}};
      break;
    case FieldType::boolean:
      schema = {{"type", "boolean"}};
      break;
    case FieldType::object:
      schema = schema_of(field.fields);
      break;
    case FieldType::texts:
      schema = {{"type", "array"}, {"maxItems", field.max}, {"items", json::object{{"type", "string"}}}};
      break;
    case FieldType::objects:
      schema = {{"type", "array"}, {"maxItems", field.max}, {"items", schema_of(field.fields)}};
      break;
    case FieldType::anything:
      break;
  }
  json::array words;
  for (const auto word : field.words) words.push_back(json::string(word));
  if (!words.empty()) schema["enum"] = std::move(words);
  if (!field.summary.empty()) schema["description"] = field.summary;
  return schema;
}

json::object schema_of(std::span<const Field> fields) {
  json::object properties;
  json::array required;
  for (const auto& field : fields) {
    properties[field.name] = schema_of(field);
    if (field.required) required.push_back(json::string(field.name));
  }
  json::object schema{
      {"type", "object"}, {"additionalProperties", false}, {"properties", std::move(properties)}};
  if (!required.empty()) schema["required"] = std::move(required);
  return schema;
}

json::object parameter(std::string_view name, std::string_view in, bool required, std::string_view summary) {
  return {{"name", name},
          {"in", in},
          {"required", required},
          {"description", summary},
          {"schema", json::object{{"type", "string"}}}};
}

json::array parameters_of(const Endpoint& row) {
  json::array parameters;
  auto rest = row.path;
  for (auto open = rest.find('{'); open != rest.npos; open = rest.find('{')) {
    rest.remove_prefix(open + 1);
    parameters.push_back(parameter(rest.substr(0, rest.find('}')), "path", true, "as the server named it"));
  }
  if (row.method == Method::post)
    parameters.push_back(
        parameter("Idempotency-Key", "header", false,
                  "a repetition with the same key and body has no further effect and gets the "
                  "same answer; another body gets 422"));
  return parameters;
}

json::object operation_of(const Endpoint& row) {
  json::array roles;
  for (std::size_t i = 0; i < desk::Names<desk::Role>::kAll.size(); ++i)
    if (row.roles.has(desk::each<desk::Role>(i)))
      roles.push_back(json::string(desk::Names<desk::Role>::kAll[i]));
  const json::object refusal{
      {"description", "a refusal; \"code\" says which and never changes"},
      {"content",
       json::object{{"application/problem+json",
                     json::object{{"schema", json::object{{"$ref", "#/components/schemas/problem"}}}}}}}};
  json::object operation{
      {"summary", row.summary},
      {"x-roles", std::move(roles)},
      {"parameters", parameters_of(row)},
      {"responses",
       json::object{{"2XX", json::object{{"description", "done"}}}, {"4XX", refusal}, {"5XX", refusal}}}};
  if (row.roles.has(desk::Role::reporter)) operation["security"] = json::array{};
  if (row.method != Method::post) return operation;
  const json::object body{{"schema", schema_of(row.body)}};
  json::object content{{"application/json", body}};
  if (row.form) content["application/x-www-form-urlencoded"] = body;
  operation["requestBody"] = {{"required", !row.body.empty()}, {"content", std::move(content)}};
  return operation;
}

Reply serve_openapi(DeskCall& call) {
  Reply reply;
  reply.body = openapi_document(desk_endpoints(), call.place);
  reply.headers.emplace_back("Access-Control-Allow-Origin", "*");
  return reply;
}

constexpr Endpoint kRows[] = {
    {Method::get, "/desk/api/openapi.json", kEveryone, Tx::read, serve_openapi, "This description."},
};

}  // namespace

std::span<const Endpoint> openapi_endpoints() {
  return kRows;
}

json::object openapi_document(std::span<const Endpoint* const> rows, const DeskPlace& place) {
  json::object paths;
  for (const auto* row : rows) {
    if (!row->path.starts_with("/desk/api/")) continue;  // pages for people
    auto& path = paths[row->path];
    if (!path.is_object()) path.emplace_object();
    path.get_object()[row->method == Method::post ? "post" : "get"] = operation_of(*row);
  }
  const json::object problem_schema{
      {"type", "object"},
      {"properties", json::object{{"status", json::object{{"type", "integer"}}},
                                  {"title", json::object{{"type", "string"}}},
                                  {"code", json::object{{"type", "string"}}},
                                  {"detail", json::object{{"type", "string"}}}}}};
  const json::object schemes{
      {"token", json::object{{"type", "http"}, {"scheme", "bearer"}}},
      {"session", json::object{{"type", "apiKey"}, {"in", "cookie"}, {"name", "desk_session"}}},
      {"certificate", json::object{{"type", "mutualTLS"}}}};
  return {{"openapi", "3.1.0"},
          {"info", json::object{{"title", "The desk of " + place.server_name}, {"version", "1"}}},
          {"servers", json::array{json::object{{"url", place.base_url}}}},
          {"security",
           json::array{json::object{{"token", json::array{}}}, json::object{{"session", json::array{}}},
                       json::object{{"certificate", json::array{}}}}},
          {"paths", std::move(paths)},
          {"components", json::object{{"schemas", json::object{{"problem", problem_schema}}},
                                      {"securitySchemes", schemes}}}};
}

}  // namespace botschaft::http
