#pragma once
// What messages of channels say of the thread they are in or began, and how often they were seen; topics.
#include "domain/channels/topics.h"
#include "rpc/views/mentioned.h"
#include "rpc/views/page_facts.h"
#include "tl/api.h"

namespace botschaft::rpc {

// Whether the message has a header that says where it belongs, be it an answer or not.
bool has_place(const store::MessageRow& row);
void fill_place(tl::messageReplyHeader& header, const store::MessageRow& row);

// Null for messages under which nobody can answer in a thread.
tl::Box<tl::MessageReplies> replies_view(store::Transaction& tx, PageFacts& facts,
                                         const store::MessageRow& row, Mentioned& mentioned);

// Replies, views and forwards.
void fill_counters(tl::message& view, store::Transaction& tx, PageFacts& facts, const store::MessageRow& row,
                   Mentioned& mentioned);

// Of a page of a forum: the topics its messages are in, each once. Nothing of other chats.
tl::Vec<tl::Box<tl::ForumTopic>> topics_of(const Viewer& viewer, store::Transaction& tx, PeerId channel,
                                           std::span<const store::MessageRow> rows, Mentioned& mentioned);

tl::Box<tl::ForumTopic> topic_view(const Viewer& viewer, store::Transaction& tx,
                                   const domain::TopicState& topic, Mentioned& mentioned);

}  // namespace botschaft::rpc
