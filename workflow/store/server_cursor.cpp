// A prepared statement of a PostgreSQL, values and rows in binary.

#include <fmt/format.h>
#include <libpq-fe.h>

#include "workflow/store/failure.h"
#include "workflow/store/server_database.h"

namespace loket::store {
namespace {

/// "?" becomes "$1", "$2", …: no text of ours holds one.
std::string numbered(const std::string& sql) {
    std::string out;
    int count = 0;
    for (const char c : sql) {
        if (c == '?') out += fmt::format("${}", ++count);
        else out += c;
    }
    return out;
}

std::int64_t big_endian(const char* bytes, int length) {
    std::int64_t value = static_cast<signed char>(bytes[0]);
    for (int n = 1; n < length; ++n) value = (value << 8) | static_cast<unsigned char>(bytes[n]);
    return value;
}

}  // namespace

class ServerCursor final : public Cursor {
  public:
    ServerCursor(ServerDatabase& owner, std::string sql) : owner_(owner), sql_(std::move(sql)) {}

    void bind(int index, std::int64_t value) override {  // whatever integer the server takes it for
        place(index, std::to_string(value), false);
    }
    void bind(int index, std::string_view value) override { place(index, std::string(value), true); }
    void bind(int index, ByteView value) override { place(index, std::string(as_text(value)), true); }
    void bind(int index, std::nullptr_t) override { place(index, std::nullopt, false); }

    /// Reading again is harmless: it is, once, where the server has gone since and no transaction was open.
    Result<bool> step() override {
        if (!rows_) {
            auto ran = execute();
            if (!ran && ran.error().code == kUnreachable && !owner_.open_ && !owner_.coming_back_) {
                LOKET_TRY(owner_.come_back());
                ran = execute();
            }
            LOKET_TRY(ran);
            row_ = -1;
        }
        return ++row_ < PQntuples(rows_.get());
    }
    void rewind() override {
        rows_.reset();
        values_.clear();
    }

    std::int64_t integer(int column) const override {
        const int length = PQgetlength(rows_.get(), row_, column);
        return length < 1 || length > 8 ? 0 : big_endian(PQgetvalue(rows_.get(), row_, column), length);
    }
    bool is_null(int column) const override { return PQgetisnull(rows_.get(), row_, column) == 1; }
    ByteView bytes(int column) const override {
        return as_bytes({PQgetvalue(rows_.get(), row_, column), static_cast<std::size_t>(PQgetlength(rows_.get(), row_, column))});
    }

  private:
    struct Value {
        std::optional<std::string> bytes;
        bool binary = false;
    };
    void place(int index, std::optional<std::string> bytes, bool binary) {
        const auto at = static_cast<std::size_t>(index - 1);
        if (values_.size() <= at) values_.resize(at + 1);
        values_[at] = {std::move(bytes), binary};
    }

    Status prepare() {
        if (generation_ == owner_.generation_) return {};
        name_ = fmt::format("s{}", ++owner_.prepared_);
        PQsendPrepare(owner_.handle_.get(), name_.c_str(), sql_.c_str(), 0, nullptr);
        LOKET_TRY(owner_.judge(owner_.await(ServerDatabase::kPatience)));
        generation_ = owner_.generation_;
        return {};
    }

    Status execute() {
        LOKET_TRY(prepare());
        std::vector<const char*> starts;
        std::vector<int> lengths, formats;
        for (const auto& value : values_) {
            starts.push_back(value.bytes ? value.bytes->data() : nullptr);
            lengths.push_back(value.bytes ? static_cast<int>(value.bytes->size()) : 0);
            formats.push_back(value.binary ? 1 : 0);
        }
        PQsendQueryPrepared(owner_.handle_.get(), name_.c_str(), static_cast<int>(values_.size()), starts.data(), lengths.data(), formats.data(), 1);
        auto answer = owner_.await(ServerDatabase::kPatience);
        LOKET_TRY(owner_.judge(answer));
        rows_ = std::move(answer);
        return {};
    }

    ServerDatabase& owner_;
    std::string sql_, name_;
    std::int64_t generation_ = 0;  ///< of the connection it was prepared on
    std::vector<Value> values_;
    Answer rows_;
    int row_ = -1;
};

Result<std::unique_ptr<Cursor>> ServerDatabase::compile(const std::string& sql) { return std::unique_ptr<Cursor>(std::make_unique<ServerCursor>(*this, numbered(sql))); }

}  // namespace loket::store
