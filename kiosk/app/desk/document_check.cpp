#include "kiosk/app/desk/document_check.h"

#include <algorithm>
#include <iostream>
#include <iterator>
#include <map>

#include "devices/base/file.h"
#include "kiosk/app/core/log_reader.h"
#include "kiosk/app/core/register.h"
#include "workflow/documents/signing/attestation.h"
#include "workflow/documents/scanning/scan.h"
#include "workflow/engine/events.h"
#include "workflow/engine/resi.h"
#include "workflow/mirror/master.h"

namespace loket::app {

bool is_resi(std::string_view text) {
    const auto resi = engine::parse_resi(text);
    return resi || resi.error().code == "resi.check";
}

namespace {

using documents::signing::Finding;
using documents::signing::Verdict;

/// Papers of which a person, or of family cards a family, has one at a time; what a branch of a service calls otherwise is the same paper.
const std::map<std::string, std::string, std::less<>> kOneAtATime{{"KK", "KK"}, {"KK_TETAP", "KK"}, {"SKTT", "SKTT"}};

bool is_code(std::string_view text) {
    using namespace documents::signing;
    return text.starts_with(kSignedPrefix) || text.starts_with(kMachinePrefix) || text.starts_with(kNumberPrefix) || is_resi(text);
}

/// Goes through the log once.
class LogReader {
  public:
    IssuedPapers papers;

    void read(const store::StoredEvent& stored, const engine::Event& event) {
        if (const auto* opened = std::get_if<engine::CaseOpened>(&event)) holder_[stored.stream] = opened->nik;
        if (const auto* issued = std::get_if<engine::DocumentIssued>(&event)) {
            kind_[issued->number] = issued->kind;
            of_case_[stored.stream].push_back(issued->number);
        }
        if (const auto* closed = std::get_if<engine::CaseClosed>(&event); closed != nullptr && closed->outcome == "cancelled")
            for (const auto& number : of_case_[stored.stream]) papers.revoked[number] = {wib_date(stored.at), {}};
        if (const auto* done = std::get_if<engine::DocumentSigned>(&event)) sign(stored, *done);
    }

    /// A family that gets another number, or ends, takes its card with it.
    void read_register(const store::StoredEvent& stored, const mirror::MirrorEvent& event) {
        if (const auto* renamed = std::get_if<mirror::FamilyRenumbered>(&event)) {
            const auto old = latest_.find({renamed->kk, "KK"}), now = latest_.find({renamed->number, "KK"});
            if (old == latest_.end()) return;
            replace(stored, old->second, now == latest_.end() ? "" : now->second);
            latest_.erase(old);
        }
        const auto* dissolved = std::get_if<mirror::FamilyDissolved>(&event);
        if (const auto old = dissolved == nullptr ? latest_.end() : latest_.find({dissolved->kk, "KK"}); old != latest_.end()) {
            replace(stored, old->second, {});
            latest_.erase(old);
        }
    }

  private:
    void sign(const store::StoredEvent& stored, const engine::DocumentSigned& done) {
        if (const auto bytes = from_hex(done.digest); bytes && bytes->size() == sizeof(Sha256)) std::ranges::copy(*bytes, papers.contents[done.number].begin());
        const auto one = kOneAtATime.find(kind_[done.number]);
        if (one == kOneAtATime.end()) return;
        const auto& holder = holder_[stored.stream];
        const Place own{done.about.empty() ? holder : done.about, one->second};
        if (const auto before = latest_.find({holder, one->second}); before != latest_.end() && before->first != own) {  // old logs: by person
            replace(stored, before->second, done.number);
            latest_.erase(before);
        }
        auto& latest = latest_[own];
        if (!latest.empty() && latest != done.number) replace(stored, latest, done.number);
        latest = done.number;
    }

    void replace(const store::StoredEvent& stored, const std::string& number, const std::string& by) { papers.revoked.insert({number, {wib_date(stored.at), by}}); }

    using Place = std::pair<std::string, std::string>;             ///< KK number or holder, and what there is one of at a time
    std::map<std::string, std::string> holder_;                    ///< NIK by stream
    std::map<std::string, std::string> kind_;                      ///< by number
    std::map<std::string, std::vector<std::string>> of_case_;      ///< numbers by stream
    std::map<Place, std::string> latest_;                          ///< number
};

std::string trimmed(std::string text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' ')) text.pop_back();
    return text;
}

/// Of what a machine says of itself (attestation.h).
Verdict judge_machine(const std::string& text, const documents::signing::TrustAnchors& trust) {
    if (const auto code = documents::signing::signed_part(text)) return documents::signing::verify(*code, trust, {});
    Verdict verdict;
    if (text.find(documents::signing::kSignedPrefix) != std::string::npos) verdict.finding = Finding::Altered;
    return verdict;
}

Verdict judge(const std::string& text, const documents::signing::TrustAnchors& trust, const IssuedPapers& known) {
    if (text.starts_with(documents::signing::kMachinePrefix)) return judge_machine(text, trust);
    auto verdict = documents::signing::verify(text, trust, known.revoked);
    const auto content = known.contents.find(verdict.number);
    return content == known.contents.end() ? verdict : documents::signing::verify(text, trust, known.revoked, content->second);
}

}  // namespace

Result<IssuedPapers> issued_papers(store::Store& store) {
    LogReader reader;
    LOKET_TRY(each_event(store, 1, [&](const store::StoredEvent& stored) -> Status {
        if (stored.stream == kRegisterStream) {
            if (stored.kind == mirror::MasterChangeAsked::kName) return {};
            LOKET_ASSIGN(change, mirror::decode_mirror_event(stored.kind, stored.body));
            reader.read_register(stored, change);
            return {};
        }
        LOKET_ASSIGN(event, engine::decode_event(stored.kind, stored.body));
        reader.read(stored, event);
        return {};
    }));
    return std::move(reader.papers);
}

Result<std::vector<std::string>> codes_of_document(const std::string& input) {
    if (is_code(input)) return std::vector{input};
    if (input != "-") {
        std::error_code none;
        if (!std::filesystem::is_regular_file(input, none)) return Error{Fault::Gone, "neither a file nor the text of a QR code: " + input, "document.no_file"};
        LOKET_ASSIGN(file, read_file(input));
        if (is_code(as_text(file))) return std::vector{std::string(as_text(file))};
        return documents::scanning::qr_texts(file);
    }
    const std::string text{std::istreambuf_iterator<char>(std::cin), {}};
    if (is_code(text)) return std::vector{text};
    return documents::scanning::qr_texts(as_bytes(text));
}

Verdict check_codes(const std::vector<std::string>& codes, const documents::signing::TrustAnchors& trust, const IssuedPapers& known) {
    std::optional<Verdict> first;
    for (const auto& code : codes) {
        auto verdict = judge(trimmed(code), trust, known);
        if (verdict.finding != Finding::NotALoketPaper) return verdict;
        if (!first) first = std::move(verdict);
    }
    return first.value_or(Verdict{});
}

}  // namespace loket::app
