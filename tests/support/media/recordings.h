#pragma once
// Films, songs and voice notes, by FFmpeg's encoders: a picture that moves, a tone that swells.
#include <string>

#include "base/bytes.h"

namespace botschaft::samples {

struct RecordingOptions {
  std::string container = "mp4";  // a muxer of FFmpeg
  std::string video = "libx264";  // an encoder of FFmpeg; empty: none
  std::string audio = "aac";      // the same
  int width = 320;
  int height = 240;
  double seconds = 1;
  int rate = 25;             // frames a second
  int quarter_turns = 0;     // clockwise, to be made by who shows it
  bool index_first = false;  // of MP4
  bool transparent = false;  // of WebM: every pixel is half seen through
  std::string title, performer;
  Bytes cover;  // a JPEG
};
Bytes recording(const RecordingOptions& options);

// Encoders say on standard error how well they are doing.
void be_quiet();

// Opus in Ogg, as phones record it.
Bytes voice_note(double seconds);

}  // namespace botschaft::samples
