#include "domain/files/file.h"

#include <bit>

#include "domain/messages/blob.h"

namespace botschaft::domain {
namespace {

// Stored numbers: never reuse one.
enum class Tag : std::uint8_t {
  size = 1,
  stripped = 2,
  outline = 3,
  content = 4,
  mime = 5,
  name = 6,
  animated = 7,
  image = 8,
  video = 9,
  audio = 10,
  sticker = 11,
};

void write(BlobWriter& out, const Content& content) {
  out.text(as_text(content.blob));
  out.number(static_cast<std::uint64_t>(content.size));
}

Content read_content(BlobReader& in) {
  Content content;
  const auto hash = in.text();
  if (hash.size() == content.blob.size()) std::copy(hash.begin(), hash.end(), content.blob.begin());
  content.size = static_cast<std::int64_t>(in.number());
  return content;
}

void write(BlobWriter& out, const PhotoSize& size) {
  out.number(static_cast<std::uint8_t>(size.type));
  out.signed_number(size.width);
  out.signed_number(size.height);
  write(out, size.content);
}

PhotoSize read_photo_size(BlobReader& in) {
  PhotoSize size;
  size.type = static_cast<char>(in.number());
  size.width = static_cast<std::int32_t>(in.signed_number());
  size.height = static_cast<std::int32_t>(in.signed_number());
  size.content = read_content(in);
  return size;
}

void write(BlobWriter& out, const ImageAttribute& image) {
  out.signed_number(image.width);
  out.signed_number(image.height);
}

ImageAttribute read_image(BlobReader& in) {
  ImageAttribute image;
  image.width = static_cast<std::int32_t>(in.signed_number());
  image.height = static_cast<std::int32_t>(in.signed_number());
  return image;
}

void write(BlobWriter& out, const VideoAttribute& video) {
  out.number(std::bit_cast<std::uint64_t>(video.duration));
  out.signed_number(video.width);
  out.signed_number(video.height);
  out.number((video.round ? 1U : 0U) | (video.streamable ? 2U : 0U) | (video.nosound ? 4U : 0U));
  out.text(video.codec);
}

VideoAttribute read_video(BlobReader& in) {
  VideoAttribute video;
  video.duration = std::bit_cast<double>(in.number());
  video.width = static_cast<std::int32_t>(in.signed_number());
  video.height = static_cast<std::int32_t>(in.signed_number());
  const auto flags = in.number();
  video.round = (flags & 1U) != 0;
  video.streamable = (flags & 2U) != 0;
  video.nosound = (flags & 4U) != 0;
  video.codec = in.text();
  return video;
}

void write(BlobWriter& out, const AudioAttribute& audio) {
  out.signed_number(audio.duration);
  out.number(audio.voice ? 1 : 0);
  out.text(audio.title);
  out.text(audio.performer);
  out.text(as_text(audio.waveform));
}

AudioAttribute read_audio(BlobReader& in) {
  AudioAttribute audio;
  audio.duration = static_cast<std::int32_t>(in.signed_number());
  audio.voice = in.number() != 0;
  audio.title = in.text();
  audio.performer = in.text();
  audio.waveform = to_bytes(as_bytes(in.text()));
  return audio;
}

void write(BlobWriter& out, const StickerAttribute& sticker) {
  out.text(sticker.alt);
  out.signed_number(sticker.set);
  out.number((sticker.mask ? 1U : 0U) | (sticker.custom_emoji ? 2U : 0U) | (sticker.text_color ? 4U : 0U));
}

StickerAttribute read_sticker(BlobReader& in) {
  StickerAttribute sticker;
  sticker.alt = in.text();
  sticker.set = in.signed_number();
  const auto flags = in.number();
  sticker.mask = (flags & 1U) != 0;
  sticker.custom_emoji = (flags & 2U) != 0;
  sticker.text_color = (flags & 4U) != 0;
  return sticker;
}

class Fields {
 public:
  // Each field is a text of its own behind its tag, so that a reader can pass over one it does not know.
  template <class Write>
  void add(Tag tag, Write&& write_value) {
    BlobWriter value;
    write_value(value);
    out_.number(static_cast<std::uint64_t>(tag));
    out_.text(as_text(value.take()));
  }
  void add_text(Tag tag, std::string_view text) {
    if (text.empty()) return;
    out_.number(static_cast<std::uint64_t>(tag));
    out_.text(text);
  }
  Bytes take() { return out_.take(); }

