#include "kiosk/screens/staff_memory.h"

#include <map>
#include <utility>

namespace loket::screens::staff {

namespace {

struct Kept {
    Memory memory, allowing;
    std::map<std::string, ui::TablePage> pages;
};

Kept& kept() {
    static Kept all;
    return all;
}

}  // namespace

void Memory::ask(std::string name) {
    dialog = std::move(name);
    reason = -1;
    text.clear();
}

Memory& memory_of(const std::string& file) {
    Memory& memory = kept().memory;
    if (memory.file != file) {
        memory = Memory{};
        memory.file = file;
    }
    return memory;
}

Memory& override_memory() { return kept().allowing; }

ui::TablePage& list_page(const std::string& tab) { return kept().pages[tab]; }

void forget() { kept() = Kept{}; }

}  // namespace loket::screens::staff
