#!/usr/bin/env python3
"""./loket image bench [hour]: the appliance beside a bare Debian 12 in the same QEMU, one after the other; `hour`: its memory at the first page and an hour later."""

import pathlib, shutil, sys, time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from machine import BUILT, Machine, WORK, sh
from steps import OUT, WORKING_MORNING, copy_of, direct, rtc, up, used

MEMORY = "awk '/MemTotal/{all=$2} /MemAvailable/{free=$2} END{print int((all-free)/1024)}' /proc/meminfo"


def fresh(name):
    folder = OUT / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def seen(machine):
    """What runs and what it takes, once the machine has come to rest."""
    units = lambda kind: int(machine.sh(f"systemctl list-units --no-legend --state=active --type={kind} | wc -l")[1])
    return {"services": units("service"), "units": int(machine.sh("systemctl list-units --no-legend --state=active | wc -l")[1]), "memory": int(machine.sh(MEMORY)[1])}


class RawDisk:
    def __init__(self, path):
        self.path = path


def bare():
    sh("image/tests/bare.sh")
    folder = fresh("bench-bare")
    shutil.copy(WORK / "bare.img", folder / "disk.img")
    line = "quiet console=ttyS0,115200 rw"
    with Machine(folder, RawDisk(folder / "disk.img"), direct=(WORK / "kernel/vmlinuz", WORK / "bare-initrd.img", line)) as machine:
        machine.says("login:", 400)
        shown = machine.seconds()
        machine.ready(60)
        time.sleep(20)
        found = seen(machine) | {"first": shown, "packages": len((WORK / "bare.packages").read_text().split()), "size": int(sh("du", "-m", str(WORK / "bare.img")).split()[0])}
    (folder / "disk.img").unlink()
    return found


def appliance():
    """As it starts every morning: a machine that has an office. Without a serial console that talks, as in the release."""
    folder = fresh("bench-kiosk")
    kernel, initrd, _ = direct()
    with Machine(folder, copy_of(used(), folder), direct=(kernel, initrd, (WORK / "cmdline.release").read_text()), clock=rtc(WORKING_MORNING)) as machine:
        shown = machine.page(500)
        up(machine)
        opened = machine.seconds()
        time.sleep(20)
        found = seen(machine) | {"first": shown, "opened": opened, "packages": len((WORK / "packages.txt").read_text().splitlines()), "size": int(sh("du", "-m", str(WORK / "slot.img")).split()[0])}
    (folder / "disk.img").unlink()
    return found


def compare():
    debian, kiosk = bare(), appliance()
    row = lambda what, name, unit="": print(f"{what:34} {kiosk[name]:8.0f} {debian[name]:8.0f} {kiosk[name] / debian[name]:8.2f}  {unit}")
    print(f"{'':34} {'Loket':>8} {'Debian':>8} {'ratio':>8}")
    row("packages", "packages")
    row("root file system", "size", "MB (packed and read-only; ext4)")
    row("power to first page / to login", "first", "s in this QEMU")
    print(f"{'power to the office open':34} {kiosk['opened']:8.0f}")
    row("services that run", "services")
    row("units that are active", "units")
    row("memory in use", "memory", "MB")


def hour(seconds=3600):
    folder = fresh("bench-hour")
    with Machine(folder, copy_of(used(), folder), direct=direct(), clock=rtc(WORKING_MORNING)) as machine:
        machine.page(500)
        up(machine)
        time.sleep(60)
        look = lambda: (int(machine.sh(MEMORY)[1]), *(int(part) // 1024 for part in machine.sh("awk '/^VmRSS/{now=$2} /^VmHWM/{most=$2} END{print now, most}' /proc/$(systemctl show -p MainPID --value loket-kiosk)/status")[1].split()))
        first, began = look(), time.monotonic()
        print(f"at the first page: {first[0]} MB in use, kiosk {first[1]} MB resident", flush=True)
        time.sleep(seconds)
        last = look()
        print(f"after {(time.monotonic() - began) / 60:.0f} minutes of rest: {last[0]} MB in use, kiosk {last[1]} MB resident (at most {last[2]})", flush=True)
    (folder / "disk.img").unlink()


if __name__ == "__main__":
    if not BUILT:
        sys.exit("image bench: build the image first: ./loket image")
    OUT.mkdir(parents=True, exist_ok=True)
    sh("image/tests/prepare.sh")
    hour() if sys.argv[1:] == ["hour"] else compare()
