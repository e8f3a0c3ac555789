#include "rpc/files/prepare.h"

#include "base/log.h"
#include "blob/deposit.h"
#include "media/reader.h"
#include "rpc/files/describe.h"

namespace botschaft::rpc {
namespace {

constexpr std::int64_t kPhotoMax = 10 << 20;       // bytes: core.telegram.org/bots/api, "sendPhoto"
constexpr std::int64_t kThumbnailMax = 200 << 10;  // bytes, as for bots
constexpr std::int32_t kProfileSideMin = 100;      // pixels of the shorter side
constexpr std::size_t kPicturesMax = 8;
constexpr std::int64_t kMovingMax = 10 << 20;  // bytes
constexpr std::int32_t kMovingSideMin = 160, kMovingSideMax = 1280;
constexpr std::int64_t kPatternMax = 4 << 20;  // bytes
constexpr std::string_view kJpeg = "image/jpeg", kPng = "image/png", kPattern = "application/x-tgwallpattern";
constexpr double kMovingSecondsMax = 11;  // clients cut at ten, their last frame may end later

Result<blob::UploadName> name_of(const tl::Box<tl::InputFile>& box) {
  if (const auto* file = box.as<tl::inputFile>())
    return blob::UploadName{.file_id = file->id, .parts = file->parts, .md5 = file->md5_checksum};
  if (const auto* file = box.as<tl::inputFileBig>())
    return blob::UploadName{.file_id = file->id, .parts = file->parts};
  return fail(Err::MEDIA_INVALID);  // of stories, which there are none of
}

// The name that the upload was given: a hint for the worker.
std::string hint_of(const tl::Box<tl::InputFile>& box) {
  if (const auto* file = box.as<tl::inputFile>()) return file->name;
  const auto* file = box.as<tl::inputFileBig>();
  return file == nullptr ? std::string() : file->name;
}

class FileMaker {
 public:
  FileMaker(const Context& context, store::Store& store)
      : context_(context),
        store_(store),
        uploads_(*context.services.files.uploads),
        deposit_(*context.services.files.blobs, *context.services.files.pins) {}

  Result<store::FileId> photo(const tl::Box<tl::InputFile>& upload);
  Result<store::FileId> profile(const tl::Box<tl::InputFile>& picture, const tl::Box<tl::InputFile>& video);
  Result<store::FileId> document(const tl::inputMediaUploadedDocument& said);
  Result<store::FileId> wallpaper(const tl::Box<tl::InputFile>& upload, const std::string& mime);

 private:
  Result<blob::Finished> finish(const tl::Box<tl::InputFile>& upload);
  Result<media::Report> look(media::Task task, const blob::Finished& upload, const std::string& hint,
                             const std::string& mime);
  Result<domain::File> picture(const tl::Box<tl::InputFile>& upload, media::Task task);
  Result<domain::File> pattern(const tl::Box<tl::InputFile>& upload, const std::string& mime);
  Result<domain::File> moving(const tl::Box<tl::InputFile>& upload);
  Result<void> keep_pictures(const std::vector<media::Picture>& pictures, domain::File& file);
  Result<void> thumbnail(const tl::Box<tl::InputFile>& upload, domain::File& file);
  Result<store::FileId> add(domain::File file);

