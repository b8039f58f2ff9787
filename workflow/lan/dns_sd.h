#pragma once
// How machines of one network find each other by name: multicast DNS (RFC 6762) and service discovery (RFC 6763), as bytes. Pure.
// What is found is a hint where to knock, never a proof of who answers.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "devices/base/bytes.h"
#include "devices/base/result.h"

namespace loket::lan::dns {

inline constexpr std::uint16_t kPort = 5353;
inline constexpr const char* kGroup = "224.0.0.251";
inline constexpr std::size_t kMostPacket = 9000;  ///< RFC 6762, 17

/// Labels from the left; the root is empty. Letters of ASCII are the same in both cases.
using Name = std::vector<std::string>;
bool same(const Name& one, const Name& other);

enum Type : std::uint16_t { kA = 1, kPtr = 12, kTxt = 16, kAaaa = 28, kSrv = 33, kAny = 255 };
inline constexpr std::uint16_t kInternet = 1, kTopBit = 0x8000;  ///< of a class: a question wants one answer for itself, a record replaces older ones
inline constexpr std::uint16_t kIsAnswer = 0x8000, kAuthoritative = 0x0400;

struct Question {
    Name name;
    std::uint16_t type = kPtr, klass = kInternet;
    bool operator==(const Question&) const = default;
};

struct Record {
    Name name;
    std::uint16_t type = kPtr, klass = kInternet;
    std::uint32_t ttl = 0;
    Name target = {};          ///< of PTR and SRV
    std::uint16_t port = 0;    ///< of SRV
    Bytes data = {};           ///< of all others, as it came; of SRV its priority and weight
    bool operator==(const Record&) const = default;
};

struct Message {
    std::uint16_t id = 0, flags = 0;
    std::vector<Question> questions = {};
    std::vector<Record> answers = {}, authorities = {}, additionals = {};
    bool operator==(const Message&) const = default;
};

/// `Corrupt` for what breaks RFC 1035's rules, for a pointer that does not lead back, and for more than 256 entries.
Result<Message> read_message(ByteView bytes);
/// Without pointers: read_message gives the same again.
Bytes encode(const Message& message);

/// What an induk tells everybody in the room: nothing of persons.
struct Announcement {
    std::string instance;  ///< at most 63 bytes, as people see it
    std::string host;      ///< one label, of no other machine
    std::uint16_t port = 0;
    std::vector<std::pair<std::string, std::string>> texts = {};
    using Address = std::array<std::uint8_t, 4>;
    std::vector<Address> addresses = {};  ///< of this machine on the network that is spoken to
};

/// `_loket._tcp.local`: is there an induk?
Message question();
/// Unasked: when it comes up, and, `leaving`, when it goes.
Message told(const Announcement& mine, bool leaving);
/// Nothing where the question is not ours to answer, or where the asker knows the answer already. `direct`: to a simple asker that is no
/// responder itself (RFC 6762, 6.7).
std::optional<Message> answer_to(const Message& query, const Announcement& mine, bool direct);

struct FoundService {
    std::string instance;
    std::uint16_t port = 0;
    std::vector<std::pair<std::string, std::string>> texts = {};
};
/// Services of Loket in an answer. One whose name is no printable UTF-8 is left out: it is shown to people.
std::vector<FoundService> found_in(const Message& answer);

}  // namespace loket::lan::dns
