#include "kiosk/app/core/health_log.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "kiosk/app/core/core.h"
#include "workflow/engine/role.h"

namespace loket::app {

using nlohmann::json;

namespace {

constexpr std::array<std::string_view, 3> kConditions = {"ready", "operator", "down"};

constexpr std::array<std::pair<std::string_view, std::string_view>, 15> kKinds = {{{"finger_scanner", "Pemindai sidik jari"},
                                                                                  {"iris_scanner", "Kamera iris"},
                                                                                  {"camera", "Kamera foto"},
                                                                                  {"signature_pad", "Papan tanda tangan"},
                                                                                  {"card_printer", "Pencetak kartu"},
                                                                                  {"card_reader", "Pembaca kartu"},
                                                                                  {"receipt_printer", "Pencetak struk"},
                                                                                  {"document_camera", "Kamera dokumen"},
                                                                                  {"paper_printer", "Pencetak A4"},
                                                                                  {"headset", "Colokan headset"},
                                                                                  {"code_reader", "Pembaca kode"},
                                                                                  {"keypad", "Papan tombol"},
                                                                                  {"status_light", "Lampu penanda"},
                                                                                  {"touch_screen", "Layar sentuh"},
                                                                                  {"appliance", "Peranti Loket"}}};

constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kReasons = {{{"offline", "tidak menjawab"},
                                                                                    {"media-empty", "kartu atau kertas habis"},
                                                                                    {"media-low", "kartu atau kertas hampir habis"},
                                                                                    {"media-jam", "macet"},
                                                                                    {"cover-open", "penutup terbuka"},
                                                                                    {"output-area-full", "kotak keluaran penuh"},
                                                                                    {"marker-supply-empty", "pita habis"},
                                                                                    {"marker-supply-low", "pita hampir habis"},
                                                                                    {"toner-empty", "toner habis"},
                                                                                    {"toner-low", "toner hampir habis"},
                                                                                    {"paused", "dijeda"},
                                                                                    {"no-picture", "tidak memberi gambar"},
                                                                                    {"storage-full", "kartu memori penuh atau terkunci"},
                                                                                    {"broken", "rusak"}}};

template <std::size_t Size>
std::string look_up(const std::array<std::pair<std::string_view, std::string_view>, Size>& table, std::string_view code) {
    for (const auto& [known, words] : table)
        if (known == code) return std::string(words);
    return std::string(code);
}

std::string encode(const HealthLine& line) {
    json body{{"device", line.device}, {"kind", line.kind}, {"product", line.product}, {"condition", to_string(line.condition)}};
    if (!line.serial.empty()) body["serial"] = line.serial;
    if (line.simulated) body["simulated"] = true;
    if (!line.reasons.empty()) body["reasons"] = line.reasons;
    if (!line.supplies.empty()) body["supplies"] = line.supplies;
    if (line.self_test) body["self_test"] = *line.self_test;
    if (!line.software.empty()) body["software"] = line.software;
    if (line.machine != 0) body["machine"] = line.machine;
    return body.dump();
}

Result<HealthLine> decode(const store::StoredAudit& stored) {
    try {
        const auto body = json::parse(stored.purpose);
        HealthLine line{.device = body.at("device"), .kind = body.at("kind"), .product = body.at("product"), .serial = body.value("serial", ""), .simulated = body.value("simulated", false), .at = stored.at};
        const auto found = std::ranges::find(kConditions, body.at("condition").get<std::string>());
        if (found == kConditions.end()) return corrupt("an unknown condition of a device");
        line.condition = static_cast<Condition>(found - kConditions.begin());
        line.reasons = body.value("reasons", line.reasons);
        line.supplies = body.value("supplies", line.supplies);
        if (body.contains("self_test")) line.self_test = body["self_test"].get<bool>();
        line.software = body.value("software", "");
        line.machine = body.value("machine", line.machine);
        return line;
    } catch (const json::exception& wrong) {
        return corrupt(std::string("a health line of a device cannot be read: ") + wrong.what());
    }
}

}  // namespace

std::string_view to_string(Condition condition) { return kConditions[static_cast<std::size_t>(condition)]; }

HealthLine appliance_line(const std::string& serial, const std::string& version, const std::string& root_hash, Instant at) {
    return {.device = kApplianceDevice, .kind = "appliance", .product = "Loket " + version, .serial = serial, .at = at, .software = version + " " + root_hash};
}

Status note_health(Core& core, HealthLine line) {
    line.machine = core.machine();
    store::Batch batch;
    batch.add(store::NewAudit{engine::to_string({"loket", engine::Role::Sistem}), line.self_test ? "device_test" : "device", kHealthSubject, encode(line), line.at});
    const auto committed = core.store().commit(batch);
    return committed ? Status{} : Status{committed.error()};
}

Result<std::vector<HealthLine>> health_lines(store::Store& store) {
    LOKET_ASSIGN(stored, store.audits(kHealthSubject));
    std::vector<HealthLine> lines;
    for (const auto& each : stored) {
        LOKET_ASSIGN(line, decode(each));
        lines.push_back(std::move(line));
    }
    return lines;
}

std::vector<HealthLine> last_of_each(const std::vector<HealthLine>& lines) {
    std::map<std::pair<std::int64_t, std::string>, HealthLine> last;
    for (const auto& line : lines) last[{line.machine, line.device}] = line;
    std::vector<HealthLine> out;
    for (auto& [key, line] : last) out.push_back(std::move(line));
    return out;
}

std::string device_kind_words(std::string_view kind) { return look_up(kKinds, kind); }
std::string device_reason_words(std::string_view reason) { return look_up(kReasons, reason); }

}  // namespace loket::app
