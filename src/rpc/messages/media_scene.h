#pragma once
// For tests of what has to do with files: uploads and blobs on the disk, and a reader that believes what a
// file says of itself in words.
#include <unistd.h>

#include <sstream>

#include "media/reader.h"
#include "rpc/messages/chats_scene.h"
#include "rpc/prepared.h"
#include "rpc/upload/files_scene.h"

namespace botschaft::rpc {

// "photo 800 600", "video 640 360 12" with " silent" for one without sound, "audio 30", "voice 5", "pdf".
class WordReader final : public media::FileReader {
 public:
  Result<media::Report> look(media::Task task, int file, const std::string&, const std::string&) override {
    std::string words(4096, '\0');
    const auto size = ::pread(file, words.data(), words.size(), 0);
    words.resize(size < 0 ? 0 : static_cast<std::size_t>(size));
    std::istringstream in(words);
    std::string kind, rest;
    media::Report report;
    in >> kind;
    if (kind == "broken") return fail(Err::MEDIA_WORKER_FAILED);
    if (kind == "photo" || kind == "gif") {
      in >> report.width >> report.height;
      report.mime = kind == "gif" ? "image/gif" : "image/jpeg";
      report.animated = kind == "gif";
      report.pictures = {
          {.type = 's', .width = 90, .height = 67, .bytes = to_bytes(as_bytes("small " + words))},
          {.type = 'm', .width = 320, .height = 240, .bytes = to_bytes(as_bytes(words))}};
      report.stripped = {1, 2, 3};
      if (task == media::Task::animation) {
        report.film = to_bytes(as_bytes("a film"));
        report.video = media::Video{.duration = 1, .width = report.width, .height = report.height};
      }
      return report;
    }
    if (task == media::Task::moving_profile) {
      if (kind != "video") return fail(Err::VIDEO_FILE_INVALID);
      report.pictures = {{.type = 'a', .width = 160, .height = 160, .bytes = to_bytes(as_bytes(words))}};
    }
    if (task == media::Task::photo || task == media::Task::profile) return fail(Err::IMAGE_PROCESS_FAILED);
    if (kind == "video") {
      report.video.emplace();
      in >> report.video->width >> report.video->height >> report.video->duration >> rest;
      report.video->sound = rest != "silent";
      report.mime = "video/mp4";
    } else if (kind == "audio" || kind == "voice") {
      report.audio.emplace();
      in >> report.audio->duration;
      report.audio->opus_in_ogg = kind == "voice";
      if (task == media::Task::voice) report.audio->waveform = {31, 0, 31};
      report.mime = kind == "voice" ? "audio/ogg" : "audio/mpeg";
    } else {
      report.mime = "application/octet-stream";
    }
    return report;
  }
};

class MediaScene : public ChatsScene {
 protected:
  MediaScene() {
    storage_.serve(services_, clock_);
    services_.files.reader = &reader_;
  }

  // As the dispatcher does: first the files, then the request.
  template <class Request>
  auto ask_with_files(UserId user, const Request& request) {
    const auto caller = caller_of(user);
    Context context{caller, services_, clock_.unix_seconds()};
    std::optional<Prepared> prepared;
    if (names_uploads(request)) {
      auto made = prepare(context, *store_, request);
      using Answer = decltype(ask_in_transaction(context, request));
      if (!made) return Answer(std::unexpected(made.error()));
      prepared = *std::move(made);
      context.prepared = &*prepared;
    }
    return ask_in_transaction(context, request);
  }

  tl::Box<tl::InputFile> upload(UserId user, const std::string& words, const std::string& name = "") {
    const auto id = ++next_upload_;
    EXPECT_TRUE(storage_.uploads->save_part(user, {.file_id = id, .part = 0, .bytes = as_bytes(words)}));
    auto file = tl::make<tl::inputFile>();
    file->id = id;
    file->parts = 1;
    file->name = name;
    return file;
  }

  tl::Ptr<tl::inputMediaUploadedPhoto> photo(UserId user, const std::string& words = "photo 800 600") {
    auto media = tl::make<tl::inputMediaUploadedPhoto>();
    media->file = upload(user, words, "photo.jpg");
    return media;
  }
  tl::Ptr<tl::inputMediaUploadedDocument> document(UserId user, const std::string& words,
                                                   const std::string& mime = "application/pdf") {
    auto media = tl::make<tl::inputMediaUploadedDocument>();
    media->file = upload(user, words, "file");
    media->mime_type = mime;
    auto name = tl::make<tl::documentAttributeFilename>();
    name->file_name = "file";
    media->attributes.push_back(std::move(name));
    return media;
  }

  tl::messages_sendMedia media_to(UserId from, PeerId to, tl::Box<tl::InputMedia> media,
                                  const std::string& caption = "") {
    tl::messages_sendMedia request;
    request.peer = input(from, to);
    request.media = std::move(media);
    request.message = caption;
    request.random_id = ++next_random_;
    return request;
  }

  tl::Box<tl::InputSingleMedia> single(tl::Box<tl::InputMedia> media, const std::string& caption = "") {
    auto one = tl::make<tl::inputSingleMedia>();
    one->media = std::move(media);
    one->message = caption;
    one->random_id = ++next_random_;
    return one;
  }

  // How many rows say that a message holds this file.
  int holders(store::FileId file) {
    static constexpr store::Sql kCount{"SELECT count(*) FROM message_files WHERE file = ?1"};
    int count = -1;
    run([&](store::Transaction& tx) {
      auto q = tx.run(kCount, file);
      if (q.next()) count = q.int32(0);
    });
    return count;
  }

  FileStorage storage_;
  WordReader reader_;

 private:
  std::int64_t next_upload_ = 0;
  std::int64_t next_random_ = 0x9000;
};

}  // namespace botschaft::rpc
