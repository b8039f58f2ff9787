#pragma once
// Loket's card profile, version 2: what the reader's side and the card's side agree on, and nothing else. It is built from open standards and is
// not the national applet, which only Ditjen Dukcapil issues. Files follow ICAO Doc 9303-10 (LDS), commands ISO/IEC 7816-4 and -9, the secured
// conversation GlobalPlatform Amendment D (SCP03). README of this folder says why.

#include <array>
#include <cstddef>
#include <cstdint>

namespace loket::card {

/// AID in the range of unregistered names (ISO/IEC 7816-5): F0 "LOKET" 02.
inline constexpr std::uint8_t kApplication[] = {0xF0, 0x4C, 0x4F, 0x4B, 0x45, 0x54, 0x02};

/// Elementary files, with the identifiers of ICAO Doc 9303-10 clause 3.11. All are transparent and hold one BER-TLV object.
enum class File : std::uint16_t {
    Common = 0x011E,     ///< EF.COM: which files there are, number of the blanko. Anybody may read it.
    Biodata = 0x0101,    ///< in the place of DG1: what Permendagri 74/2015 prints
    Photo = 0x0102,      ///< DG2
    Fingers = 0x0103,    ///< DG3
    Signature = 0x0107,  ///< DG7
    Numbers = 0x010D,    ///< DG13: number of this very chip and of its blanko, so that the signature covers both
    Security = 0x011D,   ///< EF.SOD: hashes of all others, signed
};
inline constexpr std::array kFiles{File::Common, File::Biodata, File::Photo, File::Fingers, File::Signature, File::Numbers, File::Security};
/// Room of all files together: the national chip has 8 KB (DOMAIN §4.2).
inline constexpr std::size_t kRoom = 8192;

/// Life cycle status byte of the application, ISO/IEC 7816-4 table 13. It only grows, but for Locked and Active, which take turns.
enum class Life : std::uint8_t {
    Created = 0x01,       ///< from the factory, no files
    Personalised = 0x03,  ///< files are being written; may be begun again
    Locked = 0x04,        ///< all written, nothing may be changed any more, not yet handed over
    Active = 0x05,        ///< handed over to its holder
    Terminated = 0x0C,    ///< never again
};

/// Key version numbers: who may open a conversation for what.
enum class Keys : std::uint8_t {
    Read = 0x30,         ///< every reader of an office
    Personalise = 0x31,  ///< the print room, until the card is locked
    LifeCycle = 0x32,    ///< the hand-over desk: activate, lock, terminate
};
inline constexpr std::array kAllKeys{Keys::Read, Keys::Personalise, Keys::LifeCycle};

inline constexpr std::size_t kNumberSize = 10;  ///< of a chip: 4C 4B 54, then its UID of 7 bytes
inline constexpr std::uint8_t kNumberHead[] = {0x4C, 0x4B, 0x54};
using CardNumber = std::array<std::uint8_t, kNumberSize>;

inline constexpr std::size_t kKeySize = 16;  ///< AES-128
using Key = std::array<std::uint8_t, kKeySize>;
/// The two static keys of one key version (the third of SCP03, for loading keys, is not in this profile).
struct StaticKeys {
    Key enc{}, mac{};
};

namespace instruction {
inline constexpr std::uint8_t kSelect = 0xA4, kReadBinary = 0xB0, kUpdateBinary = 0xD6, kCreateFile = 0xE0, kDeleteFile = 0xE4, kGetData = 0xCA,  // ISO/IEC 7816-4, -9
    kVerify = 0x21, kDeactivate = 0x04, kActivate = 0x44, kTerminate = 0xE6,                                                                  // ISO/IEC 7816-9
    kInitializeUpdate = 0x50, kExternalAuthenticate = 0x82;                                                                   // GlobalPlatform
}  // namespace instruction

inline constexpr std::uint8_t kSecured = 0x04;          ///< bit of CLA: secure messaging of GlobalPlatform
inline constexpr std::uint8_t kProprietary = 0x80;      ///< CLA of INITIALIZE UPDATE
inline constexpr std::uint8_t kLifeCycleTag = 0x8A;     ///< of GET DATA and of FCP, ISO/IEC 7816-4 table 12
inline constexpr std::uint8_t kSelectByName = 0x04, kSelectFile = 0x02;  ///< P1 of SELECT
inline constexpr std::uint8_t kScpProtocol = 0x03, kScpOptions = 0x70;   ///< SCP03, i = 70: pseudo-random challenges, R-MAC, R-ENCRYPTION
inline constexpr std::uint8_t kSecurityLevel = 0x33;    ///< C-DECRYPTION, C-MAC, R-ENCRYPTION, R-MAC: the only one there is
inline constexpr std::size_t kMostSecured = 239;  ///< bytes that a short answer carries beside padding and signature
inline constexpr std::size_t kChallengeSize = 8, kMacSize = 8, kCounterSize = 3;

/// Constants of the key derivation, Amendment D table 4-1.
namespace derivation {
inline constexpr std::uint8_t kCardCryptogram = 0x00, kHostCryptogram = 0x01, kCardChallenge = 0x02, kSessionEnc = 0x04, kSessionMac = 0x06,
    kSessionRmac = 0x07;
}  // namespace derivation

/// Tags of file control information, ISO/IEC 7816-4 clause 5.3.3.
namespace tag {
inline constexpr std::uint8_t kFci = 0x6F, kFcp = 0x62, kName = 0x84, kSize = 0x80, kDescriptor = 0x82, kIdentifier = 0x83;
}
inline constexpr std::uint8_t kTransparentFile = 0x01;

/// Comparison on the card, for chips that can (ISO/IEC 7816-11). Such a chip answers GET DATA 7F61 within a conversation: a group of biometric information templates, one for each finger
/// that it holds, each with its number as 83. VERIFY (21, P2: that number) takes a biometric data template with minutiae in the compact card format. Once locked, EF.DG3 is read by nobody.
namespace biometric {
inline constexpr std::uint16_t kGroup = 0x7F61, kTemplate = 0x7F60, kDataTemplate = 0x7F2E, kData = 0x5F2E;
inline constexpr std::uint8_t kHeader = 0xA1, kSubtype = 0x82, kReference = 0x83, kMinutiae = 0x81, kCount = 0x02;
inline constexpr int kMostTries = 15;  ///< wrong fingers in a row that the chip bears; a right one gives all back
}  // namespace biometric

/// Status words of ISO/IEC 7816-4 clause 5.6.
enum class Sw : std::uint16_t {
    Ok = 0x9000,
    EndOfFile = 0x6282,
    Terminated = 0x6285,
    TriesLeft = 0x63C0,  ///< and how many, in the last four bits
    Blocked = 0x6983,
    WrongLength = 0x6700,
    SecurityNotSatisfied = 0x6982,
    ConditionsNotSatisfied = 0x6985,
    NoFileSelected = 0x6986,
    SecuredObjectMissing = 0x6987,
    SecuredObjectWrong = 0x6988,
    WrongData = 0x6A80,
    NotFound = 0x6A82,
    NoRoom = 0x6A84,
    WrongParameters = 0x6A86,
    NoSuchData = 0x6A88,
    FileExists = 0x6A89,
    WrongOffset = 0x6B00,
    NoSuchInstruction = 0x6D00,
    NoSuchClass = 0x6E00,
};

}  // namespace loket::card
