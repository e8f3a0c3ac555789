// QR sign-in: auth.exportLoginToken, auth.importLoginToken, auth.acceptLoginToken; and
// auth.exportAuthorization, auth.importAuthorization.
#include "domain/accounts/login_tokens.h"

#include <cstdlib>

#include "domain/accounts/sign_in.h"
#include "rpc/handler.h"
#include "rpc/outcome.h"
#include "rpc/views/authorization.h"

namespace botschaft::rpc {
namespace {

using Token = Result<tl::Box<tl::auth_LoginToken>>;

constexpr int kDataCentres = 5;
constexpr int kTestOffset = 10'000;

Token success(const Context& context, store::Transaction& tx, const store::UserRow& user) {
  auto reply = tl::make<tl::auth_loginTokenSuccess>();
  reply->authorization = signed_in_view(context, tx, user);
  return reply;
}

// The key's person, if its token was accepted, or if accepting has signed it in already.
Result<std::optional<store::UserRow>> accepted_user(const Context& context, store::Transaction& tx) {
  const auto key = context.caller.auth_key;
  if (context.self() != 0) return store::find_user(tx, context.self());
  const auto accepted = domain::take_accepted_login(tx, key, context.now);
  if (!accepted) return std::nullopt;
  const auto user = store::find_user(tx, *accepted);
  if (!user || user->deleted) return std::nullopt;
  // Signed in by the acceptance, after this request was let in as nobody's.
  if (const auto row = store::find_authorization(tx, key); row && row->user == user->id) return user;
  TRY(domain::admit(tx, context.services.random, *user, key, context.now));
  return user;
}

bool is_data_centre(std::int32_t dc) {
  const int number = std::abs(dc) % kTestOffset;  // media data centres are negative
  return number >= 1 && number <= kDataCentres;
}

}  // namespace

Token handle(Context& context, store::Store& store, const tl::auth_exportLoginToken& request) {
  if (request.api_id <= 0) return fail(Err::API_ID_INVALID);
  return commit_any(store, [&](store::Transaction& tx) -> Token {
    TRY_ASSIGN(const auto user, accepted_user(context, tx));
    if (user) return success(context, tx, *user);
    const auto shown =
        domain::show_login_token(tx, context.services.random, context.caller.auth_key, context.now);
    auto reply = tl::make<tl::auth_loginToken>();
    reply->expires = shown.expires_at;
    reply->token = as_text(shown.token);
    return reply;
  });
}

Token handle(Context& context, store::Store& store, const tl::auth_importLoginToken& request) {
  return commit_any(store, [&](store::Transaction& tx) -> Token {
    // One server is every data centre, so a token is imported by the key that shows it, if by any.
    const auto row = store::find_login_token(tx, as_bytes(request.token));
    if (!row || row->auth_key != context.caller.auth_key) return fail(Err::AUTH_TOKEN_INVALID);
    if (row->expires_at <= context.now) return fail(Err::AUTH_TOKEN_EXPIRED);
    TRY_ASSIGN(const auto user, accepted_user(context, tx));
    if (user) return success(context, tx, *user);
    auto reply = tl::make<tl::auth_loginToken>();
    reply->expires = row->expires_at;
    reply->token = request.token;
    return reply;
  });
}

Result<tl::Box<tl::Authorization>> handle(Context& context, store::Transaction& tx,
                                          const tl::auth_acceptLoginToken& request) {
  TRY_ASSIGN(const auto accepted, domain::accept_login_token(tx, context.services.random, context.self(),
                                                             as_bytes(request.token), context.now));
  return authorization_view(accepted, false, context.now);
}

Result<tl::Box<tl::auth_ExportedAuthorization>> handle(Context& context, store::Transaction& tx,
                                                       const tl::auth_exportAuthorization& request) {
  if (!is_data_centre(request.dc_id)) return fail(Err::DC_ID_INVALID);
  auto reply = tl::make<tl::auth_exportedAuthorization>();
  reply->id = context.self();
  reply->bytes = as_text(domain::export_authorization(tx, context.services.random, context.self(),
                                                      context.caller.auth_key, context.now));
  return reply;
}

Result<tl::Box<tl::auth_Authorization>> handle(Context& context, store::Transaction& tx,
                                               const tl::auth_importAuthorization& request) {
  TRY_ASSIGN(const auto user, domain::import_authorization(tx, request.id, as_bytes(request.bytes),
                                                           context.caller.auth_key, context.now));
  return signed_in_view(context, tx, user);
}

}  // namespace botschaft::rpc
