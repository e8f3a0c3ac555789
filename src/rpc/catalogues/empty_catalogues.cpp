// Stories, gifts, boosts, tones, public channels: none here yet.
#include "rpc/access.h"
#include "rpc/empty_catalogue.h"
#include "rpc/views/user.h"

namespace botschaft::rpc {

BOTSCHAFT_EMPTY_CATALOGUE(aicompose_getTones, aicompose_tones)
BOTSCHAFT_EMPTY_CATALOGUE(bots_getPopularAppBots, bots_popularAppBots)
BOTSCHAFT_EMPTY_VECTOR(bots_getAdminedBots)
BOTSCHAFT_EMPTY_CATALOGUE(channels_getChannelRecommendations, messages_chats)
BOTSCHAFT_EMPTY_CATALOGUE(channels_getLeftChannels, messages_chats)
BOTSCHAFT_EMPTY_CATALOGUE(payments_getSavedStarGifts, payments_savedStarGifts)
BOTSCHAFT_EMPTY_CATALOGUE(payments_getStarGiftActiveAuctions, payments_starGiftActiveAuctions)
BOTSCHAFT_EMPTY_CATALOGUE(payments_getStarGiftCollections, payments_starGiftCollections)
BOTSCHAFT_EMPTY_CATALOGUE(payments_getStarGifts, payments_starGifts)
BOTSCHAFT_EMPTY_VECTOR(payments_getPremiumGiftCodeOptions)
BOTSCHAFT_EMPTY_VECTOR(payments_getStarsGiftOptions)
BOTSCHAFT_EMPTY_VECTOR(payments_getStarsTopupOptions)
BOTSCHAFT_EMPTY_CATALOGUE(premium_getMyBoosts, premium_myBoosts)
BOTSCHAFT_EMPTY_CATALOGUE(stories_getAlbumStories, stories_stories)
BOTSCHAFT_EMPTY_CATALOGUE(stories_getAlbums, stories_albums)
BOTSCHAFT_EMPTY_CATALOGUE(stories_getChatsToSend, messages_chats)
BOTSCHAFT_EMPTY_CATALOGUE(stories_getPinnedStories, stories_stories)
BOTSCHAFT_EMPTY_CATALOGUE(stories_getStoriesArchive, stories_stories)
BOTSCHAFT_EMPTY_CATALOGUE(users_getSavedMusic, users_savedMusic)

// Nobody can buy or be given stars here: everybody has none.
Result<tl::Box<tl::payments_StarsStatus>> handle(Context&, const tl::payments_getStarsStatus&) {
  auto reply = tl::make<tl::payments_starsStatus>();
  reply->balance = tl::make<tl::starsAmount>();
  return reply;
}

Result<tl::Box<tl::stories_AllStories>> handle(Context&, const tl::stories_getAllStories&) {
  auto reply = tl::make<tl::stories_allStories>();
  reply->stealth_mode = tl::make<tl::storiesStealthMode>();
  return reply;
}

Result<tl::Box<tl::stories_PeerStories>> handle(Context& context, store::Transaction& tx,
                                                const tl::stories_getPeerStories& request) {
  TRY_ASSIGN(const PeerId peer, access_peer(context, tx, request.peer));
  auto stories = tl::make<tl::peerStories>();
  stories->peer = peer_view(peer);
  auto reply = tl::make<tl::stories_peerStories>();
  reply->stories = std::move(stories);
  if (peer.is_user()) reply->users.push_back(user_view(viewer_of(context), tx, peer.bare()));
  return reply;
}

Result<tl::Box<tl::Updates>> handle(Context& context, const tl::stories_getAllReadPeerStories&) {
  auto reply = tl::make<tl::updates>();
  reply->date = context.now;
  return reply;
}

Result<tl::Vec<tl::Box<tl::RecentStory>>> handle(Context&, const tl::stories_getPeerMaxIDs& request) {
  tl::Vec<tl::Box<tl::RecentStory>> recent;
  for (std::size_t i = 0; i < request.id.size(); ++i) recent.push_back(tl::make<tl::recentStory>());
  return recent;
}

}  // namespace botschaft::rpc
