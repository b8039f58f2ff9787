#include "workflow/sync/carry/directives.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "workflow/sync/codes.h"
#include "workflow/sync/promises.h"

namespace loket::sync {
namespace {

std::string directive_key(std::int64_t seq) { return fmt::format("sync.directive.{}", seq); }

}  // namespace

Result<std::optional<Directive>> directive(store::Store& store, std::int64_t seq) {
    LOKET_ASSIGN(text, store.meta(directive_key(seq)));
    if (!text) return std::optional<Directive>();
    try {
        const auto doc = nlohmann::json::parse(*text);
        return std::optional(Directive{seq, doc.at("kind"), doc.at("body"), from_millis(doc.at("at").get<std::int64_t>())});
    } catch (const std::exception&) {
        return Error{Fault::Corrupt, "a kept directive that cannot be read", kShape};
    }
}

Result<std::int64_t> keep_directives(store::Batch& batch, const PublicKey& centre, const std::string& origin, std::int64_t cursor, std::span<const Directive> page) {
    const auto step = take(cursor, page);
    for (const auto& one : step.fresh)
        if (!is_genuine(centre, origin, one)) return rejected(kSignature, fmt::format("directive {} was not signed by the register for this office", one.seq));
    for (const auto& one : step.fresh) batch.put_meta(directive_key(one.seq), nlohmann::json{{"kind", one.kind}, {"body", one.body}, {"at", to_millis(one.at)}}.dump());
    return step.cursor;
}

}  // namespace loket::sync
