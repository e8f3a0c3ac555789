#include "rpc/messages/media_scene.h"
#include "rpc/photos/location.h"
#include "store/profile_photos.h"

namespace botschaft::rpc {
namespace {

class Photos : public MediaScene {
 protected:
  // Returns the photo's id.
  std::int64_t show(UserId user, const std::string& words, bool fallback = false) {
    tl::photos_uploadProfilePhoto request;
    request.file = upload(user, words);
    request.fallback = fallback;
    const auto answer = ask_with_files(user, request);
    EXPECT_TRUE(answer);
    return answer ? answer->as<tl::photos_photo>()->photo.as<tl::photo>()->id : 0;
  }
  Result<tl::Box<tl::photos_Photo>> move(UserId user, const std::string& words,
                                         const std::string& still = "") {
    tl::photos_uploadProfilePhoto request;
    request.video = upload(user, words);
    if (!still.empty()) request.file = upload(user, still);
    return ask_with_files(user, request);
  }
  std::int64_t seen(UserId viewer, UserId user) {
    tl::users_getUsers request;
    request.id.push_back(input_user(viewer, user));
    users_ = *ask(viewer, request);
    const auto& photo = users_[0].as<tl::user>()->photo;
    return photo ? photo.as<tl::userProfilePhoto>()->photo_id : 0;
  }
  std::size_t listed(UserId viewer, UserId user) {
    tl::photos_getUserPhotos request;
    request.user_id = input_user(viewer, user);
    request.limit = 100;
    return ask(viewer, request)->as<tl::photos_photos>()->photos.size();
  }
  void hide_from_all(UserId user) {
    tl::account_setPrivacy request;
    request.key = tl::make<tl::inputPrivacyKeyProfilePhoto>();
    request.rules.push_back(tl::make<tl::inputPrivacyValueDisallowAll>());
    ASSERT_TRUE(ask(user, request));
  }

