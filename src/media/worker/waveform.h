#pragma once
// How loud a voice note is, as clients draw it.
#include <span>

#include "media/worker/recording.h"

namespace botschaft::media {

// 100 values of 5 bits each. Empty: the audio cannot be decoded.
Bytes waveform(Recording& recording);

// The same out of peaks of equal spans of time.
Bytes pack_waveform(std::span<const std::uint16_t> peaks);

}  // namespace botschaft::media
