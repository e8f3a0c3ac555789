// account.getPrivacy, setPrivacy, getGlobalPrivacySettings, setGlobalPrivacySettings.
#include "rpc/views/privacy.h"

#include "rpc/handler.h"
#include "rpc/views/user.h"
#include "store/account_settings.h"

namespace botschaft::rpc {
namespace {

using store::Setting;

tl::Box<tl::account_PrivacyRules> rules_reply(const Context& context, store::Transaction& tx,
                                              domain::PrivacyKey key) {
  const auto rules = domain::privacy_rules(tx, context.self(), key);
  std::vector<UserId> users;
  for (const auto& rule : rules) {
    for (const PeerId peer : rule.peers) {
      if (peer.is_user()) users.push_back(peer.bare());
    }
  }
  auto reply = tl::make<tl::account_privacyRules>();
  reply->rules = privacy_rules_view(rules);
  reply->users = user_views(viewer_of(context), tx, users);
  return reply;
}

struct Switch {
  Setting setting;
  bool tl::globalPrivacySettings::* field;
};

constexpr Switch kGlobalSwitches[] = {
    {Setting::archive_and_mute_new_peers, &tl::globalPrivacySettings::archive_and_mute_new_noncontact_peers},
    {Setting::keep_archived_unmuted, &tl::globalPrivacySettings::keep_archived_unmuted},
    {Setting::keep_archived_folders, &tl::globalPrivacySettings::keep_archived_folders},
    {Setting::hide_read_marks, &tl::globalPrivacySettings::hide_read_marks},
};

tl::Box<tl::GlobalPrivacySettings> global_settings(store::Transaction& tx, UserId user) {
  auto view = tl::make<tl::globalPrivacySettings>();
  for (const auto& [setting, field] : kGlobalSwitches) {
    (*view).*field = store::find_setting(tx, user, setting).value_or(0) != 0;
  }
  return view;
}

}  // namespace

Result<tl::Box<tl::account_PrivacyRules>> handle(Context& context, store::Transaction& tx,
                                                 const tl::account_getPrivacy& request) {
  const auto key = privacy_key_of(request.key);
  if (!key) return fail(Err::PRIVACY_KEY_INVALID);
  return rules_reply(context, tx, *key);
}

Result<tl::Box<tl::account_PrivacyRules>> handle(Context& context, store::Transaction& tx,
                                                 const tl::account_setPrivacy& request) {
  const auto key = privacy_key_of(request.key);
  if (!key) return fail(Err::PRIVACY_KEY_INVALID);
  if (request.rules.size() > domain::kMaxPrivacyRules) return fail(Err::PRIVACY_TOO_LONG);
  std::vector<store::PrivacyRuleRow> rules;
  for (const auto& input : request.rules) {
    TRY_ASSIGN(auto rule, privacy_rule_of(context, tx, input));
    rules.push_back(std::move(rule));
  }
  TRY(domain::set_privacy(tx, context.self(), *key, rules));
  return rules_reply(context, tx, *key);
}

Result<tl::Box<tl::GlobalPrivacySettings>> handle(Context& context, store::Transaction& tx,
                                                  const tl::account_getGlobalPrivacySettings&) {
  return global_settings(tx, context.self());
}

Result<tl::Box<tl::GlobalPrivacySettings>> handle(Context& context, store::Transaction& tx,
                                                  const tl::account_setGlobalPrivacySettings& request) {
  const auto* settings = request.settings.as<tl::globalPrivacySettings>();
  if (settings == nullptr) return fail(Err::INPUT_REQUEST_INVALID);
  if (settings->new_noncontact_peers_require_premium ||
      settings->noncontact_peers_paid_stars.value_or(0) != 0) {
    return fail(Err::PREMIUM_ACCOUNT_REQUIRED);
  }
  for (const auto& [setting, field] : kGlobalSwitches) {
    store::put_setting(tx, context.self(), setting, (*settings).*field);
  }
  return global_settings(tx, context.self());
}

}  // namespace botschaft::rpc
