#include "workflow/lan/dns_sd.h"

#include <algorithm>

namespace loket::lan::dns {
namespace {

constexpr std::size_t kMostEntries = 256, kMostName = 255, kMostLabel = 63;
constexpr std::uint32_t kHostTtl = 120, kServiceTtl = 4500, kDirectTtl = 10;  // RFC 6762, 10 and 6.7

const Name kService{"_loket", "_tcp", "local"}, kAllServices{"_services", "_dns-sd", "_udp", "local"};

char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter; }

/// Reads names with their pointers, which may only lead to what stands before the name: so every name comes to an end.
class Reader {
  public:
    explicit Reader(ByteView bytes) : bytes_(bytes) {}
    std::uint16_t u16() {
        const auto high = u8();
        return static_cast<std::uint16_t>(high << 8 | u8());
    }
    std::uint32_t u32() {
        const auto high = u16();
        return static_cast<std::uint32_t>(high) << 16 | u16();
    }
    ByteView take(std::size_t count) {
        if (count > bytes_.size() - at_) return fail(), ByteView{};
        const auto part = bytes_.subspan(at_, count);
        at_ += count;
        return part;
    }
    Name name() {
        Name out;
        std::size_t at = at_, earliest = at_, length = 1;
        bool jumped = false;
        while (ok_) {
            if (at >= bytes_.size()) return fail(), out;
            const std::size_t head = bytes_[at++];
            if (head == 0) break;
            if (head >= 0xC0) {
                if (at >= bytes_.size()) return fail(), out;
                const auto to = (head & 0x3F) << 8 | bytes_[at++];
                if (!jumped) at_ = at;
                if (to >= earliest) return fail(), out;
                jumped = true;
                at = earliest = to;
                continue;
            }
            length += head + 1;
            if (head > kMostLabel || head > bytes_.size() - at || length > kMostName) return fail(), out;
            out.emplace_back(as_text(bytes_.subspan(at, head)));
            at += head;
        }
        if (!jumped) at_ = at;
        return out;
    }
    [[nodiscard]] bool ok() const { return ok_; }
    [[nodiscard]] std::size_t position() const { return at_; }
    [[nodiscard]] bool at_end() const { return at_ == bytes_.size(); }

  private:
    std::uint8_t u8() {
        const auto one = take(1);
        return one.empty() ? std::uint8_t{0} : one[0];
    }
    void fail() { ok_ = false, at_ = bytes_.size(); }

