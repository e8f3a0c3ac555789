#pragma once
// From packets of a stream to frames.
#include <functional>

#include "media/worker/ffmpeg.h"
#include "media/worker/recording.h"

namespace botschaft::media {

// nullptr: there is no such decoder, or it does not like the stream.
Decoder open_decoder(const AVCodec* codec, const AVStream& stream, std::int64_t pixels_max);

// Reads on from where the recording is, up to so many packets of that stream; damaged ones are left out.
// `take` returns false when it has enough.
void decode(Recording& recording, const AVStream& stream, AVCodecContext& decoder, int packets_max,
            const std::function<bool(const AVFrame&)>& take);

}  // namespace botschaft::media
