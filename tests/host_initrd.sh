# What the tests in QEMU share, sourced after image/steps: an initrd that goes on from this machine's own files. $IMAGE has its init and modules.txt.

make_host_initrd() {
  local tree=$WORK/initrd to
  to=$tree/lib/modules/$KERNEL
  rm -rf "$tree"; mkdir -p "$tree/bin" "$to"
  cp /usr/bin/busybox "$tree/bin/"
  cp -r "$WORK/kernel/usr/lib/modules/$KERNEL/." "$to"
  list_of_modules '.*' >"$tree/modules.list"
  cp $IMAGE/init "$tree/init"; chmod 755 "$tree/init"
  pack_initrd "$tree" "$WORK/initrd.img"
}
