#include "workflow/sync/wire/machines.h"

#include <algorithm>

#include "devices/base/cbor.h"
#include "workflow/sync/codes.h"

namespace loket::sync::wire {
namespace {

constexpr std::int64_t kMachinesVersion = 1;

Error no_machines() { return {Fault::Corrupt, "not a list of machines, nor an offer", kShape}; }

MachineFacts::Device device_in(CborReader& in, bool& well) {
    well = well && in.array() == 5;
    MachineFacts::Device out{.kind = in.text()};
    out.product = in.text();
    out.serial = in.text();
    out.condition = in.text();
    out.at = in.integer();
    return out;
}

MachineFacts machine_in(CborReader& in, bool& well) {
    well = well && in.array() == 6;
    MachineFacts out{.number = in.integer()};
    out.serial = in.text();
    out.version = in.text();
    out.root_hash = in.text();
    out.seen = in.integer();
    const auto count = in.array();
    well = well && count <= kMostDevices;
    for (std::size_t i = 0; well && in.ok() && i < count; ++i) out.devices.push_back(device_in(in, well));
    return out;
}

}  // namespace

Bytes encode(const Machines& machines) {
    CborWriter out;
    out.array(2).integer(kMachinesVersion).array(machines.size());
    for (const auto& one : machines) {
        out.array(6).integer(one.number).text(one.serial).text(one.version).text(one.root_hash).integer(one.seen).array(one.devices.size());
        for (const auto& device : one.devices) out.array(5).text(device.kind).text(device.product).text(device.serial).text(device.condition).integer(device.at);
    }
    return out.take();
}

Result<Machines> decode_machines(ByteView bytes) {
    CborReader in(bytes);
    bool well = in.array() == 2 && in.integer() == kMachinesVersion;
    const auto count = in.array();
    well = well && count <= kMostMachines;
    Machines out;
    for (std::size_t i = 0; well && in.ok() && i < count; ++i) out.push_back(machine_in(in, well));
    if (!well || !in.finished()) return no_machines();
    return out;
}

Bytes encode(const BundleOffer& offer) {
    return CborWriter().array(4).integer(kMachinesVersion).bytes(offer.name ? ByteView(*offer.name) : ByteView()).integer(offer.size).text(offer.version).take();
}

Result<BundleOffer> decode_bundle_offer(ByteView bytes) {
    CborReader in(bytes);
    const bool begun = in.array() == 4 && in.integer() == kMachinesVersion;
    const auto name = in.bytes();
    BundleOffer out{.name = {}, .size = in.integer()};
    out.version = in.text();
    if (name.size() == Digest{}.size()) std::ranges::copy(name, out.name.emplace().begin());
    if (!begun || !in.finished() || (!out.name && !name.empty()) || out.size < 0 || out.size > kMostPacketBytes) return no_machines();
    return out;
}

}  // namespace loket::sync::wire
