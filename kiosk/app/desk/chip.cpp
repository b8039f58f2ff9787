#include "kiosk/app/desk/chip.h"

#include <algorithm>

#include "devices/biometrics/finger/finger.h"
#include "devices/biometrics/iso/finger_record.h"
#include "devices/biometrics/iso/picture.h"
#include "devices/model/preview.h"
#include "workflow/documents/portrait.h"

namespace loket::app {
namespace {

constexpr documents::PixelSize kPhoto{192, 288};  // 2:3
constexpr int kSignatureWidth = 300, kPhotoSide = 480;

card::Biodata biodata_of(const documents::CardData& data) {
    return {.nik = data.nik, .name = data.name, .birth_place = data.birth_place, .born = iso_date(data.birth_date), .sex = data.sex, .blood = data.blood,
            .address = data.address, .rt_rw = data.rt_rw, .village = data.village, .district = data.district, .regency = data.regency, .province = data.province,
            .religion = data.religion, .marital = data.marital, .occupation = data.occupation, .citizenship = data.citizenship,
            .valid_until = data.valid_until, .issued = iso_date(data.issue_date)};
}

using Conversation = std::function<Status(card::Terminal&)>;

/// One power-up of a card, as a reader has it; `uid` empty: of whichever.
model::ApduTalk talk_of(const Equipment& equipment, const std::string& uid, Conversation conversation) {
    return [uid, sam = equipment.sam, conversation = std::move(conversation)](const std::string& lying, const model::ApduCarry& carry) -> Status {
        if (!uid.empty() && lying != uid) return rejected("card.other", "another card lies on the reader");
        SystemRandom random;
        card::Terminal terminal(carry, *sam, random);
        const auto done = conversation(terminal);
        // What is wrong with a card is not the reader's fault.
        const bool nonsense = !done && (done.error().fault == Fault::Corrupt || done.error().fault == Fault::Internal);
        return nonsense ? Status{rejected("card.unreadable", done.error().context)} : done;
    };
}

Status converse(Equipment& equipment, const std::string& uid, Millis patience, Conversation conversation, model::Sink& sink, std::stop_token stop) {
    model::ApduRequest request{.commands = {}, .patience = patience};
    request.talk = talk_of(equipment, uid, std::move(conversation));
    LOKET_ASSIGN(done, perform<model::ApduOutcome>(equipment, model::Kind::CardReader, std::move(request), sink, std::move(stop)));
    (void)done;
    return {};
}

/// The number of the chip was added when it was written; minutiae that it gives to nobody cannot be compared.
bool same_card(const card::Reading& there, card::CardContent wanted) {
    wanted.number = there.content.number;
    for (auto& finger : wanted.fingers)
        if (there.compares) finger.minutiae.clear();
    return there.content == wanted;
}

const SigningDesk* signing_of(const Equipment& equipment) { return equipment.paperwork ? &equipment.paperwork->signing : nullptr; }
Error no_signer() { return rejected("signing.none", "this station signs nothing"); }

/// Writes a card, or finds that it was written before with the same.
Result<Conversation> writing(Equipment& equipment, const card::CardContent& content) {
    const auto* signing = signing_of(equipment);
    if (signing == nullptr) return no_signer();
    const auto now = equipment.clock.now();
    LOKET_ASSIGN(signer, signing->card_signer(now));
    LOKET_ASSIGN(authorities, signing->authorities());
    return Conversation([content, signer, authorities, now](card::Terminal& terminal) -> Status {
        const auto written = card::personalise(terminal, content, signer, authorities, now);
        if (written || written.error().code != "card.in_use") return written;
        const auto there = card::read_card(terminal, authorities);  // the answer to the last command was lost, or it is somebody's
        if (!there && there.error().code == "card.not_on_reader") return there.error();
        return there && there->authentic() && same_card(*there, content) ? Status{} : written;
    });
}

}  // namespace

Result<Bytes> chip_photo(const RgbaImage& photo, int birth_year) {
    // Told from its ground at the size that is kept: a tenth of the work of the whole photo.
    LOKET_ASSIGN(portrait, documents::portrait_for_card(model::preview_of(photo, kPhotoSide), birth_year, kPhoto));
    auto bytes = biometrics::iso::jpeg_within(portrait.image, card::kPhotoRoom);
    if (bytes.empty()) return internal("the photo does not become small enough for the chip");
    return bytes;
}

Bytes chip_signature(const GrayImage& ink) {
    return ink.width == 0 ? Bytes{} : biometrics::iso::bilevel_png_within(ink, kSignatureWidth, card::kSignatureRoom);
}

Result<card::CardContent> chip_content(const Equipment& equipment, const engine::Case& c, const population::Resident& person, const CardMaterial& material) {
    card::CardContent content;
    content.biodata = biodata_of(card_data(equipment, person, c.card));
    content.blanko = c.card.serial;
    LOKET_ASSIGN(photo, chip_photo(material.photo, static_cast<int>(person.born.year())));
    content.photo = std::move(photo);
    content.signature = chip_signature(material.signature);
    for (const auto& [finger, image] : material.fingers) {
        LOKET_ASSIGN(minutiae, biometrics::extract_minutiae(image));
        content.fingers.push_back({finger, biometrics::iso::encode_card(minutiae)});
    }
    return content;
}

Status write_chip(Equipment& equipment, const std::string& uid, const card::CardContent& content, model::Sink& sink, std::stop_token stop) {
    LOKET_ASSIGN(conversation, writing(equipment, content));
    return converse(equipment, uid, Millis{0}, std::move(conversation), sink, std::move(stop));
}

Result<model::ApduTalk> chip_writer(Equipment& equipment, const card::CardContent& content) {
    LOKET_ASSIGN(conversation, writing(equipment, content));
    return talk_of(equipment, {}, [write = std::move(conversation)](card::Terminal& terminal) -> Status {
        const auto written = write(terminal);
        const bool ours = !written && chip_is_bad(written.error()) && written.error().code != "card.in_use";
        if (ours) (void)card::terminate_card(terminal);  // as far as it still listens
        return written;
    });
}

bool chip_is_bad(const Error& error) {
    static constexpr std::string_view kBad[] = {"card.refused", "card.state", "card.in_use", "card.read_back", "card.foreign", "card.unreadable", "card.terminated"};
    return std::ranges::find(kBad, error.code) != std::end(kBad);
}

Result<card::Reading> read_chip(Equipment& equipment, const std::string& uid, Millis patience, model::Sink& sink, std::stop_token stop) {
    const auto* signing = signing_of(equipment);
    if (signing == nullptr) return no_signer();
    LOKET_ASSIGN(authorities, signing->authorities());
    auto reading = std::make_shared<std::optional<card::Reading>>();
    const auto conversation = [reading, authorities](card::Terminal& terminal) -> Status {
        LOKET_ASSIGN(read, card::read_card(terminal, authorities));
        *reading = std::move(read);
        return {};
    };
    LOKET_TRY(converse(equipment, uid, patience, conversation, sink, std::move(stop)));
    return std::move(**reading);
}

Result<card::Terminal::Compared> ask_chip(Equipment& equipment, const std::string& uid, biometrics::Finger finger, const Bytes& minutiae, model::Sink& sink, std::stop_token stop) {
    auto said = std::make_shared<card::Terminal::Compared>();
    const auto conversation = [said, finger, minutiae, number = card::number_of(uid)](card::Terminal& terminal) -> Status {
        LOKET_ASSIGN(compared, card::verify_on_card(terminal, finger, minutiae, number));
        *said = compared;
        return {};
    };
    LOKET_TRY(converse(equipment, uid, Millis{0}, conversation, sink, std::move(stop)));
    return *said;
}

Status activate_chip(Equipment& equipment, const std::string& uid, model::Sink& sink, std::stop_token stop) {
    const auto conversation = [number = card::number_of(uid)](card::Terminal& terminal) { return card::activate_card(terminal, number); };
    return converse(equipment, uid, Millis{0}, conversation, sink, std::move(stop));
}

Status terminate_chip(Equipment& equipment, const std::string& uid, model::Sink& sink, std::stop_token stop) {
    const auto expected = uid.empty() ? std::nullopt : std::optional(card::number_of(uid));
    return converse(equipment, uid, Millis{0}, [expected](card::Terminal& terminal) { return card::terminate_card(terminal, expected); }, sink, std::move(stop));
}

}  // namespace loket::app
