#pragma once
// A machine's disk in a folder, and bundles for it.

#include <unistd.h>

#include <filesystem>

#include "devices/base/file.h"
#include "kiosk/app/update/installer.h"

namespace loket::test {

namespace fs = std::filesystem;

inline const sync::SigningKey& publisher() {
    static const sync::SigningKey key(std::array<std::uint8_t, 32>{1, 2, 3});
    return key;
}

inline Bytes payload(std::size_t size, std::uint8_t seed) {
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(i * 31 + seed);
    return bytes;
}

/// Version 1.0 runs from slot A; slot B holds what was left of 0.9.
class Appliance {
  public:
    Appliance() : folder_(fs::temp_directory_path() / ("loket-update-" + std::to_string(::getpid()))) {
        fs::remove_all(folder_);
        fs::create_directories(folder_ / "esp/EFI/Linux");
        put_entry("loket_1.0.efi");
        put_entry("loket_0.9.efi");
        REQUIRE(write_file(folder_ / "slot", payload(1u << 20, 9)));
        REQUIRE(write_file(folder_ / "kernel", kernel));
        REQUIRE(write_file(folder_ / "root", root));
    }
    ~Appliance() { fs::remove_all(folder_); }

    void put_entry(const std::string& name) const { REQUIRE(write_text(folder_ / "esp/EFI/Linux" / name, name)); }
    [[nodiscard]] update::Places places() const { return {folder_ / "esp", folder_ / "slot", 0, "1.0", folder_ / "floor"}; }
    [[nodiscard]] fs::path bundle() const { return folder_ / "bundle"; }
    [[nodiscard]] const fs::path& folder() const { return folder_; }

    void make(const std::string& version, const sync::SigningKey& key = publisher()) const {
        update::Manifest manifest;
        manifest.version = version;
        manifest.root_hash = std::string(64, 'a');
        manifest.changes = {"Perbaikan cetak"};
        REQUIRE(update::make_bundle(bundle(), manifest, folder_ / "kernel", folder_ / "root", key));
    }
    Result<update::Manifest> install(bool kernel_good = true) const {
        return update::install(bundle(), publisher().public_key(), places(), [=](const fs::path&) { return kernel_good; });
    }
    /// File names on the EFI partition, sorted.
    [[nodiscard]] std::vector<std::string> entries() const {
        std::vector<std::string> names;
        for (const auto& file : fs::directory_iterator(folder_ / "esp/EFI/Linux")) names.push_back(file.path().filename());
        std::sort(names.begin(), names.end());
        return names;
    }
    [[nodiscard]] Bytes slot() const { return read_file(folder_ / "slot").value(); }

    const Bytes kernel = payload(70'001, 5), root = payload(900'000, 7);

  private:
    fs::path folder_;
};

}  // namespace loket::test
