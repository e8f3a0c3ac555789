#pragma once
// Files that are sent as they are: what each is, and a thumbnail.
#include <string_view>

#include "media/report.h"
#include "media/worker/input.h"
#include "media/worker/tgs.h"

namespace botschaft::media {

inline constexpr std::string_view kTgsMime = "application/x-tgsticker";

enum class Audible : std::uint8_t { no, yes };  // whether a waveform is wanted

inline constexpr int kThumbnailSide = 320;

void add_animation(const Animation& animation, Report& report);

// Never fails: what nobody can read is bytes.
Report look_at_document(const Input& input, Audible audible);

// The same; of a GIF that moves, with a film of it.
Report look_at_animation(const Input& input);

}  // namespace botschaft::media
