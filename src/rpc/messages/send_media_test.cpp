#include "rpc/messages/media_scene.h"

namespace botschaft::rpc {
namespace {

class SendMedia : public MediaScene {
 protected:
  // The newest message of a chat, as somebody sees it.
  const tl::message& newest(UserId user, PeerId in) {
    seen_ = messages(user, in);
    return *seen_[0].as<tl::message>();
  }
  static const tl::photo& photo_of(const tl::message& message) {
    return *message.media.as<tl::messageMediaPhoto>()->photo.as<tl::photo>();
  }
  static const tl::document& document_of(const tl::message& message) {
    return *message.media.as<tl::messageMediaDocument>()->document.as<tl::document>();
  }
  template <class Attribute>
  static const Attribute* attribute(const tl::document& document) {
    for (const auto& box : document.attributes) {
      if (const auto* found = box.as<Attribute>()) return found;
    }
    return nullptr;
  }

  // Sends it, and answers how many messages of that chat a filter finds.
  std::int32_t count(UserId user, PeerId in, tl::Box<tl::MessagesFilter> filter) {
    tl::messages_search request;
    request.peer = input(user, in);
    request.filter = std::move(filter);
    request.limit = 100;
    auto answer = ask(user, request);
    EXPECT_TRUE(answer);
    if (const auto* all = answer->as<tl::messages_messages>())
      return static_cast<std::int32_t>(all->messages.size());
    if (const auto* posts = answer->as<tl::messages_channelMessages>()) return posts->count;
    return answer->as<tl::messages_messagesSlice>()->count;
  }

