#include "kiosk/app/centre/sticks.h"

#include "kiosk/app/centre/centre_orders.h"
#include "kiosk/app/centre/packet_contents.h"

namespace loket::app {
namespace {

/// The keys and packets of an office, as long as a stick is written or read.
struct AtDesk {
    sync::AtStore at_store;
    sync::SigningKey key;
    sync::SealingKey box;
    std::filesystem::path folder;
    sync::Packer packer;
    sync::PacketBox packets;
    sync::NumberDesk numbers;
    std::function<Status()> news;
    sync::StickWork work;

    explicit AtDesk(const StickDesk& desk)
        : at_store(sync::at_hand(desk.core.store())), key(desk.seed), box(sync::stick_seed(desk.seed)), folder(desk.core.folder() / "packets"),
          packer(at_store, packet_contents, key, folder), packets(folder),
          numbers{.wanted = [&desk] { return numbers_to_ask(desk.core, wib_date(desk.clock.now())); },
                  .take = [&desk](const auto& ask, const auto& given) { return take_number(desk.core, ask, given); }},
          news([&desk] { return obey_centre(desk.core); }), work{at_store, packer, packets, key, box, numbers, news, desk.clock, desk.random} {}
};

}  // namespace

Result<sync::Shipped> write_stick(const StickDesk& desk, const std::filesystem::path& file, std::int64_t most_bytes) {
    AtDesk at(desk);
    LOKET_TRY(at.packer.begin(desk.core.store()));
    return sync::ship(at.work, file, most_bytes);
}

Result<sync::Returned> read_stick(const StickDesk& desk, const std::filesystem::path& file) {
    AtDesk at(desk);
    LOKET_TRY(at.packer.begin(desk.core.store()));
    return sync::take_back(at.work, file);
}

}  // namespace loket::app
