"""What goes wrong in offices: no room, no clock, no network, no touch, a broken disk. Each says what must happen; the page is kept as a picture."""

import re
import time

from machine import Machine
from steps import a_stick, door, BEGIN, NEXT, OUT, WORKING_MORNING, body, check, copy_of, direct, events_of_office, invited, invites, path_of_a_visit, rtc, test, touched, up, used, waits_for, walk

STORE = "/data/office/loket/office.db"
DAY = 86_400_000
PARTITION = "/dev/disk/by-partlabel/loket-data"


def closes(machine, seconds, what):
    """Nobody touches anything, and the page that invites applicants gives way to another one."""
    waits_for(machine, seconds, lambda: not invites(machine), what)


def header(machine):
    """Below the header, where a banner moves everything down; slides change elsewhere."""
    width, height, pixels = machine.screen()
    return pixels[width * 3 * int(height * 0.10):width * 3 * int(height * 0.16)]


def keep(machine, name):
    body(machine)
    machine.picture(OUT / f"{name}.png")


def stays(machine, what):
    """A touch where applicants would begin leads nowhere."""
    before = body(machine)
    for _ in range(3):
        machine.touch(*BEGIN)
        time.sleep(4)
    check(not invites(machine) and body(machine) == before, what)


def begins(machine, what):
    waits_for(machine, 240, lambda: invites(machine), "applicants are invited again")
    touched(machine, *BEGIN, what)


def proven(machine, what):
    said = machine.sh("systemctl stop loket-kiosk; HOME=/tmp /usr/lib/loket/loket store verify --data /data/office/loket; code=$?; systemctl start --no-block loket-kiosk; (exit $code)", 300)
    check(said[0] == 0, f"{what}: {' '.join(said[1].split())[-160:]}")


@test("a full data partition: the kiosk says so and begins nothing, also after a restart; nothing is lost, and it goes on by itself when there is room")
def full(folder):
    with Machine(folder, copy_of(used(), folder), direct=direct(), clock=rtc(WORKING_MORNING + 3_600_000)) as machine:
        invited(machine)
        machine.sh("fallocate -l $(($(stat -f -c '%a*%S' /data) - 20971520)) /data/config/filled; df -B1M /data")
        closes(machine, 180, "20 MB are left: another page, by itself")
        keep(machine, "full")
        stays(machine, "on which nothing can be begun")
        machine.sh("dd if=/dev/zero of=/data/config/filled2 bs=64k; sync; df -B1 /data", 120)
        machine.sh("systemctl stop loket-kiosk; systemctl start --no-block loket-kiosk; sleep 60", 120)
        machine.page(300)
        keep(machine, "full-at-start")
        stays(machine, "without a byte left it starts, and says so")
        machine.sh("rm /data/config/filled /data/config/filled2")
        begins(machine, "there is room: it went on by itself, and applicants begin")
        keep(machine, "room-again")
        proven(machine, "the store is whole")


@test("a dead clock battery: the page says that the clock is wrong and nothing is written; an officer sets it there, and the office opens")
def dead_clock(folder):
    digest = f"sha256sum {STORE}* | sha256sum"
    with Machine(folder, copy_of(used(), folder), direct=direct(), clock="2000-01-01T00:00:00") as machine:
        machine.page(500)
        machine.ready(300)
        machine.sh("until journalctl -b -u loket-kiosk -o cat | grep -q 'past for certain'; do sleep 1; done", 300)
        keep(machine, "dead-clock")
        before = machine.sh(digest)[1]
        time.sleep(30)
        check(machine.sh(digest)[1] == before, "nothing is written into the office's files")
        touched(machine, *NEXT, "the clock can be set")
        typed(machine, time.strftime("%d%m%Y", time.gmtime((WORKING_MORNING + DAY) / 1000)))
        keep(machine, "dead-clock-date")
        touched(machine, *NEXT, "the time of day")
        typed(machine, "0915")
        touched(machine, *NEXT, "taken")
        waits_for(machine, 300, lambda: invites(machine), "the office opens")
        now = machine.sh("date -u +%F; cat /sys/class/rtc/rtc0/date")[1].split()
        check(now == [rtc(WORKING_MORNING + DAY)[:10]] * 2, f"machine and board have the day that was typed: {now}")
        keep(machine, "clock-set")