  const UserId anna_ = person("Anna"), ben_ = person("Ben"), cleo_ = person("Cleo");
  const PeerId to_ben_ = PeerId::user(ben_), to_anna_ = PeerId::user(anna_);
  tl::Vec<tl::Box<tl::Message>> seen_;
};

TEST_F(SendMedia, APhotoIsSeenByBothWithItsSizesAndCaption) {
  const auto request = media_to(anna_, to_ben_, photo(anna_), "at sea");
  ASSERT_TRUE(ask_with_files(anna_, request));
  const auto& message = newest(ben_, to_anna_);
  EXPECT_EQ(message.message, "at sea");
  const auto& photo = photo_of(message);
  EXPECT_EQ(photo.sizes.size(), 3U);  // stripped, s, m
  EXPECT_FALSE(photo.file_reference.empty());
  EXPECT_EQ(holders(photo.id), 1);
  // The same request again is the same message.
  const auto file = photo.id;
  ASSERT_TRUE(ask_with_files(anna_, request));
  EXPECT_EQ(photo_of(newest(ben_, to_anna_)).id, file);
  EXPECT_EQ(messages(ben_, to_anna_).size(), 1U);
}

TEST_F(SendMedia, WhatIsNoPhotoIsRefused) {
  const auto error = [&](const std::string& words) {
    return ask_with_files(anna_, media_to(anna_, to_ben_, photo(anna_, words))).error().err;
  };
  EXPECT_EQ(error("pdf"), Err::IMAGE_PROCESS_FAILED);
  EXPECT_EQ(error("broken"), Err::IMAGE_PROCESS_FAILED);
  EXPECT_EQ(error("photo 9000 2000"), Err::PHOTO_INVALID_DIMENSIONS);
  EXPECT_EQ(error("photo 4200 200"), Err::PHOTO_INVALID_DIMENSIONS);
  auto missing = tl::make<tl::inputMediaUploadedPhoto>();
  auto file = tl::make<tl::inputFile>();
  file->id = 4711;
  file->parts = 1;
  missing->file = std::move(file);
  EXPECT_FALSE(ask_with_files(anna_, media_to(anna_, to_ben_, std::move(missing))));
  EXPECT_TRUE(messages(ben_, to_anna_).empty());
}

TEST_F(SendMedia, TheWorkerKnowsWhatAFileIsAndTheClientWhatItIsCalled) {
  auto film = document(anna_, "video 640 360 12", "application/pdf");
  auto claimed = tl::make<tl::documentAttributeVideo>();
  claimed->w = 1;
  claimed->h = 1;
  film->attributes.push_back(std::move(claimed));
  ASSERT_TRUE(ask_with_files(anna_, media_to(anna_, to_ben_, std::move(film))));
  const auto& document = document_of(newest(ben_, to_anna_));
  EXPECT_EQ(document.mime_type, "video/mp4");
  EXPECT_EQ(attribute<tl::documentAttributeVideo>(document)->w, 640);
  EXPECT_EQ(attribute<tl::documentAttributeFilename>(document)->file_name, "file");
  EXPECT_TRUE(newest(ben_, to_anna_).media.as<tl::messageMediaDocument>()->video);

  auto silent = this->document(anna_, "video 640 360 12 silent", "video/mp4");
  ASSERT_TRUE(ask_with_files(anna_, media_to(anna_, to_ben_, std::move(silent))));
  EXPECT_NE(attribute<tl::documentAttributeAnimated>(document_of(newest(ben_, to_anna_))), nullptr);

  auto forced = this->document(anna_, "video 640 360 12", "video/mp4");
  forced->force_file = true;
  ASSERT_TRUE(ask_with_files(anna_, media_to(anna_, to_ben_, std::move(forced))));
  EXPECT_EQ(attribute<tl::documentAttributeVideo>(document_of(newest(ben_, to_anna_))), nullptr);

  auto lie = this->document(anna_, "text", "image/jpeg");
  ASSERT_TRUE(ask_with_files(anna_, media_to(anna_, to_ben_, std::move(lie))));
  EXPECT_EQ(document_of(newest(ben_, to_anna_)).mime_type, "application/octet-stream");
}

TEST_F(SendMedia, GifsBecomeFilmsUnlessTheyAreMeantAsFiles) {
  ASSERT_TRUE(ask_with_files(anna_, media_to(anna_, to_ben_, document(anna_, "gif 90 60", "image/gif"))));
  const auto& film = document_of(newest(ben_, to_anna_));
  EXPECT_EQ(film.mime_type, "video/mp4");
  EXPECT_EQ(film.size, 6);
  EXPECT_EQ(attribute<tl::documentAttributeFilename>(film)->file_name, "file.mp4");
  EXPECT_TRUE(attribute<tl::documentAttributeVideo>(film)->nosound);
  EXPECT_NE(attribute<tl::documentAttributeAnimated>(film), nullptr);

  auto forced = document(anna_, "gif 90 60", "image/gif");
  forced->force_file = true;
  ASSERT_TRUE(ask_with_files(anna_, media_to(anna_, to_ben_, std::move(forced))));
  const auto& file = document_of(newest(ben_, to_anna_));
  EXPECT_EQ(file.mime_type, "image/gif");
  EXPECT_EQ(file.size, 9);
  EXPECT_EQ(attribute<tl::documentAttributeFilename>(file)->file_name, "file");
}

TEST_F(SendMedia, WhatExistsIsSentAgainByWhoHasItsReference) {
  ASSERT_TRUE(ask_with_files(anna_, media_to(anna_, to_ben_, photo(anna_))));
  const auto& seen = photo_of(newest(ben_, to_anna_));
  const auto input_of = [&](std::int64_t hash, const std::string& reference) {
    auto id = tl::make<tl::inputPhoto>();
    id->id = seen.id;
    id->access_hash = hash;
    id->file_reference = reference;
    auto media = tl::make<tl::inputMediaPhoto>();
    media->id = std::move(id);
    return media;
  };
  const auto file = seen.id;
  auto good = input_of(seen.access_hash, seen.file_reference);
  auto bad_hash = input_of(seen.access_hash + 1, seen.file_reference);
  auto bad_reference = input_of(seen.access_hash, "x");
  EXPECT_FALSE(ask(ben_, media_to(ben_, PeerId::user(cleo_), std::move(bad_hash))));
  EXPECT_FALSE(ask(ben_, media_to(ben_, PeerId::user(cleo_), std::move(bad_reference))));
  ASSERT_TRUE(ask(ben_, media_to(ben_, PeerId::user(cleo_), std::move(good))));
  EXPECT_EQ(photo_of(newest(cleo_, PeerId::user(ben_))).id, file);
  EXPECT_EQ(holders(file), 2);
}

TEST_F(SendMedia, AFileIsUploadedForAnAlbumWithoutAMessage) {
  tl::messages_uploadMedia request;
  request.peer = input(anna_, to_ben_);
  request.media = photo(anna_);
  const auto media = ask_with_files(anna_, request);
  ASSERT_TRUE(media);
  EXPECT_EQ(holders(media->as<tl::messageMediaPhoto>()->photo.as<tl::photo>()->id), 0);
  EXPECT_TRUE(messages(ben_, to_anna_).empty());
  auto dice = tl::make<tl::inputMediaDice>();
  dice->emoticon = "🎲";
  request.media = std::move(dice);
  EXPECT_EQ(ask_with_files(anna_, request).error().err, Err::MEDIA_INVALID);
}

TEST_F(SendMedia, AFileIsHeldAsLongAsACopyOfAMessageIsThere) {
  ASSERT_TRUE(ask_with_files(anna_, media_to(anna_, to_ben_, photo(anna_))));
  const auto file = photo_of(newest(ben_, to_anna_)).id;
  const auto erase = [&](UserId user, PeerId with, bool revoke) {
    tl::messages_deleteMessages request;
    request.id = {newest(user, with).id};
    request.revoke = revoke;
    return ask(user, request).has_value();
  };
  ASSERT_TRUE(erase(anna_, to_ben_, false));
  EXPECT_EQ(holders(file), 1);
  EXPECT_EQ(photo_of(newest(ben_, to_anna_)).id, file);
  ASSERT_TRUE(erase(ben_, to_anna_, false));
  EXPECT_EQ(holders(file), 0);

  const auto group = this->group(anna_, {ben_, cleo_});
  ASSERT_TRUE(ask_with_files(anna_, media_to(anna_, group, photo(anna_, "photo 700 500"))));
  const auto shared = photo_of(newest(ben_, group)).id;
  EXPECT_EQ(holders(shared), 1);
  ASSERT_TRUE(erase(ben_, group, false));
  EXPECT_EQ(holders(shared), 1);
  ASSERT_TRUE(erase(anna_, group, true));
  EXPECT_EQ(holders(shared), 0);
}

TEST_F(SendMedia, AnAlbumIsOneAndStaysOneWhenForwarded) {
  tl::messages_sendMultiMedia album;
  album.peer = input(anna_, to_ben_);
  album.multi_media.push_back(single(photo(anna_, "photo 100 100"), "one"));
  album.multi_media.push_back(single(photo(anna_, "photo 200 200")));
  album.multi_media.push_back(single(document(anna_, "video 640 360 3", "video/mp4")));
  ASSERT_TRUE(ask_with_files(anna_, album));
  seen_ = messages(ben_, to_anna_);
  ASSERT_EQ(seen_.size(), 3U);
  const auto group = seen_[0].as<tl::message>()->grouped_id;
  ASSERT_TRUE(group);
  tl::messages_forwardMessages forward;
  forward.from_peer = input(ben_, to_anna_);
  forward.to_peer = input(ben_, PeerId::user(cleo_));
  for (auto i = seen_.size(); i-- > 0;) {
    EXPECT_EQ(seen_[i].as<tl::message>()->grouped_id, group);
    forward.id.push_back(seen_[i].as<tl::message>()->id);
    forward.random_id.push_back(static_cast<std::int64_t>(i) + 1);
  }
  forward.drop_media_captions = true;
  forward.drop_author = true;
  ASSERT_TRUE(ask(ben_, forward));
  seen_ = messages(cleo_, PeerId::user(ben_));
  ASSERT_EQ(seen_.size(), 3U);
  const auto there = seen_[0].as<tl::message>()->grouped_id;
  ASSERT_TRUE(there);
  EXPECT_NE(there, group);
  for (const auto& box : seen_) {
    EXPECT_EQ(box.as<tl::message>()->grouped_id, there);
    EXPECT_EQ(box.as<tl::message>()->message, "");
  }
}

TEST_F(SendMedia, AnAlbumIsSentWholeOrNotAtAll) {
  const auto error = [&](tl::messages_sendMultiMedia request) {
    request.peer = input(anna_, to_ben_);
    return ask_with_files(anna_, request).error().err;
  };
  tl::messages_sendMultiMedia mixed;
  mixed.multi_media.push_back(single(photo(anna_)));
  mixed.multi_media.push_back(single(document(anna_, "pdf")));
  EXPECT_EQ(error(std::move(mixed)), Err::MEDIA_INVALID);
  tl::messages_sendMultiMedia twice;
  twice.multi_media.push_back(single(photo(anna_)));
  twice.multi_media.push_back(single(photo(anna_)));
  twice.multi_media[1].as<tl::inputSingleMedia>()->random_id =
      twice.multi_media[0].as<tl::inputSingleMedia>()->random_id;
  EXPECT_EQ(error(std::move(twice)), Err::RANDOM_ID_DUPLICATE);
  tl::messages_sendMultiMedia long_caption;
  long_caption.multi_media.push_back(single(photo(anna_)));
  long_caption.multi_media.push_back(single(photo(anna_), std::string(1025, 'x')));
  EXPECT_EQ(error(std::move(long_caption)), Err::MEDIA_CAPTION_TOO_LONG);
  tl::messages_sendMultiMedia many;
  for (int i = 0; i < 11; ++i) many.multi_media.push_back(single(photo(anna_)));
  EXPECT_EQ(error(std::move(many)), Err::MULTI_MEDIA_TOO_LONG);
  EXPECT_EQ(error({}), Err::MEDIA_EMPTY);
  EXPECT_TRUE(messages(ben_, to_anna_).empty());
}

TEST_F(SendMedia, MediaIsEditedWithinItsKind) {
  ASSERT_TRUE(ask_with_files(anna_, media_to(anna_, to_ben_, photo(anna_), "old")));
  const auto before = photo_of(newest(anna_, to_ben_)).id;
  const auto edit = [&](tl::Box<tl::InputMedia> media) {
    tl::messages_editMessage request;
    request.peer = input(anna_, to_ben_);
    request.id = newest(anna_, to_ben_).id;
    request.media = std::move(media);
    return ask_with_files(anna_, request);
  };
  ASSERT_TRUE(edit(photo(anna_, "photo 500 500")));
  const auto after = photo_of(newest(ben_, to_anna_)).id;
  EXPECT_NE(after, before);
  EXPECT_EQ(newest(ben_, to_anna_).message, "old");
  EXPECT_EQ(holders(before), 0);
  EXPECT_EQ(holders(after), 1);
  auto dice = tl::make<tl::inputMediaDice>();
  dice->emoticon = "🎲";
  EXPECT_EQ(edit(std::move(dice)).error().err, Err::MEDIA_NEW_INVALID);

  tl::messages_sendMultiMedia album;
  album.peer = input(anna_, to_ben_);
  album.multi_media.push_back(single(photo(anna_)));
  album.multi_media.push_back(single(photo(anna_)));
  ASSERT_TRUE(ask_with_files(anna_, album));
  EXPECT_EQ(edit(document(anna_, "pdf")).error().err, Err::MEDIA_GROUPED_INVALID);
  EXPECT_TRUE(edit(document(anna_, "video 100 100 5", "video/mp4")));
}

TEST_F(SendMedia, RightsAreAskedByKind) {
  const auto group = this->group(anna_, {ben_});
  tl::messages_editChatDefaultBannedRights ban;
  ban.peer = input(anna_, group);
  auto rights = tl::make<tl::chatBannedRights>();
  rights->send_photos = true;
  ban.banned_rights = std::move(rights);
  ASSERT_TRUE(ask(anna_, ban));
  EXPECT_EQ(ask_with_files(ben_, media_to(ben_, group, photo(ben_))).error().err,
            Err::CHAT_SEND_PHOTOS_FORBIDDEN);
  EXPECT_TRUE(ask_with_files(ben_, media_to(ben_, group, document(ben_, "pdf"))));
  EXPECT_TRUE(ask_with_files(anna_, media_to(anna_, group, photo(anna_))));
}

TEST_F(SendMedia, FiltersFindWhatAMessageCarries) {
  const auto channel = supergroup(anna_, {ben_});
  const auto group = this->group(anna_, {ben_});
  for (const auto& chat : {to_ben_, group, channel}) {
    const auto send = [&](tl::Box<tl::InputMedia> media) {
      ASSERT_TRUE(ask_with_files(anna_, media_to(anna_, chat, std::move(media), "word")));
    };
    send(photo(anna_));
    send(photo(anna_, "photo 300 300"));
    send(document(anna_, "video 640 360 3", "video/mp4"));
    send(document(anna_, "pdf"));
    auto voice = document(anna_, "voice 5", "audio/ogg");
    auto spoken = tl::make<tl::documentAttributeAudio>();
    spoken->voice = true;
    voice->attributes.push_back(std::move(spoken));
    send(std::move(voice));
    send(document(anna_, "audio 30", "audio/mpeg"));
    auto point = tl::make<tl::inputGeoPoint>();
    auto geo = tl::make<tl::inputMediaGeoPoint>();
    geo->geo_point = std::move(point);
    send(std::move(geo));

    const auto there = chat == to_ben_ ? to_anna_ : chat;
    EXPECT_EQ(count(ben_, there, tl::make<tl::inputMessagesFilterPhotos>()), 2);
    EXPECT_EQ(count(ben_, there, tl::make<tl::inputMessagesFilterVideo>()), 1);
    EXPECT_EQ(count(ben_, there, tl::make<tl::inputMessagesFilterPhotoVideo>()), 3);
    EXPECT_EQ(count(ben_, there, tl::make<tl::inputMessagesFilterDocument>()), 1);
    EXPECT_EQ(count(ben_, there, tl::make<tl::inputMessagesFilterVoice>()), 1);
    EXPECT_EQ(count(ben_, there, tl::make<tl::inputMessagesFilterRoundVoice>()), 1);
    EXPECT_EQ(count(ben_, there, tl::make<tl::inputMessagesFilterMusic>()), 1);
    EXPECT_EQ(count(ben_, there, tl::make<tl::inputMessagesFilterGeo>()), 1);
    EXPECT_EQ(count(ben_, there, tl::make<tl::inputMessagesFilterGif>()), 0);

    tl::messages_search page;
    page.peer = input(ben_, there);
    page.filter = tl::make<tl::inputMessagesFilterPhotoVideo>();
    page.limit = 1;
    page.add_offset = 1;
    page.q = "word";
    EXPECT_TRUE(ask(ben_, page));
  }
  tl::messages_searchGlobal everywhere;
  everywhere.filter = tl::make<tl::inputMessagesFilterPhotos>();
  everywhere.offset_peer = tl::make<tl::inputPeerEmpty>();
  everywhere.limit = 100;
  const auto found = ask(ben_, everywhere);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->as<tl::messages_messages>()->messages.size(), 6U);
}

}  // namespace
}  // namespace botschaft::rpc
