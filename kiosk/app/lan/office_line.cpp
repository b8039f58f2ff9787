#include "kiosk/app/lan/office_line.h"

#include <fmt/format.h>

#include "devices/base/log.h"
#include "kiosk/app/core/office_files.h"

namespace loket::app {

Result<std::shared_ptr<OfficeLine>> start_office_line(CoreThread& core, const Clock& clock, const std::filesystem::path& folder, const std::optional<OnNetwork>& network) {
    LOKET_ASSIGN(place, load_place(folder));
    if (!place) return std::shared_ptr<OfficeLine>();
    auto line = std::make_shared<OfficeLine>();
    line->place = *place;
    line->network = network;
    if (place->induk) {
        LOKET_TRY(core.ask([number = place->number](Core& owner) { return owner.follow(nullptr, number); }).get());
        LOKET_ASSIGN(induk, Induk::start(core, clock, *place, folder, network));
        line->induk = std::move(induk);
    } else {
        LOKET_ASSIGN(station, StationLine::start(core, clock, *place, network));
        line->station = std::move(station);
    }
    return line;
}

void care_for_versions(OfficeLine& line, const Clock& clock, VersionCare care) {
    if (line.induk) line.induk->versions().proven_by(std::move(care.proven));
    if (!line.station) return;
    line.versions = std::make_unique<BundleLine>(BundleLine::Parts{.place = line.place, .address = [station = line.station] { return station->view().address; }, .clock = clock, .file = care.file, .wants = std::move(care.wants)});
}

namespace {

/// From now on this machine decides; under a new epoch, so that nothing of the old induk is taken for the office's any more.
Status begin_epoch(store::Store& store) {
    LOKET_TRY(store.set_follows(false));
    LOKET_TRY(store.share());
    LOKET_ASSIGN(epoch, store.raise_epoch());
    log::info("office: epoch {} begins at commit {}", epoch, store.shared_head());
    return {};
}

Status save_as_induk(const std::filesystem::path& folder, LanPlace& place) {
    place.induk = true;
    place.address = fmt::format("127.0.0.1:{}", place.port);
    return save_place(folder, place);
}

}  // namespace

Result<std::shared_ptr<OfficeLine>> open_running(CoreThread& core, const Clock& clock, const std::optional<OnNetwork>& network) {
    const auto folder = core.ask([](Core& owner) { return owner.folder(); }).get();
    LOKET_TRY(found_office_lan(folder, "Induk", kLanPort, clock));
    return start_office_line(core, clock, folder, network);
}

Result<std::shared_ptr<OfficeLine>> promote_running(CoreThread& core, const Clock& clock, const OfficeLine& line) {
    if (!line.station) return rejected("lan.is_induk", "this machine is the induk already");
    line.station->stop();
    auto place = line.place;
    LOKET_ASSIGN(folder, core.ask([](Core& owner) -> Result<std::filesystem::path> {
                                 LOKET_TRY(owner.follow(nullptr, 0));
                                 LOKET_TRY(begin_epoch(owner.store()));
                                 LOKET_TRY(owner.keep_aside_ones());
                                 owner.set_line({});
                                 return owner.folder();
                             }).get());
    LOKET_TRY(save_as_induk(folder, place));
    return start_office_line(core, clock, folder, line.network);
}

Result<LanPlace> promote_station(const std::filesystem::path& folder) {
    LOKET_ASSIGN(place, load_place(folder));
    if (!place) return Error{Fault::Gone, "this machine belongs to no office of several machines", "lan.no_office"};
    if (place->induk) return rejected("lan.is_induk", "this machine is the induk already");
    SystemRandom random;
    LOKET_ASSIGN(files, open_office_files(folder, random, Missing::Refuse));
    LOKET_TRY(begin_epoch(*files.store));
    LOKET_TRY(save_as_induk(folder, *place));
    return *place;
}

}  // namespace loket::app
