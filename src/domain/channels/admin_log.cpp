#include "domain/channels/admin_log.h"

#include <algorithm>

#include "domain/channels/members.h"
#include "domain/messages/blob.h"
#include "domain/messages/files.h"
#include "store/admin_log.h"
#include "store/message_files.h"
#include "store/users.h"

namespace botschaft::domain {
namespace {

constexpr int kScanned = 5000;  // entries, so that a search costs no more than this

// Each part is its tag and a text with the part's own encoding.
enum Tag : std::uint64_t {
  kTextBefore = 1,
  kTextAfter = 2,
  kNumberBefore = 3,
  kNumberAfter = 4,
  kMessageBefore = 5,
  kMessageAfter = 6,
  kMemberBefore = 7,
  kMemberAfter = 8,
  kInviteBefore = 9,
  kInviteAfter = 10,
  kTopicBefore = 11,
  kTopicAfter = 12,
  kReactionsBefore = 13,
  kReactionsAfter = 14,
};

std::string taken(BlobWriter& out) {
  return std::string(as_text(out.take()));
}

std::string encoded(std::int64_t number) {
  BlobWriter out;
  out.signed_number(number);
  return taken(out);
}

std::string encoded(const store::MessageRow& m) {
  BlobWriter out;
  out.number(static_cast<std::uint32_t>(m.id));
  out.signed_number(m.author);
  out.signed_number(m.sent_as.value);
  out.number(m.flags & ~std::uint32_t{store::kOut});
  out.number(static_cast<std::uint32_t>(m.date));
  out.number(static_cast<std::uint32_t>(m.reply_to.value_or(0)));
  out.number(static_cast<std::uint32_t>(m.body.edit_date.value_or(0)));
  out.text(m.body.text);
  out.text(as_text(m.body.entities));
  out.text(as_text(m.body.extra));
  return taken(out);
}

std::string encoded(const store::ChannelMemberRow& m) {
  BlobWriter out;
  out.signed_number(m.user);
  out.number(m.inside ? 1 : 0);
  out.number(m.admin_rights);
  out.text(m.rank);
  out.number(m.banned_rights);
  out.number(static_cast<std::uint32_t>(m.banned_until));
  out.signed_number(m.acted_by);
  out.signed_number(m.inviter);
  out.number(static_cast<std::uint32_t>(m.joined_at));
  return taken(out);
}

std::string encoded(const store::ChatInviteRow& i) {
  BlobWriter out;
  out.text(i.hash);
  out.signed_number(i.admin);
  out.text(i.title);
  out.number(static_cast<std::uint32_t>(i.created_at));
  out.number(static_cast<std::uint32_t>(i.expires_at));
  out.number(static_cast<std::uint32_t>(i.usage_limit));
  out.number(static_cast<std::uint32_t>(i.usages));
  out.number(i.flags);
  return taken(out);
}

std::string encoded(const store::TopicRow& t) {
  BlobWriter out;
  out.number(static_cast<std::uint32_t>(t.id));
  out.text(t.title);
  out.number(static_cast<std::uint32_t>(t.icon_color));
  out.signed_number(t.icon_emoji);
  out.signed_number(t.creator);
  out.number(static_cast<std::uint32_t>(t.date));
  out.number(t.flags);
  out.number(static_cast<std::uint32_t>(t.pin));
  return taken(out);
}

std::string encoded(const store::AllowedReactions& a) {
  BlobWriter out;
  out.number(static_cast<std::uint32_t>(a.kind));
  out.number(static_cast<std::uint32_t>(a.unique_max));
  for (const auto& reaction : a.some) out.text(reaction);
  return taken(out);
}

std::int64_t number_of(std::string_view part) {
  return BlobReader(as_bytes(part)).signed_number();
}

store::MessageRow message_of(std::string_view part, PeerId channel) {
  BlobReader in(as_bytes(part));
  store::MessageRow m;
  m.peer = channel;
  m.id = in.int32();
  m.author = in.signed_number();
  m.sent_as = {in.signed_number()};
  m.flags = static_cast<std::uint32_t>(in.number());
  m.date = in.int32();
  if (const auto id = in.int32(); id != 0) m.reply_to = id;
  if (const auto date = in.int32(); date != 0) m.body.edit_date = date;
  m.has_body = true;
  m.body.text = in.text();
  m.body.entities = to_bytes(as_bytes(in.text()));
  m.body.extra = to_bytes(as_bytes(in.text()));
  return m;
}

store::ChannelMemberRow member_of(std::string_view part, std::int64_t channel) {
  BlobReader in(as_bytes(part));
  store::ChannelMemberRow m{.channel = channel};
  m.user = in.signed_number();
  m.inside = in.number() != 0;
  m.admin_rights = static_cast<std::uint32_t>(in.number());
  m.rank = in.text();
  m.banned_rights = static_cast<std::uint32_t>(in.number());
  m.banned_until = in.int32();
  m.acted_by = in.signed_number();
  m.inviter = in.signed_number();
  m.joined_at = in.int32();
  return m;
}

store::ChatInviteRow invite_of(std::string_view part, PeerId channel) {
  BlobReader in(as_bytes(part));
  store::ChatInviteRow i{.peer = channel};
  i.hash = in.text();
  i.admin = in.signed_number();
  i.title = in.text();
  i.created_at = in.int32();
  i.expires_at = in.int32();
  i.usage_limit = in.int32();
  i.usages = in.int32();
  i.flags = static_cast<std::uint32_t>(in.number());
  return i;
}

store::TopicRow topic_of(std::string_view part, PeerId channel) {
  BlobReader in(as_bytes(part));
  store::TopicRow t{.channel = channel};
  t.id = in.int32();
  t.title = in.text();
  t.icon_color = in.int32();
  t.icon_emoji = in.signed_number();
  t.creator = in.signed_number();
  t.date = in.int32();
  t.flags = static_cast<std::uint32_t>(in.number());
  t.pin = in.int32();
  return t;
}

store::AllowedReactions reactions_of(std::string_view part) {
  BlobReader in(as_bytes(part));
  store::AllowedReactions a;
  a.kind = static_cast<store::AllowedReactions::Kind>(in.int32());
  a.unique_max = in.int32();
  while (in.ok() && !in.at_end()) a.some.push_back(in.text());
  return a;
}

Bytes encode(const AdminEvent& e) {
  BlobWriter out;
  const auto put = [&](Tag tag, std::string_view part) {
    out.number(tag);
    out.text(part);
  };
  const auto put_both = [&](Tag before, Tag after, const auto& change) {
    if (change.before) put(before, encoded(*change.before));
    if (change.after) put(after, encoded(*change.after));
  };
  if (!e.text.before.empty()) put(kTextBefore, e.text.before);
  if (!e.text.after.empty()) put(kTextAfter, e.text.after);
  if (e.number.before != 0) put(kNumberBefore, encoded(e.number.before));
  if (e.number.after != 0) put(kNumberAfter, encoded(e.number.after));
  put_both(kMessageBefore, kMessageAfter, e.message);
  put_both(kMemberBefore, kMemberAfter, e.member);
  put_both(kInviteBefore, kInviteAfter, e.invite);
  put_both(kTopicBefore, kTopicAfter, e.topic);
  put_both(kReactionsBefore, kReactionsAfter, e.reactions);
  return out.take();
}

AdminEvent decode(const store::AdminLogRow& row) {
  AdminEvent e{.action = static_cast<AdminAction>(row.action)};
  e.id = row.id;
  e.date = row.date;
  e.user = row.user;
  const auto channel = PeerId::channel(row.channel);
  BlobReader in(row.body);
  while (in.ok() && !in.at_end()) {
    const auto tag = in.number();
    const auto part = in.text();
    if (tag == kTextBefore) e.text.before = part;
    if (tag == kTextAfter) e.text.after = part;
    if (tag == kNumberBefore) e.number.before = number_of(part);
    if (tag == kNumberAfter) e.number.after = number_of(part);
    if (tag == kMessageBefore) e.message.before = message_of(part, channel);
    if (tag == kMessageAfter) e.message.after = message_of(part, channel);
    if (tag == kMemberBefore) e.member.before = member_of(part, row.channel);
    if (tag == kMemberAfter) e.member.after = member_of(part, row.channel);
    if (tag == kInviteBefore) e.invite.before = invite_of(part, channel);
    if (tag == kInviteAfter) e.invite.after = invite_of(part, channel);
    if (tag == kTopicBefore) e.topic.before = topic_of(part, channel);
    if (tag == kTopicAfter) e.topic.after = topic_of(part, channel);
    if (tag == kReactionsBefore) e.reactions.before = reactions_of(part);
    if (tag == kReactionsAfter) e.reactions.after = reactions_of(part);
  }
  return e;
}

// Everything readable about an entry.
std::string words_of(store::Transaction& tx, const AdminEvent& e) {
  std::string words = e.text.before + " " + e.text.after;
  const auto add_name = [&](UserId id) {
    const auto user = id == 0 ? std::nullopt : store::find_user(tx, id);
    if (user) words += " " + user->first_name + " " + user->last_name + " " + user->username;
  };
  add_name(e.user);
  for (const auto* message : {&e.message.before, &e.message.after}) {
    if (*message) words += " " + (*message)->body.text;
  }
  if (e.member.after) add_name(e.member.after->user);
  for (const auto* invite : {&e.invite.before, &e.invite.after}) {
    if (*invite) words += " " + (*invite)->title;
  }
  for (const auto* topic : {&e.topic.before, &e.topic.after}) {
    if (*topic) words += " " + (*topic)->title;
  }
  return words;
}

// Without case, as far as German and English have it.
std::string folded(std::string_view text) {
  std::string out(text);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto byte = static_cast<unsigned char>(out[i]);
    const bool latin =
        i > 0 && static_cast<unsigned char>(out[i - 1]) == 0xC3 && byte >= 0x80 && byte <= 0x9E;
    if ((byte >= 'A' && byte <= 'Z') || latin) out[i] = static_cast<char>(byte + 0x20);
  }
  return out;
}

bool contains(const auto& list, const auto& value) {
  return !list || std::ranges::find(*list, value) != list->end();
}

}  // namespace

