// card: what lies on the reader, or in a file that plays a card: written, read, judged, activated.

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "devices/base/file.h"
#include "devices/biometrics/finger/finger.h"
#include "devices/biometrics/iso/finger_record.h"
#include "devices/card/operations.h"
#include "devices/model/sim_chip.h"
#include "devices/runtime/address_watch.h"
#include "devices/runtime/run.h"
#include "devices/runtime/settings.h"
#include "drivers/table.h"
#include "kiosk/app/cli.h"
#include "kiosk/app/core/office_files.h"
#include "kiosk/app/core/recording_plan.h"
#include "kiosk/app/core/reference.h"
#include "kiosk/app/demo/card_demo.h"
#include "kiosk/app/desk/chip.h"
#include "kiosk/app/desk/sam_slot.h"
#include "kiosk/app/desk/signing_desk.h"
#include "kiosk/app/picture_file.h"

namespace loket::app {
namespace {

using nlohmann::json;

struct CardWish {
    std::filesystem::path card, office, data, photo, signature, out, sam_pin;
    std::string sam;  ///< part of the name of its reader; empty: test keys
    std::vector<std::string> fingers;  ///< "2=FILE": position of ISO/IEC 19794-2
    double wait = 10;
    bool as_json = false;
};

using Conversation = std::function<Status(card::Terminal&)>;

Status talk(card::SecureAccessModule& sam, const model::ApduCarry& carry, const Conversation& conversation) {
    SystemRandom random;
    card::Terminal terminal(carry, sam, random);
    LOKET_TRY(conversation(terminal));
    fmt::print(stderr, "{} commands, {} bytes; keys: {}\n", terminal.commands(), terminal.bytes(), sam.name());
    return {};
}

/// A file that plays a card: {"uid": …, "memory": …} in hexadecimal. A name that does not exist yet is a blank from the factory.
Status with_file(const std::filesystem::path& path, card::SecureAccessModule& sam, const Conversation& conversation) {
    model::SimCard card{.uid = "04c0ffee000001"};
    if (std::filesystem::exists(path)) {
        LOKET_ASSIGN(text, read_text(path, 1u << 20));
        const auto parsed = json::parse(text, nullptr, false);
        const auto text_of = [&](const char* key) { return parsed.is_object() && parsed.contains(key) && parsed[key].is_string() ? parsed[key].get<std::string>() : std::string("-"); };
        const auto memory = from_hex(text_of("memory"));
        if (!memory) return corrupt(path.string() + " plays no card: it has no \"memory\"");
        card = {text_of("uid"), *memory};
    }
    auto chip = model::power_up(card);
    const auto done = talk(sam, [&](ByteView command) -> Result<Bytes> { return chip.answer(command); }, conversation);
    LOKET_TRY(write_text(path, json{{"uid", card.uid}, {"memory", to_hex(chip.plastic().memory)}}.dump() + "\n"));
    return done;
}

Status with_reader(double wait, card::SecureAccessModule& sam, const Conversation& conversation) {
    SystemClock clock;
    auto settings = runtime::load_settings(find_assets() / "devices.json", drivers::all());
    runtime::Registry registry(drivers::all(), clock, nullptr, std::move(settings).value_or({}));
    runtime::AddressWatch watch(registry);
    constexpr Millis kFirstLook{5000};
    (void)watch.looked(kFirstLook);
    runtime::SilentSink sink;
    model::ApduRequest request{.commands = {}, .patience = Millis{static_cast<std::int64_t>(wait * 1000)}};
    request.talk = [&](const std::string&, const model::ApduCarry& carry) { return talk(sam, carry, conversation); };
    LOKET_ASSIGN(done, runtime::run(registry, model::Kind::CardReader, request, sink));
    (void)done;
    return {};
}

Status with_card(const CardWish& wish, const Conversation& conversation) {
    std::shared_ptr<card::SecureAccessModule> sam = std::make_shared<card::TestSam>();
    if (!wish.sam.empty()) {
        LOKET_ASSIGN(pin, read_text(wish.sam_pin, 64));
        sam = module_in_reader(wish.sam, pin.substr(0, pin.find('\n')));
        LOKET_TRY(sam->ready());
    }
    return wish.card.empty() ? with_reader(wish.wait, *sam, conversation) : with_file(wish.card, *sam, conversation);
}

std::filesystem::path office_of(const CardWish& wish) { return wish.office.empty() ? default_office_folder() : wish.office; }

Result<std::vector<Bytes>> authorities_of(const CardWish& wish) {
    const auto folder = signing_folder(office_of(wish)) / "public";
    if (!std::filesystem::exists(folder)) return rejected("signing.none", office_of(wish).string() + " is no office that signs: name one with --office");
    LOKET_ASSIGN(anchors, documents::signing::TrustAnchors::load(folder));
    return std::move(anchors.authorities);
}

/// As one line; what a card holds may be no text at all.
std::string dumped(const json& value) { return value.dump(-1, ' ', true, json::error_handler_t::replace); }

void print_flat(const json& object) {
    for (const auto& [key, value] : object.items()) fmt::print("{:16} {}\n", key, dumped(value));
}

Status inspect(const CardWish& wish) {
    return with_card(wish, [&](card::Terminal& terminal) -> Status {
        LOKET_ASSIGN(sight, terminal.look());
        const json said{{"state", card::name_of(sight.life)}, {"blanko", sight.blanko}};
        if (wish.as_json) fmt::print("{}\n", dumped(said));
        else print_flat(said);
        return {};
    });
}

json verdict_of(const card::Reading& reading) {
    json altered = json::array();
    for (const auto file : reading.security.altered) altered.push_back(card::name_of(file));
    return {{"state", card::name_of(reading.life)}, {"signature", card::name_of(reading.security.authenticity)}, {"signer", reading.security.signer},
            {"altered", altered},                   {"cloned", reading.cloned},                                  {"authentic", reading.authentic()}};
}

json content_of(const card::CardContent& content) {
    json out;
    for (const auto& field : card::kBiodataFields) out[std::string(field.name)] = content.biodata.*field.value;
    auto& fingers = out["fingers"] = json::array();
    for (const auto& one : content.fingers) fingers.push_back({{"finger", static_cast<int>(one.finger)}, {"minutiae", one.minutiae.size() / 3}});
    out.update({{"blanko", content.blanko}, {"chip", to_hex(content.number)}, {"photo_bytes", content.photo.size()}, {"signature_bytes", content.signature.size()}});
    return out;
}

Status write_pictures(const std::filesystem::path& folder, const card::CardContent& content) {
    LOKET_TRY(make_folder(folder));
    LOKET_TRY(write_file(folder / "photo.jpg", content.photo));
    return content.signature.empty() ? Status{} : write_file(folder / "ink.png", content.signature);
}

/// `read` shows the content as well; both fail for a card that is not what it says.
Status judge(const CardWish& wish, bool show_content) {
    LOKET_ASSIGN(authorities, authorities_of(wish));
    return with_card(wish, [&](card::Terminal& terminal) -> Status {
        LOKET_ASSIGN(reading, card::read_card(terminal, authorities));
        auto said = verdict_of(reading);
        if (show_content && reading.authentic()) said.update(content_of(reading.content));  // of others nothing is to be believed
        if (wish.as_json) fmt::print("{}\n", dumped(said));
        else print_flat(said);
        if (!wish.out.empty() && reading.authentic()) LOKET_TRY(write_pictures(wish.out, reading.content));
        return reading.authentic() ? Status{} : Status{rejected("card.not_authentic", "the card is not what it says it is")};
    });
}

/// Biodata and serial of the blanko.
Result<card::CardContent> words_from(const std::filesystem::path& path) {
    LOKET_ASSIGN(text, read_text(path, 1u << 20));
    const auto parsed = json::parse(text, nullptr, false);
    if (!parsed.is_object()) return corrupt(path.string() + " is no JSON object");
    card::CardContent content;
    content.blanko = "SPECIMEN";
    for (const auto& [key, value] : parsed.items()) {
        const auto field = std::ranges::find(card::kBiodataFields, key, &card::BiodataField::name);
        if (!value.is_string() || (key != "blanko" && field == card::kBiodataFields.end())) return corrupt(fmt::format("{}: \"{}\" is no word of a card", path.string(), key));
        (key == "blanko" ? content.blanko : content.biodata.*field->value) = value.get<std::string>();
    }
    if (content.biodata.nik.empty() || content.biodata.name.empty()) return corrupt(path.string() + ": \"nik\" and \"name\" are needed");
    return content;
}

Result<card::CardFinger> finger_from(const std::string& wish) {
    const auto at = wish.find('=');
    const int position = at == std::string::npos ? 0 : std::atoi(wish.substr(0, at).c_str());
    if (position < 1 || position > 10) return rejected("option.finger", "a finger is given as POSITION=PICTURE, 1 (right thumb) to 10 (left little)");
    LOKET_ASSIGN(picture, read_grey(wish.substr(at + 1)));
    LOKET_ASSIGN(minutiae, biometrics::extract_minutiae(picture.image));
    return card::CardFinger{static_cast<biometrics::Finger>(position), biometrics::iso::encode_card(minutiae)};
}

Result<card::CardContent> content_from(const CardWish& wish) {
    LOKET_ASSIGN(content, words_from(wish.data));
    if (!wish.photo.empty()) {
        const auto born = parse_iso_date(content.biodata.born);
        if (!born) return corrupt(wish.data.string() + ": \"born\" is a day like 1990-07-01; the ground of the photo follows from it");
        LOKET_ASSIGN(photo, read_colour(wish.photo));
        LOKET_ASSIGN(portrait, chip_photo(photo, static_cast<int>(born->year())));
        content.photo = std::move(portrait);
    }
    if (!wish.signature.empty()) {
        LOKET_ASSIGN(signature, read_grey(wish.signature));
        content.signature = chip_signature(signature.image);
    }
    for (const auto& one : wish.fingers) {
        LOKET_ASSIGN(finger, finger_from(one));
        content.fingers.push_back(std::move(finger));
    }
    return std::move(content);
}

Status encode(const CardWish& wish) {
    const SystemClock clock;
    LOKET_ASSIGN(content, content_from(wish));
    if (!std::filesystem::exists(signing_folder(office_of(wish)))) fmt::print(stderr, "{}: a new test authority is made here\n", office_of(wish).string());
    LOKET_ASSIGN(signing, open_signing_desk(office_of(wish), find_assets() / "papers" / "sources" / "signers" / "office.json", clock.now()));
    LOKET_ASSIGN(signer, signing.card_signer(clock.now()));
    LOKET_ASSIGN(authorities, signing.authorities());
    return with_card(wish, [&](card::Terminal& terminal) -> Status {
        LOKET_TRY(card::personalise(terminal, content, signer, authorities, clock.now()));
        fmt::print("written, read back and locked\n");
        return {};
    });
}

Status change(const CardWish& wish, Status (*operation)(card::Terminal&), const char* said) {
    return with_card(wish, [&](card::Terminal& terminal) -> Status {
        LOKET_TRY(operation(terminal));
        fmt::print("{}\n", said);
        return {};
    });
}

void print_tally(const CardTally& tally, bool as_json) {
    const json said{{"cases", tally.cases}, {"handed_over", tally.handed_over}, {"active", tally.active}, {"refused", tally.refused}, {"spoiled", tally.spoiled},
                    {"revoked", tally.revoked}, {"blanks_unaccounted", tally.blanks_unaccounted}, {"persons_with_two_active", tally.persons_with_two_active},
                    {"mismatch_handed_over", tally.mismatch_handed_over}};
    if (as_json) fmt::print("{}\n", dumped(said));
    else print_flat(said);
}

void add_card_demo(CLI::App& card, Exit& exit) {
    auto* command = card.add_subcommand("demo", "Personalises and activates many cards in a synthetic office, then accounts for every piece of plastic. Fails if one is missing, a person\n"
                                                "has two active cards or a card went to somebody else.");
    auto options = std::make_shared<CardDemoOptions>();
    auto as_json = std::make_shared<bool>(false);
    options->out = "out/cards";
    command->add_option("--count", options->count, "How many people come for a card")->capture_default_str()->check(CLI::Range(1, 100'000));
    command->add_flag("--faults", options->faults, "Jams, torn, altered, cloned and dead chips, foreign keys, strangers who come for somebody's card");
    command->add_option("--seed", options->seed, "The same seed does the same")->capture_default_str();
    command->add_option("--out", options->out, "Folder of its office; replaced")->capture_default_str();
    command->add_flag("--json", *as_json, "One JSON object");
    command->add_flag("--quiet", options->quiet, "No progress");
    command->callback([options, as_json, &exit] {
        options->assets = find_assets();
        const auto tally = run_card_demo(*options);
        if (!tally) return void(exit.code = fail(tally.error()));
        print_tally(*tally, *as_json);
        exit.code = tally->sound() ? 0 : 1;
    });
}

}  // namespace

void add_card(CLI::App& app, Exit& exit) {
    auto* card = app.add_subcommand("card", "Cards of Loket's profile on any PC/SC reader, or played by a file. Keys are test keys where no SAM is named: every card is a specimen.");
    card->require_subcommand(1);
    const auto add = [&](const char* name, const char* help, const std::function<Status(const CardWish&)>& run) {
        auto* command = card->add_subcommand(name, help);
        auto wish = std::make_shared<CardWish>();
        command->add_option("--card", wish->card, "A file that plays the card (made when it is missing) instead of the reader");
        command->add_option("--wait", wish->wait, "Seconds to wait for a card on the reader")->capture_default_str()->check(CLI::Range(0, 600));
        auto* sam = command->add_option("--sam", wish->sam, "Part of the name of the contact reader with the SAM; without it the test keys of this program");
        command->add_option("--sam-pin", wish->sam_pin, "File whose first line is the PIN of the SAM")->needs(sam)->check(CLI::ExistingFile);
        command->callback([wish, run, &exit] { exit.code = code_of(run(*wish)); });
        return std::pair{command, wish};
    };
    const auto office = [](auto& made) { made.first->add_option("--office", made.second->office, "Folder of the office whose authority signs and is believed"); };
    const auto as_json = [](auto& made) { made.first->add_flag("--json", made.second->as_json, "One JSON object"); };
    auto looking = add("inspect", "What anybody sees: state and serial of the blanko", inspect);
    as_json(looking);
    auto reading = add("read", "All that the card holds, and what it is worth", [](const CardWish& wish) { return judge(wish, true); });
    office(reading), as_json(reading);
    reading.first->add_option("--out", reading.second->out, "Folder for photo and signature");
    auto verifying = add("verify", "Whether the card is genuine and unchanged; shows nothing of its holder", [](const CardWish& wish) { return judge(wish, false); });
    office(verifying), as_json(verifying);
    auto writing = add("encode", "Personalises a blank: biodata from a JSON file (keys as `read` prints them), pictures, fingers; reads back and locks", encode);
    office(writing);
    writing.first->add_option("--data", writing.second->data, "JSON file of the biodata; \"blanko\" is the serial")->required()->check(CLI::ExistingFile);
    writing.first->add_option("--photo", writing.second->photo, "Picture")->check(CLI::ExistingFile);
    writing.first->add_option("--signature", writing.second->signature, "Picture of the ink")->check(CLI::ExistingFile);
    writing.first->add_option("--finger", writing.second->fingers, "POSITION=PICTURE, as 2=right-index.png; two at most")->expected(1, 2);
    add("activate", "Locked to active. At a desk the holder's finger is compared before", [](const CardWish& wish) { return change(wish, [](card::Terminal& terminal) { return card::activate_card(terminal); }, "active"); });
    add_card_demo(*card, exit);
    add("terminate", "Ends the card for ever", [](const CardWish& wish) { return change(wish, [](card::Terminal& terminal) { return card::terminate_card(terminal); }, "terminated"); });
}

}  // namespace loket::app
