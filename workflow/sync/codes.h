#pragma once
// Why something waits or was refused, as keys of the string tables (`error.<code>`).

namespace loket::sync {

inline constexpr const char* kNoLink = "sync.no_link";           ///< the register cannot be reached; tried again by itself
inline constexpr const char* kTimeout = "sync.timeout";          ///< no answer in time; tried again by itself
inline constexpr const char* kBusy = "sync.busy";                ///< the register is there but could not store it now
inline constexpr const char* kGap = "sync.gap";                  ///< the register lacks something before it; sent again from there
inline constexpr const char* kFork = "sync.fork";                ///< two different logs bear this office's name: people must look
inline constexpr const char* kQuarantined = "sync.quarantined";  ///< after a fork, until an officer of the centre lets it in again
inline constexpr const char* kOldEpoch = "sync.old_epoch";       ///< this disk was replaced by another one
inline constexpr const char* kBehind = "sync.behind";            ///< the register knows more of this office than the office: an old copy
inline constexpr const char* kShape = "sync.shape";              ///< bytes that are not what they should be
inline constexpr const char* kTooLarge = "sync.too_large";       ///< more than the register takes at once
inline constexpr const char* kSignature = "sync.signature";      ///< not signed by who it says, or changed since
inline constexpr const char* kOtherReader = "sync.other_reader"; ///< sealed to somebody else
inline constexpr const char* kUnknownOrigin = "sync.unknown_origin";  ///< an office the register does not know
inline constexpr const char* kBadAnswer = "sync.bad_answer";     ///< the register acknowledged what was never sent
inline constexpr const char* kPacketDigest = "sync.packet_digest";  ///< a packet arrived changed; it is sent again from its beginning
inline constexpr const char* kPacketOffset = "sync.packet_offset";  ///< a piece of a packet that does not follow the one before
inline constexpr const char* kBudget = "sync.budget";            ///< the link's share is used up; packets go on later
inline constexpr const char* kRegisterUnknown = "sync.register_unknown";  ///< something answers that is not this office's register
inline constexpr const char* kNotLetIn = "sync.not_let_in";      ///< the register does not accept this device's certificate
inline constexpr const char* kNotEnrolled = "sync.not_enrolled";  ///< this office has no register yet
inline constexpr const char* kHours = "sync.hours";              ///< packets wait for their hours

/// The register's defences. Only the simulator and the tests switch one off, to prove that each is needed.
struct Defences {
    bool dedup = true;  ///< what is there already is skipped
    bool hash = true;   ///< chains must fit together and packets must be what their name says
};

}  // namespace loket::sync
