// Access to files: references, views, locations, ranges.
#include "rpc/upload/files_scene.h"

#include "blob/deposit.h"
#include "crypto/hash.h"
#include "rpc/files/access.h"
#include "rpc/files/reference.h"
#include "rpc/upload/file_type.h"
#include "rpc/views/file.h"
#include "tl/codec.h"

namespace botschaft::rpc {
namespace {

constexpr std::int64_t kKiB = 1024;
constexpr std::int32_t kDay = 24 * 3600;

class FilesTest : public FilesScene {
 protected:
  // A document with these bytes and a thumbnail.
  domain::File document(const std::string& bytes, const std::string& thumb = "thumb") {
    domain::File file{.kind = domain::FileKind::document, .uploader = anna_, .date = clock_.unix_seconds()};
    file.mime = "video/mp4";
    file.name = "film.mp4";
    return add(std::move(file), bytes, thumb);
  }
  domain::File add(domain::File file, const std::string& bytes, const std::string& thumb) {
    blob::Deposit deposit(*storage_.blobs, storage_.pins);
    const auto whole = deposit.put(as_bytes(bytes));
    const auto small = deposit.put(as_bytes(thumb));
    EXPECT_TRUE(whole && small);
    file.content = {whole->hash, whole->size};
    file.sizes = {{'m', 320, 180, {small->hash, small->size}}};
    run([&](store::Transaction& tx) {
      for (const auto& blob : deposit.kept()) store::keep_blob(tx, {blob.hash, blob.size});
      file.id = domain::add_file(tx, file, clock_.unix_us() / 1000, random_.next<std::uint32_t>());
    });
    return file;
  }

