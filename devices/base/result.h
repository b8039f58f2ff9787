#pragma once
// The one way to fail in Loket: a Result carries either a value or an Error that says what the caller can do about it.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace loket {

/// What the caller can do about a failure. Chosen by remedy, not by origin.
enum class Fault : std::uint8_t {
    Cancelled,    ///< somebody asked to stop; nothing is wrong
    TimedOut,     ///< no answer within the deadline; trying again may help
    Gone,         ///< the device, file or peer is no longer there
    Busy,         ///< somebody else holds it; wait
    Rejected,     ///< the request is wrong for the present state; the person may change it and retry
    NeedsOperator,  ///< a trained person must act at the device (supplies, cover, jam): `code` names the state reason
    Corrupt,      ///< bytes that break their own rules; do not trust the source
    Unsupported,  ///< well-formed, but not something this build or box can do
    Internal,     ///< our own mistake, or the machine's (disk, memory)
};

/// Stable lower-case name of a fault for journals and tests.
std::string_view to_string(Fault fault);

/// A fault, a machine-readable reason and one sentence of context for the log and the operator.
/// `code` is a stable key of the string tables ("nik.length", "printer.ribbon_out") so that every screen can say it
/// in the person's language; it may be empty where no person ever sees the failure. Neither field holds personal data.
struct Error {
    Fault fault = Fault::Internal;
    std::string context;
    std::string code = {};
};

/// Value or Error. Cheap to move; never throws on inspection.
template <class T>
class [[nodiscard]] Result {
  public:
    Result(T value) : content_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : content_(std::in_place_index<1>, std::move(error)) {}

    [[nodiscard]] bool ok() const { return content_.index() == 0; }
    explicit operator bool() const { return ok(); }

    /// The value. Calling it on a failure is a programmer error and throws bad_variant_access.
    T& value() & { return std::get<0>(content_); }
    const T& value() const& { return std::get<0>(content_); }
    T value() && { return std::get<0>(std::move(content_)); }  ///< by value: `for (x : f().value())` must not dangle
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    const Error& error() const { return std::get<1>(content_); }
    T value_or(T fallback) const& { return ok() ? value() : std::move(fallback); }

  private:
    std::variant<T, Error> content_;
};

template <>
class [[nodiscard]] Result<void> {
  public:
    Result() = default;
    Result(Error error) : error_(std::move(error)), ok_(false) {}
    [[nodiscard]] bool ok() const { return ok_; }
    explicit operator bool() const { return ok_; }
    const Error& error() const { return error_; }

  private:
    Error error_;
    bool ok_ = true;
};

using Status = Result<void>;

inline Error rejected(std::string code, std::string context) {
    return {Fault::Rejected, std::move(context), std::move(code)};
}
inline Error corrupt(std::string context) { return {Fault::Corrupt, std::move(context)}; }
inline Error internal(std::string context) { return {Fault::Internal, std::move(context)}; }

/// Returns early with the error of `expr`, which must be a Result.
#define LOKET_TRY(expr)                                             \
    do {                                                            \
        if (auto loket_try_ = (expr); !loket_try_) return loket_try_.error(); \
    } while (false)

/// Declares `name` from a Result expression, or returns its error.
#define LOKET_ASSIGN(name, expr)                 \
    auto name##_result_ = (expr);                \
    if (!name##_result_) return name##_result_.error(); \
    auto& name = *name##_result_

}  // namespace loket
