#include "workflow/engine/checkpoint.h"

#include "workflow/engine/state_json.h"

namespace loket::engine {

namespace {

nlohmann::json to_document(const Office& office) { return {{"version", kCheckpointVersion}, {"office", state::write(office)}}; }

}  // namespace

std::string encode_checkpoint(const Office& office) {
    return to_document(office).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::optional<Office> decode_checkpoint(const std::string& doc) {
    try {
        const auto document = nlohmann::json::parse(doc);
        if (!document.is_object() || document.value("version", 0) != kCheckpointVersion) return std::nullopt;
        Office office;
        state::read(document.at("office"), office);
        return office;
    } catch (const nlohmann::json::exception&) {
        return std::nullopt;
    } catch (const state::Misfit&) {
        return std::nullopt;
    }
}

Result<Rebuilt> rebuild(const std::optional<SavedState>& saved, const FactSource& facts) {
    Rebuilt out;
    if (saved) {
        if (auto office = decode_checkpoint(saved->doc)) {
            out.office = std::move(*office);
            out.head = saved->seq;
            out.from_checkpoint = true;
        }
    }
    for (;;) {
        LOKET_ASSIGN(piece, facts(out.head + 1));
        if (piece.last == 0) return out;
        for (const auto& fact : piece.facts) out.office = evolve(std::move(out.office), fact);
        out.head = piece.last;
        out.replayed += static_cast<std::int64_t>(piece.facts.size());
    }
}

std::optional<std::string> first_difference(const Office& one, const Office& other) {
    const auto patch = nlohmann::json::diff(state::write(one), state::write(other));
    if (patch.empty()) return std::nullopt;
    return patch.front().at("path").get<std::string>();
}

}  // namespace loket::engine
