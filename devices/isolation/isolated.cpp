#include "devices/isolation/isolated.h"

#include <utility>

#include "devices/isolation/pack.h"

namespace loket::isolation {
namespace {

using Clock = std::chrono::steady_clock;

constexpr Millis kOpenLimit{8000};    // scanners warm up
constexpr Millis kSendLimit{2000};
constexpr Millis kHealthLimit{4000};
constexpr Millis kObeyLimit{70};
constexpr Millis kGoodbyeLimit{1000};

const model::Health kOffline{.ready = false, .reasons = {"offline"}, .supplies = {}};

/// What a device tells while it works.
Status pass_on(const Message& message, model::Sink& sink) {
    if (message.word == Word::Preview) {
        LOKET_ASSIGN(frame, unpack<RgbaImage>(message.body));
        sink.preview(frame);
    } else if (message.word == Word::Hint) {
        LOKET_ASSIGN(code, unpack<std::string>(message.body));
        sink.hint(code);
    } else if (message.word == Word::Progress) {
        LOKET_ASSIGN(percent, unpack<int>(message.body));
        if (percent < 0 || percent > 100) return corrupt("a device's process is more than ready");
        sink.progress(percent);
    } else {
        return corrupt("a device's process said what nobody asked for");
    }
    return {};
}

}  // namespace

Result<std::unique_ptr<Helper>> Helper::start(const Launcher& launch, const Begin& begin) {
    LOKET_ASSIGN(child, launch(begin.driver));
    std::unique_ptr<Helper> helper(new Helper(std::move(child)));
    LOKET_TRY(helper->line_.send(Word::Begin, pack(begin), Clock::now() + kSendLimit));
    return helper;
}

Result<Answer> Helper::ask(Word word, Channel::Time deadline, const std::stop_token& stop) {
    LOKET_TRY(line_.send(word, {}, deadline, stop));
    LOKET_ASSIGN(message, line_.receive(deadline, stop));
    if (message.word != Word::Answer) return corrupt("a device's process said what nobody asked for");
    return unpack<Answer>(message.body);
}

void Helper::dismiss() {
    const auto deadline = Clock::now() + kGoodbyeLimit;
    if (!line_.send(Word::Close, {}, deadline)) return;
    while (line_.receive(deadline)) {}  // until it closes
}

std::string Helper::end() { return end_ ? std::exchange(end_, {})() : std::string(); }

IsolatedDevice::IsolatedDevice(const model::Driver& driver, const model::Surroundings& around, Launcher launch)
    : begin_{.driver = std::string(driver.id), .address = around.address, .name = around.name, .settings = around.settings},
      launch_(std::move(launch)),
      identity_{.driver = begin_.driver, .vendor = {}, .product = begin_.name.empty() ? begin_.driver : begin_.name, .serial = {}, .firmware = {}} {}

Status IsolatedDevice::open() {
    close();
    return start({});
}

Status IsolatedDevice::start(const std::stop_token& stop) {
    LOKET_ASSIGN(helper, Helper::start(launch_, begin_));
    helper_ = std::move(helper);
    auto answer = helper_->ask(Word::Open, Clock::now() + kOpenLimit, stop);
    if (!answer) return lost(answer.error());
    if (answer->error) {
        close();
        return *answer->error;
    }
    identity_ = std::move(answer->identity);
    identity_.driver = begin_.driver;
    open_ = true;
    return {};
}

Result<model::Content> IsolatedDevice::perform(const model::Request& request, model::Sink& sink, std::stop_token stop) {
    if (!open_) return Error{Fault::Gone, "the device is not open", "device.gone"};
    if (!helper_) LOKET_TRY(start(stop));
    if (const auto sent = helper_->line().send(Word::Perform, pack(request), Clock::now() + kSendLimit, stop); !sent) return lost(sent.error());
    return listen(request.index(), sink, stop);
}

Result<model::Content> IsolatedDevice::listen(std::size_t kind, model::Sink& sink, const std::stop_token& stop) {
    while (true) {
        const auto message = helper_->line().receive(Channel::kForever, stop);
        if (!message && message.error().fault == Fault::Cancelled) return obey(kind);
        if (!message) return lost(message.error());
        if (message->word == Word::Answer) return read(*message, kind);
        if (const auto told = pass_on(*message, sink); !told) return lost(told.error());
    }
}

/// Told to stop, it may still answer; what it tells otherwise interests nobody any more.
Result<model::Content> IsolatedDevice::obey(std::size_t kind) {
    const auto deadline = Clock::now() + kObeyLimit;
    if (helper_->line().send(Word::Stop, {}, deadline))
        while (const auto message = helper_->line().receive(deadline))
            if (message->word == Word::Answer) return read(*message, kind);
    helper_.reset();
    return Error{Fault::Cancelled, "the device's process did not stop and was ended"};
}

Result<model::Content> IsolatedDevice::read(const Message& message, std::size_t kind) {
    auto answer = unpack<Answer>(message.body);
    if (!answer) return lost(answer.error());
    if (answer->error) return *answer->error;
    if (!answer->content || answer->content->index() != kind) return lost(corrupt("a device's process answered another question"));
    return std::move(*answer->content);
}

model::Health IsolatedDevice::health() {
    if (!open_) return kOffline;
    if (!helper_ && !start({})) return kOffline;
    auto answer = helper_->ask(Word::Health, Clock::now() + kHealthLimit);
    if (answer) return std::move(answer->health);
    helper_.reset();  // the next request or look starts another
    return kOffline;
}

void IsolatedDevice::close() {
    open_ = false;
    if (helper_) helper_->dismiss();
    helper_.reset();
}

/// The helper is of no more use. Whoever only stopped gets another with the next request.
Error IsolatedDevice::lost(const Error& why) {
    open_ = open_ && why.fault == Fault::Cancelled;
    const auto how = std::exchange(helper_, nullptr)->end();
    if (why.fault != Fault::Gone) return why;
    return {Fault::Gone, "the device's process ended: " + how, "device.gone"};
}

}  // namespace loket::isolation
