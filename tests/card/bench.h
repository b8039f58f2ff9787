#pragma once
// A blank, an office that personalises, and a synthetic person.

#include <catch2/catch.hpp>

#include "devices/card/operations.h"
#include "devices/sim_card/virtual_card.h"
#include "workflow/documents/signing/certificate.h"

namespace loket::card {

inline const documents::signing::Validity kTen{from_millis(1'700'000'000'000), from_millis(2'000'000'000'000)};
inline const Instant kToday = from_millis(1'795'000'000'000);

inline CardNumber number_of(std::uint8_t last) { return {kNumberHead[0], kNumberHead[1], kNumberHead[2], 0x04, 0xA1, 0xB2, 0xC3, 0xD4, 0xE5, last}; }

struct Office {
    documents::signing::Credential authority = *documents::signing::make_authority({"Dinas contoh", "CA", "Otoritas contoh"}, kTen);
    documents::signing::Credential signer = *documents::signing::make_officer(authority, {"Dinas contoh", "KARTU", "Cetak kartu contoh"}, kTen);
    TestSam sam;
    SeededRandom random{7};

    [[nodiscard]] std::vector<Bytes> authorities() const { return {authority.certificate}; }
    [[nodiscard]] DocumentSigner document_signer() const { return {signer.key_pem, signer.certificate}; }
    [[nodiscard]] sim_card::Plastic blank(std::uint8_t last = 1) const {
        return sim_card::blank(number_of(last), sam.factory_keys(number_of(last)));
    }
    Terminal terminal(sim_card::VirtualCard& card) {
        return {[&card](ByteView command) { return card.carry(command); }, sam, random};
    }
    Status personalise(sim_card::Plastic& plastic, const CardContent& content, const sim_card::Mishap& mishap = {}) {
        sim_card::VirtualCard card(plastic, mishap);
        auto at = terminal(card);
        return card::personalise(at, content, document_signer(), authorities(), kToday);
    }
    Result<Reading> read(sim_card::Plastic& plastic, const sim_card::Mishap& mishap = {}) {
        sim_card::VirtualCard card(plastic, mishap);
        auto at = terminal(card);
        return read_card(at, authorities());
    }
    Status activate(sim_card::Plastic& plastic, const sim_card::Mishap& mishap = {}) {
        sim_card::VirtualCard card(plastic, mishap);
        auto at = terminal(card);
        return activate_card(at);
    }
};

inline CardContent somebody() {
    CardContent content;
    content.biodata = {"2101064107900001", "SITI CONTOH", "TANJUNG UBAN", "1990-07-01", "PEREMPUAN", "O", "JL. CONTOH NO. 1", "003/019", "TANJUNG UBAN KOTA", "BINTAN UTARA",
                       "BINTAN", "KEPULAUAN RIAU", "ISLAM", "KAWIN", "WIRASWASTA", "WNI", "SEUMUR HIDUP", "2026-11-29"};
    content.photo = Bytes(1500, 0x5A);
    content.signature = Bytes(400, 0x33);
    content.fingers = {{biometrics::Finger::RightIndex, Bytes(90, 0x21)}, {biometrics::Finger::LeftIndex, Bytes(120, 0x22)}};
    content.blanko = "B-000123";
    return content;
}

}  // namespace loket::card
