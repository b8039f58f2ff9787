#include "kiosk/app/cli_bench_card.h"

#include <fmt/format.h>

#include "devices/base/clock.h"
#include "devices/biometrics/finger/finger.h"
#include "devices/biometrics/iso/finger_record.h"
#include "devices/biometrics/synth/synth.h"
#include "devices/card/operations.h"
#include "devices/sim_card/virtual_card.h"
#include "kiosk/app/bench_figures.h"
#include "kiosk/app/desk/chip.h"
#include "workflow/documents/signing/certificate.h"

namespace loket::app {
namespace {

constexpr std::uint64_t kPerson = 31;

/// As full as the profile lets a card be: the chip's photo of a synthetic face, two prints.
Result<card::CardContent> full_card() {
    card::CardContent content;
    for (const auto& field : card::kBiodataFields) content.biodata.*field.value = std::string(24, 'A');
    content.biodata.nik = "2101064107900001";
    content.biodata.born = "1990-07-01";
    content.biodata.issued = "2026-11-29";
    content.blanko = "KEP000042";
    LOKET_ASSIGN(photo, chip_photo(biometrics::synth::face(kPerson, {}, {.seed = 1}), 1990));
    content.photo = std::move(photo);
    content.signature = Bytes(card::kSignatureRoom, 0x33);
    for (const auto finger : {biometrics::Finger::RightIndex, biometrics::Finger::LeftIndex}) {
        LOKET_ASSIGN(minutiae, biometrics::extract_minutiae(biometrics::synth::fingerprint(kPerson, finger, {.seed = 1})));
        content.fingers.push_back({finger, biometrics::iso::encode_card(minutiae)});
    }
    return content;
}

/// One power-up.
Status measure(std::string_view what, std::string_view target, sim_card::Plastic& plastic, const std::function<Status(card::Terminal&)>& operation) {
    card::TestSam sam;
    SeededRandom random(7);
    sim_card::VirtualCard chip(plastic, {});
    card::Terminal terminal([&](ByteView command) { return chip.carry(command); }, sam, random);
    const double before = cpu_seconds();
    LOKET_TRY(operation(terminal));
    const double spent = (cpu_seconds() - before) * 1000;
    row(fmt::format("card: {}, commands", what), terminal.commands(), "");
    row(fmt::format("card: {}, bytes both ways", what), static_cast<double>(terminal.bytes()), "");
    row(fmt::format("card: {}, at 106 kbit/s", what), chip.milliseconds(), "ms", target);
    row(fmt::format("card: {}, processor time of both sides", what), spent, "ms");
    return {};
}

}  // namespace

Status bench_card() {
    using documents::signing::Validity;
    const Instant now = SystemClock{}.now();
    const Validity years{now - std::chrono::hours(24), now + std::chrono::hours(24 * 365)};
    LOKET_ASSIGN(authority, documents::signing::make_authority({"Dinas contoh", "CA", "Otoritas contoh"}, years));
    LOKET_ASSIGN(officer, documents::signing::make_officer(authority, {"Dinas contoh", "KARTU", "Cetak kartu contoh"}, years));
    const card::DocumentSigner signer{officer.key_pem, officer.certificate};
    const std::vector<Bytes> authorities{authority.certificate};
    LOKET_ASSIGN(content, full_card());
    const auto number = card::number_of("04c0ffee000001");
    auto plastic = sim_card::blank(number, card::TestSam().factory_keys(number));
    LOKET_TRY(measure("write, read back, verify and lock", "<= 3000", plastic, [&](card::Terminal& at) { return card::personalise(at, content, signer, authorities, now); }));
    LOKET_TRY(measure("read and verify", "<= 1500", plastic, [&](card::Terminal& at) -> Status {
        LOKET_ASSIGN(reading, card::read_card(at, authorities));
        return reading.authentic() ? Status{} : Status{internal("the card that was written is not genuine")};
    }));
    return measure("activate", "<= 1000", plastic, [&](card::Terminal& at) { return card::activate_card(at); });
}

}  // namespace loket::app
