#include "rpc/views/privacy.h"

#include "domain/channels/rights.h"
#include "rpc/access.h"

namespace botschaft::rpc {
namespace {

using domain::PrivacyKey;
using domain::PrivacyRule;
using store::PrivacyRuleRow;

template <class View>
tl::Box<tl::PrivacyRule> naming_users(const PrivacyRuleRow& row) {
  auto view = tl::make<View>();
  for (const PeerId peer : row.peers) view->users.push_back(peer.bare());
  return view;
}

template <class View>
tl::Box<tl::PrivacyRule> naming_chats(const PrivacyRuleRow& row) {
  auto view = tl::make<View>();
  for (const PeerId peer : row.peers) view->chats.push_back(peer.bare());
  return view;
}

tl::Box<tl::PrivacyRule> rule_view(const PrivacyRuleRow& row) {
  switch (static_cast<PrivacyRule>(row.rule)) {
    case PrivacyRule::allow_all:
      return tl::make<tl::privacyValueAllowAll>();
    case PrivacyRule::allow_contacts:
      return tl::make<tl::privacyValueAllowContacts>();
    case PrivacyRule::allow_users:
      return naming_users<tl::privacyValueAllowUsers>(row);
    case PrivacyRule::disallow_all:
      return tl::make<tl::privacyValueDisallowAll>();
    case PrivacyRule::disallow_contacts:
      return tl::make<tl::privacyValueDisallowContacts>();
    case PrivacyRule::disallow_users:
      return naming_users<tl::privacyValueDisallowUsers>(row);
    case PrivacyRule::allow_chat_participants:
      return naming_chats<tl::privacyValueAllowChatParticipants>(row);
    case PrivacyRule::disallow_chat_participants:
      return naming_chats<tl::privacyValueDisallowChatParticipants>(row);
    case PrivacyRule::allow_close_friends:
      return tl::make<tl::privacyValueAllowCloseFriends>();
    case PrivacyRule::allow_premium:
      return tl::make<tl::privacyValueAllowPremium>();
    case PrivacyRule::allow_bots:
      return tl::make<tl::privacyValueAllowBots>();
    case PrivacyRule::disallow_bots:
      return tl::make<tl::privacyValueDisallowBots>();
  }
  return nullptr;
}

Result<PrivacyRuleRow> about_users(const Context& context, store::Transaction& tx, PrivacyRule rule,
                                   const tl::Vec<tl::Box<tl::InputUser>>& users) {
  PrivacyRuleRow row{static_cast<std::int32_t>(rule), {}};
  if (users.size() > domain::kMaxPrivacyPeers) return fail(Err::PRIVACY_TOO_LONG);
  for (const auto& input : users) {
    TRY_ASSIGN(const auto user, access_user(context, tx, input, Err::PRIVACY_VALUE_INVALID));
    row.peers.push_back(PeerId::user(user.id));
  }
  return row;
}

// Of chats that the owner of the rule knows himself.
Result<PrivacyRuleRow> about_chats(const Context& context, store::Transaction& tx, PrivacyRule rule,
                                   const tl::Vec<std::int64_t>& chats) {
  PrivacyRuleRow row{static_cast<std::int32_t>(rule), {}};
  if (chats.size() > domain::kMaxPrivacyPeers) return fail(Err::PRIVACY_TOO_LONG);
  for (const auto id : chats) {
    // Ids of supergroups are above those of all basic groups.
    const auto in = id >= store::kFirstChannelId
                        ? domain::look_at_channel(tx, id, context.self(), context.now)
                        : std::nullopt;
    const bool supergroup = in && in->self.inside && !in->broadcast();
    if (!supergroup && !access_group(context, tx, id)) return fail(Err::PRIVACY_VALUE_INVALID);
    row.peers.push_back(supergroup ? PeerId::channel(id) : PeerId::chat(id));
  }
  return row;
}

}  // namespace

std::optional<PrivacyKey> privacy_key_of(const tl::Box<tl::InputPrivacyKey>& input) {
  switch (input.index()) {
    case tl::inputPrivacyKeyStatusTimestamp::kIndex:
      return PrivacyKey::status_timestamp;
    case tl::inputPrivacyKeyChatInvite::kIndex:
      return PrivacyKey::chat_invite;
    case tl::inputPrivacyKeyPhoneCall::kIndex:
      return PrivacyKey::phone_call;
    case tl::inputPrivacyKeyPhoneP2P::kIndex:
      return PrivacyKey::phone_p2p;
    case tl::inputPrivacyKeyForwards::kIndex:
      return PrivacyKey::forwards;
    case tl::inputPrivacyKeyProfilePhoto::kIndex:
      return PrivacyKey::profile_photo;
    case tl::inputPrivacyKeyPhoneNumber::kIndex:
      return PrivacyKey::phone_number;
    case tl::inputPrivacyKeyAddedByPhone::kIndex:
      return PrivacyKey::added_by_phone;
    case tl::inputPrivacyKeyVoiceMessages::kIndex:
      return PrivacyKey::voice_messages;
    case tl::inputPrivacyKeyAbout::kIndex:
      return PrivacyKey::about;
    case tl::inputPrivacyKeyBirthday::kIndex:
      return PrivacyKey::birthday;
    case tl::inputPrivacyKeyStarGiftsAutoSave::kIndex:
      return PrivacyKey::star_gifts_auto_save;
    case tl::inputPrivacyKeyNoPaidMessages::kIndex:
      return PrivacyKey::no_paid_messages;
    case tl::inputPrivacyKeySavedMusic::kIndex:
      return PrivacyKey::saved_music;
    default:
      return std::nullopt;
  }
}

tl::Box<tl::PrivacyKey> privacy_key_view(PrivacyKey key) {
  switch (key) {
    case PrivacyKey::status_timestamp:
      return tl::make<tl::privacyKeyStatusTimestamp>();
    case PrivacyKey::chat_invite:
      return tl::make<tl::privacyKeyChatInvite>();
    case PrivacyKey::phone_call:
      return tl::make<tl::privacyKeyPhoneCall>();
    case PrivacyKey::phone_p2p:
      return tl::make<tl::privacyKeyPhoneP2P>();
    case PrivacyKey::forwards:
      return tl::make<tl::privacyKeyForwards>();
    case PrivacyKey::profile_photo:
      return tl::make<tl::privacyKeyProfilePhoto>();
    case PrivacyKey::phone_number:
      return tl::make<tl::privacyKeyPhoneNumber>();
    case PrivacyKey::added_by_phone:
      return tl::make<tl::privacyKeyAddedByPhone>();
    case PrivacyKey::voice_messages:
      return tl::make<tl::privacyKeyVoiceMessages>();
    case PrivacyKey::about:
      return tl::make<tl::privacyKeyAbout>();
    case PrivacyKey::birthday:
      return tl::make<tl::privacyKeyBirthday>();
    case PrivacyKey::star_gifts_auto_save:
      return tl::make<tl::privacyKeyStarGiftsAutoSave>();
    case PrivacyKey::no_paid_messages:
      return tl::make<tl::privacyKeyNoPaidMessages>();
    case PrivacyKey::saved_music:
      return tl::make<tl::privacyKeySavedMusic>();
  }
  return nullptr;
}

tl::Vec<tl::Box<tl::PrivacyRule>> privacy_rules_view(std::span<const PrivacyRuleRow> rules) {
  tl::Vec<tl::Box<tl::PrivacyRule>> views;
  for (const auto& rule : rules) {
    if (auto view = rule_view(rule)) views.push_back(std::move(view));
  }
  return views;
}

Result<PrivacyRuleRow> privacy_rule_of(const Context& context, store::Transaction& tx,
                                       const tl::Box<tl::InputPrivacyRule>& input) {
  const auto bare = [](PrivacyRule rule) { return PrivacyRuleRow{static_cast<std::int32_t>(rule), {}}; };
  switch (input.index()) {
    case tl::inputPrivacyValueAllowAll::kIndex:
      return bare(PrivacyRule::allow_all);
    case tl::inputPrivacyValueAllowContacts::kIndex:
      return bare(PrivacyRule::allow_contacts);
    case tl::inputPrivacyValueDisallowAll::kIndex:
      return bare(PrivacyRule::disallow_all);
    case tl::inputPrivacyValueDisallowContacts::kIndex:
      return bare(PrivacyRule::disallow_contacts);
    case tl::inputPrivacyValueAllowUsers::kIndex:
      return about_users(context, tx, PrivacyRule::allow_users,
                         input.as<tl::inputPrivacyValueAllowUsers>()->users);
    case tl::inputPrivacyValueDisallowUsers::kIndex:
      return about_users(context, tx, PrivacyRule::disallow_users,
                         input.as<tl::inputPrivacyValueDisallowUsers>()->users);
    case tl::inputPrivacyValueAllowChatParticipants::kIndex:
      return about_chats(context, tx, PrivacyRule::allow_chat_participants,
                         input.as<tl::inputPrivacyValueAllowChatParticipants>()->chats);
    case tl::inputPrivacyValueDisallowChatParticipants::kIndex:
      return about_chats(context, tx, PrivacyRule::disallow_chat_participants,
                         input.as<tl::inputPrivacyValueDisallowChatParticipants>()->chats);
    case tl::inputPrivacyValueAllowCloseFriends::kIndex:
      return bare(PrivacyRule::allow_close_friends);
    case tl::inputPrivacyValueAllowPremium::kIndex:  // which nobody here has
      return bare(PrivacyRule::allow_premium);
    case tl::inputPrivacyValueAllowBots::kIndex:
      return bare(PrivacyRule::allow_bots);
    case tl::inputPrivacyValueDisallowBots::kIndex:
      return bare(PrivacyRule::disallow_bots);
    default:
      return fail(Err::PRIVACY_VALUE_INVALID);
  }
}

}  // namespace botschaft::rpc
