#!/usr/bin/env python3
"""./loket image test [NAME…]: the built appliance in QEMU. Each test says what must happen and waits for that, never for a time.

The root under test is the release's, byte for byte. Where a test looks inside, a second initrd in front of the release's adds a root shell on a
serial line (tests/agent); it is never part of an image.
"""

import os, pathlib, re, shutil, subprocess, sys, time, traceback

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from machine import BUILT, Disk, Failed, Machine, SLOT_OFFSET, WORK, sh
from steps import a_stick, door, FIRST_ANSWER, NEXT, OUT, TESTS, WORKING_MORNING, check, copy_of, direct, events_of_office, installed, invited, path_of_a_visit, rtc, test, touched, used, walk
import bad_input, keys_in_tpm, officers  # their tests


@test("the same commit gives the same root: built again from Debian's packages, in another place")
def reproducible(folder):
    again = dict(os.environ, LOKET_IMAGE_WORK=str(folder / "work"), LOKET_IMAGE_KEYS=str(WORK / "keys"), LOKET_IMAGE_VERSION=BUILT["VERSION"])
    said = subprocess.run(["nice", "image/build.sh", "--fresh", "--out", str(folder)], env=again, capture_output=True, text=True)
    check(said.returncode == 0, f"builds again {said.stderr[-300:] if said.returncode else ''}")
    root = re.search(r"root hash\s+(\w+)", said.stdout)[1]
    shutil.rmtree(folder / "work")
    check(root == BUILT["ROOT_HASH"], f"root hash {root}")


@test("starts on the bare screen; nothing listens, nobody can log in, services are fenced in, the kiosk comes back")
def kiosk(folder):
    with Machine(folder, Disk(folder), direct=direct(), more=["-device", "usb-kbd"]) as machine:
        print(f"    first page after {machine.page(500):.0f} s", flush=True)
        machine.picture(OUT / "attract.png")
        machine.ready(60)
        machine.sh("while ! systemctl -q is-active loket-kiosk; do sleep 1; done", 300)
        inside(machine)
        touch_goes_through(machine)
        comes_back(machine)


def inside(machine):
    check(machine.sh("systemctl is-active loket-kiosk")[1] == "active", "the kiosk says that it is ready")
    inside_fences(machine)
    check(machine.sh("awk 'NR>1 && $4==\"0A\"' /proc/net/tcp /proc/net/tcp6 | grep -v ^local")[1] == "", "no TCP port listens")
    check(machine.sh("cat /proc/[0-9]*/comm | grep -cE '^(agetty|getty|login|sulogin|sshd)$'")[1] == "0", "no getty, no login, no sshd")
    check(machine.sh("find / -xdev -perm /6000 -type f 2>/dev/null")[1] == "", "no set-uid file")
    check(machine.sh("touch /usr/x")[0] != 0, "the root is read-only")
    check("CRYPT-VERITY" in machine.sh("cat /sys/block/dm-*/dm/uuid")[1], "under verity")
    check("policy drop" in machine.sh("nft list chain inet loket in")[1], "the firewall drops what comes in")
    check(machine.sh("cryptsetup isLuks /dev/disk/by-partlabel/loket-data")[0] == 0, "the data are encrypted")
    slots = machine.sh("cryptsetup luksDump /dev/disk/by-partlabel/loket-data | grep -c 'systemd-tpm2\\|systemd-recovery'")[1]
    check(slots == "2", "with a key of the TPM and a recovery key, and no third")
    inside_apparmor(machine)
    usb = machine.sh("cat /sys/bus/usb/devices/*/product /dev/null; grep -l 0 /sys/bus/usb/devices/[0-9]*-[0-9]*/authorized")
    check("authorized" in usb[1], "the unknown USB keyboard has no power over the system")
    check(machine.sh("journalctl -k | grep -c 'USB box 0627:0001 is on no list'")[1] != "0", "and is in the log")
    used = machine.sh("awk '/MemTotal/{all=$2} /MemAvailable/{free=$2} END{print int((all-free)/1024)}' /proc/meminfo")[1]
    print(f"    memory: {used} MB used;", machine.sh("systemd-analyze | head -n 1")[1], flush=True)


def inside_fences(machine):
    """Exposure of our services; two mount for everybody, which costs them what needs mounts of one's own."""
    score = lambda unit: float(re.search(r"(\d+\.\d)", machine.sh(f"systemd-analyze security --no-pager {unit} | tail -n 1")[1])[1])
    scores = {unit: score(unit) for unit in machine.sh("cd /usr/lib/systemd/system; ls loket-*.service")[1].split()}
    check(max(scores[unit] for unit in scores if unit not in ("loket-data.service", "loket-stick.service")) <= 2.0, f"exposure {scores}")