def typed(machine, digits):
    """On a keyboard, one after the other as they show."""
    for digit in digits:
        before = body(machine)
        machine.key(digit)
        end = time.monotonic() + 30
        while body(machine) == before and time.monotonic() < end:
            time.sleep(1)


@test("a hundred days without a network: it starts and gives a number")
def long_alone(folder):
    at = WORKING_MORNING + 98 * DAY  # a Monday again
    path = path_of_a_visit(folder, at)
    with Machine(folder, copy_of(used(), folder), direct=direct(), clock=rtc(at), network=False) as machine:
        invited(machine)
        walk(machine, path, until="staff")
        keep(machine, "long-alone")
        check("events" in events_of_office(machine), "the office's log goes on")


def said(machine, words, times):
    """Waits until the kiosk has said it so many times since the start."""
    machine.sh(f"until [ $(journalctl -b -u loket-kiosk -o cat | grep -c '{words}') = {times} ]; do sleep 1; done", 90)


@test("the touch screen is unplugged: the page says so; plugged in again it works at once")
def unplugged(folder):
    """QEMU's panel is on no list of makers: it is let in by hand, as the udev rule does with those that are. So at the start there is none."""
    gone, there = "no touch screen is there", "the touch screen is there again"
    let_in = "sleep 2; for box in /sys/bus/usb/devices/*/idVendor; do [ $(cat $box) != 0627 ] || echo 1 >${box%/*}/authorized; done; :"
    with Machine(folder, copy_of(used(), folder), direct=direct(), clock=rtc(WORKING_MORNING + 3_600_000), touch=("qemu-xhci,id=port", "usb-tablet,bus=port.0,id=panel")) as machine:
        invited(machine)
        said(machine, gone, 1)
        machine.sh(let_in)
        said(machine, there, 1)
        page = header(machine)
        old = machine.sh("systemctl show -p MainPID --value loket-kiosk")[1]
        machine.qmp("device_del", id="panel")
        check(machine.hears("DEVICE_DELETED", 60), "the panel is gone")
        said(machine, gone, 2)
        waits_for(machine, 60, lambda: header(machine) != page, "the page says so")
        keep(machine, "unplugged")
        machine.qmp("device_add", driver="usb-tablet", bus="port.0", id="panel")
        machine.sh(let_in)
        said(machine, there, 2)
        begins(machine, "plugged in again: a touch leads on")
        keep(machine, "plugged-in")
        check(machine.sh("systemctl show -p MainPID --value loket-kiosk")[1] == old, "without a restart")


@test("the head of the data partition is damaged: one copy of it is mended silently; without both nothing is opened, nothing is erased, and a page says what to do")
def damaged_head(folder):
    disk = copy_of(used(), folder)
    with Machine(folder, disk, direct=direct(), clock=rtc(WORKING_MORNING + 3_600_000)) as machine:
        invited(machine)
        uuid = machine.sh(f"cryptsetup luksUUID {PARTITION}")[1]
        machine.sh(f"dd if=/dev/urandom of={PARTITION} bs=4096 count=1 conv=notrunc,fsync")
        machine.off()
    with Machine(folder, disk, direct=direct(), clock=rtc(WORKING_MORNING + 7_200_000)) as machine:
        up(machine)
        check(machine.sh(f"cryptsetup luksUUID {PARTITION}")[1] == uuid, "its first copy is written anew from the second, and the office opens")
        machine.sh(f"systemctl stop loket-kiosk; dd if=/dev/zero of={PARTITION} bs=1M count=16 conv=notrunc,fsync; sync", 120)
        machine.sh("systemctl --no-block poweroff")
        machine._until(lambda: machine.processes[-1].poll() is not None, 180, "the end of the machine")
    with Machine(folder, disk, direct=direct(), clock=rtc(WORKING_MORNING + 7_200_000)) as machine:
        machine.ready(400)
        machine.page(400)
        keep(machine, "damaged-head")
        check(machine.sh("cat /run/loket/data-error")[1] == "data-damaged", "the reason is known")
        check(machine.sh(f"cryptsetup isLuks {PARTITION}")[0] != 0, "and no new partition is made in its place")


