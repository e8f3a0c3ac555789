// account.getPassword, account.getPasswordSettings, account.updatePasswordSettings.
#include "crypto/dh.h"
#include "domain/accounts/address.h"
#include "rpc/account/password_check.h"
#include "rpc/handler.h"
#include "store/users.h"

namespace botschaft::rpc {
namespace {

using Srp = tl::passwordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow;

constexpr std::size_t kSecureRandom = 256;  // bytes of server entropy that clients mix into their own

std::string text_of(ByteView bytes) {
  return std::string(as_text(bytes));
}

tl::Box<tl::PasswordKdfAlgo> srp_algo(ByteView salt1, ByteView salt2) {
  auto algo = tl::make<Srp>();
  algo->salt1 = text_of(salt1);
  algo->salt2 = text_of(salt2);
  algo->g = crypto::kDhGenerator;
  algo->p = text_of(crypto::dh_prime());
  return algo;
}

std::string random_text(Random& random, std::size_t size) {
  Bytes bytes(size);
  random.fill(bytes);
  return text_of(bytes);
}

struct Known {
  domain::PasswordSubject subject;
  store::UserRow user;
  std::optional<store::PasswordRow> password;
};

Result<Known> known_of(const Context& context, store::Transaction& tx) {
  Known known;
  TRY_ASSIGN(known.subject,
             domain::password_subject(tx, context.caller.auth_key, context.self(), context.now));
  known.user = store::find_user(tx, known.subject.user).value_or(store::UserRow{});
  known.password = store::find_password(tx, known.subject.user);
  return known;
}

bool is_srp(const tl::Box<tl::PasswordKdfAlgo>& algo) {
  const auto* srp = algo.as<Srp>();
  return srp != nullptr && srp->g == crypto::kDhGenerator && as_text(crypto::dh_prime()) == srp->p;
}

Result<bool> change_password(const Context& context, store::Transaction& tx,
                             const tl::account_passwordInputSettings& settings) {
  const auto user = context.self();
  const auto hash = settings.new_password_hash.value_or("");
  if (hash.empty()) {
    domain::remove_password(tx, user);
    return true;
  }
  if (!is_srp(settings.new_algo)) return fail(Err::NEW_SETTINGS_INVALID);
  const auto& algo = *settings.new_algo.as<Srp>();
  TRY(domain::set_password(tx, *context.services.account_policy, user,
                           {.salt1 = to_bytes(as_bytes(algo.salt1)),
                            .salt2 = to_bytes(as_bytes(algo.salt2)),
                            .verifier = to_bytes(as_bytes(hash)),
                            .hint = settings.hint.value_or("")},
                           context.now));
  return true;
}

}  // namespace

Result<ProvenPassword> prove_password(const Context& context, store::Store& store, UserId user,
                                      const tl::Box<tl::InputCheckPasswordSRP>& input) {
  const auto* srp = input.as<tl::inputCheckPasswordSRP>();
  if (srp == nullptr) {
    TRY_ASSIGN(const bool has_password, read(store, [&](store::Transaction& tx) -> Result<bool> {
                 return store::find_password(tx, user).has_value();
               }));
    if (has_password) return fail(Err::PASSWORD_HASH_INVALID);
    return ProvenPassword{};
  }
  TRY_ASSIGN(auto attempt, commit(store, [&](store::Transaction& tx) {
               return domain::begin_password_attempt(tx, *context.services.account_policy, user,
                                                     context.caller.auth_key, srp->srp_id, context.now);
             }));
  const domain::PasswordProof proof{
      .srp_id = srp->srp_id, .a = to_bytes(as_bytes(srp->A)), .m1 = to_bytes(as_bytes(srp->M1))};
  if (!domain::proves_password(attempt, proof)) return fail(Err::PASSWORD_HASH_INVALID);
  return ProvenPassword{std::move(attempt)};
}

Result<tl::Box<tl::account_Password>> handle(Context& context, store::Store& store,
                                             const tl::account_getPassword&) {
  TRY_ASSIGN(const auto known, read(store, [&](store::Transaction& tx) { return known_of(context, tx); }));
  const UserId user = known.subject.user;
  const auto& services = context.services;

  auto reply = tl::make<tl::account_password>();
  if (known.password) {
    const auto challenge = domain::make_password_challenge(*known.password, services.random);
    TRY(commit(store, [&](store::Transaction& tx) -> Result<void> {
      domain::keep_password_challenge(tx, user, context.caller.auth_key, challenge, context.now);
      return {};
    }));
    reply->has_password = true;
    reply->current_algo = srp_algo(known.password->salt1, known.password->salt2);
    reply->srp_B = text_of(challenge.b);
    reply->srp_id = challenge.srp_id;
    if (!known.password->hint.empty()) reply->hint = known.password->hint;
  }
  if (!known.user.email.empty() && !known.user.phone.empty()) {
    reply->login_email_pattern = domain::mask_email(known.user.email);
  }
  const auto salts = domain::new_salts(*services.account_policy, user);
  reply->new_algo = srp_algo(salts.salt1_prefix, salts.salt2);
  auto secure = tl::make<tl::securePasswordKdfAlgoPBKDF2HMACSHA512iter100000>();
  secure->salt = random_text(services.random, domain::kSaltPrefix);
  reply->new_secure_algo = std::move(secure);
  reply->secure_random = random_text(services.random, kSecureRandom);
  return reply;
}

Result<tl::Box<tl::account_PasswordSettings>> handle(Context& context, store::Store& store,
                                                     const tl::account_getPasswordSettings& request) {
  using Reply = Result<tl::Box<tl::account_PasswordSettings>>;
  return with_password(context, store, context.self(), request.password,
                       [](store::Transaction&) -> Reply { return tl::make<tl::account_passwordSettings>(); });
}

Result<bool> handle(Context& context, store::Store& store,
                    const tl::account_updatePasswordSettings& request) {
  const auto* settings = request.new_settings.as<tl::account_passwordInputSettings>();
  if (settings == nullptr || (!settings->new_algo && !settings->email && !settings->new_secure_settings)) {
    return fail(Err::NEW_SETTINGS_EMPTY);
  }
  if (settings->new_secure_settings) return fail(Err::NEW_SETTINGS_INVALID);  // no documents are kept here
  // A recovery address would be a second way in; this server has none, and an empty one changes nothing.
  if (settings->email && !settings->email->empty()) return fail(Err::EMAIL_INVALID);
  return with_password(context, store, context.self(), request.password,
                       [&](store::Transaction& tx) -> Result<bool> {
                         if (!settings->new_algo) return true;
                         return change_password(context, tx, *settings);
                       });
}

}  // namespace botschaft::rpc
