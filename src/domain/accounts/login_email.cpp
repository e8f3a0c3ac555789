#include "domain/accounts/login_email.h"

#include "domain/box.h"

namespace botschaft::domain {
namespace {

// A change is found by who asks; its client never learns of a hash.
std::string change_address(UserId user) {
  return "user:" + std::to_string(user);
}

}  // namespace

Result<NewCode> make_login_email_code(store::Transaction& tx, const AccountPolicy& policy, Random& random,
                                      const LoginEmailChange& change, const std::string& email,
                                      bool keep_plain, std::int32_t now) {
  const auto bearer = store::find_user_by_email(tx, email);
  if (bearer && bearer->id != change.user) return fail(Err::EMAIL_INVALID);
  const Address to{Address::Kind::email, email};
  if (change.code_hash.empty()) {
    const Address about{Address::Kind::email, change_address(change.user)};
    return make_code(tx, policy, random,
                     {.purpose = CodePurpose::change_email,
                      .about = about,
                      .to = to,
                      .auth_key = change.auth_key,
                      .user = change.user,
                      .keep_plain = keep_plain},
                     now);
  }
  const auto row =
      open_code(tx, change.code_hash, CodePurpose::set_up_email, change.phone.text, change.auth_key, now);
  if (!row) return fail(Err::PHONE_HASH_EXPIRED);
  return renew_code(tx, policy, random, *row, to, keep_plain, now);
}

Result<std::string> verify_login_email(store::Transaction& tx, const AccountPolicy& policy,
                                       const LoginEmailChange& change, std::string_view typed,
                                       std::int32_t now) {
  const bool first = !change.code_hash.empty();
  const auto purpose = first ? CodePurpose::set_up_email : CodePurpose::change_email;
  const auto about = first ? change.phone.text : change_address(change.user);
  const auto hash = first ? change.code_hash : store::latest_login_code(tx, about, change.auth_key);
  auto row = check_code(tx, policy, hash, purpose, about, change.auth_key, typed, now);
  if (!row) {
    const bool over = row.error().err == Err::PHONE_CODE_EXPIRED;
    return fail(over ? Err::EMAIL_VERIFY_EXPIRED : Err::CODE_INVALID);
  }
  const auto bearer = store::find_user_by_email(tx, row->sent_to);
  if (bearer && bearer->id != change.user) return fail(Err::EMAIL_INVALID);
  if (first) {
    accept_code(tx, *row, now);
  } else {
    close_code(tx, *row);
    store::update_user_email(tx, change.user, row->sent_to);
    tell(tx, change.user, EventKind::user, PeerId::user(change.user));
  }
  return row->sent_to;
}

}  // namespace botschaft::domain
