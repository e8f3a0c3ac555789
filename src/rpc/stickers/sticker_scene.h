#pragma once
// For tests of stickers: what comes with the program is there, and people have files.
#include "domain/files/file.h"
#include "domain/stickers/shipped.h"
#include "rpc/messages/scene.h"
#include "rpc/views/sticker_set.h"

namespace botschaft::rpc {

class StickerScene : public Scene {
 protected:
  void SetUp() override {
    run([&](store::Transaction& tx) {
      domain::ship(tx, {.unix_ms = clock_.unix_us() / 1000, .random = random_}, clock_.unix_seconds());
    });
  }

  static tl::Box<tl::InputDocument> input_of(const tl::document& document) {
    auto input = tl::make<tl::inputDocument>();
    input->id = document.id;
    input->access_hash = document.access_hash;
    input->file_reference = document.file_reference;
    return input;
  }

  // A file of somebody, as a client was shown it.
  tl::Box<tl::InputDocument> file(UserId user, domain::File file) {
    tl::Box<tl::Document> view;
    run([&](store::Transaction& tx) {
      clock_.advance_us(1'000);
      file.uploader = user;
      file.content = {.blob = {++blobs_}, .size = 1'000};
      store::keep_blob(tx, {.hash = file.content.blob, .size = file.content.size});
      const auto id = domain::add_file(tx, file, clock_.unix_us() / 1000, random_.next<std::uint32_t>());
      view = file_view({user, clock_.unix_seconds(), services_}, tx, id);
    });
    return input_of(*view.as<tl::document>());
  }
  tl::Box<tl::InputDocument> picture(UserId user, std::int32_t side = 512) {
    return file(user, {.mime = "image/webp", .image = domain::ImageAttribute{side, side}});
  }

  tl::Box<tl::InputStickerSetItem> item(UserId user, const std::string& emoji, std::int32_t side = 512) {
    auto view = tl::make<tl::inputStickerSetItem>();
    view->document = picture(user, side);
    view->emoji = emoji;
    return view;
  }

  tl::stickers_createStickerSet new_set(UserId user, const std::string& short_name,
                                        std::initializer_list<const char*> emoji) {
    tl::stickers_createStickerSet request;
    request.user_id = tl::make<tl::inputUserSelf>();
    request.title = "Set " + short_name;
    request.short_name = short_name;
    for (const char* one : emoji) request.stickers.push_back(item(user, one));
    return request;
  }

  static tl::Box<tl::InputStickerSet> named(const std::string& short_name) {
    auto input = tl::make<tl::inputStickerSetShortName>();
    input->short_name = short_name;
    return input;
  }

  // Kinds of the updates that a device is told after `before`, without those that carry the pts alone.
  std::vector<tl::Box<tl::Update>> updates_after(UserId user, std::int32_t before) {
    std::vector<tl::Box<tl::Update>> told;
    run([&](store::Transaction& tx) {
      auto updates =
          updates_since({user, clock_.unix_seconds(), services_}, tx, before, store::top_pts(tx, user));
      for (auto& update : updates->updates) {
        if (!update.is<tl::updateDeleteMessages>()) told.push_back(std::move(update));
      }
    });
    return told;
  }

 private:
  std::uint8_t blobs_ = 0;
};

}  // namespace botschaft::rpc
