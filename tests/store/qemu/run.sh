#!/usr/bin/env bash
# run.sh BUILD [CUTS]: power cuts on a real file system. The store commits on ext4 in a machine in QEMU with Debian's kernel; every write of its disk
# is recorded (blklogwrites); the record is played back to CUTS moments, and each disk must hold a whole store with all that had been promised by then.
# Twice more as negative controls, which must be caught: SQLite's synchronous=NORMAL, and flushes that do nothing. Needs root (loop devices).
BUILD=$(readlink -f "${1:?which build folder}") CUTS=${2:-200}
cd "$(dirname "$(readlink -f "$0")")/../../.."
export LOKET_IMAGE_WORK=$BUILD/qemu/power
. image/steps/common.sh
. image/steps/kernel.sh
. image/steps/initrd.sh
. tests/host_initrd.sh
IMAGE=tests/store/qemu
LIMIT=1200  # seconds for a machine: ten times what it takes on two idle cores
SEED=${LOKET_SEED:-1} COMMITS=60
say() { echo "power cuts: $*" >&2; }

# The last 8 MiB lie past the file system: that is where what was promised is noted.
make_disk() {
  rm -f "$WORK"/disk.* "$WORK/log"
  truncate -s 64M "$WORK/disk.img"
  mkfs.ext4 -q -F -b 4096 "$WORK/disk.img" 14336
  cp "$WORK/disk.img" "$WORK/disk.before"
  truncate -s 4G "$WORK/log"
}

# traffic DURABILITY [PRELOAD]: the machine's clock counts its instructions, so the kernel writes back as often as on a quick machine.
traffic() {
  make_disk
  timeout $LIMIT nice -n "${LOKET_QEMU_NICE:-5}" qemu-system-x86_64 -accel tcg -icount shift=0 -cpu max -smp 1 -m 512 -nodefaults -display none -no-reboot -serial stdio \
    -kernel "$WORK/kernel/vmlinuz" -initrd "$WORK/initrd.img" \
    -append "console=ttyS0 quiet panic=-1 SOURCE=$PWD BUILD=$BUILD DURABILITY=$1 PRELOAD=${2:-} COMMITS=$COMMITS" \
    -blockdev driver=file,node-name=image,filename="$WORK/disk.img" -blockdev driver=file,node-name=record,filename="$WORK/log" \
    -blockdev driver=blklogwrites,node-name=disk,file=image,log=record,log-sector-size=512,log-super-update-interval=1 -device virtio-blk-pci,drive=disk,write-cache=on \
    -fsdev local,id=host,path=/,security_model=none,readonly=on,multidevs=remap -device virtio-9p-pci,fsdev=host,mount_tag=host \
    </dev/null 2>&1 | sed -u 's/\r//g' >"$WORK/console.log" || true
  grep -q '^writer: done' "$WORK/console.log" || { tail -n 20 "$WORK/console.log" >&2; die "the writer did not end"; }
}

# judge NAME WHAT: prints the line; WHAT is `whole` or `caught`.
judge() {
  local line good=0
  line=$(python3 $IMAGE/cuts.py "$BUILD/tests/store_power" "$WORK/disk.before" "$WORK/log" "$CUTS" "$SEED")
  if [ "$2" = whole ]; then echo "$line" | grep -q ' broken 0 lost 0 ' || good=1
  else echo "$line" | grep -qE ' broken [1-9]| lost [1-9]' || good=1; fi
  if [ $good = 0 ]; then echo "ok: $1: $line"; else echo "FAILED: $1 (seed $SEED): $line"; failed=$((failed + 1)); fi
}

failed=0
mkdir -p "$WORK"
make_kernel
make_host_initrd
gcc -shared -fPIC -o "$WORK/no_flush.so" $IMAGE/no_flush.c
traffic full; judge "as it is" whole
traffic relaxed; judge "synchronous=NORMAL" caught
traffic full "$WORK/no_flush.so"; judge "flushes do nothing" caught
echo "stage: $failed failed"
[ $failed = 0 ]
