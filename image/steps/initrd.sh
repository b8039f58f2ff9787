# initrd: busybox, veritysetup, the modules that find the root, and image/initrd/init.

make_initrd() {
  local tree=$WORK/initrd name
  rm -rf "$tree"; mkdir -p "$tree"/{bin,dev,proc,sys,run,sysroot,lib/modules}
  cp /usr/bin/busybox "$tree/bin/busybox"
  for name in sh mount cat grep sed seq sleep modprobe mkdir ln chmod sha256sum cut switch_root reboot; do ln -s busybox "$tree/bin/$name"; done
  add_veritysetup "$tree"
  list_of_modules initrd >"$tree/modules.list"
  local from=$WORK/kernel/usr/lib/modules/$KERNEL to=$tree/lib/modules/$KERNEL file
  mkdir -p "$WORK/kernel/lib" && ln -sfn ../usr/lib/modules "$WORK/kernel/lib/modules"
  while read -r name; do module_files "$name" "$WORK/kernel"; done <"$tree/modules.list" | sort -u | while read -r file; do
    mkdir -p "$to/$(dirname "$file")"; cp "$from/$file" "$to/$file"
  done
  cp "$from"/modules.{builtin,builtin.modinfo,order} "$to"
  depmod -b "$tree" "$KERNEL"
  cp $IMAGE/initrd/init "$tree/init"; chmod 755 "$tree/init"
  pack_initrd "$tree" "$WORK/initrd.img"
}

# pack_initrd FOLDER FILE: the same bytes from the same files.
pack_initrd() {
  find "$1" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
  (cd "$1" && find . -print0 | sort -z | cpio --null --create --format=newc --reproducible --owner=0:0 --quiet) | gzip -9n >"$2"
}

# Taken from the root that is being built, so that both know the same verity.
add_veritysetup() {
  local tree=$1 root=$WORK/root library
  cp "$root/usr/sbin/veritysetup" "$tree/bin/"
  chroot "$root" /usr/bin/ldd /usr/sbin/veritysetup 2>/dev/null | grep -o '/[^ ]*' | sort -u | while read -r library; do
    mkdir -p "$tree$(dirname "$library")"; cp -L "$root$library" "$tree$library"
  done
}
