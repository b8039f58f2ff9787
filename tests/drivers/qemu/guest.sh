#!/bin/sh
# The stage, inside the machine: each box of BOXES (driver:port, with commas) is attached over USB/IP, looked at by the kernel and by lsusb, used by
# loket, and detached. Says `ok:` and `FAILED:`, at the end `stage: N failed`.
LOKET=$BUILD/kiosk/loket TOOLS=$BUILD/qemu/tools HOST=10.0.2.2
export PATH=/usr/sbin:/usr/bin:/sbin:/bin:$TOOLS/usr/sbin:$TOOLS/usr/bin HOME=/run TMPDIR=/run/tmp LC_ALL=C.UTF-8
export LD_LIBRARY_PATH=$TOOLS/usr/lib/x86_64-linux-gnu:$TOOLS/lib/x86_64-linux-gnu SANE_CONFIG_DIR=$SOURCE/tests/drivers/peers/sane.d
failed=0

ok() { echo "ok: $*"; }
no() { echo "FAILED: $1"; failed=$((failed + 1)); [ -z "${2:-}" ] || sed 's/^/    /' "$2"; }
# says FILE WORDS WHAT: the words are in the file.
says() { if grep -qE "$2" "$1"; then ok "$3"; else no "$3" "$1"; fi; }
# soon SECONDS COMMAND…: it holds within that time.
soon() {
  local left=$(($1 * 10)); shift
  until "$@"; do left=$((left - 1)); [ $left -gt 0 ] || return 1; sleep 0.1; done
}
uptime() { cut -d' ' -f1 /proc/uptime; }

start() {
  [ -z "${TRACE:-}" ] || set -x
  echo "booted: $(uptime) s, kernel $(uname -r)"
  mkdir -p /run/tmp /run/udev/rules.d
  cp "$SOURCE/image/udev/70-loket.rules" /run/udev/rules.d/
  /lib/systemd/systemd-udevd --daemon 2>/dev/null
  soon 20 test -S /run/udev/control || no "udevd starts"
  "$LOKET" devices --watch 3000 >/run/watch 2>&1 &
  soon 120 grep -q watching /run/watch || no "loket watches" /run/watch
}

# What the kernel found under this vendor and product: the folder in /sys.
found() { local each; for each in /sys/bus/usb/devices/*; do [ "$(cat "$each/idVendor" 2>/dev/null):$(cat "$each/idProduct" 2>/dev/null)" = "$1" ] && echo "$each" && return; done; return 1; }
bound() { local each; for each in "$1"/*:*/driver; do [ -e "$each" ] && basename "$(readlink "$each")" && return; done; return 1; }

# Vendor:product, maker, name, the kernel's own driver; what loket calls it and what it says of its firmware.
facts() {
  case $1 in
    uru4000) id=05ba:000a maker=DigitalPersona name="U.are.U 4500" kernel= shown="4000B / 4500" firmware="0110 / 0405" ;;
    wacom_stu) id=056a:00a5 maker=Wacom name=STU-530 kernel=usbhid shown=STU-530 firmware=1.21 ;;
    escpos) id=04b8:0e28 maker=EPSON name=TM-T20III kernel=usblp shown=TM-T20III firmware=- ;;
  esac
}

# attach DRIVER PORT
attach() {
  facts "$1"
  usbip --tcp-port "$2" list -r $HOST >/run/said 2>&1
  says /run/said "1-2: .*$id" "$1: usbip lists it"
  usbip --tcp-port "$2" attach -r $HOST -b 1-2 >/run/said 2>&1 || no "$1: usbip attaches it" /run/said
  soon 60 found $id >/dev/null || { no "$1: the kernel sees it"; return; }
  if soon 60 grep -q "arrived  usb:$(port_of "$1")" /run/watch; then ok "$1: loket says that it arrived"; else no "$1: arrived" /run/watch; fi
}

port_of() { facts "$1"; basename "$(found $id)"; }

# seen DRIVER: by the kernel, and by a program that is not ours.
seen() {
  facts "$1"
  lsusb -v -d $id >/run/said 2>&1
  says /run/said "ID $id" "$1: lsusb shows $id"
  says /run/said "iManufacturer +1 $maker" "$1: and who made it"
  says /run/said "iProduct +2 .*$name" "$1: and what it is"
  [ -n "$kernel" ] || return
  local place; place=$(found $id)
  soon 30 bound "$place" >/dev/null
  if [ "$(bound "$place")" = $kernel ]; then ok "$1: the kernel's $kernel has taken it"; else no "$1: the kernel's $kernel does not take it"; fi
}

# used DRIVER: by loket.
used() {
  facts "$1"
  local port; port=usb:$(port_of "$1")
  says /run/list "^$port +[a-z_]+ +$1 +ready +$firmware .*$shown" "$1: loket lists it as ready, firmware $firmware"
  "$LOKET" devices test "$port" --out /run/out >/run/said 2>&1
  says /run/said "^passed: .*$shown" "$1: loket devices test $port"
  case $1 in
    uru4000) if cmp -s /run/out/plate.png "$BUILD/qemu/reference/plate.png"; then ok "$1: the finger is the one captured in process, dot for dot"; else no "$1: another picture than in process" /run/said; fi ;;
    wacom_stu) says /run/said '^[0-9]{3} samples on 10800 x 6480' "$1: a signature of hundreds of samples" ;;
  esac
}

# detach DRIVER NUMBER: usbip counts its ports from 0.
detach() {
  local port; port=$(port_of "$1")
  usbip detach -p "$2" >/run/said 2>&1 || no "$1: usbip detaches it" /run/said
  if soon 60 grep -q "left     usb:$port" /run/watch; then ok "$1: loket says that it left"; else no "$1: left" /run/watch; fi
}

boxes=$(echo "$BOXES" | tr , ' ')
start
for each in $boxes; do attach "${each%:*}" "${each#*:}"; done
for each in $boxes; do seen "${each%:*}"; done
mkdir -p /run/out
"$LOKET" devices >/run/list 2>&1
grep '^usb:' /run/list
for each in $boxes; do used "${each%:*}"; done
number=0
for each in $boxes; do detach "${each%:*}" $number; number=$((number + 1)); done
echo "stage: $failed failed, $(uptime) s"
busybox poweroff -f