    ByteView bytes_;
    std::size_t at_ = 0;
    bool ok_ = true;
};

/// A record's own bytes end where its length says, pointers or not.
bool read_data(Reader& reader, Record& record) {
    const std::size_t length = reader.u16(), begin = reader.position();
    if (record.type == kPtr) record.target = reader.name();
    else if (record.type == kSrv) {
        const auto order = reader.take(4);
        record.data.assign(order.begin(), order.end());
        record.port = reader.u16();
        record.target = reader.name();
    } else {
        const auto data = reader.take(length);
        record.data.assign(data.begin(), data.end());
    }
    return reader.ok() && reader.position() == begin + length;
}

bool read_records(Reader& reader, std::size_t count, std::vector<Record>& into) {
    for (std::size_t n = 0; n < count; ++n) {
        Record record{.name = reader.name(), .type = reader.u16(), .klass = reader.u16(), .ttl = reader.u32()};
        if (!read_data(reader, record)) return false;
        into.push_back(std::move(record));
    }
    return reader.ok();
}

void write_name(ByteWriter& out, const Name& name) {
    for (const auto& label : name) out.u8(static_cast<std::uint8_t>(label.size())).raw(as_bytes(label));
    out.u8(0);
}

void write_record(ByteWriter& out, const Record& record) {
    write_name(out, record.name);
    out.u16(record.type).u16(record.klass).u32(record.ttl);
    ByteWriter data;
    data.raw(record.data);
    if (record.type == kSrv) data.u16(record.port);
    if (record.type == kSrv || record.type == kPtr) write_name(data, record.target);
    out.u16(static_cast<std::uint16_t>(data.bytes().size())).raw(data.bytes());
}

bool is_internet(std::uint16_t klass) {
    const auto plain = klass & ~kTopBit;
    return plain == kInternet || plain == kAny;
}

Bytes text_data(const std::vector<std::pair<std::string, std::string>>& texts) {
    ByteWriter out;
    for (const auto& [key, value] : texts) {
        const auto line = (key + "=" + value).substr(0, 255);
        out.u8(static_cast<std::uint8_t>(line.size())).raw(as_bytes(line));
    }
    return out.bytes().empty() ? Bytes{0} : out.take();
}

std::vector<std::pair<std::string, std::string>> texts_of(ByteView data) {
    std::vector<std::pair<std::string, std::string>> out;
    while (!data.empty() && data[0] < data.size()) {
        const auto line = as_text(data.subspan(1, data[0]));
        data = data.subspan(1u + data[0]);
        const auto equals = line.find('=');
        if (equals != std::string_view::npos && equals > 0) out.emplace_back(line.substr(0, equals), line.substr(equals + 1));
    }
    return out;
}

/// Everything that there is to say about one machine.
struct Own {
    explicit Own(const Announcement& mine) : instance{mine.instance}, host{mine.host, "local"} {
        instance.insert(instance.end(), kService.begin(), kService.end());
        constexpr auto kReplaces = static_cast<std::uint16_t>(kInternet | kTopBit);
        pointer = {.name = kService, .type = kPtr, .ttl = kServiceTtl, .target = instance};
        kind = {.name = kAllServices, .type = kPtr, .ttl = kServiceTtl, .target = kService};
        place = {.name = instance, .type = kSrv, .klass = kReplaces, .ttl = kHostTtl, .target = host, .port = mine.port, .data = {0, 0, 0, 0}};
        texts = {.name = instance, .type = kTxt, .klass = kReplaces, .ttl = kServiceTtl, .data = text_data(mine.texts)};
        for (const auto& address : mine.addresses) addresses.push_back({.name = host, .type = kA, .klass = kReplaces, .ttl = kHostTtl, .data = Bytes(address.begin(), address.end())});
    }
    Name instance, host;
    Record pointer, kind, place, texts;
    std::vector<Record> addresses;

    [[nodiscard]] std::vector<Record> all() const {
        std::vector<Record> out{pointer, kind, place, texts};
        out.insert(out.end(), addresses.begin(), addresses.end());
        return out;
    }
};

bool same_but_time(const Record& one, const Record& other) {
    return one.type == other.type && same(one.name, other.name) && same(one.target, other.target) && one.port == other.port && one.data == other.data;
}

bool is_asked(const Message& query, const Record& record) {
    return std::ranges::any_of(query.questions, [&](const Question& one) { return is_internet(one.klass) && (one.type == record.type || one.type == kAny) && same(one.name, record.name); });
}

/// RFC 6762, 7.1: the asker still has it for at least half of its time.
bool is_known(const Message& query, const Record& record) {
    return std::ranges::any_of(query.answers, [&](const Record& one) { return same_but_time(one, record) && one.ttl >= record.ttl / 2; });
}

/// What is shown to people: UTF-8 without anything that moves a cursor.
bool is_printable(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto first = static_cast<unsigned char>(text[at]);
        const std::size_t more = first < 0x80 ? 0 : first >= 0xF0 && first < 0xF5 ? 3 : first >= 0xE0 && first < 0xF0 ? 2 : first >= 0xC2 && first < 0xE0 ? 1 : 4;
        if (more == 4 || at + more >= text.size() || first < 0x20 || first == 0x7F) return false;
        for (std::size_t n = 1; n <= more; ++n)
            if ((static_cast<unsigned char>(text[at + n]) & 0xC0) != 0x80) return false;
        const auto second = more > 0 ? static_cast<unsigned char>(text[at + 1]) : 0;
        if ((first == 0xC2 && second < 0xA0) || (first == 0xE0 && second < 0xA0) || (first == 0xED && second >= 0xA0) || (first == 0xF0 && second < 0x90) || (first == 0xF4 && second >= 0x90)) return false;
        if (first == 0xE2 && (second == 0x80 || second == 0x81)) return false;  // marks that turn the direction of writing, and other invisible ones
        at += more + 1;
    }
    return !text.empty();
}

