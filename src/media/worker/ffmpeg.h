#pragma once
// FFmpeg's headers are C, and its objects have functions that free them.
extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/channel_layout.h>
#include <libavutil/display.h>
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>
#include <libswresample/swresample.h>
#include <libswscale/swscale.h>
}

#include <memory>

namespace botschaft::media {

template <auto free_it>
struct FreedBy {
  template <class T>
  void operator()(T* object) const {
    free_it(&object);
  }
};

using Packet = std::unique_ptr<AVPacket, FreedBy<av_packet_free>>;
using Frame = std::unique_ptr<AVFrame, FreedBy<av_frame_free>>;
using Decoder = std::unique_ptr<AVCodecContext, FreedBy<avcodec_free_context>>;
struct ScalerDeleter {
  void operator()(SwsContext* scaler) const { sws_freeContext(scaler); }
};
using Scaler = std::unique_ptr<SwsContext, ScalerDeleter>;
using Resampler = std::unique_ptr<SwrContext, FreedBy<swr_free>>;

}  // namespace botschaft::media
