#pragma once
// Files of messages: who may send them, and what keeps them.
#include "domain/access.h"
#include "domain/files/file.h"
#include "domain/messages/extra.h"
#include "store/reactions.h"

namespace botschaft::domain {

// Under which tab clients show a file, by its attributes (core.telegram.org/api/files).
store::MediaKind kind_of(const File& file);

// What one has to be allowed for a message of that kind.
Deed deed_of(store::MediaKind kind);

// kMediaUnread for what clients show as not heard, or not opened, until it was; else 0.
std::uint32_t unread_flag(std::uint32_t flags, const store::MessageBody& body);

// Of a service message: kService, and that there is a photo in it.
std::uint32_t service_flags(const Service& service);

// Everything a body refers to.
std::vector<FileId> files_of(const store::MessageBody& body);

// Notes what a body that was just stored, or replaced, refers to; `flags` and `body` are the message's new
// ones. For rows that had no file and have none it costs nothing.
void hold_files(store::Transaction& tx, store::MessageKey key, std::uint32_t flags,
                const store::MessageBody& body);

}  // namespace botschaft::domain
