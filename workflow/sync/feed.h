#pragma once
// What the centre tells an office: a numbered list, taken in order, each once. The office stores directives and cursor in one transaction.

#include <span>
#include <string>

#include "devices/base/bytes.h"
#include "devices/base/clock.h"

namespace loket::sync {

struct Directive {
    std::int64_t seq = 0;  ///< from 1 without gaps, for each office
    std::string kind = {}, body = {};
    Instant at{};
    Bytes signature = {};  ///< the register's (promises.h)
};

struct FeedStep {
    std::span<const Directive> fresh;  ///< to be stored
    std::int64_t cursor = 0;           ///< afterwards
};

/// Of a page, in order: what is known is skipped; nothing behind a gap is taken.
FeedStep take(std::int64_t cursor, std::span<const Directive> page);

}  // namespace loket::sync