def inside_apparmor(machine):
    check("loket-kiosk (enforce)" in machine.sh("cat /proc/$(systemctl show -p MainPID --value loket-kiosk)/attr/current")[1], "the kiosk is held by its AppArmor profile")
    refused = machine.sh("journalctl -k -o cat --no-pager | grep 'apparmor=.DENIED' | sed 's/.*operation=//' | sort | uniq -c | head -n 20")[1]
    check(refused == "", f"which refuses nothing that it needs {refused}")


def slowdown(machine):
    """How many times longer the machine in QEMU takes for the same work than this one: without KVM twenty times and more."""
    work = "head -c 100000000 /dev/zero | sha256sum"
    seconds = lambda said: sum(int(m) * 60 + float(s) for m, s in re.findall(r"^(?:user|sys)\s+(\d+)m([\d.]+)s", said, re.M))
    shell = f"bash -c 'time {work}'"
    here = subprocess.run(shell, shell=True, capture_output=True, text=True).stderr
    return seconds(machine.sh(shell, 300)[1]) / seconds(here)


def touch_goes_through(machine):
    touched(machine, *NEXT, "a touch changes the page")


@test("a clerk sets a new machine up by touch: network, first machine, the recovery key once, no register yet; then applicants are served")
def first_pages(folder):
    with Machine(folder, Disk(folder), direct=direct()) as machine:
        machine.page(500)
        machine.ready(60)
        machine.sh("while ! systemctl -q is-active loket-kiosk; do sleep 1; done", 300)
        touched(machine, *NEXT, "welcome, then the network")
        touched(machine, *NEXT, "then the machine's part in the office")
        touched(machine, *FIRST_ANSWER, "the first machine: its recovery key")
        machine.picture(OUT / "recovery.png")
        check(machine.sh("[ -s /data/office/recovery-key ]")[0] == 0, "which is still on the disk")
        touched(machine, *NEXT, "written down: the office opens")
        check(machine.sh("[ -e /data/office/recovery-key ]")[0] != 0, "and the key is on this machine no more")
        machine.sh("while [ ! -s /data/office/loket/office.db ]; do sleep 1; done; sleep 60", 600)
        touched(machine, *NEXT, "no register yet")
        touched(machine, *NEXT, "what comes next; then the page for applicants")
        machine.picture(OUT / "served.png")


@test("touch alone drives a visit: a number at the kiosk, then at the officer's page its resi, which is in the office's log")
def visit(folder):
    at = WORKING_MORNING + 3_600_000
    path = path_of_a_visit(folder, at)
    with Machine(folder, copy_of(used(), folder), direct=direct(), clock=rtc(at)) as machine:
        invited(machine)
        walk(machine, path, until="staff")
        machine.picture(OUT / "visit-number.png")
        walk(machine, path[[step.what for step in path].index("staff"):])
        machine.picture(OUT / "visit-resi.png")
        events = events_of_office(machine)
        check(re.search(r"cases [1-9]", events), "the office's log: " + " ".join(events.split())[:200])


def comes_back(machine):
    slower = slowdown(machine)
    print(f"    this machine in QEMU is {slower:.0f} times slower than the one it runs on", flush=True)
    for signal, what, watchdog in (("KILL", "killed", 0), ("STOP", "hung", 60)):
        old = machine.sh("systemctl show -p MainPID --value loket-kiosk")[1]
        code, said = machine.sh(
            f"b=$(cut -d' ' -f1 /proc/uptime); kill -{signal} {old}; "
            f"while p=$(systemctl show -p MainPID --value loket-kiosk); [ $p = {old} ] || [ $p = 0 ] || [ $(systemctl is-active loket-kiosk) != active ]; do sleep 0.1; done; "
            f"echo $b $(cut -d' ' -f1 /proc/uptime)", 200)
        start, end = map(float, said.split()[-2:])
        check(end - start <= watchdog * 1.5 + 3 * slower, f"{what}: ready again after {end - start:.1f} s of the guest's time, as {(end - start - watchdog) / slower:.1f} s without QEMU")
        machine.page(300)


@test("with Secure Boot and a TPM, exactly as released, from an empty machine to the first page")
def release(folder):
    with Machine(folder, Disk(folder)) as machine:
        print(f"    first page after {machine.page(600):.0f} s", flush=True)
        machine.picture(OUT / "release.png")


@test("a kernel that nobody signed is not started")
def unsigned(folder):
    disk = copy_of(installed(), folder)
    disk.remove(f"loket_{BUILT['VERSION']}.efi")
    disk.put(WORK / "loket-unsigned.efi", f"loket_{BUILT['VERSION']}.efi")
    with Machine(folder, disk) as machine:
        machine.says(r"Access [Dd]enied|Security [Vv]iolation|SECURITY_VIOLATION", 200)
        check("systemd[1]" not in machine.console.read_text(errors="replace"), "the firmware says so, and no kernel starts")


