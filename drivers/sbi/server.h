#pragma once
// The port behind an emulated service: one request on each connection, each on a thread of its own.

#include <atomic>
#include <functional>
#include <list>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>

namespace loket::drivers::sbi {

/// One caller. All members from the thread that answers.
class Caller {
  public:
    Caller(int socket, std::stop_token stop) : socket_(socket), stop_(std::move(stop)) {}
    /// Waits up to a second for a whole request; false when none comes.
    bool hear();
    [[nodiscard]] const std::string& verb() const { return verb_; }  ///< with the path: "RCAPTURE /capture"
    [[nodiscard]] const std::string& body() const { return body_; }
    /// False when nobody hears it any more.
    bool say(std::string_view text);
    [[nodiscard]] bool hung_up() const;
    /// True while the service lives.
    [[nodiscard]] bool pause(int millis) const;

  private:
    int socket_;
    std::stop_token stop_;
    std::string verb_, body_;
};

class Server {
  public:
    using Answer = std::function<void(Caller&)>;

    explicit Server(Answer answer) : answer_(std::move(answer)) {}
    ~Server() { close(); }
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// On the port it had before, else the first free one of the range. False: none is free.
    bool open(int first_port, int last_port);
    /// Every connection breaks off. Both from any thread.
    void close();
    [[nodiscard]] int port() const { return port_; }

  private:
    struct Talk {
        std::atomic<bool> over = false;
        std::jthread thread;
    };
    void serve(const std::stop_token& stop);

    const Answer answer_;
    std::mutex gate_;  // whoever opens waits for whoever closes
    int listener_ = -1;
    std::atomic<int> port_ = 0;
    std::list<Talk> talks_;
    std::jthread thread_;
};

}  // namespace loket::drivers::sbi
