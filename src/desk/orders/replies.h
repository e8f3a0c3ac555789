#pragma once
// Drafts of the forms in which the operator answers orders, made from what the case says. A person reads them
// before they go.
#include <string>
#include <vector>

#include "desk/orders/order.h"
#include "store/desk_orders.h"

namespace botschaft::desk {

enum class ReplyKind : std::uint8_t {
  effect = 1,    // DSA 9(1), 10(1): whether and when effect was given
  tco_feedback,  // Reg. 2021/784, Annex II
  tco_cannot,    // Annex III
  epoc_cannot,   // Reg. 2023/1543, Annex III
};

// Why an order cannot be carried out: the boxes of both Annexes III.
enum class Obstacle : std::uint8_t {
  incomplete = 1,
  manifest_error,
  insufficient,   // information that is needed to find it
  force_majeure,  // or impossible in fact, for no fault of the operator's
  not_entitled,   // who asks may not ask for that
  offence_too_small,
  wrong_instrument,
};

struct ReplyLine {
  std::string_view name;  // in JSON
  std::string label;
  std::vector<std::string> values;
};

struct ReplyDraft {
  ReplyKind kind = {};
  std::string title;
  std::vector<ReplyLine> lines;
  std::string text;  // title and lines, as a letter
};

struct CaseFacts {
  Case about;
  Order order;
  std::vector<store::DeskTargetRow> targets;
  std::vector<store::DeskPauseRow> pauses;
};
// Nothing: the case is none of an order, or its order was erased.
std::optional<CaseFacts> facts_of(store::Transaction& tx, const Case& about, std::string_view base_url);

struct Signature {
  std::string server;      // name of the service
  std::string authorised;  // who signs
  Seconds at = 0;
};

std::vector<Obstacle> obstacles(const CaseFacts& facts);

// Those that fit the instrument and how the case stands; maybe none yet.
std::vector<ReplyDraft> reply_drafts(const CaseFacts& facts, const Signature& signature, Language language);

// A reply form, or any other answer, goes to the authority: it is in the case for them to read. After the
// decision it is what the reply form's clock waits for, the authority knows the outcome, and the case is
// closed if the person concerned knows it as well, or may not.
Outcome<Entry> send_reply(store::Transaction& tx, Desk& desk, const Case& about, const Actor& actor,
                          std::string text, Seconds now);

template <>
struct Names<ReplyKind> {
  static constexpr std::array<std::string_view, 4> kAll = {"effect", "tco-annex-2", "tco-annex-3",
                                                           "epoc-annex-3"};
};
template <>
struct Names<Obstacle> {
  static constexpr std::array<std::string_view, 7> kAll = {
      "incomplete",   "manifest-error",    "insufficient",    "force-majeure",
      "not-entitled", "offence-too-small", "wrong-instrument"};
};

}  // namespace botschaft::desk
