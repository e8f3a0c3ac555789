#include "domain/files/file.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "store/simulated.h"

namespace botschaft::domain {
namespace {

BlobHash hash(std::uint8_t first) {
  BlobHash made{};
  made[0] = first;
  return made;
}

File film() {
  File file{.kind = FileKind::document, .uploader = 7, .date = 1'700'000'000};
  file.sizes = {{'m', 320, 180, {hash(2), 12'000}}};
  file.stripped = {1, 40, 23, 0, 255};
  file.content = {hash(1), 4'194'304'000};
  file.mime = "video/mp4";
  file.name = "Fahrt nach K\xc3\xb6ln.mp4";
  file.video = VideoAttribute{.duration = 5400.48,
                              .width = 1920,
                              .height = 1080,
                              .streamable = true,
                              .nosound = true,
                              .codec = "h264"};
  return file;
}

File read(ByteView meta, FileKind kind) {
  File file{.kind = kind};
  decode_file(meta, file);
  return file;
}

TEST(File, EveryKindComesBackAsItWasWritten) {
  File photo{.kind = FileKind::photo};
  photo.sizes = {{'s', 90, 67, {hash(1), 900}}, {'y', 1280, 960, {hash(2), 180'000}}};
  photo.stripped = {1, 2, 3};
  File voice{.kind = FileKind::document, .content = {hash(3), 7000}, .mime = "audio/ogg"};
  voice.audio = AudioAttribute{.duration = 4, .voice = true, .waveform = {0, 31, 7}};
  File song{.kind = FileKind::document, .content = {hash(4), 4'000'000}, .mime = "audio/mpeg"};
  song.audio = AudioAttribute{.duration = 200, .title = "T", .performer = "P"};
  File sticker{.kind = FileKind::document, .outline = {9, 9}, .content = {hash(5), 30'000}};
  sticker.image = ImageAttribute{512, 512};
  sticker.sticker = StickerAttribute{.alt = "\xf0\x9f\x98\x80", .set = -5, .mask = true, .text_color = true};
  File gif{.kind = FileKind::document, .content = {hash(6), 10}, .animated = true};
  File round{.kind = FileKind::document, .content = {hash(7), 10}};
  round.video = VideoAttribute{.duration = 0.04, .width = 384, .height = 384, .round = true};
  for (File file : {film(), photo, voice, song, sticker, gif, round}) {
    file.uploader = 0;
    file.date = 0;
    EXPECT_EQ(read(encode_file(file), file.kind), file);
  }
}

TEST(File, AFieldOfANewerVersionIsPassedOver) {
  const File file = film();
  Bytes meta = {100, 3, 1, 2, 3};  // tag 100, three bytes
  const auto rest = encode_file(file);
  meta.insert(meta.end(), rest.begin(), rest.end());
  EXPECT_EQ(encode_file(read(meta, file.kind)), rest);
}

TEST(File, DamageIsSurvived) {
  const auto meta = encode_file(film());
  for (std::size_t size = 0; size < meta.size(); ++size) read(ByteView(meta).first(size), FileKind::document);
  SeededRandom random(1);
  for (int i = 0; i < 2000; ++i) {
    auto damaged = meta;
    for (auto n = random.below(4); n-- > 0;)
      damaged[random.below(damaged.size())] = random.next<std::uint8_t>();
    read(damaged, FileKind::document);
  }
}

TEST(File, IsFoundUnderAnIdThatTellsItsTime) {
  const auto store = store::open_simulated();
  ASSERT_TRUE(store->write_sync([](store::Transaction& tx) -> Result<void> {
    File file = film();
    store::keep_blob(tx, {hash(1), file.content.size});
    store::keep_blob(tx, {hash(2), 12'000});
    file.id = add_file(tx, file, 1'700'000'000'123, 0xfff12345);
    EXPECT_EQ(file.id >> 20, 1'700'000'000'123);
    EXPECT_EQ(domain::find_file(tx, file.id), file);
    EXPECT_FALSE(domain::find_file(tx, file.id + 1));
    EXPECT_EQ(store::stored_bytes(tx, file.uploader), file.content.size + 12'000);
    return {};
  }));
}

}  // namespace
}  // namespace botschaft::domain
