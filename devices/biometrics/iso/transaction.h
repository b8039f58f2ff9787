#pragma once
// Import of ANSI/NIST-ITL transactions (traditional encoding; 2000 to 2013): fingers of types 4 and 14, faces of type 10, irises of type 17.
// Other records are listed with their fields and skipped by their length.

#include <map>
#include <optional>
#include <string>

#include "devices/biometrics/iso/image_record.h"

namespace loket::biometrics::iso {

struct TransactionRecord {
    int type = 0;                        ///< 1 transaction, 2 text, 4 and 14 fingers, 10 face, 17 iris …
    int idc = 0;                         ///< the number by which the transaction names it
    std::map<int, std::string> fields;   ///< of a tagged record, by the number behind the dot; not the picture (999)
    std::optional<ImageRecord> image;
    std::optional<Finger> finger;        ///< of types 4 and 14 with one finger
    std::optional<Eye> eye;              ///< of type 17
    int dpi = 0;                         ///< 0 where it is not said
};
struct Transaction {
    std::string version;  ///< field 1.002, such as "0400"
    std::vector<TransactionRecord> records;
};

/// Corrupt where the lengths do not add up, a number is none, or the table of contents (1.003) names other records than there are.
Result<Transaction> decode_transaction(ByteView bytes);

}  // namespace loket::biometrics::iso