@test("a page inside the office's store is damaged: the kiosk does not serve from it, writes nothing, and names the way back")
def damaged_store(folder):
    with Machine(folder, copy_of(used(), folder), direct=direct(), clock=rtc(WORKING_MORNING + 3_600_000)) as machine:
        invited(machine)
        spoil = lambda places: " ".join(f"dd if=/dev/urandom of={STORE} bs=4096 seek={place} count=1 conv=notrunc status=none;" for place in places)
        pages = int(machine.sh(f"systemctl stop loket-kiosk; stat -c %s {STORE}", 60)[1]) // 4096
        machine.sh(f"cp {STORE} /data/config/whole.db; " + spoil(range(pages // 2, pages // 2 + 3)) + " sync; systemctl start --no-block loket-kiosk")
        machine.sh("until journalctl -b -u loket-kiosk -o cat | grep -q 'damaged' && systemctl -q is-active loket-kiosk; do sleep 1; done", 300)
        time.sleep(15)
        keep(machine, "damaged-store")
        before = machine.sh(f"sha256sum {STORE}")[1]
        stays(machine, "on which nothing can be begun")
        check(machine.sh(f"sha256sum {STORE}")[1] == before, "and nothing is written")
        machine.sh("systemctl stop loket-kiosk; " + spoil([0]) + " systemctl start --no-block loket-kiosk", 60)
        machine.sh("until journalctl -b -u loket-kiosk -o cat | grep -q 'the office is not opened'; do sleep 1; done", 300)
        time.sleep(10)
        machine.page(60)
        keep(machine, "damaged-store-head")
        stays(machine, "its first page: the same")
        machine.sh(f"systemctl stop loket-kiosk; cp /data/config/whole.db {STORE}; chown loket:loket {STORE}; systemctl start --no-block loket-kiosk", 60)
        machine.sh("while ! systemctl -q is-active loket-kiosk; do sleep 1; done", 300)
        begins(machine, "with a copy in its place applicants begin")


@test("damaged data come back from a copy on a stick: the page offers it, the code that was written down opens it, and applicants begin")
def restored(folder):
    office, loket = "--data /data/office/loket", "HOME=/tmp /usr/lib/loket/loket store"
    with Machine(folder, copy_of(used(), folder), direct=direct(), clock=rtc(WORKING_MORNING + 3_600_000), more=a_stick(folder)) as machine:
        invited(machine)
        code = re.search(r"(?:[0-9A-Z]{4}-){7}[0-9A-Z]{4}", machine.sh(f"systemctl stop loket-kiosk; {loket} code {office} 2>&1", 120)[1]).group()
        machine.sh("install -d -o loket -g loket /data/office/requests; : >/data/office/requests/stick")
        check(machine.sh(door("open"), 240)[1] == "open", "a stick is let in")
        check(machine.sh(f"{loket} backup {office} --sealed --out /run/loket/stick/loket-office.backup", 300)[0] == 0, "and the office copied onto it")
        machine.sh("echo done >/data/office/requests/stick")
        check(machine.sh(door("closed"), 240)[1] == "closed", "it is let go")
        machine.sh(f"chown -R loket:loket /data/office/loket; dd if=/dev/urandom of={STORE} bs=4096 count=1 conv=notrunc status=none; sync; systemctl start --no-block loket-kiosk", 60)
        machine.sh("until journalctl -b -u loket-kiosk -o cat | grep -q 'the office is not opened'; do sleep 1; done", 300)
        machine.page(60)
        time.sleep(10)
        keep(machine, "restore-offered")
        touched(machine, *NEXT, "the page of damaged data offers a copy")
        check(machine.sh(door("open"), 240)[1] == "open", "the stick is let in again")
        time.sleep(10)
        keep(machine, "restore-found")
        touched(machine, *NEXT, "a copy is found, and the code asked for")
        typed(machine, code.replace("-", "").lower())
        keep(machine, "restore-code")
        touched(machine, *NEXT, "the code opens it")
        machine.sh("until journalctl -b -u loket-kiosk -o cat | grep -q 'the office was restored'; do sleep 1; done", 300)
        time.sleep(10)
        keep(machine, "restored")
        touched(machine, *NEXT, "the office is back")
        waits_for(machine, 300, lambda: invites(machine), "it opens")
        begins(machine, "and applicants begin")
        proven(machine, "the store is whole")