const Record* find_record(const Message& message, const Name& name, Type type) {
    for (const auto* part : {&message.answers, &message.additionals})
        for (const auto& record : *part)
            if (record.type == type && is_internet(record.klass) && record.ttl > 0 && same(record.name, name)) return &record;
    return nullptr;
}

}  // namespace

bool same(const Name& one, const Name& other) {
    return std::ranges::equal(one, other, [](const std::string& a, const std::string& b) { return std::ranges::equal(a, b, {}, lower, lower); });
}

Result<Message> read_message(ByteView bytes) {
    Reader reader(bytes);
    Message out{.id = reader.u16(), .flags = reader.u16()};
    const std::size_t questions = reader.u16(), answers = reader.u16(), authorities = reader.u16(), additionals = reader.u16();
    if (!reader.ok() || questions + answers + authorities + additionals > kMostEntries) return corrupt("no DNS message, or too large a one");
    for (std::size_t n = 0; n < questions; ++n) out.questions.push_back({reader.name(), reader.u16(), reader.u16()});
    const bool whole = reader.ok() && read_records(reader, answers, out.answers) && read_records(reader, authorities, out.authorities) && read_records(reader, additionals, out.additionals);
    if (!whole || !reader.at_end()) return corrupt("a DNS message that breaks its own rules");
    return out;
}

Bytes encode(const Message& message) {
    ByteWriter out;
    out.u16(message.id).u16(message.flags);
    for (const auto count : {message.questions.size(), message.answers.size(), message.authorities.size(), message.additionals.size()}) out.u16(static_cast<std::uint16_t>(count));
    for (const auto& question : message.questions) {
        write_name(out, question.name);
        out.u16(question.type).u16(question.klass);
    }
    for (const auto* part : {&message.answers, &message.authorities, &message.additionals})
        for (const auto& record : *part) write_record(out, record);
    return out.take();
}

Message question() { return {.questions = {{.name = kService, .type = kPtr}}}; }

Message told(const Announcement& mine, bool leaving) {
    Message out{.flags = kIsAnswer | kAuthoritative, .answers = Own(mine).all()};
    if (leaving)
        for (auto& record : out.answers) record.ttl = 0;
    return out;
}

std::optional<Message> answer_to(const Message& query, const Announcement& mine, bool direct) {
    if ((query.flags & 0xF800) != 0) return std::nullopt;  // an answer, or no plain question
    const Own own(mine);
    Message out{.flags = kIsAnswer | kAuthoritative};
    bool place = false;
    for (const auto& record : own.all()) {
        if (!is_asked(query, record) || is_known(query, record)) continue;
        place = place || record.type == kPtr || record.type == kSrv;
        out.answers.push_back(record);
    }
    if (out.answers.empty()) return std::nullopt;
    // RFC 6763, 12: whoever hears of a service wants to know at once where it is.
    if (place)
        for (const auto& record : own.all())
            if (record.type != kPtr && std::ranges::find(out.answers, record) == out.answers.end()) out.additionals.push_back(record);
    if (!direct) return out;
    out.id = query.id;
    out.questions = query.questions;
    for (auto* part : {&out.answers, &out.additionals})
        for (auto& record : *part) {
            record.klass = kInternet;
            record.ttl = std::min(record.ttl, kDirectTtl);
        }
    return out;
}

std::vector<FoundService> found_in(const Message& answer) {
    std::vector<FoundService> out;
    if ((answer.flags & kIsAnswer) == 0) return out;
    for (const auto& record : answer.answers) {
        if (record.type != kPtr || record.ttl == 0 || !is_internet(record.klass) || !same(record.name, kService)) continue;
        const auto& instance = record.target;
        if (instance.size() != kService.size() + 1 || !same({instance.begin() + 1, instance.end()}, kService) || !is_printable(instance.front())) continue;
        const auto* place = find_record(answer, instance, kSrv);
        if (place == nullptr || place->port == 0) continue;
        const auto* texts = find_record(answer, instance, kTxt);
        out.push_back({instance.front(), place->port, texts != nullptr ? texts_of(texts->data) : std::vector<std::pair<std::string, std::string>>()});
    }
    return out;
}

}  // namespace loket::lan::dns
