#!/usr/bin/env bash
# What the tests boot besides the release: the same root and kernel with an agent, and a kernel nobody signed.
cd "$(dirname "$(readlink -f "$0")")/../.."
. image/steps/common.sh
. image/steps/kernel.sh
. image/steps/initrd.sh
. image/steps/assemble.sh
. "$WORK/built"
# next NAME VERSION: the same root as another version, as a bundle; `broken`: its kiosk falls over at once.
next() {
  local from=$WORK
  VERSION=$2
  WORK=$from/$1
  rm -rf "$WORK"; mkdir -p "$WORK"
  ln -s ../keys ../kernel "$WORK/"
  cp -a --reflink=auto "$from/root" "$WORK/root"
  sed -i "s/^IMAGE_VERSION=.*/IMAGE_VERSION=$VERSION/" "$WORK/root/usr/lib/os-release"
  if [ "$1" = broken ]; then
    mv "$WORK/root/usr/lib/loket/loket" "$WORK/root/usr/lib/loket/loket.whole"
    printf '#!/bin/sh\n[ "$1" = run ] && exit 1\nexec /usr/lib/loket/loket.whole "$@"\n' >"$WORK/root/usr/lib/loket/loket"
    chmod 755 "$WORK/root/usr/lib/loket/loket"
  fi
  make_slot
  make_uki "$WORK/loket.efi" "$from/initrd-test.img" "$(command_line "console=ttyS0,115200 loglevel=6 systemd.journald.forward_to_console=1 systemd.journald.max_level_console=info")"
  "$BINARY" update make "$from/$1.bundle" --key "$WORK/keys/update.key" --kernel "$WORK/loket.efi" --root "$WORK/slot.img" --for-version "$VERSION" --root-hash "$ROOT_HASH" --change "Versi uji" >/dev/null
  rm -rf "$WORK"; WORK=$from
}

BINARY=${LOKET_BINARY:-build/release/kiosk/loket}
if [ "${1:-}" = next ]; then next "$2" "$3"; exit; fi

tree=$WORK/agent
rm -rf "$tree"; mkdir -p "$tree"
cp image/tests/agent/init "$tree/init"; chmod 755 "$tree/init"
cp image/initrd/init "$tree/init.release"; chmod 755 "$tree/init.release"
cp image/tests/agent/agent.service "$tree/"
pack_initrd "$tree" "$WORK/agent.img"
cat "$WORK/initrd.img" "$WORK/agent.img" >"$WORK/initrd-test.img"
# The console speaks, on the serial line only.
command_line "console=ttyS0,115200 loglevel=6 systemd.journald.forward_to_console=1 systemd.journald.max_level_console=info" >"$WORK/cmdline.test"
make_uki "$WORK/loket-test.efi" "$WORK/initrd-test.img" "$(cat "$WORK/cmdline.test")"
cp "$WORK/loket-test.efi.unsigned" "$WORK/loket-unsigned.efi"
