#!/usr/bin/env bash
# ./loket image: builds the appliance's disk image. Called by ./loket from the repository's root, with the program already built.
cd "$(dirname "$(readlink -f "$0")")/.."
. image/steps/common.sh
for step in keys root kernel stage initrd assemble; do . "image/steps/$step.sh"; done
BINARY=${LOKET_BINARY:-build/release/kiosk/loket}
OUT=out/image SNAPSHOT='' FRESH='' CHANGES=()

usage() {
  cat <<'TEXT'
Builds the appliance: a disk image that starts as a kiosk and is nothing else.

  ./loket image [--out DIR] [--fresh] [--snapshot TIME] [--change TEXT]… [--touches TEXT]…
      --out DIR         where the image goes (out/image)
      --fresh           fetches Debian's packages anew; otherwise those of the last build are used
      --snapshot TIME   packages as of that moment from snapshot.debian.org (20261120T000000Z): the same image years later
      --change TEXT     a sentence about this version that an operator reads before agreeing to the update
      --touches TEXT    what it replaces or changes the ways of ("pencetak kartu"), shown beside it
  ./loket image test [NAME…]     boots it in QEMU: see image/tests (no KVM needed; some minutes each); --list names them
  ./loket image bench [hour]     beside a bare Debian 12 in the same QEMU: packages, size, seconds, units, memory; hour: memory after an hour of rest

Leaves in DIR:
  loket-VERSION.img     the disk: EFI partition, slot A with this version, empty slot B, data (encrypted by the first start)
  loket-VERSION.bundle  the same version as a signed update for machines that run: `./loket update inspect` shows it
  loket-VERSION.txt     sizes, root hash, packages with versions: keep it; an auditor compares the root hash
Write it to a machine's disk or to the stick that goes into it:  dd if=loket-VERSION.img of=/dev/DISK bs=4M conv=fsync
Then switch Secure Boot of the machine to "setup mode" (delete all keys): the first start enrols Loket's keys and restarts.

Keys: TEST keys are made in build/image/keys. For a real office: LOKET_IMAGE_KEYS=DIR with PK, KEK, db (.key .crt .auth) and update.key, update.pub.
Needs root (or user namespaces) and the packages of image/packages/image.txt, which it installs.
TEXT
}

# make_bundle FILE: kernel and root of this build, signed as an update.
make_bundle() {
  sbverify --cert "$WORK/keys/db.crt" "$WORK/loket.efi" >/dev/null 2>&1 || die "the kernel file is not signed by keys/db"
  "$BINARY" update make "$1" --key "$WORK/keys/update.key" --kernel "$WORK/loket.efi" --root "$WORK/slot.img" --for-version "$VERSION" --root-hash "$ROOT_HASH" "${CHANGES[@]}" >/dev/null
}

report() {
  echo "version     $VERSION"
  echo "root hash   $ROOT_HASH"
  echo "kernel      $KERNEL, $(find "$WORK/root/usr/lib/modules" -name '*.ko*' | wc -l) modules"
  echo "packages    $(wc -l <"$WORK/packages.txt")"
  echo "root        $(du -sm "$WORK/root" | cut -f1) MB in files, $((TREE >> 20)) MB packed, hash tree $((($(stat -c %s "$WORK/slot.img") - TREE) >> 10)) KB"
  echo "kernel file $(($(stat -c %s "$WORK/loket.efi") >> 10)) KB (initrd $(($(stat -c %s "$WORK/initrd.img") >> 10)) KB)"
  echo "disk        $(($(stat -c %s "$DISK") >> 20)) MB, of it written $(du -m "$DISK" | cut -f1) MB"
  echo "set-uid     $(find "$WORK/root" -perm /6000 -type f | wc -l) files"
}

build() {
  while [ $# -gt 0 ]; do
    case $1 in
      --out) OUT=$2; shift 2 ;;
      --snapshot) SNAPSHOT=$2; shift 2 ;;
      --fresh) FRESH=1; shift ;;
      --change|--touches) CHANGES+=("$1" "$2"); shift 2 ;;
      *) usage >&2; die "what is $1?" ;;
    esac
  done
  mkdir -p "$WORK" "$OUT"
  [ -n "$FRESH" ] && rm -f "$WORK"/*.inputs
  make_keys; make_root; make_kernel; make_stage; make_initrd; make_slot
  command_line >"$WORK/cmdline.release"
  make_uki "$WORK/loket.efi" "$WORK/initrd.img" "$(cat "$WORK/cmdline.release")"
  make_esp "$WORK/loket.efi"
  DISK=$OUT/loket-$VERSION.img
  make_disk "$DISK"
  make_bundle "$OUT/loket-$VERSION.bundle"
  printf '%s\n' "VERSION=$VERSION" "ROOT_HASH=$ROOT_HASH" "TREE=$TREE" "KERNEL=$KERNEL" "DISK=$DISK" >"$WORK/built"
  { report; echo; cat "$WORK/packages.txt"; } >"$OUT/loket-$VERSION.txt"
  report
}

case ${1:-} in
  -h|--help) usage ;;
  bench) shift; exec python3 image/tests/bench.py "$@" ;;
  test) shift; exec python3 image/tests/run.py "$@" ;;
  *) build "$@" ;;
esac