  const Context& context_;
  store::Store& store_;
  blob::Uploads& uploads_;
  blob::Deposit deposit_;
};

Result<blob::Finished> FileMaker::finish(const tl::Box<tl::InputFile>& upload) {
  TRY_ASSIGN(const auto name, name_of(upload));
  return uploads_.finish(context_.self(), name);
}

Result<media::Report> FileMaker::look(media::Task task, const blob::Finished& upload, const std::string& hint,
                                      const std::string& mime) {
  auto* reader = context_.services.files.reader;
  if (reader == nullptr) return fail(Err::MEDIA_WORKER_FAILED);
  return reader->look(task, upload.file.descriptor(), hint, mime);
}

Result<void> FileMaker::keep_pictures(const std::vector<media::Picture>& pictures, domain::File& file) {
  if (pictures.size() > kPicturesMax) return fail(Err::IMAGE_PROCESS_FAILED);
  for (const auto& picture : pictures) {
    TRY_ASSIGN(const auto kept, deposit_.put(picture.bytes));
    file.sizes.push_back({.type = picture.type,
                          .width = picture.width,
                          .height = picture.height,
                          .content = {kept.hash, kept.size}});
  }
  return {};
}

// One that the client has made. A bad one is left out, as if none had been sent.
Result<void> FileMaker::thumbnail(const tl::Box<tl::InputFile>& upload, domain::File& file) {
  TRY_ASSIGN(const auto finished, finish(upload));
  if (finished.size > kThumbnailMax) return {};
  const auto found = look(media::Task::thumbnail, finished, hint_of(upload), "image/jpeg");
  if (!found) return {};
  file.stripped = found->stripped;
  return keep_pictures(found->pictures, file);
}

Result<store::FileId> FileMaker::add(domain::File file) {
  file.uploader = context_.self();
  file.date = context_.now;
  const auto ms = context_.services.clock.unix_us() / 1000;
  const auto random = context_.services.random.next<std::uint32_t>();
  store::FileId id = 0;
  TRY(store_.write_sync([&](store::Transaction& tx) -> Result<void> {
    for (const auto& kept : deposit_.kept()) store::keep_blob(tx, {kept.hash, kept.size});
    id = domain::add_file(tx, file, ms, random);
    return {};
  }));
  return id;
}

Result<domain::File> FileMaker::picture(const tl::Box<tl::InputFile>& upload, media::Task task) {
  TRY_ASSIGN(const auto finished, finish(upload));
  if (finished.size > kPhotoMax) return fail(Err::PHOTO_SAVE_FILE_INVALID);
  const auto found = look(task, finished, hint_of(upload), "image/jpeg");
  if (!found) {
    const bool lost = found.error().err == Err::MEDIA_WORKER_FAILED;
    return fail(lost ? Err::IMAGE_PROCESS_FAILED : found.error().err);
  }
  TRY(check_photo(*found));
  if (task == media::Task::profile && std::min(found->width, found->height) < kProfileSideMin)
    return fail(Err::PHOTO_CROP_SIZE_SMALL);
  if (found->pictures.empty()) return fail(Err::IMAGE_PROCESS_FAILED);
  domain::File file{.kind = domain::FileKind::photo, .stripped = found->stripped};
  TRY(keep_pictures(found->pictures, file));
  return file;
}

// What clients make: core.telegram.org/api/files, "Uploading profile or chat pictures".
bool can_be_profile(const media::Report& found) {
  return found.mime == "video/mp4" && found.video && found.video->width == found.video->height &&
         found.video->width >= kMovingSideMin && found.video->width <= kMovingSideMax &&
         found.video->duration <= kMovingSecondsMax && !found.pictures.empty();
}

Result<domain::File> FileMaker::moving(const tl::Box<tl::InputFile>& upload) {
  TRY_ASSIGN(const auto finished, finish(upload));
  if (finished.size > kMovingMax) return fail(Err::VIDEO_FILE_INVALID);
  const auto found = look(media::Task::moving_profile, finished, hint_of(upload), "video/mp4");
  if (!found || !can_be_profile(*found)) return fail(Err::VIDEO_FILE_INVALID);
  domain::File file{.kind = domain::FileKind::photo, .stripped = found->stripped};
  TRY(keep_pictures(found->pictures, file));
  file.video = domain::VideoAttribute{
      .duration = found->video->duration, .width = found->video->width, .height = found->video->height};
  TRY_ASSIGN(const auto kept, deposit_.put(uploads_, context_.self(), finished));
  file.content = {kept.hash, kept.size};
  return file;
}

// Clients make the colours behind it: a PNG that can be seen through, or an SVG, packed.
Result<domain::File> FileMaker::pattern(const tl::Box<tl::InputFile>& upload, const std::string& mime) {
  TRY_ASSIGN(const auto finished, finish(upload));
  const auto found = look(media::Task::document, finished, hint_of(upload), mime);
  const auto wanted = mime == kPng ? kPng : std::string_view("application/gzip");
  if (!found || found->mime != wanted || finished.size > kPatternMax)
    return fail(Err::WALLPAPER_FILE_INVALID);
  domain::File file{.mime = mime};
  if (found->width > 0) file.image = domain::ImageAttribute{found->width, found->height};
  TRY(keep_pictures(found->pictures, file));
  TRY_ASSIGN(const auto kept, deposit_.put(uploads_, context_.self(), finished));
  file.content = {kept.hash, kept.size};
  return file;
}

Result<store::FileId> FileMaker::wallpaper(const tl::Box<tl::InputFile>& upload, const std::string& mime) {
  if (mime == kPng || mime == kPattern) {
    TRY_ASSIGN(auto file, pattern(upload, mime));
    return add(std::move(file));
  }
  if (mime != kJpeg) return fail(Err::WALLPAPER_MIME_INVALID);
  auto photo = picture(upload, media::Task::photo);
  if (!photo) return fail(Err::WALLPAPER_FILE_INVALID);
  // The photo's largest size, which tells nothing of where it was taken.
  auto file = *std::move(photo);
  const auto largest = file.sizes.back();
  file.kind = domain::FileKind::document;
  file.mime = kJpeg;
  file.image = domain::ImageAttribute{largest.width, largest.height};
  file.content = largest.content;
  if (file.sizes.size() > 1) file.sizes.pop_back();
  return add(std::move(file));
}

Result<store::FileId> FileMaker::photo(const tl::Box<tl::InputFile>& upload) {
  TRY_ASSIGN(auto file, picture(upload, media::Task::photo));
  return add(std::move(file));
}

Result<store::FileId> FileMaker::profile(const tl::Box<tl::InputFile>& shown,
                                         const tl::Box<tl::InputFile>& video) {
  domain::File file;
  if (video) {
    TRY_ASSIGN(file, moving(video));
  }
  if (shown) {
    TRY_ASSIGN(auto still, picture(shown, media::Task::profile));
    still.video = std::move(file.video);
    still.content = file.content;
    file = std::move(still);
  }
  return add(std::move(file));
}

Result<store::FileId> FileMaker::document(const tl::inputMediaUploadedDocument& said) {
  TRY_ASSIGN(const auto finished, finish(said.file));
  auto looked = look(task_of(said), finished, hint_of(said.file), said.mime_type);
  std::optional<media::Report> found;
  if (looked) found = *std::move(looked);
  TRY_ASSIGN(auto file, describe_document(said, found));
  if (said.thumb) TRY(thumbnail(said.thumb, file));
  if (file.sizes.empty() && found) {
    file.stripped = found->stripped;
    TRY(keep_pictures(found->pictures, file));
  }
  const bool filmed = found && !found->film.empty();
  TRY_ASSIGN(const auto kept,
             filmed ? deposit_.put(found->film) : deposit_.put(uploads_, context_.self(), finished));
  file.content = {kept.hash, kept.size};
  return add(std::move(file));
}

}  // namespace

bool is_upload(const tl::Box<tl::InputMedia>& media) {
  return media && (media.is<tl::inputMediaUploadedPhoto>() || media.is<tl::inputMediaUploadedDocument>());
}

Result<store::FileId> make_file(const Context& context, store::Store& store,
                                const tl::Box<tl::InputMedia>& media) {
  FileMaker maker(context, store);
  if (const auto* photo = media.as<tl::inputMediaUploadedPhoto>()) return maker.photo(photo->file);
  return maker.document(*media.as<tl::inputMediaUploadedDocument>());
}

Result<store::FileId> make_profile_photo(const Context& context, store::Store& store,
                                         const tl::Box<tl::InputFile>& picture,
                                         const tl::Box<tl::InputFile>& video) {
  return FileMaker(context, store).profile(picture, video);
}

Result<store::FileId> make_wallpaper(const Context& context, store::Store& store,
                                     const tl::Box<tl::InputFile>& upload, const std::string& mime) {
  return FileMaker(context, store).wallpaper(upload, mime);
}

}  // namespace botschaft::rpc
