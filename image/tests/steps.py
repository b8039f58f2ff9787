"""What the tests of the appliance have in common: how one is named, machines that were used before, a clerk's hand."""

import os, pathlib, shutil, sys, time, typing

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from machine import BUILT, Disk, Failed, Machine, WORK, ppm, sh

OUT = pathlib.Path("out/image-test")
TESTS = {}


def test(what):
    def add(function):
        TESTS[function.__name__] = (what, function)
        return function
    return add


def check(holds, what):
    if not holds:
        raise Failed(what)
    print(f"    ok: {what}", flush=True)


def direct():
    """Kernel and initrd without firmware: no Secure Boot, half the time."""
    return (WORK / "kernel/vmlinuz", WORK / "initrd-test.img", (WORK / "cmdline.test").read_text())


def kept(folder):
    """Whether this machine was made of the image that is built now."""
    return (folder / "done").exists() and (folder / "done").read_text() == BUILT["ROOT_HASH"]


def installed():
    """A machine that was started once with Secure Boot: keys enrolled, data made. Copied by the tests that spoil it."""
    folder = OUT / "installed"
    if not kept(folder):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        with Machine(folder, Disk(folder, kernel=WORK / "loket-test.efi")) as machine:
            machine.ready(600)
            machine.page(400)
            machine.sh("systemctl stop loket-kiosk; umount /var/log/journal; sync; umount /data; cryptsetup close data; sync")
        (folder / "done").write_text(BUILT["ROOT_HASH"])
    return folder


def used():
    """A machine whose clerk has been through the first pages on a working morning, switched off in the evening. Without firmware; copied as `installed`."""
    folder = OUT / "used"
    if not kept(folder):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        with Machine(folder, Disk(folder), direct=direct(), clock=rtc(WORKING_MORNING)) as machine:
            first_pages_done(machine)
            machine.picture(OUT / "attract.png")
            machine.off()
        (folder / "done").write_text(BUILT["ROOT_HASH"])
    return folder


def copy_of(folder, to):
    for name in ("vars.fd", "tpm"):
        if (folder / name).exists():
            (shutil.copytree if (folder / name).is_dir() else shutil.copy)(folder / name, to / name)
    return Disk(to, source=folder / "disk.img")


def working_morning():
    """Monday, 09.00 WIB, after the built version: a clock before it is wrong for certain. Milliseconds since 1970."""
    import datetime
    built = datetime.datetime.strptime(BUILT["VERSION"].rsplit(".", 1)[1], "%Y%m%d%H%M") if BUILT else datetime.datetime(2026, 1, 1)
    day = built.date() + datetime.timedelta(days=7 - built.weekday())
    return int(datetime.datetime(day.year, day.month, day.day, 2, tzinfo=datetime.timezone.utc).timestamp() * 1000)


WORKING_MORNING = working_morning()


def rtc(millis):
    """As QEMU's -rtc base."""
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(millis / 1000))


NEXT, FIRST_ANSWER = (0.9, 0.945), (0.5, 0.35)  # of the screen: the button that leads on, the upper one of two answers
BEGIN = (0.18, 0.82)  # where applicants begin in Indonesian


def body(machine):
    """What stands between header and footer, once it moves no more: neither the clock nor a pressed button is a new page."""
    last = None
    for _ in range(20):
        width, height, pixels = machine.screen()
        now = pixels[3 * width * int(height * 0.15):3 * width * int(height * 0.8)]
        if now == last:
            break
        last = now
        time.sleep(1)
    return last


def invites(machine):
    """The page that invites applicants: a large field in the colour of its buttons, whatever slide is on it."""
    width, height, pixels = machine.screen()
    corner = 3 * (int(height * 0.16) * width + int(width * 0.05))
    field = pixels[corner:corner + 3]
    spots = [pixels[i:i + 3] for i in range(3 * width * int(height * 0.15), 3 * width * int(height * 0.7), 3 * 97)]
    return field[2] > 2 * field[0] + 50 and sum(spot == field for spot in spots) > 0.6 * len(spots)


def waits_for(machine, seconds, holds, what):
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise Failed(f"not within {seconds} s: {what}")
        time.sleep(2)
    check(True, what)


def a_stick(folder):
    """A small one with a file on it, plugged in from the start."""
    image = folder / "stick.raw"
    (folder / "loket-next.bundle").write_text("no bundle at all\n")
    sh("truncate", "-s", "64M", str(image))
    sh("mkfs.vfat", "-F", "32", str(image))
    sh("mcopy", "-i", str(image), str(folder / "loket-next.bundle"), "::/loket-next.bundle")
    return ["-drive", f"file={image},format=raw,if=none,id=stick", "-device", "usb-storage,drive=stick"]


