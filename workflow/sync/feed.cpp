#include "workflow/sync/feed.h"

namespace loket::sync {

FeedStep take(std::int64_t cursor, std::span<const Directive> page) {
    std::size_t first = 0;
    while (first < page.size() && page[first].seq <= cursor) ++first;
    std::size_t end = first;
    while (end < page.size() && page[end].seq == cursor + static_cast<std::int64_t>(end - first) + 1) ++end;
    const auto fresh = page.subspan(first, end - first);
    return {fresh, cursor + static_cast<std::int64_t>(fresh.size())};
}

}  // namespace loket::sync
