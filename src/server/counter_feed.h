#pragma once
// Writes what waits in updates::PostViews, a batch at a time, and has the new numbers told.
#include "store/store.h"
#include "updates/post_views.h"

namespace botschaft::server {

// One transaction for everything that waits; the numbers go out as notices of it. Every few seconds.
void write_post_views(store::Store& store, updates::PostViews& views);

// The same before the store is closed: returns when it is written.
void write_last_post_views(store::Store& store, updates::PostViews& views);

}  // namespace botschaft::server
