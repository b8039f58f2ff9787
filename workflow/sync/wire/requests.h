#pragma once
// What an office asks of the centre beside its log: numbers, the master's persons, a countersignature. In CBOR; every reader answers Corrupt
// `sync.shape` for bytes that are not what its writer writes.

#include "devices/base/result.h"
#include "workflow/store/chain.h"
#include "workflow/sync/signing.h"

namespace loket::sync::wire {

/// [ 1, reference, slot, district, day, sex, count ]
struct NumberAsk {
    std::string reference = {}, slot = {};  ///< the same asks for the same number
    std::string district = {};              ///< "210106"
    std::string day = {};                   ///< ISO 8601: birthday of a NIK, day of issue of a KK; empty: a block is asked for
    std::int64_t sex = 0;                   ///< 1 male, 2 female: a NIK; 0: a KK number
    std::int64_t count = 0;                 ///< 0: one number; else so many serials of every day of the district, to give without a link
    bool operator==(const NumberAsk&) const = default;
};
Bytes encode(const NumberAsk& ask);
Result<NumberAsk> decode_number_ask(ByteView bytes);

/// [ 1, number, first, count, signature ]
struct NumberGiven {
    std::string number = {};  ///< sixteen digits; of a block the district
    std::int64_t first = 0, count = 0;
    Bytes signature = {};  ///< of a block: the register's (promises.h)
    bool operator==(const NumberGiven&) const = default;
};
Bytes encode(const NumberGiven& given);
Result<NumberGiven> decode_number_given(ByteView bytes);

/// [ 1, nik, base_ver, doc ]; a look: base_ver -1, and the purpose in place of the document.
struct PersonAsk {
    std::string nik = {};
    std::int64_t base_ver = 0;  ///< the version the change was made from; 0: somebody new
    std::string text = {};
    bool operator==(const PersonAsk&) const = default;
};
Bytes encode(const PersonAsk& ask);
Result<PersonAsk> decode_person_ask(ByteView bytes);

/// [ 1, taken, ver, doc ]
struct PersonAnswer {
    bool taken = false;    ///< a change: false is REJECTED_STALE. A look: false is nobody
    std::int64_t ver = 0;  ///< of the master now
    std::string doc = {};  ///< of a look
    bool operator==(const PersonAnswer&) const = default;
};
Bytes encode(const PersonAnswer& answer);
Result<PersonAnswer> decode_person_answer(ByteView bytes);

/// [ 1, no, at, event seq, event hash, audit seq, audit hash ]: where both chains of an office ended when it sealed them.
struct Checkpoint {
    std::int64_t no = 0, at = 0;  ///< UTC milliseconds
    store::ChainHead event = {}, audit = {};
};
Bytes encode(const Checkpoint& checkpoint);
Result<Checkpoint> decode_checkpoint(ByteView bytes);

}  // namespace loket::sync::wire
