#pragma once
// The workloads of docs/performance.md, "Workloads". Each starts a server of its own; `share` makes it
// smaller for a quick run, 1: its whole size. Aborts if what must be true is not: an answer or a delivery is
// missing.
#include <vector>

#include "workloads/result.h"

namespace botschaft::bench {

using Figures = std::vector<Figure>;

Figures direct(double share);            // W1: people in pairs write to each other as fast as they can
Figures direct_open_loop(double share);  // W1L: the same at 200 messages a second
Figures group(double share);             // W2: a supergroup of 100
Figures group_open_loop(double share);   // W2L: the same at 10 posts a second
Figures broadcast(double share);         // W3: a channel with 2,000 subscribers online
Figures idle(double share);              // W4: signed in, doing nothing
Figures catch_up(double share);          // W5: 10,000 missed messages are fetched
Figures killed(double share);            // W6: kill -9 after 1,000 confirmations
Figures key_exchanges(double share);     // W7

}  // namespace botschaft::bench