@test("one changed bit in the root ends the boot, and says why")
def flipped(folder):
    disk = Disk(folder)
    for place in range(0, 200 << 20, 4096 * 16):  # one bit in every sixteenth block: some of them are read early
        disk.flip(SLOT_OFFSET["a"] + place)
    with Machine(folder, disk, direct=direct()) as machine:
        machine.says(r"verity.*corrupt|dm-verity device corrupted|slot loket-a", 300)
        check(True, "the kernel names the corrupted block and stops")


@test("another TPM (the disk in another machine) does not open the data: a page says so")
def foreign_tpm(folder):
    disk = copy_of(installed(), folder)
    shutil.rmtree(folder / "tpm")
    with Machine(folder, disk) as machine:
        machine.ready(600)
        machine.page(400)
        machine.picture(OUT / "maintenance.png")
        check(machine.sh("cat /run/loket/data-error")[1] == "tpm-sealed", "the reason is known")
        check(machine.sh("mountpoint -q /data")[0] != 0, "the data are closed")
        check(machine.sh("systemctl is-active loket-maintenance")[1] == "active", "the page is there")


def after(steps):
    """A version that comes after the built one."""
    *before, last = BUILT["VERSION"].split(".")
    return ".".join(before + [str(int(last) + steps)])


def lay_down(machine):
    """The bundle on the second disk becomes what a kiosk laid down; gives the service's word about it."""
    size = int(machine.sh("blockdev --getsize64 /dev/vdb")[1])
    machine.sh(f"dd if=/dev/vdb of=/data/office/fetched bs=1M status=none && mv /data/office/fetched /data/office/update.bundle; : {size}", 300)
    machine.sh("while [ -e /data/office/update.bundle ]; do sleep 1; done", 600)
    return machine.sh("journalctl -u loket-update -o cat --no-pager | tail -n 20")[1]


def with_bundle(name, folder, version):
    sh("image/tests/prepare.sh", "next", name, version)
    disk = copy_of(installed(), folder)
    return disk, ["-drive", f"file={WORK}/{name}.bundle,format=raw,if=virtio,readonly=on"]


def try_next(machine, version, more=""):
    """Waits for the kiosk, lays the bundle down and starts the machine anew: in the bundle's version."""
    machine.ready(600)
    machine.sh(f"while ! systemctl -q is-active loket-kiosk; do sleep 1; done{more}", 300)
    check("installed" in lay_down(machine), "the bundle is installed")
    machine.sh("sync; systemctl --no-block reboot")
    machine.ready(600)
    check(f"IMAGE_VERSION={version}" in machine.sh("cat /usr/lib/os-release")[1], "the next start tries the new version")


@test("a good update: into the other slot, tried, marked good; the data are still there; the older version is refused afterwards")
def update_good(folder):
    disk, more = with_bundle("good", folder, after(1))
    with Machine(folder, disk, more=more) as machine:
        try_next(machine, after(1), "; echo kept >/data/office/witness")
        check(machine.sh("cat /run/loket/slot")[1] == "loket-b", "from slot B")
        check(machine.sh("while [ ! -e /data/office/witness ]; do sleep 1; done; cat /data/office/witness", 300)[1] == "kept", "the data survive")
        machine.says("version " + re.escape(after(1)) + " works", 600)
        machine.sh("sync")
        check(machine.sh("systemctl is-active loket-kiosk")[1] == "active", "the kiosk is up")
    check(f"loket_{after(1)}.efi" in disk.entries(), "without a counter: it stays")


@test("a bad update (its kiosk falls over at once) is given up by itself, and the version before comes back")
def update_bad(folder):
    disk, more = with_bundle("broken", folder, after(2))
    with Machine(folder, disk, more=more) as machine:
        try_next(machine, after(2))
        machine.ready(1200)
        check(f"IMAGE_VERSION={BUILT['VERSION']}" in machine.sh("cat /usr/lib/os-release")[1], "the one after is the version before")
        machine.page(400)
        machine.says(r"did not work in \d+ attempts", 600)
        check(True, "and what did not work is in the log")


