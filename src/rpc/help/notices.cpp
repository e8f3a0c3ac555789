// What a server may announce to its clients, and mostly does not.
#include "rpc/context.h"
#include "rpc/empty_catalogue.h"
#include "rpc/handlers.h"
#include "rpc/views/user.h"

namespace botschaft::rpc {
namespace {

constexpr std::int32_t kAskAgain = 86'400;  // seconds

bool speaks_german(const Context& context) {
  return context.caller.client.lang_code.starts_with("de");
}

}  // namespace

BOTSCHAFT_EMPTY_CATALOGUE(help_getAppUpdate, help_noAppUpdate)
BOTSCHAFT_EMPTY_CATALOGUE(help_getDeepLinkInfo, help_deepLinkInfoEmpty)
BOTSCHAFT_EMPTY_CATALOGUE(help_getRecentMeUrls, help_recentMeUrls)

// Clients draw the seven basic colours by themselves; there are no others.
BOTSCHAFT_EMPTY_CATALOGUE(help_getPeerColors, help_peerColors)
BOTSCHAFT_EMPTY_CATALOGUE(help_getPeerProfileColors, help_peerColors)

Result<tl::Box<tl::help_TermsOfServiceUpdate>> handle(Context& context,
                                                      const tl::help_getTermsOfServiceUpdate&) {
  auto reply = tl::make<tl::help_termsOfServiceUpdateEmpty>();
  reply->expires = context.now + kAskAgain;
  return reply;
}

Result<tl::Box<tl::help_PromoData>> handle(Context& context, const tl::help_getPromoData&) {
  auto reply = tl::make<tl::help_promoDataEmpty>();
  reply->expires = context.now + kAskAgain;
  return reply;
}

Result<tl::Box<tl::help_PremiumPromo>> handle(Context& context, const tl::help_getPremiumPromo&) {
  auto reply = tl::make<tl::help_premiumPromo>();
  reply->status_text = speaks_german(context) ? "Auf diesem Server gibt es nichts zu kaufen."
                                              : "There is nothing to buy on this server.";
  return reply;
}

// One zone is known without a time zone database that would have to be kept current.
Result<tl::Box<tl::help_TimezonesList>> handle(Context&, const tl::help_getTimezonesList& request) {
  constexpr std::int32_t kHash = 1;
  if (request.hash == kHash) return tl::make<tl::help_timezonesListNotModified>();
  auto utc = tl::make<tl::timezone>();
  utc->id = "Etc/UTC";
  utc->name = "UTC";
  auto reply = tl::make<tl::help_timezonesList>();
  reply->timezones.push_back(std::move(utc));
  reply->hash = kHash;
  return reply;
}

Result<tl::Box<tl::help_InviteText>> handle(Context& context, const tl::help_getInviteText&) {
  const auto& address = context.services.address;
  auto reply = tl::make<tl::help_inviteText>();
  reply->message = speaks_german(context) ? "Schreib mir auf " + address.name + ": " + address.base_url
                                          : "Write to me on " + address.name + ": " + address.base_url;
  return reply;
}

Result<tl::Box<tl::help_Support>> handle(Context& context, store::Transaction& tx,
                                         const tl::help_getSupport&) {
  auto reply = tl::make<tl::help_support>();
  reply->user = user_view(viewer_of(context), tx, store::kServiceUser);
  return reply;
}

}  // namespace botschaft::rpc
