#pragma once
// Ports of this machine, for emulated boxes that are found by an address.

namespace loket::model {

/// A socket that listens on 127.0.0.1, closed in child processes; `port` 0 takes any free one. -1 when the port is taken.
int listen_on_loopback(int port);

/// The port of such a socket.
int port_of(int listener);

}  // namespace loket::model
