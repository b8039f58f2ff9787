# root.erofs with its hash tree, the signed kernel, and the disk.

make_slot() {
  local slot=$WORK/slot.img
  mkfs.erofs -zlz4hc -C65536 -T "$SOURCE_DATE_EPOCH" -U 6c6f6b65-7400-4000-8000-000000000002 --all-root "$slot" "$WORK/root" >"$WORK/erofs.log" 2>&1 || die "mkfs.erofs: see $WORK/erofs.log"
  TREE=$(stat -c %s "$slot")
  TREE=$(((TREE + 4095) / 4096 * 4096))
  truncate -s "$TREE" "$slot"
  # The salt follows from the version, not from chance; the tree's UUID follows from the root hash: so a slot says whose it is.
  local salt; salt=$(printf %s "loket $VERSION" | sha256sum | cut -c1-64)
  hash_tree() { veritysetup format "$slot" "$slot" --hash-offset="$TREE" --data-blocks=$((TREE / 4096)) --salt="$salt" --uuid="$1" | awk '/^Root hash/{print $NF}'; }
  ROOT_HASH=$(hash_tree 00000000-0000-4000-8000-000000000000)
  hash_tree "$(echo "$ROOT_HASH" | sed 's/^\(.\{8\}\)\(.\{4\}\)\(.\{4\}\)\(.\{4\}\)\(.\{12\}\).*/\1-\2-\3-\4-\5/')" >/dev/null
  [ "$(stat -c %s "$slot")" -le $((SLOT_MB << 20)) ] || die "the root is larger than its slot: $(stat -c %s "$slot") bytes"
}

# What the kernel is told. Nothing of it can be changed on the machine: it is signed with the kernel.
command_line() {
  echo "loket.root=$ROOT_HASH loket.tree=$TREE quiet loglevel=0 systemd.gpt_auto=0 vt.global_cursor_default=0 consoleblank=0 systemd.show_status=no" \
    "usbcore.authorized_default=0 lockdown=confidentiality lsm=lockdown,yama,integrity,apparmor,bpf apparmor=1" \
    "init_on_alloc=1 slab_nomerge randomize_kstack_offset=1 module.sig_enforce=1 panic=5 oops=panic $*"
}

# make_uki FILE INITRD COMMAND-LINE: kernel, initrd and command line as one signed program of the firmware.
make_uki() {
  printf %s "$3" >"$WORK/cmdline"
  objcopy --add-section .osrel="$WORK/root/usr/lib/os-release" --change-section-vma .osrel=0x20000 \
    --add-section .cmdline="$WORK/cmdline" --change-section-vma .cmdline=0x30000 \
    --add-section .linux="$WORK/kernel/vmlinuz" --change-section-vma .linux=0x2000000 \
    --add-section .initrd="$2" --change-section-vma .initrd=0x3000000 \
    /usr/lib/systemd/boot/efi/linuxx64.efi.stub "$1.unsigned"
  sbsign --key "$WORK/keys/db.key" --cert "$WORK/keys/db.crt" --output "$1" "$1.unsigned" 2>/dev/null
}

make_esp() {
  local esp=$WORK/esp.img
  sbsign --key "$WORK/keys/db.key" --cert "$WORK/keys/db.crt" --output "$WORK/boot.efi" /usr/lib/systemd/boot/efi/systemd-bootx64.efi 2>/dev/null
  printf 'timeout 0\neditor no\nconsole-mode keep\nsecure-boot-enroll force\n' >"$WORK/loader.conf"
  rm -f "$esp"; truncate -s ${ESP_MB}M "$esp"
  mkfs.vfat --invariant -F 32 -n LOKET-ESP "$esp" >/dev/null
  mmd -i "$esp" ::/EFI ::/EFI/BOOT ::/EFI/Linux ::/loader ::/loader/keys ::/loader/keys/auto
  mcopy -i "$esp" "$WORK/boot.efi" ::/EFI/BOOT/BOOTX64.EFI
  mcopy -i "$esp" "$WORK/loader.conf" ::/loader/loader.conf
  mcopy -i "$esp" "$WORK"/keys/{PK,KEK,db}.auth ::/loader/keys/auto/
  mcopy -i "$esp" "$1" "::/EFI/Linux/loket_$VERSION.efi"
}

# make_disk FILE: EFI partition, slot A with the root, an empty slot B, data that the first start encrypts.
make_disk() {
  local start=1 name size
  rm -f "$1"; truncate -s $((1 + ESP_MB + 2 * SLOT_MB + DATA_MB + 1))M "$1"
  { echo "label: gpt"; echo "label-id: 6c6f6b65-7400-4000-8000-0000000000d0"
    echo "start=1MiB, size=${ESP_MB}MiB, type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B, name=loket-esp, uuid=6c6f6b65-7400-4000-8000-0000000000d1"
    echo "size=${SLOT_MB}MiB, type=4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709, name=loket-a, uuid=6c6f6b65-7400-4000-8000-0000000000d2"
    echo "size=${SLOT_MB}MiB, type=4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709, name=loket-b, uuid=6c6f6b65-7400-4000-8000-0000000000d3"
    echo "size=${DATA_MB}MiB, type=0FC63DAF-8483-4772-8E79-3D69D8477DE4, name=loket-data, uuid=6c6f6b65-7400-4000-8000-0000000000d4"
  } | sfdisk -q "$1"
  dd if="$WORK/esp.img" of="$1" bs=1M seek=1 conv=notrunc,sparse status=none
  dd if="$WORK/slot.img" of="$1" bs=1M seek=$((1 + ESP_MB)) conv=notrunc,sparse status=none
  # See open-data: only a partition that says so is made.
  printf 'loket: nothing is here to lose' | dd of="$1" bs=1M seek=$((1 + ESP_MB + 2 * SLOT_MB + 31)) conv=notrunc status=none
}
