#include "kiosk/app/desk/upkeep.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>

#include <algorithm>

#include "devices/base/file.h"
#include "devices/base/sha256.h"
#include "kiosk/app/core/reference.h"
#include "workflow/engine/office_rules.h"
#include "workflow/sync/carry/backup.h"

namespace loket::app {

namespace fs = std::filesystem;

namespace {

constexpr auto kCheckSubject = "berkas data";

/// What a start would say of each kind of file.
std::string problem_of(const fs::path& assets, const std::string& folder) {
    const auto words = [](const auto& loaded) { return loaded ? std::string() : loaded.error().context; };
    if (folder == "calendar") return words(population::WorkCalendar::load(assets / folder));
    if (folder == "services") return words(engine::Services::load(assets / folder));
    if (folder == "regions") return words(population::Regions::load(assets / folder));
    if (folder == "enumerations.json") return words(population::Enumerations::load(assets / folder));
    if (folder == "office-rules.json") return words(engine::load_office_rules(assets / folder));
    return {};
}

DataFile look_at(const fs::path& file, const std::string& name, const std::string& problem) {
    constexpr std::size_t kShown = 12, kMost = 64u << 20;
    DataFile out{.name = name, .digest = {}, .problem = problem};
    const auto content = read_text(file, kMost);
    if (!content) {
        out.problem = content.error().context;
        return out;
    }
    out.bytes = content->size();
    out.digest = to_hex(sha256(ByteView{reinterpret_cast<const std::uint8_t*>(content->data()), content->size()})).substr(0, kShown);
    return out;
}

}  // namespace

std::vector<DataFile> data_files(const fs::path& assets) {
    std::vector<DataFile> files;
    for (const auto* part : {"calendar", "services", "regions", "strings", "office-rules.json", "enumerations.json", "office.json"}) {
        const auto problem = problem_of(assets, part);
        std::error_code ignored;
        if (!fs::is_directory(assets / part, ignored)) {
            files.push_back(look_at(assets / part, part, problem));
            continue;
        }
        std::vector<fs::path> found;
        for (const auto& entry : fs::directory_iterator(assets / part, ignored))
            if (entry.path().extension() == ".json" || entry.path().extension() == ".csv") found.push_back(entry.path());
        std::ranges::sort(found);
        for (const auto& file : found) files.push_back(look_at(file, part + ("/" + file.filename().string()), problem));
    }
    return files;
}

Result<StorageState> storage_state(Core& core) {
    StorageState state;
    std::error_code ignored;
    for (const auto* file : {"office.db", "office.db-wal"}) {
        const auto size = fs::file_size(core.folder() / file, ignored);
        if (!ignored) state.store_bytes += size;
    }
    const auto space = fs::space(core.folder(), ignored);
    state.free_bytes = space.available;
    state.disk_bytes = space.capacity;
    LOKET_ASSIGN(counts, core.store().counts());
    state.counts = counts;
    if (const auto& seal = core.store().last_seal()) state.sealed = seal->at;
    if (const auto copied = sync::last_backup(core.store())) state.backup = *copied;
    LOKET_ASSIGN(checks, core.store().audits(kCheckSubject));
    if (!checks.empty()) {
        state.checked = checks.back().at;
        state.sound = checks.back().purpose == "utuh";
    }
    return state;
}

Result<store::VerifyReport> check_store(Core& core, const engine::Actor& by, Instant now) {
    LOKET_ASSIGN(report, core.store().verify());
    store::Batch batch;
    batch.add(store::NewAudit{engine::to_string(by), "store_check", kCheckSubject, report.sound() ? "utuh" : "rusak", now});
    const auto kept = core.store().commit(batch);
    if (!kept) return kept.error();
    return report;
}

std::vector<NetworkLink> network_links() {
    std::vector<NetworkLink> links;
    ifaddrs* first = nullptr;
    if (getifaddrs(&first) != 0) return links;
    for (const auto* one = first; one != nullptr; one = one->ifa_next) {
        if (one->ifa_addr == nullptr || (one->ifa_flags & IFF_LOOPBACK) != 0) continue;
        auto link = std::ranges::find(links, std::string(one->ifa_name), &NetworkLink::name);
        if (link == links.end()) link = links.insert(links.end(), {one->ifa_name, {}, (one->ifa_flags & IFF_RUNNING) != 0});
        if (one->ifa_addr->sa_family != AF_INET) continue;
        char text[INET_ADDRSTRLEN] = {};
        const auto* address = reinterpret_cast<const sockaddr_in*>(one->ifa_addr);
        if (inet_ntop(AF_INET, &address->sin_addr, text, sizeof text) != nullptr) link->address = text;
    }
    freeifaddrs(first);
    return links;
}

}  // namespace loket::app
