#pragma once
// What travels on a stick: batches sealed to the register (nobody on the boat reads them), and the register's signed receipt back.
// Shipment: "loket-shipment-1", the file's key sealed to the register, a secretstream (XChaCha20-Poly1305) of encoded batches, the last one
// marked: a file that was cut off is refused whole. Receipt: "loket-receipt-1 ", CBOR [ body, signature ].

#include <functional>
#include <memory>

#include "workflow/sync/answer.h"
#include "workflow/sync/carry/card.h"

namespace loket::sync {

inline constexpr std::size_t kMostShipmentBytes = 256u << 20;

/// Seals encoded batches one after the other. Larger than kMostShipmentBytes it may not become: `full()` is asked before each.
class ShipmentWriter {
  public:
    explicit ShipmentWriter(const Card& to);
    ~ShipmentWriter();
    ShipmentWriter(const ShipmentWriter&) = delete;
    ShipmentWriter& operator=(const ShipmentWriter&) = delete;
    [[nodiscard]] bool full() const;
    void add(ByteView batch, bool last);
    Bytes take() { return std::move(out_); }

  private:
    struct State;
    std::unique_ptr<State> state_;
    Bytes out_;
};

bool is_shipment(ByteView file);
/// The encoded batches, after the whole file was proven. Corrupt `sync.shape`; Rejected `sync.signature`, `sync.too_large`.
Result<std::vector<Bytes>> open_shipment(ByteView file, const RegisterKeys& keys);

/// What the register says to the last batch of a shipment that it took.
struct Receipt {
    std::string origin;
    Instant at{};
    Answer answer = {};
    bool operator==(const Receipt&) const = default;
};
bool is_receipt(ByteView file);
Bytes write_receipt(const Receipt& receipt, const SigningKey& key);
/// Corrupt `sync.shape`; Rejected `sync.signature`.
Result<Receipt> read_receipt(ByteView file, const PublicKey& key);

}  // namespace loket::sync
