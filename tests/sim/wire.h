#pragma once
// What goes over the simulated network: the shape of the TL answers and updates, without TL.
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/error.h"
#include "base/ids.h"
#include "domain/events.h"
#include "domain/notices.h"

namespace botschaft::sim {

// An event of the log as a device is told it, with the value it had when it was rendered.
struct Told {
  std::int32_t pts = 0;
  domain::EventKind kind = domain::EventKind::none;
  PeerId peer = {};
  std::int64_t arg = 0;
  std::vector<MessageId> ids = {};
  std::optional<std::string> text = {};  // of the message or draft; nothing: it is gone
};

struct GetDifference {
  std::int32_t pts;
};
struct Send {
  PeerId to;
  std::string text;
  std::int64_t random_id;
};
struct Forward {
  PeerId from;
  std::vector<MessageId> ids;
  PeerId to;
  std::vector<std::int64_t> random_ids;
};
struct Edit {
  PeerId peer;
  MessageId id;
  std::string text;
};
struct Delete {
  std::vector<MessageId> ids;
  bool revoke;
};
struct Read {
  PeerId peer;
  MessageId max_id;
};
struct SaveDraft {
  PeerId peer;
  std::string text;
};
using Body = std::variant<GetDifference, Send, Forward, Edit, Delete, Read, SaveDraft>;

struct Request {
  std::int64_t id = 0;
  Body body;
};

struct Answer {
  std::int64_t request = 0;
  std::optional<Error> error = {};
  std::vector<Told> events = {};
  std::int32_t pts = 0;  // GetDifference: the state after `events`
  bool final = true;     // GetDifference: false for a slice
};
struct Push {
  std::vector<Told> events;
};
struct TooLong {};
struct NewSession {};
using Payload = std::variant<Answer, Push, TooLong, NewSession>;

struct Packet {
  std::int64_t id = 0;  // of this session; the device acknowledges it and drops repetitions
  Payload payload;
};

}  // namespace botschaft::sim
