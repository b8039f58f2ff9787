#include "kiosk/app/speech/guidance.h"

#include <algorithm>
#include <utility>

#include "devices/base/secret.h"

namespace loket::speech {

using ui::Node;
using ui::Nodes;
using ui::Role;

namespace {

constexpr std::string_view kTyped = "typed";  // what has been typed so far stands under this id on every page

int top_layer(const Nodes& nodes) {
    int top = 0;
    for (const auto& node : nodes) top = std::max(top, node.layer);
    return top;
}

/// The bars around a page are the same everywhere and are not read with it.
bool of_the_bars(const Node& node) {
    if (node.id == "office" || node.id == "clock" || node.id == "toast" || node.role == Role::Dialog) return true;
    if (node.role == Role::Step) return !node.selected;
    return node.id.starts_with("language:") || node.id.starts_with("tool.");
}

bool told(const Node& node, int layer) { return node.layer == layer && !interactive(node.role) && !of_the_bars(node) && !node.label.empty(); }

bool choosable(const Node& node, int layer) {
    return node.layer == layer && node.enabled && interactive(node.role) && node.role != Role::Key && node.arrow == ui::Arrow::None && !of_the_bars(node);
}

std::string sentence(std::string text) {
    if (!text.empty() && std::string_view(".?!:").find(text.back()) == std::string_view::npos) text += '.';
    return text;
}

void add(std::string& all, std::string text) {
    if (text.empty()) return;
    if (!all.empty()) all += ' ';
    all += sentence(std::move(text));
}

std::string told_words(const Node& node, const ui::Strings& words) {
    if (node.role == Role::Step) return words.text("speech.step", {{"label", node.label}});
    if (node.id == kTyped) return node.value.empty() ? std::string{} : words.text("speech.typed", {{"value", node.value}});
    return node.value.empty() || node.value == node.label ? node.label : sentence(node.label) + " " + node.value;
}

std::string role_words(const Node& node, const ui::Strings& words) {
    switch (node.role) {
        case Role::Choice:
        case Role::Check:
        case Role::Tab: return words.text("speech.role.choice");
        case Role::Field: return words.text("speech.role.field");
        default: return words.text("speech.role.button");
    }
}

/// "2 dari 5" among the choices of the page; nothing where there is only one.
std::string place_words(const Node& node, const Nodes& nodes, const ui::Strings& words) {
    if (!choosable(node, node.layer)) return {};
    int at = 0, count = 0;
    for (const auto& other : nodes) {
        if (!choosable(other, node.layer)) continue;
        ++count;
        if (other.id == node.id) at = count;
    }
    return count < 2 ? std::string{} : words.text("speech.place", {{"at", std::to_string(at)}, {"count", std::to_string(count)}});
}

/// What has come to or gone from the end of a text.
std::string typed_words(const std::string& before, const std::string& now, const ui::Strings& words) {
    if (now.empty()) return words.text("speech.emptied");
    if (before.starts_with(now)) return words.text("speech.erased", {{"what", before.substr(now.size())}});
    if (!now.starts_with(before)) return words.text("speech.typed", {{"value", now}});
    auto fresh = now.substr(before.size());
    if (fresh == " ") return words.text("speech.space");
    if (fresh.size() > 1) std::erase(fresh, '-');  // a hyphen that stood there from the start
    return fresh;
}

const Node* find_if(const Nodes& nodes, auto wanted) {
    const auto found = std::ranges::find_if(nodes, wanted);
    return found == nodes.end() ? nullptr : &*found;
}

}  // namespace

std::string control_words(const Node& node, const Nodes& nodes, const ui::Strings& words) {
    if (node.role == Role::Key) return node.label;
    std::string text = node.label;
    const auto also = [&](const std::string& more) {
        if (!more.empty()) text += ", " + more;
    };
    also(node.value);
    also(role_words(node, words));
    also(place_words(node, nodes, words));
    if (node.selected) also(words.text("speech.selected"));
    return text;
}

std::string page_words(const Nodes& nodes, const ui::Strings& words) {
    const int layer = top_layer(nodes);
    std::string all;
    for (const auto& node : nodes)
        if (told(node, layer)) add(all, told_words(node, words));
    const auto choices = std::ranges::count_if(nodes, [&](const Node& node) { return choosable(node, layer); });
    if (choices > 0) add(all, words.text("speech.choices", {{"count", std::to_string(choices)}}));
    const bool digits = ui::find_node(nodes, "digit:1") != nullptr, letters = ui::find_node(nodes, "letter:A") != nullptr;
    if (layer == 0 && letters) add(all, words.text("speech.type_letters"));
    else if (layer == 0 && digits) add(all, words.text("speech.type_digits"));
    for (const auto& node : nodes)
        if (node.layer == layer && node.arrow == ui::Arrow::Right) add(all, words.text("speech.right", {{"label", node.label}}));
    for (const auto& node : nodes)
        if (node.layer == layer && node.arrow == ui::Arrow::Left) add(all, words.text("speech.left", {{"label", node.label}}));
    return all;
}

std::vector<std::string> fixed_phrases(const ui::Strings& words) {
    std::vector<std::string> phrases{words.text("speech.on"), words.text("speech.off"), words.text("speech.space"), words.text("speech.emptied"),
                                     words.text("timeout.spoken"), words.text("key.erase"), words.text("key.clear_all")};
    for (char digit = '0'; digit <= '9'; ++digit) phrases.emplace_back(1, digit);
    for (char letter = 'A'; letter <= 'Z'; ++letter) phrases.emplace_back(1, letter);
    return phrases;
}

void Guidance::turn(bool on) {
    if (on_ == on) return;
    on_ = fresh_ = on;
    page_.clear();
    zeroise(seen_.typed);
    seen_ = {};
    if (!on) speaker_.stop();
}

Guidance::Seen Guidance::look(const Nodes& nodes, const ui::Strings& words) {
    const int layer = top_layer(nodes);
    Seen seen;
    for (const auto& node : nodes) {
        if (node.layer != layer) continue;
        if (node.focused) {
            seen.focus = node.id;
            seen.focus_words = control_words(node, nodes, words);
        }
        if (node.id == kTyped) seen.typed = node.value;
        else if (node.role == Role::Status && told(node, layer)) seen.status.insert(told_words(node, words));
        if (node.arrow == ui::Arrow::Right) seen.can_go_on = true;
    }
    return seen;
}

std::string Guidance::news(const Nodes& nodes, const Seen& now, const ui::Strings& words) const {
    std::string text;
    const bool moved = now.focus != seen_.focus;
    if (!now.focus.empty() && (moved || now.focus_words != seen_.focus_words)) text = now.focus_words;
    if (now.typed != seen_.typed) {
        const auto typed = typed_words(seen_.typed, now.typed, words);
        text = typed;  // the key that was pressed is what has come
    }
    for (const auto& status : now.status)
        if (!seen_.status.contains(status)) add(text, status);
    if (now.can_go_on && !seen_.can_go_on)
        if (const auto* next = find_if(nodes, [](const Node& node) { return node.arrow == ui::Arrow::Right; })) add(text, words.text("speech.right", {{"label", next->label}}));
    return text;
}

bool Guidance::follow(const Nodes& nodes, const std::string& screen, const ui::Strings& words, const std::string& language) {
    if (!on_ || nodes.empty()) return false;
    const auto* dialog = find_if(nodes, [](const Node& node) { return node.role == Role::Dialog; });
    const auto page = language + "/" + screen + "/" + (dialog == nullptr ? "" : dialog->id);
    auto now = look(nodes, words);
    std::string text;
    if (page != page_) {
        if (std::exchange(plugged_, false)) add(text, words.text("speech.hello"));
        if (std::exchange(fresh_, false)) add(text, words.text("speech.on"));
        add(text, page_words(nodes, words));
        if (!now.focus_words.empty()) add(text, now.focus_words);
    } else text = news(nodes, now, words);
    page_ = page;
    zeroise(seen_.typed);
    seen_ = std::move(now);
    if (text.empty()) return false;
    speaker_.say(std::move(text), language, Priority::Reading);
    return true;
}

}  // namespace loket::speech
