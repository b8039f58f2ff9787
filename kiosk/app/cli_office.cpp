#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>

#include "kiosk/app/cli.h"
#include "kiosk/app/cli_words.h"
#include "kiosk/app/core/office_files.h"
#include "kiosk/app/lan/office_line.h"

namespace loket::app {
namespace {

constexpr Millis kFindingTakes{1'500};

struct OfficeWish {
    std::filesystem::path data = default_office_folder();
    std::string address, code, name = "Stasiun", role = "loket";
    std::uint16_t port = kLanPort;
    std::int64_t number = 0;
    bool json = false;
};

/// Asks the induk as this machine, whether its kiosk runs or not.
Result<Bytes> ask_induk(const OfficeWish& wish, std::string_view call, const Bytes& body = {}) {
    constexpr Millis kPatience{5'000};
    LOKET_ASSIGN(place, load_place(wish.data));
    if (!place) return Error{Fault::Gone, "no office.lan in " + wish.data.string(), "lan.no_office"};
    sync::HttpsLink link(lan_keys(*place, wish.address.empty() ? place->address : wish.address), kPatience);
    auto answer = link.post(std::string(call), body);
    if (!answer && answer.error().fault == Fault::Gone) return Error{Fault::Gone, answer.error().context, lan::kNoInduk};
    return answer;
}

Status open_induk(const OfficeWish& wish) {
    LOKET_ASSIGN(place, found_office_lan(wish.data, wish.name, wish.port, SystemClock()));
    tell("lan.opened");
    fmt::print("{}\n", own_addresses(place.port));
    return {};
}

Status pair(const OfficeWish& wish) {
    LOKET_ASSIGN(code, ask_induk(wish, kCodeCall));
    fmt::print("{}\n", as_text(code));
    return {};
}

void print_members(const lan::Members& all, bool json) {
    if (!json) fmt::print("epoch {}  commits {}\n", all.epoch, all.head);
    for (const auto& one : all.members) {
        const auto seen = one.seen_ms == 0 ? std::string("-") : wall_clock(from_millis(one.seen_ms));
        const auto behind = std::max<std::int64_t>(all.head - one.n, 0);  // one that was just heard may be ahead of what is known of the induk
        if (json) fmt::print(R"({{"number":{},"name":"{}","role":"{}","seen_ms":{},"behind":{},"waits":{},"removed":{}}})" "\n", one.number, one.name, one.role, one.seen_ms, behind, one.aside, one.removed);
        else fmt::print("{:>3}  {:<20}  {:<12}  seen {}  behind {}  waits there {}{}\n", one.number, one.name, one.role, seen, one.seen_ms == 0 ? std::string("-") : std::to_string(behind), one.aside, one.removed ? "  REMOVED" : "");
    }
}

Status show_office(const OfficeWish& wish) {
    LOKET_ASSIGN(bytes, ask_induk(wish, lan::kMembersCall));
    LOKET_ASSIGN(members, lan::decode_members(bytes));
    print_members(members, wish.json);
    return {};
}

Status remove_machine(const OfficeWish& wish) {
    const auto done = ask_induk(wish, kRemoveCall, lan::encode(lan::After{1, wish.number, 0, {}, 0}));
    return done ? Status{} : Status{done.error()};
}

/// Every induk of this network that says so: a hint where to join, nothing more.
Status find_here(const OfficeWish& wish) {
    const auto found = find_induks(kFindingTakes);
    for (const auto& one : found) {
        if (wish.json) fmt::print("{}\n", nlohmann::json{{"name", one.name}, {"address", one.address}, {"authority", one.authority}}.dump());
        else fmt::print("{:<22}  {}\n", one.address, one.name);
    }
    return found.empty() ? Status{rejected("lan.none_found", "no induk answers on this network")} : Status{};
}

Status join_here(const OfficeWish& wish) { return join_from_terminal(wish.data, {wish.address, wish.code, wish.name, wish.role, wish.port}); }

Status promote_here(const OfficeWish& wish) {
    LOKET_ASSIGN(place, promote_station(wish.data));
    tell("lan.promoted");
    fmt::print("{}\n", own_addresses(place.port));
    return {};
}

}  // namespace

Status join_from_terminal(const std::filesystem::path& data, const JoinByHand& wish) {
    std::vector<FoundInduk> found;
    if (wish.address.empty()) {
        found = find_induks(kFindingTakes);
        if (found.empty()) return rejected("lan.none_found", "no induk answers on this network");
        for (const auto& one : found) fmt::print(stderr, "{:<22}  {}\n", one.address, one.name);
    }
    auto code = wish.code;
    if (code.empty()) {
        tell("lan.type_code");
        std::getline(std::cin, code);
    }
    const auto show = [last = -1](int percent) mutable {
        if (percent / 25 != last / 25 || last < 0) fmt::print(stderr, "{} %\n", percent);
        last = percent;
    };
    const JoinWish joining{.folder = data, .address = wish.address, .code = code, .name = wish.name, .role = wish.role, .port = wish.port, .progress = show};
    LOKET_ASSIGN(place, wish.address.empty() ? join_found(joining, found) : join_office(joining));
    tell("lan.joined", {{"number", std::to_string(place.number)}});
    return {};
}

void add_office(CLI::App& app, Exit& exit) {
    auto* office = app.add_subcommand("office", "Several machines, one office: an induk that decides, stations that follow it. Works on the office's own network, without any other");
    office->require_subcommand(1);
    auto wish = std::make_shared<OfficeWish>();
    const auto action = [&](const char* name, const char* help, Status (*work)(const OfficeWish&)) {
        auto* sub = office->add_subcommand(name, help);
        sub->add_option("--data", wish->data, "Folder of the office of this machine")->capture_default_str();
        sub->callback([wish, &exit, work] { exit.code = code_of(work(*wish)); });
        return sub;
    };
    const auto named = [&](CLI::App* sub) {
        sub->add_option("--name", wish->name, "How people call this machine")->capture_default_str();
        sub->add_option("--port", wish->port, "It listens here if it is, or becomes, the induk")->capture_default_str();
        return sub;
    };
    auto* status = action("status", "The machines: role, last seen, how many commits behind, what waits there. Asked of the running induk", show_office);
    status->add_option("--address", wish->address, "Of the induk, if it has moved");
    status->add_flag("--json", wish->json, "One line of JSON for each machine");
    action("find", "Every induk that answers on this network, with its address; whether it is the right one only its code tells", find_here)->add_flag("--json", wish->json, "One line of JSON for each");
    named(action("open", "Makes this machine the induk of its office; kiosk closed", open_induk));
    action("pair", "At the induk, while its kiosk runs: a code that lets one machine in, once, for ten minutes", pair);
    action("remove", "At the induk, while its kiosk runs: a machine that was lost is let in no more", remove_machine)->add_option("NUMBER", wish->number, "As `status` shows it")->required();
    auto* join = named(action("join", "Makes this machine a station of the office at ADDRESS (first there: `./loket office pair`, which gives the code); `./loket run --join` does the same and starts", join_here));
    join->add_option("ADDRESS", wish->address, "Of the induk: 192.168.1.5 or with :port; looked for on this network if not given");
    join->add_option("--code", wish->code, "From the induk; asked for if not given");
    join->add_option("--role", wish->role, "What the station is for")->capture_default_str();
    action("promote", "At a station, kiosk closed, when the induk is lost: this station takes its place and begins a new epoch; the old one is refused", promote_here);
}

}  // namespace loket::app