def door(word):
    """Waits, inside the machine, until the system says this of the stick; what it says."""
    return f"for i in $(seq 1 120); do [ \"$(cat /run/loket/stick-word 2>/dev/null)\" = {word} ] && break; sleep 1; done; cat /run/loket/stick-word"


def touched(machine, x, y, what):
    """The slides of the inviting page are no answer."""
    before, inviting = body(machine), invites(machine)
    repeated(lambda: machine.touch(x, y), lambda: not invites(machine) if inviting else body(machine) != before, what, 10, 10)


def repeated(act, answered, what, patience, tries):
    """A touch that is so slow here that it counts as a hand at rest is repeated, as a person would."""
    for _ in range(tries):
        act()
        end = time.monotonic() + patience
        while time.monotonic() < end:
            time.sleep(1)
            if answered():
                check(True, what)
                return
    check(False, what)


def up(machine, seconds=600):
    """The agent's shell is there, and the kiosk has said that it is ready."""
    machine.ready(seconds)
    machine.sh("while ! systemctl -q is-active loket-kiosk; do sleep 1; done", seconds)


def invited(machine):
    """The kiosk serves: applicants are invited."""
    machine.page(500)
    up(machine)
    waits_for(machine, 200, lambda: invites(machine), "applicants are invited")


def first_pages_done(machine):
    """The clerk's part, and the office behind it."""
    machine.page(500)
    up(machine, 300)
    for place, what in ((NEXT, "welcome"), (NEXT, "the network"), (FIRST_ANSWER, "the first machine"), (NEXT, "its recovery key")):
        touched(machine, *place, what)
    machine.sh("while [ ! -s /data/office/loket/office.db ]; do sleep 1; done; sleep 60", 600)
    touched(machine, *NEXT, "no register yet")
    touched(machine, *NEXT, "what comes next")


class Step(typing.NamedTuple):
    """Of a visit: a touch, or the key that officers use; on which page, and which page follows (`thumbnail`)."""
    what: str
    place: list
    control: str
    page: bytes
    then: bytes


def path_of_a_visit(folder, at):
    """Where to touch and what is seen then, found by the same pages without a machine (tests/window/path_test.cpp)."""
    program = pathlib.Path(os.environ.get("LOKET_PATH_TEST", "build/release/tests/test_window"))
    if not program.exists():
        raise Failed(f"{program} is not built: it knows where to touch")
    file = (folder / "path").resolve()
    sh(str(program), "touches alone lead*", env=dict(os.environ, LOKET_PATH_FILE=str(file), LOKET_PATH_RESIDENTS="1000", LOKET_PATH_MADE=str(WORKING_MORNING), LOKET_PATH_AT=str(at)))
    lines = file.read_text().splitlines()
    pages = [ppm(file.with_name(f"path.{no}.ppm").read_bytes())[2] for no in range(len(lines) + 1)]
    steps = []
    for line, page, then in zip(lines, pages, pages[1:]):
        what, *place = line.split(" ")
        steps.append(Step(what, [float(part) for part in place[:2]], place[2] if place else "the officers' page", page, then))
    return steps


def thumbnail(machine):
    """Every fourth pixel of every fourth row, as the path's pages are."""
    width, height, pixels = machine.screen()
    small = bytearray()
    for top in range(0, 3 * width * height, 4 * 3 * width):
        row = pixels[top:top + 3 * width]
        part = bytearray(3 * len(row[0::12]))
        for colour in range(3):
            part[colour::3] = row[colour::12]
        small += part
    return bytes(small)


def apart(one, other):
    """Share of the pixels' colours that differ so that it can be seen."""
    return sum(abs(a - b) > 48 for a, b in zip(one, other)) / len(one)


def reached(machine, step):
    """The screen shows the page that follows, but for the time of day, and is nearer to it than to the one before: a digit is a thousandth of a page."""
    now = thumbnail(machine)
    return apart(now, step.then) < min(0.01, apart(now, step.page))


def walk(machine, path, until=None):
    """Touches what the path says. Each step must lead where it leads without a machine: a page that is drawn late, or changes by itself, is no answer."""
    for step in path:
        if step.what == until:
            return
        act = (lambda: machine.key("f12")) if step.what == "staff" else (lambda: machine.touch(*step.place))
        repeated(act, lambda: reached(machine, step), step.control, 60, 6)


def events_of_office(machine):
    """What the office's log holds, in the program's words; the kiosk is stopped for it."""
    machine.sh("systemctl stop loket-kiosk", 60)
    return machine.sh("HOME=/tmp /usr/lib/loket/loket store info --data /data/office/loket", 120)[1]
