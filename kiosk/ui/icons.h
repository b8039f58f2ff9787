#pragma once
// The icons of the interface: code points of Material Icons (package fonts-material-design-icons-iconfont).
// Only icons listed here are in the atlas; all lie in the basic plane because ImWchar has 16 bits.

#include <cstdint>

namespace loket::ui {

// Name and code point; the list makes both the enumeration and the glyph ranges of the atlas.
// clang-format off
#define LOKET_UI_ICONS(X) \
    X(ArrowBack, 0xe5c4) X(ArrowForward, 0xe5c8) X(ChevronRight, 0xe5cc) X(ChevronLeft, 0xe5cb) \
    X(ArrowUp, 0xe5d8) X(ArrowDown, 0xe5db) X(ExpandMore, 0xe5cf) X(ExpandLess, 0xe5ce) \
    X(FirstPage, 0xe5dc) X(LastPage, 0xe5dd) X(Check, 0xe5ca) X(CheckCircle, 0xe86c) X(Close, 0xe5cd) \
    X(Cancel, 0xe5c9) X(Error, 0xe000) X(Warning, 0xe002) X(Info, 0xe88e) X(Help, 0xe887) \
    X(SupportAgent, 0xf0e2) X(TextSize, 0xe245) X(TextFields, 0xe262) X(Contrast, 0xeb37) \
    X(VolumeUp, 0xe050) X(VolumeOff, 0xe04f) X(Hearing, 0xe023) X(Lock, 0xe897) X(Key, 0xe73c) \
    X(Pin, 0xf045) X(Fingerprint, 0xe90d) X(Print, 0xe8ad) X(PrintDisabled, 0xe9cf) X(Phone, 0xe32c) \
    X(Call, 0xe0b0) X(Mail, 0xe158) X(Search, 0xe8b6) X(Home, 0xe88a) X(Person, 0xe7fd) X(People, 0xe7fb) \
    X(Groups, 0xf233) X(PersonAdd, 0xe7fe) X(PersonSearch, 0xf106) X(HowToReg, 0xe174) X(Badge, 0xea67) \
    X(Card, 0xe870) X(Nfc, 0xe1bb) X(Assignment, 0xe85d) X(AssignmentDone, 0xe862) X(FactCheck, 0xf0c5) \
    X(Rule, 0xf1c2) X(Checklist, 0xe6b1) X(History, 0xe889) X(HistoryEdu, 0xea3e) X(Schedule, 0xe8b5) \
    X(Timer, 0xe425) X(Hourglass, 0xea5b) X(Event, 0xe878) X(Calendar, 0xebcc) X(Refresh, 0xe5d5) \
    X(Replay, 0xe042) X(Undo, 0xe166) X(TouchApp, 0xe913) X(Hand, 0xe925) X(BackHand, 0xe764) \
    X(Backspace, 0xe14a) X(SpaceBar, 0xe256) X(Keyboard, 0xe312) X(Shift, 0xe318) X(Camera, 0xe412) \
    X(NoCamera, 0xf1a8) X(Face, 0xe87c) X(Eye, 0xe8f4) X(EyeOff, 0xe8f5) X(Iris, 0xe417) X(Draw, 0xe746) \
    X(Gesture, 0xe155) X(Edit, 0xe3c9) X(Description, 0xe873) X(Article, 0xef42) X(Receipt, 0xef6e) \
    X(QrCode, 0xef6b) X(QrScan, 0xf206) X(Scanner, 0xe329) X(DocumentScanner, 0xe5fa) X(Campaign, 0xef49) \
    X(Notifications, 0xe7f4) X(Settings, 0xe8b8) X(Devices, 0xe1b1) X(Usb, 0xe1e0) X(Monitor, 0xef5b) \
    X(Login, 0xea77) X(Logout, 0xe9ba) X(Power, 0xe8ac) X(Verified, 0xe8e8) X(Shield, 0xe9e0) \
    X(Security, 0xe32a) X(Delete, 0xe872) X(Add, 0xe145) X(Remove, 0xe15b) X(RemoveCircle, 0xe15c) \
    X(Block, 0xe14b) X(DoneAll, 0xe877) X(Sync, 0xe627) X(SyncProblem, 0xe629) X(CloudOff, 0xe2c1) \
    X(CloudDone, 0xe2bf) X(Wifi, 0xe63e) X(WifiOff, 0xe648) X(Family, 0xf1a2) X(Child, 0xeb41) \
    X(Baby, 0xe588) X(Pregnant, 0xe91e) X(Man, 0xe4eb) X(Woman, 0xe13e) X(Elderly, 0xf21a) \
    X(Accessible, 0xe914) X(Favorite, 0xe87d) X(HeartBroken, 0xeac2) X(Mosque, 0xeab2) X(Church, 0xeaae) \
    X(Office, 0xe7ee) X(Government, 0xe84f) X(HomeWork, 0xea09) X(Location, 0xe0c8) X(Map, 0xe55b) \
    X(Luggage, 0xf235) X(Shipping, 0xe558) X(MoveToInbox, 0xe168) X(Inbox, 0xe156) X(Inventory, 0xe1a1) \
    X(Archive, 0xe149) X(Folder, 0xe2c7) X(Save, 0xe161) X(Download, 0xf090) X(Upload, 0xf09b) \
    X(Copy, 0xe14d) X(Language, 0xe894) X(Translate, 0xe8e2) X(Play, 0xe037) X(Pause, 0xe034) \
    X(Stop, 0xe047) X(More, 0xe5d3) X(Menu, 0xe5d2) X(Filter, 0xe152) X(Sort, 0xe164) X(Dashboard, 0xe871) \
    X(Chart, 0xe26b) X(Insights, 0xf092) X(Table, 0xe265) X(Gavel, 0xe90e) X(Balance, 0xeaf6) \
    X(Star, 0xe838) X(RadioOn, 0xe837) X(RadioOff, 0xe836) X(CheckBoxOn, 0xe834) X(CheckBoxOff, 0xe835) \
    X(Compare, 0xe3b9) X(CompareArrows, 0xe915) X(Swap, 0xe8d4) X(Split, 0xe0b6) X(Difference, 0xeb7d) \
    X(Pending, 0xef64) X(PendingActions, 0xf1bb) X(Ticket, 0xe638) X(LightMode, 0xe518) \
    X(DarkMode, 0xe51c) X(ThumbUp, 0xe8dc) X(Healing, 0xe3f3) X(MedicalServices, 0xf109)
// clang-format on

enum class Icon : std::uint16_t {
    None = 0,
#define LOKET_UI_ICON_ENTRY(name, code) name = code,
    LOKET_UI_ICONS(LOKET_UI_ICON_ENTRY)
#undef LOKET_UI_ICON_ENTRY
};

}  // namespace loket::ui
