#include "kiosk/app/core/number_blocks.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "workflow/population/kk_number.h"
#include "workflow/population/nik.h"
#include "workflow/population/regions.h"
#include "workflow/sync/carry/carrier.h"
#include "workflow/sync/codes.h"

namespace loket::app {
namespace {

using nlohmann::json;

constexpr std::int64_t kAsked = 20;  ///< serials in one block
constexpr const char* kBlocksMeta = "numbers.blocks";

std::string used_key(std::int64_t epoch, const std::string& series) { return fmt::format("numbers.used.{}.{}", epoch, series); }
std::string given_key(std::int64_t epoch, const std::string& district) { return fmt::format("numbers.given.{}.{}", epoch, district); }
std::string request_key(std::int64_t epoch, const mirror::NumberRequested& request) { return fmt::format("numbers.for.{}.{}.{}", epoch, request.reference, request.slot); }

Result<std::int64_t> count_at(store::Store& store, const std::string& key) {
    LOKET_ASSIGN(text, store.meta(key));
    std::int64_t out = 0;
    if (text) std::from_chars(text->data(), text->data() + text->size(), out);
    return out;
}

json json_of(const sync::NumberBlock& block) { return {{"reference", block.reference}, {"district", block.district}, {"epoch", block.epoch}, {"first", block.first}, {"count", block.count}}; }

Result<std::string> number_of(const mirror::NumberRequested& request, const std::string& district, std::int64_t serial) {
    if (request.kind == mirror::NumberKind::Kk) return population::compose_kk(district, request.on, static_cast<int>(serial));
    if (!request.born || !request.sex) return rejected("number.shape", "a NIK was asked for without birthday or sex");
    return population::compose_nik(district, *request.born, *request.sex, static_cast<int>(serial));
}

/// The serial at this place in the blocks, one after the other; nothing behind their end.
std::optional<std::int64_t> serial_at(const std::vector<sync::NumberBlock>& blocks, const std::string& district, std::int64_t place) {
    for (const auto& block : blocks) {
        if (block.district != district) continue;
        if (place < block.count) return block.first + place;
        place -= block.count;
    }
    return std::nullopt;
}

/// How many numbers of a district were given, and how far the fullest of its days is used up.
struct Use {
    std::int64_t given = 0, most = 0;
};

Result<Use> use_of(store::Store& store, std::int64_t epoch, const std::string& district) {
    LOKET_ASSIGN(text, store.meta(given_key(epoch, district)));
    const auto doc = text ? json::parse(*text, nullptr, false) : json();
    return doc.is_object() ? Use{doc.value("given", std::int64_t{0}), doc.value("most", std::int64_t{0})} : Use{};
}

}  // namespace

Result<std::vector<sync::NumberBlock>> lent_blocks(store::Store& store) {
    LOKET_ASSIGN(text, store.meta(kBlocksMeta));
    std::vector<sync::NumberBlock> out;
    if (!text) return out;
    try {
        for (const auto& one : json::parse(*text))
            if (one.at("epoch") == store.identity().epoch) out.push_back({one.at("reference"), one.at("district"), one.at("epoch"), one.at("first"), one.at("count")});
    } catch (const std::exception&) {
        return Error{Fault::Corrupt, "the list of lent numbers cannot be read", sync::kShape};
    }
    return out;
}

Status keep_block(store::Store& store, const sync::wire::NumberAsk& ask, const sync::wire::NumberGiven& given) {
    LOKET_ASSIGN(from, sync::register_of(store));
    const auto epoch = store.identity().epoch;
    if (ask.slot != std::to_string(epoch)) return rejected(sync::kOldEpoch, "a block of numbers for an epoch that is over");
    const sync::NumberBlock block{ask.reference, given.number, epoch, given.first, given.count};
    if (!sync::is_lent(from.key, store.identity().uuid, block, given.signature)) return rejected(sync::kSignature, "a block of numbers that the register did not sign for this office");
    LOKET_ASSIGN(blocks, lent_blocks(store));
    if (std::ranges::find(blocks, block) != blocks.end()) return {};
    blocks.push_back(block);
    json list = json::array();
    for (const auto& one : blocks) list.push_back(json_of(one));
    store::Batch batch;
    batch.put_meta(kBlocksMeta, list.dump());
    const auto written = store.commit(batch);
    return written ? Status{} : Status{written.error()};
}

Result<std::optional<std::string>> take_from_block(store::Store& store, const mirror::NumberRequested& request, const NumberGiven& given) {
    const auto epoch = store.identity().epoch;
    LOKET_ASSIGN(blocks, lent_blocks(store));
    if (blocks.empty()) return std::optional<std::string>();
    const auto asked = request_key(epoch, request);
    const auto district = population::region_digits(request.district);
    LOKET_ASSIGN(sample, number_of(request, district, 1));
    const auto series = (request.kind == mirror::NumberKind::Nik ? "N" : "K") + sample.substr(0, 12);
    LOKET_ASSIGN(had, store.meta(asked));
    if (had && had->starts_with(series.substr(1))) return std::optional(*had);  // whoever corrected the birthday gets another one
    LOKET_ASSIGN(place, count_at(store, used_key(epoch, series)));
    for (;;) {
        const auto serial = serial_at(blocks, district, place++);
        if (!serial) return std::optional<std::string>();
        LOKET_ASSIGN(number, number_of(request, district, *serial));
        LOKET_ASSIGN(taken, given(number));
        if (taken) continue;
        LOKET_ASSIGN(use, use_of(store, epoch, district));
        store::Batch batch;
        batch.put_meta(asked, number);
        batch.put_meta(used_key(epoch, series), std::to_string(place));
        batch.put_meta(given_key(epoch, district), json{{"given", use.given + 1}, {"most", std::max(use.most, place)}}.dump());
        if (const auto written = store.commit(batch); !written) return written.error();
        return std::optional(std::move(number));
    }
}

Result<std::vector<sync::BlockLeft>> blocks_left(store::Store& store) {
    LOKET_ASSIGN(blocks, lent_blocks(store));
    std::map<std::string, std::int64_t> lent;
    for (const auto& block : blocks) lent[block.district] += block.count;
    std::vector<sync::BlockLeft> out;
    for (const auto& [district, count] : lent) {
        LOKET_ASSIGN(use, use_of(store, store.identity().epoch, district));
        out.push_back({district, count, use.given, std::max<std::int64_t>(0, count - use.most)});
    }
    return out;
}

Result<std::vector<sync::wire::NumberAsk>> blocks_to_ask(store::Store& store, const std::vector<std::string>& districts) {
    LOKET_ASSIGN(blocks, lent_blocks(store));
    LOKET_ASSIGN(left, blocks_left(store));
    std::vector<sync::wire::NumberAsk> out;
    for (const auto& code : districts) {
        const auto district = population::region_digits(code);
        const auto known = std::ranges::find(left, district, &sync::BlockLeft::district);
        if (known != left.end() && !known->low()) continue;
        const auto lent = std::ranges::count(blocks, district, &sync::NumberBlock::district);
        out.push_back({fmt::format("block {} {}", district, lent + 1), std::to_string(store.identity().epoch), district, "", 0, kAsked});
    }
    return out;
}

}  // namespace loket::app
