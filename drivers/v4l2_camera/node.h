#pragma once
// The seam to a video node: system calls and nothing else, so that a model may stand on the other side of them.

#include <memory>
#include <string>

#include "devices/base/clock.h"
#include "devices/base/result.h"

namespace loket::drivers::v4l2_camera {

class Node {
  public:
    virtual ~Node() = default;
    /// VIDIOC_* with its structure (linux/videodev2.h). 0, or a positive errno.
    virtual int control(unsigned long request, void* argument) = 0;
    /// The memory of one buffer; null when it cannot be had. It stays until `unmap`.
    virtual std::uint8_t* map(std::size_t length, std::uint32_t offset) = 0;
    virtual void unmap(std::uint8_t* memory, std::size_t length) = 0;
    /// Waits until there may be something to take, at most `patience`.
    virtual void wait(Millis patience) = 0;
};

/// A node of this machine ("/dev/video0"). Gone when there is none; NeedsOperator where it may not be opened.
Result<std::unique_ptr<Node>> open_node(const std::string& path);
/// The node at an address of `emulate_at`.
Result<std::unique_ptr<Node>> open_emulated_node(const std::string& address);
/// What an errno of `control` means. EBUSY: another program streams.
Error node_error(int number, const std::string& doing);

}  // namespace loket::drivers::v4l2_camera
