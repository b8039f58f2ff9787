# kernel/: Debian's kernel and, of its modules, those of image/modules.txt with what they need.
# The normal kernel: the one for clouds has neither screen nor USB. Taken apart, not installed: its post-install scripts make an initrd.

make_kernel() {
  local package
  package=$(apt-cache depends linux-image-amd64 | awk '/Depends/{print $2; exit}')
  [ -n "$package" ] || die "apt knows no linux-image-amd64: apt-get update"
  mkdir -p "$WORK/deb"
  [ -n "$(ls "$WORK/deb/$package"_* 2>/dev/null)" ] || (cd "$WORK/deb" && apt-get download -qq "$package" 2>/dev/null) || die "no $package from Debian"
  local deb; deb=$(ls "$WORK/deb/$package"_* | tail -n 1)
  KERNEL=${package#linux-image-}
  fresh "$WORK/kernel" "$deb $(cksum <$IMAGE/modules.txt)" && return
  rm -rf "$WORK/kernel" "$WORK/kernel.deb"
  dpkg-deb -x "$deb" "$WORK/kernel.deb"
  local from=$WORK/kernel.deb/lib/modules/$KERNEL to=$WORK/kernel/usr/lib/modules/$KERNEL
  depmod -b "$WORK/kernel.deb" "$KERNEL"
  mkdir -p "$to"
  cp "$WORK/kernel.deb/boot/vmlinuz-$KERNEL" "$WORK/kernel/vmlinuz"
  cp "$from"/modules.{builtin,builtin.modinfo,order} "$to"
  local name file
  list_of_modules '.*' | while read -r name; do
    module_files "$name" || say "this kernel has no module $name"
  done | sort -u | while read -r file; do
    mkdir -p "$to/$(dirname "$file")"; cp "$from/$file" "$to/$file"
  done
  mkdir -p "$WORK/kernel/lib"; ln -s ../usr/lib/modules "$WORK/kernel/lib/modules"
  depmod -b "$WORK/kernel" "$KERNEL"
  rm -rf "$WORK/kernel/lib" "$WORK/kernel.deb"
  echo "$deb $(cksum <$IMAGE/modules.txt)" >"$WORK/kernel.inputs"
}

# Names of image/modules.txt; with `initrd`: only those that find the root.
list_of_modules() { sed -e 's/#.*//' -e '/^[[:space:]]*$/d' $IMAGE/modules.txt | grep "^$1" | awk '{print $NF}'; }

# Files of a module and of all it needs, below lib/modules/VERSION; nothing for one that is built in.
module_files() { modprobe -d "${2:-$WORK/kernel.deb}" -S "$KERNEL" --show-depends "$1" 2>/dev/null | sed -n "s|^insmod .*/modules/$KERNEL/\([^ ]*\).*|\1|p"; }
