// The library's side of layers_test.py: makes random canonical objects, writes them in any layer, and reads
// requests of any layer. Talks in frames, a length as int and that many bytes, over standard input and
// output:
//
//   "make" seed:long depth:int ids:int*
//       a frame per constructor id: a random object of it in canonical bytes
//   "send" layer:int
//       a frame per object made: 1 and its bytes in that layer, or 0: the layer cannot say it
//   "answ" layer:int method:int sample:int in_vector:int
//       one frame, likewise: that object, or a vector of it, answered to a request that was sent with that id
//   "read" request
//       one frame: 1 and the request as the canonical layer writes it, or 0 and the error
#include <unistd.h>

#include <cstdio>

#include "tl/codec.h"
#include "tl/random_object.h"
#include "tl/result.h"

namespace botschaft {
namespace {

bool read_exactly(void* to, std::size_t size) {
  return std::fread(to, 1, size, stdin) == size;
}

bool read_frame(Bytes& frame) {
  std::uint32_t size = 0;
  if (!read_exactly(&size, sizeof size)) return false;
  frame.resize(size);
  return read_exactly(frame.data(), size);
}

// Standard output for frames alone: the log goes where errors go.
std::FILE* frames() {
  static std::FILE* const kFrames = [] {
    const int out = dup(STDOUT_FILENO);
    dup2(STDERR_FILENO, STDOUT_FILENO);
    return fdopen(out, "wb");
  }();
  return kFrames;
}

void write_frame(ByteView frame) {
  const auto size = static_cast<std::uint32_t>(frame.size());
  std::fwrite(&size, sizeof size, 1, frames());
  std::fwrite(frame.data(), 1, frame.size(), frames());
}

void write_outcome(const Result<Bytes>& outcome) {
  tl::Writer out;
  const std::uint8_t done = outcome ? 1 : 0;
  out.raw({&done, 1});
  if (outcome) {
    out.raw(*outcome);
  } else {
    out.raw(as_bytes(outcome.error().text()));
  }
  write_frame(out.view());
}

class Samples {
 public:
  void make(tl::Reader& in) {
    const auto seed = static_cast<std::uint64_t>(in.int64());
    tl::RandomObjects random(seed, in.int32());
    made_.clear();
    while (!in.at_end()) {
      made_.push_back(random.object(tl::find_shape(in.id())->index));
      write_frame(tl::to_bytes(*made_.back().get()).value());
    }
  }

  void send(tl::Layer layer) const {
    for (const auto& object : made_) write_outcome(tl::to_bytes(*object.get(), layer));
  }

  Result<Bytes> answer(tl::Reader& in) const {
    tl::Writer out(tl::Layer(in.int32()));
    const auto older = tl::older_result(in.id());
    const auto& sample = made_.at(in.id());
    tl::BoxVec items;
    items.push_any(tl::clone_object(*sample.get()));
    const bool in_vector = in.int32() != 0;
    const void* const result = in_vector ? static_cast<const void*>(&items) : &sample;
    if (older != nullptr) {
      TRY(older(result, out));
    } else if (in_vector) {
      TRY(tl::encode_value(items, out));
    } else {
      TRY(tl::encode_value(sample, out));
    }
    return out.take();
  }

 private:
  std::vector<tl::AnyBox> made_;
};

Result<Bytes> read(ByteView request) {
  tl::Reader in(request);
  TRY_ASSIGN(const auto method, tl::decode_method(in));
  return tl::to_bytes(*method.get());
}

void serve() {
  Samples samples;
  for (Bytes frame; read_frame(frame);) {
    tl::Reader in(frame);
    const auto command = as_text(in.raw(4));
    if (command == "make") {
      samples.make(in);
    } else if (command == "send") {
      samples.send(tl::Layer(in.int32()));
    } else if (command == "answ") {
      write_outcome(samples.answer(in));
    } else {
      write_outcome(read(in.rest()));
    }
    std::fflush(frames());
  }
}

}  // namespace
}  // namespace botschaft

int main() {
  botschaft::serve();
}