  const UserId anna_ = person("Anna"), ben_ = person("Ben");
  tl::Vec<tl::Box<tl::User>> users_;
};

TEST_F(Photos, TheNewestIsShownAndTheOneBeforeWhenItGoes) {
  EXPECT_EQ(seen(ben_, anna_), 0);
  const auto first = show(anna_, "photo 300 300");
  const auto second = show(anna_, "photo 400 400");
  EXPECT_EQ(seen(ben_, anna_), second);
  EXPECT_EQ(listed(ben_, anna_), 2U);
  tl::photos_deletePhotos erase;
  auto id = tl::make<tl::inputPhoto>();
  id->id = second;
  erase.id.push_back(std::move(id));
  EXPECT_EQ(ask(anna_, erase)->size(), 1U);
  EXPECT_EQ(seen(ben_, anna_), first);
  tl::photos_updateProfilePhoto none;
  none.id = tl::make<tl::inputPhotoEmpty>();
  ASSERT_TRUE(ask(anna_, none));
  EXPECT_EQ(seen(ben_, anna_), 0);

  tl::photos_uploadProfilePhoto small;
  small.file = upload(anna_, "photo 90 90");
  EXPECT_EQ(ask_with_files(anna_, small).error().err, Err::PHOTO_CROP_SIZE_SMALL);
  EXPECT_EQ(ask_with_files(anna_, tl::photos_uploadProfilePhoto()).error().err, Err::PHOTO_FILE_MISSING);
}

TEST_F(Photos, MayMove) {
  const auto answer = move(anna_, "video 240 240 5");
  ASSERT_TRUE(answer);
  const auto& photo = *answer->as<tl::photos_photo>()->photo.as<tl::photo>();
  ASSERT_TRUE(photo.video_sizes);
  const auto& film = *(*photo.video_sizes)[0].as<tl::videoSize>();
  EXPECT_EQ(film.w, 240);
  EXPECT_EQ(film.size, 15);
  EXPECT_EQ(photo.sizes.size(), 1U);
  EXPECT_EQ(seen(ben_, anna_), photo.id);
  EXPECT_TRUE(users_[0].as<tl::user>()->photo.as<tl::userProfilePhoto>()->has_video);

  auto location = tl::make<tl::inputPhotoFileLocation>();
  location->id = photo.id;
  location->access_hash = photo.access_hash;
  location->file_reference = photo.file_reference;
  location->thumb_size = film.type;
  tl::upload_getFile request;
  request.location = std::move(location);
  request.limit = 4096;
  const auto bytes = ask(ben_, request);
  ASSERT_TRUE(bytes);
  EXPECT_EQ(bytes->as<tl::upload_file>()->bytes, "video 240 240 5");

  // With a picture of its own; then without a film again.
  ASSERT_TRUE(move(anna_, "video 160 160 5", "photo 300 300"));
  show(anna_, "photo 300 300");
  seen(ben_, anna_);
  EXPECT_FALSE(users_[0].as<tl::user>()->photo.as<tl::userProfilePhoto>()->has_video);
  for (const auto* bad : {"video 320 240 5", "video 100 100 5", "video 240 240 30", "photo 300 300"})
    EXPECT_EQ(move(anna_, bad).error().err, Err::VIDEO_FILE_INVALID) << bad;
}

TEST_F(Photos, AreFetchedByWhoMaySeeThem) {
  const auto own = show(anna_, "photo 300 300");
  show(anna_, "photo 200 200", true);
  const auto fetch = [&](std::int64_t photo, bool big) {
    tl::inputPeerPhotoFileLocation location;
    location.peer = peer(ben_, anna_);
    location.photo_id = photo;
    location.big = big;
    const auto caller = caller_of(ben_);
    const Context context{caller, services_, clock_.unix_seconds()};
    std::optional<Result<Located>> located;
    run([&](store::Transaction& tx) { located = locate_peer_photo(context, tx, location); });
    return *located;
  };
  ASSERT_TRUE(fetch(own, false));
  EXPECT_EQ(fetch(own, false)->content.size, static_cast<std::int64_t>(as_bytes("photo 300 300").size()));
  EXPECT_TRUE(fetch(own, true));
  EXPECT_EQ(fetch(own + 1, true).error().err, Err::LOCATION_INVALID);
  hide_from_all(anna_);
  EXPECT_EQ(fetch(own, true).error().err, Err::LOCATION_INVALID);
}

TEST_F(Photos, PrivacyLeavesTheFallbackAndOneSeesWhatOneHasChosen) {
  const auto own = show(anna_, "photo 300 300");
  const auto fallback = show(anna_, "photo 200 200", true);
  EXPECT_EQ(seen(ben_, anna_), own);
  hide_from_all(anna_);
  EXPECT_EQ(seen(ben_, anna_), fallback);
  EXPECT_EQ(listed(ben_, anna_), 1U);
  EXPECT_EQ(seen(anna_, anna_), own);
  tl::users_getFullUser full;
  full.id = input_user(ben_, anna_);
  const auto answer = ask(ben_, full);
  const auto* about = answer->as<tl::users_userFull>()->full_user.as<tl::userFull>();
  EXPECT_FALSE(about->profile_photo);
  EXPECT_TRUE(about->fallback_photo);

  tl::photos_uploadContactProfilePhoto choose;
  choose.user_id = input_user(ben_, anna_);
  choose.save = true;
  choose.file = upload(ben_, "photo 500 500");
  ASSERT_TRUE(ask_with_files(ben_, choose));
  const auto chosen = seen(ben_, anna_);
  EXPECT_NE(chosen, fallback);
  EXPECT_TRUE(users_[0].as<tl::user>()->photo.as<tl::userProfilePhoto>()->personal);
  EXPECT_NE(seen(anna_, anna_), chosen);
  choose.file = nullptr;
  ASSERT_TRUE(ask_with_files(ben_, choose));
  EXPECT_EQ(seen(ben_, anna_), fallback);
}

TEST_F(Photos, AChatSaysThatItsPhotoHasChanged) {
  const auto group = this->group(anna_, {ben_});
  tl::messages_editChatPhoto edit;
  edit.chat_id = group.bare();
  auto fresh = tl::make<tl::inputChatUploadedPhoto>();
  fresh->file = upload(anna_, "photo 640 640");
  edit.photo = std::move(fresh);
  ASSERT_TRUE(ask_with_files(anna_, edit));
  auto all = messages(ben_, group);
  const auto* said = all[0].as<tl::messageService>()->action.as<tl::messageActionChatEditPhoto>();
  ASSERT_NE(said, nullptr);
  EXPECT_EQ(holders(said->photo.as<tl::photo>()->id), 1);
  tl::messages_getSearchCounters counters;
  counters.peer = input(ben_, group);
  counters.filters.push_back(tl::make<tl::inputMessagesFilterChatPhotos>());
  EXPECT_EQ((*ask_store(ben_, counters))[0].as<tl::messages_searchCounter>()->count, 1);

  const auto supergroup = this->supergroup(anna_, {ben_});
  tl::channels_editPhoto change;
  change.photo = tl::make<tl::inputChatPhotoEmpty>();
  change.channel = channel(anna_, supergroup.bare());
  EXPECT_EQ(ask_with_files(anna_, change).error().err, Err::CHAT_NOT_MODIFIED);
  auto again = tl::make<tl::inputChatUploadedPhoto>();
  again->file = upload(anna_, "photo 640 640");
  change.photo = std::move(again);
  ASSERT_TRUE(ask_with_files(anna_, change));
  change.photo = tl::make<tl::inputChatPhotoEmpty>();
  ASSERT_TRUE(ask_with_files(anna_, change));
  const auto after = messages(ben_, supergroup);
  EXPECT_TRUE(after[0].as<tl::messageService>()->action.is<tl::messageActionChatDeletePhoto>());
}

TEST_F(Photos, OfDeletedChatsAreLetGo) {
  const auto group = this->group(anna_, {ben_});
  const auto supergroup = this->supergroup(anna_, {ben_});
  const auto shown = [&](PeerId chat) {
    bool found = false;
    run([&](store::Transaction& tx) { found = store::find_chat_photo(tx, chat).has_value(); });
    return found;
  };
  tl::messages_editChatPhoto edit;
  edit.chat_id = group.bare();
  tl::channels_editPhoto change;
  change.channel = channel(anna_, supergroup.bare());
  for (auto* photo : {&edit.photo, &change.photo}) {
    auto fresh = tl::make<tl::inputChatUploadedPhoto>();
    fresh->file = upload(anna_, "photo 640 640");
    *photo = std::move(fresh);
  }
  ASSERT_TRUE(ask_with_files(anna_, edit));
  ASSERT_TRUE(ask_with_files(anna_, change));
  EXPECT_TRUE(shown(group) && shown(supergroup));
  tl::messages_deleteChat end_group;
  end_group.chat_id = group.bare();
  ASSERT_TRUE(ask(anna_, end_group));
  tl::channels_deleteChannel end_channel;
  end_channel.channel = channel(anna_, supergroup.bare());
  ASSERT_TRUE(ask(anna_, end_channel));
  EXPECT_FALSE(shown(group) || shown(supergroup));
}

}  // namespace
}  // namespace botschaft::rpc
