// Long: many offices at one gateway; packets larger than a machine's memory over a link that is cut. `test_register "[.long]"`.

#include <cstdlib>
#include <fstream>
#include <iostream>

#include "tests/register/proxy.h"
#include "tests/register/tools.h"

using namespace loket;
using namespace loket::centre::test;

namespace {

int number_from(const char* name, int otherwise) {
    const auto* text = std::getenv(name);
    return text == nullptr ? otherwise : std::atoi(text);
}

double seconds_since(Instant start) { return static_cast<double>((SystemClock().now() - start).count()) / 1000; }

}  // namespace

TEST_CASE("register: five hundred offices send their day to one gateway", "[.long]") {
    const int offices = number_from("LOKET_OFFICES", 500), events = number_from("LOKET_OFFICE_EVENTS", 100), threads = 8;
    Register reg;
    std::vector<std::unique_ptr<OfficeAt>> all;
    for (int n = 0; n < offices; ++n) {
        all.push_back(std::make_unique<OfficeAt>());
        must(all.back()->join(reg.url(), reg.code()));
        all.back()->write(events);
    }
    const auto start = reg.clock.now();
    std::atomic<int> next = 0, failed = 0;
    std::vector<std::jthread> lines;
    for (int t = 0; t < threads; ++t)
        lines.emplace_back([&] {
            for (int n = next++; n < offices; n = next++) {
                auto policy = OfficeAt::quick();
                policy.batch_events = 500;
                auto sender = all[static_cast<std::size_t>(n)]->sender(policy);
                const auto patience = reg.clock.now() + std::chrono::minutes(2);
                do (void)sender->step();
                while (sender->view()->waiting() > 0 && reg.clock.now() < patience);
                failed += sender->view()->waiting() > 0 ? 1 : 0;
            }
        });
    lines.clear();
    const auto took = seconds_since(start);
    std::cout << offices << " offices, " << offices * events << " events in " << took << " s: " << offices * events / took << " events/s\n";
    CHECK(failed == 0);
    for (const auto& office : all) CHECK(reg.events_of(office->uuid()) == events);
}

TEST_CASE("packets: gigabytes go on after each of twenty cuts", "[.long]") {
    const std::int64_t size = static_cast<std::int64_t>(number_from("LOKET_PACKET_MB", 5120)) << 20;
    Register reg;
    OfficeAt office;
    must(office.join(reg.url(), reg.code()));
    Proxy proxy(reg.gateway->port());
    office.move_to(proxy.port());
    // Holes take no room at this end: the packet is nothing but its size and some bytes at the end.
    std::filesystem::create_directories(office.folder / "packets");
    const auto made = office.folder / "packets" / "making";
    sync::PacketHash hash;
    {
        std::ofstream out(made, std::ios::binary);
        out.seekp(size - 4);
        out << "end.";
    }
    const Bytes zeros(1u << 20);
    for (std::int64_t left = size - 4; left > 0; left -= static_cast<std::int64_t>(zeros.size())) hash.add(ByteView(zeros).first(static_cast<std::size_t>(std::min<std::int64_t>(left, 1 << 20))));
    const auto name = hash.add(as_bytes("end.")).finish();
    std::filesystem::rename(made, office.folder / "packets" / to_hex(ByteView{name}));
    auto policy = OfficeAt::quick();
    policy.piece_bytes = 4 << 20;
    policy.patience = std::chrono::minutes(2);
    auto sender = office.sender(policy);
    const sync::PacketBox box(office.folder / "packets");
    proxy.cut_after = static_cast<int>(std::min<std::int64_t>(size / 22, 1 << 30));
    std::int64_t furthest = 0;
    const auto start = reg.clock.now();
    while (box.count().packets > 0) {
        if (proxy.cuts >= 20) proxy.cut_after = 0;
        (void)sender->step();
        const auto row = must(reg.books->packet(office.uuid(), name));
        CHECK(row.offset >= furthest);
        furthest = row.offset;
        if (sender->view()->standing.failures > 0) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    const auto took = seconds_since(start);
    std::cout << (size >> 20) << " MB across " << proxy.cuts << " cuts in " << took << " s: " << static_cast<double>(size >> 20) / took << " MB/s\n";
    CHECK(proxy.cuts >= 20);
    CHECK(must(reg.books->packet(office.uuid(), name)).complete);
    CHECK(std::filesystem::file_size(reg.folder / "packets" / office.uuid() / to_hex(ByteView{name})) == static_cast<std::uintmax_t>(size));
}
