#include "workflow/trust/retention.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "devices/base/file.h"
#include "workflow/engine/json_reader.h"

namespace loket::trust {

using nlohmann::json;
using store::StoredEvent;

namespace {

constexpr std::int64_t kPiece = 400;         ///< events looked at in one step
constexpr std::string_view kCaseStream = "perkara:";

RetentionRule read_rule(const json& value, const std::string& place, engine::JsonProblem& problem) {
    engine::JsonObject object(value, place, problem);
    RetentionRule rule;
    rule.kind = object.text("kind");
    for (const auto& field : object.texts("content")) {
        const auto dot = field.find('.');
        if (dot == std::string::npos || dot == 0 || dot + 1 == field.size()) problem.report(object.place_of("content"), "'" + field + "' is not Event.field");
        else rule.content.emplace_back(field.substr(0, dot), field.substr(dot + 1));
    }
    rule.after = object.text("after");
    rule.days = object.number("days", 1, 36'500);
    rule.basis = object.text("basis");
    rule.tag = object.text("tag");
    return rule;
}

std::optional<Sha256> digest_in(const json& body, const std::string& field) {
    const auto found = body.find(field);
    if (found == body.end() || !found->is_string()) return std::nullopt;
    const auto bytes = from_hex(found->get_ref<const std::string&>());
    Sha256 digest{};
    if (!bytes || bytes->size() != digest.size()) return std::nullopt;
    std::ranges::copy(*bytes, digest.begin());
    return digest;
}

std::string mark_of(const RetentionRule& rule) { return "retention." + rule.kind; }

}  // namespace

Result<std::vector<RetentionRule>> load_retention(const std::filesystem::path& file) {
    LOKET_ASSIGN(text, read_text(file, 1U << 16));
    LOKET_ASSIGN(value, engine::parse_json(text, file.filename().string()));
    engine::JsonProblem problem{.origin = file.filename().string(), .text = std::nullopt};
    std::vector<RetentionRule> rules;
    {
        engine::JsonObject object(value, "", problem);
        const auto* kinds = object.member("kinds", true);
        if (kinds != nullptr && !kinds->is_array()) problem.report("/kinds", "is not a list");
        for (std::size_t i = 0; kinds != nullptr && kinds->is_array() && i < kinds->size(); ++i)
            rules.push_back(read_rule((*kinds)[i], fmt::format("/kinds/{}", i), problem));
    }
    if (problem.text) return corrupt(*problem.text);
    return rules;
}

std::vector<std::pair<const RetentionRule*, Sha256>> content_of(const std::vector<RetentionRule>& rules, const StoredEvent& event) {
    std::vector<std::pair<const RetentionRule*, Sha256>> named;
    for (const auto& rule : rules)
        for (const auto& [kind, field] : rule.content) {
            if (kind != event.kind) continue;
            const auto body = json::parse(event.body, nullptr, false);
            if (const auto digest = body.is_object() ? digest_in(body, field) : std::nullopt) named.emplace_back(&rule, *digest);
        }
    return named;
}

Result<std::int64_t> Retention::reached(const RetentionRule& rule) {
    LOKET_ASSIGN(mark, store_.meta(mark_of(rule)));
    return mark ? std::strtoll(mark->c_str(), nullptr, 10) : std::int64_t{0};
}

/// The content of this rule in a stream, as far as the event that starts the period happened before.
Status Retention::collect(const RetentionRule& rule, const std::string& stream, Instant before, std::set<Sha256>& digests) {
    LOKET_ASSIGN(events, store_.events(stream));
    const auto started = std::ranges::any_of(events, [&](const StoredEvent& event) { return event.kind == rule.after && event.at <= before; });
    if (!started) return {};
    for (const auto& event : events)
        for (const auto& [of, digest] : content_of(rules_, event))
            if (of == &rule && event.at <= before) digests.insert(digest);
    return {};
}

/// The same picture may stand in another application of the same person, which is not over yet.
Status Retention::keep_for_others(const RetentionRule& rule, const std::string& stream, Instant before, std::set<Sha256>& digests) {
    if (digests.empty() || !stream.starts_with(kCaseStream)) return {};
    LOKET_ASSIGN(own, store_.case_by_id(stream.substr(kCaseStream.size())));
    if (!own || own->nik.empty()) return {};
    LOKET_ASSIGN(cases, store_.cases_of(own->nik));
    for (const auto& other : cases) {
        if (other.case_id == own->case_id) continue;
        const auto theirs = std::string(kCaseStream) + other.case_id;
        std::set<Sha256> due;
        LOKET_TRY(collect(rule, theirs, before, due));
        LOKET_ASSIGN(events, store_.events(theirs));
        for (const auto& event : events)
            for (const auto& [of, digest] : content_of(rules_, event))
                if (!due.contains(digest)) digests.erase(digest);
    }
    return {};
}

Result<Retention::Piece> Retention::look(const RetentionRule& rule, std::int64_t from) {
    const auto before = clock_.now() - std::chrono::days(rule.days);
    LOKET_ASSIGN(events, store_.events(from + 1, kPiece));
    Piece piece{.upto = from};
    for (const auto& event : events) {
        if (event.at > before) return piece;
        piece.upto = event.seq;
        if (event.kind != rule.after) continue;
        std::set<Sha256> digests;
        LOKET_TRY(collect(rule, event.stream, before, digests));
        LOKET_TRY(keep_for_others(rule, event.stream, before, digests));
        piece.digests.merge(digests);
    }
    piece.more = static_cast<std::int64_t>(events.size()) == kPiece;
    return piece;
}

Result<bool> Retention::step() {
    store::Batch batch;
    bool more = false;
    std::map<std::string, std::int64_t> taken;
    for (const auto& rule : rules_) {
        LOKET_ASSIGN(from, reached(rule));
        LOKET_ASSIGN(piece, look(rule, from));
        more = more || piece.more;
        if (piece.upto == from) continue;
        batch.put_meta(mark_of(rule), std::to_string(piece.upto));
        for (const auto& digest : piece.digests) {
            LOKET_ASSIGN(state, store_.blob_state(digest));
            if (state != store::BlobState::Kept) continue;
            batch.erase({digest, engine::to_string({"loket", engine::Role::Sistem}), mark_of(rule), clock_.now()});
            ++taken[rule.kind];
        }
    }
    if (batch.empty()) return true;
    const auto committed = store_.commit(batch);
    if (!committed) return committed.error();
    for (const auto& [kind, count] : taken) erased_[kind] += count;
    if (!more && !erased_.empty()) LOKET_TRY(store_.scrub());
    return !more;
}

Result<std::map<std::string, std::int64_t>> Retention::due() {
    std::map<std::string, std::int64_t> counts;
    for (const auto& rule : rules_) {
        LOKET_ASSIGN(from, reached(rule));
        for (bool more = true; more;) {
            LOKET_ASSIGN(piece, look(rule, from));
            for (const auto& digest : piece.digests) {
                LOKET_ASSIGN(state, store_.blob_state(digest));
                if (state == store::BlobState::Kept) ++counts[rule.kind];
            }
            from = piece.upto;
            more = piece.more;
        }
    }
    return counts;
}

Result<ContentCheck> check_content(store::Store& store, const std::vector<RetentionRule>& rules) {
    constexpr std::int64_t kChunk = 5000;
    ContentCheck check;
    for (std::int64_t from = 1;;) {
        LOKET_ASSIGN(events, store.events(from, kChunk));
        for (const auto& event : events)
            for (const auto& [rule, digest] : content_of(rules, event)) {
                LOKET_ASSIGN(state, store.blob_state(digest));
                ++check.named;
                if (state == store::BlobState::Erased) ++check.erased;
                if (state == store::BlobState::Missing)
                    check.findings.push_back({"content", event.seq, fmt::format("the {} named by event {} are gone without a record of their erasure", rule->kind, event.seq)});
            }
        if (static_cast<std::int64_t>(events.size()) < kChunk) return check;
        from = events.back().seq + 1;
    }
}

}  // namespace loket::trust