  tl::Box<tl::InputFileLocation> location(const domain::File& file, const std::string& thumb = "") {
    auto view = document_view(services_.files, file, clock_.unix_seconds());
    auto input = tl::make<tl::inputDocumentFileLocation>();
    input->id = file.id;
    input->access_hash = view.as<tl::document>()->access_hash;
    input->file_reference = view.as<tl::document>()->file_reference;
    input->thumb_size = thumb;
    return input;
  }
  Result<tl::Box<tl::upload_File>> get(tl::Box<tl::InputFileLocation> where, std::int64_t offset,
                                       std::int64_t limit, bool precise = false) {
    tl::upload_getFile request;
    request.location = std::move(where);
    request.offset = offset;
    request.limit = static_cast<std::int32_t>(limit);
    request.precise = precise;
    return ask(ben_, request);
  }
  Err error_of(const domain::File& file, std::int64_t offset, std::int64_t limit, bool precise) {
    const auto got = get(location(file), offset, limit, precise);
    EXPECT_FALSE(got) << offset << " " << limit;
    return got ? Err::INTERNAL : got.error().err;
  }
  static std::string bytes_of(const Result<tl::Box<tl::upload_File>>& got) {
    return got ? got->as<tl::upload_file>()->bytes : got.error().text();
  }
  std::string random_text(std::int64_t size) {
    std::string text(static_cast<std::size_t>(size), '\0');
    random_.fill({reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
    return text;
  }

  const UserId anna_ = person("Anna");
  const UserId ben_ = person("Ben");
};

TEST_F(FilesTest, RangesAreAlignedAndWithinOneMebibyte) {
  const auto bytes = random_text(2100 * kKiB + 5);
  const auto file = document(bytes);
  for (const auto& [offset, limit, precise] :
       std::vector<std::tuple<std::int64_t, std::int64_t, bool>>{{0, 4 * kKiB, false},
                                                                 {0, 1024 * kKiB, false},
                                                                 {1024 * kKiB, 1024 * kKiB, false},
                                                                 {2048 * kKiB, 512 * kKiB, false},
                                                                 {2100 * kKiB, 4 * kKiB, false},
                                                                 {2104 * kKiB, 4 * kKiB, false},
                                                                 {1 * kKiB, 3 * kKiB, true},
                                                                 {1023 * kKiB, 1 * kKiB, true},
                                                                 {4 * kKiB, 1020 * kKiB, true},
                                                                 {2100 * kKiB, 13 * kKiB, true}}) {
    const auto got = get(location(file), offset, limit, precise);
    ASSERT_TRUE(got) << offset << " " << limit << " " << got.error().text();
    const auto from = std::min(static_cast<std::size_t>(offset), bytes.size());
    EXPECT_EQ(bytes_of(got), bytes.substr(from, static_cast<std::size_t>(limit)));
    EXPECT_EQ(got->as<tl::upload_file>()->mtime, file.date);
  }
  EXPECT_EQ(error_of(file, -4096, 4096, false), Err::OFFSET_INVALID);
  EXPECT_EQ(error_of(file, 1 * kKiB, 4 * kKiB, false), Err::OFFSET_INVALID);
  EXPECT_EQ(error_of(file, 100, 4 * kKiB, true), Err::OFFSET_INVALID);
  EXPECT_EQ(error_of(file, 0, 0, false), Err::LIMIT_INVALID);
  EXPECT_EQ(error_of(file, 0, -4096, true), Err::LIMIT_INVALID);
  EXPECT_EQ(error_of(file, 0, 1 * kKiB, false), Err::LIMIT_INVALID);
  EXPECT_EQ(error_of(file, 0, 12 * kKiB, false), Err::LIMIT_INVALID);  // does not divide 1 MiB
  EXPECT_EQ(error_of(file, 0, 2048 * kKiB, true), Err::LIMIT_INVALID);
  EXPECT_EQ(error_of(file, 512 * kKiB, 1024 * kKiB, false), Err::LIMIT_INVALID);  // over the border
  EXPECT_EQ(error_of(file, 1023 * kKiB, 2 * kKiB, true), Err::LIMIT_INVALID);
}

TEST_F(FilesTest, EveryPieceOfAThumbnailSaysItsFormat) {
  const std::string webp =
      "RIFF\x10\x20\x30\x40"
      "WEBPVP8 " +
      random_text(6 * kKiB);
  const auto file = document("whole", webp);
  for (const std::int64_t offset : {std::int64_t{0}, 4 * kKiB}) {
    const auto got = get(location(file, "m"), offset, 4 * kKiB);
    ASSERT_TRUE(got) << got.error().text();
    EXPECT_TRUE(got->as<tl::upload_file>()->type.is<tl::storage_fileWebp>()) << offset;
  }
}

TEST_F(FilesTest, AThumbnailHasAPlaceOfItsOwn) {
  const auto file = document("whole", "small");
  EXPECT_EQ(bytes_of(get(location(file), 0, 4096)), "whole");
  EXPECT_EQ(bytes_of(get(location(file, "m"), 0, 4096)), "small");
  EXPECT_EQ(get(location(file, "x"), 0, 4096).error().err, Err::LOCATION_INVALID);
  EXPECT_EQ(get(location(file, "mm"), 0, 4096).error().err, Err::LOCATION_INVALID);
  EXPECT_EQ(get(tl::make<tl::inputTakeoutFileLocation>(), 0, 4096).error().err, Err::LOCATION_INVALID);

  domain::File shown{.kind = domain::FileKind::photo, .uploader = anna_};
  const auto photo = add(std::move(shown), "unused", "photo");
  auto view = photo_view(services_.files, photo, clock_.unix_seconds());
  auto input = tl::make<tl::inputPhotoFileLocation>();
  input->id = photo.id;
  input->access_hash = view.as<tl::photo>()->access_hash;
  input->file_reference = view.as<tl::photo>()->file_reference;
  input->thumb_size = "m";
  EXPECT_EQ(bytes_of(get(std::move(input), 0, 4096)), "photo");
  // A photo is no document.
  auto wrong = location(file);
  wrong.as<tl::inputDocumentFileLocation>()->id = photo.id;
  wrong.as<tl::inputDocumentFileLocation>()->access_hash = view.as<tl::photo>()->access_hash;
  wrong.as<tl::inputDocumentFileLocation>()->file_reference = view.as<tl::photo>()->file_reference;
  EXPECT_EQ(get(std::move(wrong), 0, 4096).error().err, Err::LOCATION_INVALID);
}

TEST_F(FilesTest, AReferenceIsGoodForADayAtLeastAndThenExpires) {
  const auto file = document("x");
  const auto first = file_reference(services_.files, file.id, clock_.unix_seconds());
  for (int hours = 0; hours < 60; ++hours) {
    const auto now = clock_.unix_seconds() + hours * 3600;
    const auto checked = check_file_reference(services_.files, file.id,
                                              file_access_hash(services_.files, file.id), first, now);
    if (hours <= 24) EXPECT_TRUE(checked) << hours;
    if (hours >= 36) EXPECT_EQ(checked.error().err, Err::FILE_REFERENCE_EXPIRED) << hours;
  }
  auto old = location(file);
  clock_.advance_us(std::int64_t{2} * kDay * 1'000'000);
  EXPECT_EQ(get(std::move(old), 0, 4096).error().err, Err::FILE_REFERENCE_EXPIRED);
  EXPECT_EQ(bytes_of(get(location(file), 0, 4096)), "x");
}

TEST_F(FilesTest, ReferencesEndWithTheLengthOfTheirPeriods) {
  const auto file = document("x");
  for (const auto& [before, after] : {std::pair{24, 12}, std::pair{12, 24}}) {
    services_.files.reference_period_s = before * 3600;
    auto old = location(file);
    services_.files.reference_period_s = after * 3600;
    EXPECT_EQ(get(std::move(old), 0, 4096).error().err, Err::FILE_REFERENCE_EXPIRED) << before;
    EXPECT_EQ(bytes_of(get(location(file), 0, 4096)), "x");
  }
}

TEST_F(FilesTest, NobodyGetsAFileByGuessing) {
  const auto file = document("x"), other = document("y");
  const auto error = [&](auto change) {
    auto input = location(file);
    change(*input.as<tl::inputDocumentFileLocation>());
    return get(std::move(input), 0, 4096).error().err;
  };
  using Input = tl::inputDocumentFileLocation;
  EXPECT_EQ(error([](Input& input) { input.access_hash ^= 1; }), Err::FILE_ID_INVALID);
  EXPECT_EQ(error([&](Input& input) { input.id = other.id; }), Err::FILE_ID_INVALID);
  EXPECT_EQ(error([](Input& input) { input.file_reference = ""; }), Err::FILE_REFERENCE_EMPTY);
  EXPECT_EQ(error([](Input& input) { input.file_reference = "short"; }), Err::FILE_REFERENCE_INVALID);
  EXPECT_EQ(error([&](Input& input) {
              input.file_reference = file_reference(services_.files, other.id, clock_.unix_seconds());
            }),
            Err::FILE_REFERENCE_INVALID);
  for (std::size_t at = 0; at < 21; ++at) {
    EXPECT_EQ(error([at](Input& input) { input.file_reference[at] ^= 1; }), Err::FILE_REFERENCE_INVALID);
  }
  run([&](store::Transaction& tx) { (void)store::delete_file(tx, file.id); });
  EXPECT_EQ(get(location(file), 0, 4096).error().err, Err::FILE_ID_INVALID);
}

TEST_F(FilesTest, HashesAreOf128KiBEach) {
  const auto bytes = random_text(1300 * kKiB + 77);
  const auto file = document(bytes);
  std::int64_t at = 0;
  while (at < static_cast<std::int64_t>(bytes.size())) {
    tl::upload_getFileHashes request;
    request.location = location(file);
    request.offset = at + 5;  // of the range that it lies in
    const auto hashes = ask(ben_, request);
    ASSERT_TRUE(hashes && !hashes->empty());
    for (const auto& box : *hashes) {
      const auto& hash = *box.as<tl::fileHash>();
      EXPECT_EQ(hash.offset, at);
      const auto part = bytes.substr(static_cast<std::size_t>(at), static_cast<std::size_t>(128 * kKiB));
      EXPECT_EQ(hash.limit, static_cast<std::int32_t>(part.size()));
      EXPECT_EQ(hash.hash, as_text(crypto::sha256(as_bytes(part))));
      at += hash.limit;
    }
  }
  tl::upload_getFileHashes request;
  request.location = location(file);
  request.offset = at;
  EXPECT_TRUE(ask(ben_, request)->empty());
  request.offset = -1;
  EXPECT_EQ(ask(ben_, request).error().err, Err::OFFSET_INVALID);
}

TEST_F(FilesTest, ADocumentSaysWhatItIs) {
  domain::File file{.kind = domain::FileKind::document, .date = 5};
  file.stripped = {1, 2, 3};
  file.outline = {4};
  file.video =
      domain::VideoAttribute{.duration = 1.5, .width = 2, .height = 3, .streamable = true, .codec = "h264"};
  file.animated = true;
  file.name = "a.mp4";
  file = add(std::move(file), "bytes", "small");
  const auto box = document_view(services_.files, file, clock_.unix_seconds());
  const auto& view = *box.as<tl::document>();
  EXPECT_EQ(view.size, 5);
  ASSERT_TRUE(view.thumbs);
  ASSERT_EQ(view.thumbs->size(), 3U);
  EXPECT_EQ((*view.thumbs)[0].as<tl::photoStrippedSize>()->bytes, "\x01\x02\x03");
  EXPECT_EQ((*view.thumbs)[1].as<tl::photoPathSize>()->bytes, "\x04");
  EXPECT_EQ((*view.thumbs)[2].as<tl::photoSize>()->size, 5);
  ASSERT_EQ(view.attributes.size(), 3U);
  EXPECT_EQ(view.attributes[0].as<tl::documentAttributeVideo>()->duration, 1.5);
  EXPECT_TRUE(view.attributes[1].is<tl::documentAttributeAnimated>());
  EXPECT_EQ(view.attributes[2].as<tl::documentAttributeFilename>()->file_name, "a.mp4");
  run([&](store::Transaction& tx) {
    const auto caller = caller_of(ben_);
    const Context context{caller, services_, clock_.unix_seconds()};
    auto input = tl::make<tl::inputDocument>();
    input->id = view.id;
    input->access_hash = view.access_hash;
    input->file_reference = view.file_reference;
    const auto found = access_document(context, tx, std::move(input));
    ASSERT_TRUE(found);
    EXPECT_EQ(*found, file);
    EXPECT_EQ(access_document(context, tx, tl::make<tl::inputDocumentEmpty>()).error().err,
              Err::MEDIA_INVALID);
    EXPECT_EQ(access_photo(context, tx, tl::make<tl::inputPhotoEmpty>()).error().err, Err::MEDIA_INVALID);
  });
}

TEST(FileType, IsToldByTheContent) {
  const auto bytes = [](std::string_view text) { return as_bytes(text); };
  EXPECT_TRUE(file_type(bytes("\xff\xd8\xff\xe0....")).is<tl::storage_fileJpeg>());
  EXPECT_TRUE(file_type(bytes("\x89PNG\r\n\x1a\n..")).is<tl::storage_filePng>());
  EXPECT_TRUE(file_type(bytes("RIFF....WEBPVP8 ")).is<tl::storage_fileWebp>());
  EXPECT_TRUE(file_type(bytes("....ftypisom")).is<tl::storage_fileMp4>());
  EXPECT_TRUE(file_type(bytes("....ftypqt  ")).is<tl::storage_fileMov>());
  EXPECT_TRUE(file_type(bytes("")).is<tl::storage_fileUnknown>());
  EXPECT_TRUE(file_type(std::string("video/mp4")).is<tl::storage_fileMp4>());
  EXPECT_TRUE(file_type(std::string("text/plain")).is<tl::storage_fileUnknown>());
}

}  // namespace
}  // namespace botschaft::rpc
