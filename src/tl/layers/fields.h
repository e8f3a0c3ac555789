#pragma once
// Rules of single fields, by the names that schema/layers/rules.toml gives them: get() writes a canonical
// object's field for another layer, set() takes what such a client sent, fill() supplies what it does not
// say. A rule that serves several constructors is a template over them.
#include <algorithm>
#include <concepts>
#include <string>

#include "tl/api.h"
#include "tl/layers/values.h"

namespace botschaft::tl::layers::fields {

// --- replies ---

inline inputReplyToMessage& reply_header(Box<InputReplyTo>& reply) {
  if (!reply.is<inputReplyToMessage>()) reply = make<inputReplyToMessage>();
  return *reply.as<inputReplyToMessage>();
}

struct reply_to_msg_id {
  template <class S>
  static bool get(const S& s, std::int32_t& id) {
    const auto* header = s.reply_to.template as<inputReplyToMessage>();
    if (header != nullptr) id = header->reply_to_msg_id;
    return header != nullptr;
  }
  template <class S>
  static void set(S& s, std::int32_t&& id) {
    reply_header(s.reply_to).reply_to_msg_id = id;
  }
};

// A thread without a message replied to is a reply to its first message.
struct top_msg_id {
  template <class S>
  static void set(S& s, std::int32_t&& id) {
    auto& header = reply_header(s.reply_to);
    header.top_msg_id = id;
    if (header.reply_to_msg_id == 0) header.reply_to_msg_id = id;
  }
};

// --- users before peers ---

struct user_of_peer {
  template <class S, class User>
  static bool get(const S& s, User& user) {
    return values::older(s.peer, user);
  }
  template <class S, class User>
  static void set(S& s, User&& user) {
    values::newer(std::move(user), s.peer);
  }
};

struct participant {
  template <class S>
  static void set(S& s, Box<InputUser>&& user) {
    values::newer(std::move(user), s.participant);
  }
};

struct self_peer {
  template <class S>
  static void fill(S& s) {
    s.peer = make<inputPeerSelf>();
  }
};

struct chat_of_peer {
  static bool get(const updateGroupCall& s, std::int64_t& chat) {
    if (const auto* group = s.peer.as<peerChat>()) chat = group->chat_id;
    if (const auto* channel = s.peer.as<peerChannel>()) chat = channel->channel_id;
    return chat != 0;
  }
};

struct promo_peer {
  static bool get(const help_promoData& s, Box<Peer>& peer) {
    peer = s.peer ? clone(s.peer) : Box<Peer>(make<peerUser>());
    return true;
  }
};

struct nobody {
  template <class S>
  static bool get(const S&, Box<Peer>& peer) {
    peer = make<peerUser>();
    return true;
  }
};

// users.getFullUser puts the right one in (results.cpp).
struct user_by_id {
  static bool get(const userFull& s, Box<User>& user) {
    auto empty = make<userEmpty>();
    empty->id = s.id;
    user = std::move(empty);
    return true;
  }
};

struct first_peer {
  static bool get(const messageActionRequestedPeer& s, Box<Peer>& peer) {
    peer = s.peers.empty() ? Box<Peer>(make<peerUser>()) : clone(s.peers.front());
    return true;
  }
  static void set(messageActionRequestedPeer& s, Box<Peer>&& peer) { s.peers.push_back(std::move(peer)); }
};

struct first_username {
  static bool get(const updateUserName& s, std::string& name) {
    for (const auto& item : s.usernames) {
      const auto* username = item.as<tl::username>();
      if (username == nullptr || !username->active) continue;
      name = username->username;
      break;
    }
    return true;
  }
};

// --- stories ---

struct user_stories {
  static bool get(const stories_allStories& s, Vec<Box<UserStories>>& then) {
    for (const auto& stories : s.peer_stories) {
      if (Box<UserStories> user; values::older(stories, user)) then.push_back(std::move(user));
    }
    return true;
  }
};

// --- reactions ---

struct chosen {
  static bool get(const reactionCount& s, bool& is_chosen) {
    is_chosen = s.chosen_order.has_value();
    return is_chosen;
  }
  static void set(reactionCount& s, bool&& is_chosen) {
    if (is_chosen) s.chosen_order = 0;
  }
};

struct recent_user_reactions {
  static bool get(const messageReactions& s, Vec<Box<MessageUserReaction>>& then) {
    return s.recent_reactions && values::older(*s.recent_reactions, then);
  }
};

// --- themes ---

struct no_theme {
  static bool get(const chatTheme&, Box<Theme>& theme) {
    theme = make<tl::theme>();
    return true;
  }
};

struct theme_emoticon {
  template <class S>
    requires requires(const S& s) { s.theme.template as<chatTheme>(); }
  static bool get(const S& s, std::string& emoticon) {
    const auto* theme = s.theme.template as<chatTheme>();
    if (theme != nullptr) emoticon = theme->emoticon;
    return theme != nullptr;
  }
  static void set(messages_setChatTheme& s, std::string&& emoticon) {
    auto theme = make<inputChatTheme>();
    theme->emoticon = std::move(emoticon);
    s.theme = std::move(theme);
  }
};

struct background_emoji {
  template <class S>
  static bool get(const S& s, std::int64_t& id) {
    const auto* color = s.color.template as<peerColor>();
    if (color == nullptr || !color->background_emoji_id) return false;
    id = *color->background_emoji_id;
    return true;
  }
};

// --- account ---

// Before layer 145 an address was confirmed for Passport alone.
struct passport_purpose {
  template <class S>
  static void fill(S& s) {
    s.purpose = make<emailVerifyPurposePassport>();
  }
};

struct verification_code {
  static void set(account_verifyEmail& s, std::string&& code) {
    auto verification = make<emailVerificationCode>();
    verification->code = std::move(code);
    s.verification = std::move(verification);
  }
};

struct sound_name {
  static bool get(const peerNotifySettings& s, std::string& name) {
    return values::older(s.other_sound, name);
  }
};

// --- messages ---

struct months_of_days {
  template <class S>
  static bool get(const S& s, std::int32_t& months) {
    months = s.days / 30;
    return true;
  }
  template <class S>
  static void set(S& s, std::int32_t&& months) {
    s.days = months * 30;
  }
};

struct first_alternative {
  static bool get(const messageMediaDocument& s, Box<Document>& document) {
    if (!s.alt_documents || s.alt_documents->empty()) return false;
    document = clone(s.alt_documents->front());
    return true;
  }
};

// A quiz named its correct answers by their options; now by their places.
struct correct_options {
  static bool get(const inputMediaPoll& s, Vec<std::string>& options) {
    const auto* poll = s.poll.as<tl::poll>();
    if (!s.correct_answers || poll == nullptr) return false;
    for (const auto place : *s.correct_answers) {
      if (place < 0 || static_cast<std::size_t>(place) >= poll->answers.size()) continue;
      const auto* answer = poll->answers[static_cast<std::size_t>(place)].as<pollAnswer>();
      if (answer != nullptr) options.push_back(answer->option);
    }
    return true;
  }
  static void set(inputMediaPoll& s, Vec<std::string>&& options) {
    const auto* poll = s.poll.as<tl::poll>();
    auto& places = s.correct_answers.emplace();
    for (std::size_t place = 0; poll != nullptr && place < poll->answers.size(); ++place) {
      const auto* answer = poll->answers[place].as<pollAnswer>();
      if (answer != nullptr && std::ranges::find(options, answer->option) != options.end()) {
        places.push_back(static_cast<std::int32_t>(place));
      }
    }
  }
};

// Reports had a reason before they walked through options; the reason becomes the option of that name.
struct report_option {
  static void set(messages_report& s, Box<ReportReason>&& reason);
};

struct call_message_sender {
  static bool get(const updateGroupCallMessage& s, Box<Peer>& sender) {
    if (const auto* message = s.message.as<groupCallMessage>()) sender = clone(message->from_id);
    return static_cast<bool>(sender);
  }
};

// --- rich text that a layer has no word for keeps its words ---

struct text_alone {
  template <class S>
  static bool get(const S& s, Vec<Box<RichText>>& texts) {
    texts.push_back(clone(s.text));
    return true;
  }
};

struct emoji_text {
  static bool get(const textCustomEmoji& s, std::string& text) {
    text = s.alt;
    return true;
  }
};

struct math_source {
  static bool get(const textMath& s, std::string& text) {
    text = s.source;
    return true;
  }
};

// --- bots ---

struct default_menu_button {
  static bool get(const botInfo& s, Box<BotMenuButton>& button) {
    button = s.menu_button ? clone(s.menu_button) : Box<BotMenuButton>(make<botMenuButtonDefault>());
    return true;
  }
};

struct can_reply {
  template <class S>
  static bool get(const S& s, bool& may) {
    const auto* rights = s.rights.template as<businessBotRights>();
    may = rights != nullptr && rights->reply;
    return may;
  }
};

struct terms_url {
  static bool get(const invoice& s, std::string& url) {
    if (s.terms_url) url = *s.terms_url;
    return s.recurring && s.terms_url.has_value();
  }
};

// Layer 229 says what a button does in a field of the one constructor that is left.
struct button_type {
  static bool get(const keyboardButton&, Box<ButtonType>& type) {
    type = make<buttonTypeDefault>();
    return true;
  }
  static bool get(const keyboardButtonRequestPhone&, Box<ButtonType>& type) {
    type = make<buttonTypeRequestPhone>();
    return true;
  }
  static bool get(const keyboardButtonRequestGeoLocation&, Box<ButtonType>& type) {
    type = make<buttonTypeRequestGeoLocation>();
    return true;
  }
  static bool get(const keyboardButtonRequestPoll& s, Box<ButtonType>& type) {
    auto poll = make<buttonTypeRequestPoll>();
    poll->quiz = s.quiz;
    type = std::move(poll);
    return true;
  }
  static bool get(const keyboardButtonSimpleWebView& s, Box<ButtonType>& type) {
    auto view = make<buttonTypeSimpleWebView>();
    view->url = s.url;
    type = std::move(view);
    return true;
  }
  static bool get(const keyboardButtonRequestPeer& s, Box<ButtonType>& type) {
    auto request = make<buttonTypeRequestPeer>();
    request->button_id = s.button_id;
    request->peer_type = clone(s.peer_type);
    request->max_quantity = s.max_quantity;
    type = std::move(request);
    return true;
  }
};

// --- channels, stickers, gifts ---

struct signatures_enabled {
  static void set(channels_toggleSignatures& s, bool&& enabled) { s.signatures_enabled = enabled; }
};

struct covered_documents {
  static bool get(const stickerSetFullCovered& s, Vec<Box<Document>>& covers) {
    covers = clone(s.documents);
    return true;
  }
};

struct rarity_permille {
  template <class S>
  static bool get(const S& s, std::int32_t& permille) {
    const auto* rarity = s.rarity.template as<starGiftAttributeRarity>();
    if (rarity != nullptr) permille = rarity->permille;
    return rarity != nullptr;
  }
  template <class S>
  static void set(S& s, std::int32_t&& permille) {
    auto rarity = make<starGiftAttributeRarity>();
    rarity->permille = permille;
    s.rarity = std::move(rarity);
  }
};

struct stars_amount {
  static bool get(const starsTransaction& s, Box<StarsAmount>& stars) {
    stars = clone(s.amount);
    return true;
  }
};

struct stars_count {
  static bool get(const starsTransaction& s, std::int64_t& stars) { return values::older(s.amount, stars); }
};

}  // namespace botschaft::tl::layers::fields
