#pragma once
// Video and audio, by FFmpeg. core.telegram.org/constructor/documentAttributeVideo and ...Audio say what
// clients are told of them.
#include <memory>
#include <optional>

#include "media/report.h"
#include "media/worker/input.h"

struct AVFormatContext;
struct AVIOContext;
struct AVStream;

namespace botschaft::media {

class Recording {
 public:
  // nullptr: no container or codec that we read.
  static std::unique_ptr<Recording> open(const Input& input);
  ~Recording();
  Recording(const Recording&) = delete;
  Recording& operator=(const Recording&) = delete;

  const AVFormatContext& format() const { return *format_; }
  AVFormatContext* reading() { return format_; }
  // The best stream of its kind, or nullptr. A cover picture is no video.
  AVStream* video() const { return video_; }
  AVStream* audio() const { return audio_; }
  std::optional<ByteView> cover() const;

  double duration() const;  // seconds; 0: it does not say
  std::optional<Video> video_facts(const Input& input) const;
  std::optional<Audio> audio_facts() const;

 private:
  explicit Recording(const Input& input) : input_(input) {}
  bool open();

  static int read_part(void* self, std::uint8_t* to, int size);
  static std::int64_t move_to(void* self, std::int64_t offset, int whence);

  const Input& input_;
  std::int64_t position_ = 0;
  AVIOContext* io_ = nullptr;
  AVFormatContext* format_ = nullptr;
  AVStream* video_ = nullptr;
  AVStream* audio_ = nullptr;
};

// Clockwise, until the picture of the video is upright: 0 to 3.
int quarter_turns(const AVStream& stream);

}  // namespace botschaft::media