@test("a stick does nothing until an officer waits for one; then the kiosk can read and write it, and it is let go with what was written")
def stick(folder):
    in_kiosk = "nsenter -t $(systemctl show -p MainPID --value loket-kiosk) -m setpriv --reuid loket --regid loket --clear-groups "
    with Machine(folder, Disk(folder), direct=direct(), more=a_stick(folder)) as machine:
        machine.ready(600)
        machine.sh("while ! systemctl -q is-active loket-kiosk; do sleep 1; done", 600)
        check(machine.sh("ls /dev/sd?")[0] != 0, "plugged in, it is no disk")
        machine.sh("mkdir -p /data/office/requests && : >/data/office/requests/stick")
        check(machine.sh(door("open"), 240)[1] == "open", "an officer waits for it: it is let in")
        check("loket-next.bundle" in machine.sh(in_kiosk + "ls /run/loket/stick")[1], "the kiosk sees what is on it")
        check(machine.sh(in_kiosk + "sh -c 'echo sealed >/run/loket/stick/loket.shipment'")[0] == 0, "and can write it")
        machine.sh("echo done >/data/office/requests/stick")
        check(machine.sh(door("closed"), 240)[1] == "closed", "the officer is done: it is let go")
        check(machine.sh("ls /dev/sd?; mountpoint -q /run/loket/stick")[0] != 0 and machine.sh("ls /dev/sd?")[0] != 0, "and is no disk any more")
        check(machine.sh("journalctl -k | grep -c 'an officer lets the USB stick'")[1] != "0", "which the log knows")
    check(subprocess.run(["mtype", "-i", str(folder / "stick.raw"), "::/loket.shipment"], capture_output=True, text=True).stdout.strip() == "sealed", "what was written is on it")


@test("sleeps when the kiosk asks for it, and the machine's clock wakes it at the time it named")
def asleep(folder):
    with Machine(folder, Disk(folder), direct=direct(), screen="VGA,xres=1280,yres=800", more=["-global", "ICH9-LPC.disable_s3=0"]) as machine:
        machine.ready(600)
        machine.sh("while ! systemctl -q is-active loket-kiosk; do sleep 1; done", 300)
        machine.sh("mkdir -p /data/office/requests && echo $(($(date +%s) + 40)) >/data/office/requests/sleep")
        slept, woke = machine.hears("SUSPEND", 60), machine.hears("WAKEUP", 300)
        check(slept and woke, "the machine slept, and the clock woke it")
        time.sleep(20)  # the serial line loses what comes while it wakes
        check(machine.sh("[ ! -e /data/office/requests/sleep ] && systemctl is-active loket-kiosk", 120)[1] == "active", "the kiosk is still there")
        machine.page(120)


@test("two officers' word erases everything: the data partition is made anew, nothing that was there can be read, and the kiosk starts as on its first day")
def emptied(folder):
    identity = "cryptsetup luksUUID /dev/disk/by-partlabel/loket-data"
    with Machine(folder, Disk(folder), direct=direct()) as machine:
        machine.ready(600)
        machine.sh("while ! systemctl -q is-active loket-kiosk; do sleep 1; done; echo secret >/data/office/witness", 300)
        before = machine.sh(identity)[1]
        machine.sh("mkdir -p /data/office/requests && echo 1A2B >/data/office/requests/reset")
        machine.ready(600)
        machine.sh("while ! systemctl -q is-active loket-kiosk; do sleep 1; done", 600)
        after_it = machine.sh(identity)[1]
        check(before != after_it and len(after_it) == 36, "the partition is another one")
        check(machine.sh("[ -e /data/office/witness ]")[0] != 0, "nothing of before is there")
        check(machine.sh("[ -s /data/office/recovery-key ]")[0] == 0, "with a recovery key of its own")
        machine.page(300)


def refused(folder):
    """What profiles of AppArmor refused, by the kernel's word on the serial line (the release says nothing there)."""
    console = folder / "console.log"
    return re.findall(r'apparmor="DENIED" (.*?) pid=', console.read_text(errors="replace")) if console.exists() else []


def main(names):
    if not BUILT:
        sys.exit("image test: build the image first: ./loket image")
    if names == ["--list"]:
        print("\n".join(f"{name:14} {what}" for name, (what, _) in TESTS.items()))
        return 0
    unknown = [name for name in names if name not in TESTS]
    if unknown:
        sys.exit(f"image test: there is no test {unknown[0]}; --list names them")
    OUT.mkdir(parents=True, exist_ok=True)
    sh("image/tests/prepare.sh")
    failed = []
    for name in names or TESTS:
        what, function = TESTS[name]
        folder = OUT / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        print(f"{name}: {what}", flush=True)
        try:
            began = time.monotonic()
            function(folder)
            check(not refused(folder), f"no AppArmor profile refuses anything: {refused(folder)[:5]}")
            print(f"    {time.monotonic() - began:.0f} s", flush=True)
            for large in folder.glob("*.img"):
                large.unlink()
        except Exception as problem:
            failed.append(name)
            print(f"    FAILED: {problem}\n    see {folder}/console.log", flush=True)
            if not isinstance(problem, Failed):
                traceback.print_exc()
    print(f"image tests: {len(names or TESTS) - len(failed)} passed, {len(failed)} failed {' '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
