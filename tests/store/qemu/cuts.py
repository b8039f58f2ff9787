#!/usr/bin/env python3
"""cuts.py STORE_POWER DISK LOG CUTS SEED: what a power cut at each of CUTS moments of the recorded traffic leaves of a store.

DISK is the disk before the traffic, LOG what QEMU's blklogwrites recorded (the format of the kernel's dm-log-writes: sectors of 512 bytes, a
super block, then entries of sector, sectors, flags, length, each followed by its data). A cut keeps everything up to the last flush; of the writes
after it half are lost and a tenth arrive only in part. The disk of each cut is mounted, so that ext4 mends itself as after a real one, and asked by
STORE_POWER. Needs root (loop devices). Last line: `cuts N whole N broken N lost N promised N`.
"""

import os, pathlib, random, shutil, struct, subprocess, sys, tempfile

SECTOR, FLUSH, FUA, DISCARD = 512, 1, 2, 4
MAGIC = 0x6A736677736872
ENTRY = struct.Struct("<QQQQ")


def entries(log):
    """(offset, data, flags) in the order of the disk's writes."""
    magic, version, _, size = struct.unpack_from("<QQQI", log.read(SECTOR))
    if magic != MAGIC or version != 1 or size != SECTOR:
        raise SystemExit("cuts: this is no record of writes")
    while len(head := log.read(SECTOR)) == SECTOR:
        sector, sectors, flags, _ = ENTRY.unpack_from(head)
        if not sectors and not flags:
            return
        data = b"" if flags & DISCARD else log.read(sectors * SECTOR)
        yield sector * SECTOR, data, flags


def settle(disk, writes):
    for offset, data in writes:
        disk.seek(offset)
        disk.write(data)


def pieces(waiting, chance):
    """Of the writes that no flush has made safe: half of them, a tenth only in part, whole sectors each."""
    for offset, data in waiting:
        if chance.random() < 0.5:
            continue
        if chance.random() < 0.1:
            data = data[: chance.randrange(1, len(data) // SECTOR + 1) * SECTOR]
        yield offset, data


def cut_disk(safe, waiting, chance, to):
    shutil.copyfile(safe, to)
    with open(to, "r+b") as disk:
        settle(disk, pieces(waiting, chance))


def judge(store_power, disk, promised):
    """Exit code of STORE_POWER on this disk; 3 if not even the file system comes up."""
    with tempfile.TemporaryDirectory(prefix="loket-cut-") as place:
        if subprocess.run(["mount", "-o", "loop", disk, place]).returncode:
            return 3
        try:
            return subprocess.run([store_power, "check", place, *promised]).returncode
        finally:
            subprocess.run(["umount", place], check=True)


def main(store_power, disk, log, cuts, seed):
    chance = random.Random(seed)
    with open(log, "rb") as file:
        traffic = list(entries(file))
    mark_at = os.path.getsize(disk) - 4096
    first = next(i for i, (offset, data, _) in enumerate(traffic) if offset == mark_at and data.startswith(b"promised"))
    moments = set(chance.sample(range(first, len(traffic)), min(cuts, len(traffic) - first)))
    safe = pathlib.Path(disk).with_suffix(".safe")
    shutil.copyfile(disk, safe)
    waiting, promised, codes = [], [], []
    with open(safe, "r+b", buffering=0) as settled:
        for i, (offset, data, flags) in enumerate(traffic):
            if flags & FLUSH:
                settle(settled, waiting)
                waiting.clear()
            if offset == mark_at and data.startswith(b"promised"):
                promised = data.split(b"\n")[0].decode().split()[1:]
            elif flags & FUA:
                settle(settled, [(offset, data)])
            elif data:
                waiting.append((offset, data))
            if i in moments:
                torn = pathlib.Path(disk).with_suffix(".torn")
                cut_disk(safe, waiting, chance, torn)
                codes.append(judge(store_power, torn, promised))
    if codes.count(2):
        raise SystemExit("cuts: the check itself failed")
    print(f"cuts {len(codes)} whole {codes.count(0)} broken {codes.count(3)} lost {codes.count(4)} promised {promised[0]}")


if __name__ == "__main__":
    if len(sys.argv) != 6:
        raise SystemExit(__doc__)
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5]))
