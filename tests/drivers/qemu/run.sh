#!/usr/bin/env bash
# run.sh BUILD: emulated boxes over USB/IP in a machine in QEMU, where Debian's own kernel, udev, libusb, lsusb and the program as built see them.
# Boots from this machine's own files, read only. Everything it downloads stays in BUILD/qemu.
BUILD=$(readlink -f "${1:?which build folder}")
cd "$(dirname "$(readlink -f "$0")")/../../.."
export LOKET_IMAGE_WORK=$BUILD/qemu
. image/steps/common.sh
. image/steps/kernel.sh
. image/steps/initrd.sh
. tests/host_initrd.sh
IMAGE=tests/drivers/qemu
BOXES=(uru4000 wacom_stu escpos)
LIMIT=1200  # seconds for the machine: ten times what it takes on two idle cores
say() { echo "usbip stage: $*" >&2; }

check_tools() {
  local missing=()
  command -v qemu-system-x86_64 >/dev/null || missing+=(qemu-system-x86)
  command -v modprobe >/dev/null || missing+=(kmod)
  command -v cpio >/dev/null || missing+=(cpio)
  [ -x /lib/systemd/systemd-udevd ] || missing+=(udev)
  { [ -x /usr/bin/busybox ] && /usr/bin/busybox switch_root --help >/dev/null 2>&1 && ! ldd /usr/bin/busybox >/dev/null 2>&1; } || missing+=(busybox-static)
  [ ${#missing[@]} -eq 0 ] || die "this machine lacks: ${missing[*]}; apt-get install --no-install-recommends ${missing[*]}"
}

# usbip and lsusb are unpacked, not installed.
fetch_tools() {
  [ -e "$WORK/tools/done" ] && return
  rm -rf "$WORK/tools"; mkdir -p "$WORK/tools"
  (cd "$WORK/tools" && apt-get download -qq usbip usbutils libwrap0 2>/dev/null) || die "apt-get cannot download usbip, usbutils and libwrap0: apt-get update, and is there a network?"
  local deb; for deb in "$WORK"/tools/*.deb; do dpkg-deb -x "$deb" "$WORK/tools"; done
  touch "$WORK/tools/done"
}

# What the same finger gives in process.
make_reference() {
  mkdir -p "$WORK/reference"
  "$BUILD/kiosk/loket" devices test emulated:uru4000 --out "$WORK/reference" >/dev/null 2>&1 || die "loket devices test emulated:uru4000 fails"
}

processes=()
trap 'for each in "${processes[@]}"; do kill "$each" 2>/dev/null || true; done' EXIT

# Sets `plugged`: driver:port of each box, with commas.
serve_boxes() {
  local driver port; plugged=
  for driver in "${BOXES[@]}"; do
    : >"$WORK/$driver.port"  # not the port of a former run
    "$BUILD/tests/usb_emulator" --usbip 0 "$driver" >"$WORK/$driver.port" &
    processes+=($!)
    until port=$(sed -n 's/^port //p' "$WORK/$driver.port") && [ -n "$port" ]; do
      kill -0 $! 2>/dev/null || die "the emulated $driver does not start"
      sleep 0.1
    done
    plugged+=${plugged:+,}$driver:$port
  done
}

# The machine's clock counts its instructions: limits in it hold however busy this machine is.
boot() {
  timeout $LIMIT nice -n "${LOKET_QEMU_NICE:-5}" qemu-system-x86_64 -accel tcg -icount shift=0 -cpu max -smp 1 -m 1024 -nodefaults -display none -no-reboot -serial stdio \
    -kernel "$WORK/kernel/vmlinuz" -initrd "$WORK/initrd.img" \
    -append "console=ttyS0 quiet panic=-1 SOURCE=$PWD BUILD=$BUILD BOXES=$plugged ${TRACE:+TRACE=1}" \
    -netdev user,id=net -device e1000,netdev=net \
    -fsdev local,id=host,path=/,security_model=none,readonly=on,multidevs=remap -device virtio-9p-pci,fsdev=host,mount_tag=host \
    </dev/null 2>&1 | sed -u 's/\r//g' | tee "$WORK/console.log" | grep --line-buffered -E '^(ok|FAILED|booted|stage|usb|    )' || true
}

check_tools
make_kernel
fetch_tools
make_host_initrd
make_reference
serve_boxes
began=$SECONDS
boot
say "the machine ran for $((SECONDS - began)) s; all it said: $WORK/console.log"
grep -q '^stage: 0 failed' "$WORK/console.log"
