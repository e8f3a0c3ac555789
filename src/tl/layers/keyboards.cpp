// Layer 229 took inline buttons out of KeyboardButton: a row of an inline keyboard holds
// KeyboardInlineButton, and what a button does became a type of its own.
#include "tl/layers/values.h"

namespace botschaft::tl::layers::values {
namespace {

template <class Type, class Button>
Ptr<Type> with_url(const Button& button) {
  auto type = make<Type>();
  type->url = button.url;
  return type;
}

Box<InlineButtonType> type_of(const keyboardButtonCallback& button) {
  auto type = make<inlineButtonTypeCallback>();
  type->requires_password = button.requires_password;
  type->data = button.data;
  return type;
}

Box<InlineButtonType> type_of(const keyboardButtonSwitchInline& button) {
  auto type = make<inlineButtonTypeSwitchInline>();
  type->same_peer = button.same_peer;
  type->query = button.query;
  if (button.peer_types) type->peer_types = clone(*button.peer_types);
  return type;
}

Box<InlineButtonType> type_of(const keyboardButtonUrlAuth& button) {
  auto type = with_url<inlineButtonTypeUrlAuth>(button);
  type->fwd_text = button.fwd_text;
  type->button_id = button.button_id;
  return type;
}

Box<InlineButtonType> type_of(const inputKeyboardButtonUrlAuth& button) {
  auto type = with_url<inputInlineButtonTypeUrlAuth>(button);
  type->request_write_access = button.request_write_access;
  type->fwd_text = button.fwd_text;
  type->bot = clone(button.bot);
  return type;
}

Box<InlineButtonType> type_of(const Box<KeyboardButton>& button) {
  if (const auto* b = button.as<keyboardButtonCallback>()) return type_of(*b);
  if (const auto* b = button.as<keyboardButtonSwitchInline>()) return type_of(*b);
  if (const auto* b = button.as<keyboardButtonUrlAuth>()) return type_of(*b);
  if (const auto* b = button.as<inputKeyboardButtonUrlAuth>()) return type_of(*b);
  if (const auto* b = button.as<keyboardButtonUrl>()) return with_url<inlineButtonTypeUrl>(*b);
  if (const auto* b = button.as<keyboardButtonWebView>()) return with_url<inlineButtonTypeWebView>(*b);
  if (button.is<keyboardButtonGame>()) return make<inlineButtonTypeGame>();
  if (button.is<keyboardButtonBuy>()) return make<inlineButtonTypeBuy>();
  if (const auto* b = button.as<keyboardButtonUserProfile>()) {
    return make<inlineButtonTypeUserProfile>({{}, b->user_id});
  }
  if (const auto* b = button.as<inputKeyboardButtonUserProfile>()) {
    return make<inputInlineButtonTypeUserProfile>({{}, clone(b->user_id)});
  }
  if (const auto* b = button.as<keyboardButtonCopy>()) return make<inlineButtonTypeCopy>({{}, b->copy_text});
  return make<inlineButtonTypeDisabled>();
}

// Every constructor of KeyboardButton has them; which one this is does not matter to the reader of a field.
template <class... Buttons>
struct EachOf {
  template <class Box, class Visit>
  static void visit(Box& box, Visit&& visit) {
    (void)((box.template is<Buttons>() && (visit(*box.template as<Buttons>()), true)) || ...);
  }
};
using AnyButton =
    EachOf<keyboardButton, keyboardButtonUrl, keyboardButtonCallback, keyboardButtonRequestPhone,
           keyboardButtonRequestGeoLocation, keyboardButtonSwitchInline, keyboardButtonGame,
           keyboardButtonBuy, keyboardButtonUrlAuth, inputKeyboardButtonUrlAuth, keyboardButtonRequestPoll,
           inputKeyboardButtonUserProfile, keyboardButtonUserProfile, keyboardButtonWebView,
           keyboardButtonSimpleWebView, keyboardButtonRequestPeer, inputKeyboardButtonRequestPeer,
           keyboardButtonCopy>;

Box<KeyboardButton> button_of(const Box<InlineButtonType>& type) {
  if (const auto* t = type.as<inlineButtonTypeCallback>()) {
    auto button = make<keyboardButtonCallback>();
    button->requires_password = t->requires_password;
    button->data = t->data;
    return button;
  }
  if (const auto* t = type.as<inlineButtonTypeSwitchInline>()) {
    auto button = make<keyboardButtonSwitchInline>();
    button->same_peer = t->same_peer;
    button->query = t->query;
    if (t->peer_types) button->peer_types = clone(*t->peer_types);
    return button;
  }
  if (const auto* t = type.as<inputInlineButtonTypeUrlAuth>()) {
    auto button = with_url<inputKeyboardButtonUrlAuth>(*t);
    button->request_write_access = t->request_write_access;
    button->fwd_text = t->fwd_text;
    button->bot = t->bot ? clone(t->bot) : Box<InputUser>(make<inputUserEmpty>());
    return button;
  }
  if (const auto* t = type.as<inlineButtonTypeUrlAuth>()) {
    auto button = with_url<keyboardButtonUrlAuth>(*t);
    button->fwd_text = t->fwd_text;
    button->button_id = t->button_id;
    return button;
  }
  if (const auto* t = type.as<inlineButtonTypeUrl>()) return with_url<keyboardButtonUrl>(*t);
  if (const auto* t = type.as<inlineButtonTypeWebView>()) return with_url<keyboardButtonWebView>(*t);
  if (type.is<inlineButtonTypeGame>()) return make<keyboardButtonGame>();
  if (type.is<inlineButtonTypeBuy>()) return make<keyboardButtonBuy>();
  if (const auto* t = type.as<inlineButtonTypeUserProfile>()) {
    auto button = make<keyboardButtonUserProfile>();
    button->user_id = t->user_id;
    return button;
  }
  if (const auto* t = type.as<inputInlineButtonTypeUserProfile>()) {
    auto button = make<inputKeyboardButtonUserProfile>();
    button->user_id = clone(t->user_id);
    return button;
  }
  if (const auto* t = type.as<inlineButtonTypeCopy>()) {
    auto button = make<keyboardButtonCopy>();
    button->copy_text = t->copy_text;
    return button;
  }
  return make<keyboardButton>();
}

}  // namespace

bool older(const Vec<Box<KeyboardButtonRow>>& now, Vec<Box<KeyboardInlineButtonRow>>& then) {
  for (const auto& item : now) {
    const auto* row = item.as<keyboardButtonRow>();
    if (row == nullptr) continue;
    auto inline_row = make<keyboardInlineButtonRow>();
    for (const auto& button : row->buttons) {
      auto inline_button = make<keyboardInlineButton>();
      inline_button->type = type_of(button);
      AnyButton::visit(button, [&](const auto& any) {
        inline_button->text = any.text;
        inline_button->style = clone(any.style);
      });
      inline_row->buttons.push_back(std::move(inline_button));
    }
    then.push_back(std::move(inline_row));
  }
  return true;
}

void newer(Vec<Box<KeyboardInlineButtonRow>>&& then, Vec<Box<KeyboardButtonRow>>& now) {
  for (auto& item : then) {
    auto* inline_row = item.as<keyboardInlineButtonRow>();
    if (inline_row == nullptr) continue;
    auto row = make<keyboardButtonRow>();
    for (auto& inner : inline_row->buttons) {
      auto* inline_button = inner.as<keyboardInlineButton>();
      if (inline_button == nullptr) continue;
      auto button = button_of(inline_button->type);
      AnyButton::visit(button, [&](auto& any) {
        any.text = std::move(inline_button->text);
        any.style = std::move(inline_button->style);
      });
      row->buttons.push_back(std::move(button));
    }
    now.push_back(std::move(row));
  }
}

}  // namespace botschaft::tl::layers::values
