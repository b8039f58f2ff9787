#pragma once
// Where a driver finds the boxes of code of this process: they have addresses, but no place outside it.

#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace loket::model {

inline constexpr const char* kEmulatedAddress = "emulated:";
inline bool is_emulated(const std::string& address) { return address.starts_with(kEmulatedAddress); }

/// The boxes of one driver. Safe from any thread.
template <class Box>
class Emulations {
  public:
    /// Its address; the box is there as long as somebody keeps it.
    std::string add(const std::shared_ptr<Box>& box) {
        const std::lock_guard lock(mutex_);
        const auto address = kEmulatedAddress + std::to_string(++count_);
        boxes_[address] = box;
        return address;
    }
    /// Null when there is none.
    std::shared_ptr<Box> find(const std::string& address) {
        const std::lock_guard lock(mutex_);
        const auto found = boxes_.find(address);
        return found == boxes_.end() ? nullptr : found->second.lock();
    }

  private:
    std::mutex mutex_;
    int count_ = 0;
    std::map<std::string, std::weak_ptr<Box>> boxes_;
};

}  // namespace loket::model
