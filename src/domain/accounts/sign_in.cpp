#include "domain/accounts/sign_in.h"

#include "domain/accounts/devices.h"
#include "domain/accounts/invites.h"
#include "domain/accounts/profile.h"
#include "domain/contacts.h"
#include "domain/restrictions/restriction.h"
#include "store/passwords.h"

namespace botschaft::domain {
namespace {

constexpr std::int32_t kPasswordEntry = 24 * 3'600;  // time between a right code and the password

}  // namespace

bool may_sign_up(store::Transaction& tx, const AccountPolicy& policy, const Address& address,
                 std::int32_t now) {
  switch (policy.sign_up) {
    case SignUp::open:
      return true;
    case SignUp::invite:
      return is_invited(tx, address, now);
    case SignUp::closed:
      return false;
  }
  return false;
}

Result<std::optional<Address>> code_destination(store::Transaction& tx, const AccountPolicy& policy,
                                                const CodeDelivery& delivery, const Address& address,
                                                std::int32_t now) {
  const auto user = find_user_by_address(tx, address);
  if (!user && !may_sign_up(tx, policy, address, now)) return fail(Err::PHONE_NUMBER_APP_SIGNUP_FORBIDDEN);
  if (user && is_suspended(tx, user->id)) return fail(Err::PHONE_NUMBER_BANNED);
  if (user && !user->email.empty() && delivery.reaches(Address::Kind::email)) {
    return Address{Address::Kind::email, user->email};
  }
  if (delivery.reaches(address.kind)) return address;
  // A number no message can be sent to can still name a new account, if its codes go to an e-mail address.
  // For an existing account that would hand it to whoever asks first.
  if (!user && delivery.reaches(Address::Kind::email)) return std::nullopt;
  return fail(Err::SMS_CODE_CREATE_FAILED);
}

Result<store::UserRow> admit(store::Transaction& tx, Random& random, const store::UserRow& user,
                             AuthKeyId key, std::int32_t now) {
  if (is_suspended(tx, user.id)) return fail(Err::PHONE_NUMBER_BANNED);
  if (store::find_password(tx, user.id)) {
    store::put_password_pending(tx, key, {.user = user.id, .expires_at = now + kPasswordEntry});
    return fail(Err::SESSION_PASSWORD_NEEDED);
  }
  authorize(tx, random, user.id, key, now);
  return user;
}

Result<std::optional<store::UserRow>> sign_in(store::Transaction& tx, const AccountPolicy& policy,
                                              Random& random, const SignIn& request, std::int32_t now) {
  TRY_ASSIGN(auto row, check_code(tx, policy, request.code_hash, CodePurpose::sign_in, request.address.text,
                                  request.auth_key, request.code, now));
  const auto user = find_user_by_address(tx, request.address);
  if (!user) {
    accept_code(tx, row, now);
    return std::nullopt;
  }
  close_code(tx, row);
  return admit(tx, random, *user, request.auth_key, now);
}

Result<store::UserRow> sign_up(store::Transaction& tx, const AccountPolicy& policy, Random& random,
                               const SignUpForm& form, std::int32_t now) {
  auto row = store::find_login_code(tx, form.code_hash);
  if (!row || row->address != form.address.text || row->auth_key != form.auth_key ||
      row->state != store::CodeState::accepted || row->expires_at <= now) {
    return fail(Err::PHONE_CODE_EXPIRED);
  }
  const bool by_email = row->purpose == static_cast<std::int32_t>(CodePurpose::set_up_email);
  if (find_user_by_address(tx, form.address) || (by_email && store::find_user_by_email(tx, row->sent_to))) {
    return fail(Err::PHONE_NUMBER_OCCUPIED);
  }
  TRY_ASSIGN(const auto first_name, clean_name(form.first_name, Err::FIRSTNAME_INVALID));
  TRY_ASSIGN(const auto last_name, clean_name(form.last_name, Err::LASTNAME_INVALID));
  if (first_name.empty()) return fail(Err::FIRSTNAME_INVALID);
  if (!may_sign_up(tx, policy, form.address, now)) return fail(Err::PHONE_NUMBER_APP_SIGNUP_FORBIDDEN);

  close_code(tx, *row);
  use_invite(tx, form.address);
  auto user = create_user(tx, form.address, first_name, last_name, now);
  if (by_email) {
    store::update_user_email(tx, user.id, row->sent_to);
    user.email = row->sent_to;
  }
  authorize(tx, random, user.id, form.auth_key, now);
  return user;
}

store::UserRow create_user(store::Transaction& tx, const Address& address, std::string_view first_name,
                           std::string_view last_name, std::int32_t now) {
  store::UserRow user;
  (address.is_email() ? user.email : user.phone) = address.text;
  user.first_name = first_name;
  user.last_name = last_name;
  user.created_at = now;
  user.id = store::insert_user(tx, user);
  if (!address.is_email()) adopt_imported_phone(tx, user, now);
  return user;
}

}  // namespace botschaft::domain
