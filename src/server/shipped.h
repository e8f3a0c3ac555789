#pragma once
// Puts the reactions, stickers and emoji that come with the program where those of people are.
#include "base/clock.h"
#include "base/error.h"
#include "base/random.h"
#include "blob/blobs.h"
#include "blob/pins.h"
#include "store/store.h"

namespace botschaft::server {

// Does nothing if this program has been here before. Blocks: some hundred small files are written.
Result<void> ship_emoji(store::Store& store, blob::Blobs& blobs, blob::Pins& pins, const Clock& clock,
                        Random& random);

}  // namespace botschaft::server
