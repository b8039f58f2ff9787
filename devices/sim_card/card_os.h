#pragma once
// The card's side of Loket's profile: what a chip with it does with any bytes that come. Its state is its memory and nothing else: a card that
// was torn away goes on from there.

#include <functional>
#include <map>
#include <memory>

#include "devices/card/tlv.h"
#include "devices/sim_card/channel.h"
#include "devices/sim_card/eeprom.h"

namespace loket::sim_card {

/// What the factory gives a chip for its life.
struct Factory {
    card::CardNumber number{};
    std::map<card::Keys, card::StaticKeys> keys;
    /// Whether two fingers are one, both in the compact card format; for a chip that compares them itself. Null: it cannot.
    std::function<bool(ByteView kept, ByteView shown)> compare = nullptr;
};

/// A piece of plastic between two power-ups.
struct Plastic {
    Factory factory;
    Bytes memory;  ///< of its EEPROM; empty: never powered up
};

/// One power-up. Not thread-safe.
class CardOs {
  public:
    explicit CardOs(const Plastic& plastic);
    /// Response data followed by SW1 SW2; empty when power went. Any bytes are safe.
    Bytes answer(ByteView command);
    /// Power goes after so many more written bytes.
    void tear_after(std::uint64_t bytes) { memory_.tear_after(bytes); }
    [[nodiscard]] bool dead() const { return memory_.torn(); }
    [[nodiscard]] Plastic plastic() const { return {factory_, memory_.memory()}; }
    [[nodiscard]] card::Life life() const;
    [[nodiscard]] std::uint64_t written() const { return memory_.written(); }

  private:
    struct Entry {
        card::File file{};
        std::size_t at = 0, size = 0;
    };
    Reply run(const card::Command& command, bool secured);
    Reply initialize_update(const card::Command& command);
    Reply external_authenticate(const card::Command& command);
    Reply select(const card::Command& command);
    Reply select_application(const card::Command& command);
    Reply read(const card::Command& command, bool secured);
    Reply update(const card::Command& command);
    Reply create(const card::Command& command);
    Reply erase(const card::Command& command);
    Reply change_life(const card::Command& command);
    Reply get_data(const card::Command& command, bool secured) const;
    Reply verify(const card::Command& command);
    [[nodiscard]] std::vector<card::Tlv> fingers() const;
    [[nodiscard]] bool compares() const;

    [[nodiscard]] bool may(card::Keys keys) const { return channel_ && channel_->is_open() && channel_->version() == keys; }
    [[nodiscard]] bool may_write() const;
    [[nodiscard]] bool complete() const;
    [[nodiscard]] std::size_t files() const;
    [[nodiscard]] Entry entry(std::size_t index) const;
    [[nodiscard]] std::optional<Entry> find(card::File file) const;
    Reply keep(std::size_t at, ByteView bytes);
    Reply set_life(card::Life life);

    const Factory factory_;
    Eeprom memory_;
    bool selected_ = false;
    std::optional<Entry> file_;
    std::unique_ptr<Channel> channel_;
};

}  // namespace loket::sim_card
