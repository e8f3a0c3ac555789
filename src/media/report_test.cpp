#include "media/report.h"

#include <gtest/gtest.h>

#include <cmath>

#include "media/job.h"

namespace botschaft::media {
namespace {

const Bytes kJpeg{0xff, 0xd8, 0xff, 0xe0};

Report full() {
  return {.mime = "video/mp4",
          .width = 640,
          .height = 480,
          .video = Video{.duration = 1.5,
                         .width = 640,
                         .height = 480,
                         .sound = true,
                         .streamable = true,
                         .codec = "h264"},
          .audio = Audio{.duration = 2,
                         .title = "Lied",
                         .performer = "Bär",
                         .opus_in_ogg = true,
                         .waveform = Bytes(63, 7)},
          .animated = true,
          .pictures = {{.type = 's', .width = 100, .height = 75, .bytes = kJpeg},
                       {.type = 'm', .width = 320, .height = 240, .bytes = kJpeg}},
          .stripped = {1, 30, 40, 9},
          .film = {0, 0, 0, 16, 'f', 't', 'y', 'p', 'i'}};
}

bool accepted(const Report& report) {
  return read_report(write_report(report)).has_value();
}

template <class Change>
bool accepted_with(Change change) {
  auto report = full();
  change(report);
  return accepted(report);
}

TEST(Report, comes_back_as_it_was) {
  const auto bytes = write_report(full());
  const auto read = read_report(bytes);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(write_report(*read), bytes);
  EXPECT_EQ(read->audio->performer, "Bär");
  EXPECT_EQ(read->video->codec, "h264");
  EXPECT_EQ(read->pictures.at(1).width, 320);
  EXPECT_TRUE(accepted({.mime = "text/plain"}));
}

TEST(Report, that_is_cut_or_too_long_is_none) {
  auto bytes = write_report(full());
  for (std::size_t size = 0; size < bytes.size(); ++size)
    EXPECT_FALSE(read_report(ByteView(bytes).first(size)).has_value()) << size;
  bytes.push_back(0);
  EXPECT_FALSE(read_report(bytes).has_value());
}

TEST(Report, with_impossible_values_is_none) {
  EXPECT_FALSE(accepted_with([](Report& r) { r.mime = ""; }));
  EXPECT_FALSE(accepted_with([](Report& r) { r.mime = "text/html\r\nX: y"; }));
  EXPECT_FALSE(accepted_with([](Report& r) { r.mime = std::string(65, 'a'); }));
  EXPECT_FALSE(accepted_with([](Report& r) { r.width = -1; }));
  EXPECT_FALSE(accepted_with([](Report& r) { r.height = 1 << 30; }));
  EXPECT_FALSE(accepted_with([](Report& r) { r.video->duration = NAN; }));
  EXPECT_FALSE(accepted_with([](Report& r) { r.video->duration = -1; }));
  EXPECT_FALSE(accepted_with([](Report& r) { r.audio->duration = INFINITY; }));
  EXPECT_FALSE(accepted_with([](Report& r) { r.audio->waveform.resize(64); }));
  EXPECT_FALSE(accepted_with([](Report& r) { r.pictures[0].type = 'm'; }));
  EXPECT_FALSE(accepted_with([](Report& r) { r.pictures[0].type = 'i'; }));
  EXPECT_FALSE(accepted_with([](Report& r) { r.pictures[0].width = 0; }));
  EXPECT_FALSE(accepted_with([](Report& r) { r.pictures[0].height = 2561; }));
  EXPECT_FALSE(accepted_with([](Report& r) { r.pictures[0].bytes = {'<', 's', 'v', 'g', '>'}; }));
  EXPECT_FALSE(accepted_with([](Report& r) { r.pictures[0].bytes = {'R', 'I', 'F', 'F'}; }));
  EXPECT_FALSE(accepted_with([](Report& r) { r.pictures.resize(9, r.pictures[0]); }));
  EXPECT_FALSE(accepted_with([](Report& r) { r.stripped = {2, 30, 40}; }));
}

TEST(Report, titles_are_utf8_on_one_line) {
  const auto title = [](std::string_view text) {
    return accepted_with([&](Report& r) { r.audio->title = text; });
  };
  EXPECT_TRUE(title("Grüße 🎵 日本"));
  EXPECT_FALSE(title("two\nlines"));
  EXPECT_FALSE(title("\xff"));
  EXPECT_FALSE(title("\xc3"));
  EXPECT_FALSE(title("\xc0\x80"));          // longer than it needs to be
  EXPECT_FALSE(title("\xed\xa0\x80"));      // half of a pair
  EXPECT_FALSE(title("\xf4\x90\x80\x80"));  // beyond Unicode
  EXPECT_FALSE(title(std::string(257, 'x')));
}

TEST(Answer, is_a_report_or_one_of_the_errors_of_files) {
  EXPECT_EQ(read_answer(write_answer(full()))->mime, "video/mp4");
  EXPECT_EQ(read_answer(write_answer(fail(Err::PHOTO_INVALID_DIMENSIONS))).error().err,
            Err::PHOTO_INVALID_DIMENSIONS);
  // A worker that somebody else speaks through cannot sign people out.
  EXPECT_EQ(read_answer(write_answer(fail(Err::AUTH_KEY_UNREGISTERED))).error().err,
            Err::MEDIA_WORKER_FAILED);
  EXPECT_EQ(read_answer(Bytes{200}).error().err, Err::MEDIA_WORKER_FAILED);
  EXPECT_EQ(read_answer({}).error().err, Err::MEDIA_WORKER_FAILED);
}

TEST(Job, comes_back_with_its_hints_cut) {
  const auto job =
      read_job(write_job({.task = Task::sticker, .name = std::string(5000, 'n'), .mime = "image/webp"}));
  ASSERT_TRUE(job.has_value());
  EXPECT_EQ(job->task, Task::sticker);
  EXPECT_EQ(job->name.size(), 1024u);
  EXPECT_EQ(job->mime, "image/webp");
  EXPECT_FALSE(read_job(Bytes{99, 0, 0, 0, 0, 0, 0, 0, 0}).has_value());
}

}  // namespace
}  // namespace botschaft::media
