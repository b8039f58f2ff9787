"""A machine in QEMU: disk, firmware, TPM, screen, keyboard, a serial line to read and one with a shell (only if its initrd has the agent)."""

import json, os, pathlib, re, shutil, socket, subprocess, time

WORK = pathlib.Path(os.environ.get("LOKET_IMAGE_WORK", "build/image"))
BUILT = dict(line.split("=", 1) for line in (WORK / "built").read_text().split("\n") if "=" in line) if (WORK / "built").exists() else {}
ESP_OFFSET = 1 << 20
ESP_MB, SLOT_MB = 128, 640
SLOT_OFFSET = {"a": (1 + ESP_MB) << 20, "b": (1 + ESP_MB + SLOT_MB) << 20}


class Failed(Exception):
    pass


def ppm(data):
    """A picture as (width, height, bytes RGB)."""
    found = re.match(rb"P6\s+(\d+) (\d+)\s+255\s", data)
    return int(found[1]), int(found[2]), data[found.end():]


def sh(*command, **more):
    return subprocess.run(command, check=True, capture_output=True, text=True, **more).stdout


class Disk:
    """A copy of the built disk in `folder` that a test may spoil. `kernel`: another kernel file instead of the release's."""

    def __init__(self, folder, kernel=None, source=None):
        self.path = folder / "disk.img"
        sh("cp", "--sparse=always", "--reflink=auto", source or BUILT["DISK"], self.path)
        if kernel:
            self.remove(f"loket_{BUILT['VERSION']}.efi")
            self.put(kernel, f"loket_{BUILT['VERSION']}.efi")

    def _esp(self):
        return f"{self.path}@@{ESP_OFFSET}"

    def entries(self):
        return [line.strip().rsplit("/", 1)[-1] for line in sh("mdir", "-b", "-i", self._esp(), "::/EFI/Linux").split("\n") if line.strip()]

    def put(self, file, name):
        sh("mcopy", "-o", "-i", self._esp(), str(file), f"::/EFI/Linux/{name}")

    def remove(self, name):
        sh("mdel", "-i", self._esp(), f"::/EFI/Linux/{name}")

    def flip(self, offset):
        with open(self.path, "r+b") as disk:
            disk.seek(offset)
            byte = disk.read(1)
            disk.seek(offset)
            disk.write(bytes([byte[0] ^ 1]))


