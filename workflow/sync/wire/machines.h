#pragma once
// What the machines of an office are, told to the register now and then, and the version of the appliance that it offers in return. In CBOR; every
// reader answers Corrupt `sync.shape` for bytes that are not what its writer writes. Nothing of people.

#include <optional>
#include <string>
#include <vector>

#include "devices/base/result.h"
#include "workflow/sync/packet.h"

namespace loket::sync::wire {

inline constexpr std::size_t kMostMachines = 200, kMostDevices = 200;

/// [ number, serial, version, root hash, seen, [ [ kind, product, serial, condition, at ]… ] ]
struct MachineFacts {
    std::int64_t number = 0;      ///< in an office of several machines; 0: its first
    std::string serial = {};      ///< "1A2B-3C4D-5E6F"
    std::string version = {};     ///< of the appliance
    std::string root_hash = {};   ///< dm-verity's, hexadecimal
    std::int64_t seen = 0;        ///< UTC milliseconds
    struct Device {
        std::string kind = {}, product = {}, serial = {}, condition = {};
        std::int64_t at = 0;      ///< of what it last said
        bool operator==(const Device&) const = default;
    };
    std::vector<Device> devices = {};
    bool operator==(const MachineFacts&) const = default;
};

/// [ 1, [ machine… ] ]
using Machines = std::vector<MachineFacts>;
Bytes encode(const Machines& machines);
Result<Machines> decode_machines(ByteView bytes);

/// [ 1, name, size, version ]; the name empty: none is offered.
struct BundleOffer {
    std::optional<Digest> name = {};  ///< BLAKE2b-256 of the whole file
    std::int64_t size = 0;            ///< bytes
    std::string version = {};
    bool operator==(const BundleOffer&) const = default;
};
Bytes encode(const BundleOffer& offer);
Result<BundleOffer> decode_bundle_offer(ByteView bytes);

}  // namespace loket::sync::wire
