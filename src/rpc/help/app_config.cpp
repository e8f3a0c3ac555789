// help.getAppConfig: switches and limits by name (core.telegram.org/api/config#client-configuration).
#include <string_view>

#include "desk/clocks.h"
#include "domain/accounts/devices.h"
#include "domain/accounts/profile.h"
#include "domain/channels/settings.h"
#include "domain/messages/reactions.h"
#include "domain/messages/read.h"
#include "domain/polls/content.h"
#include "domain/restrictions/restriction.h"
#include "domain/stickers/lists.h"
#include "rpc/handler.h"

namespace botschaft::rpc {
namespace {

struct Number {
  std::string_view name;
  double value;
};
struct Flag {
  std::string_view name;
  bool value;
};
struct Text {
  std::string_view name;
  std::string_view value;
};

constexpr std::int32_t kAppealMonths = 6;  // as long as a complaint is taken

// No premium here: what Telegram sells, everybody has, so each pair of limits is one limit.
constexpr Number kNumbers[] = {
    {"about_length_limit_default", domain::kMaxAbout},
    {"about_length_limit_premium", domain::kMaxAbout},
    {"authorization_autoconfirm_period", domain::kUnconfirmedFor},
    {"caption_length_limit_default", 1'024},
    {"caption_length_limit_premium", 1'024},
    {"channels_public_limit_default", domain::kPublicChannelsMax},
    {"channels_public_limit_premium", domain::kPublicChannelsMax},
    {"chat_read_mark_expire_period", domain::kReadDateSeconds},
    {"chat_read_mark_size_threshold", domain::kReadMarksMembersMax},
    {"dialog_filters_chats_limit_default", 200},
    {"dialog_filters_chats_limit_premium", 200},
    {"dialog_filters_limit_default", 30},
    {"dialog_filters_limit_premium", 30},
    {"dialogs_folder_pinned_limit_default", 100},
    {"dialogs_folder_pinned_limit_premium", 100},
    {"dialogs_pinned_limit_default", 10},
    {"dialogs_pinned_limit_premium", 10},
    {"hidden_members_group_size_min", domain::kHiddenMembersMin},
    {"pm_read_date_expire_period", 604'800},
    {"poll_answers_max", store::kPollAnswersMax},
    {"poll_close_period_max", domain::kPollClosePeriodMax},
    {"quote_length_max", 1'024},
    {"reactions_uniq_max", domain::kReactionsUniqueMax},
    {"reactions_user_max_default", domain::kReactionsOfOneMax},
    {"reactions_user_max_premium", domain::kReactionsOfOneMax},
    {"saved_dialogs_pinned_limit_default", 10},
    {"saved_dialogs_pinned_limit_premium", 10},
    {"saved_gifs_limit_default", domain::kSavedGifsMax},
    {"saved_gifs_limit_premium", domain::kSavedGifsMax},
    {"stickers_faved_limit_default", domain::kFavedStickersMax},
    {"stickers_faved_limit_premium", domain::kFavedStickersMax},
};
constexpr Flag kFlags[] = {
    {"autoarchive_setting_available", true},  {"dialog_filters_enabled", true},
    {"dialog_filters_tooltip", false},        {"giveaway_gifts_purchase_available", false},
    {"premium_gift_attach_menu_icon", false}, {"premium_gift_text_field_icon", false},
    {"premium_purchase_blocked", true},       {"qr_login_camera", true},
};
constexpr Text kTexts[] = {
    {"qr_login_code", "primary"},
    {"stories_entities", "disabled"},
    {"stories_posting", "disabled"},
};

// FNV-1a over everything the answer says, so that a new version of the server is noticed.
constexpr std::int32_t table_hash() {
  std::uint32_t hash = 2'166'136'261U;
  const auto mix = [&hash](std::string_view text) {
    for (const char c : text) hash = (hash ^ static_cast<std::uint8_t>(c)) * 16'777'619U;
  };
  for (const auto& [name, value] : kNumbers) {
    mix(name);
    hash = (hash ^ static_cast<std::uint32_t>(value)) * 16'777'619U;
  }
  for (const auto& [name, value] : kFlags) {
    mix(name);
    hash = (hash ^ (value ? 1U : 2U)) * 16'777'619U;
  }
  for (const auto& [name, value] : kTexts) {
    mix(name);
    mix(value);
  }
  return static_cast<std::int32_t>(hash | 1U);
}

void add(tl::jsonObject& object, std::string_view name, tl::Box<tl::JSONValue> value) {
  auto member = tl::make<tl::jsonObjectValue>();
  member->key = name;
  member->value = std::move(value);
  object.value.push_back(std::move(member));
}

template <class Json, class Value>
tl::Box<tl::JSONValue> json(const Value& value) {
  auto made = tl::make<Json>();
  made->value = value;
  return made;
}

// A frozen account's clients say so, until when, and where to complain.
void add_freeze(const Context& context, const store::RestrictionRow& freeze, tl::jsonObject& object) {
  const auto until = freeze.until_at != 0 ? freeze.until_at : desk::add_months(freeze.since, kAppealMonths);
  add(object, "freeze_since_date", json<tl::jsonNumber>(static_cast<double>(freeze.since)));
  add(object, "freeze_until_date", json<tl::jsonNumber>(static_cast<double>(until)));
  add(object, "freeze_appeal_url", json<tl::jsonString>(context.services.address.base_url + "/status"));
}

}  // namespace

Result<tl::Box<tl::help_AppConfig>> handle(Context& context, store::Transaction& tx,
                                           const tl::help_getAppConfig& request) {
  constexpr std::int32_t kTables = table_hash();
  const auto parts = context.services.files.parts_max;
  const auto freeze = domain::freeze_of(tx, context.self());
  auto hash = kTables ^ (parts << 1);
  if (freeze) hash ^= static_cast<std::int32_t>(freeze->since << 1);
  if (request.hash == hash) return tl::make<tl::help_appConfigNotModified>();
  auto object = tl::make<tl::jsonObject>();
  for (const auto& [name, value] : kNumbers) add(*object, name, json<tl::jsonNumber>(value));
  for (const auto& [name, value] : kFlags) add(*object, name, json<tl::jsonBool>(value));
  for (const auto& [name, value] : kTexts) add(*object, name, json<tl::jsonString>(value));
  for (const auto* name : {"upload_max_fileparts_default", "upload_max_fileparts_premium"}) {
    add(*object, name, json<tl::jsonNumber>(parts));
  }
  if (freeze) add_freeze(context, *freeze, *object);
  auto reply = tl::make<tl::help_appConfig>();
  reply->hash = hash;
  reply->config = std::move(object);
  return reply;
}

}  // namespace botschaft::rpc
