#pragma once
// Loket's command set for a SAM on a chip of its own, version 1: what the module and whoever asks it agree on. It is Loket's, not that of the
// national SAM, whose commands only Ditjen Dukcapil knows. The table of commands is in the README of this folder.

#include <cstddef>
#include <cstdint>

#include "devices/card/profile.h"

namespace loket::card::sam_profile {

/// AID in the range of unregistered names (ISO/IEC 7816-5): F0 "LOKET" "S" 01.
inline constexpr std::uint8_t kApplication[] = {0xF0, 0x4C, 0x4F, 0x4B, 0x45, 0x54, 0x53, 0x01};

inline constexpr std::uint8_t kVersion = 1;
inline constexpr std::uint8_t kVerify = 0x20;            ///< ISO/IEC 7816-4 clause 11.5.6: the PIN opens the module until its power goes
inline constexpr std::uint8_t kPinReference = 0x81;      ///< P2 of VERIFY
inline constexpr std::uint8_t kInfoTag = 0xC0;           ///< P2 of GET DATA: version, flags, name in UTF-8
inline constexpr std::uint8_t kTestFlag = 0x01;          ///< its keys are made up: no card of it is worth anything
inline constexpr std::uint8_t kOpenConversation = 0x8A;  ///< CLA 80, P1 key version, P2 00
/// Number of the card, challenges of host and card, cryptogram of the card.
inline constexpr std::size_t kQuestionSize = kNumberSize + 3 * kChallengeSize;
/// Cryptogram of the host, then the three keys of this conversation: encryption, signature, signature of answers.
inline constexpr std::size_t kAnswerSize = kChallengeSize + 3 * kKeySize;
inline constexpr std::size_t kShortestPin = 4, kLongestPin = 16;
inline constexpr int kPinTries = 3;

/// Status words that only a SAM says. 63Cx: a wrong PIN, x tries are left (ISO/IEC 7816-4 table 6).
enum class Sw : std::uint16_t {
    CardNotAuthentic = 0x6300,  ///< verification failed: the card does not know the keys of its number
    PinTriesLeft = 0x63C0,
    PinBlocked = 0x6983,
};

}  // namespace loket::card::sam_profile
