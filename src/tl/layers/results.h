#pragma once
// Methods whose answer was of another type when clients still sent an older line of them ([results] in
// schema/layers/rules.toml). Chosen by the id of the request, not by the session's layer: a newer client that
// sends the older line expects the older answer.
#include "tl/api.h"
#include "tl/result.h"

namespace botschaft::tl::layers {

template <class Method, class Rule>
Result<void> answer(const void* result, Writer& out) {
  return Rule::write(*static_cast<const typename Method::Return*>(result), out);
}

namespace results {

struct yes {
  template <class R>
  static Result<void> write(const R&, Writer& out) {
    out.boolean(true);
    return {};
  }
};
struct invited_updates {
  static Result<void> write(const Box<messages_InvitedUsers>& result, Writer& out);
};
struct join_updates {
  static Result<void> write(const Box<messages_ChatInviteJoinResult>& result, Writer& out);
};
struct app_config_json {
  static Result<void> write(const Box<help_AppConfig>& result, Writer& out);
};
struct dialog_filters {
  static Result<void> write(const Box<messages_DialogFilters>& result, Writer& out);
};
struct read_participants {
  static Result<void> write(const Vec<Box<ReadParticipantDate>>& result, Writer& out);
};
struct peer_settings {
  static Result<void> write(const Box<messages_PeerSettings>& result, Writer& out);
};
struct web_page {
  static Result<void> write(const Box<messages_WebPage>& result, Writer& out);
};
struct preview_media {
  static Result<void> write(const Box<messages_WebPagePreview>& result, Writer& out);
};
struct story_max_ids {
  static Result<void> write(const Vec<Box<RecentStory>>& result, Writer& out);
};
struct full_user {
  static Result<void> write(const Box<users_UserFull>& result, Writer& out);
};
struct no_chat_themes {
  static Result<void> write(const Box<account_Themes>& result, Writer& out);
};

}  // namespace results
}  // namespace botschaft::tl::layers
