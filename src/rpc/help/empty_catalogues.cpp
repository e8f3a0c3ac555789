// What a server may announce to its clients, and this one does not.
#include "rpc/empty_catalogue.h"

namespace botschaft::rpc {
namespace {

constexpr std::int32_t kAskAgain = 86'400;  // seconds

}  // namespace

BOTSCHAFT_EMPTY_CATALOGUE(help_getCdnConfig, cdnConfig)
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
  const bool german = context.caller.client.lang_code.starts_with("de");
  reply->status_text =
      german ? "Auf diesem Server gibt es nichts zu kaufen." : "There is nothing to buy on this server.";
  return reply;
}

}  // namespace botschaft::rpc
