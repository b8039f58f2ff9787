#include "kiosk/app/record_info.h"

#include <bit>

#include "devices/biometrics/iris/iris_code.h"
#include "devices/biometrics/iso/cbeff.h"
#include "devices/biometrics/iso/finger_record.h"
#include "devices/biometrics/iso/picture.h"
#include "devices/biometrics/iso/signature_picture.h"
#include "devices/biometrics/iso/signature_record.h"
#include "devices/biometrics/iso/transaction.h"
#include "kiosk/app/picture_file.h"

namespace loket::app {
namespace {

namespace iso = biometrics::iso;
using nlohmann::json;

const char* coding_name(iso::Coding coding) {
    switch (coding) {
        case iso::Coding::Raw: return "raw";
        case iso::Coding::Jpeg: return "JPEG";
        case iso::Coding::Jpeg2000: return "JPEG 2000";
        case iso::Coding::Png: return "PNG";
        case iso::Coding::Wsq: return "WSQ";
    }
    return "";
}

const char* finger_name(biometrics::Finger finger) {
    constexpr const char* kNames[] = {"unknown",    "right thumb", "right index", "right middle", "right ring", "right little",
                                      "left thumb", "left index",  "left middle", "left ring",    "left little"};
    return kNames[static_cast<std::size_t>(finger)];
}

const char* eye_name(biometrics::Eye eye) { return eye == biometrics::Eye::Right ? "right" : "left"; }

json picture_info(const iso::ImageRecord& image) {
    json out{{"coding", coding_name(image.coding)}, {"width", image.width}, {"height", image.height}, {"channels", image.channels}, {"bytes", image.picture.size()}};
    if (image.quality >= 0) out["quality"] = image.quality;
    std::optional<Error> problem;
    if (image.channels == 1) {
        if (const auto picture = iso::grey_picture(image); !picture) problem = picture.error();
    } else if (const auto picture = iso::colour_picture(image); !picture) problem = picture.error();
    if (problem) out["problem"] = problem->context;
    return out;
}

Result<json> minutiae_info(ByteView bytes) {
    const bool newer = bytes.size() > 7 && bytes[4] == '0';
    LOKET_ASSIGN(record, newer ? iso::decode_record_2011(bytes) : iso::decode_record(bytes));
    json out{{"format", newer ? "ISO/IEC 19794-2:2011 finger minutiae" : "ISO/IEC 19794-2:2005 finger minutiae"}, {"width", record.width}, {"height", record.height},
             {"pixels_per_cm", {record.x_resolution, record.y_resolution}}, {"device", record.device}, {"views", json::array()}};
    for (const auto& view : record.views) {
        int kinds[3] = {};
        for (const auto& minutia : view.minutiae) ++kinds[static_cast<std::size_t>(minutia.type)];
        out["views"].push_back({{"finger", finger_name(view.position)}, {"number", view.number}, {"impression", static_cast<int>(view.impression)}, {"quality", view.quality}, {"minutiae", view.minutiae.size()},
                                {"endings", kinds[1]}, {"bifurcations", kinds[2]}, {"other", kinds[0]}, {"extended_bytes", view.extended.size()}});
    }
    return out;
}

Result<json> finger_image_info(ByteView bytes) {
    LOKET_ASSIGN(record, iso::decode_finger_image(bytes));
    return json{{"format", "ISO/IEC 19794-4:2011 finger image"}, {"finger", finger_name(record.finger)}, {"dpi", record.dpi}, {"picture", picture_info(record.image)}};
}

Result<json> iris_image_info(ByteView bytes) {
    LOKET_ASSIGN(record, iso::decode_iris_image(bytes));
    return json{{"format", "ISO/IEC 19794-6:2011 iris image"}, {"eye", eye_name(record.eye)}, {"picture", picture_info(record.image)}};
}

Result<json> face_image_info(ByteView bytes) {
    LOKET_ASSIGN(record, iso::decode_face_image(bytes));
    return json{{"format", "ISO/IEC 19794-5:2011 face image"}, {"picture", picture_info(record.image)}};
}

Result<json> signature_info(ByteView bytes) {
    LOKET_ASSIGN(record, iso::decode_signature(bytes));
    constexpr const char* kNames[] = {"X", "Y", "Z", "VX", "VY", "AX", "AY", "T", "DT", "F", "S", "TX", "TY", "Az", "El", "R"};
    json out{{"format", "ISO/IEC 19794-7:2007 signature"}, {"channels", json::array()}, {"samples", record.samples.size()}, {"extended_bytes", record.extended.size()}};
    for (const auto& channel : record.channels) out["channels"].push_back(kNames[static_cast<std::size_t>(channel.channel)]);
    LOKET_ASSIGN(samples, iso::samples_of(record));
    out["milliseconds"] = samples.back().millis - samples.front().millis;
    return out;
}

Result<json> transaction_info(ByteView bytes) {
    LOKET_ASSIGN(transaction, iso::decode_transaction(bytes));
    json out{{"format", "ANSI/NIST-ITL transaction"}, {"version", transaction.version}, {"records", json::array()}};
    for (const auto& record : transaction.records) {
        json entry{{"type", record.type}, {"idc", record.idc}};
        if (!record.fields.empty()) entry["fields"] = record.fields.size();
        if (record.finger) entry["finger"] = finger_name(*record.finger);
        if (record.eye) entry["eye"] = eye_name(*record.eye);
        if (record.dpi != 0) entry["dpi"] = record.dpi;
        if (record.image) entry["picture"] = picture_info(*record.image);
        out["records"].push_back(std::move(entry));
    }
    return out;
}

Result<json> iris_code_info(ByteView bytes) {
    LOKET_ASSIGN(code, biometrics::iris_code_from(bytes));
    int seen = 0;
    for (const auto& row : code.seen)
        for (const auto word : row) seen += std::popcount(word);
    return json{{"format", "iris code of loket"}, {"bits_that_count", seen}};
}

Result<json> bare_picture_info(ByteView bytes) {
    LOKET_ASSIGN(picture, colour_of_file(bytes));
    json out{{"format", "picture"}, {"width", picture.width}, {"height", picture.height}};
    if (const auto record = iso::signature_within(bytes)) {
        LOKET_ASSIGN(signature, signature_info(*record));
        out["signature"] = std::move(signature);
    }
    return out;
}

/// Each record of the envelope is told like a file of its own.
Result<json> envelope_info(ByteView bytes) {
    LOKET_ASSIGN(birs, iso::decode_cbeff(as_text(bytes)));
    json out{{"format", "ISO/IEC 19785-3 envelope (CBEFF, XML)"}, {"records", json::array()}};
    for (const auto& bir : birs) {
        json entry{{"created", bir.created}, {"level", bir.level}, {"purpose", bir.purpose}};
        if (bir.kind == iso::BirKind::Finger) entry["finger"] = finger_name(bir.finger);
        if (bir.kind == iso::BirKind::Iris) entry["eye"] = eye_name(bir.eye);
        if (bir.quality >= 0) entry["quality"] = bir.quality;
        if (auto inner = record_info(bir.record)) entry["record"] = std::move(*inner);
        else entry["problem"] = inner.error().context;
        out["records"].push_back(std::move(entry));
    }
    return out;
}

struct RecordKind {
    std::string_view begins;
    Result<json> (*tell)(ByteView);
};
constexpr std::string_view magic(const char (&text)[5]) { return {text, 4}; }
constexpr RecordKind kRecordKinds[] = {{magic("FMR\0"), minutiae_info},  {magic("FIR\0"), finger_image_info}, {magic("IIR\0"), iris_image_info}, {magic("FAC\0"), face_image_info},
                                       {magic("SDI\0"), signature_info}, {magic("LKIC"), iris_code_info},     {"1.01:", transaction_info},       {"1.001:", transaction_info},
                                       {"<?xml", envelope_info},         {"<BIR", envelope_info}};

}  // namespace

Result<json> record_info(ByteView bytes) {
    for (const auto& kind : kRecordKinds)
        if (as_text(bytes).starts_with(kind.begins)) return kind.tell(bytes);
    auto picture = bare_picture_info(bytes);
    if (!picture && picture.error().code == "picture.unknown") return Error{Fault::Unsupported, "no format that is known begins like this", "record.unknown"};
    return picture;
}

}  // namespace loket::app