class Machine:
    """Runs while the `with` lasts; QEMU and the TPM end by their process ids whatever happens."""

    def __init__(self, folder, disk, firmware=True, direct=None, tpm="tpm", memory=1024, clock="utc", screen="virtio-gpu-pci,xres=1280,yres=800",
                 touch=("virtio-tablet-pci",), network=True, more=()):
        self.folder, self.disk, self.more, self.memory = folder, disk, list(more), memory
        self.devices = [word for device in (screen, *touch) for word in ("-device", device)]
        self.network = ["-netdev", "user,id=net,restrict=on", "-device", "virtio-net-pci,netdev=net"] if network else []
        self.firmware, self.direct = firmware and not direct, direct
        self.clock = clock  # what the machine's clock says at the start: as QEMU's -rtc base
        self.tpm = folder / tpm if tpm else None
        self.console = folder / "console.log"
        self.processes, self.sockets, self.events, self.agent_line = [], [], [], None

    def __enter__(self):
        try:
            return self._start()
        except BaseException:
            self.__exit__()
            raise

    def _start(self):
        command = ["nice", "-n", os.environ.get("LOKET_QEMU_NICE", "5"), "qemu-system-x86_64", "-machine", "q35,smm=on", "-cpu", "max", "-smp", "2", "-m", str(self.memory), "-nodefaults",
                   "-display", "none", "-vga", "none", "-device", "virtio-keyboard-pci", *self.devices,
                   "-device", "qemu-xhci", "-rtc", f"base={self.clock}", "-device", "i6300esb", "-action", "watchdog=reset",
                   "-drive", f"file={self.disk.path},format=raw,if=virtio,cache=unsafe",
                   *self.network,
                   "-chardev", f"socket,id=console,path={self.folder}/console.sock,server=on,wait=off,logfile={self.console}", "-serial", "chardev:console", "-serial", f"unix:{self.folder}/agent.sock,server=on,wait=off",
                   "-qmp", f"unix:{self.folder}/qmp.sock,server=on,wait=off"] + self.more
        if self.firmware:
            variables = self.folder / "vars.fd"
            if not variables.exists():
                shutil.copy("/usr/share/OVMF/OVMF_VARS_4M.fd", variables)
            command += ["-global", "driver=cfi.pflash01,property=secure,value=on", "-drive", "if=pflash,format=raw,unit=0,readonly=on,file=/usr/share/OVMF/OVMF_CODE_4M.secboot.fd",
                        "-drive", f"if=pflash,format=raw,unit=1,file={variables}"]
        if self.direct:
            kernel, initrd, line = self.direct
            command += ["-kernel", str(kernel), "-initrd", str(initrd), "-append", line]
        if self.tpm:
            self.tpm.mkdir(exist_ok=True)
            chip = self.folder / "tpm.sock"
            self.processes.append(subprocess.Popen(["swtpm", "socket", "--tpm2", "--tpmstate", f"dir={self.tpm}", "--ctrl", f"type=unixio,path={chip}", "--flags", "startup-clear"],
                                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
            self._until(lambda: chip.exists(), 10, "the TPM")
            command += ["-chardev", f"socket,id=chip,path={chip}", "-tpmdev", "emulator,id=tpm,chardev=chip", "-device", "tpm-crb,tpmdev=tpm"]
        self.began = time.monotonic()
        self.processes.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=open(self.folder / "qemu.log", "w")))
        self._until(lambda: all((self.folder / name).exists() for name in ("qmp.sock", "agent.sock", "console.sock")) or self.processes[-1].poll() is not None, 20, "QEMU")
        if self.processes[-1].poll() is not None:
            raise Failed("QEMU: " + (self.folder / "qemu.log").read_text())
        self.agent_line = self._connect("agent.sock")  # from the start: what is said to nobody is lost
        self.wire = self._connect("qmp.sock").makefile("rw")
        self.wire.readline()
        self.qmp("qmp_capabilities")
        return self

    def off(self, seconds=180):
        """Switched off in order; QEMU ends with it."""
        self.agent_line.sendall(b"systemctl --no-block poweroff\n")
        self._until(lambda: self.processes[-1].poll() is not None, seconds, "the end of the machine")

    def __exit__(self, *_):
        for process in reversed(self.processes):
            process.kill()
            process.wait()
        for line in self.sockets:
            line.close()
        for name in ("qmp.sock", "agent.sock", "console.sock", "tpm.sock"):
            (self.folder / name).unlink(missing_ok=True)

    def _connect(self, name):
        line = socket.socket(socket.AF_UNIX)
        line.connect(str(self.folder / name))
        self.sockets.append(line)
        return line

    def console_line(self):
        """The first serial line, to type at."""
        return self._connect("console.sock")

    @staticmethod
    def _some(line):
        heard = line.recv(65536)
        if not heard:
            raise Failed("QEMU is gone")
        return heard

    @staticmethod
    def _until(ready, seconds, what):
        end = time.monotonic() + seconds
        while not ready():
            if time.monotonic() > end:
                raise Failed(f"{what} did not come within {seconds} s")
            time.sleep(0.1)

    def qmp(self, command, **arguments):
        self.wire.write(json.dumps({"execute": command, "arguments": arguments}) + "\n")
        self.wire.flush()
        while True:
            answer = self._take(json.loads(self.wire.readline() or '{"error": {"desc": "QEMU is gone"}}'))
            if "return" in answer:
                return answer["return"]
            if "error" in answer:
                raise Failed(f"{command}: {answer['error']['desc']}")

    def hears(self, event, seconds):
        """Waits for one of QEMU's events."""
        line = self.sockets[-1]
        line.settimeout(seconds)
        try:
            while event not in self.events:
                self._take(json.loads(self.wire.readline()))
        except (TimeoutError, ValueError):
            raise Failed(f"no {event} within {seconds} s") from None
        finally:
            line.settimeout(None)
        self.events.remove(event)
        return True

    def _take(self, said):
        if "event" in said:
            self.events.append(said["event"])
        return said

    def seconds(self):
        return time.monotonic() - self.began

    def picture(self, file):
        """Keeps the screen as a PNG. Only where somebody will look at it: the machine stands still while QEMU packs it."""
        self.qmp("screendump", filename=str(pathlib.Path(file).resolve()), format="png")

    def screen(self):
        """The screen as (width, height, bytes RGB)."""
        raw = self.folder / "screen.ppm"
        self.qmp("screendump", filename=str(raw.resolve()))
        return ppm(raw.read_bytes())

    def lit(self):
        """Share of the screen that is neither black nor of one colour with its corner: a page, not a blank screen."""
        width, height, pixels = self.screen()
        spots = [pixels[i:i + 3] for i in range(0, len(pixels) - 2, 3 * 97)]
        return sum(1 for spot in spots if sum(spot) > 300) / max(1, len(spots)), len(set(spots)), width

    def page(self, seconds=240):
        """Waits until a page of the kiosk is on the screen: bright, of many colours, at the panel's resolution."""
        def shown():
            bright, colours, width = self.lit()
            return bright > 0.5 and colours > 30 and width >= 1280
        self._until(lambda: shown() or time.sleep(0.5), seconds, "a page on the screen")
        return self.seconds()

    def says(self, pattern, seconds=240):
        """Waits for a line on the serial console."""
        text = lambda: self.console.read_text(errors="replace") if self.console.exists() else ""
        self._until(lambda: re.search(pattern, text()), seconds, pattern)
        return re.search(pattern, text())

    def sh(self, command, seconds=120):
        """Runs a line of shell as root in the guest; gives (exit code, output)."""
        mark = f"end{time.monotonic_ns()}"
        self.agent_line.sendall(f"{{ {command} ; }} 2>&1 </dev/null; code=$?; echo; echo {mark}=$code\n".encode())
        heard, end = "", time.monotonic() + seconds
        while not re.search(rf"^{mark}=(\d+)\s", heard, re.M):
            if time.monotonic() > end:
                raise Failed(f"no answer to: {command}\n{heard[-500:]}")
            try:
                heard += self._some(self.agent_line).decode(errors="replace").replace("\r", "")
            except TimeoutError:
                continue
        code = int(re.search(rf"^{mark}=(\d+)\s", heard, re.M)[1])
        body = re.sub(rf"^.*echo {mark}=.*$\n?", "", heard[:heard.index(f"\n{mark}=")], flags=re.M)
        return code, body.strip()

    def ready(self, seconds=300):
        """Waits for the agent's shell, without a word before: the firmware would take it for keys."""
        line = self.agent_line
        line.settimeout(1)
        heard, end = b"", time.monotonic() + seconds
        while b"agent ready" not in heard:
            if time.monotonic() > end:
                raise Failed(f"no agent within {seconds} s")
            try:
                heard = heard[-100:] + self._some(line)
            except TimeoutError:
                continue
        self.agent_line = line
        return self.seconds()

    def key(self, *codes):
        self.qmp("send-key", keys=[{"type": "qcode", "data": code} for code in codes])

    def touch(self, x, y):
        """x, y: 0..1 of the screen, on a tablet: QEMU 7.2 has no touch screen. Down and up at once: a frame may take longer here than a hand rests."""
        axis = lambda name, value: {"type": "abs", "data": {"axis": name, "value": int(value * 32767)}}
        button = lambda down: {"type": "btn", "data": {"button": "left", "down": down}}
        self.qmp("input-send-event", events=[axis("x", x), axis("y", y)])
        self.qmp("input-send-event", events=[button(True)])
        self.qmp("input-send-event", events=[button(False)])
