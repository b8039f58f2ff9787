"""What two officers can ask of the appliance beside the kiosk: a technician let in at the serial line."""

import re, time

from machine import Disk, Failed, Machine
from steps import check, direct, test, up


def typed(line, words, answer, seconds=60):
    """Types at the serial line as somebody with a cable would; what comes between is the kernel's."""
    heard, end = "", time.monotonic() + seconds
    line.settimeout(1)
    line.sendall(words.encode() + b"\r")
    while not re.search(answer, heard):
        if time.monotonic() > end:
            raise Failed(f"{words}: no {answer} in {heard[-400:]}")
        try:
            heard += line.recv(65536).decode(errors="replace")
        except TimeoutError:
            continue
    return re.search(answer, heard)


@test("a service login takes two officers and the power button: then a shell is on the serial line that sees the log and nothing of the office; without the button there is none")
def service_login(folder):
    with Machine(folder, Disk(folder), direct=direct()) as machine:
        up(machine)
        shells = "systemctl is-active loket-service-shell"
        ask = "mkdir -p /data/office/requests && echo 1A2B-3C4D >/data/office/requests/service"
        waits = "[ \"$(systemctl is-active loket-service)\" = activating ]"  # for a hand
        ended = f"while {waits} || [ -e /data/office/requests/service ]; do sleep 1; done"
        machine.sh(ask)
        machine.sh(f"sleep 2; {ended}", 200)
        check(machine.sh(shells)[1] != "active", "nobody pressed the power button: nobody is let in")
        machine.sh(ask)
        machine.sh(f"while ! {waits}; do sleep 0.2; done", 60)
        for _ in range(12):  # as a person would: until something happens
            machine.qmp("system_powerdown")
            if machine.sh(f"sleep 4; {shells}")[1] == "active":
                break
        check(machine.sh(shells)[1] == "active", "the button is pressed: somebody is let in")
        line = machine.console_line()
        check(typed(line, "id; echo", r"uid=701\(servis\)"), "as somebody of their own")
        check(typed(line, "journalctl -n 1 -o cat | wc -l; echo lines", r"[1-9]\d*\s+lines"), "who may read the log")
        check(typed(line, "cat /data/office/loket/office.db; ls /data; echo over", r"(?s)denied.*denied.*over"), "and nothing of the office")
        check(typed(line, "cat /proc/self/attr/current", r"loket-service \(enforce\)"), "held by a profile")
        check(machine.sh("systemctl is-active loket-kiosk")[1] == "active", "while the kiosk goes on serving")
        typed(line, "exit", r"exit|\$")
        machine.sh(f"for i in $(seq 1 30); do {shells} || break; sleep 1; done", 60)
        check(machine.sh(shells)[1] != "active", "whoever leaves is gone")
        check(machine.sh("journalctl -k | grep -c 'let somebody at 1A2B-3C4D in for service'")[1] != "0", "which the log knows")
