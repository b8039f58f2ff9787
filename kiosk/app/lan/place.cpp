#include "kiosk/app/lan/place.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <ifaddrs.h>
#include <net/if.h>

#include <nlohmann/json.hpp>

#include "devices/base/file.h"
#include "devices/base/private_file.h"
#include "kiosk/app/core/office_files.h"
#include "workflow/lan/display_stream.h"
#include "workflow/lan/wire.h"
#include "workflow/pki/authority.h"
#include "workflow/pki/device_key.h"
#include "workflow/sync/wire/code.h"

namespace loket::app {
namespace {

constexpr auto kPlaceFile = "office.lan";
constexpr Millis kJoinPatience{60'000};

/// Everything of the induk's folder that a station must have, then the store itself, which makes it an office.
Status take_copy(sync::HttpsLink& link, const JoinWish& wish) {
    LOKET_ASSIGN(packed, link.post(std::string(lan::kFilesCall), {}));
    LOKET_ASSIGN(files, lan::decode_files(packed));
    for (const auto& file : files) {
        const auto path = wish.folder / file.name;
        LOKET_TRY(make_folder(path.parent_path()));
        LOKET_TRY(write_private(path, as_text(file.content)));
    }
    Bytes store;
    for (std::int64_t total = 1; static_cast<std::int64_t>(store.size()) < total;) {
        LOKET_ASSIGN(bytes, link.post(std::string(lan::kCopyCall), lan::encode(lan::CopyWish{static_cast<std::int64_t>(store.size())})));
        LOKET_ASSIGN(piece, lan::decode_copy_piece(bytes));
        if (piece.bytes.empty()) return corrupt("the copy of the store ends too early");
        total = piece.total;
        store.insert(store.end(), piece.bytes.begin(), piece.bytes.end());
        if (wish.progress) wish.progress(static_cast<int>(store.size() * 100 / static_cast<std::size_t>(total)));
    }
    return write_private(wish.folder / "office.db", as_text(store));
}

}  // namespace

Result<std::optional<LanPlace>> load_place(const std::filesystem::path& folder) {
    if (!std::filesystem::exists(folder / kPlaceFile)) return std::optional<LanPlace>();
    LOKET_ASSIGN(text, read_text(folder / kPlaceFile, 1u << 16));
    const auto doc = nlohmann::json::parse(text, nullptr, false);
    if (!doc.is_object()) return corrupt("office.lan cannot be read; join the office anew");
    LanPlace place;
    place.induk = doc.value("induk", false);
    place.name = doc.value("name", "");
    place.role = doc.value("role", "");
    place.number = doc.value("number", std::int64_t{0});
    place.address = doc.value("address", "");
    place.port = doc.value("port", kLanPort);
    place.authority = doc.value("authority", "");
    place.certificate = doc.value("certificate", "");
    place.key = doc.value("key", "");
    return std::optional(place);
}

Status save_place(const std::filesystem::path& folder, const LanPlace& place) {
    const nlohmann::json doc{{"induk", place.induk}, {"name", place.name}, {"role", place.role}, {"number", place.number}, {"address", place.address},
                             {"port", place.port}, {"authority", place.authority}, {"certificate", place.certificate}, {"key", place.key}};
    return write_private(folder / kPlaceFile, doc.dump(1));
}

Result<std::string> whole_address(const std::string& typed) {
    auto text = typed;
    if (const auto scheme = text.find("://"); scheme != std::string::npos) text = text.substr(scheme + 3);
    while (!text.empty() && (text.back() == '/' || text.back() == ' ')) text.pop_back();
    const bool sound = !text.empty() && text.find_first_of(" /@?#\"'\\") == std::string::npos;
    if (!sound) return rejected("lan.address", "an address is a name or number, with a port where it is another one: 192.168.1.5 or 192.168.1.5:7373");
    const bool has_port = text.find(':') != std::string::npos;
    return has_port ? text : fmt::format("{}:{}", text, kLanPort);
}

sync::LinkKeys lan_keys(const LanPlace& place, const std::string& address) {
    return {.url = fmt::format("https://{}", lan::kIndukName), .authority = place.authority, .certificate = place.certificate, .key = place.key, .connect_to = address};
}

std::string own_addresses(std::uint16_t port) {
    std::string out;
    ifaddrs* all = nullptr;
    if (getifaddrs(&all) == 0) {
        for (const auto* each = all; each != nullptr; each = each->ifa_next) {
            if (each->ifa_addr == nullptr || each->ifa_addr->sa_family != AF_INET || (each->ifa_flags & IFF_LOOPBACK) != 0) continue;
            char words[INET_ADDRSTRLEN] = {};
            inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in*>(each->ifa_addr)->sin_addr, words, sizeof(words));
            out += fmt::format("{}:{},", words, port);
        }
        freeifaddrs(all);
    }
    return out + fmt::format("127.0.0.1:{}", port);
}

std::vector<std::string> split_addresses(const std::string& list) {
    std::vector<std::string> out;
    for (std::size_t from = 0; from < list.size();) {
        const auto comma = std::min(list.find(',', from), list.size());
        if (comma > from) out.push_back(list.substr(from, comma - from));
        from = comma + 1;
    }
    return out;
}

Result<LanPlace> found_office_lan(const std::filesystem::path& folder, const std::string& name, std::uint16_t port, const Clock& clock) {
    if (!has_office(folder)) return no_office_in(folder);
    LOKET_ASSIGN(there, load_place(folder));
    if (there && there->induk) return *there;
    if (there) return rejected("lan.is_station", "this machine is a station; `loket office promote` makes it the induk");
    const auto now = clock.now();
    LOKET_ASSIGN(authority, pki::Authority::open(folder / "lan", "Loket office", now));
    LanPlace place{.induk = true, .name = name, .role = "induk", .number = 0, .address = fmt::format("127.0.0.1:{}", port), .port = port, .authority = pki::to_pem(authority.certificate()), .certificate = {}, .key = {}};
    LOKET_ASSIGN(key, pki::make_device_key());
    LOKET_ASSIGN(request, pki::make_request(key, name));
    LOKET_ASSIGN(certificate, authority.certify(request, "loket-0", {now - std::chrono::hours(24), now + std::chrono::hours(24 * 3650)}));
    place.key = key;
    place.certificate = pki::to_pem(certificate);
    LOKET_TRY(save_place(folder, place));
    return place;
}

Result<LanPlace> join_office(const JoinWish& wish) {
    if (has_office(wish.folder)) return rejected("lan.has_office", "there is an office in " + wish.folder.string() + " already; name another folder with --data");
    const auto code = sync::wire::read_code(wish.code);
    if (!code) return rejected("sync.code_shape", "a code has 32 characters in fours");
    LOKET_ASSIGN(address, whole_address(wish.address));
    LOKET_ASSIGN(authority, sync::HttpsLink::ask_authority("https://" + address, kJoinPatience));
    const auto digest = pki::key_digest(authority);
    if (!digest || !sync::wire::speaks_of(*code, *digest)) return rejected("lan.other_office", "whatever answers at this address did not make the code");
    LanPlace place{.induk = false, .name = wish.name, .role = wish.role, .number = 0, .address = address, .port = wish.port, .authority = pki::to_pem(authority), .certificate = {}, .key = {}};
    LOKET_ASSIGN(key, pki::make_device_key());
    place.key = key;
    LOKET_ASSIGN(request, pki::make_request(key, wish.name));
    sync::HttpsLink stranger(lan_keys(LanPlace{.authority = place.authority}, address), kJoinPatience);
    LOKET_ASSIGN(answer, stranger.post(std::string(lan::kJoinCall), lan::encode(lan::Joining{code->secret, wish.name, wish.role, request})));
    LOKET_ASSIGN(admission, lan::decode_admission(answer));
    place.certificate = pki::to_pem(admission.certificate);
    place.number = admission.number;
    sync::HttpsLink link(lan_keys(place, address), kJoinPatience);
    LOKET_TRY(make_folder(wish.folder));
    LOKET_TRY(save_place(wish.folder, place));  // before the store: an office without it would take itself for one of its own
    if (wish.role == lan::kDisplayRole) return place;  // it shows numbers and holds nothing
    if (const auto copied = take_copy(link, wish); !copied) {
        std::error_code ignored;
        for (const auto* name : {"office.db", "office.key", "office.seal", kPlaceFile}) std::filesystem::remove(wish.folder / name, ignored);
        return copied.error();
    }
    return place;
}

}  // namespace loket::app
