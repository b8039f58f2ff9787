// The C side of PowerCutDisk: SQLite's file system interface, version 1. It has no shared memory, which the
// store, as the only owner of its file, must not need.

#include <sqlite3.h>

#include <new>

#include "tests/store/power_cut.h"

namespace loket::store::test {
namespace {

struct OpenFile {
    sqlite3_file base;
    PowerCutDisk* disk;
    std::string name;
    PowerCutDisk::FileHandle file;
};

OpenFile& self(sqlite3_file* file) { return *reinterpret_cast<OpenFile*>(file); }
PowerCutDisk& disk(sqlite3_vfs* vfs) { return *static_cast<PowerCutDisk*>(vfs->pAppData); }
sqlite3_vfs* machine() { return sqlite3_vfs_find("unix"); }

int x_close(sqlite3_file* file) {
    self(file).~OpenFile();
    return SQLITE_OK;
}
int x_read(sqlite3_file* file, void* into, int count, sqlite3_int64 offset) {
    return self(file).disk->read(*self(file).file, into, count, offset);
}
int x_write(sqlite3_file* file, const void* data, int count, sqlite3_int64 offset) {
    const auto* start = static_cast<const std::uint8_t*>(data);
    return self(file).disk->change(*self(file).file, {offset, Bytes(start, start + count)});
}
int x_truncate(sqlite3_file* file, sqlite3_int64 size) {
    return self(file).disk->change(*self(file).file, {size, {}});
}
int x_sync(sqlite3_file* file, int) { return self(file).disk->flush(*self(file).file, self(file).name); }
int x_size(sqlite3_file* file, sqlite3_int64* size) {
    *size = static_cast<sqlite3_int64>(self(file).file->now.size());
    return SQLITE_OK;
}
int x_lock(sqlite3_file*, int) { return SQLITE_OK; }
int x_check_lock(sqlite3_file*, int* held) {
    *held = 0;
    return SQLITE_OK;
}
int x_control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int x_sector(sqlite3_file*) { return 512; }
/// What SQLite assumes of every disk on Linux: a torn write does not touch bytes beside it.
int x_characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

const sqlite3_io_methods kMethods = {
    1,       x_close,      x_read,    x_write,  x_truncate,        x_sync,  x_size,  x_lock,
    x_lock,  x_check_lock, x_control, x_sector, x_characteristics, nullptr, nullptr, nullptr,
    nullptr, nullptr,      nullptr};

int x_open(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* file, int flags, int* out) {
    auto& opened = *new (file) OpenFile{{nullptr}, &disk(vfs), name != nullptr ? name : "", {}};
    const int code = opened.disk->open(opened.name, (flags & SQLITE_OPEN_CREATE) != 0, opened.file);
    if (code != SQLITE_OK) {
        opened.~OpenFile();
        file->pMethods = nullptr;
        return code;
    }
    opened.base.pMethods = &kMethods;
    if (out != nullptr) *out = flags;
    return SQLITE_OK;
}
int x_delete(sqlite3_vfs* vfs, const char* name, int) { return disk(vfs).remove(name); }
int x_access(sqlite3_vfs* vfs, const char* name, int, int* there) {
    *there = disk(vfs).exists(name) ? 1 : 0;
    return SQLITE_OK;
}
int x_full_path(sqlite3_vfs*, const char* name, int size, char* full) {
    sqlite3_snprintf(size, full, "%s", name);
    return SQLITE_OK;
}
int x_randomness(sqlite3_vfs*, int count, char* into) {
    return machine()->xRandomness(machine(), count, into);
}
int x_sleep(sqlite3_vfs*, int) { return 0; }
int x_time(sqlite3_vfs*, double* now) { return machine()->xCurrentTime(machine(), now); }
int x_last_error(sqlite3_vfs*, int, char*) { return 0; }

sqlite3_vfs g_layer = {1,       sizeof(OpenFile), 512,          nullptr,  PowerCutDisk::kVfs,
                       nullptr, x_open,           x_delete,     x_access, x_full_path,
                       nullptr, nullptr,          nullptr,      nullptr,  x_randomness,
                       x_sleep, x_time,           x_last_error, nullptr,  nullptr,
                       nullptr, nullptr};

}  // namespace

PowerCutDisk::PowerCutDisk() {
    g_layer.pAppData = this;
    sqlite3_vfs_register(&g_layer, 0);
    format(0);
}

PowerCutDisk::~PowerCutDisk() {
    sqlite3mc_vfs_destroy((std::string("multipleciphers-") + kVfs).c_str());
    sqlite3_vfs_unregister(&g_layer);
}

}  // namespace loket::store::test
