#include "workflow/register/processing/processor.h"

#include <nlohmann/json.hpp>

#include "devices/base/log.h"
#include "workflow/dedup/duplicates.h"
#include "workflow/population/resident_json.h"
#include "workflow/register/gateway/gateway.h"
#include "workflow/register/postgres/connection.h"
#include "workflow/store/key_file.h"

namespace loket::centre {
namespace {

using nlohmann::json;

constexpr std::string_view kFingerItem = "finger:", kIrisItem = "iris:";
constexpr int kSearchThreads = 2;
constexpr std::size_t kSoughtFingers = 4;  // as at the office: thumbs and index fingers say enough

/// Of a finger or an eye as ISO counts them; 0 for whatever else.
int number_after(std::string_view prefix, const std::string& name) { return name.starts_with(prefix) ? std::atoi(name.c_str() + prefix.size()) : 0; }

/// Right index, left index, thumbs first.
int rank_of(int finger) {
    constexpr std::array kFirst{2, 7, 1, 6};
    const auto found = std::ranges::find(kFirst, finger);
    return found == kFirst.end() ? 10 + finger : static_cast<int>(found - kFirst.begin());
}

std::string suspects_json(const std::vector<dedup::Suspect>& suspects) {
    json out = json::array();
    for (const auto& one : suspects)
        out.push_back({{"nik", one.person}, {"score", one.score}, {"threshold", one.threshold}, {"fingers", one.fingers}, {"irises", one.irises}, {"alike_on_paper", one.alike_on_paper}});
    return out.dump();
}

}  // namespace

/// What a packet says, once it is proven.
struct Processor::Recording {
    sync::Digest packet{};
    sync::Manifest manifest;
    std::optional<population::Resident> person;
    std::vector<dedup::Gallery::Entry> fingers;
    std::vector<dedup::Gallery::Iris> irises;
};

Processor::Processor(Parts parts) : parts_(std::move(parts)) {}
Processor::~Processor() = default;

Result<std::unique_ptr<Processor>> Processor::open(Parts parts) {
    std::unique_ptr<Processor> out(new Processor(std::move(parts)));
    LOKET_ASSIGN(packets, packets_of(out->parts_.folder));
    out->packets_ = std::move(packets);
    LOKET_ASSIGN(keys, keys_in(out->parts_.folder));
    out->keys_ = std::move(keys);
    SystemRandom secret;
    LOKET_ASSIGN(key, store::load_or_create_key(out->parts_.folder / "register.gallery", secret));
    LOKET_ASSIGN(gallery, dedup::Gallery::open(out->parts_.folder / "gallery.db", key));
    out->gallery_ = std::move(gallery);
    LOKET_ASSIGN(books, Books::open(out->parts_.conninfo));
    out->books_ = std::move(books);
    LOKET_ASSIGN(holding, Connection::open(out->parts_.conninfo));
    out->held_ = std::make_unique<WorkList>(std::shared_ptr<Connection>(std::move(holding)));
    LOKET_ASSIGN(working, Connection::open(out->parts_.conninfo));
    const std::shared_ptr<Connection> shared(std::move(working));
    out->list_ = std::make_unique<WorkList>(shared);
    out->persons_ = std::make_unique<Persons>(shared);
    out->changes_ = std::make_unique<Changes>(shared);
    return out;
}

Result<bool> Processor::step() {
    LOKET_ASSIGN(told, tell_verdicts());
    LOKET_ASSIGN(changed, take_changes());
    LOKET_ASSIGN(opened, held_->open_next([this](const PacketToOpen& packet) -> Result<std::string> {
        LOKET_TRY(take_changes());  // those written before the packet was made are here: its person is not older than the master
        return open_packet(packet);
    }));
    return told || changed || opened;
}

Result<bool> Processor::take_changes() {
    const auto tell = [this](const LaidAside& one) -> Status {
        const json body{{"nik", one.nik}, {"case", one.case_id}, {"event", one.event}, {"ver", one.ver}, {"taken", false}, {"waits", true}};
        const auto told = books_->tell(keys_->signing(), one.origin, "person", body.dump(), parts_.clock.now());
        return told ? Status{} : Status{told.error()};
    };
    for (bool any = false;; any = true) {
        LOKET_ASSIGN(count, changes_->take(tell, parts_.clock.now()));
        if (count == 0) return any;
        log::info("register: {} changes of people", count);
    }
}

Result<std::string> Processor::open_packet(const PacketToOpen& packet) {
    LOKET_ASSIGN(sealed, packets_->open(packet.origin, packet.name));
    Status trouble;  // of the store, not of the packet
    const auto reading = [&](std::size_t count) -> Result<Bytes> {
        auto piece = sealed(count);
        if (!piece) trouble = piece.error();
        return piece;
    };
    Recording recording;
    std::vector<std::pair<int, Bytes>> pictures;
    const auto opened = sync::open_parcel(reading, *keys_, packet.key, [&](const sync::Manifest&, const sync::Item& item, Bytes content) -> Status {
        if (item.name == "person") {
            if (auto person = population::decode_resident(as_text(content))) recording.person = std::move(*person);
        } else if (const int finger = number_after(kFingerItem, item.name); finger >= 1 && finger <= 10) pictures.emplace_back(rank_of(finger) * 100 + finger, std::move(content));
        else if (const int eye = number_after(kIrisItem, item.name); parts_.read_iris && (eye == 1 || eye == 2)) {
            if (const auto code = parts_.read_iris(content)) recording.irises.push_back({static_cast<biometrics::Eye>(eye), *code});
        }
        return {};
    });
    LOKET_TRY(trouble);
    const auto short_name = to_hex(ByteView{packet.name}).substr(0, 12);
    if (!opened || opened->origin != packet.origin) {
        log::warn("register: packet {} of {} cannot be used: {}", short_name, packet.origin.substr(0, 8), opened ? "it names another office" : opened.error().context);
        return std::string("refused");
    }
    recording.packet = packet.name;
    recording.manifest = *opened;
    std::ranges::sort(pictures, {}, &std::pair<int, Bytes>::first);
    for (const auto& [rank, picture] : pictures) {
        if (recording.fingers.size() == kSoughtFingers) break;
        if (auto minutiae = parts_.read_finger(picture)) recording.fingers.push_back({recording.manifest.nik, static_cast<biometrics::Finger>(rank % 100), std::move(*minutiae)});
    }
    LOKET_ASSIGN(outcome, decide(recording));
    log::info("register: packet {} of {}: {}", short_name, packet.origin.substr(0, 8), outcome);
    return outcome;
}

Result<std::string> Processor::decide(const Recording& recording) {
    const auto& manifest = recording.manifest;
    std::vector<std::string> block;
    if (recording.person) {
        LOKET_ASSIGN(alike, persons_->alike(*recording.person));
        block = std::move(alike);
        LOKET_TRY(persons_->make_known(manifest.origin, *recording.person, parts_.clock.now()));
    }
    LOKET_ASSIGN(suspects, dedup::find_duplicates(*gallery_, manifest.nik, recording.fingers, block, kSearchThreads, recording.irises));
    LOKET_TRY(gallery_->put_irises(manifest.nik, recording.irises));
    LOKET_TRY(gallery_->put_all(recording.fingers));
    if (suspects.empty()) {
        LOKET_TRY(tell_state(manifest.origin, manifest.case_id, manifest.event, "PRINT_READY_RECORD", ""));
        return std::string("accepted");
    }
    LOKET_TRY(list_->doubt({.origin = manifest.origin, .case_id = manifest.case_id, .nik = manifest.nik, .suspects = suspects_json(suspects), .event = manifest.event, .at = parts_.clock.now(), .packet = recording.packet}));
    LOKET_TRY(tell_state(manifest.origin, manifest.case_id, manifest.event, "ADJUDICATE_RECORD", ""));
    return std::string("doubt");
}

Status Processor::tell_state(const std::string& origin, const std::string& case_id, std::int64_t event, const std::string& state, const std::string& reason) {
    LOKET_ASSIGN(seq, books_->tell(keys_->signing(), origin, "record", json{{"case", case_id}, {"event", event}, {"state", state}, {"reason", reason}}.dump(), parts_.clock.now()));
    (void)seq;
    return {};
}

Result<std::vector<Doubt>> Processor::open_doubts(const std::string& who) { return list_->open_doubts(who, parts_.clock.now()); }

Status Processor::judge(std::int64_t id, bool same, const std::string& who, const std::string& reason) {
    LOKET_ASSIGN(judged, list_->judge(id, same, who, reason, parts_.clock.now()));
    (void)judged;
    LOKET_ASSIGN(told, tell_verdicts());
    (void)told;
    return {};
}

Result<bool> Processor::tell_verdicts() {
    LOKET_ASSIGN(verdicts, list_->untold());
    for (const auto& one : verdicts) {  // twice does no harm: the office is where it is told to be already
        LOKET_TRY(tell_state(one.origin, one.case_id, one.event, one.same.value_or(false) ? "DUPLICATE_RECORD" : "PRINT_READY_RECORD", one.reason));
        LOKET_TRY(list_->told(one.id));
    }
    return !verdicts.empty();
}

}  // namespace loket::centre
