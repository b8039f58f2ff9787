#include "workflow/trust/looks.h"

#include <algorithm>

namespace loket::trust {
namespace {

constexpr std::size_t kTokenDigits = 32, kNumberDigits = 16;

bool is_number(const std::string& subject) {
    return subject.size() == kNumberDigits && std::ranges::all_of(subject, [](char c) { return c >= '0' && c <= '9'; });
}

bool wanted(const store::StoredAudit& line, const LookQuery& query) {
    if (!query.about.empty() && !line.subject.starts_with(query.about)) return false;
    if (!query.user.empty() && !line.actor.ends_with(":" + query.user)) return false;
    return !query.day || wib_date(line.at) == *query.day;
}

}  // namespace

std::string subject_of(const store::Identity& office, std::string_view number) {
    ByteWriter out;
    out.sized(as_bytes("loket person 1")).sized(as_bytes(office.uuid)).sized(as_bytes(number));
    return "id:" + to_hex(sha256(out.bytes())).substr(0, kTokenDigits);
}

Status note_look(store::Store& store, Instant at, const engine::Actor& actor, const std::string& subject, const std::string& purpose) {
    store::Batch batch;
    batch.add(store::NewAudit{engine::to_string(actor), kRead, subject, purpose, at});
    const auto committed = store.commit(batch);
    return committed ? Status{} : Status{committed.error()};
}

Result<std::vector<store::StoredAudit>> looks(store::Store& store, const LookQuery& query) {
    constexpr std::int64_t kChunk = 5000;
    std::vector<store::StoredAudit> found;
    for (std::int64_t from = 1;;) {
        LOKET_ASSIGN(lines, store.audits(from, kChunk));
        const bool last = static_cast<std::int64_t>(lines.size()) < kChunk;
        if (!lines.empty()) from = lines.back().seq + 1;
        for (auto& line : lines) {
            if (is_number(line.subject)) line.subject = subject_of(store.identity(), line.subject);
            if (wanted(line, query)) found.push_back(std::move(line));
        }
        if (last) return found;
    }
}

}  // namespace loket::trust