void log_admin(store::Transaction& tx, const Actor& actor, std::int64_t channel, const AdminEvent& event) {
  const auto id = store::insert_admin_log(tx, {.channel = channel,
                                               .date = actor.now,
                                               .user = actor.user,
                                               .action = static_cast<std::int32_t>(event.action),
                                               .body = encode(event)});
  if (event.action == AdminAction::change_photo) {
    for (const auto file : {event.number.before, event.number.after})
      if (file != 0) store::insert_admin_log_file(tx, channel, id, file);
  }
  for (const auto* message : {&event.message.before, &event.message.after}) {
    if (!*message || !store::names_files((*message)->flags)) continue;
    for (const auto file : files_of((*message)->body)) store::insert_admin_log_file(tx, channel, id, file);
  }
}

void log_member_change(store::Transaction& tx, const Actor& actor, const store::ChannelMemberRow& before,
                       const store::ChannelMemberRow& after) {
  auto shown = after;
  shown.inside = after.inside && !kicked(after);  // he is on his way out
  const auto log = [&](AdminAction action) {
    log_admin(tx, actor, after.channel, {.action = action, .member = {before, shown}});
  };
  if (after.admin_rights != before.admin_rights && after.banned_rights == 0) {
    const bool more = (after.admin_rights & ~before.admin_rights) != 0;
    log(more ? AdminAction::promote : AdminAction::demote);
  } else if (after.banned_rights != before.banned_rights) {
    const bool out = kicked(after) || kicked(before);
    const bool more = (after.banned_rights & ~before.banned_rights) != 0;
    if (out) log(kicked(after) ? AdminAction::kick : AdminAction::unkick);
    if (!out) log(more ? AdminAction::ban : AdminAction::unban);
  }
}

Result<std::vector<AdminEvent>> admin_events(store::Transaction& tx, const Actor& actor, std::int64_t channel,
                                             const AdminLogQuery& query) {
  TRY_ASSIGN(const auto in, see_channel(tx, actor, channel));
  TRY(check_deed(in, Deed::read_log));
  const auto below = query.below == 0 ? INT64_MAX : query.below;
  const bool all = !query.actions && !query.admins && query.text.empty();
  const auto wanted = static_cast<std::size_t>(std::clamp(query.limit, 0, kAdminLogPage));
  const auto words = folded(query.text);
  std::vector<AdminEvent> events;
  for (const auto& row : store::admin_log(tx, channel, query.above, below, actor.now - kAdminLogKept,
                                          all ? static_cast<int>(wanted) : kScanned)) {
    if (events.size() == wanted) break;
    if (!contains(query.actions, static_cast<AdminAction>(row.action))) continue;
    if (!contains(query.admins, row.user)) continue;
    auto event = decode(row);
    if (!words.empty() && folded(words_of(tx, event)).find(words) == std::string::npos) continue;
    events.push_back(std::move(event));
  }
  return events;
}

}  // namespace botschaft::domain