 private:
  BlobWriter out_;
};

void read_field(File& file, Tag tag, const std::string& value) {
  BlobReader in(as_bytes(value));
  switch (tag) {
    case Tag::size:
      file.sizes.push_back(read_photo_size(in));
      return;
    case Tag::stripped:
      file.stripped = to_bytes(as_bytes(value));
      return;
    case Tag::outline:
      file.outline = to_bytes(as_bytes(value));
      return;
    case Tag::content:
      file.content = read_content(in);
      return;
    case Tag::mime:
      file.mime = value;
      return;
    case Tag::name:
      file.name = value;
      return;
    case Tag::animated:
      file.animated = true;
      return;
    case Tag::image:
      file.image = read_image(in);
      return;
    case Tag::video:
      file.video = read_video(in);
      return;
    case Tag::audio:
      file.audio = read_audio(in);
      return;
    case Tag::sticker:
      file.sticker = read_sticker(in);
      return;
  }
}

// Of a photo: whether it moves.
bool has_content(const File& file) {
  return file.kind == FileKind::document || file.video;
}

std::vector<BlobHash> blobs_of(const File& file) {
  std::vector<BlobHash> blobs;
  for (const auto& size : file.sizes) blobs.push_back(size.content.blob);
  if (has_content(file)) blobs.push_back(file.content.blob);
  return blobs;
}

constexpr unsigned kRandomBits = 20;

}  // namespace

Bytes encode_file(const File& file) {
  Fields fields;
  for (const auto& size : file.sizes) fields.add(Tag::size, [&](BlobWriter& out) { write(out, size); });
  fields.add_text(Tag::stripped, as_text(file.stripped));
  fields.add_text(Tag::outline, as_text(file.outline));
  if (has_content(file)) {
    fields.add(Tag::content, [&](BlobWriter& out) { write(out, file.content); });
  }
  fields.add_text(Tag::mime, file.mime);
  fields.add_text(Tag::name, file.name);
  if (file.animated) fields.add(Tag::animated, [](BlobWriter&) {});
  if (file.image) fields.add(Tag::image, [&](BlobWriter& out) { write(out, *file.image); });
  if (file.video) fields.add(Tag::video, [&](BlobWriter& out) { write(out, *file.video); });
  if (file.audio) fields.add(Tag::audio, [&](BlobWriter& out) { write(out, *file.audio); });
  if (file.sticker) fields.add(Tag::sticker, [&](BlobWriter& out) { write(out, *file.sticker); });
  return fields.take();
}

void decode_file(ByteView meta, File& file) {
  BlobReader in(meta);
  while (!in.at_end()) {
    const auto tag = static_cast<Tag>(in.number());
    const auto value = in.text();
    if (!in.ok()) return;
    read_field(file, tag, value);
  }
}

FileId add_file(store::Transaction& tx, const File& file, std::int64_t unix_ms, std::uint32_t random) {
  const FileId id = (unix_ms << kRandomBits) | (random & ((1U << kRandomBits) - 1));
  store::insert_file(
      tx,
      {.id = id, .kind = file.kind, .uploader = file.uploader, .date = file.date, .meta = encode_file(file)},
      blobs_of(file));
  return id;
}

std::optional<File> find_file(store::Transaction& tx, FileId id) {
  const auto row = store::find_file(tx, id);
  if (!row) return std::nullopt;
  File file{.id = row->id, .kind = row->kind, .uploader = row->uploader, .date = row->date};
  decode_file(row->meta, file);
  return file;
}

}  // namespace botschaft::domain
