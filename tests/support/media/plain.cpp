#include "tests/support/media/plain.h"

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

#include "base/check.h"

namespace botschaft::samples {
namespace {

void put_big_endian(Bytes& to, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) to.push_back(static_cast<std::uint8_t>(value >> shift));
}

// PNG specification, "Chunk layout".
void put_chunk(Bytes& to, std::string_view type, ByteView data) {
  put_big_endian(to, static_cast<std::uint32_t>(data.size()));
  const auto from = to.size();
  to.insert(to.end(), type.begin(), type.end());
  to.insert(to.end(), data.begin(), data.end());
  put_big_endian(to,
                 static_cast<std::uint32_t>(crc32(0, to.data() + from, static_cast<uInt>(to.size() - from))));
}

Bytes compress(ByteView plain, int window_bits) {
  z_stream stream{};
  CHECK(deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  Bytes out(deflateBound(&stream, plain.size()));
  stream.next_in = const_cast<Bytef*>(plain.data());
  stream.avail_in = static_cast<uInt>(plain.size());
  stream.next_out = out.data();
  stream.avail_out = static_cast<uInt>(out.size());
  CHECK(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

}  // namespace

media::Descriptor file_of(ByteView bytes) {
  media::Descriptor file(memfd_create("sample", MFD_CLOEXEC));
  CHECK(write(file.get(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
  return file;
}

Bytes deflated(ByteView plain) {
  return compress(plain, MAX_WBITS);
}

Bytes gzipped(ByteView plain) {
  return compress(plain, MAX_WBITS + 16);
}

Bytes png(std::uint32_t width, std::uint32_t height) {
  const std::size_t line = 1 + std::size_t{width};  // a filter and the pixels
  Bytes pixels(line * height);
  for (std::size_t i = 0; i < pixels.size(); ++i)
    if (i % line != 0) pixels[i] = static_cast<std::uint8_t>(i % line + i / line);
  return png_with(width, height, deflated(pixels));
}

Bytes png_with(std::uint32_t width, std::uint32_t height, ByteView compressed) {
  Bytes out = to_bytes(as_bytes("\x89PNG\r\n\x1a\n"));
  Bytes head;
  put_big_endian(head, width);
  put_big_endian(head, height);
  const std::uint8_t kinds[] = {8, 0, 0, 0, 0};  // bits, colours, and what has one way only
  head.insert(head.end(), std::begin(kinds), std::end(kinds));
  put_chunk(out, "IHDR", head);
  put_chunk(out, "IDAT", compressed);
  put_chunk(out, "IEND", {});
  return out;
}

std::string lottie(int side, int frames, int rate) {
  return fmt::format(
      R"({{"tgs":1,"v":"5.5.2","fr":{rate},"ip":0,"op":{frames},"w":{side},"h":{side},"nm":"square","ddd":0,)"
      R"("assets":[],"layers":[{{"ddd":0,"ind":1,"ty":4,"nm":"s","sr":1,"ks":{{"o":{{"a":0,"k":100}},)"
      R"("r":{{"a":1,"k":[{{"i":{{"x":[0.5],"y":[1]}},"o":{{"x":[0.5],"y":[0]}},"t":0,"s":[0]}},)"
      R"({{"t":{frames},"s":[90]}}]}},"p":{{"a":0,"k":[256,256,0]}},"a":{{"a":0,"k":[0,0,0]}},)"
      R"("s":{{"a":0,"k":[100,100,100]}}}},"ao":0,"shapes":[{{"ty":"gr","it":[{{"ty":"rc","d":1,)"
      R"("s":{{"a":0,"k":[200,200]}},"p":{{"a":0,"k":[0,0]}},"r":{{"a":0,"k":20}},"nm":"r"}},)"
      R"({{"ty":"fl","c":{{"a":0,"k":[1,0,0,1]}},"o":{{"a":0,"k":100}},"r":1,"nm":"f"}},)"
      R"({{"ty":"tr","p":{{"a":0,"k":[0,0]}},"a":{{"a":0,"k":[0,0]}},"s":{{"a":0,"k":[100,100]}},)"
      R"("r":{{"a":0,"k":0}},"o":{{"a":0,"k":100}},"sk":{{"a":0,"k":0}},"sa":{{"a":0,"k":0}}}}],)"
      R"("nm":"g","np":2,"cix":2,"bm":0}}],"ip":0,"op":{frames},"st":0,"bm":0}}]}})",
      fmt::arg("side", side), fmt::arg("frames", frames), fmt::arg("rate", rate));
}

Bytes tgs(const std::string& lottie) {
  return gzipped(as_bytes(lottie));
}

}  // namespace botschaft::samples
